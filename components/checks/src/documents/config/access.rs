//! Judges addresses, tokens, privilege, and expressions that Helm would evaluate.

use runwright_model::say;

use super::super::node::{Node, Placed, Value};
use super::super::report::{Report, Rule};
use super::super::rules;
use super::Origin;

/// The prefix of GitLab's registration tokens.
pub const REGISTRATION_PREFIX: &str = "GR1348941";

pub fn runner(node: &Node, origin: Origin, out: &mut Report) {
    if let Some(url) = node.entry_any_case("url") {
        address("url", &url.node, rules::URL, out);
    }
    let Some(token) = node.entry_any_case("token") else {
        return;
    };
    let Some(text) = token.node.text().filter(|text| !text.is_empty()) else {
        return;
    };
    if text.starts_with(REGISTRATION_PREFIX) {
        out.say(
            rules::REGISTRATION_TOKEN,
            token.node.at,
            ("a registration token stands here in clear text", "此处以明文写着注册令牌"),
            (
                "token takes an authentication token (glrt-…), and whoever reads this file can register runners. Create a runner in GitLab and keep its token in a Secret.",
                "token 应为认证令牌（glrt-…），而且能读到此文件的人都能注册 Runner。请在 GitLab 中创建 Runner，并把令牌放入 Secret。",
            ),
        );
    } else if origin == Origin::Template {
        out.say(
            rules::TEMPLATE_TOKEN,
            token.node.at,
            ("a token in runners.config is cleared", "runners.config 中的 token 会被清除"),
            (
                "Registration does not read it, so it is only a secret in clear text. Remove it and name a Secret in runners.secret.",
                "注册时不会读取它，只是徒然留下明文。请删除，并用 runners.secret 指定 Secret。",
            ),
        );
    }
}

/// An address of GitLab that the runner would use badly.
pub fn address(key: &str, node: &Node, rule: Rule, out: &mut Report) {
    let Some(url) = node.text() else { return };
    let trimmed = url.trim_end_matches('/');
    if let Some(base) = trimmed.strip_suffix("/ci") {
        out.tell(
            rule,
            node.at,
            say!(out.lang, "{key} ends in /ci", "{key} 以 /ci 结尾"),
            say!(
                out.lang,
                "That path is long gone and the runner warns. Write {base}/.",
                "该路径早已废弃，Runner 会给出警告。请写成 {base}/。"
            ),
        );
    }
    let host = trimmed.strip_prefix("http://").unwrap_or_default();
    // Inside a cluster or a machine there is often no certificate to have.
    let local = host.contains(".svc") || host.starts_with("localhost") || host.starts_with("127.");
    if !host.is_empty() && !local {
        out.tell(
            rule,
            node.at,
            say!(out.lang, "{key} is not encrypted", "{key} 未加密"),
            say!(out.lang, "Tokens, variables and code cross the network in clear. Use https://, with certsSecretName for a private authority.", "令牌、变量和代码会以明文传输。请使用 https://，私有 CA 用 certsSecretName。"),
        );
    }
}

pub fn kubernetes(kubernetes: &Node, out: &mut Report) {
    if let Some(privileged) = kubernetes.entry_any_case("privileged")
        && privileged.node.is_true()
    {
        out.say(
            rules::PRIVILEGED,
            privileged.at,
            ("every container of a job is privileged", "作业的所有容器都是特权容器"),
            (
                "A job can take over its node. For Docker-in-Docker set privileged only in [runners.kubernetes.service_container_security_context] and limit allowed_services.",
                "作业可以借此控制所在节点。使用 Docker-in-Docker 时，只在 [runners.kubernetes.service_container_security_context] 中设置 privileged，并限制 allowed_services。",
            ),
        );
    }
    if let Some(token) = kubernetes.entry_any_case("bearer_token")
        && matches!(&token.node.value, Value::Text(text) if text.starts_with(REGISTRATION_PREFIX))
    {
        out.say(
            rules::REGISTRATION_TOKEN,
            token.node.at,
            (
                "a registration token stands here in clear text",
                "此处以明文写着注册令牌",
            ),
            (
                "bearer_token is for the Kubernetes API. Remove it.",
                "bearer_token 用于 Kubernetes API。请删除。",
            ),
        );
    }
}

/// Words that begin an expression which is meant for Helm.
const HELM_WORDS: [&str; 34] = [
    "include", "template", "tpl", "if", "else", "end", "range", "with", "define", "default",
    "toYaml", "quote", "printf", "lookup", "required", "and", "or", "not", "eq", "ne", "index",
    "trim", "nindent", "indent", "env", "toToml", "toJson", "b64dec", "lower", "upper", "fail",
    "coalesce", "ternary", "block",
];

/// `{{ }}` in `runners.config`: Helm evaluates it, which a literal one in a script is not meant for.
pub fn helm_expressions(placed: &Placed, text: &str, out: &mut Report) {
    // A template that declares variables may use them.
    let declares = text.contains(":=");
    let mut start = 0;
    for content in text.split_inclusive('\n') {
        let line = start;
        start += content.len();
        let mut from = 0;
        while let Some(at) = content
            .get(from..)
            .and_then(|tail| tail.find("{{"))
            .map(|at| at + from)
        {
            from = at + 2;
            let Some((inner, _)) = content.get(from..).and_then(|tail| tail.split_once("}}"))
            else {
                break;
            };
            let expression = inner.trim_matches('-').trim();
            from += inner.len() + 2;
            if is_helm(expression) || (declares && expression.starts_with('$')) {
                continue;
            }
            out.tell(
                rules::HELM_EXPRESSION,
                placed.place(line + at),
                say!(out.lang, "Helm evaluates {{{{ {expression} }}}} before the runner sees it", "Helm 会先对 {{{{ {expression} }}}} 求值，Runner 看不到原文"),
                say!(
                    out.lang,
                    "An unknown field becomes empty and an unknown variable stops the rendering. To keep it, write {{{{`{{{{ {expression} }}}}`}}}}.",
                    "未知字段会变成空文本，未知变量会让渲染失败。若要保留原文，请写成 {{{{`{{{{ {expression} }}}}`}}}}。"
                ),
            );
        }
    }
}

fn is_helm(expression: &str) -> bool {
    let roots = [
        ".Values",
        ".Release",
        ".Chart",
        ".Capabilities",
        ".Template",
        ".Files",
        "$.",
        "(",
        "\"",
        "`",
        "/*",
    ];
    if expression.is_empty()
        || expression == "."
        || roots.iter().any(|root| expression.starts_with(root))
    {
        return true;
    }
    let first = expression
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    HELM_WORDS.contains(&first)
}
