//! Says volumes as the plan holds them: as rows where these can say all of a kind.

use runwright_model::catalogue::Part;
use runwright_model::plan::VolumeKind;
use runwright_model::{Draft, Edit, Json, Plan, Row, Value, json};

use super::Bound;

const TABLE: &str = "config.runners.kubernetes.volumes.";
/// The certificates of Docker-in-Docker, which come with the way images are built.
const CERTIFICATES: &str = "/certs/client";

/// Puts the volumes that edits set by kind into the plan's rows, together with those of the other kinds. None where
/// the plan would write one of them a second time.
pub fn settle(mut edits: Vec<Edit>, bound: &Bound) -> Option<Vec<Edit>> {
    let kind_of = |edit: &Edit| {
        let word = edit.field.strip_prefix(TABLE)?;
        let option = VolumeKind::OPTIONS
            .iter()
            .find(|option| option.value == word)?;
        let text = edit.value.as_ref()?.text()?;
        Some((option.value, json::read(text).ok()?))
    };
    let changed: Vec<(&str, Json)> = edits.iter().filter_map(kind_of).collect();
    if changed.is_empty() {
        return Some(edits);
    }
    let mut rows = Vec::new();
    for option in VolumeKind::OPTIONS {
        let kind = option.value;
        let new = changed
            .iter()
            .find(|(name, _)| *name == kind)
            .map(|(_, json)| json.clone());
        let is_new = new.is_some();
        let path = ["runners.kubernetes.volumes.", kind].concat();
        let old = || {
            let node = bound.find(Part::Config, &path)?;
            node.list()
                .filter(|_| node.is_small())
                .and_then(|_| super::json(node))
        };
        let Some(json) = new.or_else(old) else {
            continue;
        };
        let items = json.list().unwrap_or_default();
        let certificates = items.iter().any(|item| {
            let path = item.get("mount_path").and_then(Json::text);
            path.is_some_and(|path| path.trim_end_matches('/') == CERTIFICATES)
        });
        if certificates && is_new {
            return None;
        }
        let read: Option<Vec<Row>> = items.iter().map(|item| row(item, kind)).collect();
        let Some(read) = read.filter(|read| !certificates && is_sound(read)) else {
            continue;
        };
        rows.extend(read);
        if is_new {
            let id = [TABLE, kind].concat();
            edits.retain(|edit| edit.field != id);
            edits.push(Edit::reset(&id));
        }
    }
    edits.push(Edit::set("job.volumes", Value::Rows(rows)));
    Some(edits)
}

/// Whether the plan takes the rows.
fn is_sound(rows: &[Row]) -> bool {
    let mut draft = Draft::default();
    draft.set("job.volumes", Value::Rows(rows.to_vec()));
    Plan::read(&draft).problems.is_empty()
}

/// A volume as a row; none of one that says more.
fn row(item: &Json, kind: &str) -> Option<Row> {
    let known = ["name", "mount_path", "medium", "size_limit", "read_only"];
    let fits = |(key, _): &(String, Json)| known.contains(&key.as_str());
    if !item.entries()?.iter().all(fits) {
        return None;
    }
    let text = |key: &str| match item.get(key) {
        Some(found) => found.scalar(),
        None => Some(""),
    };
    let (medium, size, read_only) = (text("medium")?, text("size_limit")?, text("read_only")?);
    let possible = if kind == VolumeKind::EmptyDir.word() {
        read_only.is_empty() && matches!(medium, "" | "Memory")
    } else {
        medium.is_empty() && size.is_empty()
    };
    // Without either the plan would leave it out.
    let named = !text("name")?.is_empty() && !text("mount_path")?.is_empty();
    let on = |on: bool| if on { "true" } else { "" };
    let cells = [
        ("kind", kind),
        ("name", text("name")?),
        ("mount_path", text("mount_path")?),
        ("size", size),
        ("in_memory", on(!medium.is_empty())),
        ("read_only", on(read_only == "true")),
    ];
    let mut row = Row::new();
    for (id, cell) in cells.into_iter().filter(|(_, cell)| !cell.is_empty()) {
        row.insert(id.to_owned(), cell.to_owned());
    }
    (possible && named).then_some(row)
}
