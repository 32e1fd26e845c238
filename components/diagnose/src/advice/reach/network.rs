//! Advises on pods that reach nothing, or not what they need, and opens the plan's policy where that is the cause.

use super::policy::lets;
use super::register::test_without_labels;
use super::words::{
    address, api, clone_host, clone_url, code, endpoint, gitlab_host, ip_of, is_private, mend,
    private_name, single, with_item, with_row,
};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::format::port_of;
use runwright_model::plan::Strategy;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Plan, say};
use std::net::IpAddr;

/// Whether an address is that of the API server's Service: what the text connects to on 443 in a service range, or
/// by its name.
fn api_server(case: &Case) -> bool {
    let mut all = case.seen.all(What::Endpoint);
    all.any(|text| match endpoint(text) {
        Some((host, port)) => {
            let first = host.ends_with(".0.1") && port == 443;
            host.starts_with("kubernetes.default") || (first && ip_of(host).is_some_and(is_private))
        }
        None => false,
    })
}

pub(super) fn blocked(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let target = case.seen.get(What::Endpoint);
    let jobs = code(&plan.target.job_namespace);
    let space = code(&plan.target.namespace);
    let url = clone_url(plan);
    if !target.is_empty() {
        advice.title = say!(
            lang,
            "Packets to {target} are dropped",
            "发往 {target} 的数据包被丢弃",
        );
    }
    let policy = policy(case);
    let who = if api_server(case) {
        say!(
            lang,
            " {} is the API server's Service. Managers need it always, jobs only when they deploy; the plan's policy covers jobs alone.",
            "{} 是 API 服务器的 Service 地址。管理器始终需要，作业只有部署时才需要；方案的策略只作用于作业。",
            code(target)
        )
    } else {
        String::new()
    };
    advice.meaning = say!(
        lang,
        "Connections by address time out as well as names, so a policy, firewall or the network between nodes drops packets. {policy}{who}",
        "按 IP 连接与域名解析都超时，说明策略、防火墙或节点间网络在丢包。{policy}{who}",
    );
    advice
        .step(
            say!(
                lang,
                "From {jobs}, with the labels that policies select jobs by",
                "在 {jobs} 中，带上策略用来选中作业的标签",
            ),
            commands.net_test(&api(url)),
        )
        .expect = case
        .t(t(
            "Any status: jobs reach GitLab. `000`: go on.",
            "任何状态码：作业可访问 GitLab；`000`：继续往下查。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "The same without labels: only a policy tells the two apart",
                "不带标签再测一次：两者的差别只能来自策略",
            )),
            plain_test(case, &api(url)),
        )
        .expect = case
        .t(t(
            "A status here and `000` above: a policy that selects job pods. `000` in both: firewall, CNI, or a policy for the whole namespace.",
            "此处有状态码而上面是 `000`：策略选中了作业 Pod；两者都是 `000`：防火墙、CNI，或作用于整个命名空间的策略。",
        ))
        .to_string();
    advice.step(
        case.t(t(
            "All policies for jobs; Cilium has a kind of its own",
            "作业的全部策略；Cilium 有自己的类型",
        )),
        [
            commands.jobs(&["get", "networkpolicies", "--output=wide"]),
            [
                &commands.jobs(&[
                    "get",
                    "ciliumnetworkpolicies,ciliumclusterwidenetworkpolicies",
                ]),
                " 2>/dev/null",
            ]
            .concat(),
        ]
        .join("\n"),
    );
    advice
        .step(
            say!(
                lang,
                "The managers' side, in {space}",
                "管理器一侧，在 {space} 中",
            ),
            commands.manager_net_test(&api(&plan.gitlab.url)),
        )
        .expect = case
        .t(t(
            "Managers and jobs have policies of their own; test both.",
            "管理器与作业各有各的策略，两边都要测。",
        ))
        .to_string();
    advice.step(
        case.t(t(
            "The API server's real addresses and port; a policy sees these, not the Service's",
            "API 服务器的真实地址与端口；策略看到的是它们，而不是 Service 地址",
        )),
        endpoints(case),
    );
    let host = case.seen.get(What::Host);
    let gitlab = host.is_empty() || host == clone_host(plan) || host == gitlab_host(plan);
    open(case, advice, gitlab.then_some(url));
    if closes(case) {
        mend(
            case,
            advice,
            case.t(t(
                "Leave the network policy out; jobs may then reach everything",
                "不生成网络策略，作业将可访问一切",
            )),
            vec![Edit::set("security.network_policy", "false")],
            &|plan| !plan.security.network_policy,
        );
    }
    advice.by_hand(
        case.t(t(
            "In policies that are not the plan's, open egress: DNS (UDP and TCP 53), GitLab, object storage; for managers also the API server's addresses above.",
            "在方案以外的策略中放行出站：DNS（UDP 与 TCP 53）、GitLab、对象存储；管理器还需上面的 API 服务器地址。",
        )),
        commands.kubectl(&["get", "networkpolicies", "--all-namespaces"]),
    );
    advice.by_hand(
        case.t(t(
            "If pods without labels fail as well, take it to firewall, security groups and the CNI of that node.",
            "若不带标签的 Pod 也失败，请检查防火墙、安全组与该节点的 CNI。",
        )),
        commands.kubectl(&["get", "nodes", "--output=wide"]),
    );
    advice
        .confirm(
            case.t(t(
                "Jobs reach GitLab under the policy",
                "作业在策略下可访问 GitLab",
            )),
            commands.net_test(&api(url)),
        )
        .expect = case
        .t(t("`401` or another status.", "`401` 或其他状态码。"))
        .to_string();
    advice.prevent(case.t(t(
        "Run the labelled test in a scheduled pipeline on this runner after each change of policies.",
        "每次变更策略后，用本 Runner 上的定时流水线运行带标签的测试。",
    )));
    advice.prevent(case.t(t(
        "Name DNS, the API server and object storage in every egress policy from the start.",
        "编写任何出站策略时，一开始就列出 DNS、API 服务器与对象存储。",
    )));
    advice.alike(
        case,
        "dns_timeout",
        case.t(t(
            "There addresses can be reached and only names fail.",
            "那种情况 IP 可达，只有域名解析失败。",
        )),
    );
    advice.alike(
        case,
        "kube_api_unavailable",
        case.t(t(
            "There all clients of the API server suffer, on every node.",
            "那种情况所有节点上的 API 客户端都受影响。",
        )),
    );
    advice.alike(
        case,
        "register_network_timeout",
        case.t(t(
            "There only GitLab does not answer; DNS and the API server do.",
            "那种情况只有 GitLab 无应答，DNS 与 API 服务器正常。",
        )),
    );
    advice.alike(
        case,
        "dind_mtu",
        case.t(t(
            "There connections open and stall with larger packets.",
            "那种情况连接能建立，但大包会卡住。",
        )),
    );
    test_without_labels(case, advice);
    advice.wrong(
        case.t(t(
            "Open the API server's Service address, such as 10.96.0.1/32, in the policy",
            "在策略中放行 API 服务器的 Service 地址，例如 10.96.0.1/32",
        )),
        case.t(t(
            "Most plugins judge after the address is translated: the endpoints and their port count, often 6443.",
            "多数网络插件在地址转换之后判断：要放行端点地址及其端口，通常是 6443。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Select jobs by `app: gitlab-runner`",
            "用 `app: gitlab-runner` 选中作业",
        )),
        case.t(t(
            "That label is on the managers only. Jobs carry `job.runner.gitlab.com/pod`.",
            "该标签只在管理器上。作业带有 `job.runner.gitlab.com/pod`。",
        )),
    );
}

