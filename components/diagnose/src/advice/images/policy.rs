//! Advice on pull policies that the runner does not allow.

use super::parts::*;
use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_model::protocol::Advice;
use runwright_model::{Edit, say};

pub(super) fn policy(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    let asked = case.seen.get(What::Policy);
    let known = matches!(asked, "always" | "if-not-present" | "never");
    let set = job.pull_policy.join(", ");
    let allowed = if job.allowed_pull_policies.is_empty() {
        &job.pull_policy
    } else {
        &job.allowed_pull_policies
    };
    let outside: Vec<&str> = job
        .pull_policy
        .iter()
        .filter(|word| !allowed.contains(word))
        .map(String::as_str)
        .collect();
    if known {
        advice.title = say!(
            case.lang,
            "The runner does not allow the pull policy {}",
            "Runner 不允许拉取策略 {}",
            asked
        );
    }
    let none = p(case, "none", "无");
    let or = |text: &str| match text {
        "" => none.to_string(),
        text => code(text),
    };
    let mut meaning = vec![say!(
        case.lang,
        "A job's `pull_policy`, or else the plan's {}, must be among the allowed ones: {}.",
        "作业的 `pull_policy`（未写时取方案的值：{}）必须在允许的范围内：{}。",
        or(&set),
        or(&allowed.join(", "))
    )];
    if !job.pull_policy.is_empty() && outside.len() == job.pull_policy.len() {
        meaning.push(
            p(
                case,
                "The plan's own policy is not: every job fails, and the helper's image follows the same policy.",
                "方案自身的策略就不在其中：所有作业都会失败，helper 镜像也用同一策略。",
            )
            .to_string(),
        );
    } else if known && allowed.iter().any(|word| word == asked) {
        meaning.push(
            p(
                case,
                "The plan allows what the text names: the managers still run an older configuration.",
                "方案已允许文本中的策略：管理器运行的仍是旧配置。",
            )
            .to_string(),
        );
    } else {
        meaning.push(
            p(
                case,
                "The job asks for another one in `image:` or `services:`, and is refused before a pod exists.",
                "作业在 `image:` 或 `services:` 中要求了别的策略，Pod 创建之前就被拒绝。",
            )
            .to_string(),
        );
    }
    advice.meaning = meaning.join(case.lang.pick(" ", ""));
    advice.step(
        p(
            case,
            "See what the running managers allow.",
            "查看正在运行的管理器允许哪些策略。",
        ),
        case.commands().manager(&[
            "exec",
            &case.commands().deployment(),
            "--",
            "grep",
            "-n",
            "pull_polic",
            "/home/gitlab-runner/.gitlab-runner/config.toml",
        ]),
    );
    advice.step(
        p(
            case,
            "And what the job asks for, in its merged configuration (Build > Pipeline editor > Full configuration).",
            "再看作业在合并后的配置中要求什么（构建 > 流水线编辑器 > 完整配置）。",
        ),
        "",
    );
    if !case.plan.runner_has(15, 2) {
        // The setting is newer than the plan's runner.
    } else if known && !allowed.iter().any(|word| word == asked) {
        let mut words: Vec<String> = allowed.clone();
        words.push(asked.to_string());
        let label = if asked == "never" {
            say!(
                case.lang,
                "Allow {} too: jobs may then use whatever lies on a node",
                "同时允许 {}：作业可使用节点上的任何镜像",
                code(asked)
            )
        } else {
            say!(case.lang, "Allow {} too", "同时允许 {}", code(asked))
        };
        advice.fix(label, vec![Edit::set("job.allowed_pull_policies", words)]);
    } else if !outside.is_empty() {
        let mut words: Vec<String> = allowed.clone();
        words.extend(outside.iter().map(|word| word.to_string()));
        advice.fix(
            say!(
                case.lang,
                "Allow the plan's own {} too",
                "同时允许方案自身的 {}",
                code(&outside.join(", "))
            ),
            vec![Edit::set("job.allowed_pull_policies", words)],
        );
    } else if !known {
        let mut words: Vec<String> = allowed.clone();
        for word in ["always", "if-not-present"] {
            if !words.iter().any(|have| have == word) {
                words.push(word.to_string());
            }
        }
        if words != job.allowed_pull_policies {
            advice.fix(
                p(
                    case,
                    "Allow jobs `always` and `if-not-present`",
                    "允许作业使用 `always` 与 `if-not-present`",
                ),
                vec![Edit::set("job.allowed_pull_policies", words)],
            );
        }
    }
    let example = allowed.first().map_or("if-not-present", String::as_str);
    advice.by_hand(
        p(
            case,
            "Or let the job ask for an allowed one.",
            "或让作业改用允许的策略。",
        ),
        [
            "image:\n  name: ",
            &case.plan.job.image,
            "\n  pull_policy: ",
            example,
        ]
        .concat(),
    );
    advice.confirm(
        p(
            case,
            "Start the job again, and see that its pod is created.",
            "重新运行作业，确认 Pod 已创建。",
        ),
        case.commands()
            .jobs(&["get", "pods", "--selector", "job.runner.gitlab.com/pod"]),
    );
    advice.prevent(p(
        case,
        "Tell projects which policies the runner allows; leave `pull_policy` out where the default will do.",
        "告知各项目允许哪些策略；默认值够用时不要写 `pull_policy`。",
    ));
    advice.alike(
        case,
        "image_pull_not_found",
        p(
            case,
            "There the policy passes and the registry lacks the image.",
            "那里策略通过，但仓库没有镜像。",
        ),
    );
    advice.wrong(
        p(
            case,
            "Set `DOCKER_PULL_POLICY` or `KUBERNETES_PULL_POLICY` as a CI variable.",
            "把 `DOCKER_PULL_POLICY` 或 `KUBERNETES_PULL_POLICY` 设为 CI 变量。",
        ),
        p(
            case,
            "Both are read when a runner is registered; in a job they do nothing.",
            "两者只在注册 Runner 时读取，在作业中不起作用。",
        ),
    );
}
