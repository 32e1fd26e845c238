//! Advises on registration that gets no answer, or passes what GitLab keeps for itself.

use super::words::{address, api, code, gitlab_host, grep, helm_value, mend, registered, restart};
use crate::advice::{Case, Say};
use runwright_model::format::port_of;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

pub(super) fn timeout(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let (name, port) = (gitlab_host(plan), port_of(&plan.gitlab.url));
    let (host, space, replicas) = (
        code(name),
        code(&plan.target.namespace),
        plan.managers.replicas,
    );
    advice.title = say!(
        lang,
        "{name} does not answer the managers in time",
        "{name} 未在限时内应答管理器",
    );
    let policy = if plan.security.network_policy {
        case.t(t(
            "The plan's network policy covers job pods only, so what blocks is another policy, a firewall, a proxy the managers do not know, or a missing route.",
            "方案的网络策略只作用于作业 Pod，因此拦截来自其他策略、防火墙、管理器未配置的代理，或缺失的路由。",
        ))
    } else {
        case.t(t(
            "The plan has no network policy, so what blocks is a policy of somebody else, a firewall, a proxy the managers do not know, or a missing route.",
            "方案没有网络策略，因此拦截来自他人的策略、防火墙、管理器未配置的代理，或缺失的路由。",
        ))
    };
    advice.meaning = say!(
        lang,
        "The managers in {space} send requests to {host}, port {port}, and get no answer. {policy} The chart tries 30 times, 5 s apart, then the container exits: after that every manager ({replicas}) shows `CrashLoopBackOff`.",
        "{space} 中的管理器向 {host} 的 {port} 端口发出请求，但没有得到应答。{policy}Chart 每隔 5 秒重试，共 30 次，之后容器退出，所有管理器（共 {replicas} 个）都会显示 `CrashLoopBackOff`。",
    );
    if let Some((ip, port)) = address(case) {
        advice.meaning.push_str(&say!(
            lang,
            " The name led to `{ip}`; packets to port {port} there are lost.",
            "域名已解析为 `{ip}`，发往其 {port} 端口的数据包没有回应。",
        ));
    }
    advice
        .step(
            case.t(t("What exactly the managers say", "查看管理器的原话")),
            commands.manager_logs(&["--tail=50"]),
        )
        .expect = case
        .t(t(
            "`i/o timeout`: packets vanish (firewall, policy). `no route to host`: routing, or a firewall that rejects. `EOF`: a proxy or load balancer closes the connection.",
            "`i/o timeout`：数据包被丢弃（防火墙、策略）；`no route to host`：路由问题或防火墙拒绝；`EOF`：代理或负载均衡断开了连接。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Take the same way from a pod with the managers' labels",
                "用带管理器标签的 Pod 走同一条路",
            )),
            commands.manager_net_test(&api(&plan.gitlab.url)),
        )
        .expect = case
        .t(t(
            "Any status, `401` included, proves DNS, route and TLS; then the trouble is over or comes and goes. `000` repeats it.",
            "任何状态码（包括 `401`）都证明 DNS、路由与 TLS 正常，问题已消失或为间歇性。`000` 即复现。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Policies that select the managers; Cilium and Calico have kinds of their own",
                "选中管理器的网络策略；Cilium 与 Calico 另有自己的类型",
            )),
            commands.manager(&["get", "networkpolicies", "--output=wide"]),
        )
        .expect = case
        .t(t(
            "None that lists `Egress`, or one that opens GitLab.",
            "没有包含 `Egress` 的策略，或其中已放行 GitLab。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Whether the managers know a proxy",
                "管理器是否配置了代理",
            )),
            grep(
                &commands.manager(&["get", &commands.deployment(), "--output=yaml"]),
                "_PROXY|_proxy",
            ),
        )
        .expect = case
        .t(t(
            "Nothing where nodes reach GitLab directly. Where a proxy is the only way: `HTTPS_PROXY` and `NO_PROXY`.",
            "节点可直连 GitLab 时应无输出；只能经代理访问时应有 `HTTPS_PROXY` 与 `NO_PROXY`。",
        ))
        .to_string();
    advice.by_hand(
        say!(
            lang,
            "Open TCP {port} from the nodes (or the pod network, if it is routed without NAT) to {host} in the firewall or security group.",
            "在防火墙或安全组中放行从节点（若 Pod 网段不经 NAT，则为 Pod 网段）到 {host} 的 TCP {port}。",
        ),
        "",
    );
    let domain = &plan.dns.cluster_domain;
    advice.by_hand(
        say!(
            lang,
            "Behind a proxy, set `HTTPS_PROXY` and `NO_PROXY` in the chart's `extraEnv` (`envVars` before 0.62). `NO_PROXY` must hold the API server's service address, `.svc` and `.{domain}`, or job pods cannot be made. Jobs need the same in `environment` of `[[runners]]`.",
            "经代理访问时，在 Chart 的 `extraEnv`（0.62 之前为 `envVars`）中设置 `HTTPS_PROXY` 与 `NO_PROXY`。`NO_PROXY` 必须包含 API 服务器的 Service 地址、`.svc` 与 `.{domain}`，否则无法创建作业 Pod。作业还需在 `[[runners]]` 的 `environment` 中同样设置。",
        ),
        commands.kubectl(&["--namespace", "default", "get", "service", "kubernetes"]),
    );
    advice.by_hand(
        case.t(t(
            "Then restart the managers rather than wait out the back-off.",
            "随后重启管理器，不必等待退避时间。",
        )),
        restart(case),
    );
    registered(case, advice);
    advice.prevent(case.t(t(
        "Alert on manager pods that are not ready for 5 minutes.",
        "管理器 Pod 超过 5 分钟未就绪即告警。",
    )));
    advice.prevent(case.t(t(
        "Run the same request from the managers' namespace after every change of firewall, proxy or CNI.",
        "每次变更防火墙、代理或 CNI 之后，都在管理器命名空间中执行同样的请求。",
    )));
    advice.alike(
        case,
        "dns_timeout",
        case.t(t(
            "There the line has `lookup` in it.",
            "那种情况的报错行中有 `lookup`。",
        )),
    );
    advice.alike(
        case,
        "gitlab_url_wrong",
        case.t(t(
            "There an answer comes at once: `connection refused`, 404 or 405.",
            "那种情况会立即得到回应：`connection refused`、404 或 405。",
        )),
    );
    advice.alike(
        case,
        "network_blocked",
        case.t(t(
            "There DNS or the API server time out as well.",
            "那种情况下 DNS 或 API 服务器也会超时。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Add a trailing slash to `gitlabUrl`",
            "给 `gitlabUrl` 加上末尾斜杠",
        )),
        case.t(t(
            "The runner takes both forms; a timeout is decided before any path is read.",
            "两种写法 Runner 都接受；超时发生在读取路径之前。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Apply a NetworkPolicy that allows all egress, to test",
            "临时创建放行所有出站的 NetworkPolicy 来测试",
        )),
        case.t(t(
            "Policies add up, so it opens every pod of the namespace and tends to stay. The pod with the managers' labels above answers the same question.",
            "策略是叠加的：它会放开整个命名空间，且往往被遗忘。上面带管理器标签的测试 Pod 能回答同样的问题。",
        )),
    );
    advice.wrong(
        case.t(t(
            "“You may be having network problems” proves a network problem",
            "“You may be having network problems”说明网络有问题",
        )),
        case.t(t(
            "It is a stock phrase that is printed for a refused token too. Only the part after `dial tcp` counts.",
            "这是固定措辞，令牌被拒绝时也会打印。只有 `dial tcp` 之后的内容才算数。",
        )),
    );
    test_without_labels(case, advice);
}

