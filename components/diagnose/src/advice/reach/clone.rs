//! Advises on clones that do not find GitLab, or do not reach it.

use super::dns_fix::{self, fewer_searches, glibc};
use super::network::open;
use super::policy::lets;
use super::server::root;
use super::words::{
    address, clone_host, clone_url, code, gitlab_host, host, ip_of, is_loopback, is_private,
    looked_up, lookup, mend, own_resolvers, resolvers,
};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::format::{Format, port_of};
use runwright_model::plan::HelperFlavor;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Lang, say};

/// The helper's C library, as far as the plan tells.
fn helper(case: &Case) -> String {
    let job = &case.plan.job;
    if !job.helper_image.is_empty() {
        say!(
            case.lang,
            "The helper image is {}; its base decides which resolver it has.",
            "helper 镜像为 {}，解析器取决于其基础镜像。",
            code(&job.helper_image)
        )
    } else if job.helper_flavor == HelperFlavor::Ubuntu {
        case.t(t(
            "The helper is the Ubuntu flavour with glibc already, so Alpine's resolver is not the cause.",
            "helper 已是使用 glibc 的 Ubuntu 变体，因此不是 Alpine 解析器的问题。",
        ))
        .to_string()
    } else {
        case.t(t(
            "The helper is the Alpine flavour: its resolver (musl) gives up when one search domain answers with an error, where glibc goes on.",
            "helper 是 Alpine 变体：某个搜索域返回错误时，其解析器（musl）会放弃，而 glibc 会继续。",
        ))
        .to_string()
    }
}

