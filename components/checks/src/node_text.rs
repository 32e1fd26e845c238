//! Says what was left out of pasted nodes.

use runwright_model::answer::{NodeProblem, NodeProblemId as Id};
use runwright_model::text::t;
use runwright_model::{Lang, say};

/// One sentence for each problem, in order.
pub fn node_problems(problems: &[NodeProblem], lang: Lang) -> Vec<String> {
    problems.iter().map(|problem| text(problem, lang)).collect()
}

fn text(problem: &NodeProblem, lang: Lang) -> String {
    let arg = |index: usize| problem.args.get(index).map_or("", String::as_str);
    let (a, b, c) = (arg(0), arg(1), arg(2));
    let fixed = match problem.id {
        Id::Empty => t(
            "Paste the output of kubectl get nodes -o json.",
            "请粘贴 kubectl get nodes -o json 的输出。",
        ),
        Id::NotJson => t(
            "There is no JSON in the text. Use kubectl get nodes -o json.",
            "文本中没有 JSON。请使用 kubectl get nodes -o json。",
        ),
        Id::Table => t(
            "This is the table for people. Add -o json to kubectl get nodes.",
            "这是供人阅读的表格。请给 kubectl get nodes 加上 -o json。",
        ),
        Id::NoNodes => t("The list holds no nodes.", "列表中没有节点。"),
        Id::ExtraText => t(
            "Text before or after the JSON was ignored.",
            "JSON 前后的文本已忽略。",
        ),
        Id::BadJson => {
            return say!(
                lang,
                "The JSON has a fault at line {}, column {}; it may have been cut off.",
                "JSON 在第 {} 行第 {} 列有误，可能没有复制完整。",
                a,
                b
            );
        }
        Id::NotNodes => {
            return say!(
                lang,
                "This is a {}, not a list of nodes.",
                "这是 {}，不是节点列表。",
                a
            );
        }
        Id::OtherKinds => {
            return say!(
                lang,
                "{} objects that are no nodes were left out.",
                "已略过 {} 个非节点对象。",
                a
            );
        }
        Id::Unschedulable => {
            return say!(
                lang,
                "{} is cordoned and was left out.",
                "{} 已停止调度，未计入。",
                a
            );
        }
        Id::NotReady => {
            return say!(
                lang,
                "{} is not ready and was left out.",
                "{} 未就绪，未计入。",
                a
            );
        }
        Id::Missing => {
            return say!(
                lang,
                "{} has no {} and was left out.",
                "{} 没有 {}，未计入。",
                a,
                b
            );
        }
        Id::More => {
            return say!(
                lang,
                "{} further remarks are left out.",
                "另有 {} 条说明未列出。",
                a
            );
        }
        Id::BadQuantity => {
            return say!(
                lang,
                "{} was left out: {} is “{}”, which is no quantity.",
                "{} 未计入：{} 为“{}”，不是有效数量。",
                a,
                b,
                c
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
            Id::NotJson,
            Id::BadJson,
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
                    .all(|text| !text.is_empty())
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
