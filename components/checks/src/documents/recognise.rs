//! Hands each part of a file to the rules for it.

use runwright_documents::source::Fault;
use runwright_files::open::{Form, Kind, Opened, View, value::is_template};
use runwright_model::say;
use runwright_model::version::Version;

use std::rc::Rc;

use super::config::{self, Origin};
use super::fix::Reach;
use super::node::{Node, Placed};
use super::place::{Lines, Place};
use super::report::{Report, Rule};
use super::{chart, corefile, rules};

/// Syntax errors told of one text; the later ones mostly follow from the first.
const MAX_FAULTS: usize = 5;

pub fn check(text: &str, opened: &Opened, out: &mut Report) {
    if opened.form == Form::TooLarge {
        return out.say(
            rules::TOO_LARGE,
            Place::START,
            ("the file is larger than 8 MB", "文件超过 8 MB"),
            (
                "Values and configurations are a few kilobytes; this is something else.",
                "values 与配置通常只有几 KB，这应当是别的文件。",
            ),
        );
    }
    let lines = Lines::of(text);
    let ours = [
        "gitlabUrl",
        "[[runners]]",
        "runnerToken",
        "runnerRegistrationToken",
        "gitlab-runner",
        "runners:",
    ];
    let broken = !opened.faults().is_empty() && ours.iter().any(|word| text.contains(word));
    if opened.parts.is_empty() && !broken {
        return out.say(
            rules::NOT_RECOGNISED,
            Place::START,
            ("not recognised: neither chart values nor a runner's configuration", "无法识别：既不是 Chart 的 values，也不是 Runner 配置"),
            (
                "Known are values.yaml of the gitlab-runner chart (also inside a HelmRelease or an Application), config.toml (also in a ConfigMap), Corefiles and plans.",
                "支持 gitlab-runner Chart 的 values.yaml（包括 HelmRelease 与 Application 中的）、config.toml（包括 ConfigMap 中的）、Corefile 以及方案文件。",
            ),
        );
    }
    // Of a file of TOML the part says them.
    if opened.form != Form::Config {
        faults(
            opened.faults(),
            text,
            rules::YAML_SYNTAX,
            &|at| lines.place(at),
            out,
        );
    }
    for (key, span) in opened.repeated() {
        out.tell(
            rules::REPEATED_KEY,
            lines.place(span.start),
            say!(
                out.lang,
                "{key} stands twice in one map",
                "同一映射中出现了两次 {key}"
            ),
            say!(
                out.lang,
                "Only one of them counts, or the file is refused. Remove one.",
                "只有一个会生效，或者整个文件被拒绝。请删除其一。"
            ),
        );
    }
    let views: Vec<_> = opened
        .parts
        .iter()
        .map(|part| opened.view(text, part))
        .collect();
    let roots: Vec<Option<Rc<Node>>> = opened
        .parts
        .iter()
        .zip(&views)
        .map(|(part, view)| Some(Rc::new(placed(part.kind, view.as_ref()?, &lines).root())))
        .collect();
    // The plan is bound to the first part of each kind.
    let first = |fits: fn(Kind) -> bool| opened.parts.iter().position(|part| fits(part.kind));
    let root = |at: Option<usize>| roots.get(at?).cloned().flatten();
    let values = first(|kind| kind == Kind::Values);
    let configuration = first(|kind| matches!(kind, Kind::Config { .. }));
    out.bound.values = root(values);
    out.bound.config = root(configuration);
    out.bound.runner = out.bound.config.as_deref().and_then(config::bound);
    out.bound.chart = Version::parse(opened.release.chart.trim_start_matches('v'));
    for (index, part) in opened.parts.iter().enumerate() {
        let (Some(view), Some(root)) = (
            views.get(index).and_then(Option::as_ref),
            roots.get(index).and_then(Option::as_ref),
        ) else {
            continue;
        };
        out.reach = if [values, configuration].contains(&Some(index)) {
            Reach::All
        } else {
            Reach::Nothing
        };
        match part.kind {
            Kind::Values => chart::check(root, out),
            Kind::Config { template } => {
                let origin = if template {
                    Origin::Template
                } else {
                    Origin::File
                };
                let placed = placed(part.kind, view, &lines);
                config::check(&placed, root, view.text(text), origin, out);
            }
            Kind::Corefile => corefile::check(&part.way, view, text, &lines, out),
        }
    }
}

fn placed<'a>(kind: Kind, view: &'a View, lines: &'a Lines<'a>) -> Placed<'a> {
    let part = match kind {
        Kind::Values => "values.",
        _ => "config.",
    };
    Placed { view, lines, part }
}

/// Says where a text cannot be read.
pub fn faults(
    faults: &[Fault],
    text: &str,
    rule: Rule,
    place: &dyn Fn(usize) -> Place,
    out: &mut Report,
) {
    // Both branches of a condition may hold the same key.
    let branches = [
        "{{- if",
        "{{ if",
        "{{- else",
        "{% if",
        "{{- range",
        "{{ range",
    ]
    .iter()
    .any(|word| text.contains(word));
    let toml = rule == rules::TOML_SYNTAX;
    let mut last = 0;
    for fault in faults.iter().take(MAX_FAULTS) {
        let at = place(fault.at);
        let message = out.lang.pick(fault.what.0, fault.what.1);
        if at.line == last {
            continue;
        }
        last = at.line;
        if branches || is_template(line_at(text, fault.at)) {
            out.tell(
                rules::TEMPLATE,
                at,
                say!(out.lang, "this place can be checked only once the template is rendered", "此处要在模板渲染之后才能检查"),
                say!(out.lang, "With its expressions left out it does not read: {message}. Check the output of helm template.", "去掉表达式后无法解析：{message}。可检查 helm template 的输出。"),
            );
        } else if toml {
            out.tell(
                rule,
                at,
                say!(
                    out.lang,
                    "not valid TOML: {message}",
                    "不是有效的 TOML：{message}"
                ),
                say!(
                    out.lang,
                    "The runner refuses the whole file.",
                    "Runner 会拒绝整个文件。"
                ),
            );
        } else {
            out.tell(
                rule,
                at,
                say!(
                    out.lang,
                    "not valid YAML: {message}",
                    "不是有效的 YAML：{message}"
                ),
                say!(
                    out.lang,
                    "Helm and kubectl refuse the file. The mistake is here or shortly above.",
                    "Helm 与 kubectl 会拒绝该文件。错误就在此处或稍前的位置。"
                ),
            );
        }
    }
}

/// The line that an offset is on.
fn line_at(text: &str, at: usize) -> &str {
    let start = text
        .get(..at)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    text.get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default()
}
