//! Names values that the chart no longer reads.

use runwright_model::catalogue::{self, Part};
use runwright_model::version::Version;
use runwright_model::{Edit, say};

use super::super::node::{Entry, Node};
use super::super::report::Report;
use super::super::{fix, rules, schema};

/// Values of `runners` read before chart 0.53, and what stands for them in `runners.config`.
const MOVED: [(&str, &str); 29] = [
    ("image", "[runners.kubernetes] image"),
    ("imagePullPolicy", "[runners.kubernetes] pull_policy"),
    (
        "imagePullSecrets",
        "[runners.kubernetes] image_pull_secrets",
    ),
    ("privileged", "[runners.kubernetes] privileged"),
    ("namespace", "[runners.kubernetes] namespace"),
    ("requestConcurrency", "[[runners]] request_concurrency"),
    ("outputLimit", "[[runners]] output_limit"),
    ("pollTimeout", "[runners.kubernetes] poll_timeout"),
    ("serviceAccountName", "[runners.kubernetes] service_account"),
    ("cloneUrl", "[[runners]] clone_url"),
    ("env", "[[runners]] environment"),
    ("nodeSelector", "[runners.kubernetes.node_selector]"),
    ("nodeTolerations", "[runners.kubernetes.node_tolerations]"),
    ("podLabels", "[runners.kubernetes.pod_labels]"),
    ("podAnnotations", "[runners.kubernetes.pod_annotations]"),
    (
        "pod_security_context",
        "[runners.kubernetes.pod_security_context]",
    ),
    ("builds.cpuLimit", "[runners.kubernetes] cpu_limit"),
    ("builds.cpuRequests", "[runners.kubernetes] cpu_request"),
    ("builds.memoryLimit", "[runners.kubernetes] memory_limit"),
    (
        "builds.memoryRequests",
        "[runners.kubernetes] memory_request",
    ),
    ("builds", "[runners.kubernetes]"),
    ("services", "[runners.kubernetes]"),
    ("helpers", "[runners.kubernetes]"),
    ("cache.cacheType", "[runners.cache] Type"),
    ("cache.cachePath", "[runners.cache] Path"),
    ("cache.cacheShared", "[runners.cache] Shared"),
    ("cache.s3", "[runners.cache.s3]"),
    ("cache.gcsBucketName", "[runners.cache.gcs] BucketName"),
    ("cache.gcsBucketname", "[runners.cache.gcs] BucketName"),
];

pub fn check(values: &Node, out: &mut Report) {
    // Older charts read all of these.
    if out
        .bound
        .chart
        .is_some_and(|chart| chart < Version::new(0, 53, 0))
    {
        return;
    }
    if let Some(runners) = values.get("runners") {
        for entry in runners.entries() {
            moved(entry, "", out);
            in_yaml(entry, out);
            if entry.key == "cache" {
                entry
                    .node
                    .entries()
                    .iter()
                    .for_each(|inner| moved(inner, "cache.", out));
            }
        }
    }
    for key in ["resources", "verbs"] {
        let Some(entry) = values
            .get("rbac")
            .and_then(|rbac| rbac.entry(key))
            .filter(|entry| entry.node.is_set())
        else {
            continue;
        };
        out.tell(
            rules::REMOVED_CHART_KEY,
            entry.at,
            say!(out.lang, "rbac.{key} is not read since chart 0.53", "rbac.{key} 自 Chart 0.53 起不再读取"),
            say!(out.lang, "Without rbac.rules the role allows everything in the core group. Write entries in rbac.rules.", "没有 rbac.rules 时，角色会获得 core 组的全部权限。请写入 rbac.rules。"),
        );
    }
}