/// Endpoints of the API server.
fn endpoints(case: &Case) -> String {
    case.commands().kubectl(&[
        "--namespace",
        "default",
        "get",
        "endpointslices",
        "--selector=kubernetes.io/service-name=kubernetes",
    ])
}

/// The test without the label that policies select by.
fn plain_test(case: &Case, url: &str) -> String {
    let image = ["--image=", crate::commands::CURL_IMAGE].concat();
    case.commands().jobs(&[
        "run",
        "net-plain",
        "--rm",
        "-i",
        "--restart=Never",
        &image,
        "--",
        "curl",
        "-sS",
        "-m",
        "10",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code}\\n",
        url,
    ])
}

/// What the plan's policy says about the target.
fn policy(case: &Case) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let security = &plan.security;
    let jobs = code(&plan.target.job_namespace);
    if !security.network_policy {
        return say!(
            lang,
            "The plan writes no network policy, so one of somebody else applies in {jobs}, or it is the network itself.",
            "方案没有生成网络策略，因此 {jobs} 中另有他人的策略，或是网络本身的问题。",
        );
    }
    if let Some((ip, port)) = address(case) {
        return if lets(plan, ip, port) {
            say!(
                lang,
                "The plan's policy lets jobs in {jobs} reach `{ip}` on port {port}: look for another policy, or check that the plan's is the one applied.",
                "方案的策略允许 {jobs} 中的作业访问 `{ip}` 的 {port} 端口：请查找其他策略，或确认已应用的就是方案的策略。",
            )
        } else {
            say!(
                lang,
                "The plan's policy does not let jobs in {jobs} reach `{ip}` on port {port}.",
                "方案的策略不允许 {jobs} 中的作业访问 `{ip}` 的 {port} 端口。",
            )
        };
    }
    if security.internet {
        say!(
            lang,
            "The plan's policy lets jobs in {jobs} reach the internet on TCP 80 and 443; private ranges are closed but for what it names.",
            "方案的策略允许 {jobs} 中的作业访问互联网的 TCP 80 与 443；私有网段除列出的以外均关闭。",
        )
    } else {
        say!(
            lang,
            "The plan's policy closes the internet to jobs in {jobs} and opens only what it names.",
            "方案的策略对 {jobs} 中的作业关闭了互联网，只放行列出的目标。",
        )
    }
}

