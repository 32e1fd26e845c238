//! Judges the way to GitLab: URL, names, logging.

use crate::address::{Reach, ip_of, reach};
use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::format::host_of;
use runwright_model::plan::LogLevel;
use runwright_model::text::t;
use runwright_model::{Edit, say};

pub(super) const RULES: &[Rule] = &[
    error("GIT-101", "gitlab.url", empty),
    error("GIT-102", "gitlab.url", loopback),
    warning("GIT-103", "gitlab.url", placeholder),
    warning("GIT-104", "gitlab.url", plain_http),
    warning("GIT-105", "gitlab.url", ci_suffix),
    error("GIT-106", "gitlab.url", api_path),
    warning("GIT-107", "gitlab.url", deep_path),
    error("GIT-108", "gitlab.url", credentials),
    warning("GIT-109", "gitlab.url", certificate_of_an_address),
    advice("GIT-110", "gitlab.ca_secret", ca_without_tls),
    warning("GIT-111", "gitlab.clone_url", clone_over_http),
    advice("GIT-112", "gitlab.clone_url", clone_url_is_the_same),
    warning("GIT-113", "gitlab.log_level", debug_log),
    advice("GIT-114", "gitlab.check_interval", slow_polling),
];

/// The URL without its scheme, cut into host with port and path.
fn parts(url: &str) -> (&str, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    rest.split_once('/').unwrap_or((rest, ""))
}

fn is_http(url: &str) -> bool {
    url.get(..7)
        .is_some_and(|head| head.eq_ignore_ascii_case("http://"))
}

fn https(url: &str) -> String {
    ["https://", url.get(7..).unwrap_or("")].concat()
}

fn empty(cx: &Cx, out: &mut Report) {
    if cx.plan.gitlab.url.is_empty() {
        out.say(
            t("The GitLab URL is missing", "缺少 GitLab URL"),
            cx.t(t(
                "Without it no manager registers.",
                "没有它，管理器无法注册。",
            ))
            .to_string(),
        );
    }
}

fn loopback(cx: &Cx, out: &mut Report) {
    let host = host_of(&cx.plan.gitlab.url).unwrap_or("");
    if host == "localhost" || ip_of(host).map(reach) == Some(Reach::Loopback) {
        out.tell(
            say!(cx.lang, "{} is the pod itself", "{} 指向 Pod 自身", host),
            cx.t(t(
                "Managers and jobs run in pods; there GitLab does not listen. Use the name others use.",
                "管理器与作业在 Pod 中运行，那里没有 GitLab。请使用其他机器访问时的名称。",
            ))
            .to_string(),
        );
    }
}

fn placeholder(cx: &Cx, out: &mut Report) {
    let host = host_of(&cx.plan.gitlab.url)
        .unwrap_or("")
        .to_ascii_lowercase();
    let example = ["example.com", "example.org", "example.net"];
    if example.iter().any(|name| {
        host.strip_suffix(name)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }) {
        out.tell(
            say!(cx.lang, "{} is an example", "{} 只是示例", host),
            cx.t(t(
                "Enter the address of your GitLab server.",
                "填入你的 GitLab 服务器地址。",
            ))
            .to_string(),
        );
    }
}

fn plain_http(cx: &Cx, out: &mut Report) {
    let url = &cx.plan.gitlab.url;
    if is_http(url) {
        out.say(
            t(
                "Plain http carries the token in the clear",
                "http 会明文传输令牌",
            ),
            cx.t(t(
                "Runner tokens, job tokens and sources can be read and changed on the way.",
                "Runner 令牌、作业令牌与源代码都可能在途中被读取或篡改。",
            ))
            .to_string(),
        )
        .fix(
            t("Use https", "改用 https"),
            vec![Edit::set("gitlab.url", https(url))],
        );
    }
}

fn ci_suffix(cx: &Cx, out: &mut Report) {
    let url = cx.plan.gitlab.url.trim_end_matches('/');
    let Some(base) = url.strip_suffix("/ci") else {
        return;
    };
    let base = [base, "/"].concat();
    out.say(
        t("The URL ends in /ci", "URL 以 /ci 结尾"),
        cx.t(t(
            "An old form; runners from 18.7 warn about it. The base URL is meant.",
            "这是旧写法，18.7 起的 Runner 会发出警告。应填根 URL。",
        ))
        .to_string(),
    )
    .fix_named(
        say!(cx.lang, "Use {}", "改为 {}", base),
        vec![Edit::set("gitlab.url", base.as_str())],
    );
}

fn api_path(cx: &Cx, out: &mut Report) {
    let url = &cx.plan.gitlab.url;
    let Some((base, _)) = url.split_once("/api/v4") else {
        return;
    };
    let base = [base, "/"].concat();
    out.say(
        t("The URL leads to the API", "URL 指向了 API"),
        cx.t(t(
            "The runner adds /api/v4 itself, so every request would answer 404.",
            "Runner 会自行追加 /api/v4，这样所有请求都会返回 404。",
        ))
        .to_string(),
    )
    .fix_named(
        say!(cx.lang, "Use {}", "改为 {}", base),
        vec![Edit::set("gitlab.url", base.as_str())],
    );
}

