//! Says what was left out of pasted nodes, and what their pods mean.

use runwright_model::answer::{NodeProblem, NodeProblemId as Id};
use runwright_model::text::t;
use runwright_model::{Lang, say};

/// One sentence for each problem, in order.
pub fn node_problems(problems: &[NodeProblem], lang: Lang) -> Vec<String> {
    problems.iter().map(|problem| text(problem, lang)).collect()
}

fn text(problem: &NodeProblem, lang: Lang) -> String {
    let arg = |index: usize| problem.args.get(index).map_or("", String::as_str);
    let (a, b, c, d) = (arg(0), arg(1), arg(2), arg(3));
    let fixed = match problem.id {
        Id::Empty => t(
            "Paste the output of `kubectl get nodes,pods -A -o json`, of the same with `-o yaml`, or of `kubectl describe nodes`.",
            "请粘贴 `kubectl get nodes,pods -A -o json`（或 `-o yaml`）或 `kubectl describe nodes` 的输出。",
        ),
        Id::Unknown => t(
            "There are no nodes in the text. `kubectl get nodes,pods -A -o json`, the same with `-o yaml`, and `kubectl describe nodes` are read.",
            "文本中没有节点。可读取 `kubectl get nodes,pods -A -o json`（或 `-o yaml`）以及 `kubectl describe nodes` 的输出。",
        ),
        Id::Table => t(
            "This table is for people and holds no amounts. Add `-o json` or `-o yaml`, or use `kubectl describe nodes`.",
            "这是供人阅读的表格，不含资源数量。请加上 `-o json` 或 `-o yaml`，或改用 `kubectl describe nodes`。",
        ),
        Id::NoNodes => t(
            "There are no nodes in the list. `kubectl get nodes,pods -A -o json` gives nodes and pods together.",
            "列表中没有节点。`kubectl get nodes,pods -A -o json` 可同时给出节点与 Pod。",
        ),
        Id::ExtraText => t(
            "Text before or after the output was ignored.",
            "输出前后的文本已忽略。",
        ),
        Id::BadJson => {
            return say!(
                lang,
                "The JSON has a fault at line {a}, column {b}; it may have been cut off. Paste it whole.",
                "JSON 在第 {a} 行第 {b} 列有误，可能没有复制完整。请完整粘贴。"
            );
        }
        Id::BadYaml => {
            return say!(
                lang,
                "Line {a} of the YAML cannot be read; the rest was. It may have been cut off.",
                "YAML 第 {a} 行无法读取，其余部分已读取。可能没有复制完整。"
            );
        }
        Id::NotNodes if a.is_empty() => t("This is no list of nodes.", "这不是节点列表。"),
        Id::NotNodes => {
            return say!(
                lang,
                "This is a {a}, not a list of nodes.",
                "这是 {a}，不是节点列表。"
            );
        }
        Id::OtherKinds => {
            return say!(
                lang,
                "{a} objects that are neither nodes nor pods were left out.",
                "已略过 {a} 个既非节点也非 Pod 的对象。"
            );
        }
        Id::Unschedulable => {
            return say!(
                lang,
                "{a} is cordoned and was left out.",
                "{a} 已停止调度，未计入。"
            );
        }
        Id::NotReady => {
            return say!(
                lang,
                "{a} is not ready and was left out.",
                "{a} 未就绪，未计入。"
            );
        }
        Id::Missing => {
            return say!(
                lang,
                "{a} has no {b} and was left out.",
                "{a} 没有 {b}，未计入。"
            );
        }
        Id::More => {
            return say!(
                lang,
                "{a} further remarks are left out.",
                "另有 {a} 条说明未列出。"
            );
        }
        Id::BadQuantity => {
            return say!(
                lang,
                "{a} was left out: {b} is “{c}”, which is no quantity.",
                "{a} 未计入：{b} 为“{c}”，不是有效数量。"
            );
        }
        Id::PodsCut => {
            return say!(
                lang,
                "{a} has {c} pods, but {b} stand in its table: the text may have been cut off.",
                "{a} 有 {c} 个 Pod，表中只有 {b} 个，文本可能没有复制完整。"
            );
        }
        Id::OneNamespace => t(
            "The pods are of one namespace, so they do not say what DaemonSets take. Add `-A`.",
            "这些 Pod 只属于一个命名空间，无法得知 DaemonSet 的占用。请加上 `-A`。",
        ),
        Id::Guessed => t(
            "Which pods belong to DaemonSets was told by their names: once on each node of a group. `kubectl get nodes,pods -A -o json` says it exactly.",
            "DaemonSet 的 Pod 按名称判断：在同组每个节点上各出现一次。`kubectl get nodes,pods -A -o json` 可给出精确结果。",
        ),
        Id::GuessedOne => t(
            "One node does not tell which pods belong to DaemonSets: all but runner managers and CI jobs are taken off. `kubectl get nodes,pods -A -o json` says it exactly.",
            "只有一个节点，无法区分 DaemonSet 的 Pod：除 Runner 管理器与 CI 作业外全部扣除。`kubectl get nodes,pods -A -o json` 可给出精确结果。",
        ),
        Id::JobPods if a == "1" => t(
            "1 pod of a CI job is not taken off: its room is what jobs are given.",
            "有 1 个 CI 作业 Pod，未扣除：它占用的正是留给作业的容量。",
        ),
        Id::JobPods => {
            return say!(
                lang,
                "{a} pods of CI jobs are not taken off: their room is what jobs are given.",
                "有 {a} 个 CI 作业 Pod，未扣除：它们占用的正是留给作业的容量。"
            );
        }
        Id::ManagerPods if a == "1" => t(
            "1 runner manager is not taken off here: the plan has its managers.",
            "有 1 个 Runner 管理器，此处未扣除：方案中已有管理器。",
        ),
        Id::ManagerPods => {
            return say!(
                lang,
                "{a} runner managers are not taken off here: the plan has its managers.",
                "有 {a} 个 Runner 管理器，此处未扣除：方案中已有管理器。"
            );
        }
        Id::OtherPods if b == "1" => {
            return say!(
                lang,
                "Besides, 1 other pod on {a} asks for {c} CPU and {d} of memory. It is not taken off.",
                "此外，{a} 上另有 1 个 Pod，请求 {c} CPU 与 {d} 内存，未扣除。"
            );
        }
        Id::OtherPods => {
            return say!(
                lang,
                "Besides, {b} other pods on {a} ask for {c} CPU and {d} of memory. They are not taken off.",
                "此外，{a} 上另有 {b} 个 Pod，共请求 {c} CPU 与 {d} 内存，未扣除。"
            );
        }
    };
    fixed.get(lang).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_has_its_sentence_and_missing_arguments_do_no_harm() {
        let all = [
            Id::Empty,
            Id::Unknown,
            Id::BadJson,
            Id::BadYaml,
            Id::Table,
            Id::NotNodes,
            Id::NoNodes,
            Id::OtherKinds,
            Id::ExtraText,
            Id::Unschedulable,
            Id::NotReady,
            Id::Missing,
            Id::BadQuantity,
            Id::More,
            Id::PodsCut,
            Id::OneNamespace,
            Id::Guessed,
            Id::GuessedOne,
            Id::JobPods,
            Id::ManagerPods,
            Id::OtherPods,
        ];
        let problem = |id| NodeProblem {
            id,
            args: Vec::new(),
        };
        let problems: Vec<_> = all.into_iter().map(problem).collect();
        for lang in [Lang::En, Lang::Zh] {
            assert!(
                node_problems(&problems, lang)
                    .iter()
                    .all(|text| !text.is_empty() && text.matches('`').count() % 2 == 0)
            );
        }
        let cordoned = NodeProblem {
            id: Id::Unschedulable,
            args: vec!["worker-3".into()],
        };
        assert_eq!(
            node_problems(&[cordoned], Lang::En),
            ["worker-3 is cordoned and was left out."]
        );
    }
}
