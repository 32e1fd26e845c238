//! Judges the runner token and where it comes from.

use crate::context::Cx;
use crate::report::{Report, Rule, advice, error, warning};
use runwright_model::plan::Auth;
use runwright_model::text::t;
use runwright_model::{Edit, Text, say};

pub(super) const RULES: &[Rule] = &[
    error("TOK-101", "gitlab.secret_name", no_secret_name),
    error("TOK-102", "gitlab.token", no_token),
    error("TOK-103", "gitlab.token", blank_in_token),
    error("TOK-104", "gitlab.token", other_token),
    warning("TOK-105", "gitlab.token", registration_token),
    advice("TOK-106", "gitlab.auth", token_in_values),
    advice("TOK-107", "gitlab.auth", token_not_used),
];

const TO_SECRET: Text = t("Name a Secret instead", "改为引用 Secret");

fn inline(cx: &Cx) -> bool {
    cx.plan.gitlab.auth == Auth::Inline
}

fn no_secret_name(cx: &Cx, out: &mut Report) {
    if !inline(cx) && cx.plan.gitlab.secret_name.is_empty() {
        out.say(
            t("No Secret is named", "没有填写 Secret 名称"),
            cx.t(t(
                "Without a token no manager registers: the pod restarts after 30 attempts.",
                "没有令牌，管理器无法注册：尝试 30 次后 Pod 会重启。",
            ))
            .to_string(),
        )
        .fix(
            t("Use the default name", "使用默认名称"),
            vec![Edit::reset("gitlab.secret_name")],
        );
    }
}

fn no_token(cx: &Cx, out: &mut Report) {
    if inline(cx) && cx.token().is_empty() {
        out.say(
            t("The token is missing", "缺少令牌"),
            cx.t(t(
                "values.yaml would hold none, and the managers restart after 30 failed attempts. It is never stored, so a reload clears it.",
                "values.yaml 中将没有令牌，管理器注册失败 30 次后会重启。令牌从不保存，刷新页面后需重新填写。",
            ))
            .to_string(),
        )
        .fix(TO_SECRET, vec![Edit::set("gitlab.auth", "secret")]);
    }
}

fn blank_in_token(cx: &Cx, out: &mut Report) {
    let token = cx.token();
    if inline(cx) && token.chars().any(|c| c.is_whitespace() || c.is_control()) {
        let hit = out.say(
            t(
                "The token holds a blank or line break",
                "令牌中有空白或换行",
            ),
            cx.t(t(
                "GitLab is asked with an invalid header field for Private-Token and refuses.",
                "请求会带上无效的 Private-Token 头字段而被拒绝。",
            ))
            .to_string(),
        );
        let clean: String = token
            .chars()
            .filter(|c| !c.is_whitespace() && !c.is_control())
            .collect();
        hit.fix(
            t("Take it out", "去掉"),
            vec![Edit::set("gitlab.token", clean)],
        );
    }
}

/// What a token of another kind is for, by its prefix.
fn kind_of(token: &str) -> Option<Text> {
    [
        ("glpat-", t("a personal access token", "个人访问令牌")),
        ("gldt-", t("a deploy token", "部署令牌")),
        ("glcbt-", t("a job token", "作业令牌")),
        ("glptt-", t("a trigger token", "触发器令牌")),
        ("glagent-", t("an agent token", "Agent 令牌")),
    ]
    .iter()
    .find(|(prefix, _)| token.starts_with(prefix))
    .map(|(_, text)| *text)
}

fn other_token(cx: &Cx, out: &mut Report) {
    if let (true, Some(kind)) = (inline(cx), kind_of(cx.token())) {
        out.tell(
            say!(cx.lang, "This is {}", "这是{}", cx.t(kind)),
            cx.t(t(
                "Create a runner in GitLab and use the token shown there; it begins with glrt-.",
                "在 GitLab 中创建 Runner，使用当时显示的以 glrt- 开头的令牌。",
            ))
            .to_string(),
        );
    }
}

fn registration_token(cx: &Cx, out: &mut Report) {
    let token = cx.token().trim();
    if !inline(cx) || token.is_empty() || token.starts_with("glrt-") || kind_of(token).is_some() {
        return;
    }
    let body = if token.starts_with("GR1348941") {
        t(
            "Registration tokens are deprecated since 15.6 and go away with GitLab 20.0. Create the runner in GitLab and use its glrt- token.",
            "注册令牌自 15.6 起弃用，GitLab 20.0 将移除。请在 GitLab 中创建 Runner，使用其 glrt- 令牌。",
        )
    } else {
        t(
            "Authentication tokens begin with glrt-. An instance may have set a prefix of its own; else it is a registration token, which goes away with GitLab 20.0.",
            "身份验证令牌以 glrt- 开头。实例可能自定义了前缀；否则就是注册令牌，GitLab 20.0 将移除。",
        )
    };
    out.say(
        t("This is no authentication token", "这不是身份验证令牌"),
        cx.t(body).to_string(),
    );
}

fn token_in_values(cx: &Cx, out: &mut Report) {
    if inline(cx) && !cx.token().is_empty() {
        out.say(
            t(
                "The token will stand in values.yaml",
                "令牌会写进 values.yaml",
            ),
            say!(
                cx.lang,
                "Whoever reads that file, or the release in {}, can pose as this runner and receive its jobs. A Secret keeps it out of both.",
                "能读到该文件或 {} 中 release 的人都能冒充此 Runner 接收作业。使用 Secret 可避免两者。",
                cx.plan.target.namespace
            ),
        )
        .fix(TO_SECRET, vec![Edit::set("gitlab.auth", "secret")]);
    }
}

/// The chart would make a Secret from the token and collide with the one named; so only one is written.
fn token_not_used(cx: &Cx, out: &mut Report) {
    if !inline(cx) && !cx.token.is_empty() {
        out.say(
            t("The token typed is not used", "填写的令牌未被使用"),
            say!(
                cx.lang,
                "The files name the Secret {}. With both, the chart would create a Secret of that name and fail.",
                "文件引用的是 Secret {}。两者并用时，Chart 会创建同名 Secret 而失败。",
                cx.plan.gitlab.secret_name
            ),
        )
        .fix(
            t("Write it into values.yaml", "写入 values.yaml"),
            vec![Edit::set("gitlab.auth", "inline")],
        );
    }
}
