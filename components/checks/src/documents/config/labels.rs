//! Finds settings that became labels because they stand below the header of a map.

use runwright_model::catalogue::{self, Part};
use runwright_model::say;

use super::super::node::Node;
use super::super::report::Report;
use super::super::{fix, rules};

const MAPS: [&str; 4] = [
    "node_selector",
    "node_tolerations",
    "pod_labels",
    "pod_annotations",
];

/// Whether a key of a map is a setting of the tables around it. Labels are free, so only names count that
/// hardly anyone gives a label: those with an underscore, and three others.
pub fn is_setting(key: &str, map: &str) -> bool {
    if !MAPS.contains(&map) {
        return false;
    }
    let plain = matches!(key, "namespace" | "image" | "privileged");
    plain || (key.contains('_') && home(key).is_some())
}

/// The table that has the key, a plural by slip included.
fn home(key: &str) -> Option<&'static str> {
    home_and_key(key).map(|(table, _)| table)
}

fn home_and_key(key: &str) -> Option<(&'static str, &'static catalogue::Key)> {
    let singular = key.strip_suffix('s').unwrap_or(key);
    ["runners.kubernetes", "runners"]
        .into_iter()
        .find_map(|table| {
            let known = fix::child(Part::Config, table, key)
                .or_else(|| fix::child(Part::Config, table, singular))?;
            Some((table, known))
        })
}

pub fn check(kubernetes: &Node, out: &mut Report) {
    for map in MAPS {
        let Some(found) = kubernetes.entry_any_case(map) else {
            continue;
        };
        for entry in found
            .node
            .entries()
            .iter()
            .filter(|entry| is_setting(&entry.key, map))
        {
            if out.is_full() {
                return;
            }
            let key = &entry.key;
            let table = home(key).unwrap_or("runners.kubernetes");
            let home = super::keys::shown(table);
            out.tell(
                rules::SETTING_AS_LABEL,
                entry.at,
                say!(out.lang, "{key} stands in {map} and is read as one of its entries", "{key} 写在了 {map} 中，会被当作其中一项"),
                say!(
                    out.lang,
                    "A key belongs to the last header above it, whatever its indent. Move it up, before the first sub-table of {home}.",
                    "键归属于上方最近的表头，与缩进无关。请把它移到 {home} 的第一个子表之前。"
                ),
            );
            let gone = fix::drop(entry).map(|drop| {
                let path = ["runners.kubernetes.", map].concat();
                let rest = fix::without(&found.node, entry, Part::Config, &path);
                let mut edits = vec![drop];
                edits.extend(rest.unwrap_or_default());
                edits
            });
            if let Some((_, known)) = home_and_key(key)
                && !out.bound.has(Part::Config, known.path)
                && let Some(mut edits) = gone.clone()
                && let Some(set) = fix::set(Part::Config, known.path, &entry.node)
            {
                edits.extend(set);
                let label = say!(out.lang, "Move to {home}", "移到 {home}");
                out.fix(label, Some(edits));
            }
            let label = fix::removal(out.lang);
            out.fix(label, gone);
        }
    }
}
