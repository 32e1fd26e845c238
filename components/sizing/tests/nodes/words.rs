//! Reads the notes as people do.

use super::{DESCRIBED, YAML};
use runwright_model::Lang;
use runwright_sizing::nodes::rows;

#[track_caller]
fn check(text: &str, en: &[&str], zh: &[&str]) {
    assert_eq!(rows(text, Lang::En).notes, en);
    assert_eq!(rows(text, Lang::Zh).notes, zh);
}

#[test]
fn notes_say_what_was_read_and_what_was_not() {
    check(
        YAML,
        &[
            "3 nodes in 2 groups were read.",
            "1 pod of a CI job is not taken off: its room is what jobs are given.",
            "1 runner manager is not taken off here: the plan has its managers.",
            "Besides, 1 other pod on system asks for 0.27 CPU and 130 MiB of memory. It is not taken off.",
        ],
        &[
            "已读取 3 个节点，分为 2 组。",
            "有 1 个 CI 作业 Pod，未扣除：它占用的正是留给作业的容量。",
            "有 1 个 Runner 管理器，此处未扣除：方案中已有管理器。",
            "此外，system 上另有 1 个 Pod，请求 0.27 CPU 与 130 MiB 内存，未扣除。",
        ],
    );
    let start = DESCRIBED.find("Non-terminated").expect("stands there");
    check(
        &DESCRIBED[..start],
        &[
            "1 node was read.",
            "The text tells no pods, so what DaemonSets use is not known from it. `kubectl get nodes,pods -A -o json` tells it.",
        ],
        &[
            "已读取 1 个节点。",
            "文本中没有 Pod，无法得知 DaemonSet 的占用。`kubectl get nodes,pods -A -o json` 会给出。",
        ],
    );
    check(
        "NAME STATUS\na Ready\n",
        &[
            "This table is for people and holds no amounts. Add `-o json` or `-o yaml`, or use `kubectl describe nodes`.",
        ],
        &[
            "这是供人阅读的表格，不含资源数量。请加上 `-o json` 或 `-o yaml`，或改用 `kubectl describe nodes`。",
        ],
    );
}