fn deep_path(cx: &Cx, out: &mut Report) {
    let url = &cx.plan.gitlab.url;
    let (host, path) = parts(url);
    let segments = path.split('/').filter(|segment| !segment.is_empty());
    if segments.count() < 2
        || url.contains("/api/v4")
        || path.trim_end_matches('/').ends_with("/ci")
    {
        return;
    }
    let scheme = if is_http(url) { "http://" } else { "https://" };
    let root = [scheme, host, "/"].concat();
    out.say(
        t(
            "The path looks like a group or a project",
            "路径像是群组或项目",
        ),
        cx.t(t(
            "The base URL of the server is needed. Only a GitLab installed under a path has one, and then the same for all.",
            "应填服务器的根 URL。只有安装在子路径下的 GitLab 才带路径，且对所有项目都相同。",
        ))
        .to_string(),
    )
    .fix_named(
        say!(cx.lang, "Use {}", "改为 {}", root),
        vec![Edit::set("gitlab.url", root.as_str())],
    );
}

fn credentials(cx: &Cx, out: &mut Report) {
    for (id, url) in [
        ("gitlab.url", &cx.plan.gitlab.url),
        ("gitlab.clone_url", &cx.plan.gitlab.clone_url),
    ] {
        let (host, path) = parts(url);
        let Some((_, bare)) = host.rsplit_once('@') else {
            continue;
        };
        let scheme = if is_http(url) { "http://" } else { "https://" };
        let clean = [scheme, bare, "/", path].concat();
        out.say(
            t("The URL carries a user name", "URL 中带有用户名"),
            cx.t(t(
                "It would stand readable in values.yaml and in logs, and the runner signs in with its token alone.",
                "它会明文出现在 values.yaml 与日志中，而 Runner 只用令牌认证。",
            ))
            .to_string(),
        )
        .at(id)
        .fix(t("Take it out", "去掉"), vec![Edit::set(id, clean)]);
    }
}

fn certificate_of_an_address(cx: &Cx, out: &mut Report) {
    let gitlab = &cx.plan.gitlab;
    let host = host_of(&gitlab.url).unwrap_or("");
    if ip_of(host).is_some_and(|ip| reach(ip) != Reach::Loopback) && !is_http(&gitlab.url) {
        out.tell(
            say!(
                cx.lang,
                "The certificate must name {}",
                "证书必须包含 {}",
                host
            ),
            cx.t(t(
                "Certificates for names do not match an address; without an IP entry in the certificate every request fails.",
                "为域名签发的证书与 IP 地址不匹配；证书中没有该 IP 条目时，所有请求都会失败。",
            ))
            .to_string(),
        );
    }
}

fn ca_without_tls(cx: &Cx, out: &mut Report) {
    if is_http(&cx.plan.gitlab.url) && !cx.plan.gitlab.ca_secret.is_empty() {
        out.say(
            t("The CA has no use with http", "使用 http 时 CA 不起作用"),
            say!(
                cx.lang,
                "{} is read only for https.",
                "仅在 https 时才读取 {}。",
                cx.plan.gitlab.ca_secret
            ),
        )
        .fix(
            t("Leave it out", "不设置"),
            vec![Edit::reset("gitlab.ca_secret")],
        );
    }
}

fn clone_over_http(cx: &Cx, out: &mut Report) {
    let url = &cx.plan.gitlab.clone_url;
    if is_http(url) {
        out.say(
            t("Clones go over plain http", "克隆走 http 明文"),
            cx.t(t(
                "The job token travels in the clear with every clone.",
                "每次克隆都会明文传输作业令牌。",
            ))
            .to_string(),
        )
        .fix(
            t("Use https", "改用 https"),
            vec![Edit::set("gitlab.clone_url", https(url))],
        );
    }
}

fn clone_url_is_the_same(cx: &Cx, out: &mut Report) {
    let gitlab = &cx.plan.gitlab;
    let same = gitlab.clone_url.trim_end_matches('/') == gitlab.url.trim_end_matches('/');
    if same && !gitlab.clone_url.is_empty() {
        out.say(
            t(
                "The clone URL is the GitLab URL",
                "克隆 URL 与 GitLab URL 相同",
            ),
            cx.t(t(
                "Unset, jobs clone from there anyway.",
                "不设置时作业本来就从那里克隆。",
            ))
            .to_string(),
        )
        .fix(
            t("Leave it out", "不设置"),
            vec![Edit::reset("gitlab.clone_url")],
        );
    }
}

fn debug_log(cx: &Cx, out: &mut Report) {
    if cx.plan.gitlab.log_level == LogLevel::Debug {
        out.say(
            t("The managers log everything", "管理器会记录全部细节"),
            cx.t(t(
                "debug writes details of every job; the log grows fast and may hold what should not be read.",
                "debug 会写入每个作业的细节，日志增长很快，并可能包含不应外泄的内容。",
            ))
            .to_string(),
        )
        .fix(
            t("Back to info", "改回 info"),
            vec![Edit::set("gitlab.log_level", "info")],
        );
    }
}

fn slow_polling(cx: &Cx, out: &mut Report) {
    let seconds = cx.plan.gitlab.check_interval;
    if seconds > 30 {
        out.say(
            t("Jobs wait for the next poll", "作业要等下一次轮询"),
            say!(
                cx.lang,
                "An idle manager asks every {} s, so the first job of a quiet hour may start that late.",
                "空闲的管理器每 {} 秒才请求一次，清闲时段的首个作业可能晚这么久才开始。",
                seconds
            ),
        )
        .fix(
            t("Back to 3 s", "改回 3 秒"),
            vec![Edit::reset("gitlab.check_interval")],
        );
    }
}