pub(super) fn dns(case: &Case, advice: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let name = looked_up(case, clone_host(plan));
    let shown = code(name);
    let servers = match (own_resolvers(plan), lang) {
        (true, Lang::Zh) => [" ", &resolvers(case), " "].concat(),
        (false, Lang::Zh) => [&resolvers(case), " "].concat(),
        _ => resolvers(case),
    };
    advice.title = say!(
        lang,
        "The clone does not find {name}",
        "克隆时无法解析 {name}",
    );
    let from = foreign(case, name);
    let libc = helper(case);
    advice.meaning = say!(
        lang,
        "git in the helper container asked {servers} for {shown} and got no address. {libc}{from}",
        "helper 容器中的 git 向{servers}查询 {shown}，没有得到地址。{libc}{from}",
    );
    advice
        .step(
            say!(lang, "Look {shown} up as a job does", "以作业的方式查询 {shown}"),
            lookup(case, name, ""),
        )
        .expect = case
        .t(t(
            "`NXDOMAIN`: the name is unknown. `timed out`: the server is silent. An address: go on.",
            "`NXDOMAIN`：名称不存在；`timed out`：服务器无应答；有地址：继续往下查。",
        ))
        .to_string();
    let dotted = [name, "."].concat();
    advice
        .step(
            case.t(t("Without search domains", "跳过搜索域再查")),
            lookup(case, &dotted, ""),
        )
        .expect = case
        .t(t(
            "An address here while jobs fail: a search domain is in the way.",
            "此处有地址而作业失败：是搜索域在作梗。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "The search list job pods have, in a shell like theirs",
                "查看作业 Pod 的搜索域列表",
            )),
            case.commands().like_a_job(
                "resolv-conf",
                crate::commands::CURL_IMAGE,
                &["cat", "/etc/resolv.conf"],
            ),
        )
        .expect = case
        .t(t(
            "Domains of your company or cloud behind the cluster's three come from the node. musl also ignores a search line beyond 255 characters.",
            "集群三个域之后的公司或云厂商域来自节点。此外，超过 255 个字符的 search 行会被 musl 整行忽略。",
        ))
        .to_string();
    let gitlab = gitlab_host(plan);
    if name == clone_host(plan) && name != gitlab {
        mend(
            case,
            advice,
            say!(
                lang,
                "Clone from {gitlab}, which the managers find",
                "改从管理器能解析的 {gitlab} 克隆",
            ),
            vec![Edit::reset("gitlab.clone_url")],
            &|plan| clone_host(plan) == gitlab_host(plan),
        );
    }
    if name != clone_host(plan) && name != "NAME" && plan.gitlab.clone_url.is_empty() {
        let url = root(&plan.gitlab.url);
        mend(
            case,
            advice,
            say!(lang, "Clone from {url} instead", "改从 {url} 克隆"),
            vec![Edit::set("gitlab.clone_url", url)],
            &|plan| !plan.gitlab.clone_url.is_empty(),
        );
    }
    // What the plan gets wrong about this name comes before what may help in general.
    dns_fix::nxdomain(case, advice, name);
    glibc(case, advice);
    fewer_searches(case, advice, name);
    advice.by_hand(
        say!(
            lang,
            "If the name is unknown to the resolver, follow the advice on names that do not exist; {shown} must have an address inside the cluster too.",
            "若解析器不认识该名称，请参照“名称不存在”的建议；{shown} 在集群内也必须有地址。",
        ),
        super::words::dns_logs(case),
    );
    if !plan.job.helper_image.is_empty() {
        advice.by_hand(
            case.t(t(
                "Mirror the helper's `ubuntu-` tag of the same version and name it as the helper image.",
                "同步同版本的 `ubuntu-` 标签 helper 镜像，并填为 helper 镜像。",
            )),
            "",
        );
    }
    advice
        .confirm(
            case.t(t(
                "Retry the job; the fetch goes on",
                "重试作业，拉取代码能继续",
            )),
            case.commands()
                .net_test(&[clone_url(plan).trim_end_matches('/'), "/"].concat()),
        )
        .expect = case
        .t(t(
            "A status; in the job log `Checking out`.",
            "返回状态码；作业日志出现 `Checking out`。",
        ))
        .to_string();
    advice.prevent(case.t(t(
        "Set `GET_SOURCES_ATTEMPTS: 3` in the pipeline against single lost answers.",
        "在流水线中设置 `GET_SOURCES_ATTEMPTS: 3`，应对偶发的应答丢失。",
    )));
    advice.prevent(case.t(t(
        "Keep search domains few, and remove those that no longer answer from the nodes.",
        "减少搜索域，并从节点上删除已不再应答的域。",
    )));
    advice.alike(
        case,
        "git_clone_unreachable",
        case.t(t(
            "There the name has an address: `Failed to connect`, `timed out`.",
            "那种情况名称已有地址：`Failed to connect`、`timed out`。",
        )),
    );
    advice.alike(
        case,
        "dns_timeout",
        case.t(t(
            "There every name fails, in all jobs of a node or of the cluster.",
            "那种情况节点或集群上的所有作业、所有名称都失败。",
        )),
    );
    advice.alike(
        case,
        "dns_nxdomain",
        case.t(t(
            "There a script or the manager asks; git says only `Could not resolve host` for both.",
            "那种情况由脚本或管理器查询；git 对两者都只报 `Could not resolve host`。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Set `dns_policy = \"none\"` with 8.8.8.8",
            "设置 `dns_policy = \"none\"` 并使用 8.8.8.8",
        )),
        case.t(t(
            "Cluster names and private names are lost with it. The helper's resolver or `ndots` is the smaller change.",
            "集群名称与内部名称都会失效。更换 helper 的解析器或调整 `ndots` 改动更小。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Put a closing dot on the host in the clone URL",
            "在克隆 URL 的主机名末尾加点",
        )),
        case.t(t(
            "The dot goes into the TLS name and the Host header, where it does not fit.",
            "末尾的点会进入 TLS 名称与 Host 头，导致不匹配。",
        )),
    );
}

/// A host that is neither of the plan's comes from GitLab itself.
fn foreign(case: &Case, name: &str) -> String {
    let plan = case.plan;
    if name == clone_host(plan) || name == gitlab_host(plan) || name == "NAME" {
        return String::new();
    }
    say!(
        case.lang,
        " {} is not in the plan: GitLab hands it out (`external_url`), or it is a submodule's or another host of the project's.",
        "{} 不在方案中：它由 GitLab 下发（`external_url`），或是子模块等项目自己用到的主机。",
        code(name)
    )
}

