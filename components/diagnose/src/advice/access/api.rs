//! Advice on the way from managers to the API server: its health, a proxy between, credentials.

use super::manager_account;
use crate::advice::{Case, Say};
use runwright_documents::shell::{join, quote};
use runwright_model::plan::Rbac;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Version, say};

/// Where every pod of the cluster finds the API server.
const API_ADDRESS: &str =
    "kubectl --namespace default get service kubernetes --output=jsonpath={.spec.clusterIP}";

pub(super) fn unavailable(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let retries = plan.runner_has(16, 9);
    out.meaning = say!(
        lang,
        "The API server, or etcd behind it, did not answer the managers in time. At full load this plan has {} managers and {} jobs at once, each with a pod, a Secret and open streams. {}",
        "API 服务器或其背后的 etcd 未能及时响应管理器。满载时本方案有 {} 个管理器、{} 个并发作业，每个作业都有 Pod、Secret 与长连接。{}",
        plan.managers.replicas,
        plan.slots(),
        if retries {
            case.t(t(
                "The runner tries five times, within seconds; what takes longer fails the job.",
                "Runner 会在数秒内重试五次，超过即作业失败。",
            ))
        } else {
            case.t(t(
                "This runner has no setting for trying again; 16.9 has.",
                "此 Runner 没有重试设置，16.9 起有。",
            ))
        }
    );
    out.step(
        case.t(t("Ask the control plane how it is.", "询问控制平面的状态。")),
        "kubectl get --raw='/readyz?verbose'",
    )
    .expect = case
        .t(t(
            "`[-]etcd failed` or a long wait. All `[+]`: it is over, or only the managers' way is broken.",
            "出现 `[-]etcd failed` 或长时间等待。全是 `[+]`：已恢复，或只是管理器的路径不通。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See when it began and how often it comes.",
            "查看何时开始、频率如何。",
        )),
        [
            &commands.manager_logs(&["--since=1h", "--timestamps"]),
            " | grep -i -e etcdserver -e 'deadline exceeded' -e refused -e 'leader changed'",
        ]
        .concat(),
    );
    out.step(
        case.t(t(
            "`resource quota evaluation timed out`: see whether the namespace has very many objects.",
            "`resource quota evaluation timed out`：查看命名空间中对象是否过多。",
        )),
        commands.jobs(&["get", "resourcequota,pods,secrets", "--no-headers", "--output=name"])
            + " | wc -l",
    );
    let half = plan.managers.concurrent / 2;
    if half > 0 {
        out.fix(
            say!(
                lang,
                "Ease the load: {} jobs per manager instead of {}",
                "减轻负载：每个管理器 {} 个作业，而不是 {} 个",
                half,
                plan.managers.concurrent
            ),
            vec![Edit::set("managers.concurrent", half.to_string())],
        );
    }
    if !retries {
        let newest = Version::new(0, 92, 0);
        out.fix(
            say!(
                lang,
                "Use chart {}, whose runner tries again",
                "改用 Chart {}，其 Runner 会重试",
                newest
            ),
            vec![Edit::set("target.chart", newest.to_string())],
        );
    }
    out.by_hand(
        case.t(t(
            "Repair the control plane: disk latency of etcd, memory of the API server, its certificate; with a managed one, see the provider's status and upgrade window.",
            "修复控制平面：etcd 磁盘延迟、API 服务器内存、证书；托管集群则查看服务商状态与升级窗口。",
        )),
        "",
    );
    if retries {
        out.by_hand(
            case.t(t(
                "Outages of seconds: try longer, in `config.toml` under `[runners.kubernetes]`: `retry_limit = 10`, and from 17.1 `retry_backoff_max = 10000` (milliseconds).",
                "秒级故障：在 `config.toml` 的 `[runners.kubernetes]` 下延长重试：`retry_limit = 10`，17.1 起可设 `retry_backoff_max = 10000`（毫秒）。",
            )),
            "",
        );
    }
    out.confirm(
        case.t(t("It answers, and quickly.", "能快速响应。")),
        "time kubectl get --raw=/readyz",
    )
    .expect = "`ok`".to_string();
    out.prevent(case.t(t(
        "Alert on the API server's latency and on etcd leader changes; let jobs carry `retry: { max: 2, when: runner_system_failure }`.",
        "对 API 服务器延迟与 etcd 换主设置告警；作业配置 `retry: { max: 2, when: runner_system_failure }`。",
    )));
    if !plan.runner_has(17, 9) {
        out.prevent(case.t(t(
            "From 17.9 on the runner watches pods instead of asking every three seconds: far fewer requests.",
            "17.9 起 Runner 监听 Pod 而不是每三秒查询一次，请求大为减少。",
        )));
    }
    out.alike(
        case,
        "network_blocked",
        case.t(t(
            "kubectl works elsewhere, and the managers alone time out.",
            "别处 kubectl 正常，只有管理器超时。",
        )),
    );
    out.alike(
        case,
        "kube_api_proxy",
        case.t(t(
            "`TLS handshake timeout` from the first request on, with proxy variables set.",
            "从第一个请求起就 `TLS handshake timeout`，且设置了代理变量。",
        )),
    );
    out.alike(
        case,
        "admission_webhook_unavailable",
        case.t(t(
            "Names a webhook and a `.svc` URL.",
            "提到 Webhook 与 `.svc` 地址。",
        )),
    );
    out.alike(
        case,
        "exec_attach_broken",
        case.t(t(
            "Only exec and attach fail.",
            "只有 exec 与 attach 失败。",
        )),
    );
    out.wrong(
        case.t(t("Raise `poll_timeout`", "调大 `poll_timeout`")),
        case.t(t(
            "It is the wait for a pod to start, not for the API server.",
            "它是等待 Pod 启动的时间，与 API 服务器无关。",
        )),
    );
    out.wrong(
        case.t(t("Restart the managers", "重启管理器")),
        case.t(t(
            "They come back to the same API server, and jobs that still ran may be lost.",
            "重启后面对的仍是同一个 API 服务器，还可能丢掉仍在运行的作业。",
        )),
    );
}

