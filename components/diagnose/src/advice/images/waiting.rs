//! Advice on pods that did not start in time.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::protocol::Advice;
use runwright_model::say;

pub(super) fn start_timeout(case: &Case, advice: &mut Advice) {
    let answer = case.answer;
    let wait = answer.poll_timeout_s;
    advice.title = say!(
        case.lang,
        "The job pod did not start within {} s",
        "作业 Pod 在 {} 秒内没有启动",
        wait
    );
    let mut meaning = vec![say!(
        case.lang,
        "The manager waited `poll_timeout` ({} s) for the pod to run and gave up; the job is not tried again by itself. The line does not say what held the pod.",
        "管理器等待 `poll_timeout`（{} 秒）后放弃，且不会自动重试。这一行没有说明 Pod 被什么卡住。",
        wait
    )];
    match case.seen.get(What::Reason) {
        "" => {}
        reason => meaning.push(say!(
            case.lang,
            "The last phase was {}.",
            "最后的阶段是 {}。",
            code(reason)
        )),
    }
    if answer.jobs_at_risk > 0 {
        meaning.push(say!(
            case.lang,
            "This plan invites it: {} slots for {} places, so up to {} pods wait for a node at a busy hour and fail like this.",
            "方案本身就会造成这种情况：{} 个槽位只有 {} 个位置，繁忙时最多 {} 个 Pod 等不到节点而超时。",
            answer.slots,
            answer.cluster_jobs,
            answer.jobs_at_risk
        ));
    } else {
        meaning.push(say!(
            case.lang,
            "By the plan's figures its {} slots find a place, so think of images, volumes and starting nodes first.",
            "按方案的数值，{} 个槽位都有位置，因此先查镜像、卷和新节点的启动。",
            answer.slots
        ));
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    look_at_events(case, advice).expect = p(
        case,
        "The last one counts: `FailedScheduling` (nodes), `Pulling` or `Failed` (images), `FailedMount` (volumes), `FailedCreatePodSandBox` (network plugin).",
        "看最后一条：`FailedScheduling`（节点）、`Pulling` 或 `Failed`（镜像）、`FailedMount`（卷）、`FailedCreatePodSandBox`（网络插件）。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "Is it one job or all of them, and have the pods a node?",
                "是个别作业还是全部？Pod 是否已分配节点？",
            ),
            pods_wide(case),
        )
        .expect = p(
        case,
        "NODE `<none>`: the scheduler. A node and `ContainerCreating` or `Init`: images or volumes.",
        "NODE 为 `<none>`：调度问题；有节点且为 `ContainerCreating` 或 `Init`：镜像或卷。",
    )
    .to_string();
    advice
        .step(
            p(
                case,
                "How long do pods take that do start?",
                "能启动的 Pod 需要多久？",
            ),
            case.commands().jobs(&[
                "get",
                "events",
                "--field-selector",
                "reason=Pulled",
                "--output=custom-columns=POD:.involvedObject.name,SAYS:.message",
            ]),
        )
        .expect = p(
        case,
        "The message carries the time of each pull.",
        "消息中有每次拉取的耗时。",
    )
    .to_string();
    if answer.cluster_jobs > 0 {
        match_slots(case, advice, answer.cluster_jobs);
    }
    print_events(case, advice);
    wait_longer(case, advice);
    advice.by_hand(
        p(
            case,
            "Until it is known, let single jobs be tried again for this reason only.",
            "查明之前，可让作业仅因此类原因自动重试。",
        ),
        "retry:\n  max: 1\n  when: runner_system_failure",
    );
    let pods = case.commands().jobs(&[
        "get",
        "pods",
        "--selector",
        "job.runner.gitlab.com/pod",
        "--field-selector",
        "status.phase=Pending",
    ]);
    advice
        .confirm(
            p(
                case,
                "At a busy hour, look for pods that wait.",
                "繁忙时段查看等待中的 Pod。",
            ),
            pods,
        )
        .expect = say!(
        case.lang,
        "None older than {} s, with time to spare.",
        "没有接近 {} 秒的。",
        wait
    );
    advice.prevent(p(
        case,
        "No more slots than places; small images; a timeout above the time a new node needs where nodes are added on demand.",
        "槽位不超过位置数；镜像要小；按需扩容时，超时须大于新节点就绪的时间。",
    ));
    for (category, how) in [
        (
            "sched_insufficient_resources",
            p(
                case,
                "`FailedScheduling` with `Insufficient`.",
                "`FailedScheduling` 含 `Insufficient`。",
            ),
        ),
        (
            "sched_taint",
            p(
                case,
                "`FailedScheduling` with `untolerated taint`.",
                "`FailedScheduling` 含 `untolerated taint`。",
            ),
        ),
        (
            "image_pull_backoff_unspecified",
            p(
                case,
                "`ErrImagePull` or `ImagePullBackOff`.",
                "`ErrImagePull` 或 `ImagePullBackOff`。",
            ),
        ),
        (
            "sched_pvc_unbound",
            p(
                case,
                "`FailedMount`, or a claim that is not bound.",
                "`FailedMount`，或声明未绑定。",
            ),
        ),
    ] {
        advice.alike(case, category, how);
    }
    advice.wrong(
        p(
            case,
            "Raise `poll_timeout` whenever a pod is Pending.",
            "Pod 一 Pending 就调大 `poll_timeout`。",
        ),
        p(
            case,
            "It helps only where the pod would start later: a node on its way, a large image. A pod that fits nowhere fails later, and holds a slot until then.",
            "只有 Pod 迟早会启动时才有用，如节点正在创建或镜像很大。放不下的 Pod 只会失败得更晚，还一直占着槽位。",
        ),
    );
}
