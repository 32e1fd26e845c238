//! Judges how volumes are declared: the kind is part of the table's name.

use runwright_model::catalogue::Part;
use runwright_model::{Edit, say};

use super::super::node::{Entry, Node, Value};
use super::super::report::Report;
use super::super::{fix, rules, schema, suggest};

const TABLE: &str = "runners.kubernetes.volumes";

pub fn check(kubernetes: &Node, out: &mut Report) {
    let Some(volumes) = kubernetes.entry_any_case("volumes") else {
        return;
    };
    let Value::Map(kinds) = &volumes.node.value else {
        if !volumes.node.is_unknown() {
            out.say(
                rules::VOLUME_FORM,
                volumes.at,
                ("volumes must be a table of kinds", "volumes 应按类型分表"),
                (
                    "The runner refuses the file. The kind belongs to the header, as in [[runners.kubernetes.volumes.empty_dir]].",
                    "Runner 会拒绝该文件。类型要写在表头里，例如 [[runners.kubernetes.volumes.empty_dir]]。",
                ),
            );
            let label = say!(out.lang, "Write the kind in the header", "把类型写进表头");
            let edits = fix::anew(volumes, Part::Config, TABLE, &volumes.node);
            out.fix(label, edits);
        }
        return;
    };
    for entry in kinds {
        if out.is_full() {
            return;
        }
        let kind = entry.key.to_ascii_lowercase();
        let Some(table) = schema::table("runners.kubernetes.volumes") else {
            return;
        };
        if table.get(&kind).is_none() {
            let meant = fix::volume_kind(&kind).or_else(|| suggest::nearest(&kind, table.names()));
            let known = table.names().collect::<Vec<_>>().join(", ");
            let key = &entry.key;
            let body = match meant {
                Some(meant) => say!(
                    out.lang,
                    "The volume is ignored. Write [[runners.kubernetes.volumes.{meant}]].",
                    "该卷会被忽略。请写成 [[runners.kubernetes.volumes.{meant}]]。"
                ),
                None => say!(
                    out.lang,
                    "The volume is ignored. Kinds are {known}.",
                    "该卷会被忽略。可用类型：{known}。"
                ),
            };
            out.tell(
                rules::VOLUME_KIND,
                entry.at,
                say!(
                    out.lang,
                    "there is no kind of volume {key}",
                    "没有名为 {key} 的卷类型"
                ),
                body,
            );
            if let Some(meant) = meant {
                let label = say!(out.lang, "Rename to {meant}", "改名为 {meant}");
                out.fix(label, renamed(entry, meant, &volumes.node));
            }
        } else if entry.node.list().is_none() && !entry.node.is_unknown() {
            out.tell(
                rules::VOLUME_FORM,
                entry.at,
                say!(out.lang, "volumes.{kind} must be a list of tables", "volumes.{kind} 应为表的数组"),
                say!(out.lang, "The runner refuses the file. Write [[runners.kubernetes.volumes.{kind}]] with two brackets.", "Runner 会拒绝该文件。请用双层方括号：[[runners.kubernetes.volumes.{kind}]]。"),
            );
            let path = [TABLE, ".", &kind].concat();
            let label = say!(out.lang, "Write a list of tables", "改写为表的数组");
            let edits = fix::anew(entry, Part::Config, &path, &entry.node);
            out.fix(label, edits);
        }
    }
}

/// The volumes under the right kind, behind those that are there.
fn renamed(entry: &Entry, kind: &str, volumes: &Node) -> Option<Vec<Edit>> {
    if !(entry.node.is_small() && volumes.is_small()) {
        return None;
    }
    let own = match &entry.node.value {
        Value::List(items) => items.clone(),
        _ => vec![entry.node.clone()],
    };
    let known = volumes.entry_any_case(kind);
    let mut items = known
        .map(|known| known.node.items().to_vec())
        .unwrap_or_default();
    items.extend(own);
    let meant = Node {
        at: entry.node.at,
        value: Value::List(items),
    };
    fix::anew(entry, Part::Config, &[TABLE, ".", kind].concat(), &meant)
}
