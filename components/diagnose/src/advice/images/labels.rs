//! Advice on pods whose node labels no node carries.

use super::parts::*;
use super::sched::*;
use crate::advice::{Case, Say};
use runwright_documents::shell::quote;
use runwright_model::plan::{AffinityMode, is_reserved};
use runwright_model::protocol::Advice;
use runwright_model::{Edit, say};

pub(super) fn labels(case: &Case, advice: &mut Advice) {
    let nodes = &case.plan.nodes;
    let labels = selector(case);
    let required: Vec<&str> = nodes
        .affinity
        .iter()
        .filter(|term| term.mode == AffinityMode::Required)
        .map(|term| term.key.as_str())
        .collect();
    if !labels.is_empty() {
        advice.title = say!(
            case.lang,
            "No node that may be used carries {}",
            "可用节点都没有标签 {}",
            short(&labels)
        );
    }
    let asks = if labels.is_empty() && required.is_empty() {
        p(
            case,
            "The plan asks for no node label: the demand comes from a job variable `KUBERNETES_NODE_SELECTOR_*`, a webhook, or a volume that lies in one zone.",
            "方案没有要求节点标签：要求来自作业变量 `KUBERNETES_NODE_SELECTOR_*`、webhook，或只在某个可用区的卷。",
        )
        .to_string()
    } else if labels.is_empty() {
        say!(
            case.lang,
            "The plan's node affinity demands {}.",
            "方案的节点亲和性要求 {}。",
            code(&required.join(", "))
        )
    } else if required.is_empty() {
        say!(
            case.lang,
            "The plan sends jobs only to nodes with {}; all labels must be on one node, letter by letter.",
            "方案只允许作业使用带 {} 的节点；全部标签须同时在一个节点上，且逐字相同。",
            code(&labels)
        )
    } else {
        say!(
            case.lang,
            "The plan sends jobs only to nodes with {}, and its affinity demands {} besides.",
            "方案只允许作业使用带 {} 的节点，亲和性还要求 {}。",
            code(&labels),
            code(&required.join(", "))
        )
    };
    let set_up = if nodes.are_set_up() {
        say!(
            case.lang,
            "`node-setup.sh` of this plan labels {}; it has to be run once, and again for each new node.",
            "方案的 `node-setup.sh` 会给 {} 打标签；须运行一次，新增节点后再运行。",
            code(&nodes.names.join(", "))
        )
    } else {
        p(
            case,
            "Labels set by hand are lost when an autoscaler replaces a node: set them in the node group.",
            "手工打的标签在自动伸缩更换节点后会丢失，应设在节点组上。",
        )
        .to_string()
    };
    advice.meaning = [asks.as_str(), case.lang.pick(" ", ""), &set_up].concat();
    describe(case, advice).expect = p(
        case,
        "`didn't match Pod's node affinity/selector`, with the number of nodes. Taints of the remaining nodes stand beside it.",
        "`didn't match Pod's node affinity/selector` 及节点数；其余节点的污点会一并列出。",
    )
    .to_string();
    let head = case.commands().jobs(&["get", "pod"]);
    advice.step(
        p(
            case,
            "What does the pod demand in the end?",
            "Pod 最终要求了什么？",
        ),
        [
            &head,
            " ",
            &case.pod(),
            " --output=jsonpath='{.spec.nodeSelector}{\"\\n\"}{.spec.affinity}{\"\\n\"}'",
        ]
        .concat(),
    );
    advice
        .step(
            p(
                case,
                "Which nodes match, and what do the others carry?",
                "哪些节点匹配，其余节点带什么标签？",
            ),
            if labels.is_empty() {
                case.commands().kubectl(&["get", "nodes", "--show-labels"])
            } else {
                let keys: Vec<&str> = nodes
                    .selector
                    .iter()
                    .map(|label| label.key.as_str())
                    .filter(|key| !key.is_empty())
                    .collect();
                let columns = ["--label-columns=", &keys.join(",")].concat();
                [
                    &get_nodes(case, &[]),
                    "\n",
                    &case.commands().kubectl(&["get", "nodes", &columns]),
                ]
                .concat()
            },
        )
        .expect = if labels.is_empty() {
        String::new()
    } else {
        p(
            case,
            "`No resources found` for the first command while this is the cause.",
            "若是此原因，第一条命令输出 `No resources found`。",
        )
        .to_string()
    };
    let own: Vec<_> = nodes
        .selector
        .iter()
        .filter(|label| !label.key.is_empty() && !is_reserved(&label.key))
        .collect();
    if !own.is_empty() {
        let words: Vec<String> = own
            .iter()
            .map(|label| [label.key.as_str(), "=", &label.value].concat())
            .collect();
        let mut edit = changed_rows(
            case,
            "nodes.selector",
            |row| own.iter().any(|label| label.key == cell(row, "key")),
            |_| false,
        );
        if own.len() == nodes.selector.len() {
            edit = Edit::reset("nodes.selector");
        }
        advice.fix(
            say!(
                case.lang,
                "Ask for {} no longer: jobs run on every node without a foreign taint, also beside other workloads",
                "不再要求 {}：作业可在任何没有其他污点的节点上运行，会与其他负载混部",
                code(&words.join(", "))
            ),
            vec![edit],
        );
    }
    if !required.is_empty() {
        advice.fix(
            p(
                case,
                "Prefer the affinity's nodes instead of demanding them",
                "把亲和性由必须改为优先",
            ),
            vec![changed_rows(
                case,
                "nodes.affinity",
                |row| cell(row, "mode") == "required",
                |row| {
                    row.insert("mode".to_string(), "preferred".to_string());
                    true
                },
            )],
        );
    }
    let words: Vec<String> = own
        .iter()
        .map(|label| [label.key.as_str(), "=", &label.value].concat())
        .collect();
    if nodes.are_set_up() {
        advice.by_hand(
            p(
                case,
                "Run the plan's script for its nodes.",
                "运行方案的节点脚本。",
            ),
            "sh node-setup.sh",
        );
    }
    if words.is_empty() {
        advice.by_hand(
            p(
                case,
                "Add a node with the label the pod demands, or take the demand out where it is made.",
                "添加带所需标签的节点，或在提出要求的地方去掉它。",
            ),
            case.commands().kubectl(&["get", "nodes", "--show-labels"]),
        );
    } else {
        let words: Vec<String> = words.iter().map(|word| quote(word)).collect();
        advice.by_hand(
            p(
                case,
                "Label the nodes that are meant for CI.",
                "给用于 CI 的节点打标签。",
            ),
            ["kubectl label node ", &node(case), " ", &words.join(" ")].concat(),
        );
    }
    advice
        .confirm(
            p(
                case,
                "Nodes match, and the next job pod has a node.",
                "有节点匹配，且下一个作业 Pod 已分配节点。",
            ),
            [&get_nodes(case, &[]), "\n", &pods_wide(case)].concat(),
        )
        .expect = p(
        case,
        "At least one node `Ready`, and no pod with `<none>` as NODE.",
        "至少一个节点 `Ready`，且没有 NODE 为 `<none>` 的 Pod。",
    )
    .to_string();
    advice.prevent(p(
        case,
        "Set labels and taints where nodes are made (node group, machine template), not by hand.",
        "在创建节点处（节点组、机器模板）设置标签和污点，不要手工设置。",
    ));
    advice.alike(
        case,
        "sched_taint",
        p(
            case,
            "The label is there, but the node's taint keeps the pod away.",
            "标签存在，但节点的污点挡住了 Pod。",
        ),
    );
    advice.alike(
        case,
        "sched_pvc_unbound",
        p(
            case,
            "`volume node affinity conflict`: the volume lies in another zone.",
            "`volume node affinity conflict`：卷在另一个可用区。",
        ),
    );
    advice.alike(
        case,
        "windows_node_mismatch",
        p(
            case,
            "The demand is `kubernetes.io/os` or a Windows build.",
            "要求的是 `kubernetes.io/os` 或 Windows 版本。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Just remove the node selector.",
            "直接去掉节点选择器。",
        ),
        p(
            case,
            "Jobs then land beside other workloads, and stay Pending all the same where the CI nodes' taint was not the only one.",
            "作业会与其他负载混在一起；如果其余节点也有污点，仍然会 Pending。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Write label values such as true or 1 without quotes.",
            "标签值 true、1 不加引号。",
        ),
        p(
            case,
            "The map takes texts only: `\"gpu\" = \"true\"`. The files of this plan quote them.",
            "映射只接受字符串：`\"gpu\" = \"true\"`。本方案生成的文件已加引号。",
        ),
    );
}
