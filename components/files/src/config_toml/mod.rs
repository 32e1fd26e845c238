//! Writes the runner's template: the `[[runners]]` entry that `runners.config` of values.yaml holds.
//!
//! Exactly one entry and no global keys: registration refuses a second entry and drops globals
//! (gitlabhq/gitlab-runner@9cbf0074:commands/register.go).

mod bindings;
mod scheduling;
mod security;
mod volumes;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use bindings::{BINDINGS, Binding, Group};

use crate::{Artefact, Context};
use runwright_documents::{Map, Printed, Seq, toml};
use runwright_model::Text;
use runwright_model::order::sort_short;
use runwright_model::protocol::FileGroup;
use runwright_model::text::t;

/// The order of the tables in `[runners.kubernetes]`: where the pod runs, how it finds names, what it mounts, what
/// it may do. Keys that are not listed are values, which the printer puts first.
const TABLES: &[&str] = &[
    "node_selector",
    "node_tolerations",
    "affinity",
    "dns_config",
    "host_aliases",
    "volumes",
    "pod_security_context",
    "service_container_security_context",
    "pod_spec",
];

/// The template as a file to read; what is applied is its copy in values.yaml.
pub fn render(cx: &Context) -> Option<Artefact> {
    let mut map = template(cx);
    let about = t(
        "The runner's template, as runners.config in values.yaml holds it",
        "Runner 模板，即 values.yaml 中 runners.config 的内容",
    );
    map.entry("runners").comment(
        t(
            "The text of runners.config in values.yaml, here to be read by itself.\n\
             Not to be applied: Helm brings it to the managers, the chart adds url, token and executor, and global \
             settings such as concurrent are keys of values.yaml.",
            "values.yaml 中 runners.config 的文本，单独列出以便阅读。\n\
             无需单独应用：由 Helm 交给管理器，url、token 与 executor 由 Chart 添加，concurrent 等全局设置是 values.yaml 的键。",
        )
        .get(cx.lang),
    );
    Some(Artefact {
        path: "config.toml".into(),
        about: about.get(cx.lang).to_owned(),
        group: FileGroup::Helm,
        printed: toml::print(&map),
    })
}

/// The template, printed; not yet escaped for Helm.
pub fn printed(cx: &Context) -> Printed {
    toml::print(&template(cx))
}

/// The template: one key, `runners`, with one table in it.
pub fn template(cx: &Context) -> Map {
    let mut map = Map::new();
    let mut runners = Seq::new();
    runners.push(runner(cx)).blank();
    map.put("runners", runners);
    map
}

/// The table of the runner.
pub fn runner(cx: &Context) -> Map {
    let mut runner = Map::new();
    simple(cx, &mut runner);
    let kubernetes = runner.at(&["kubernetes"]);
    scheduling::put(cx, kubernetes);
    volumes::put(cx, kubernetes);
    security::put_service_context(cx, kubernetes);
    let patched = security::put_old_seccomp(cx, kubernetes);
    let place = |key: &str| TABLES.iter().position(|table| *table == key);
    sort_short(&mut kubernetes.entries, |one, other| {
        place(&one.key) < place(&other.key)
    });
    if patched {
        runner
            .put_path(
                &["feature_flags", "FF_USE_ADVANCED_POD_SPEC_CONFIGURATION"],
                true,
            )
            .field("security.pod_security")
            .comment(
                t(
                    "Without this flag pod_spec is ignored.",
                    "没有此开关，pod_spec 会被忽略。",
                )
                .get(cx.lang),
            );
    }
    #[cfg(feature = "documents")]
    crate::open::extras::put_runner(cx.plan, &mut runner);
    runner
}

/// Writes the settings of [`BINDINGS`] that this plan sets and its runner reads.
fn simple(cx: &Context, runner: &mut Map) {
    let mut last: Option<(Group, &str)> = None;
    for binding in BINDINGS {
        let Some(value) = binding
            .known(cx.plan)
            .then(|| (binding.value)(cx.plan))
            .flatten()
        else {
            continue;
        };
        let table = binding.path.rsplit_once('.').map_or("", |(table, _)| table);
        let entry = runner.put_path(&binding.keys(), value).field(binding.field);
        if last != Some((binding.group, table)) {
            if last.is_some_and(|(_, before)| before == table) {
                entry.blank();
            }
            let heading = binding.group.heading().get(cx.lang);
            if !heading.is_empty() {
                entry.comment(heading);
            }
        }
        let why = binding.why.get(cx.lang);
        if !why.is_empty() {
            entry.comment(why);
        }
        last = Some((binding.group, table));
    }
}

/// Says at the top of `[runners.kubernetes]` what no key of it can show.
fn remark(cx: &Context, kubernetes: &mut Map, text: Text) {
    // The namespace is always written and stands first.
    kubernetes.entry("namespace").comment(text.get(cx.lang));
}