pub(super) fn unreachable(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let name = host(case, clone_host(plan));
    let (shown, port) = (code(name), port_of(clone_url(plan)));
    let url = [clone_url(plan).trim_end_matches('/'), "/"].concat();
    advice.title = say!(
        lang,
        "The clone does not reach {name}",
        "克隆时无法连接 {name}",
    );
    let policy = clone_policy(case, name, port);
    let from = foreign(case, name);
    advice.meaning = say!(
        lang,
        "The name was found, but git in the helper gets no connection to {shown}; managers reach GitLab, since the job was handed out. {policy}{from}",
        "域名已解析，但 helper 中的 git 无法连接 {shown}；作业已被分发，说明管理器能访问 GitLab。{policy}{from}",
    );
    advice
        .step(
            case.t(t(
                "Connect as a job does",
                "以作业的方式连接",
            )),
            commands.net_test(&url),
        )
        .expect = case
        .t(t(
            "Any status proves the way. `timed out`: dropped by a policy or firewall. `refused`: nothing listens on that port.",
            "任何状态码都证明链路正常；`timed out`：被策略或防火墙丢弃；`refused`：该端口没有服务监听。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "From the managers' namespace, to compare",
                "在管理器命名空间中对照",
            )),
            commands.manager_net_test(&url),
        )
        .expect = case
        .t(t(
            "A status here and none above: the policy of the job pods.",
            "此处有状态码而上面没有：是作业 Pod 的策略所致。",
        ))
        .to_string();
    advice.step(
        case.t(t("Policies that cover job pods", "作用于作业 Pod 的策略")),
        commands.jobs(&["get", "networkpolicies", "--output=wide"]),
    );
    let gitlab = gitlab_host(plan);
    if name != gitlab && name == clone_host(plan) {
        mend(
            case,
            advice,
            say!(
                lang,
                "Clone from {gitlab}, which the managers reach",
                "改从管理器能访问的 {gitlab} 克隆",
            ),
            vec![Edit::reset("gitlab.clone_url")],
            &|plan| clone_host(plan) == gitlab_host(plan),
        );
    }
    if name != clone_host(plan) && (is_loopback(name) || plan.gitlab.clone_url.is_empty()) {
        let url = root(&plan.gitlab.url);
        mend(
            case,
            advice,
            say!(lang, "Clone from {url} instead", "改从 {url} 克隆"),
            vec![Edit::set("gitlab.clone_url", url)],
            &|plan| !is_loopback(clone_host(plan)),
        );
    }
    let gitlab = name == clone_host(plan) || name == gitlab;
    open(case, advice, gitlab.then_some(clone_url(plan)));
    advice.by_hand(
        say!(
            lang,
            "Open TCP {port} from the pod network to {shown} in the firewall; where the plan's policy is closed, add the address under Addresses of GitLab.",
            "在防火墙中放行从 Pod 网段到 {shown} 的 TCP {port}；若被方案的策略拦住，请把地址填入“GitLab 地址”。",
        ),
        commands.like_a_job(
            "dns-test",
            crate::commands::CURL_IMAGE,
            &["nslookup", name],
        ),
    );
    advice.by_hand(
        case.t(t(
            "Where jobs reach GitLab through a proxy, set `HTTPS_PROXY` and `NO_PROXY` in `environment` of `[[runners]]`; the managers' `extraEnv` does not reach job pods.",
            "若作业须经代理访问 GitLab，在 `[[runners]]` 的 `environment` 中设置 `HTTPS_PROXY` 与 `NO_PROXY`；管理器的 `extraEnv` 不会传入作业 Pod。",
        )),
        "",
    );
    advice
        .confirm(
            case.t(t(
                "Jobs get an answer, and a retried job checks out",
                "作业得到应答，重试的作业能检出代码",
            )),
            commands.net_test(&url),
        )
        .expect = case
        .t(t(
            "A status; in the job log `Checking out`.",
            "返回状态码；作业日志出现 `Checking out`。",
        ))
        .to_string();
    advice.prevent(case.t(t(
        "When GitLab moves, change the policy before the name.",
        "GitLab 迁移地址时，先改策略，再改域名。",
    )));
    advice.prevent(case.t(t(
        "Set `GET_SOURCES_ATTEMPTS: 3` against single lost connections.",
        "设置 `GET_SOURCES_ATTEMPTS: 3`，应对偶发的连接丢失。",
    )));
    advice.alike(
        case,
        "git_clone_dns",
        case.t(t(
            "There the name has no address: `Could not resolve host`.",
            "那种情况名称没有地址：`Could not resolve host`。",
        )),
    );
    advice.alike(
        case,
        "git_clone_x509",
        case.t(t(
            "There the connection stands and the certificate is refused.",
            "那种情况连接已建立，但证书被拒绝。",
        )),
    );
    advice.alike(
        case,
        "git_clone_auth",
        case.t(t(
            "There GitLab answers, with 401, 403 or “not found”.",
            "那种情况 GitLab 有应答：401、403 或 not found。",
        )),
    );
    advice.alike(
        case,
        "network_blocked",
        case.t(t(
            "There nothing else can be reached either.",
            "那种情况其他目标也都无法访问。",
        )),
    );
    test_hint(case, advice);
}