pub(super) fn proxy(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let domain = plan.dns.cluster_domain.as_str();
    out.meaning = say!(
        lang,
        "The managers `{}` have `HTTPS_PROXY` but no exception for the API server, so they ask the proxy for an address inside the cluster and time out. No field of this plan sets a proxy: it comes from `envVars` in the values, from the image, or is injected.",
        "管理器 `{}` 设置了 `HTTPS_PROXY` 却没有排除 API 服务器，于是经代理访问集群内地址而超时。本方案没有设置代理：它来自 values 的 `envVars`、镜像或被注入。",
        plan.fullname()
    );
    let show = [
        &commands.manager(&["exec", &commands.deployment(), "--", "env"]),
        " | grep -i _proxy",
    ]
    .concat();
    out.step(
        case.t(t("See what the managers go by.", "查看管理器的代理变量。")),
        show.as_str(),
    )
    .expect = case
        .t(t(
            "`HTTPS_PROXY`, and a `NO_PROXY` that lacks the address below.",
            "有 `HTTPS_PROXY`，而 `NO_PROXY` 缺少下面的地址。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See where pods find the API server.",
            "查看 Pod 访问 API 服务器的地址。",
        )),
        API_ADDRESS,
    );
    let exceptions = [",.svc,.", domain, ",localhost,127.0.0.1"].concat();
    let set = [
        "API=$(",
        API_ADDRESS,
        ")\n",
        &commands.manager(&["set", "env", &commands.deployment()]),
        " NO_PROXY=\"$API\"",
        &quote(&exceptions),
    ]
    .concat();
    out.by_hand(
        case.t(t(
            "At once, until the next `helm upgrade`: except the API server. Replaces the `NO_PROXY` that is there; put its hosts in as well.",
            "立即生效，直到下次 `helm upgrade`：排除 API 服务器。会替换现有的 `NO_PROXY`，请把原有主机一并写入。",
        )),
        set,
    );
    out.by_hand(
        case.t(t(
            "For good: the same `NO_PROXY` in the values under `envVars`, better with the Service CIDR. Names do not help: in a pod the API server is asked by its address.",
            "长期：在 values 的 `envVars` 中写同样的 `NO_PROXY`，最好写 Service 网段。写域名没有用：Pod 内按地址访问 API 服务器。",
        )),
        "",
    );
    out.confirm(
        case.t(t(
            "New managers say nothing of timeouts.",
            "新的管理器不再报超时。",
        )),
        [
            &commands.manager_logs(&["--since=5m"]),
            " | grep -c -i 'handshake timeout'",
        ]
        .concat(),
    )
    .expect = "`0`".to_string();
    out.prevent(case.t(t(
        "Set the three proxy variables together, with the Service and pod CIDRs, `.svc` and the cluster domain in `NO_PROXY`.",
        "三个代理变量一起设置，`NO_PROXY` 中写入 Service 与 Pod 网段、`.svc` 和集群域。",
    )));
    out.alike(
        case,
        "kube_api_unavailable",
        case.t(t(
            "kubectl from outside is slow too, and no proxy is set.",
            "集群外的 kubectl 也慢，且没有设置代理。",
        )),
    );
    out.alike(
        case,
        "network_blocked",
        case.t(t(
            "`i/o timeout` before any handshake.",
            "在握手之前就 `i/o timeout`。",
        )),
    );
    out.alike(
        case,
        "register_network_timeout",
        case.t(t(
            "GitLab's host times out, not the API server's address.",
            "超时的是 GitLab 主机，而不是 API 服务器地址。",
        )),
    );
    out.wrong(
        case.t(t("Remove the proxy variables", "去掉代理变量")),
        case.t(t(
            "The managers then lose their way to GitLab. The exception is what is missing.",
            "管理器会因此连不上 GitLab。缺的只是排除项。",
        )),
    );
}

