//! Nodes: where job pods may run, and with which priority.

use crate::field::{Initial, Kind};
use crate::format::Format;
use crate::text::{same, t};
use crate::{choice, row, section};

choice! {
    /// What a taint does; an empty effect of a toleration matches every effect.
    TaintEffect {
        NoSchedule = "NoSchedule" same("NoSchedule");
        NoExecute = "NoExecute" same("NoExecute");
        PreferNoSchedule = "PreferNoSchedule" same("PreferNoSchedule");
        Any = "" t("every effect", "任何效果");
    }
}

choice! {
    AffinityMode {
        Required = "required" t("required", "必须");
        Preferred = "preferred" t("preferred", "优先");
    }
}

choice! {
    AffinityOperator {
        In = "In" same("In");
        NotIn = "NotIn" same("NotIn");
        Exists = "Exists" same("Exists");
        DoesNotExist = "DoesNotExist" same("DoesNotExist");
        Gt = "Gt" same("Gt");
        Lt = "Lt" same("Lt");
    }
}

row! {
    NodeLabel {
        key: String = "", Kind::Text(Format::LabelKey), t("Label", "标签"), "workload";
        value: String = "", Kind::Text(Format::LabelValue), t("Value", "值"), "ci";
    }
}

row! {
    Toleration {
        key: String = "", Kind::Text(Format::LabelKey), t("Taint key", "污点键"), "workload";
        /// Empty means any value (operator Exists).
        value: String = "", Kind::Text(Format::LabelValue), t("Value", "值"), "ci";
        effect: TaintEffect = "NoSchedule", Kind::Choice(TaintEffect::OPTIONS), t("Effect", "效果");
    }
}

row! {
    AffinityTerm {
        mode: AffinityMode = "preferred", Kind::Choice(AffinityMode::OPTIONS), t("Strength", "强度");
        weight: u32 = "50", Kind::Int { min: 1, max: 100, unit: crate::Text::EMPTY }, t("Weight", "权重");
        key: String = "", Kind::Text(Format::LabelKey), t("Label", "标签"), "node.kubernetes.io/instance-type";
        operator: AffinityOperator = "In", Kind::Choice(AffinityOperator::OPTIONS), t("Operator", "运算符");
        values: Vec<String> = "", Kind::List { format: Format::LabelValue, max: 64 }, t("Values", "值"), "m7i.2xlarge";
    }
}

section! {
    /// Where job pods may run.
    Nodes "nodes" {
        selector: Vec<NodeLabel> = Initial::Rows(&[]), Kind::Rows(NodeLabel::COLUMNS),
            t("Node labels", "节点标签"),
            t("node_selector: a job runs only on nodes that carry all of these.", "node_selector：作业只在带有全部这些标签的节点上运行。");
        tolerations: Vec<Toleration> = Initial::Rows(&[]), Kind::Rows(Toleration::COLUMNS),
            t("Taints tolerated", "容忍的污点"),
            t("node_tolerations: a map, the only form the runner reads. The same taints keep others off the nodes.", "node_tolerations 采用映射形式，Runner 只认这种写法。同样的污点可挡住其他负载。");
        affinity: Vec<AffinityTerm> = Initial::Rows(&[]), Kind::Rows(AffinityTerm::COLUMNS),
            t("Node affinity", "节点亲和性"),
            t("For what a label match cannot say. It does not choose the helper image's architecture; node labels do.", "用于标签匹配表达不了的条件。helper 镜像的架构由节点标签决定，不看亲和性。") => .advanced();
        names: Vec<String> = Initial::List(&[]), Kind::List { format: Format::Subdomain, max: 200 },
            t("Nodes to prepare", "要准备的节点"),
            t("node-setup.sh labels and taints these, and can undo it.", "node-setup.sh 会给它们打标签和污点，也能撤销。") => .example("worker-2");
        priority_class: String = Initial::Text(""), Kind::Text(Format::Subdomain),
            t("Priority class", "优先级类"),
            t("Of the job pods. A class that does not exist makes every job fail.", "作业 Pod 的优先级类。类不存在时所有作业都会失败。") => .example("ci-jobs") .since(15, 1);
        priority_create: bool = Initial::Text("true"), Kind::Bool,
            t("Write its manifest", "生成其清单"),
            t("Off when the class exists already.", "该类已存在时关闭。");
        priority_value: u32 = Initial::Text("1000"), Kind::Int { min: 0, max: 1_000_000_000, unit: crate::Text::EMPTY },
            t("Priority", "优先级数值"),
            t("Higher goes first. Pods without a class have 0.", "数值大的优先；没有类的 Pod 为 0。");
        priority_preempts: bool = Initial::Text("false"), Kind::Bool,
            t("May evict others", "可驱逐其他 Pod"),
            t("Off, jobs only go first in the queue. On, they push out pods of lower priority.", "关闭时只是排队靠前；开启时会挤掉低优先级的 Pod。");
    }
}

/// Whether a key belongs to Kubernetes or a cloud, so that writing it by hand would make it lie:
/// `kubernetes.io/arch` and its like. `node-role.` and `node-restriction.` are for people to set.
pub fn is_reserved(key: &str) -> bool {
    let Some((prefix, _)) = key.split_once('/') else {
        return false;
    };
    if matches!(
        prefix,
        "node-role.kubernetes.io" | "node-restriction.kubernetes.io"
    ) {
        return false;
    }
    const OWNERS: [&str; 6] = [
        "kubernetes.io",
        "k8s.io",
        "k8s.aws",
        "amazonaws.com",
        "azure.com",
        "cloud.google.com",
    ];
    OWNERS.iter().any(|owner| {
        prefix
            .strip_suffix(owner)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    }) || prefix == "karpenter.sh"
}

impl Nodes {
    /// Whether there are nodes by name, and a label or a taint for them that people set.
    pub fn are_set_up(&self) -> bool {
        let label = |label: &NodeLabel| !label.key.is_empty() && !is_reserved(&label.key);
        let taint = |taint: &Toleration| {
            !taint.key.is_empty() && taint.effect != TaintEffect::Any && is_own_taint(&taint.key)
        };
        !self.names.is_empty()
            && (self.selector.iter().any(label) || self.tolerations.iter().any(taint))
    }
}

/// Whether people set a taint with this key; those of roles come with the role.
pub fn is_own_taint(key: &str) -> bool {
    !is_reserved(key) && !key.starts_with("node-role.kubernetes.io/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_keys() {
        let check = |key: &str, expect: bool| assert_eq!(is_reserved(key), expect, "{key}");
        check("workload", false);
        check("example.com/pool", false);
        check("mykubernetes.io/pool", false);
        check("kubernetes.io/os", true);
        check("topology.kubernetes.io/zone", true);
        check("node-role.kubernetes.io/ci", false);
        check("eks.amazonaws.com/nodegroup", true);
        check("kubernetes.azure.com/mode", true);
        check("karpenter.sh/capacity-type", true);
    }
}
