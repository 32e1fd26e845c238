//! Names keys that the runner does not know, knows in another table, or knew in other releases.

use runwright_model::catalogue::{self, COMMON_TABLES, Key, Part, snake};
use runwright_model::version::{Version, runner_of};
use runwright_model::{Edit, say};

use super::super::node::{Entry, Node};
use super::super::report::Report;
use super::super::schema;
use super::super::{fix, rules, suggest};
use super::keys::{Here, shown};

/// A key that came after the runner of the chart that the file says.
pub fn too_new(entry: &Entry, path: &str, out: &mut Report) {
    let (Some(chart), Some(key)) = (out.bound.chart, catalogue::find(Part::Config, path)) else {
        return;
    };
    let runner = runner_of(chart);
    let Some(since) = key.since.filter(|since| *since > runner) else {
        return;
    };
    let name = &entry.key;
    let since = format!("{}.{}", since.major, since.minor);
    let release = format!("{}.{}", runner.major, runner.minor);
    out.tell(
        rules::KEY_TOO_NEW,
        entry.at,
        say!(
            out.lang,
            "{name} is read since runner {since}",
            "{name} 自 Runner {since} 起才会读取"
        ),
        say!(
            out.lang,
            "Chart {chart} installs runner {release}, which ignores it. Use a newer chart.",
            "Chart {chart} 安装的是 Runner {release}，会忽略该键。请使用更新的 Chart。"
        ),
    );
}

