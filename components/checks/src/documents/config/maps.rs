//! Judges the tolerations, and shows what the tables of strings look like.

use runwright_model::catalogue::Part;
use runwright_model::say;

use super::super::node::{Node, Value};
use super::super::report::Report;
use super::super::{fix, rules};

/// A line of a map, as it is written.
pub fn sample(key: &str) -> &'static str {
    match key {
        "node_tolerations" => "\"ci=true\" = \"NoSchedule\"",
        "node_selector" => "\"kubernetes.io/os\" = \"linux\"",
        "pod_labels" => "\"team\" = \"ci\"",
        "pod_annotations" => "\"example.com/owner\" = \"ci\"",
        "retry_limits" => "\"TLS handshake timeout\" = 10",
        "feature_flags" => "FF_PRINT_POD_EVENTS = true",
        _ => "\"key\" = \"value\"",
    }
}

pub fn check(kubernetes: &Node, out: &mut Report) {
    let Some(tolerations) = kubernetes.entry_any_case("node_tolerations") else {
        return;
    };
    for entry in tolerations.node.entries() {
        if out.is_full() {
            return;
        }
        let Value::Text(effect) = &entry.node.value else {
            continue;
        };
        if matches!(
            effect.as_str(),
            "" | "NoSchedule" | "PreferNoSchedule" | "NoExecute"
        ) || super::labels::is_setting(&entry.key, "node_tolerations")
        {
            continue;
        }
        out.tell(
            rules::TAINT_EFFECT,
            entry.node.at,
            say!(out.lang, "“{effect}” is no taint effect", "“{effect}”不是有效的污点效果"),
            say!(
                out.lang,
                "Kubernetes refuses the pod. The key is key or key=value, the value one of NoSchedule, PreferNoSchedule, NoExecute, or empty for every effect.",
                "Kubernetes 会拒绝该 Pod。键写 key 或 key=value，值为 NoSchedule、PreferNoSchedule、NoExecute 之一，留空表示所有效果。"
            ),
        );
        let path = "runners.kubernetes.node_tolerations";
        let label = out
            .lang
            .pick(
                "Write the effect as Kubernetes spells it",
                "按 Kubernetes 的拼写改写",
            )
            .to_owned();
        let edits = fix::anew(entry, Part::Config, path, &tolerations.node);
        out.fix(label, edits);
    }
}
