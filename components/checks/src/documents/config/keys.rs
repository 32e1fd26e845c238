//! Walks the tables and names keys that the runner does not know, or knows in another table.

use runwright_model::say;

use super::super::node::{Entry, Node, Value};
use super::super::report::Report;
use super::super::schema::{self, COMMON_TABLES, Type};
use super::super::{rules, suggest};
use super::types;

/// Whether a key belongs to the top level of the file, and is not `runners` itself.
pub fn is_global(key: &str) -> bool {
    !key.eq_ignore_ascii_case("runners")
        && schema::table("").is_some_and(|table| table.get(key).is_some())
}

/// Every key of a table and below it.
pub fn table(node: &Node, path: &str, out: &mut Report) {
    for item in node.entries() {
        entry(item, path, out);
    }
}

/// One key of a table, and what is below it.
pub fn entry(entry: &Entry, path: &str, out: &mut Report) {
    let Some(known) = schema::table(path) else {
        return;
    };
    match known.get(&entry.key) {
        None => unknown(entry, path, known, out),
        Some(kind) => {
            types::check(entry, kind, path, out);
            let below = [
                path,
                if path.is_empty() { "" } else { "." },
                &entry.key.to_ascii_lowercase(),
            ]
            .concat();
            match (kind, &entry.node.value) {
                (Type::Table, Value::Map(_)) => table(&entry.node, &below, out),
                (Type::Tables, Value::List(items)) => {
                    items.iter().for_each(|item| table(item, &below, out))
                }
                _ => {}
            }
        }
    }
}

fn unknown(entry: &Entry, path: &str, known: schema::Table, out: &mut Report) {
    let key = entry.key.as_str();
    // Kinds of volume have a rule of their own; a key that is rendered later is not known yet.
    if path == "runners.kubernetes.volumes" || key.contains("{{") || key.contains("${") {
        return;
    }
    let at = entry.at;
    let here = shown(path);
    if key.eq_ignore_ascii_case("terminationGracePeriodSeconds") {
        return out.tell(
            rules::REMOVED_KEY,
            at,
            say!(out.lang, "{key} is gone since runner 17.0", "{key} 自 Runner 17.0 起已移除"),
            say!(out.lang, "It is ignored. Use pod_termination_grace_period_seconds for the pod and cleanup_grace_period_seconds for its removal.", "该键会被忽略。Pod 用 pod_termination_grace_period_seconds，删除时用 cleanup_grace_period_seconds。"),
        );
    }
    let snake = snake(key);
    if snake != key.to_ascii_lowercase() && known.get(&snake).is_some() {
        return out.tell(
            rules::CAMEL_CASE,
            at,
            say!(
                out.lang,
                "{key} is not read: keys are written with underscores",
                "{key} 不会被读取：键名要用下划线"
            ),
            say!(
                out.lang,
                "The runner ignores it. Write {snake}.",
                "Runner 会忽略它。请写成 {snake}。"
            ),
        );
    }
    let elsewhere = COMMON_TABLES.into_iter().find(|table| {
        *table != path
            && (!table.is_empty() || path != "runners.kubernetes.volumes")
            && schema::table(table)
                .is_some_and(|table| table.get(key).is_some() || table.get(&snake).is_some())
    });
    if let Some(place) = elsewhere {
        let place = shown(place);
        return out.tell(
            rules::WRONG_TABLE,
            at,
            say!(out.lang, "{key} is not read in {here}", "{key} 写在 {here} 中不会被读取"),
            say!(out.lang, "It belongs to {place}. A key counts for the last header above it, so scalars stand before the first sub-table.", "它属于 {place}。键归属于上方最近的表头，因此标量要写在第一个子表之前。"),
        );
    }
    if key.eq_ignore_ascii_case("resources") {
        return out.tell(
            rules::UNKNOWN_KEY,
            at,
            say!(out.lang, "there is no resources table in {here}", "{here} 中没有 resources 表"),
            say!(out.lang, "It is ignored. Write flat keys such as cpu_request = \"500m\" and memory_limit = \"2Gi\".", "该表会被忽略。请写成平铺的键，例如 cpu_request = \"500m\"、memory_limit = \"2Gi\"。"),
        );
    }
    let title = say!(
        out.lang,
        "the runner knows no {key} in {here}",
        "Runner 不认识 {here} 中的 {key}"
    );
    if let Some(hint) = in_gitlab(&snake) {
        return out.tell(
            rules::UNKNOWN_KEY,
            at,
            title,
            out.lang.pick(hint.0, hint.1).to_string(),
        );
    }
    let body = match usual_slip(&snake, path).or_else(|| suggest::nearest(&snake, known.names())) {
        Some(near) => say!(
            out.lang,
            "It is ignored. Did you mean {near}?",
            "该键会被忽略。是否想写 {near}？"
        ),
        None => say!(
            out.lang,
            "It is ignored. Remove it, or see the runner's reference for the right name.",
            "该键会被忽略。请删除，或查阅 Runner 文档确认键名。"
        ),
    };
    out.tell(rules::UNKNOWN_KEY, at, title, body);
}

/// Properties of the runner that GitLab keeps.
fn in_gitlab(key: &str) -> Option<(&'static str, &'static str)> {
    matches!(
        key,
        "tags"
            | "tag_list"
            | "run_untagged"
            | "locked"
            | "maximum_timeout"
            | "access_level"
            | "paused"
            | "protected"
    )
    .then_some((
        "It is ignored. Since authentication tokens this is set in GitLab, on the runner's page.",
        "该键会被忽略。使用认证令牌后，此项要在 GitLab 的 Runner 页面中设置。",
    ))
}

/// Names of other tables, tools or releases that people write, and the key that does it.
fn usual_slip(key: &str, path: &str) -> Option<&'static str> {
    if key == "pre_clone_script" {
        return Some("pre_get_sources_script");
    }
    if path != "runners.kubernetes" {
        return None;
    }
    Some(match key {
        "cpus" | "cpu" => "cpu_limit",
        "memory" => "memory_limit",
        "service_cpus" => "service_cpu_limit",
        "service_memory" => "service_memory_limit",
        "helper_cpus" => "helper_cpu_limit",
        "helper_memory" => "helper_memory_limit",
        "dns" => "dns_config",
        "extra_hosts" => "host_aliases",
        "image_pull_policy" => "pull_policy",
        "service_account_name" => "service_account",
        "tolerations" => "node_tolerations",
        _ => return None,
    })
}

/// A table as people write its header.
pub fn shown(path: &str) -> String {
    match path {
        "" => "(top level)".to_string(),
        "runners" => "[[runners]]".to_string(),
        _ => ["[", path, "]"].concat(),
    }
}

/// `nodeSelector` as `node_selector`.
fn snake(key: &str) -> String {
    let mut out = String::with_capacity(key.len() + 4);
    let mut lower = false;
    for c in key.chars() {
        if c.is_ascii_uppercase() && lower {
            out.push('_');
        }
        lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        out.push(if c == '-' {
            '_'
        } else {
            c.to_ascii_lowercase()
        });
    }
    out
}
