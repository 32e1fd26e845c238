//! Advice on nodes that take no more pods.

use super::parts::*;
use super::sched::*;
use crate::advice::{Case, Say};
use runwright_model::plan::Platform;
use runwright_model::protocol::Advice;
use runwright_model::say;

pub(super) fn too_many_pods(case: &Case, advice: &mut Advice) {
    let answer = case.answer;
    let pool = answer
        .pools
        .iter()
        .filter(|pool| pool.count > 0)
        .max_by_key(|pool| pool.count);
    let mut meaning = vec![
        p(
            case,
            "Every node takes a fixed number of pods, however small; DaemonSets, managers and jobs all count.",
            "每个节点能接的 Pod 数是固定的，与大小无关；DaemonSet、管理器和作业都计入。",
        )
        .to_string(),
    ];
    if let Some(pool) = pool {
        meaning.push(say!(
            case.lang,
            "The plan counts {} pods a node in pool {}, {} of them free for jobs; the managers take {} jobs in all.",
            "方案按节点池 {1} 每节点 {0} 个 Pod 计算，其中 {2} 个可用于作业；管理器共接 {3} 个作业。",
            pool.allocatable.pods,
            code(&pool.name),
            pool.free.pods.max(0),
            answer.slots
        ));
        let named = case
            .plan
            .capacity
            .pools
            .iter()
            .any(|row| row.name == pool.name && row.max_pods.is_some());
        if !named {
            meaning.push(
                p(
                    case,
                    "That number is the platform's default, not read from your nodes.",
                    "这个数是平台默认值，并非来自你的节点。",
                )
                .to_string(),
            );
        }
    }
    if answer.best_effort {
        meaning.push(
            p(
                case,
                "The job asks for no resources, so only this number limits how many land on a node.",
                "作业没有任何请求，因此只有这个数限制每节点的作业数。",
            )
            .to_string(),
        );
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    describe(case, advice).expect = p(
        case,
        "`Too many pods` with the number of nodes.",
        "`Too many pods` 及节点数。",
    )
    .to_string();
    advice.step(
        p(
            case,
            "How many pods may the nodes take?",
            "各节点最多接多少 Pod？",
        ),
        get_nodes(
            case,
            &["--output=custom-columns=NODE:.metadata.name,PODS:.status.allocatable.pods"],
        ),
    );
    advice
        .step(
            p(case, "And how many are on each?", "各节点上已有多少？"),
            case.commands().kubectl(&[
                "get",
                "pods",
                "--all-namespaces",
                "--field-selector",
                "status.phase!=Succeeded,status.phase!=Failed",
                "--output=jsonpath={range .items[*]}{.spec.nodeName}{\"\\n\"}{end}",
            ]) + " | sort | uniq -c",
        )
        .expect = p(
        case,
        "The same number as above on full nodes. Finished pods do not count; a pool of waiting pods of something else may.",
        "满的节点上两个数相同。已结束的 Pod 不计入；其他组件的大量 Pod 会占位。",
    )
    .to_string();
    match_slots(case, advice, answer.cluster_jobs);
    advice.by_hand(
        match case.plan.target.platform {
            Platform::Eks => p(
                case,
                "On EKS the network plugin's addresses set the number: prefix delegation (`ENABLE_PREFIX_DELEGATION` of the VPC CNI) raises it, for nodes made afterwards.",
                "EKS 上该数由网络插件的地址数决定：启用前缀委派（VPC CNI 的 `ENABLE_PREFIX_DELEGATION`）可提高，对之后新建的节点生效。",
            ),
            Platform::Gke | Platform::Aks => p(
                case,
                "The number is fixed when the node pool is made: make a pool with a higher maximum, with enough addresses for it.",
                "该数在创建节点池时确定：新建一个上限更高的节点池，并准备足够的地址。",
            ),
            _ => p(
                case,
                "Raise `maxPods` in the kubelet's configuration, if the node's pod CIDR has the addresses; or add nodes.",
                "若节点的 Pod CIDR 地址充足，提高 kubelet 配置中的 `maxPods`；或增加节点。",
            ),
        },
        "",
    );
    advice.confirm(
        p(
            case,
            "No job pod waits for a node.",
            "没有等待节点的作业 Pod。",
        ),
        pods_wide(case),
    );
    advice.prevent(p(
        case,
        "Enter the real number in the plan's pools (Pods), or paste the nodes.",
        "在方案节点池的“Pod 数”填写实际值，或粘贴节点信息。",
    ));
    advice.alike(
        case,
        "sched_insufficient_resources",
        p(
            case,
            "There cpu, memory or disk is named.",
            "那里写明的是 CPU、内存或磁盘。",
        ),
    );
    advice.alike(
        case,
        "quota_exceeded",
        p(
            case,
            "`exceeded quota … pods=`: the namespace, not the node, is full.",
            "`exceeded quota … pods=`：满的是命名空间而不是节点。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Run a DaemonSet that pre-pulls images and then sleeps.",
            "用 DaemonSet 预拉取镜像后一直睡眠。",
        ),
        p(
            case,
            "It takes one of these places on every node for good.",
            "它会在每个节点上永久占用一个位置。",
        ),
    );
}
