//! Advice on the managers' permissions.

use super::{job_account, manager_account};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::plan::Rbac;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Plan, say};

/// What the plan's Role lets the managers do, as `rbac.yaml` and the chart's rules have it.
pub(super) fn granted(plan: &Plan) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut pods = vec!["create", "get", "delete"];
    if plan.runner_has(17, 9) {
        pods.extend(["list", "watch"]);
    }
    let mut all = vec![
        ("pods", pods),
        ("pods/exec", vec!["create"]),
        ("pods/attach", vec!["create"]),
    ];
    if !plan.runner_has(16, 7) {
        all.push(("configmaps", vec!["create", "get", "update", "delete"]));
    }
    all.push(("secrets", vec!["create", "get", "update", "delete"]));
    let mut events = Vec::new();
    if plan.runner_has(16, 3) {
        events.push("list");
    }
    if plan.job.print_pod_events {
        events.push("watch");
    }
    if !events.is_empty() {
        all.push(("events", events));
    }
    all
}

/// What makes a runner ask for something that the plan's Role does not have.
fn asked_by(resource: &str) -> &'static str {
    match resource {
        "poddisruptionbudgets" => "pod_disruption_budget",
        "namespaces" => "namespace_per_job",
        "serviceaccounts" => "resource_availability_check_max_attempts",
        "services" | "services/proxy" => "ports",
        "deployments" | "priorityclasses" => "autoscaler",
        "pods/log" => "FF_KUBERNETES_HONOR_ENTRYPOINT",
        "events" => "FF_PRINT_POD_EVENTS",
        _ => "",
    }
}

/// What was refused: verb, resource, namespace; what the plan needs most where the text does not say.
pub(super) fn refused<'a>(
    case: &Case<'a>,
    verb: &'a str,
    resource: &'a str,
) -> (&'a str, &'a str, &'a str) {
    let or = |what: What, other: &'a str| match case.seen.get(what) {
        "" => other,
        seen => seen,
    };
    (
        or(What::Verb, verb),
        or(What::Resource, resource),
        or(What::Namespace, case.plan.target.job_namespace.as_str()),
    )
}

/// The account as the text names it, without the prefix of accounts.
pub(super) fn account<'a>(case: &Case<'a>) -> &'a str {
    let seen = case.seen.get(What::Account);
    seen.strip_prefix("system:serviceaccount:").unwrap_or(seen)
}

