//! Leads from a symptom to a cause by questions, without a text.
//!
//! The questions are tables, one per area. A text may name the plan: `{jobs}` and `{managers}` are its namespaces,
//! `{gitlab}` its server, `{slots}`, `{poll}`, `{interval}` and `{policy}` its settings. An answer leads to another
//! question or to a cause; a question without answers is an end that says what to do.

mod look;
mod manager;
mod pod;
mod run;
#[cfg(test)]
mod tests;

use crate::advice::{Case, topics};
use runwright_model::Text;
use runwright_model::protocol::{PathAnswer, PathNode, Step, Symptom, SymptomsSay};
use runwright_model::text::t;

/// What people see, and the question it begins with.
struct Sign {
    id: &'static str,
    title: Text,
    about: Text,
    node: &'static str,
}

struct Node {
    id: &'static str,
    question: Text,
    steps: &'static [Look],
    answers: &'static [(Text, To)],
}

/// Something to look at.
struct Look {
    text: Text,
    command: fn(&Case) -> String,
    expect: Text,
}

#[derive(Clone, Copy)]
enum To {
    Node(&'static str),
    Cause(&'static str),
}

const fn sign(id: &'static str, title: Text, about: Text) -> Sign {
    Sign {
        id,
        title,
        about,
        node: id,
    }
}

const fn node(
    id: &'static str,
    question: Text,
    steps: &'static [Look],
    answers: &'static [(Text, To)],
) -> Node {
    Node {
        id,
        question,
        steps,
        answers,
    }
}

const fn look(text: Text, command: fn(&Case) -> String, expect: Text) -> Look {
    Look {
        text,
        command,
        expect,
    }
}

fn nodes() -> impl Iterator<Item = &'static Node> {
    [manager::NODES, pod::NODES, run::NODES]
        .into_iter()
        .flatten()
}

/// All symptoms and the questions behind them.
pub fn symptoms(case: &Case) -> SymptomsSay {
    let names = Names::of(case);
    SymptomsSay {
        symptoms: SIGNS
            .iter()
            .map(|sign| Symptom {
                id: sign.id.to_string(),
                title: case.t(sign.title).to_string(),
                about: names.fill(case.t(sign.about)),
                node: sign.node.to_string(),
            })
            .collect(),
        nodes: nodes().map(|node| say(node, case, &names)).collect(),
        causes: topics()
            .map(|topic| (topic.id.to_string(), case.t(topic.title).to_string()))
            .collect(),
    }
}

fn say(node: &Node, case: &Case, names: &Names) -> PathNode {
    let step = |look: &Look| Step {
        text: names.fill(case.t(look.text)),
        command: (look.command)(case),
        expect: names.fill(case.t(look.expect)),
    };
    let answer = |(label, to): &(Text, To)| {
        let (node, category) = match *to {
            To::Node(node) => (node, ""),
            To::Cause(category) => ("", category),
        };
        PathAnswer {
            label: names.fill(case.t(*label)),
            node: node.to_string(),
            category: category.to_string(),
        }
    };
    PathNode {
        id: node.id.to_string(),
        question: names.fill(case.t(node.question)),
        steps: node.steps.iter().map(step).collect(),
        answers: node.answers.iter().map(answer).collect(),
    }
}

/// The plan's names by the words that stand for them in texts.
struct Names(Vec<(&'static str, String)>);

impl Names {
    fn of(case: &Case) -> Names {
        let plan = case.plan;
        Names(vec![
            ("jobs", plan.target.job_namespace.clone()),
            ("managers", plan.target.namespace.clone()),
            ("gitlab", plan.gitlab.url.clone()),
            ("slots", plan.slots().to_string()),
            ("poll", plan.job.poll_timeout.to_string()),
            ("interval", plan.gitlab.check_interval.to_string()),
            ("policy", plan.job.pull_policy.join(", ")),
        ])
    }

    /// Puts the names in, in one pass: a name that looks like a word is not filled again.
    fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let known = after.split_once('}').and_then(|(word, behind)| {
                let name = self.0.iter().find(|(known, _)| *known == word)?;
                Some((name.1.as_str(), behind))
            });
            match known {
                Some((name, behind)) => {
                    out.push_str(name);
                    rest = behind;
                }
                None => {
                    out.push('{');
                    rest = after;
                }
            }
        }
        out.push_str(rest);
        out
    }
}

/// The guide's six problems first, then what else people see.
const SIGNS: &[Sign] = &[
    sign(
        "register",
        t("The runner does not register", "Runner 注册失败"),
        t(
            "The manager's log says `Failed to register` or `verify`, or it cannot reach GitLab.",
            "管理器日志出现 `Failed to register` 或 `verify` 失败，或者连不上 GitLab。",
        ),
    ),
    sign(
        "pull",
        t("An image cannot be pulled", "镜像拉取失败"),
        t(
            "`Failed to pull image`, `ErrImagePull`, `ImagePullBackOff`.",
            "`Failed to pull image`、`ErrImagePull`、`ImagePullBackOff`。",
        ),
    ),
    sign(
        "oom",
        t(
            "A container runs out of memory",
            "容器内存不足（DinD、服务、构建）",
        ),
        t(
            "`OOMKilled`, exit code 137, or Docker-in-Docker dies without a word.",
            "`OOMKilled`、退出码 137，或 Docker-in-Docker 无声退出。",
        ),
    ),
    sign(
        "scheduling",
        t("No node takes the job pod", "作业 Pod 调度失败"),
        t(
            "`FailedScheduling`, `0/3 nodes are available`.",
            "`FailedScheduling`、`0/3 nodes are available`。",
        ),
    ),
    sign(
        "slow",
        t("Jobs start slowly", "镜像拉取慢、作业启动慢"),
        t(
            "They run in the end, but minutes pass before the script.",
            "作业最终能运行，但脚本开始前要等几分钟。",
        ),
    ),
    sign(
        "pending",
        t("The job pod stays Pending", "作业 Pod 卡在 Pending"),
        t(
            "The job log repeats `Waiting for pod … status is Pending`.",
            "作业日志不断重复 `Waiting for pod … status is Pending`。",
        ),
    ),
    sign(
        "stuck",
        t("No runner picks the job up", "没有 Runner 接作业"),
        t(
            "GitLab says `This job is stuck`, or the job is pending without a log.",
            "GitLab 显示 `This job is stuck`，或作业一直等待且没有日志。",
        ),
    ),
    sign(
        "manager",
        t("A manager crashes or is not ready", "管理器崩溃或未就绪"),
        t(
            "Pods in `{managers}` restart, wait, or are `0/1`.",
            "`{managers}` 中的 Pod 反复重启、等待或为 `0/1`。",
        ),
    ),
    sign(
        "prepare",
        t("The job fails before its script", "作业在脚本开始前失败"),
        t(
            "`Job failed (system failure): prepare environment: …`",
            "`Job failed (system failure): prepare environment: …`",
        ),
    ),
    sign(
        "refused",
        t(
            "The cluster refuses: forbidden, denied, exceeded",
            "集群拒绝：forbidden、denied、exceeded",
        ),
        t(
            "Permissions, admission, Pod Security or a quota stop the pod.",
            "权限、准入、Pod 安全或配额阻止了 Pod。",
        ),
    ),
    sign(
        "names",
        t("A name is not found", "域名无法解析"),
        t(
            "`no such host`, `Could not resolve host`, `Temporary failure in name resolution`.",
            "`no such host`、`Could not resolve host`、`Temporary failure in name resolution`。",
        ),
    ),
    sign(
        "clone",
        t("Cloning fails", "克隆失败"),
        t(
            "`get_sources` ends with a `fatal:` line of git.",
            "`get_sources` 阶段以 git 的 `fatal:` 行结束。",
        ),
    ),
    sign(
        "docker",
        t("Docker in the job does not work", "作业中的 Docker 不可用"),
        t(
            "No daemon, certificates, privilege, a registry that refuses, or a build that hangs.",
            "找不到守护进程、证书或特权问题、镜像仓库拒绝，或构建卡住。",
        ),
    ),
    sign(
        "dies",
        t("The job dies in the middle", "作业中途终止"),
        t(
            "Exit code 137, `Killed`, or the pod is gone.",
            "退出码 137、`Killed`，或 Pod 消失。",
        ),
    ),
    sign(
        "script",
        t(
            "A command of the job fails because of where it runs",
            "作业命令因运行环境而失败",
        ),
        t(
            "It works elsewhere, but here a file, a right or a connection is missing.",
            "在别处正常，在这里却缺文件、权限或网络。",
        ),
    ),
    sign(
        "cache",
        t("The cache does not work", "缓存不起作用"),
        t(
            "`Failed to extract cache`, `No URL provided`, or every job downloads again.",
            "`Failed to extract cache`、`No URL provided`，或每个作业都重新下载。",
        ),
    ),
];
