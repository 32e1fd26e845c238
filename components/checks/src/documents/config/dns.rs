//! Judges `dns_policy` and `dns_config`.

use runwright_model::catalogue::Part;
use runwright_model::say;

use super::super::fix;
use super::super::node::{Entry, Node, Value};
use super::super::place::Place;
use super::super::report::Report;
use super::super::rules;

const POLICIES: [&str; 4] = [
    "none",
    "default",
    "cluster-first",
    "cluster-first-with-host-net",
];

/// Whether `dns_config` names a server.
pub fn has_nameservers(kubernetes: &Node) -> bool {
    let config = kubernetes.entry_any_case("dns_config");
    config
        .and_then(|config| config.node.entry_any_case("nameservers"))
        .is_some_and(|servers| servers.node.is_set())
}

pub fn check(kubernetes: &Node, out: &mut Report) {
    let policy = kubernetes.entry_any_case("dns_policy");
    let config = kubernetes.entry_any_case("dns_config");
    if let Some(policy) = policy {
        match &policy.node.value {
            Value::Text(text) => spelling(text, policy, has_nameservers(kubernetes), out),
            Value::Unknown => {}
            _ => out.say(
                rules::WRONG_TYPE,
                policy.node.at,
                ("dns_policy must be a string", "dns_policy 应为字符串"),
                (
                    "The runner refuses the whole file. Put the value in quotes.",
                    "Runner 会拒绝整个文件。请给值加上引号。",
                ),
            ),
        }
        if policy.node.text() == Some("none") && !has_nameservers(kubernetes) {
            out.say(
                    rules::DNS_NONE,
                    policy.node.at,
                    ("dns_policy \"none\" needs a nameserver", "dns_policy 为 \"none\" 时必须给出 nameserver"),
                    ("Kubernetes refuses the pod without one. Add nameservers below [runners.kubernetes.dns_config].", "没有 nameserver 时 Kubernetes 会拒绝该 Pod。请在 [runners.kubernetes.dns_config] 下填写 nameservers。"),
                );
            write(
                policy,
                "runners.kubernetes.dns_policy",
                "cluster-first",
                out,
            );
        }
    }
    let Some(config) = config else { return };
    if let Some(servers) = config.node.entry_any_case("nameservers")
        && servers.node.items().len() > 3
    {
        let found = servers.node.items().len();
        out.tell(
            rules::DNS_NAMESERVERS,
            servers.at,
            say!(
                out.lang,
                "{found} nameservers: Kubernetes takes at most 3",
                "有 {found} 个 nameserver：Kubernetes 最多接受 3 个"
            ),
            say!(
                out.lang,
                "The pod is refused. Keep the ones that answer for every name.",
                "该 Pod 会被拒绝。只保留能解析全部名称的几个。"
            ),
        );
        let first = servers.node.items().iter().take(3).cloned().collect();
        let meant = Node {
            at: servers.node.at,
            value: Value::List(first),
        };
        let path = "runners.kubernetes.dns_config.nameservers";
        let label = say!(out.lang, "Keep the first three", "只保留前三个");
        out.fix(label, fix::anew(servers, Part::Config, path, &meant));
    }
    if let Some(options) = config.node.entry_any_case("options") {
        check_options(options, out);
    }
}

fn write(entry: &Entry, path: &str, word: &str, out: &mut Report) {
    let label = say!(out.lang, "Write \"{word}\"", "写成 \"{word}\"");
    let meant = Node::of_text(word);
    out.fix(label, fix::anew(entry, Part::Config, path, &meant));
}

