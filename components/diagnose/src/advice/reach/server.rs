//! Advises on a GitLab URL that leads elsewhere.

use super::register::url_of;
use super::words::{api, code, gitlab_host, ip_of, is_loopback, is_private, mend, registered};
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::format::{host_of, port_of};
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, Plan, say};

/// The URL without its scheme, cut into host with port and path.
fn parts(url: &str) -> (&str, &str, &str) {
    let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    (scheme, host, path)
}

/// The URL up to a part of its path, if it has that part.
fn up_to(url: &str, part: &str) -> Option<String> {
    let (base, _) = url.split_once(part)?;
    Some([base, "/"].concat())
}

/// Scheme and host alone.
pub(super) fn root(url: &str) -> String {
    let (scheme, host, _) = parts(url);
    [scheme, "://", host, "/"].concat()
}

fn segments(url: &str) -> usize {
    let (_, _, path) = parts(url);
    path.split('/').filter(|part| !part.is_empty()).count()
}

fn is_http(url: &str) -> bool {
    url.get(..7)
        .is_some_and(|head| head.eq_ignore_ascii_case("http://"))
}

pub(super) fn url(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let url = &plan.gitlab.url;
    let (name, shown) = (gitlab_host(plan), code(url));
    let status = case.seen.get(What::Status);
    let why = why(case, name);
    advice.title = say!(lang, "There is no GitLab at {url}", "{url} 上没有 GitLab");
    let answer = if status.is_empty() {
        String::new()
    } else {
        say!(
            lang,
            " The answer was {status}: something listens there, but not GitLab's API.",
            "返回的状态码是 {status}：那里有服务，但不是 GitLab 的 API。",
        )
    };
    advice.meaning = say!(
        lang,
        "The managers ask {shown}, with `/api/v4/runners` added, and what answers is not GitLab.{answer} {why}",
        "管理器请求 {shown}（后接 `/api/v4/runners`），应答的不是 GitLab。{answer}{why}",
    );
    advice
        .step(
            case.t(t(
                "Which URL the release has; it may be older than the plan",
                "release 中的 URL，可能比方案旧",
            )),
            url_of(case),
        )
        .expect = shown.clone();
    advice
        .step(
            case.t(t(
                "What answers there, as seen from a manager",
                "从管理器的视角看谁在应答",
            )),
            commands.manager_net_test(&api(url)),
        )
        .expect = case
        .t(t(
            "`401` is GitLab. `404`: another server, or the path is wrong. `000` with `refused`: nothing listens.",
            "`401` 就是 GitLab；`404`：是别的服务或路径不对；`000` 且提示 refused：没有服务监听。",
        ))
        .to_string();
    advice
        .step(
            case.t(t(
                "If GitLab runs in this cluster, its Service and port",
                "若 GitLab 在本集群中，查看其 Service 与端口",
            )),
            super::words::grep(
                &commands.kubectl(&["get", "services", "--all-namespaces"]),
                "gitlab|webservice",
            ),
        )
        .expect = case
        .t(t(
            "From the cluster the URL is then `http://SERVICE.NAMESPACE.svc:PORT`, or the ingress name over https.",
            "此时集群内 URL 为 `http://SERVICE.NAMESPACE.svc:PORT`，或使用 https 的 Ingress 域名。",
        ))
        .to_string();
    fixes(case, advice);
    advice.by_hand(
        case.t(t(
            "Take the URL from the browser's address bar on GitLab's start page, with the path only where GitLab is installed under one, and check that it opens from another host than the server.",
            "取浏览器中 GitLab 首页的地址；仅当 GitLab 安装在子路径下时才保留路径。确认在服务器以外的机器上也能打开。",
        )),
        "",
    );
    advice.by_hand(
        case.t(t(
            "Compare with `external_url` on the GitLab server; jobs are told to clone from there.",
            "与 GitLab 服务器上的 `external_url` 对照；作业会从该地址克隆。",
        )),
        "sudo grep ^external_url /etc/gitlab/gitlab.rb",
    );
    advice
        .confirm(
            case.t(t(
                "The API answers at the new URL",
                "新 URL 上的 API 有应答",
            )),
            commands.manager_net_test(&api(url)),
        )
        .expect = "401".to_string();
    registered(case, advice);
    advice.prevent(case.t(t(
        "Keep one URL for people, managers and jobs; a second one is a second certificate and a second name.",
        "用户、管理器与作业使用同一个 URL；多一个 URL 就多一张证书和一个域名。",
    )));
    advice.prevent(case.t(t(
        "Let CI request `/api/v4/version` of the URL before values.yaml is applied.",
        "在应用 values.yaml 之前，让 CI 请求该 URL 的 `/api/v4/version`。",
    )));
    advice.alike(
        case,
        "register_network_timeout",
        case.t(t(
            "There nothing answers at all and the wait is long.",
            "那种情况没有任何应答，且等待很久。",
        )),
    );
    advice.alike(
        case,
        "register_invalid_token",
        case.t(t(
            "There GitLab answers, with 403.",
            "那种情况 GitLab 有应答，状态码 403。",
        )),
    );
    advice.alike(
        case,
        "git_clone_url",
        case.t(t(
            "There the managers work and only git fails.",
            "那种情况管理器正常，只有 git 失败。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Add `--link` or mount `docker.sock`",
            "加 `--link` 或挂载 `docker.sock`",
        )),
        case.t(t(
            "Both are for a runner in Docker on GitLab's own host; a pod has neither.",
            "二者用于 GitLab 主机上的 Docker Runner，Pod 中都不存在。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Use localhost, as it works on the server",
            "用 localhost，因为在服务器上可用",
        )),
        case.t(t(
            "In a pod localhost is the pod itself. The name must lead to GitLab from every node.",
            "Pod 中的 localhost 是 Pod 自身。该域名必须从每个节点都能到达 GitLab。",
        )),
    );
}

