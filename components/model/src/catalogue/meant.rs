//! Finds the key that a wrong one was meant to be.

use super::{Key, Part, children, find};
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
    if GITLAB.contains(&snake.as_str()) && matches!(table, "" | "runners") {
        return Some(Meant::GitLab);
    }
    if let Some(known) = slip(&snake, table).and_then(|path| find(Part::Config, path)) {
        return Some(if part == Part::Config {
            Meant::Name(known)
        } else {
            Meant::Place(known)
        });
    }
    let elsewhere = COMMON_TABLES
        .iter()
        .filter(|other| part == Part::Values || **other != table)
        .filter(|_| part == Part::Config || table == "runners" || table.starts_with("runners."))
        .find_map(|other| same(Part::Config, other));
    if let Some(known) = elsewhere {
        return Some(Meant::Place(known));
    }
    let siblings = || children(part, table).filter(|known| known.removed.is_none());
    let word = if part == Part::Config { &snake } else { key };
    let near = suggest::nearest(word, siblings().map(Key::name))?;
    siblings()
        .find(|known| known.name() == near)
        .map(Meant::Name)
}

/// Names of other tables, tools or releases that people write, and the path of the key that does it.
fn slip(key: &str, table: &str) -> Option<&'static str> {
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
        check(values, "", "wholly_other", "");
    }
}
