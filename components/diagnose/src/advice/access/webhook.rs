//! Advice on policies of webhooks that refuse a pod, and on webhooks that do not answer.

use super::{job_account, no_host_path, refuses_builders};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::plan::{Builder, Platform};
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

/// What a policy's name is about, and the edit that meets it where the plan does not.
fn meets(case: &Case, policy: &str) -> Option<(String, Vec<Edit>)> {
    let (plan, lang) = (case.plan, case.lang);
    let security = &plan.security;
    let name = policy.to_ascii_lowercase().replace(['-', '_', ' '], "");
    let has = |part: &str| name.contains(part);
    let switch = |id: &str| vec![Edit::set(id, true)];
    if has("escalat") && !security.no_privilege_escalation {
        let label = say!(lang, "Forbid privilege escalation", "禁止提权");
        return Some((label, switch("security.no_privilege_escalation")));
    }
    if has("privileged") && plan.job.builder.is_dind() && !refuses_builders(plan) {
        let label = say!(
            lang,
            "Build with rootless BuildKit, without privilege",
            "改用无特权的 Rootless BuildKit 构建"
        );
        return Some((
            label,
            super::build_with(case, "buildkit", &plan.job.buildkit_image),
        ));
    }
    if has("hostpath") || has("hostfilesystem") {
        let label = say!(
            lang,
            "Use emptyDir instead of hostPath",
            "用 emptyDir 代替 hostPath"
        );
        return no_host_path(case).map(|edit| (label, vec![edit]));
    }
    if (has("nonroot") || has("runasuser") || has("alloweduser")) && !security.non_root {
        let label = say!(lang, "Run jobs as user 1000", "作业以用户 1000 运行");
        let mut edits = switch("security.non_root");
        if security.run_as_user.is_none() {
            edits.push(Edit::set("security.run_as_user", "1000"));
        }
        return Some((label, edits));
    }
    if has("capabilit") && !security.drop_all {
        let label = say!(lang, "Drop all capabilities", "移除全部 capability");
        return Some((label, switch("security.drop_all")));
    }
    if has("seccomp") && !security.seccomp && plan.runner_has(18, 11) {
        let label = say!(
            lang,
            "Use the default seccomp profile",
            "使用默认 seccomp 配置"
        );
        return Some((label, switch("security.seccomp")));
    }
    None
}