/// What is wrong with the plan's URL as far as its text tells.
fn why(case: &Case, name: &str) -> String {
    let url = &case.plan.gitlab.url;
    let host = code(name);
    if is_loopback(name) {
        say!(
            case.lang,
            "{host} is the pod itself, where no GitLab listens.",
            "{host} 是 Pod 自身，那里没有 GitLab。"
        )
    } else if url.contains("/api/v4") {
        case.t(t(
            "The URL already ends in the API's path, which the runner adds by itself.",
            "URL 已带有 API 路径，而 Runner 会自行追加。",
        ))
        .to_string()
    } else if segments(url) > 1 {
        case.t(t(
            "Its path looks like a group or a project; the root of the instance is needed.",
            "其路径像群组或项目，应填实例的根 URL。",
        ))
        .to_string()
    } else if ip_of(name).is_some_and(is_private) {
        say!(
            case.lang,
            "{host} is a private address: it must be routed from the cluster, and it may belong to another machine by now.",
            "{host} 是私有地址：必须能从集群路由到，而且现在可能已属于另一台机器。",
        )
    } else if is_http(url) {
        case.t(t(
            "The URL is plain http: a server that redirects to https turns the runner's POST into a GET, which ends in 404 or 405.",
            "URL 是 http：服务器重定向到 https 时，Runner 的 POST 会变成 GET，结果是 404 或 405。",
        ))
        .to_string()
    } else {
        case.t(t(
            "The plan's URL looks sound, so compare scheme, port and path with what a browser shows, and the release with the plan.",
            "方案中的 URL 看起来没有问题，请对照浏览器中的协议、端口与路径，并核对 release 与方案是否一致。",
        ))
        .to_string()
    }
}

fn fixes(case: &Case, advice: &mut Advice) {
    let (plan, lang) = (case.plan, case.lang);
    let url = &plan.gitlab.url;
    let name = gitlab_host(plan);
    let mut to = |new: String, good: &dyn Fn(&Plan) -> bool| {
        let label = say!(lang, "Use {new}", "改为 {new}");
        mend(
            case,
            advice,
            label,
            vec![Edit::set("gitlab.url", new)],
            good,
        );
    };
    let clone = &plan.gitlab.clone_url;
    if is_loopback(name) && !clone.is_empty() {
        to(clone.clone(), &|plan| !is_loopback(gitlab_host(plan)));
        return;
    }
    if let Some(base) = up_to(url, "/api/v4") {
        to(base, &|plan| !plan.gitlab.url.contains("/api/v4"));
    } else if let Some(base) = url.trim_end_matches('/').strip_suffix("/ci") {
        to([base, "/"].concat(), &|_| true);
    } else if segments(url) > 0 {
        to(root(url), &|plan| segments(&plan.gitlab.url) == 0);
    }
    let asked = host_of(url).is_some_and(|host| !is_loopback(host) && ip_of(host).is_none());
    if is_http(url)
        && port_of(url) == 80
        && segments(url) == 0
        && asked
        && !name.ends_with(".svc")
        && !url.contains(".svc.")
    {
        to(["https://", url.get(7..).unwrap_or("")].concat(), &|plan| {
            !is_http(&plan.gitlab.url)
        });
    }
}
