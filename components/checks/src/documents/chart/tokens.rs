//! Judges tokens and the address of GitLab.

use runwright_model::catalogue::Part;
use runwright_model::{Edit, say};

use super::super::config::{REGISTRATION_PREFIX, address, mended};
use super::super::fix;
use super::super::node::{Entry, Node, Value};
use super::super::report::Report;
use super::super::rules;

pub fn check(values: &Node, out: &mut Report) {
    if let Some(url) = values.get("gitlabUrl") {
        let edits = mended(url).map(|text| (vec![Edit::set("gitlab.url", text.as_str())], text));
        address("gitlabUrl", url, rules::GITLAB_URL, edits, out);
    }
    let written = |key: &str| {
        values
            .entry(key)
            .filter(|entry| entry.node.text().is_some_and(|text| !text.is_empty()))
    };
    if let Some(token) = written("runnerRegistrationToken") {
        if token
            .node
            .text()
            .is_some_and(|text| text.starts_with("glrt-"))
        {
            out.say(
                rules::TOKEN_KIND,
                token.at,
                ("an authentication token stands in runnerRegistrationToken", "runnerRegistrationToken 中写的是认证令牌"),
                ("A glrt- token belongs in runnerToken, or better in a Secret named by runners.secret.", "glrt- 令牌应写在 runnerToken，更好的做法是放入 runners.secret 指定的 Secret。"),
            );
        } else {
            out.say(
                rules::CLEAR_REGISTRATION_TOKEN,
                token.at,
                ("a registration token stands here in clear text", "此处以明文写着注册令牌"),
                (
                    "Whoever reads the file can register runners, and GitLab 20.0 no longer takes such tokens. Create a runner in GitLab and keep its glrt- token in a Secret.",
                    "能读到此文件的人都能注册 Runner，而且 GitLab 20.0 将不再接受这类令牌。请在 GitLab 中创建 Runner，并把 glrt- 令牌放入 Secret。",
                ),
            );
        }
    }
    if let Some(token) = written("runnerRegistrationToken") {
        to_secret(token, out);
    }
    let token = written("runnerToken");
    if let Some(token) = token {
        if token
            .node
            .text()
            .is_some_and(|text| text.starts_with(REGISTRATION_PREFIX))
        {
            out.say(
                rules::TOKEN_KIND,
                token.at,
                (
                    "a registration token stands in runnerToken",
                    "runnerToken 中写的是注册令牌",
                ),
                (
                    "runnerToken takes the glrt- token of a runner that was created in GitLab.",
                    "runnerToken 应为在 GitLab 中创建 Runner 时得到的 glrt- 令牌。",
                ),
            );
        } else {
            out.say(
                rules::CLEAR_TOKEN,
                token.at,
                (
                    "the runner's token stands here in clear text",
                    "此处以明文写着 Runner 的令牌",
                ),
                (
                    "Keep it in a Secret and name that in runners.secret.",
                    "请放入 Secret，并在 runners.secret 中指定。",
                ),
            );
        }
    }
    if let Some(token) = token {
        to_secret(token, out);
    }
    options(values, token.is_some(), out);
    let secret = values
        .get("runners")
        .and_then(|runners| runners.get("secret"))
        .is_some_and(Node::is_set);
    // A token that is rendered later collides as well.
    let token = values
        .entry("runnerToken")
        .filter(|entry| entry.node.is_set());
    if let Some(token) = token.filter(|_| secret) {
        out.say(
            rules::TOKEN_AND_SECRET,
            token.at,
            ("runnerToken and runners.secret exclude each other", "runnerToken 与 runners.secret 不能同时使用"),
            ("The chart would create a Secret of that name over the existing one. Keep runners.secret and remove runnerToken.", "Chart 会以同名创建 Secret，与已有的冲突。请保留 runners.secret，删除 runnerToken。"),
        );
        out.removal(fix::drop(token).map(|edit| vec![edit]));
    }
}

/// Properties of the runner that only a registration token sets.
fn options(values: &Node, authentication: bool, out: &mut Report) {
    let Some(runners) = values.get("runners") else {
        return;
    };
    if let Some(tags) = runners.entry("tags")
        && matches!(tags.node.value, Value::List(_))
        && tags.node.is_set()
    {
        out.say(
            rules::TAGS_LIST,
            tags.at,
            (
                "runners.tags must be one string",
                "runners.tags 应为一个字符串",
            ),
            (
                "The chart prints a list as [a b], brackets included. Write \"a,b\".",
                "Chart 会把列表输出为带方括号的 [a b]。请写成 \"a,b\"。",
            ),
        );
        let texts = tags.node.items().iter().map(Node::text);
        if let Some(texts) = texts.collect::<Option<Vec<&str>>>() {
            let meant = texts.join(",");
            let label = say!(out.lang, "Write \"{meant}\"", "写成 \"{meant}\"");
            let node = Node::of_text(&meant);
            out.fix(label, fix::anew(tags, Part::Values, "runners.tags", &node));
        }
    }
    if !authentication {
        return;
    }
    for key in [
        "tags",
        "runUntagged",
        "locked",
        "protected",
        "maximumTimeout",
    ] {
        let Some(entry) = runners
            .entry(key)
            .filter(|entry| entry.node.is_set() && !entry.node.is_false())
        else {
            continue;
        };
        let body = if key == "maximumTimeout" {
            say!(
                out.lang,
                "Registration with a glrt- token stops at it. Remove it and set the timeout in GitLab.",
                "使用 glrt- 令牌注册会因此中止。请删除，并在 GitLab 中设置超时。"
            )
        } else {
            say!(
                out.lang,
                "With a glrt- token it is left out. Set it in GitLab, on the runner's page.",
                "使用 glrt- 令牌时会被略去。请在 GitLab 的 Runner 页面中设置。"
            )
        };
        out.tell(
            rules::TOKEN_OPTIONS,
            entry.at,
            say!(
                out.lang,
                "runners.{key} is for registration tokens only",
                "runners.{key} 只适用于注册令牌"
            ),
            body,
        );
        let path = ["runners.", key].concat();
        out.fix(
            fix::removal(out.lang),
            fix::remove(entry, Part::Values, &path),
        );
    }
}

/// Takes a token out of the values and names a Secret in its place.
fn to_secret(token: &Entry, out: &mut Report) {
    let edits = fix::drop(token).map(|drop| {
        let mut edits = vec![drop];
        edits.extend(fix::name_secret(&out.bound));
        edits
    });
    let label = say!(out.lang, "Keep it in a Secret", "改存于 Secret");
    out.fix(label, edits);
}
