//! Advice on volume claims that are missing or not bound.

use super::parts::*;
use super::sched::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::format::Format;
use runwright_model::plan::VolumeKind;
use runwright_model::protocol::Advice;
use runwright_model::say;

pub(super) fn pvc(case: &Case, advice: &mut Advice) {
    let namespace = &case.plan.target.job_namespace;
    let claims: Vec<&str> = case
        .plan
        .job
        .volumes
        .iter()
        .filter(|volume| volume.kind == VolumeKind::Pvc && !volume.name.is_empty())
        .map(|volume| volume.name.as_str())
        .collect();
    let seen = case.seen.get(What::Volume);
    let claim = if seen.is_empty() {
        claims.first().copied().unwrap_or("")
    } else {
        seen
    };
    if !claim.is_empty() {
        advice.title = say!(
            case.lang,
            "Volume claim {} is missing, unbound or in another zone",
            "卷声明 {} 不存在、未绑定或在其他可用区",
            short(claim)
        );
    }
    advice.meaning = if claims.is_empty() {
        say!(
            case.lang,
            "The plan mounts no claim: a setting outside of it, or the job, does. Claims are looked for in {} only, and a pod waits until each is bound to a volume that its node can reach.",
            "方案没有挂载卷声明：来自方案之外的设置或作业本身。声明只在 {} 中查找；每个声明都绑定到节点可达的卷之后，Pod 才会启动。",
            code(namespace)
        )
    } else {
        say!(
            case.lang,
            "Every job pod of this plan mounts {} from {}. Up to {} jobs share it: with `ReadWriteOnce` all of them must run on one node, with a zonal volume in one zone.",
            "方案的每个作业 Pod 都挂载 {1} 中的 {0}，最多 {2} 个作业共用：`ReadWriteOnce` 要求它们都在同一节点，区域卷则都在同一可用区。",
            code(&claims.join(", ")),
            code(namespace),
            case.answer.slots
        )
    };
    describe(case, advice).expect = p(
        case,
        "`unbound immediate PersistentVolumeClaims`: no volume. `persistentvolumeclaim … not found`: no claim. `volume node affinity conflict`: another zone or node. `Multi-Attach error`: in use on another node.",
        "`unbound immediate PersistentVolumeClaims`：没有卷；`persistentvolumeclaim … not found`：没有声明；`volume node affinity conflict`：在其他可用区或节点；`Multi-Attach error`：正被其他节点使用。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "State, access mode and class of the claims.",
                "声明的状态、访问模式与存储类。",
            ),
            case.commands().jobs(&["get", "pvc", "--output=wide"]),
        )
        .expect = p(
        case,
        "`Pending` with class `WaitForFirstConsumer` is normal until a pod uses it.",
        "存储类为 `WaitForFirstConsumer` 时，有 Pod 使用之前 `Pending` 是正常的。",
    )
    .to_string();
    if !claim.is_empty() {
        advice.step(
            p(
                case,
                "Why is it not bound? The events of the claim say.",
                "为何未绑定？声明的事件会说明。",
            ),
            case.commands().jobs(&["describe", "pvc", claim]),
        );
    }
    advice.step(
        p(
            case,
            "Which storage classes are there, and is one the default?",
            "有哪些存储类，是否有默认值？",
        ),
        case.commands().kubectl(&["get", "storageclass"]),
    );
    if !claims.is_empty() {
        let wanted = |row: &runwright_model::Row| {
            let claim = cell(row, "kind") == "pvc";
            claim
                && (claims.contains(&seen) == (cell(row, "name") == seen)
                    || !claims.contains(&seen))
        };
        let meant = if claims.contains(&seen) {
            seen.to_string()
        } else {
            claims.join(", ")
        };
        advice.fix(
            say!(
                case.lang,
                "Start without {}: an empty directory in its place, gone with the job",
                "不使用 {}：改为空目录，随作业删除",
                code(&meant)
            ),
            vec![changed_rows(case, "job.volumes", wanted, |row| {
                row.insert("kind".to_string(), "empty_dir".to_string());
                row.insert("read_only".to_string(), "false".to_string());
                true
            })],
        );
    }
    let name = if claim.is_empty() {
        "build-cache"
    } else {
        claim
    };
    let list = Format::Subdomain.check(name).is_ok();
    let name = if list { name } else { "build-cache" };
    advice.by_hand(
        say!(
            case.lang,
            "Make the claim in {}. Jobs that run at once need `ReadWriteMany`, and a class that offers it; the size is an example.",
            "在 {} 中创建声明。并发作业需要 `ReadWriteMany` 以及支持它的存储类；大小仅为示例。",
            code(namespace)
        ),
        [
            "kubectl apply -f - <<'EOF'\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: ",
            name,
            "\n  namespace: ",
            namespace,
            "\nspec:\n  accessModes: [ReadWriteMany]\n  storageClassName: NAME_OF_CLASS\n  resources:\n    requests:\n      storage: 50Gi\nEOF",
        ]
        .concat(),
    );
    advice.by_hand(
        p(
            case,
            "A conflict of zones: a class with `volumeBindingMode: WaitForFirstConsumer` makes the volume where the first pod runs.",
            "可用区冲突：使用 `volumeBindingMode: WaitForFirstConsumer` 的存储类，在首个 Pod 所在处创建卷。",
        ),
        "",
    );
    advice
        .confirm(
            p(
                case,
                "The claim is bound, and a job pod starts.",
                "声明已绑定，作业 Pod 能启动。",
            ),
            case.commands().jobs(&["get", "pvc"]),
        )
        .expect = p(case, "`Bound`.", "`Bound`。").to_string();
    advice.prevent(p(
        case,
        "Keep caches in object storage; a shared volume ties all jobs to its zone and its lock.",
        "缓存放对象存储；共享卷会把所有作业绑在同一可用区和同一把锁上。",
    ));
    advice.alike(
        case,
        "sched_node_selector",
        p(
            case,
            "There labels are named, and no volume.",
            "那里提到的是标签而不是卷。",
        ),
    );
    advice.alike(
        case,
        "quota_exceeded",
        p(
            case,
            "A claim refused for `requests.storage` or `persistentvolumeclaims`.",
            "声明因 `requests.storage` 或 `persistentvolumeclaims` 被拒绝。",
        ),
    );
    advice.wrong(
        say!(
            case.lang,
            "Make the claim in {}, beside the managers.",
            "在管理器的命名空间 {} 中创建声明。",
            code(&case.plan.target.namespace)
        ),
        say!(
            case.lang,
            "Pods find claims of their own namespace only; jobs run in {}.",
            "Pod 只能使用本命名空间的声明；作业在 {} 中运行。",
            code(namespace)
        ),
    );
}
