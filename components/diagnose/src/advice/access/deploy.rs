//! Advice on what a job's script may not do in the cluster.

use super::rbac::{account, refused};
use super::{add_row, job_account, manager_account, part_of_pod, set_cells, with_pod};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::join;
use runwright_model::format::Format;
use runwright_model::plan::Rbac;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Row, say};

/// Stands for an application's namespace where neither text nor plan names one.
const EXAMPLE: &str = "shop-staging";

pub(super) fn jobs(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let security = &plan.security;
    let mine = job_account(plan);
    let seen = match account(case) {
        "" => mine.as_str(),
        seen => seen,
    };
    let first = security.deploy.first().map(|row| row.namespace.as_str());
    let target = match (case.seen.get(What::Namespace), first) {
        ("", Some(first)) if !first.is_empty() => first,
        ("", _) => EXAMPLE,
        (seen, _) => seen,
    };
    let (verb, resource, _) = refused(case, "get", "deployments");
    let qualified = match case.seen.get(What::Group) {
        "" if resource == "deployments" => "deployments.apps".to_string(),
        "" => resource.to_string(),
        group => [resource, ".", group].concat(),
    };
    if !case.seen.get(What::Resource).is_empty() {
        out.title = say!(
            lang,
            "A job as {} may not {} {}",
            "作业账户 {} 无权 {} {}",
            seen,
            verb,
            resource
        );
    }
    let row = security.deploy.iter().find(|row| row.namespace == target);
    out.meaning = if seen == manager_account(plan) && seen != mine {
        say!(
            lang,
            "The script acts as `{}`, the managers' account; this plan gives jobs one of their own, `{}`. The configuration in use differs.",
            "脚本以管理器账户 `{}` 运行；本方案为作业设置了独立账户 `{}`。实际配置与方案不同。",
            seen,
            mine
        )
    } else if security.rbac == Rbac::Existing || security.job_service_account.is_empty() {
        say!(
            lang,
            "The script ran kubectl, helm or the like as `{}`. This plan makes neither that account nor its rights, so whoever runs `{}` must grant them.",
            "脚本以 `{}` 身份运行了 kubectl、helm 等。本方案既不创建该账户也不授权，须由 `{}` 的管理者授予。",
            seen,
            target
        )
    } else if security.deploy.is_empty() {
        say!(
            lang,
            "Jobs run as `{}`, which has no rights on purpose: any job of this runner could use them. The plan names no deploy namespace, so every script that asks the API server is refused.",
            "作业以 `{}` 运行，它有意没有任何权限，因为此 Runner 的任何作业都能使用它。方案没有部署命名空间，因此访问 API 服务器的脚本都会被拒绝。",
            seen
        )
    } else if row.is_some() {
        say!(
            lang,
            "Jobs run as `{}`, whose Role in `{}` covers Deployments, Services and ConfigMaps, without deleting. `{}` on `{}` goes beyond it.",
            "作业以 `{}` 运行，其在 `{}` 中的 Role 覆盖 Deployment、Service 与 ConfigMap，不含删除。`{}` `{}` 超出范围。",
            seen,
            target,
            verb,
            qualified
        )
    } else {
        say!(
            lang,
            "Jobs run as `{}`. The plan lets it deploy to other namespaces, not to `{}`.",
            "作业以 `{}` 运行。方案允许它部署到其他命名空间，不包括 `{}`。",
            seen,
            target
        )
    };
    if !security.automount_token && !security.deploy.is_empty() && plan.runner_has(16, 9) {
        out.meaning.push_str(case.t(t(
            " Its token is not mounted either: kubectl then acts as `system:anonymous`.",
            "它的令牌也没有挂载：kubectl 会以 `system:anonymous` 身份运行。",
        )));
    }

    out.step(
        case.t(t(
            "See which account the job pod has.",
            "查看作业 Pod 使用的账户。",
        )),
        with_pod(case, part_of_pod(case, "{.spec.serviceAccountName}")),
    );
    out.step(
        case.t(t("Ask in its name.", "以该账户的身份询问。")),
        commands.can_i(&mine, target, verb, &qualified),
    )
    .expect = case
        .t(t(
            "`no` while this is the cause.",
            "若是此原因，则为 `no`。",
        ))
        .to_string();
    out.step(
        case.t(t("See what it may do there.", "查看它在那里有哪些权限。")),
        commands.kubectl(&[
            "auth",
            "can-i",
            "--list",
            "--namespace",
            target,
            &["--as=system:serviceaccount:", &mine].concat(),
        ]),
    );

    fix_jobs(case, target, &qualified, verb, out);

    if target == plan.target.namespace {
        out.by_hand(
            say!(
                lang,
                "`{}` holds the runner token: let no job in. Deploy to the namespace of an application instead.",
                "`{}` 中有 Runner 令牌，不要让任何作业访问。请改为部署到应用的命名空间。",
                target
            ),
            "",
        );
    } else {
        own_role(case, target, verb, &qualified, out);
    }
    out.confirm(
        case.t(t("The same question again.", "再次询问。")),
        commands.can_i(&mine, target, verb, &qualified),
    )
    .expect = "`yes`".to_string();
    out.prevent(case.t(t(
        "Whoever can run a job on this runner has these rights. Give deploy jobs a runner with its own tag, protected and for few projects, or the GitLab agent.",
        "能在此 Runner 上运行作业的人都拥有这些权限。部署作业宜用独立标签、受保护且仅供少数项目的 Runner，或使用 GitLab agent。",
    )));
    out.alike(
        case,
        "rbac_forbidden",
        case.t(t(
            "The runner itself says it, before any script line, in the managers' name.",
            "由 Runner 自身在脚本之前报出，账户是管理器的。",
        )),
    );
    out.alike(
        case,
        "kube_config_missing",
        case.t(t(
            "kubectl finds no credentials at all, or asks `localhost:8080`.",
            "kubectl 找不到任何凭据，或去连 `localhost:8080`。",
        )),
    );
    out.wrong(
        case.t(t("Widen the Role of the managers", "放宽管理器的 Role")),
        case.t(t(
            "Scripts do not run with it. It would only give a stolen runner token more.",
            "脚本用不到它，只会让泄露的 Runner 权限更大。",
        )),
    );
    out.wrong(
        case.t(t(
            "A deploy Role with `secrets: get, list`",
            "部署 Role 中写 `secrets: get, list`",
        )),
        case.t(t(
            "Listing hands every Secret of the namespace to every job. `get` by name is enough for kubectl; helm alone keeps its releases in Secrets.",
            "list 会把该命名空间的所有 Secret 交给每个作业。kubectl 按名称 `get` 即可；只有 helm 把 release 存放在 Secret 中。",
        )),
    );
    out.wrong(
        case.t(t(
            "Bind `default` or the jobs' account to cluster-admin",
            "把 `default` 或作业账户绑定到 cluster-admin",
        )),
        case.t(t(
            "Every merge request then owns the cluster. Grant the verbs in the message, in one namespace.",
            "这样任何合并请求都能控制集群。只在一个命名空间授予消息中的操作。",
        )),
    );
}