pub(super) fn config(case: &Case, out: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let security = &plan.security;
    out.meaning = say!(
        lang,
        "Whoever says this found neither a kubeconfig nor the token of a pod. The managers run as `{}` and need its token mounted; jobs run as `{}`, whose token this plan {}. Outside a cluster the runner needs `host` and credentials in `config.toml`.",
        "报错方既没有 kubeconfig，也没有 Pod 内的令牌。管理器以 `{}` 运行，需要挂载其令牌；作业以 `{}` 运行，本方案{}其令牌。在集群之外，Runner 需要在 `config.toml` 中写 `host` 与凭据。",
        manager_account(plan),
        super::job_account(plan),
        if security.automount_token {
            case.t(t("mounts", "会挂载"))
        } else {
            case.t(t("does not mount", "不挂载"))
        }
    );
    let account = plan.manager_account();
    out.step(
        case.t(t(
            "See whether the managers have a token.",
            "查看管理器是否有令牌。",
        )),
        commands.manager(&[
            "exec",
            &commands.deployment(),
            "--",
            "ls",
            "/var/run/secrets/kubernetes.io/serviceaccount",
        ]),
    )
    .expect = case
        .t(t(
            "`ca.crt`, `namespace`, `token`. If they are there, a script in a job said it.",
            "应有 `ca.crt`、`namespace`、`token`。若都在，则是作业脚本报出的。",
        ))
        .to_string();
    out.step(
        case.t(t(
            "See whether the account forbids it.",
            "查看账户是否禁止挂载。",
        )),
        commands.manager(&[
            "get",
            "serviceaccount",
            &account,
            "--output=jsonpath={.automountServiceAccountToken}",
        ]),
    )
    .expect = case
        .t(t("Nothing, or `true`.", "为空或 `true`。"))
        .to_string();
    out.step(
        case.t(t(
            "For a script: see which token its pod mounts.",
            "若是脚本：查看其 Pod 是否挂载令牌。",
        )),
        super::with_pod(
            case,
            super::part_of_pod(
                case,
                "{.spec.serviceAccountName}{\"\\t\"}{.spec.automountServiceAccountToken}",
            ),
        ),
    );
    if security.rbac == Rbac::Existing {
        out.fix(
            case.t(t(
                "Write the account and its Role (rbac.yaml)",
                "生成账户与 Role（rbac.yaml）",
            )),
            vec![Edit::set("security.rbac", "manifest")],
        );
    } else if !security.automount_token
        && !security.deploy.is_empty()
        && !security.job_service_account.is_empty()
        && plan.runner_has(16, 9)
    {
        out.fix(
            case.t(t(
                "Mount the token in job pods, for deploy scripts",
                "在作业 Pod 中挂载令牌，供部署脚本使用",
            )),
            vec![Edit::set("security.automount_token", true)],
        );
    }
    let patch = join(&[
        "patch",
        "serviceaccount",
        &account,
        "--patch={\"automountServiceAccountToken\":true}",
    ]);
    let patch = [&commands.manager(&[]), " ", &patch].concat();
    let restart = commands.manager(&["rollout", "restart", &commands.deployment()]);
    out.by_hand(
        case.t(t(
            "Managers without a token: let the account mount it, and start new pods.",
            "管理器没有令牌：允许该账户挂载，并重建 Pod。",
        )),
        [&patch, "\n", &restart].concat(),
    );
    out.by_hand(
        case.t(t(
            "A runner outside the cluster: `host`, `bearer_token` or `cert_file` and `key_file`, and `ca_file` under `[runners.kubernetes]`, of an account with the plan's Role.",
            "集群外的 Runner：在 `[runners.kubernetes]` 下写 `host`、`bearer_token`（或 `cert_file` 与 `key_file`）和 `ca_file`，所用账户须有方案的 Role。",
        )),
        "",
    );
    out.confirm(
        case.t(t("The account is known again.", "账户恢复可用。")),
        commands.can_i(
            &manager_account(plan),
            &plan.target.job_namespace,
            "create",
            "pods",
        ),
    )
    .expect = "`yes`".to_string();
    out.prevent(case.t(t(
        "Where a policy switches tokens off by default, switch it on for the managers' account alone.",
        "若策略默认关闭令牌挂载，只为管理器账户开启。",
    )));
    out.alike(
        case,
        "rbac_forbidden",
        case.t(t("The account is known and refused.", "账户有效但被拒绝。")),
    );
    out.alike(
        case,
        "rbac_job_serviceaccount",
        case.t(t(
            "The script has a token without rights.",
            "脚本有令牌但没有权限。",
        )),
    );
    out.wrong(
        case.t(t(
            "Copy an administrator's kubeconfig into a CI/CD variable",
            "把管理员的 kubeconfig 放进 CI/CD 变量",
        )),
        case.t(t(
            "Every job that sees the variable owns the cluster. An account with a Role in one namespace does.",
            "能看到该变量的作业都能控制集群。用一个命名空间内带 Role 的账户即可。",
        )),
    );
}
