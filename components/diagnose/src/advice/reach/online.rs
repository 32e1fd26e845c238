//! Advises on jobs that no runner takes.

use super::words::{code, gitlab_host, restart};
use crate::advice::{Case, Say};
use runwright_model::plan::Spread;
use runwright_model::protocol::Advice;
use runwright_model::text::t;
use runwright_model::{Edit, say};

pub(super) fn none(case: &Case, advice: &mut Advice) {
    let (plan, lang, commands) = (case.plan, case.lang, case.commands());
    let (replicas, slots, each) = (
        plan.managers.replicas,
        plan.slots(),
        plan.slots_per_manager(),
    );
    let (host, space) = (gitlab_host(plan), code(&plan.target.namespace));
    let seen = if plan.gitlab.runner_name.is_empty() {
        case.t(t(
            "The plan sets no runner name, so managers show under their pods' names.",
            "方案没有设置 Runner 名称，管理器以 Pod 名显示。",
        ))
        .to_string()
    } else {
        say!(
            lang,
            "The plan's runner shows as {}.",
            "方案中的 Runner 显示为 {}。",
            code(&plan.gitlab.runner_name)
        )
    };
    advice.meaning = say!(
        lang,
        "GitLab has no runner for this job that is online, not paused, allowed in the project and has all of the job's tags; a job without tags needs one that runs untagged jobs. {seen} The managers in {space} take {replicas} × {each} = {slots} jobs at once; a full runner is another case: the job is then pending, not stuck.",
        "GitLab 找不到同时满足以下条件的 Runner：在线、未暂停、项目可用、具备作业的全部标签；未打标签的作业需要允许运行未打标签作业的 Runner。{seen}{space} 中的管理器最多同时运行 {replicas} × {each} = {slots} 个作业；容量已满属于另一种情况：作业会等待，而不会提示卡住。",
    );
    advice
        .step(
            case.t(t("Whether all managers run", "管理器是否都在运行")),
            commands.manager(&[
                "get",
                "pods",
                "--selector",
                &commands.selector(),
                "--output=wide",
            ]),
        )
        .expect = say!(
        lang,
        "Pods that are `Running` and ready: {replicas}, without fresh restarts.",
        "`Running` 且就绪的 Pod 数为 {replicas}，近期没有重启。",
    );
    advice
        .step(
            case.t(t(
                "Whether one of them gave up asking",
                "是否有管理器已停止请求",
            )),
            super::words::grep(
                &commands.manager_logs(&["--tail=500"]),
                "unhealthy|forbidden|403|ERROR",
            ),
        )
        .expect = case
        .t(t(
            "`is unhealthy and will be disabled`: three refused requests, then an hour of silence.",
            "`is unhealthy and will be disabled`：三次被拒后，一小时内不再请求。",
        ))
        .to_string();
    advice
        .step(
            case.t(t("Whether GitLab knows them", "GitLab 是否认可它们")),
            commands.manager(&[
                "exec",
                &commands.deployment(),
                "--",
                "gitlab-runner",
                "verify",
            ]),
        )
        .expect = "is valid".to_string();
    advice.step(
        say!(
            lang,
            "On {host} compare the job's tags with the runner's, and look whether it is paused, protected (then only protected branches get it) or locked to other projects: Settings, CI/CD, Runners.",
            "在 {host} 的“设置、CI/CD、Runner”中对比作业与 Runner 的标签，并检查是否已暂停、受保护（只服务受保护分支）或锁定给其他项目。",
        ),
        "",
    );
    if plan.managers.spread == Spread::Required && replicas > 1 {
        advice
            .step(
                case.t(t(
                    "Managers must never share a node: count those that can take one",
                    "管理器必须分布在不同节点：数一数可用节点",
                )),
                commands.kubectl(&["get", "nodes"]),
            )
            .expect = say!(
            lang,
            "At least {replicas} nodes that are `Ready`.",
            "至少 {replicas} 个 `Ready` 节点。",
        );
        super::words::mend(
            case,
            advice,
            case.t(t(
                "Let managers share a node when there are too few",
                "节点不足时允许管理器同处一个节点",
            )),
            vec![Edit::set("managers.spread", "preferred")],
            &|plan| plan.managers.spread == Spread::Preferred,
        );
    }
    if plan.gitlab.check_interval > 30 {
        super::words::mend(
            case,
            advice,
            say!(
                lang,
                "Ask every 3 s instead of every {} s",
                "改为每 3 秒请求一次（现为 {} 秒）",
                plan.gitlab.check_interval
            ),
            vec![Edit::reset("gitlab.check_interval")],
            &|plan| plan.gitlab.check_interval <= 30,
        );
    }
    advice.by_hand(
        case.t(t(
            "Give the runner the missing tag, or let it run untagged jobs, in GitLab: with a `glrt-` token both live there and not in values.yaml.",
            "在 GitLab 中为 Runner 添加缺少的标签，或允许其运行未打标签的作业：使用 `glrt-` 令牌时二者都在那里设置，而不在 values.yaml。",
        )),
        "",
    );
    advice.by_hand(
        case.t(t(
            "Resume a paused runner, or assign it to the project or group; shared ones must be switched on for the project.",
            "恢复已暂停的 Runner，或把它分配给项目或群组；共享 Runner 须在项目中启用。",
        )),
        "",
    );
    advice.by_hand(
        case.t(t(
            "Restart managers that gave up, after their cause is mended.",
            "排除原因后，重启已停止请求的管理器。",
        )),
        restart(case),
    );
    advice
        .confirm(
            case.t(t("A manager takes a job", "有管理器接收作业")),
            super::words::grep(
                &commands.manager_logs(&["--since=5m", "--tail=-1"]),
                "Checking for jobs... received",
            ),
        )
        .expect = "Checking for jobs... received".to_string();
    advice.prevent(case.t(t(
        "Alert when no manager is ready, and when jobs stay pending longer than usual.",
        "没有就绪的管理器，或作业等待时间超出平常时告警。",
    )));
    advice.prevent(case.t(t(
        "Keep the list of tags where people write `.gitlab-ci.yml`, and put them in a shared template.",
        "在编写 `.gitlab-ci.yml` 的地方列出可用标签，并放入共享模板。",
    )));
    advice.alike(
        case,
        "register_invalid_token",
        case.t(t(
            "There the managers' log has 403 or `is removed`.",
            "那种情况管理器日志中有 403 或 `is removed`。",
        )),
    );
    advice.alike(
        case,
        "register_network_timeout",
        case.t(t(
            "There the managers do not reach GitLab, and it shows them as offline.",
            "那种情况管理器连不上 GitLab，GitLab 显示其离线。",
        )),
    );
    advice.alike(
        case,
        "sched_insufficient_resources",
        case.t(t(
            "There a manager has taken the job and its pod waits for a node.",
            "那种情况管理器已接收作业，只是 Pod 在等待节点。",
        )),
    );
    advice.wrong(
        case.t(t(
            "Raise `concurrent`",
            "调大 `concurrent`",
        )),
        case.t(t(
            "A full runner leaves jobs pending. “Stuck” means that none fits, and more slots do not fit either.",
            "容量已满只会让作业等待。“卡住”意味着没有匹配的 Runner，再多容量也不匹配。",
        )),
    );
    advice.wrong(
        case.t(t(
            "`kubectl logs -l app=gitlab-runner` shows nothing, so no manager runs",
            "`kubectl logs -l app=gitlab-runner` 没有输出，所以管理器没有运行",
        )),
        say!(
            lang,
            "With a selector kubectl shows ten lines of each pod, and the label fits few releases; {} is right here.",
            "带选择器时 kubectl 只显示每个 Pod 的十行，且该标签只适用于少数 release；此处应使用 {}。",
            code(&commands.selector())
        ),
    );
}