/// A Role for what the plan's Roles do not cover.
fn own_role(case: &Case, target: &str, verb: &str, qualified: &str, out: &mut Advice) {
    let lang = case.lang;
    let mine = job_account(case.plan);
    let role = [mine.rsplit(':').next().unwrap_or("ci"), "-more"].concat();
    let space = ["kubectl", "--namespace", target, "create"];
    let verbs = match verb {
        "get" | "list" | "watch" => "get,list,watch",
        _ => "get,list,watch,create,update,patch",
    };
    let mut verbs = verbs.to_string();
    if verb == "delete" {
        verbs.push_str(",delete");
    }
    let make = join(
        &[
            &space[..],
            &[
                "role",
                &role,
                &["--verb=", &verbs].concat(),
                &["--resource=", qualified].concat(),
            ],
        ]
        .concat(),
    );
    let bind = join(
        &[
            &space[..],
            &[
                "rolebinding",
                &role,
                &["--role=", &role].concat(),
                &["--serviceaccount=", &mine].concat(),
            ],
        ]
        .concat(),
    );
    out.by_hand(
        say!(
            lang,
            "For anything else, a Role of its own in `{}`, bound to the jobs' account.",
            "其他资源：在 `{}` 中单独建 Role，绑定到作业账户。",
            target
        ),
        [&make, "\n", &bind].concat(),
    );
    if target == EXAMPLE && case.seen.get(What::Namespace).is_empty() {
        let hint = case.t(t(
            " The name stands for your application's namespace.",
            "该名称代表应用的命名空间。",
        ));
        if let Some(step) = out.by_hand.last_mut() {
            step.text.push_str(hint);
        }
    }
}

fn fix_jobs(case: &Case, target: &str, qualified: &str, verb: &str, out: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let security = &plan.security;
    let unknown = target == EXAMPLE && case.seen.get(What::Namespace).is_empty();
    let row = security.deploy.iter().find(|row| row.namespace == target);
    if security.rbac == Rbac::Existing
        || security.job_service_account.is_empty()
        || unknown && row.is_none()
    {
        return;
    }
    let mut token = Vec::new();
    if !security.automount_token && plan.runner_has(16, 9) {
        token.push(Edit::set("security.automount_token", true));
    }
    let resource = qualified.split(['.', '/']).next().unwrap_or("");
    let kinds = ["deployments", "services", "configmaps", "secrets"];
    let covered = kinds.contains(&resource) && verb != "delete" && verb != "deletecollection";
    let foreign = target != plan.target.namespace
        && target != plan.target.job_namespace
        && !target.starts_with("kube-")
        && Format::Label.check(target).is_ok();
    match row {
        None if foreign && covered => {
            let secrets = if resource == "secrets" {
                "true"
            } else {
                "false"
            };
            let cells = [("namespace", target), ("secrets", secrets)];
            let mut edits = vec![add_row(case, "security.deploy", &cells)];
            edits.append(&mut token);
            out.fix(
                say!(lang, "Let jobs deploy to {}", "允许作业部署到 {}", target),
                edits,
            );
        }
        Some(row) if resource == "secrets" && covered && !row.secrets => {
            let this = |row: &Row| {
                row.get("namespace")
                    .is_some_and(|name| name.trim() == target)
            };
            let mut edits = vec![set_cells(
                case,
                "security.deploy",
                this,
                ("secrets", "true"),
            )];
            edits.append(&mut token);
            out.fix(
                say!(
                    lang,
                    "Let jobs write Secrets in {}",
                    "允许作业写入 {} 中的 Secret",
                    target
                ),
                edits,
            );
        }
        Some(_) if !token.is_empty() => out.fix(
            case.t(t(
                "Mount the account's token in job pods",
                "在作业 Pod 中挂载账户令牌",
            )),
            token,
        ),
        _ => {}
    }
}