pub(super) fn denied(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let jobs = plan.target.job_namespace.as_str();
    let webhook = case.seen.get(What::Webhook);
    let policy = case.seen.get(What::Policy);
    if !policy.is_empty() {
        out.title = say!(
            lang,
            "The policy {} refuses the pod",
            "策略 {} 拒绝了该 Pod",
            policy
        );
    } else if !webhook.is_empty() {
        out.title = say!(lang, "{} refuses the pod", "{} 拒绝了该 Pod", webhook);
    }
    out.meaning = say!(
        lang,
        "A policy of this cluster does not admit the pod that a job would run in. It is asked on every creation in `{}`, so trying again changes nothing. What such policies look at, in this plan: {}.",
        "集群中的策略不允许作业 Pod。`{}` 中每次创建 Pod 都会检查，重试没有用。本方案中这类策略会关注的内容：{}。",
        jobs,
        remarkable(case)
    );
    if plan.target.platform == Platform::Gke && plan.job.builder.is_dind() {
        out.meaning.push_str(case.t(t(
            " GKE Autopilot never admits privileged containers: image builds need a Standard cluster or another builder.",
            "GKE Autopilot 一律不允许特权容器：镜像构建需要 Standard 集群或其他构建方式。",
        )));
    }
    let kyverno = webhook.contains("kyverno");
    let gatekeeper = webhook.contains("gatekeeper");
    let (show, all) = if kyverno {
        (
            "kubectl get clusterpolicy",
            "kubectl get clusterpolicy,policy --all-namespaces",
        )
    } else if gatekeeper {
        ("kubectl get constraints", "kubectl get constraints")
    } else {
        (
            "",
            "kubectl get validatingwebhookconfiguration,mutatingwebhookconfiguration,validatingadmissionpolicy",
        )
    };
    let look = if kyverno && !policy.is_empty() {
        [show, " ", &quote(policy), " --output=yaml"].concat()
    } else {
        all.to_string()
    };
    out.step(
        case.t(t(
            "Read the policy: its message says which field it wants, and for which containers.",
            "查看策略：其消息说明要求哪个字段、针对哪些容器。",
        )),
        look,
    );
    out.step(
        case.t(t(
            "Provoke the refusal without a pipeline, with a pod that has the job's labels, nodes and account.",
            "不跑流水线，用带有作业标签、节点和账户的 Pod 重现拒绝。",
        )),
        commands.like_a_job("admission-test", &plan.job.image, &["id"]),
    )
    .expect = case
        .t(t(
            "The same refusal. If it runs, the policy dislikes something of the job itself: its image, a service, a label.",
            "出现同样的拒绝。若能运行，则策略针对作业自身：镜像、服务或标签。",
        ))
        .to_string();
    if let Some((label, edits)) = meets(case, policy) {
        out.fix(label, edits);
    }
    out.by_hand(
        case.t(t(
            "A label or annotation is wanted: set it in `config.toml` under `[runners.kubernetes.pod_labels]` or `[runners.kubernetes.pod_annotations]`. Limits are wanted: set them for build, helper and services alike.",
            "若要求标签或注解：在 `config.toml` 的 `[runners.kubernetes.pod_labels]` 或 `[runners.kubernetes.pod_annotations]` 中设置。若要求上限：build、helper 与服务都要设置。",
        )),
        "",
    );
    out.by_hand(
        say!(
            lang,
            "Else ask the policy's owner to exempt `{}` from this one rule (Gatekeeper: `spec.match.excludedNamespaces`; Kyverno: a PolicyException), and keep deploy jobs out of that namespace.",
            "否则请策略负责人仅对该规则豁免 `{}`（Gatekeeper：`spec.match.excludedNamespaces`；Kyverno：PolicyException），并让部署作业远离该命名空间。",
            jobs
        ),
        "",
    );
    out.confirm(
        case.t(t("The same pod is admitted.", "同样的 Pod 能通过准入。")),
        commands.like_a_job("admission-test", &plan.job.image, &["id"]),
    );
    out.prevent(say!(
        lang,
        "Have new policies run in audit or warn mode on `{}` first; job pods live too short to show up in a nightly audit.",
        "新策略先在 `{}` 上以审计或警告模式运行；作业 Pod 存活时间短，定期审计往往看不到。",
        jobs
    ));
    out.alike(
        case,
        "podsecurity_violation",
        case.t(t(
            "Says `violates PodSecurity`.",
            "写着 `violates PodSecurity`。",
        )),
    );
    out.alike(
        case,
        "admission_webhook_unavailable",
        case.t(t(
            "Says `failed calling webhook`: it gave no answer at all.",
            "写着 `failed calling webhook`：Webhook 根本没有回答。",
        )),
    );
    out.alike(
        case,
        "rbac_forbidden",
        case.t(t("Says `User … cannot`.", "写着 `User … cannot`。")),
    );
    out.wrong(
        case.t(t(
            "Look for a Pending pod, and at the log of kube-apiserver",
            "去找 Pending 的 Pod，并查看 kube-apiserver 日志",
        )),
        case.t(t(
            "A refused pod is never made, so nothing is Pending; the refusal stands in the job log. A managed control plane shows no pods anyway.",
            "被拒的 Pod 根本不会创建，因此没有 Pending；拒绝信息就在作业日志里。托管控制平面也看不到这类 Pod。",
        )),
    );
    out.wrong(
        case.t(t("Delete the webhook configuration", "删除 Webhook 配置")),
        case.t(t(
            "That opens the cluster for everybody, and its operator puts it back. Meet the policy, or exempt one namespace from one rule.",
            "这会让整个集群失去防护，而且 operator 会重新创建它。应满足策略，或只为一个命名空间豁免一条规则。",
        )),
    );
}

/// What policies tend to look at, as this plan has it.
fn remarkable(case: &Case) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let mut list = Vec::new();
    match plan.job.builder {
        Builder::None => {}
        Builder::Buildkit => list.push(say!(
            lang,
            "a service container with an unconfined seccomp profile",
            "seccomp 为 unconfined 的服务容器"
        )),
        _ => list.push(say!(lang, "a privileged service container", "特权服务容器")),
    }
    if no_host_path(case).is_some() {
        list.push(say!(lang, "a hostPath volume", "hostPath 卷"));
    }
    if !plan.security.non_root {
        list.push(say!(
            lang,
            "containers that may run as root",
            "可能以 root 运行的容器"
        ));
    }
    if plan.job.cpu_limit.is_none() {
        list.push(say!(lang, "no CPU limit", "未设 CPU 上限"));
    }
    list.push(say!(
        lang,
        "the default image `{}`",
        "默认镜像 `{}`",
        plan.job.image
    ));
    list.push(say!(
        lang,
        "the account `{}`",
        "账户 `{}`",
        job_account(plan)
    ));
    list.join(lang.pick(", ", "、"))
}

/// The namespace of a Service that a URL names, as in `https://kyverno-svc.kyverno.svc:443/mutate`.
fn namespace_of(case: &Case) -> String {
    let url = case.seen.get(What::Url);
    let host = match url.split_once("://") {
        Some((_, rest)) => rest.split(['/', ':', '?']).next().unwrap_or(""),
        None => case.seen.get(What::Host),
    };
    let mut parts = host.split('.');
    let (_, namespace, svc) = (parts.next(), parts.next(), parts.next());
    match (namespace, svc) {
        (Some(namespace), Some("svc")) => quote(namespace),
        _ => "\"$WEBHOOK_NAMESPACE\"".to_string(),
    }
}

