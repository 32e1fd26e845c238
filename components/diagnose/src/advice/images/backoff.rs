//! Advice on pulls that failed for a reason the text does not give.

use super::parts::*;
use crate::advice::{Case, Say};
use runwright_documents::shell::quote;
use runwright_model::protocol::Advice;
use runwright_model::say;

pub(super) fn backoff(case: &Case, advice: &mut Advice) {
    advice.meaning = say!(
        case.lang,
        "`ImagePullBackOff` and `ErrImagePull` say that a pull failed and the kubelet waits before the next try; they do not say why. The reason stands in another event, `Failed to pull image`. Until it is known, nothing in the plan should be changed.",
        "`ImagePullBackOff` 与 `ErrImagePull` 只说明拉取失败、kubelet 正在等待重试，没有说明原因。原因在另一条事件 `Failed to pull image` 中。弄清之前不要改动方案。",
    );
    look_at_events(case, advice).expect = p(
        case,
        "A line `Failed to pull image \"…\":` with the registry's or the network's answer. Paste it here.",
        "一行 `Failed to pull image \"…\":`，其后是仓库或网络的回答。请把它粘贴到这里。",
    )
    .to_string();
    let command = images_of(case);
    advice.step(
        p(
            case,
            "Which image is it: the job's, a service's, or the helper?",
            "是哪个镜像：作业、服务还是 helper？",
        ),
        command,
    );
    advice.step(
        p(
            case,
            "The pod is gone already? Failed pulls of the last hour in all job pods:",
            "Pod 已删除？查看最近一小时所有作业 Pod 的拉取失败：",
        ),
        case.commands().jobs(&[
            "get",
            "events",
            "--field-selector",
            "reason=Failed",
            "--sort-by=.lastTimestamp",
        ]),
    );
    print_events(case, advice);
    advice.by_hand(
        p(
            case,
            "Try the same pull on the node, where nothing is shortened.",
            "在节点上执行同样的拉取，错误信息不会被截断。",
        ),
        [
            &find_node(case),
            "# ",
            p(case, "on that node", "在该节点上"),
            ":\n",
            crictl(case),
            " pull ",
            &quote(image(case)),
        ]
        .concat(),
    );
    confirm_pulled(case, advice);
    advice.prevent(p(
        case,
        "Keep the events: print them in the job log, or send them to your log store.",
        "保留事件：打印到作业日志，或发送到日志系统。",
    ));
    for (category, how) in [
        (
            "image_pull_not_found",
            p(
                case,
                "`manifest unknown`, `not found`",
                "`manifest unknown`、`not found`",
            ),
        ),
        (
            "image_pull_auth",
            p(
                case,
                "`unauthorized`, `denied`, 401 or 403",
                "`unauthorized`、`denied`、401 或 403",
            ),
        ),
        (
            "image_pull_network",
            p(
                case,
                "`i/o timeout`, `connection refused`, and no `lookup`",
                "`i/o timeout`、`connection refused`，且没有 `lookup`",
            ),
        ),
        ("image_pull_dns", p(case, "`lookup NAME`", "`lookup 名称`")),
    ] {
        advice.alike(case, category, how);
    }
    advice.wrong(
        p(
            case,
            "Raise `poll_timeout` so that the pull has more time.",
            "调大 `poll_timeout`，让拉取有更多时间。",
        ),
        p(
            case,
            "A pull that was refused is refused again. More time helps only while `Pulling image` is the last event.",
            "被拒绝的拉取还会被拒绝。只有最后一个事件是 `Pulling image` 时，多等才有用。",
        ),
    );
}
