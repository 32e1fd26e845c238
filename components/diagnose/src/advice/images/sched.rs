//! Holds the commands that all advice on scheduling begins with.

use super::parts::*;
use crate::advice::{Case, Say};
use runwright_model::protocol::{Advice, Step};

/// Describes the pod: why the scheduler left it.
pub(super) fn describe<'a>(case: &Case, advice: &'a mut Advice) -> &'a mut Step {
    let head = case.commands().jobs(&["describe", "pod"]);
    let command = [&head, " ", &case.pod()].concat();
    advice.step(
        p(
            case,
            "Read `Events` at the end: the scheduler counts the nodes by reason.",
            "查看末尾的 `Events`：调度器按原因统计节点数。",
        ),
        on_pod(case, command),
    )
}

/// The labels of the plan's node selector as kubectl's selector; empty for none.
pub(super) fn selector(case: &Case) -> String {
    let labels = case.plan.nodes.selector.iter();
    let labels: Vec<String> = labels
        .filter(|label| !label.key.is_empty())
        .map(|label| [label.key.as_str(), "=", &label.value].concat())
        .collect();
    labels.join(",")
}

/// `kubectl get nodes` on those the plan's labels choose.
pub(super) fn get_nodes(case: &Case, more: &[&str]) -> String {
    let selector = selector(case);
    let mut words = vec!["get", "nodes"];
    if !selector.is_empty() {
        words.extend(["--selector", &selector]);
    }
    words.extend(more);
    case.commands().kubectl(&words)
}