/// Whether the plan's policy is likely what blocks: the text names an address it closes, or the plan tells of a
/// private network that the policy has no opening for.
fn closes(case: &Case) -> bool {
    let plan = case.plan;
    if let Some((ip, port)) = address(case) {
        return !api_server(case) && !lets(plan, ip, port);
    }
    let private = matches!(plan.dns.strategy, Strategy::Internal | Strategy::Hybrid)
        || private_name(clone_host(plan));
    let named = !plan.security.gitlab_cidrs.is_empty() || ip_of(clone_host(plan)).is_some();
    !named && (private || !plan.security.internet)
}

/// Offers the edits that open the policy towards what the text names; `gitlab` is its URL where GitLab is meant.
pub(super) fn open(case: &Case, advice: &mut Advice, gitlab: Option<&str>) {
    let (plan, lang) = (case.plan, case.lang);
    if !plan.security.network_policy || api_server(case) {
        return;
    }
    let Some((ip, port)) = address(case) else {
        if !plan.security.internet {
            internet(case, advice, None);
        }
        return;
    };
    let range = single(ip);
    if gitlab.is_some_and(|url| port_of(url) == port) {
        mend(
            case,
            advice,
            say!(
                lang,
                "Open {range} as an address of GitLab",
                "放行 {range}，作为 GitLab 的地址",
            ),
            vec![with_item(case, "security.gitlab_cidrs", &range)],
            &opens(plan, ip, port),
        );
    }
    mend(
        case,
        advice,
        say!(
            lang,
            "Open TCP {port} to {range}",
            "放行到 {range} 的 TCP {port}",
        ),
        vec![with_row(
            case,
            "security.egress",
            &[("cidr", &range), ("ports", &port.to_string())],
        )],
        &opens(plan, ip, port),
    );
    internet(case, advice, Some((ip, port)));
}

fn internet(case: &Case, advice: &mut Advice, to: Option<(IpAddr, u16)>) {
    mend(
        case,
        advice,
        case.t(t(
            "Let jobs reach the internet on TCP 80 and 443",
            "允许作业访问互联网的 TCP 80 与 443",
        )),
        vec![Edit::set("security.internet", "true")],
        &|plan| match to {
            Some((ip, port)) => plan.security.internet && opens(case.plan, ip, port)(plan),
            None => plan.security.internet,
        },
    );
}

/// What was closed before and is open then.
fn opens(before: &Plan, ip: IpAddr, port: u16) -> impl Fn(&Plan) -> bool {
    let closed = !lets(before, ip, port);
    move |plan| closed && lets(plan, ip, port)
}