fn test_hint(case: &Case, advice: &mut Advice) {
    advice.wrong(
        case.t(t(
            "The manager reaches GitLab, so the network is fine",
            "管理器能访问 GitLab，所以网络没问题",
        )),
        case.t(t(
            "Managers and job pods differ in namespace, labels, nodes and policies. Test with the labels of a job.",
            "管理器与作业 Pod 的命名空间、标签、节点与策略都不同。请带上作业标签测试。",
        )),
    );
    super::register::test_without_labels(case, advice);
}

fn clone_policy(case: &Case, name: &str, port: u16) -> String {
    let (plan, lang) = (case.plan, case.lang);
    let security = &plan.security;
    let jobs = code(&plan.target.job_namespace);
    if is_loopback(name) {
        return say!(
            lang,
            "{} is the job pod itself.",
            "{} 就是作业 Pod 自身。",
            code(name)
        );
    }
    if !security.network_policy {
        return say!(
            lang,
            "The plan writes no policy for {jobs}, so another policy, a firewall or a proxy stands between.",
            "方案没有为 {jobs} 生成策略，因此是其他策略、防火墙或代理在中间拦截。",
        );
    }
    let known = address(case).or(ip_of(name).map(|ip| (ip, port)));
    if let Some((ip, port)) = known {
        return if lets(plan, ip, port) {
            say!(
                lang,
                "The plan's policy opens `{ip}` port {port} for {jobs}; check that it is the one applied.",
                "方案的策略已为 {jobs} 放行 `{ip}` 的 {port} 端口；请确认已应用的就是它。",
            )
        } else {
            say!(
                lang,
                "The plan's policy closes `{ip}` port {port} to {jobs}{}.",
                "方案的策略没有为 {jobs} 放行 `{ip}` 的 {port} 端口{}。",
                if is_private(ip) && security.internet {
                    case.t(t(
                        ": private ranges stay closed although the internet is open",
                        "：即使开放互联网，私有网段仍然关闭",
                    ))
                } else {
                    ""
                }
            )
        };
    }
    match (security.internet, security.gitlab_cidrs.is_empty()) {
        (true, true) => say!(
            lang,
            "The plan's policy opens the internet to {jobs} but no private range, and names no address of GitLab.",
            "方案的策略对 {jobs} 开放互联网，但未开放任何私有网段，也没有列出 GitLab 的地址。",
        ),
        (false, true) => say!(
            lang,
            "The plan's policy closes the internet to {jobs} and names no address of GitLab.",
            "方案的策略对 {jobs} 关闭了互联网，且没有列出 GitLab 的地址。",
        ),
        _ => say!(
            lang,
            "The plan's policy opens {} to {jobs} as GitLab's; see whether the name leads there.",
            "方案的策略把 {} 作为 GitLab 地址对 {jobs} 放行；请核对域名是否解析到那里。",
            super::words::codes(&security.gitlab_cidrs)
        ),
    }
}

/// The URL the text names, else the one jobs clone from.
pub(super) fn url_seen<'a>(case: &Case<'a>) -> &'a str {
    let seen = case.seen.get(What::Url);
    match Format::Url.check(seen) {
        Ok(()) => seen,
        Err(_) => clone_url(case.plan),
    }
}
