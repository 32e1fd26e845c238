//! Writes the chart's values: what Helm is given, with the runner's template inside.
//!
//! A key that the plan's chart does not read is left out. Keys and their releases: packages 0.41.0 to 0.86.0 in the
//! history of DoD-Platform-One/gitlab-runner@839115b7.

mod access;
pub mod helm;
mod pods;
mod runner;

#[cfg(test)]
mod tests;

use crate::{Artefact, Context};
use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, shell};
use runwright_model::protocol::FileGroup;
use runwright_model::say;
use runwright_model::text::t;

/// Stands where an authentication token belongs, until somebody fills it in.
pub const TOKEN_PLACEHOLDER: &str = "glrt-REPLACE-ME";

/// The repository of the chart, and the name that the commands here give it.
pub const REPOSITORY: &str = "https://charts.gitlab.io";
pub const CHART_REF: &str = "gitlab/gitlab-runner";

pub fn render(cx: &Context) -> Option<Artefact> {
    let about = t(
        "Values for the chart, with the runner's template inside",
        "Chart 的 values，内含 Runner 模板",
    );
    Some(Artefact {
        path: "values.yaml".into(),
        about: about.get(cx.lang).to_owned(),
        group: FileGroup::Helm,
        printed: yaml::print(&[Document::new(values(cx)).head(head(cx)).head(install(cx))]),
    })
}

/// The values as a tree.
pub fn values(cx: &Context) -> Map {
    let mut map = Map::new();
    runner::put_server(cx, &mut map);
    runner::put_managers(cx, &mut map);
    runner::put_runners(cx, &mut map);
    access::put(cx, &mut map);
    pods::put(cx, &mut map);
    #[cfg(feature = "documents")]
    crate::open::extras::put_values(cx.plan, &mut map);
    map
}

fn head(cx: &Context) -> String {
    let (chart, runner) = (cx.plan.target.chart, cx.plan.runner());
    say!(
        cx.lang,
        "Values for the chart gitlab-runner {chart}, which installs GitLab Runner {runner}. Written by Runwright.",
        "gitlab-runner Chart {chart}（安装 GitLab Runner {runner}）的 values。由 Runwright 生成。"
    )
}

/// The command that applies the file, indented so that it is not wrapped.
fn install(cx: &Context) -> String {
    let mut text = t(
        "Apply it with install.sh, or:",
        "用 install.sh 应用，或执行：",
    )
    .get(cx.lang)
    .to_owned();
    text.push_str("\n  ");
    text.push_str(&shell::join(&upgrade(cx)));
    text
}

/// The words of the command that installs or upgrades the release.
pub fn upgrade(cx: &Context) -> Vec<String> {
    let target = &cx.plan.target;
    let mut words: Vec<String> = ["helm", "upgrade", "--install", &target.release, CHART_REF]
        .map(str::to_owned)
        .into();
    words.push("--namespace".to_owned());
    words.push(target.namespace.clone());
    words.push("--version".to_owned());
    words.push(target.chart.to_string());
    words.push("--values".to_owned());
    words.push("values.yaml".to_owned());
    words
}
