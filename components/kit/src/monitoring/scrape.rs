//! Writes a scrape job for a Prometheus that nothing else tells where the managers are.

use super::names::{Names, regex, scrape};
use crate::Cx;
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, Seq};
use runwright_files::Artefact;
use runwright_model::plan::Scrape;
use runwright_model::protocol::FileGroup;

pub fn render(cx: &Cx, names: &Names) -> Option<Artefact> {
    if scrape(cx.plan) != Scrape::Port {
        return None;
    }
    let lang = cx.lang;
    let mut job = Map::new();
    job.put("job_name", ["gitlab-runner/", &names.fullname].concat())
        .field("monitoring.scrape");
    let mut discovery = Map::new();
    discovery.put("role", "pod");
    discovery
        .put_path(
            &["namespaces", "names"],
            Seq::flow([cx.plan.target.namespace.as_str()]),
        )
        .field("target.namespace");
    job.put("kubernetes_sd_configs", vec![discovery]);
    let mut rules = Seq::new();
    let keep = |label: &str, value: &str| {
        let mut rule = Map::new();
        rule.put(
            "source_labels",
            Seq::flow([["__meta_kubernetes_pod_", label].concat()]),
        );
        rule.put("regex", value);
        rule.put("action", "keep");
        rule
    };
    rules
        .push(keep("label_app", &regex(&names.fullname)))
        .comment(lang.pick(
            "The chart labels each manager with app.",
            "Chart 给每个管理器打上标签 app。",
        ));
    rules
        .push(keep("container_port_number", "9252"))
        .comment(lang.pick(
            "The container declares the port; others of the pod are not scraped.",
            "容器声明了该端口；不抓取 Pod 的其他端口。",
        ));
    for (from, to) in [
        ("__meta_kubernetes_namespace", "namespace"),
        ("__meta_kubernetes_pod_name", "pod"),
    ] {
        let mut rule = Map::new();
        rule.put("source_labels", Seq::flow([from]));
        rule.put("target_label", to);
        rules.push(rule);
    }
    job.put("relabel_configs", rules);
    let mut file = Map::new();
    file.put("scrape_configs", vec![job]);
    let about = lang.pick("A scrape job for Prometheus.", "Prometheus 的抓取任务。");
    let document = Document::new(file).head(about).head(lang.pick(
        "Add the job to prometheus.yml. Prometheus needs the right to list pods in this namespace.",
        "把该任务加入 prometheus.yml。Prometheus 需有权列出此命名空间的 Pod。",
    ));
    Some(Artefact {
        path: "monitoring/scrape-job.yaml".into(),
        about: about.to_string(),
        group: FileGroup::Run,
        printed: yaml::print(&[document]),
    })
}