/// A key that its table does not have.
pub fn key(entry: &Entry, here: Here, known: schema::Table, out: &mut Report) {
    let path = here.path;
    let key = entry.key.as_str();
    // Kinds of volume have a rule of their own; a key that is rendered later is not known yet.
    if path == "runners.kubernetes.volumes" || key.contains("{{") || key.contains("${") {
        return;
    }
    let at = entry.at;
    let place = shown(path);
    if let Some(old) = catalogue::find(Part::Config, &here.key(key))
        && let Some(since) = old.removed
    {
        return removed(entry, old, since, out);
    }
    let snake = snake(key);
    if snake != key.to_ascii_lowercase() && known.get(&snake).is_some() {
        out.tell(
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
        return rename(entry, here, &snake, out);
    }
    let elsewhere = COMMON_TABLES.into_iter().find(|table| {
        *table != path
            && (!table.is_empty() || path != "runners.kubernetes.volumes")
            && schema::table(table)
                .is_some_and(|table| table.get(key).is_some() || table.get(&snake).is_some())
    });
    if let Some(home) = elsewhere {
        let other = shown(home);
        out.tell(
            rules::WRONG_TABLE,
            at,
            say!(out.lang, "{key} is not read in {place}", "{key} 写在 {place} 中不会被读取"),
            say!(out.lang, "It belongs to {other}. A key counts for the last header above it, so scalars stand before the first sub-table.", "它属于 {other}。键归属于上方最近的表头，因此标量要写在第一个子表之前。"),
        );
        return to_table(entry, home, out);
    }
    if key.eq_ignore_ascii_case("resources") {
        out.tell(
            rules::UNKNOWN_KEY,
            at,
            say!(out.lang, "there is no resources table in {place}", "{place} 中没有 resources 表"),
            say!(out.lang, "It is ignored. Write flat keys such as cpu_request = \"500m\" and memory_limit = \"2Gi\".", "该表会被忽略。请写成平铺的键，例如 cpu_request = \"500m\"、memory_limit = \"2Gi\"。"),
        );
        let label = say!(out.lang, "Write flat keys", "改成平铺的键");
        out.fix(label, flat(entry, out));
        return out.removal(fix::drop(entry).map(|edit| vec![edit]));
    }
    let title = say!(
        out.lang,
        "the runner knows no {key} in {place}",
        "Runner 不认识 {place} 中的 {key}"
    );
    if catalogue::is_kept_by_gitlab(&snake) {
        let hint = say!(
            out.lang,
            "It is ignored. Since authentication tokens this is set in GitLab, on the runner's page.",
            "该键会被忽略。使用认证令牌后，此项要在 GitLab 的 Runner 页面中设置。"
        );
        out.tell(rules::UNKNOWN_KEY, at, title, hint);
        return out.removal(fix::drop(entry).map(|edit| vec![edit]));
    }
    let slip = catalogue::slip(&snake, path)
        .and_then(|meant| catalogue::find(Part::Config, meant))
        .filter(|meant| meant.parent() == path)
        .map(Key::name);
    let near = slip.or_else(|| suggest::nearest(&snake, known.names()));
    let body = match near {
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
    match near {
        // A runner as a whole is more than the plan could write as it stands.
        Some("runners") => {}
        Some(near) => rename(entry, here, near, out),
        None => out.removal(fix::drop(entry).map(|edit| vec![edit])),
    }
}

/// A key that releases before read.
fn removed(entry: &Entry, old: &'static Key, since: Version, out: &mut Report) {
    let key = entry.key.as_str();
    let release = format!("{}.{}", since.major, since.minor);
    let moved = catalogue::successor(old);
    let title = say!(
        out.lang,
        "{key} is gone since runner {release}",
        "{key} 自 Runner {release} 起已移除"
    );
    let body = if key.eq_ignore_ascii_case("terminationGracePeriodSeconds") {
        say!(
            out.lang,
            "It is ignored. Use pod_termination_grace_period_seconds for the pod and cleanup_grace_period_seconds for its removal.",
            "该键会被忽略。Pod 用 pod_termination_grace_period_seconds，删除时用 cleanup_grace_period_seconds。"
        )
    } else {
        match moved.map(Key::name) {
            Some(name) => say!(
                out.lang,
                "It is ignored. Write {name}.",
                "该键会被忽略。请改用 {name}。"
            ),
            None => say!(out.lang, "It is ignored.", "该键会被忽略。"),
        }
    };
    out.tell(rules::REMOVED_KEY, entry.at, title, body);
    // The plan holds such a key under its own id.
    let gone = fix::remove(entry, Part::Config, old.path);
    if let Some(moved) = moved
        && !out.bound.has(Part::Config, moved.path)
        && let (Some(mut edits), Some(set)) = (
            gone.clone(),
            fix::set(Part::Config, moved.path, &entry.node),
        )
    {
        let name = moved.name();
        let label = say!(out.lang, "Rename to {name}", "改名为 {name}");
        edits.extend(set);
        out.fix(label, Some(edits));
    }
    out.fix(fix::removal(out.lang), gone);
}

/// Offers the right name of a key, unless something stands under it.
fn rename(entry: &Entry, here: Here, name: &str, out: &mut Report) {
    let label = say!(out.lang, "Rename to {name}", "改名为 {name}");
    let pointless = name == "dns_policy"
        && entry
            .node
            .text()
            .is_some_and(|text| text.eq_ignore_ascii_case("none"))
        && !super::dns::has_nameservers(here.node);
    let taken = pointless || here.node.entry_any_case(name).is_some();
    let edits = match here.list {
        _ if taken => None,
        None => fix::moved(entry, Part::Config, &here.key(name)),
        Some((list, _)) if !list.node.is_small() => None,
        Some((list, path)) => {
            let renamed = list.node.renamed(entry, name);
            fix::anew(list, Part::Config, path, &renamed)
        }
    };
    out.fix(label, edits);
    out.removal(fix::drop(entry).map(|edit| vec![edit]));
}

/// Offers the table that a key belongs to, unless it has the key.
fn to_table(entry: &Entry, home: &str, out: &mut Report) {
    let removal = fix::drop(entry).map(|edit| vec![edit]);
    if home.is_empty() && out.bound.values.is_some() {
        let label = say!(
            out.lang,
            "Move to the chart's values",
            "移到 Chart 的 values"
        );
        out.fix(label, super::to_values(entry, out));
        return out.removal(removal);
    }
    let name = match fix::child(Part::Config, home, &entry.key) {
        Some(key) => key.name(),
        None => return out.removal(removal),
    };
    let dot = if home.is_empty() { "" } else { "." };
    let path = [home, dot, name].concat();
    if !out.bound.has(Part::Config, &path) {
        let place = shown(home);
        let label = say!(out.lang, "Move to {place}", "移到 {place}");
        out.fix(label, fix::moved(entry, Part::Config, &path));
    }
    out.removal(removal);
}

/// The flat keys of a table as Kubernetes has it: requests and limits, or amounts without either.
fn flat(entry: &Entry, out: &Report) -> Option<Vec<Edit>> {
    let mut edits = vec![fix::drop(entry)?];
    let mut one = |name: &str, suffix: &str, node: &Node| {
        let path = ["runners.kubernetes.", &name.replace('-', "_"), suffix].concat();
        if out.bound.has(Part::Config, &path) {
            return None;
        }
        edits.extend(fix::set(Part::Config, &path, node)?);
        Some(())
    };
    for inner in entry.node.map()? {
        let suffix = match inner.key.as_str() {
            "requests" | "request" => "_request",
            "limits" | "limit" => "_limit",
            name => {
                one(name, "_limit", &inner.node)?;
                continue;
            }
        };
        for amount in inner.node.map()? {
            one(&amount.key, suffix, &amount.node)?;
        }
    }
    Some(edits)
}