pub(super) fn managers(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let jobs = plan.target.job_namespace.as_str();
    let mine = manager_account(plan);
    let seen = account(case);
    let (verb, resource, namespace) = refused(case, "create", "pods");
    if !seen.is_empty() && !case.seen.get(What::Resource).is_empty() {
        out.title = say!(
            lang,
            "{} may not {} {}",
            "{} 无权 {} {}",
            seen,
            verb,
            resource
        );
    }
    out.meaning = who(case, seen, &mine);
    let mut grants = granted(plan).into_iter();
    let known = grants.any(|(name, verbs)| name == resource && verbs.contains(&verb));
    let feature = asked_by(resource);
    if !known && !feature.is_empty() && (seen.is_empty() || seen == mine) {
        out.meaning.push_str(&say!(
            lang,
            " This plan never does that; `{}` in the configuration or in a job asks for it.",
            "本方案不会这样做；是配置或作业中的 `{}` 要求的。",
            feature
        ));
    }
    if namespace != jobs {
        out.meaning.push_str(&say!(
            lang,
            " It was refused in `{}`, while this plan runs jobs in `{}`: the `namespace` in use is another one.",
            "拒绝发生在 `{}`，而本方案的作业在 `{}` 中运行：实际使用的 `namespace` 不同。",
            namespace,
            jobs
        ));
    }

    out.step(
        case.t(t(
            "See which account the managers run as.",
            "查看管理器以哪个账户运行。",
        )),
        commands.manager(&[
            "get",
            &commands.deployment(),
            "--output=jsonpath={.spec.template.spec.serviceAccountName}",
        ]),
    )
    .expect = say!(
        lang,
        "`{}`; nothing or `default` means that these values are not installed.",
        "`{}`；为空或 `default` 说明未使用这份 values 安装。",
        plan.manager_account()
    );
    out.step(
        case.t(t(
            "Ask the API server in that account's name.",
            "以该账户的身份询问 API 服务器。",
        )),
        commands.can_i(&mine, jobs, verb, resource),
    )
    .expect = case
        .t(t(
            "`no`: the Role is missing or too narrow. `yes`: other account or namespace.",
            "`no`：Role 缺失或过窄。`yes`：实际是别的账户或命名空间。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See which Roles hold there, and for whom.",
            "查看那里有哪些 Role、绑定给谁。",
        )),
        commands.jobs(&["get", "role,rolebinding", "--output=wide"]),
    );

    match plan.security.rbac {
        Rbac::Existing => out.fix(
            case.t(t(
                "Write the account and its Role (rbac.yaml)",
                "生成账户与 Role（rbac.yaml）",
            )),
            vec![Edit::set("security.rbac", "manifest")],
        ),
        _ => {
            let watches = resource == "events" && verb == "watch";
            if watches && !plan.job.print_pod_events && plan.runner_has(16, 5) {
                out.fix(
                    case.t(t(
                        "Print pod events, with the permission for it",
                        "输出 Pod 事件并授予所需权限",
                    )),
                    vec![Edit::set("job.print_pod_events", true)],
                );
            }
        }
    }
    by_hand(case, seen, known, out);

    let mut all = Vec::new();
    for resource in ["pods", "pods/exec", "pods/attach", "secrets"] {
        all.push(commands.can_i(&mine, jobs, "create", resource));
    }
    out.confirm(
        case.t(t("All four must be allowed.", "这四项都必须允许。")),
        all.join("\n"),
    )
    .expect = case.t(t("`yes` four times", "四个 `yes`")).to_string();
    out.prevent(case.t(t(
        "Change the Role through the plan: it follows the runner's release and the features in use. `pods/attach` is what hand-written Roles lack.",
        "通过方案修改 Role：它随 Runner 版本和所用功能变化。手写的 Role 往往缺 `pods/attach`。",
    )));
    out.prevent(case.t(t(
        "Take Roles away only when no job runs: the managers cannot even remove their pods without them.",
        "没有作业运行时才可移除 Role：否则管理器连自己的 Pod 都删不掉。",
    )));
    out.alike(
        case,
        "rbac_job_serviceaccount",
        case.t(t(
            "kubectl or helm in the script says it, in the name of the jobs' account.",
            "由脚本中的 kubectl 或 helm 报出，账户是作业的账户。",
        )),
    );
    out.alike(
        case,
        "podsecurity_violation",
        case.t(t(
            "Also `forbidden`, but goes on with `violates PodSecurity`.",
            "同样是 `forbidden`，但后面是 `violates PodSecurity`。",
        )),
    );
    out.alike(
        case,
        "quota_exceeded",
        case.t(t(
            "Also `forbidden`, but goes on with `exceeded quota`.",
            "同样是 `forbidden`，但后面是 `exceeded quota`。",
        )),
    );
    out.wrong(
        case.t(t(
            "`kubectl create clusterrolebinding … --clusterrole=cluster-admin --group=system:serviceaccounts`",
            "执行 `kubectl create clusterrolebinding … --clusterrole=cluster-admin --group=system:serviceaccounts`",
        )),
        case.t(t(
            "It gives every pod of the cluster everything, this runner's jobs included. A Role in the job namespace is enough.",
            "这会让集群中的每个 Pod（包括此 Runner 的作业）拥有全部权限。作业命名空间中的一个 Role 就够了。",
        )),
    );
    out.wrong(
        case.t(t(
            "A Role with `pods/exec`, `pods/log` and `secrets: get, list`",
            "Role 只含 `pods/exec`、`pods/log` 与 `secrets: get, list`",
        )),
        case.t(t(
            "Jobs start by `pods/attach`, and each job creates and deletes a Secret for its registry credentials. Listing Secrets is not needed and shows them all.",
            "作业通过 `pods/attach` 启动，且每个作业会创建并删除一个存放仓库凭据的 Secret。list 并不需要，反而会暴露所有 Secret。",
        )),
    );
}

/// Whose permission it is, as the plan has it.
fn who(case: &Case, seen: &str, mine: &str) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let jobs = plan.target.job_namespace.as_str();
    if seen.ends_with(":default") && seen != mine {
        return say!(
            lang,
            "The managers act as `{}`, the account of a namespace that names none. The chart leaves it at that unless told otherwise (`rbac.create` is false), so this release was not installed with this plan's values, which say `{}`.",
            "管理器以 `{}` 运行，即命名空间未指定账户时的默认账户。Chart 默认如此（`rbac.create` 为 false），说明该 release 没有使用本方案的 values 安装；方案指定的是 `{}`。",
            seen,
            mine
        );
    }
    if seen.starts_with("system:anonymous") {
        return say!(
            lang,
            "The request carried no valid token, so the API server took it for nobody. The account `{}` was made anew, its token is not mounted, or a proxy dropped it.",
            "请求没有有效令牌，API 服务器视其为匿名。账户 `{}` 被重建、令牌没有挂载，或被代理丢弃。",
            mine
        );
    }
    if seen == job_account(plan) && seen != mine {
        return say!(
            lang,
            "`{}` is the account of the jobs, not of the managers: the refusal comes from a script, or the managers run with the wrong account. The managers' is `{}`.",
            "`{}` 是作业的账户，不是管理器的：要么是脚本触发的，要么管理器用错了账户。管理器的账户是 `{}`。",
            seen,
            mine
        );
    }
    if !seen.is_empty() && seen != mine {
        return say!(
            lang,
            "`{}` is refused, but this plan's managers run as `{}`. Another release answers here, or its values differ from this plan.",
            "被拒的是 `{}`，而本方案的管理器以 `{}` 运行。可能是另一个 release，或其 values 与本方案不同。",
            seen,
            mine
        );
    }
    match plan.security.rbac {
        Rbac::Manifest => say!(
            lang,
            "The managers run as `{}`. `rbac.yaml` gives it the Role `{}-jobs` in `{}`, with what this plan uses and no more: it is not applied, older than this plan, or bound to another account.",
            "管理器以 `{}` 运行。`rbac.yaml` 在 `{2}` 中为其授予 Role `{1}-jobs`，仅含本方案所需权限：它可能未应用、早于本方案，或绑定了别的账户。",
            mine,
            plan.manager_account(),
            jobs
        ),
        Rbac::Chart if plan.chart_has(84) || plan.target.namespace == jobs => say!(
            lang,
            "The chart makes the account `{}` and a Role in `{}` from the rules in `values.yaml`. The release was installed with other values, or before the plan changed.",
            "Chart 按 `values.yaml` 的规则创建账户 `{}` 及 `{}` 中的 Role。该 release 使用了别的 values，或在方案修改之前安装。",
            mine,
            jobs
        ),
        Rbac::Chart => say!(
            lang,
            "Chart {} puts its Role beside the managers, out of reach of `{}`; the files of this plan therefore grant the rules cluster-wide to `{}`. Without `clusterWideAccess` jobs cannot start.",
            "Chart {} 把 Role 建在管理器旁，管不到 `{}`；因此本方案的文件在全集群为 `{}` 授予规则。缺少 `clusterWideAccess` 时作业无法启动。",
            plan.target.chart,
            jobs,
            mine
        ),
        Rbac::Existing => say!(
            lang,
            "This plan leaves the permissions of `{}` to somebody else and writes no Role. What they granted in `{}` does not cover what runner {} does.",
            "本方案把 `{}` 的权限交给他人，不生成 Role。他们在 `{}` 中授予的权限不足以支撑 Runner {}。",
            mine,
            jobs,
            plan.runner()
        ),
    }
}

