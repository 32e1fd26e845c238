//! Judges addresses, tokens, privilege, and expressions that Helm would evaluate.

use runwright_model::catalogue::Part;
use runwright_model::{Edit, say};

use super::super::fix;
use super::super::node::{Entry, Node, Value};
use super::super::report::{Report, Rule};
use super::super::rules;
use super::Origin;

/// The prefix of GitLab's registration tokens.
pub const REGISTRATION_PREFIX: &str = "GR1348941";

pub fn runner(node: &Node, origin: Origin, out: &mut Report) {
    if let Some(url) = node.entry_any_case("url") {
        let written = |text: &str| {
            let node = Node::of_text(text);
            match out.bound.values {
                // Beside the chart's values the field is of theirs.
                Some(_) => Some(vec![Edit::set("config.runners.url", text)]),
                None => fix::set(Part::Config, "runners.url", &node),
            }
        };
        let edits = mended(&url.node).and_then(|text| Some((written(&text)?, text)));
        address("url", &url.node, rules::URL, edits, out);
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
        if origin == Origin::Template {
            token_fix(token, out);
        }
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
        token_fix(token, out);
    }
}

/// Takes the token out, and names a Secret where nothing else gives one.
fn token_fix(token: &Entry, out: &mut Report) {
    let Some(drop) = fix::drop(token) else { return };
    let said = |path: &str| {
        let node = out.bound.find(Part::Values, path);
        node.is_some_and(Node::is_set)
    };
    let given = said("runners.secret") || said("runnerToken") || said("runnerRegistrationToken");
    if out.bound.values.is_some() && !given {
        let label = say!(
            out.lang,
            "Remove it and name a Secret",
            "删除，并指定 Secret"
        );
        let mut edits = vec![drop];
        edits.extend(fix::name_secret(&out.bound));
        return out.fix(label, Some(edits));
    }
    out.removal(Some(vec![drop]));
}

/// Inside a cluster or a machine there is often no certificate to have.
fn is_local(host: &str) -> bool {
    host.contains(".svc") || host.starts_with("localhost") || host.starts_with("127.")
}

/// The address as it should be: without `/ci`, and encrypted.
pub fn mended(node: &Node) -> Option<String> {
    let url = node.text()?;
    let trimmed = url.trim_end_matches('/');
    let base = trimmed.strip_suffix("/ci").unwrap_or(trimmed);
    let host = base.strip_prefix("http://").filter(|host| !is_local(host));
    // A port of plain HTTP does not speak TLS.
    let host = host.map(|host| host.strip_suffix(":80").unwrap_or(host));
    let name = host.and_then(|host| host.split('/').next());
    let secure = host
        .filter(|_| name.is_some_and(|name| !name.contains(':') || name.ends_with(":443")))
        .map(|host| ["https://", host].concat());
    let end = if trimmed.len() < url.len() || base.len() < trimmed.len() {
        "/"
    } else {
        ""
    };
    let text = [secure.as_deref().unwrap_or(base), end].concat();
    (text != url).then_some(text)
}

/// An address of GitLab that the runner would use badly.
pub fn address(
    key: &str,
    node: &Node,
    rule: Rule,
    mended: Option<(Vec<Edit>, String)>,
    out: &mut Report,
) {
    let fix = |out: &mut Report| {
        if let Some((edits, text)) = &mended {
            let label = say!(out.lang, "Write {text}", "写成 {text}");
            out.fix(label, Some(edits.clone()));
        }
    };
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
        fix(out);
    }
    let host = trimmed.strip_prefix("http://").unwrap_or_default();
    if !host.is_empty() && !is_local(host) {
        out.tell(
            rule,
            node.at,
            say!(out.lang, "{key} is not encrypted", "{key} 未加密"),
            say!(out.lang, "Tokens, variables and code cross the network in clear. Use https://, with certsSecretName for a private authority.", "令牌、变量和代码会以明文传输。请使用 https://，私有 CA 用 certsSecretName。"),
        );
        fix(out);
    }
}

pub fn kubernetes(kubernetes: &Node, out: &mut Report) {
    if let Some(privileged) = kubernetes.entry_any_case("privileged")
        && (privileged.node.is_true() || privileged.node.text() == Some("true"))
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
        let label = say!(
            out.lang,
            "Only for service containers",
            "仅服务容器使用特权"
        );
        out.fix(label, only_services(kubernetes, privileged, out));
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
        out.removal(fix::drop(token).map(|edit| vec![edit]));
    }
}

/// Where Docker-in-Docker is what the privilege is for, its service container alone needs it.
fn only_services(kubernetes: &Node, privileged: &Entry, out: &Report) -> Option<Vec<Edit>> {
    const CONTEXT: &str = "runners.kubernetes.service_container_security_context.privileged";
    let dind = |node: &Node| node.text().is_some_and(|text| text.contains("dind"));
    let services = kubernetes
        .entry_any_case("services")
        .map(|entry| &entry.node);
    let service = services
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .any(|service| {
            service
                .entry_any_case("name")
                .is_some_and(|name| dind(&name.node))
        });
    let environment = out.bound.find(Part::Config, "runners.environment");
    let docker = environment
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .any(|line| {
            line.text()
                .is_some_and(|line| line.starts_with("DOCKER_HOST=tcp://docker"))
        });
    if !(service || docker) || out.bound.has(Part::Config, CONTEXT) {
        return None;
    }
    let mut edits = fix::remove(privileged, Part::Config, "runners.kubernetes.privileged")?;
    edits.push(Edit::set(&["config.", CONTEXT].concat(), true));
    Some(edits)
}
