//! Writes a pipeline of Fluent Bit that collects the runner's logs from the nodes.

use super::namespaces;
use crate::Cx;
use crate::monitoring::names::regex;
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, Seq};
use runwright_files::Artefact;
use runwright_model::plan::LogFormat;
use runwright_model::protocol::FileGroup;

const TAG: &str = "gitlab-runner.*";

pub fn render(cx: &Cx) -> Artefact {
    let lang = cx.lang;
    let paths: Vec<String> = namespaces(cx)
        .iter()
        .map(|namespace| ["/var/log/containers/*_", namespace, "_*.log"].concat())
        .collect();
    let mut tail = Map::new();
    tail.put("name", "tail");
    tail.put("tag", TAG);
    tail.put("path", paths.join(",")).comment(lang.pick(
        "The name of a container's log holds its pod and namespace.",
        "容器日志的文件名中含 Pod 与命名空间。",
    ));
    tail.put("multiline.parser", "docker, cri");
    tail.put("db", "/var/log/flb-gitlab-runner.db")
        .comment(lang.pick(
            "Remembers how far files were read, across restarts.",
            "记录读取位置，重启后继续。",
        ));
    let json = cx.plan.gitlab.log_format == LogFormat::Json;
    let mut kubernetes = Map::new();
    kubernetes.put("name", "kubernetes");
    kubernetes.put("match", TAG);
    kubernetes.put("kube_tag_prefix", "gitlab-runner.var.log.containers.");
    kubernetes.put("labels", "on");
    let merge = kubernetes
        .put("merge_log", if json { "on" } else { "off" })
        .field("gitlab.log_format");
    if json {
        merge.comment(lang.pick(
            "The managers write JSON: level and msg become fields below entry.",
            "管理器输出 JSON：level 与 msg 成为 entry 下的字段。",
        ));
        kubernetes.put("merge_log_key", "entry");
    } else {
        merge.comment(lang.pick(
            "With the log format json the lines would become fields.",
            "日志格式改为 json 后，各行可解析为字段。",
        ));
    }
    let mut grep = Map::new();
    grep.put("name", "grep");
    grep.put("match", TAG);
    grep.put("logical_op", "or");
    let release = [
        "$kubernetes['labels']['release'] ^",
        &regex(&cx.plan.target.release),
        "$",
    ]
    .concat();
    grep.put(
        "regex",
        [
            release.as_str(),
            "$kubernetes['labels']['job.runner.gitlab.com/pod'] .",
        ]
        .into_iter()
        .collect::<Seq>(),
    )
    .comment(lang.pick(
        "Managers carry the chart's label release; job pods carry a label of their own.",
        "管理器带有 Chart 的标签 release；作业 Pod 有自己的标签。",
    ));
    let mut out = Map::new();
    out.put("name", "stdout").comment(lang.pick(
        "Shows that records arrive; put your own output here.",
        "用于确认记录已到达；请换成自己的输出。",
    ));
    out.put("match", TAG);
    let mut pipeline = Map::new();
    pipeline.put("inputs", vec![tail]);
    pipeline.put("filters", vec![kubernetes, grep]);
    pipeline.put("outputs", vec![out]);
    let mut file = Map::new();
    file.put("pipeline", pipeline);
    let about = lang.pick(
        "A pipeline of Fluent Bit: logs of managers and job pods.",
        "Fluent Bit 采集配置：管理器与作业 Pod 的日志。",
    );
    let document = Document::new(file).head(about).head(lang.pick(
        "Fluent Bit must run on every node that jobs run on, as a DaemonSet that tolerates their taints, and may read pods.",
        "Fluent Bit 须以 DaemonSet 运行在所有作业节点上，容忍其污点，并有权读取 Pod。",
    ));
    Artefact {
        path: "monitoring/fluent-bit.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: yaml::print(&[document]),
    }
}