fn spelling(found: &str, policy: &Entry, with_servers: bool, out: &mut Report) {
    let at = policy.node.at;
    if found.is_empty() || POLICIES.contains(&found) {
        return;
    }
    let letters = |text: &str| {
        text.chars()
            .filter(char::is_ascii_alphabetic)
            .collect::<String>()
            .to_ascii_lowercase()
    };
    let meant = POLICIES
        .into_iter()
        .find(|policy| letters(policy) == letters(found));
    let body = match meant {
        Some(policy) => say!(
            out.lang,
            "The runner warns and leaves the policy unset, so ClusterFirst applies. Write \"{policy}\".",
            "Runner 只给出警告并不设置策略，因此实际为 ClusterFirst。请写成 \"{policy}\"。"
        ),
        None => say!(
            out.lang,
            "The runner warns and leaves the policy unset. One of none, default, cluster-first, cluster-first-with-host-net.",
            "Runner 只给出警告并不设置策略。可用：none、default、cluster-first、cluster-first-with-host-net。"
        ),
    };
    out.tell(
        rules::DNS_POLICY,
        at,
        say!(
            out.lang,
            "dns_policy “{found}” is not applied",
            "dns_policy “{found}”不会生效"
        ),
        body,
    );
    // Without a nameserver `none` would be refused; what holds now is cluster-first.
    let meant = meant.map(|meant| match meant {
        "none" if !with_servers => "cluster-first",
        meant => meant,
    });
    if let Some(meant) = meant {
        write(policy, "runners.kubernetes.dns_policy", meant, out);
    }
}

const FORM: (&str, &str) = (
    "Write [[runners.kubernetes.dns_config.options]] with name = \"ndots\" and value = \"2\", both in quotes.",
    "请写 [[runners.kubernetes.dns_config.options]]，其下 name = \"ndots\"、value = \"2\"，均加引号。",
);

fn check_options(entry: &Entry, out: &mut Report) {
    let (options, at) = (&entry.node, entry.at);
    let path = "runners.kubernetes.dns_config.options";
    let edits = fix::anew(entry, Part::Config, path, options);
    let refused = |out: &mut Report, at: Place, en: &str, zh: &str| {
        let form = out.lang.pick(FORM.0, FORM.1);
        let (title, refuses) = (
            out.lang.pick(en, zh).to_string(),
            out.lang
                .pick("The runner refuses the file. ", "Runner 会拒绝该文件。"),
        );
        out.tell(rules::DNS_OPTIONS, at, title, [refuses, form].concat());
        let label = say!(
            out.lang,
            "Write tables of name and value",
            "写成含 name 与 value 的表"
        );
        out.fix(label, edits.clone());
    };
    let Value::List(items) = &options.value else {
        if !options.is_unknown() {
            refused(
                out,
                at,
                "dns_config.options must be a list of tables",
                "dns_config.options 应为表的数组",
            );
        }
        return;
    };
    for item in items {
        if out.is_full() {
            return;
        }
        if item.map().is_none() {
            if !item.is_unknown() {
                refused(
                    out,
                    item.at,
                    "an option of dns_config must be a table with name and value",
                    "dns_config 的 option 应为含 name 与 value 的表",
                );
            }
            continue;
        }
        for key in ["name", "value"] {
            let Some(found) = item.entry_any_case(key) else {
                continue;
            };
            match &found.node.value {
                Value::Text(text) if key == "name" && text.contains(':') => {
                    let name = text;
                    let (name_part, value_part) = name.split_once(':').unwrap_or((name, ""));
                    out.tell(
                        rules::DNS_OPTION_NAME,
                        found.node.at,
                        say!(
                            out.lang,
                            "“{name}” becomes an option of that very name",
                            "“{name}”会整个成为选项名"
                        ),
                        say!(
                            out.lang,
                            "Write name = \"{name_part}\" and value = \"{value_part}\".",
                            "请写成 name = \"{name_part}\"、value = \"{value_part}\"。"
                        ),
                    );
                    let label = say!(
                        out.lang,
                        "Write name and value apart",
                        "分别写 name 与 value"
                    );
                    out.fix(label, edits.clone());
                }
                Value::Text(_) | Value::Unknown => {}
                _ => refused(
                    out,
                    found.node.at,
                    "name and value of a dns option must be strings",
                    "DNS 选项的 name 与 value 必须是字符串",
                ),
            }
        }
    }
}
