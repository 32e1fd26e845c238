//! Judges how volumes are declared: the kind is part of the table's name.

use runwright_model::say;

use super::super::node::{Node, Value};
use super::super::report::Report;
use super::super::{rules, schema, suggest};

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
        }
        return;
    };
    for entry in kinds {
        let kind = entry.key.to_ascii_lowercase();
        let Some(table) = schema::table("runners.kubernetes.volumes") else {
            return;
        };
        if table.get(&kind).is_none() {
            let meant = match kind.as_str() {
                "configmap" => Some("config_map"),
                "persistent_volume_claim" | "persistentvolumeclaim" => Some("pvc"),
                "emptydir" => Some("empty_dir"),
                "hostpath" => Some("host_path"),
                other => suggest::nearest(other, table.names()),
            };
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
        } else if entry.node.list().is_none() && !entry.node.is_unknown() {
            out.tell(
                rules::VOLUME_FORM,
                entry.at,
                say!(out.lang, "volumes.{kind} must be a list of tables", "volumes.{kind} 应为表的数组"),
                say!(out.lang, "The runner refuses the file. Write [[runners.kubernetes.volumes.{kind}]] with two brackets.", "Runner 会拒绝该文件。请用双层方括号：[[runners.kubernetes.volumes.{kind}]]。"),
            );
        }
    }
}
