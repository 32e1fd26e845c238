//! Finds the key that a wrong one was meant to be.

use super::{Key, Part, all, children, find};
use crate::suggest;

/// What a key that is not known was meant to be.
#[derive(Clone, Copy, Debug)]
pub enum Meant {
    /// Another spelling of a key of the same table.
    Name(&'static Key),
    /// A key of another table, or of the other document.
    Place(&'static Key),
    /// A property of the runner that GitLab keeps since authentication tokens.
    GitLab,
}

/// The tables a misplaced key is looked for in, outermost first.
pub const COMMON_TABLES: [&str; 5] = [
    "",
    "runners",
    "runners.kubernetes",
    "runners.kubernetes.pod_security_context",
    "runners.cache",
];

/// Properties that GitLab keeps.
const GITLAB: [&str; 9] = [
    "tags",
    "tag_list",
    "run_untagged",
    "rununtagged",
    "locked",
    "maximum_timeout",
    "access_level",
    "paused",
    "protected",
];

/// Whether GitLab keeps a property since authentication tokens; the name with underscores.
pub fn is_kept_by_gitlab(key: &str) -> bool {
    GITLAB.contains(&key)
}

/// What a key of a table was meant to be; none where nothing is near.
pub fn meant(part: Part, table: &str, key: &str) -> Option<Meant> {
    let snake = snake(key);
    let named = |part: Part, table: &str, name: &str| {
        children(part, table)
            .find(|known| known.removed.is_none() && known.name().eq_ignore_ascii_case(name))
    };
    let same = |part, table: &str| named(part, table, key).or_else(|| named(part, table, &snake));
    if let Some(known) = same(part, table) {
        return Some(Meant::Name(known));
    }
    if is_kept_by_gitlab(&snake) && matches!(table, "" | "runners") {
        return Some(Meant::GitLab);
    }
    if let Some(known) = slip(&snake, table).and_then(|path| find(Part::Config, path)) {
        return Some(if part == Part::Config {
            Meant::Name(known)
        } else {
            Meant::Place(known)
        });
    }
    let word = if part == Part::Config { &snake } else { key };
    let near = nearest(part, table, word);
    if part == Part::Config {
        let elsewhere = COMMON_TABLES.iter().filter(|other| **other != table);
        let elsewhere = elsewhere
            .filter_map(|other| same(Part::Config, other))
            .next();
        return elsewhere.map(Meant::Place).or(near.map(Meant::Name));
    }
    if !matches!(table, "" | "runners") && !table.starts_with("runners.") {
        return near.map(Meant::Name).or_else(|| moved_away(key));
    }
    // Settings of the runner belong into its own document.
    let runners = COMMON_TABLES.iter().filter(|other| !other.is_empty());
    let runners = runners.filter_map(|other| same(Part::Config, other)).next();
    near.map(Meant::Name)
        .or_else(|| moved_away(key))
        .or(runners.map(Meant::Place))
}

/// A value of the chart that stands in another table, if only one has the name.
fn moved_away(key: &str) -> Option<Meant> {
    let mut found = all(Part::Values)
        .iter()
        .filter(|known| known.name() == key && !known.parent().is_empty());
    let first = found.next()?;
    // Short words such as enabled are the name of many.
    found.next().is_none().then_some(Meant::Place(first))
}

/// The key of a table that differs by a slip. Of a table that is gone, keys that are gone count.
fn nearest(part: Part, table: &str, word: &str) -> Option<&'static Key> {
    let gone = find(part, table).is_some_and(|table| table.removed.is_some());
    let siblings = || children(part, table).filter(|known| gone || known.removed.is_none());
    let near = suggest::nearest(word, siblings().map(Key::name))?;
    siblings().find(|known| known.name() == near)
}

/// Whether a key at the top of values is for Helm, a parent chart or a YAML anchor, and not for the chart.
pub fn is_foreign(key: &str) -> bool {
    const PARENTS: [&str; 7] = [
        "enabled",
        "install",
        "global",
        "condition",
        "gitlab",
        "fullname",
        "exports",
    ];
    PARENTS.contains(&key) || key.starts_with(['.', '_', '$']) || key.starts_with("x-")
}

/// Names of other tables, tools or releases that people write, and the path in `config.toml` of the key that does it.
pub fn slip(key: &str, table: &str) -> Option<&'static str> {
    Some(match (table, key) {
        (_, "pre_clone_script") => "runners.pre_get_sources_script",
        ("runners.kubernetes", "cpus" | "cpu") => "runners.kubernetes.cpu_limit",
        ("runners.kubernetes", "memory") => "runners.kubernetes.memory_limit",
        ("runners.kubernetes", "service_cpus") => "runners.kubernetes.service_cpu_limit",
        ("runners.kubernetes", "service_memory") => "runners.kubernetes.service_memory_limit",
        ("runners.kubernetes", "helper_cpus") => "runners.kubernetes.helper_cpu_limit",
        ("runners.kubernetes", "helper_memory") => "runners.kubernetes.helper_memory_limit",
        ("runners.kubernetes", "dns") => "runners.kubernetes.dns_config",
        ("runners.kubernetes", "extra_hosts") => "runners.kubernetes.host_aliases",
        ("runners.kubernetes" | "runners", "image_pull_policy") => "runners.kubernetes.pull_policy",
        ("runners.kubernetes", "service_account_name") => "runners.kubernetes.service_account",
        ("runners.kubernetes", "tolerations") => "runners.kubernetes.node_tolerations",
        ("runners", "cpu_limits") => "runners.kubernetes.cpu_limit",
        ("runners", "memory_limits") => "runners.kubernetes.memory_limit",
        _ => return None,
    })
}

/// `nodeSelector` as `node_selector`.
pub fn snake(key: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_understood() {
        let check = |part, table: &str, key: &str, expect: &str| {
            let found = match meant(part, table, key) {
                None => String::new(),
                Some(Meant::Name(key)) => ["=", key.path].concat(),
                Some(Meant::Place(key)) => [">", key.path].concat(),
                Some(Meant::GitLab) => "gitlab".to_string(),
            };
            assert_eq!(found, expect, "{table} {key}");
        };
        let config = Part::Config;
        check(
            config,
            "runners.kubernetes",
            "cpu_limits",
            "=runners.kubernetes.cpu_limit",
        );
        check(
            config,
            "runners.kubernetes",
            "nodeSelector",
            "=runners.kubernetes.node_selector",
        );
        check(
            config,
            "runners.kubernetes",
            "image-pull-secrets",
            "=runners.kubernetes.image_pull_secrets",
        );
        check(
            config,
            "runners.kubernetes",
            "cpus",
            "=runners.kubernetes.cpu_limit",
        );
        check(
            config,
            "runners.kubernetes",
            "pre_build_script",
            ">runners.pre_build_script",
        );
        check(config, "", "privileged", ">runners.kubernetes.privileged");
        check(config, "runners", "tags", "gitlab");
        check(config, "runners.kubernetes", "nothing_like_it", "");
        let values = Part::Values;
        check(values, "", "gitlabURL", "=gitlabUrl");
        check(values, "", "unregisterRunner", "=unregisterRunners");
        check(
            values,
            "runners",
            "poll_timeout",
            ">runners.kubernetes.poll_timeout",
        );
        check(values, "", "privileged", ">runners.kubernetes.privileged");
        check(
            values,
            "sessionServer",
            "clusterWideAccess",
            ">rbac.clusterWideAccess",
        );
        check(
            values,
            "runners.builds",
            "cpuLimits",
            "=runners.builds.cpuLimit",
        );
        check(values, "", "wholly_other", "");
    }
}
