//! Writes a pipeline of Grafana Alloy that sends the runner's logs to Loki.

use super::namespaces;
use crate::Cx;
use crate::monitoring::names::{regex, string};
use runwright_documents::{Printed, Tag, Token};
use runwright_files::Artefact;
use runwright_model::plan::LogFormat;
use runwright_model::protocol::FileGroup;

pub fn render(cx: &Cx) -> Artefact {
    let lang = cx.lang;
    let about = lang.pick(
        "A pipeline of Grafana Alloy: logs of managers and job pods to Loki.",
        "Grafana Alloy 采集配置：管理器与作业 Pod 的日志送至 Loki。",
    );
    let mut file = File::default();
    file.comment(about);
    file.comment(lang.pick(
        "Job pods vanish with their job: Alloy must run all the time, with the right to list pods and read pods/log.",
        "作业 Pod 随作业删除：Alloy 必须持续运行，且有权列出 Pod 并读取 pods/log。",
    ));
    file.comment(lang.pick(
        "LOKI_URL is an environment variable of Alloy: the address of the push interface, ending in /loki/api/v1/push.",
        "LOKI_URL 是 Alloy 的环境变量：推送接口地址，以 /loki/api/v1/push 结尾。",
    ));
    let quoted: Vec<String> = namespaces(cx).into_iter().map(string).collect();
    file.code("\ndiscovery.kubernetes \"gitlab_runner\" {\n  role = \"pod\"\n\n  namespaces {\n    names = [");
    file.code(&quoted.join(", "));
    file.code("]\n  }\n}\n\ndiscovery.relabel \"gitlab_runner\" {\n  targets = discovery.kubernetes.gitlab_runner.targets\n\n");
    file.inner(lang.pick(
        "Managers carry the chart's label release; job pods carry job.runner.gitlab.com/pod, whatever its value.",
        "管理器带有 Chart 的标签 release；作业 Pod 带有 job.runner.gitlab.com/pod，值不限。",
    ));
    let keep = [&regex(&cx.plan.target.release), ";.*|.*;true"].concat();
    file.code("  rule {\n    source_labels = [\n      \"__meta_kubernetes_pod_label_release\",\n      \"__meta_kubernetes_pod_labelpresent_job_runner_gitlab_com_pod\",\n    ]\n    separator = \";\"\n    regex     = ");
    file.code(&string(&keep));
    file.code("\n    action    = \"keep\"\n  }\n");
    for (from, to) in [
        ("__meta_kubernetes_namespace", "namespace"),
        ("__meta_kubernetes_pod_name", "pod"),
        ("__meta_kubernetes_pod_container_name", "container"),
    ] {
        file.code("\n  rule {\n    source_labels = [\"");
        file.code(from);
        file.code("\"]\n    target_label  = \"");
        file.code(to);
        file.code("\"\n  }\n");
    }
    file.code("\n  rule {\n    target_label = \"part\"\n    replacement  = \"manager\"\n  }\n\n  rule {\n    source_labels = [\"__meta_kubernetes_pod_labelpresent_job_runner_gitlab_com_pod\"]\n    regex         = \"true\"\n    target_label  = \"part\"\n    replacement   = \"job\"\n  }\n}\n\n");
    file.code("loki.source.kubernetes \"gitlab_runner\" {\n  targets    = discovery.relabel.gitlab_runner.output\n  forward_to = [loki.process.gitlab_runner.receiver]\n}\n\n");
    file.code("loki.process \"gitlab_runner\" {\n");
    file.code("  stage.match {\n    selector = \"{part=\\\"manager\\\"}\"\n\n");
    stage(cx, &mut file);
    file.code("\n    stage.labels {\n      values = { level = \"\" }\n    }\n  }\n\n  forward_to = [loki.write.gitlab_runner.receiver]\n}\n\n");
    file.code(
        "loki.write \"gitlab_runner\" {\n  endpoint {\n    url = sys.env(\"LOKI_URL\")\n  }\n}\n",
    );
    Artefact {
        path: "monitoring/logs.alloy".into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: file.0,
    }
}

/// Takes the level out of a line, by the plan's format.
fn stage(cx: &Cx, file: &mut File) {
    match cx.plan.gitlab.log_format {
        LogFormat::Json => {
            file.code("    stage.json {\n      expressions = { level = \"level\", msg = \"msg\" }\n    }\n");
        }
        LogFormat::Text => {
            file.code("    stage.logfmt {\n      mapping = { \"level\" = \"level\", \"msg\" = \"msg\" }\n    }\n");
        }
        LogFormat::Runner => {
            file.comment_at(
                "    ",
                cx.lang.pick(
                    "The format runner is for people: it names only levels from warning up. With json every line has one.",
                    "runner 格式面向阅读：只标出警告及以上级别。用 json 则每行都有级别。",
                ),
            );
            file.code("    stage.regex {\n      expression = \"^(?:\\\\x1b\\\\[[0-9;]*m)*(?P<level>WARNING|ERROR|FATAL|PANIC)\"\n    }\n");
        }
    }
}

/// A text in Alloy's syntax, with its comments told apart.
#[derive(Default)]
struct File(Printed);

impl File {
    fn put(&mut self, tag: Tag, text: &str) {
        self.0.text.push_str(text);
        match self.0.tokens.last_mut() {
            Some(last) if last.tag == tag => last.len += text.len() as u32,
            _ => self.0.tokens.push(Token {
                len: text.len() as u32,
                tag,
            }),
        }
    }

    fn code(&mut self, text: &str) {
        self.put(Tag::Plain, text);
    }

    fn comment(&mut self, text: &str) {
        self.comment_at("", text);
    }

    fn inner(&mut self, text: &str) {
        self.comment_at("  ", text);
    }

    fn comment_at(&mut self, indent: &str, text: &str) {
        self.code(indent);
        self.put(Tag::Comment, &["// ", text].concat());
        self.code("\n");
    }
}
