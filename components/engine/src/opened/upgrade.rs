//! Says what a change of version means for the plan and the opened files.

use super::minimal::visit;
use runwright_checks::upgrade::{self, Advice, Part, Versions};
use runwright_files::Context;
use runwright_files::open::{self, Kind};
use runwright_model::catalogue;
use runwright_model::protocol::{PlanAsk, ReleaseSay, Say, UpgradeSay};
use runwright_model::version::runner_of;
use runwright_model::{Draft, Edit, Finding, Fix, Lang, Plan, Version, say};

pub fn upgrade(ask: &PlanAsk, chart: &str, lang: Lang) -> Say {
    let Some(chart) = Version::parse(chart) else {
        return Say::Failed {
            message: ["no version: ", chart].concat(),
        };
    };
    let (reading, artefacts) = crate::plan::artefacts_of(ask, &ask.draft, &ask.good, lang);
    let plan = &reading.plan;
    let from = Versions {
        chart: plan.target.chart,
        runner: plan.runner(),
    };
    let to = Versions {
        chart,
        runner: runner_of(chart),
    };
    let mut set = Vec::new();
    for artefact in &artefacts {
        keys_of(&artefact.printed.text, &artefact.path, &mut set);
    }
    let sets = |part: Part, path: &str| {
        set.iter().any(|(of, known)| {
            *of == part
                && known
                    .strip_prefix(path)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    };
    let script = script(ask, plan, chart, lang);
    let mut findings = upgrade::advise(&from, &to, &sets, lang);
    // Going back, the catalogue knows more keys than the table of changes.
    let mut newer = set.iter().filter_map(|(part, path)| {
        let of = match part {
            Part::Config => catalogue::Part::Config,
            Part::Values => catalogue::Part::Values,
        };
        Some((*part, path.as_str(), catalogue::find(of, path)?.since?))
    });
    if let Some(back) = upgrade::downgrade(&from, &to, &mut newer, lang) {
        match findings.iter_mut().find(|advice| advice.code == back.code) {
            Some(known) => *known = back,
            None => findings.push(back),
        }
    }
    Say::Upgrade(Box::new(UpgradeSay {
        from: both(&from),
        to: both(&to),
        findings: findings
            .into_iter()
            .map(|advice| finding(advice, &ask.draft, lang))
            .collect(),
        releases: upgrade::releases(&from, &to, &sets, lang)
            .into_iter()
            .map(|release| ReleaseSay {
                version: release.version,
                date: release.date,
                lines: release.lines,
            })
            .collect(),
        tokens: script.runs(),
        script: script.text,
    }))
}

fn both(versions: &Versions) -> String {
    [
        &versions.chart.to_string(),
        " · runner ",
        &versions.runner.to_string(),
    ]
    .concat()
}

/// The steps to the other chart: the plan as it will be.
fn script(ask: &PlanAsk, plan: &Plan, chart: Version, lang: Lang) -> runwright_documents::Printed {
    let mut draft: Draft = ask.draft.clone();
    draft.set("target.chart", chart.to_string().into());
    let target = Plan::read_with(&draft, &ask.good).plan;
    runwright_files::upgrade::script(
        &Context {
            plan: &target,
            lang,
            token: "",
        },
        Some(&plan.target.chart.to_string()),
        &chart.to_string(),
    )
}

/// The paths of the known keys that a text sets.
fn keys_of(text: &str, path: &str, out: &mut Vec<(Part, String)>) {
    if !(path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".toml")) {
        return;
    }
    let opened = open::open(text);
    for part in &opened.parts {
        let (catalogue, name) = match part.kind {
            Kind::Values => (catalogue::Part::Values, Part::Values),
            Kind::Config { .. } => (catalogue::Part::Config, Part::Config),
            Kind::Corefile => continue,
        };
        if let Some(view) = opened.view(text, part) {
            visit(view.root(), catalogue, "", &mut Vec::new(), &mut |set| {
                let (key, node) = (set.key, set.node);
                out.push((name, key.path.to_string()));
                // Feature flags and the like are told by name.
                for entry in node.entries() {
                    out.push((name, [key.path, ".", &entry.key].concat()));
                }
            });
        }
    }
}

/// An advice with the edits that follow it.
fn finding(advice: Advice, draft: &Draft, lang: Lang) -> Finding {
    let id = |part: Part, path: &str| {
        let prefix = match part {
            Part::Config => "config.",
            Part::Values => "values.",
        };
        [prefix, path].concat()
    };
    let mut fixes = Vec::new();
    if let Some(key) = &advice.remove {
        fixes.push(Fix {
            label: say!(lang, "Remove {}", "删除 {}", key.path),
            edits: vec![
                Edit::set(&["drop.", &id(key.part, key.path)].concat(), true),
                Edit::reset(&id(key.part, key.path)),
            ],
        });
    }
    let known = |key: upgrade::Key| match key.part {
        Part::Config => catalogue::find(catalogue::Part::Config, key.path),
        Part::Values => catalogue::find(catalogue::Part::Values, key.path),
    };
    let place = |key: &catalogue::Key| match key.field {
        "" => runwright_files::open::read::id(key),
        field => field.to_string(),
    };
    // A value moves where both keys take the same.
    if let Some((old, new)) = advice.rename
        && let (Some(was), Some(now)) = (known(old), known(new))
        && was.kind == now.kind
        && let Some(value) = draft.get(&place(was))
    {
        fixes.push(Fix {
            label: say!(lang, "Move to {}", "移到 {}", new.path),
            edits: vec![
                Edit::set(&["drop.", &id(old.part, old.path)].concat(), true),
                Edit::reset(&place(was)),
                Edit::set(&place(now), value.clone()),
            ],
        });
    }
    let field = known(advice.concerns).map(place).unwrap_or_default();
    Finding {
        code: advice.code.to_string(),
        severity: advice.severity,
        field,
        at: None,
        column: 0,
        title: advice.title,
        body: [&advice.release, ". ", &advice.body].concat(),
        fixes,
    }
}