/// Whether the text names another account or namespace than the plan's.
fn is_other(case: &Case, seen: &str) -> bool {
    let namespace = case.seen.get(What::Namespace);
    let account = !seen.is_empty() && seen != manager_account(case.plan);
    account || !namespace.is_empty() && namespace != case.plan.target.job_namespace
}

fn by_hand(case: &Case, seen: &str, known: bool, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    match plan.security.rbac {
        Rbac::Manifest if is_other(case, seen) => {
            out.by_hand(
                case.t(t(
                    "Install the release with this plan's values: a Role for the right account helps no other.",
                    "用本方案的 values 安装 release：给正确账户授予的 Role 对其他账户无效。",
                )),
                "sh install.sh",
            );
        }
        Rbac::Manifest => {
            out.by_hand(
                case.t(t(
                    "Apply the manifest again; it takes effect at once, no restart is needed.",
                    "重新应用清单；立即生效，无需重启。",
                )),
                "kubectl apply -f manifests/rbac.yaml",
            );
        }
        Rbac::Chart => {
            out.by_hand(
                case.t(t(
                    "Install the release again with the plan's values.",
                    "用方案的 values 重新安装 release。",
                )),
                "sh install.sh",
            );
        }
        Rbac::Existing => {
            let wanted: Vec<String> = granted(plan)
                .iter()
                .map(|(resource, verbs)| [*resource, ": ", &verbs.join(", ")].concat())
                .collect();
            let wanted = ["`", &wanted.join("`; `"), "`"].concat();
            out.by_hand(
                say!(
                    lang,
                    "Ask for exactly this, as a Role in `{}`: {}.",
                    "请在 `{}` 中以 Role 授予以下权限：{}。",
                    plan.target.job_namespace,
                    wanted
                ),
                commands.jobs(&["describe", "role"]),
            );
        }
    }
    let feature = asked_by(case.seen.get(What::Resource));
    if !known && !feature.is_empty() && feature != "FF_PRINT_POD_EVENTS" {
        let group = case.seen.get(What::Group);
        let mut resource = case.seen.get(What::Resource).to_string();
        if !group.is_empty() {
            resource = [&resource, ".", group].concat();
        }
        let role = [&plan.manager_account(), "-more"].concat();
        let make = commands.jobs(&[
            "create",
            "role",
            &role,
            "--verb=create,get,delete",
            &["--resource=", &resource].concat(),
        ]);
        let bind = commands.jobs(&[
            "create",
            "rolebinding",
            &role,
            &["--role=", &role].concat(),
            &["--serviceaccount=", &manager_account(plan)].concat(),
        ]);
        out.by_hand(
            say!(
                lang,
                "Keep `{}` only if you need it, then grant it in a Role of its own.",
                "若不需要 `{}` 就去掉；需要则用单独的 Role 授权。",
                feature
            ),
            [&make, "\n", &bind].concat(),
        );
    }
    if seen.is_empty() || seen.starts_with("system:") {
        out.by_hand(
            case.t(t(
                "`Unauthorized` instead of `forbidden`: the account was made anew. New manager pods get a valid token; jobs that still run may be lost.",
                "若是 `Unauthorized` 而不是 `forbidden`：账户被重建过。新的管理器 Pod 会得到有效令牌；仍在运行的作业可能丢失。",
            )),
            commands.manager(&["rollout", "restart", &commands.deployment()]),
        );
    }
}
