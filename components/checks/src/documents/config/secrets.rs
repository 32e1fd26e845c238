//! Finds credentials in clear text.

use runwright_model::catalogue::{self, Part};
use runwright_model::{Edit, say};

use super::super::fix;
use super::super::node::{Entry, Node};
use super::super::report::Report;
use super::super::rules;

/// The Secret that a fix names for the credentials of a cache.
const CACHE_SECRET: &str = "gitlab-runner-cache";

/// Whether a text is a credential that somebody could use: no placeholder and no template.
pub fn is_clear(node: &Node) -> bool {
    let Some(text) = node.text().map(str::trim) else {
        return false;
    };
    let lower = text.to_ascii_lowercase();
    let placeholder = [
        "replace",
        "your",
        "changeme",
        "change_me",
        "example",
        "<",
        "…",
        "xxx",
        "***",
        "${",
        "{{",
        "redacted",
    ];
    !text.is_empty() && !placeholder.iter().any(|word| lower.contains(word))
}

/// Judges one key; tokens of the runner have rules of their own.
pub fn check(entry: &Entry, path: &str, out: &mut Report) {
    let Some(key) = catalogue::find(Part::Config, path) else {
        return;
    };
    if !key.secret || matches!(path, "runners.token" | "sentry_dsn") || !is_clear(&entry.node) {
        return;
    }
    let name = &entry.key;
    let cache = path.starts_with("runners.cache.");
    let body = if cache {
        say!(
            out.lang,
            "Whoever reads this file can read and write the cache. Keep the keys in a Secret and name it in the chart's value runners.cache.secretName.",
            "能读到此文件的人都能读写缓存。请把密钥放入 Secret，并在 Chart 的 runners.cache.secretName 中指定。"
        )
    } else {
        say!(
            out.lang,
            "Whoever reads this file can use it. Keep it out of version control.",
            "能读到此文件的人都能使用它。请勿提交到版本库。"
        )
    };
    out.tell(
        rules::CLEAR_SECRET,
        entry.at,
        say!(
            out.lang,
            "{name} stands here in clear text",
            "此处以明文写着 {name}"
        ),
        body,
    );
    if cache {
        let label = say!(out.lang, "Keep it in a Secret", "改存于 Secret");
        out.fix(label, to_secret(out));
    }
}

/// Takes every credential of the cache out and names a Secret in the chart's values.
fn to_secret(out: &Report) -> Option<Vec<Edit>> {
    out.bound.values.as_ref()?;
    let cache = out.bound.find(Part::Config, "runners.cache")?;
    let mut edits = Vec::new();
    for table in cache.entries() {
        for entry in table.node.entries() {
            let path = ["runners.cache.", &table.key, ".", &entry.key].concat();
            let secret = catalogue::find(Part::Config, &path).is_some_and(|key| key.secret);
            if secret {
                edits.push(fix::drop(entry)?);
            }
        }
    }
    let named = out.bound.find(Part::Values, "runners.cache.secretName");
    if !named.is_some_and(Node::is_set) {
        edits.push(Edit::set("values.runners.cache.secretName", CACHE_SECRET));
    }
    Some(edits)
}
