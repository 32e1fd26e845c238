//! Says in words what a text is, what else stands in it, and what to fetch where it is not enough.

use super::Diagnosis;
use super::kind::Fact;
use crate::advice::Case;
use runwright_model::protocol::{Step, Sure};
use runwright_model::text::t;
use runwright_model::{Lang, Text, say};

const KINDS: [(Fact, Text); 6] = [
    (Fact::Job, t("job log", "作业日志")),
    (Fact::Manager, t("managers' log", "管理器日志")),
    (Fact::Events, t("events of the cluster", "集群事件")),
    (
        Fact::Describe,
        t("description of pods", "Pod 的 describe 输出"),
    ),
    (
        Fact::Json,
        t("pods or events as JSON", "JSON 格式的 Pod 或事件"),
    ),
    (
        Fact::Yaml,
        t("pods or events as YAML", "YAML 格式的 Pod 或事件"),
    ),
];

/// Causes that say only that something did not work.
const BARE: [&str; 3] = [
    "image_pull_backoff_unspecified",
    "pod_start_timeout",
    "exit_137_ambiguous",
];

impl Diagnosis {
    /// What was pasted, in words: `job log, 14 lines`.
    pub fn what(&self, lang: Lang) -> String {
        if self.lines == 0 {
            return lang.pick("no text", "没有文本").to_string();
        }
        let kinds = KINDS.iter().filter(|(fact, _)| self.about.has(*fact));
        let kinds: Vec<&str> = kinds.map(|(_, name)| name.get(lang)).collect();
        let what = match kinds.as_slice() {
            [] => lang.pick("text", "文本").to_string(),
            kinds => kinds.join(lang.pick(" and ", "与")),
        };
        let lines = self.lines;
        if lines == 1 {
            return say!(lang, "{what}, 1 line", "{what}，1 行");
        }
        say!(lang, "{what}, {lines} lines", "{what}，共 {lines} 行")
    }

    /// What else is to be said: the job's own script failed, nothing of ours, causes that are independent, phrases that mislead.
    pub fn notes(&self, lang: Lang) -> Vec<String> {
        let mut notes = Vec::new();
        let certain = self
            .causes
            .iter()
            .filter(|cause| cause.sure < Sure::Possible)
            .count();
        match (self.script_failed, self.causes.is_empty()) {
            (Some(line), true) => notes.push(say!(
                lang,
                "The job's own script failed (line {line}); the text names nothing of the runner or the cluster.",
                "失败的是作业自己的脚本（第 {line} 行）；文本中没有 Runner 或集群方面的原因。",
            )),
            (Some(line), false) => notes.push(say!(
                lang,
                "Line {line} says that the script ended with an error; what is named below may be why, if the script depends on it.",
                "第 {line} 行表明脚本以错误结束；如果脚本依赖下面列出的环节，它们可能就是原因。",
            )),
            (None, true) if self.lines > 0 => notes.push(
                lang.pick(
                    "Nothing in the text names a cause in the runner or the cluster.",
                    "文本中没有指向 Runner 或集群的原因。",
                )
                .to_string(),
            ),
            _ => {}
        }
        if certain > 1 {
            notes.push(
                lang.pick(
                    "The causes are independent of each other as far as the text tells; mending one does not mend the others.",
                    "就文本来看，这些原因彼此独立；解决其中一个并不会解决其他的。",
                )
                .to_string(),
            );
        }
        if self.about.has(Fact::NetworkPhrase) {
            notes.push(
                lang.pick(
                    "“You may be having network problems” is a stock phrase: the runner prints it for a refused token as well.",
                    "“You may be having network problems”是固定提示：令牌被拒绝时 Runner 也会打印它。",
                )
                .to_string(),
            );
        }
        if self.about.has(Fact::ProfileLink) {
            notes.push(
                lang.pick(
                    "The link to shell profile loading is appended to every failure of this stage; it has nothing to do with pods.",
                    "指向 shell profile 的链接会附加在该阶段的每一个失败之后，与 Pod 无关。",
                )
                .to_string(),
            );
        }
        if self.about.has(Fact::CleanupPhrase) {
            notes.push(
                lang.pick(
                    "`resource name may not be empty` at clean-up follows from an earlier failure: there was nothing to clean up.",
                    "清理时的 `resource name may not be empty` 是先前失败的结果：没有东西可清理。",
                )
                .to_string(),
            );
        }
        notes
    }

    /// What to fetch when the text is not enough to tell.
    pub fn ask_for(&self, case: &Case) -> Vec<Step> {
        let first = self.causes.first();
        let bare = first.is_some_and(|cause| BARE.contains(&cause.category));
        let vague = first.is_some_and(|cause| cause.sure == Sure::Possible);
        // A script that failed needs nothing more, and a job that went well neither.
        let nothing = first.is_none() && (self.about.has(Fact::System) || !self.explains_itself());
        if self.lines == 0 || !(bare || vague || nothing) {
            return Vec::new();
        }
        let lang = case.lang;
        let commands = case.commands();
        let seen = first.map_or(case.seen, |cause| &cause.seen);
        let pod = crate::commands::pod_of(seen);
        let step = |text: Text, command: String| Step {
            text: text.get(lang).to_string(),
            command,
            expect: String::new(),
        };
        let mut steps = Vec::new();
        let manager = self.about.has(Fact::Manager) && !self.about.has(Fact::Job);
        if !manager {
            if pod == "\"$POD\"" {
                steps.push(step(
                    t(
                        "Take the newest job pod, or set `POD` to the name in the job log.",
                        "取最新的作业 Pod，或把 `POD` 设为作业日志中的名称。",
                    ),
                    commands.newest_job(),
                ));
            }
            steps.push(step(
                t(
                    "The pod's events, kept for an hour by default; they outlive the pod.",
                    "该 Pod 的事件，默认保留一小时；Pod 删除后仍可查看。",
                ),
                commands.events_of(&pod),
            ));
            if first.is_none_or(|cause| cause.category != "image_pull_backoff_unspecified") {
                steps.push(step(
                    t(
                        "How each container ended; only while the pod exists.",
                        "每个容器如何结束；仅在 Pod 存在时可查。",
                    ),
                    commands.container_states(&pod),
                ));
            }
        }
        if first.is_none() || manager || vague && !bare {
            steps.push(step(
                t(
                    "The managers' log around the time of the failure.",
                    "失败前后的管理器日志。",
                ),
                commands.manager_logs(&["--since=1h", "--tail=-1"]),
            ));
        }
        steps
    }

    fn explains_itself(&self) -> bool {
        self.script_failed.is_some() || self.about.has(Fact::Succeeded)
    }
}