/// A value without content never did anything.
fn moved(entry: &Entry, prefix: &str, out: &mut Report) {
    let key = [prefix, &entry.key].concat();
    let found = MOVED
        .iter()
        .find(|(old, _)| *old == key || (*old == "cache.s3" && key.starts_with("cache.s3")));
    let Some((_, new)) = found.filter(|_| entry.node.is_set()) else {
        return;
    };
    out.tell(
        rules::REMOVED_CHART_KEY,
        entry.at,
        say!(
            out.lang,
            "runners.{key} is not read since chart 0.53",
            "runners.{key} 自 Chart 0.53 起不再读取"
        ),
        say!(
            out.lang,
            "It is ignored. Set {new} in runners.config.",
            "该值会被忽略。请在 runners.config 中设置 {new}。"
        ),
    );
    let label = say!(out.lang, "Move to runners.config", "移到 runners.config");
    let gone = fix::drop(entry).map(|edit| vec![edit]);
    // To give jobs privileges is not the first thing to offer.
    if entry.key == "privileged" {
        out.removal(gone.clone());
    }
    out.fix(label, to_config(entry, prefix, out));
    out.removal(gone);
}

/// Values of `runners.builds` and its like, and the ends of the keys that took over.
const AMOUNTS: [(&str, &str); 4] = [
    ("cpuLimit", "cpu_limit"),
    ("cpuRequests", "cpu_request"),
    ("memoryLimit", "memory_limit"),
    ("memoryRequests", "memory_request"),
];

/// The keys of the configuration that say what a value of old charts said; none where the configuration says some of
/// it already, so that nothing changes that works.
fn to_config(entry: &Entry, prefix: &str, out: &Report) -> Option<Vec<Edit>> {
    let mut edits = vec![fix::drop(entry)?];
    let mut put = |path: &str, node: &Node| {
        if out.bound.has(Part::Config, path) {
            return None;
        }
        edits.extend(fix::set(Part::Config, path, node)?);
        Some(())
    };
    let part = match (prefix, entry.key.as_str()) {
        ("", "builds") => Some(""),
        ("", "services") => Some("service_"),
        ("", "helpers") => Some("helper_"),
        _ => None,
    };
    if let Some(part) = part {
        for inner in entry.node.map()? {
            let name = match (part, inner.key.as_str()) {
                ("helper_", "image") => "image",
                (_, key) => AMOUNTS.iter().find(|(old, _)| *old == key)?.1,
            };
            put(&["runners.kubernetes.", part, name].concat(), &inner.node)?;
        }
        return Some(edits);
    }
    let key = catalogue::find(Part::Values, &["runners.", prefix, &entry.key].concat())?;
    put(catalogue::successor(key)?.path, &entry.node)?;
    Some(edits)
}

/// `runners.kubernetes` written as YAML: the chart has no such value.
fn in_yaml(entry: &Entry, out: &mut Report) {
    let table = schema::table("runners").and_then(|table| table.get(&entry.key));
    if table == Some(schema::Type::Table) && entry.node.map().is_some() && entry.key != "cache" {
        let key = &entry.key;
        out.tell(
            rules::TOML_IN_YAML,
            entry.at,
            say!(
                out.lang,
                "the chart has no value runners.{key}",
                "Chart 没有 runners.{key} 这个值"
            ),
            say!(
                out.lang,
                "It is ignored. Settings of the runner are TOML in the text of runners.config.",
                "该值会被忽略。Runner 的设置要以 TOML 写在 runners.config 的文本里。"
            ),
        );
        let path = ["runners.", key].concat();
        let label = say!(out.lang, "Move to runners.config", "移到 runners.config");
        out.fix(label, from_yaml(entry, &path, out));
        out.removal(fix::drop(entry).map(|edit| vec![edit]));
    }
}

/// A table of the runner's settings; none where the configuration has one of them, or where one is not known.
fn from_yaml(entry: &Entry, path: &str, out: &Report) -> Option<Vec<Edit>> {
    let free = entry.node.entries().iter().all(|inner| {
        fix::child(Part::Config, path, &inner.key)
            .is_some_and(|key| !out.bound.has(Part::Config, key.path))
    });
    free.then(|| fix::moved(entry, Part::Config, path))?
}