pub(super) fn unavailable(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let jobs = plan.target.job_namespace.as_str();
    let webhook = case.seen.get(What::Webhook);
    if !webhook.is_empty() {
        out.title = say!(
            lang,
            "The webhook {} does not answer",
            "Webhook {} 没有响应",
            webhook
        );
    }
    out.meaning = say!(
        lang,
        "The API server asked a webhook about the pod, got no answer in time, and with `failurePolicy: Fail` refuses what it cannot ask about. No setting of this plan is judged or to blame, and other teams' pods fail alike. The plan's network policy covers job pods in `{}` and no webhook.",
        "API 服务器就该 Pod 询问 Webhook 却没有及时得到回答；`failurePolicy: Fail` 会因此拒绝请求。这与本方案的设置无关，其他团队的 Pod 同样会失败。方案的网络策略只作用于 `{}` 中的作业 Pod，不影响 Webhook。",
        jobs
    );
    let namespace = namespace_of(case);
    out.step(
        case.t(t(
            "See which webhooks there are, whom they call and what happens without an answer.",
            "查看有哪些 Webhook、调用谁、无应答时如何处理。",
        )),
        "kubectl get validatingwebhookconfiguration,mutatingwebhookconfiguration --output=jsonpath='{range .items[*].webhooks[*]}{.name}{\"\\t\"}{.failurePolicy}{\"\\t\"}{.clientConfig.service.namespace}/{.clientConfig.service.name}{\"\\n\"}{end}'",
    );
    out.step(
        case.t(t(
            "See whether anything runs behind that Service.",
            "查看该 Service 背后是否有 Pod 在运行。",
        )),
        ["kubectl --namespace ", &namespace, " get pods,endpointslices --output=wide"].concat(),
    )
    .expect = case
        .t(t(
            "No ready pod: repair it. Ready pods: the way from the control plane to them is closed, often a firewall on private clusters.",
            "没有就绪的 Pod：先修复它。Pod 就绪：控制平面到它的网络不通，私有集群上常是防火墙。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See when it began: the managers' logs have each refusal.",
            "查看从何时开始：管理器日志里有每次拒绝。",
        )),
        [
            &commands.manager_logs(&["--since=1h"]),
            " | grep -i webhook",
        ]
        .concat(),
    );
    out.by_hand(
        case.t(t(
            "Start the webhook's pods anew, or open its port from the control plane to the nodes (the container's port, not the Service's 443).",
            "重启 Webhook 的 Pod，或放行控制平面到节点的端口（是容器端口，不是 Service 的 443）。",
        )),
        ["kubectl --namespace ", &namespace, " rollout restart deployment"].concat(),
    );
    out.by_hand(
        say!(
            lang,
            "If CI must go on before it is repaired, have its owner leave `{}` out with a `namespaceSelector`, and take that back afterwards: pods there go unjudged meanwhile.",
            "若修复前 CI 必须继续，请负责人用 `namespaceSelector` 暂时排除 `{}`，修复后恢复：期间那里的 Pod 不受检查。",
            jobs
        ),
        "",
    );
    let image = ["--image=", &plan.job.image].concat();
    out.confirm(
        case.t(t(
            "A dry run goes through the same webhooks.",
            "试运行会经过同样的 Webhook。",
        )),
        commands.jobs(&[
            "run",
            "admission-test",
            "--restart=Never",
            "--dry-run=server",
            &image,
        ]),
    )
    .expect = case
        .t(t(
            "`created (server dry run)`",
            "显示 `created (server dry run)`",
        ))
        .to_string();
    out.prevent(case.t(t(
        "A webhook with `failurePolicy: Fail` wants two replicas or more, a disruption budget and a priority class.",
        "`failurePolicy: Fail` 的 Webhook 至少要两个副本，并配中断预算与优先级类。",
    )));
    out.alike(
        case,
        "admission_webhook_denied",
        case.t(t(
            "Says `denied the request`: it answered, with no.",
            "写着 `denied the request`：它回答了，答案是拒绝。",
        )),
    );
    out.alike(
        case,
        "kube_api_unavailable",
        case.t(t(
            "No webhook is named; `etcdserver` or the API server itself is.",
            "没有提到 Webhook，而是 `etcdserver` 或 API 服务器本身。",
        )),
    );
    out.wrong(
        case.t(t(
            "Set `failurePolicy: Ignore` for good",
            "长期设为 `failurePolicy: Ignore`",
        )),
        case.t(t(
            "Pods then slip past the policy whenever the webhook is down, and nobody notices.",
            "之后只要 Webhook 停机，Pod 就会绕过策略，而且无人察觉。",
        )),
    );
    out.wrong(
        case.t(t("Raise `poll_timeout`", "调大 `poll_timeout`")),
        case.t(t(
            "It waits for pods that exist. This one was never made.",
            "它等待的是已创建的 Pod，而这个 Pod 根本没有创建。",
        )),
    );
}
