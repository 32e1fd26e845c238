//! Lists the commands for health and logs, with the plan's names.
//!
//! Without `--tail` a selector shows ten lines of each pod; job pods are found by a label that each of them has.

use super::names::Names;
use crate::Cx;
use runwright_diagnose::commands::Commands;
use runwright_model::protocol::Step;
use runwright_model::say;

const JOB: &str = "job.runner.gitlab.com/pod";

pub fn commands(cx: &Cx, names: &Names) -> Vec<Step> {
    let lang = cx.lang;
    let plan = cx.plan;
    let run = Commands { plan };
    let selector = run.selector();
    let replicas = plan.managers.replicas;
    let concurrent = plan.slots_per_manager();
    let step = |text: String, command: String, expect: String| Step {
        text,
        command,
        expect,
    };
    let newest = run.newest_job();
    let of_pod =
        |words: &[&str], rest: &str| [&newest, "\n", &run.jobs(words), " \"$POD\"", rest].concat();
    let mut steps = vec![
        step(
            say!(lang, "Are the managers up?", "管理器是否正常？"),
            run.manager(&["get", "pods", "--selector", &selector, "--output=wide"]),
            say!(
                lang,
                "{replicas} pods, all `1/1 Running`, with few restarts.",
                "{replicas} 个 Pod，均为 `1/1 Running`，重启次数很少。"
            ),
        ),
        step(
            say!(
                lang,
                "Does GitLab know the runner?",
                "GitLab 是否认得该 Runner？"
            ),
            run.manager(&["exec", &run.deployment(), "--", "gitlab-runner", "verify"]),
            "is valid".to_string(),
        ),
        step(
            say!(
                lang,
                "The managers' log, all of them together. Without `--tail` a selector shows ten lines of each.",
                "全部管理器的日志。用选择器时若无 `--tail`，每个只显示十行。"
            ),
            run.manager_logs(&["--tail=200", "--follow"]),
            String::new(),
        ),
        step(
            say!(
                lang,
                "What a manager wrote before it restarted.",
                "管理器重启前的日志。"
            ),
            run.manager_logs(&["--tail=100", "--previous"]),
            String::new(),
        ),
        step(
            say!(
                lang,
                "Watch job pods come and go.",
                "观察作业 Pod 的创建与删除。"
            ),
            run.jobs(&["get", "pods", "--selector", JOB, "--watch"]),
            say!(
                lang,
                "At most {concurrent} for each manager.",
                "每个管理器最多 {concurrent} 个。"
            ),
        ),
        step(
            say!(
                lang,
                "The containers of the newest job pod. A pod is deleted when its job ends.",
                "最新作业 Pod 的容器。作业结束后 Pod 即删除。"
            ),
            [&newest, "\n", &run.container_states("\"$POD\"")].concat(),
            String::new(),
        ),
    ];
    for (container, _) in plan.containers() {
        steps.push(step(
            match container {
                "build" => say!(lang, "The log of its build container.", "其 build 容器的日志。"),
                "helper" => say!(lang, "The log of its helper container.", "其 helper 容器的日志。"),
                name => say!(
                    lang,
                    "The log of its service {name}; without that alias in `.gitlab-ci.yml` it is called svc-0.",
                    "其服务 {name} 的日志；若 `.gitlab-ci.yml` 中没有该别名，容器名为 svc-0。"
                ),
            },
            of_pod(&["logs", "--container", container, "--timestamps"], ""),
            String::new(),
        ));
    }
    steps.push(step(
        say!(
            lang,
            "All containers of it at once.",
            "一次查看其全部容器。"
        ),
        of_pod(&["logs", "--all-containers", "--prefix"], ""),
        String::new(),
    ));
    steps.push(step(
        say!(
            lang,
            "What managers and jobs use now; needs metrics-server.",
            "管理器与作业当前的用量；需要 metrics-server。"
        ),
        [
            run.manager(&["top", "pod", "--selector", &selector]),
            run.jobs(&["top", "pod", "--selector", JOB, "--containers"]),
        ]
        .join("\n"),
        String::new(),
    ));
    if plan.managers.metrics {
        let forward = run.manager(&["port-forward", &run.deployment(), "9252:9252"]);
        steps.push(step(
            say!(
                lang,
                "The metrics of one manager: the first command stays in a terminal of its own. It reaches one of {replicas}; the others have counters of their own.",
                "单个管理器的指标：第一条命令需占用一个终端。只会连到 {replicas} 个中的一个，其余各有自己的计数。"
            ),
            [&forward, "\ncurl -sS http://127.0.0.1:9252/metrics | grep '^gitlab_runner_'"].concat(),
            "gitlab_runner_version_info".to_string(),
        ));
        steps.push(step(
            say!(
                lang,
                "The jobs that it runs, with their stages; by the same port-forward.",
                "它正在运行的作业及所处阶段；使用同一端口转发。"
            ),
            "curl -sS http://127.0.0.1:9252/debug/jobs/list".to_string(),
            String::new(),
        ));
    }
    let file = [names.fullname.as_str(), "-"].concat();
    let file = runwright_documents::shell::quote(&file);
    steps.push(step(
        say!(
            lang,
            "Keep the managers' log of a day. What was rotated away on the node is not in it.",
            "导出管理器一天的日志。节点上已轮转的部分不在其中。"
        ),
        [
            &run.manager_logs(&["--tail=-1", "--since=24h", "--timestamps"]),
            " > ",
            &file,
            "\"$(date +%Y%m%d)\".log",
        ]
        .concat(),
        String::new(),
    ));
    steps.push(step(
        say!(
            lang,
            "Keep the logs of all job pods that are there now.",
            "导出当前所有作业 Pod 的日志。"
        ),
        [
            "for pod in $(",
            &run.jobs(&["get", "pods", "--selector", JOB, "--output=name"]),
            "); do\n  ",
            &run.jobs(&["logs", "--all-containers", "--prefix", "--timestamps"]),
            " \"$pod\" > \"${pod#pod/}.log\"\ndone",
        ]
        .concat(),
        String::new(),
    ));
    steps
}