/// The test most guides give, which misleads in two ways.
pub(super) fn test_without_labels(case: &Case, advice: &mut Advice) {
    advice.wrong(
        case.t(t(
            "Test with a bare `kubectl run nettest --rm -i`",
            "直接用 `kubectl run nettest --rm -i` 测试",
        )),
        case.t(t(
            "Without `--restart=Never` the pod restarts for ever and the exit code is lost; without the right labels policies do not apply, and it passes where the real pods fail.",
            "缺少 `--restart=Never` 时 Pod 会不断重启并丢失退出码；缺少正确标签时策略不生效，真实 Pod 失败它却能通过。",
        )),
    );
}

/// Keys of `runners` in the values that live in GitLab once the token is `glrt-`.
const RESERVED: &[&str] = &[
    "tags",
    "locked",
    "runUntagged",
    "protected",
    "maximumTimeout",
];

pub(super) fn reserved(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let chart = plan.target.chart;
    let id = |key: &str| ["values.runners.", key].concat();
    let mut held: Vec<&str> = Vec::new();
    for key in RESERVED {
        if case.draft.get(&id(key)).is_some() {
            held.push(key);
        }
    }
    let about = if !held.is_empty() {
        let keys: Vec<String> = held.iter().map(|key| ["runners.", key].concat()).collect();
        let keys = super::words::codes(&keys);
        say!(lang, "The plan still holds {keys}.", "方案中仍有 {keys}。")
    } else {
        case.t(t(
            "The plan writes none of them, so they come from another values file, from `--set`, or from a release that was not upgraded.",
            "方案不会写出这些参数，因此它们来自其他 values 文件、`--set`，或尚未升级的 release。",
        ))
        .to_string()
    };
    let of_chart = if plan.chart_has(74) {
        say!(
            lang,
            "Chart {chart} leaves most of them out once it sees `glrt-`, but not `maximumTimeout`.",
            "Chart {chart} 识别出 `glrt-` 后会略去其中大部分，但不包括 `maximumTimeout`。",
        )
    } else {
        say!(
            lang,
            "Chart {chart} cannot see a token in a Secret and passes them all unless `runnerRegistrationToken: \"\"` stands in the values, as the plan writes it.",
            "Chart {chart} 看不到 Secret 中的令牌，除非 values 中写有 `runnerRegistrationToken: \"\"`（方案会写出），否则会全部传入。",
        )
    };
    advice.meaning = say!(
        lang,
        "Tags, lock, protection, untagged jobs and the maximum timeout of a runner with a `glrt-` token are set in GitLab; registration stops when they are passed as well. {about} {of_chart}",
        "使用 `glrt-` 令牌时，标签、锁定、受保护、运行未打标签的作业与最长超时都在 GitLab 中设置，同时传入会使注册中止。{about}{of_chart}",
    );
    advice
        .step(
            case.t(t(
                "What the release really has",
                "查看 release 中实际的值",
            )),
            grep(
                &values_of(case),
                "tags|locked|runUntagged|protected|maximumTimeout|runnerRegistrationToken",
            ),
        )
        .expect = case
        .t(t(
            "Nothing but an empty `runnerRegistrationToken`. The command shows what was set, without the chart's defaults.",
            "除空的 `runnerRegistrationToken` 外没有输出。此命令只显示设置过的值，不含 Chart 默认值。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "Which arguments the managers pass",
                "管理器传入了哪些参数",
            )),
            grep(
                &commands.manager(&["get", &commands.deployment(), "--output=yaml"]),
                "RUNNER_TAG_LIST|REGISTER_LOCKED|REGISTER_RUN_UNTAGGED|REGISTER_ACCESS_LEVEL|REGISTER_MAXIMUM_TIMEOUT",
            ),
        )
        .expect = case
        .t(if plan.chart_has(74) {
            t(
                "No `REGISTER_MAXIMUM_TIMEOUT`; the others are taken away at start when the token begins with `glrt-`.",
                "没有 `REGISTER_MAXIMUM_TIMEOUT`；令牌以 `glrt-` 开头时，其余参数会在启动时去掉。",
            )
        } else {
            t("No line with a value.", "没有带值的行。")
        })
        .to_string();
    if !held.is_empty() {
        let mut edits = Vec::new();
        for key in &held {
            edits.push(Edit::set(&["drop.", &id(key)].concat(), true));
            edits.push(Edit::reset(&id(key)));
        }
        mend(
            case,
            advice,
            case.t(t("Take them out of values.yaml", "从 values.yaml 中去掉")),
            edits,
            &|_| true,
        );
    }
    if !plan.chart_has(74) {
        mend(
            case,
            advice,
            case.t(t(
                "Use the newest chart this page knows, which looks at the token itself",
                "改用本页已知的最新 Chart，它会检查令牌本身",
            )),
            vec![Edit::reset("target.chart")],
            &|plan| plan.chart_has(74),
        );
    }
    advice.by_hand(
        case.t(t(
            "Set tags, protection and timeout where the runner was created: Admin, group or project, CI/CD, Runners, Edit.",
            "在创建 Runner 的位置（管理员、群组或项目的 CI/CD、Runner、编辑）设置标签、受保护与超时。",
        )),
        "",
    );
    advice.by_hand(
        case.t(t(
            "Upgrade the release with the plan's values.yaml alone; `--reuse-values` brings the old keys back.",
            "仅用方案的 values.yaml 升级 release；`--reuse-values` 会带回旧键。",
        )),
        runwright_documents::shell::join(&[
            "helm",
            "upgrade",
            &plan.target.release,
            "gitlab/gitlab-runner",
            "--namespace",
            &plan.target.namespace,
            "--version",
            &chart.to_string(),
            "--values",
            "values.yaml",
            "--reset-values",
        ]),
    );
    registered(case, advice);
    advice.prevent(case.t(t(
        "Keep runner settings in one place: GitLab for who may use it, the values for how it runs.",
        "各归其位：谁能使用 Runner 在 GitLab 中设置，如何运行写在 values 中。",
    )));
    advice.prevent(case.t(t(
        "Review old values files before a change from registration tokens to `glrt-` tokens.",
        "从注册令牌迁移到 `glrt-` 令牌之前，先清理旧的 values 文件。",
    )));
    advice.alike(
        case,
        "register_invalid_token",
        case.t(t(
            "There GitLab answers 403 or 410; here the runner stops before it asks.",
            "那种情况是 GitLab 返回 403 或 410；此处 Runner 在请求之前就停止。",
        )),
    );
    advice.alike(
        case,
        "runner_config_invalid",
        case.t(t(
            "There the message names TOML or the template.",
            "那种情况的报错提到 TOML 或模板。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Go back to a registration token",
            "改回注册令牌",
        )),
        case.t(t(
            "Deprecated since 15.6 and to be removed with GitLab 20.0. Removing the arguments is all that is needed.",
            "自 15.6 起弃用，计划在 GitLab 20.0 移除。去掉这些参数即可。",
        )),
    );
}

/// The values of the release as they were set, without the chart's defaults.
fn values_of(case: &Case) -> String {
    let target = &case.plan.target;
    runwright_documents::shell::join(&[
        "helm",
        "get",
        "values",
        &target.release,
        "--namespace",
        &target.namespace,
    ])
}

/// Shows the URL of the release.
pub(super) fn url_of(case: &Case) -> String {
    helm_value(case, "gitlabUrl")
}
