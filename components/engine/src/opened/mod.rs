//! Answers what concerns files that a team already has.
//!
//! A plan that was read from files is asked for together with them: [`put`] sets the files, with the plan's changes in
//! them, in the place of those that the plan would make itself.

mod compare;
mod minimal;
mod read;
mod settings;
mod upgrade;
mod words;

use crate::Memory;
use runwright_checks::documents::{Note, check_opened};
use runwright_documents::lex;
use runwright_documents::source::Value;
use runwright_documents::{Origin, Printed};
use runwright_files::open::{self, Form, Kind, Opened, Written, read as reading};
use runwright_files::{Artefact, Context};
use runwright_model::catalogue;
use runwright_model::protocol::{Ask, FieldState, FileGroup, PlanAsk, Say, Source};
use runwright_model::{Finding, Lang, Plan, Severity, say};
use std::collections::BTreeMap;

pub use read::read;
pub use words::refused;

/// Answers a request about opened files.
pub fn answer(ask: &Ask, lang: Lang, memory: &mut Memory) -> Say {
    match ask {
        Ask::Read { sources } => {
            let opened = memory.opened(sources);
            Say::Read(Box::new(read::read_opened(sources, opened, lang)))
        }
        Ask::Settings => Say::Settings(Box::new(settings::settings(lang))),
        Ask::Upgrade { plan, chart } => upgrade::upgrade(plan, chart, lang),
        Ask::Minimal { plan, path } => minimal::minimal(plan, path, lang),
        Ask::Compare { plan, path, with } => compare::compare(plan, path, *with, lang),
        _ => Say::Failed {
            message: "the request is not about opened files".to_string(),
        },
    }
}

/// Opens the sources of a request.
pub fn open_all(sources: &[Source]) -> Vec<Opened> {
    sources
        .iter()
        .map(|source| open::open(&source.text))
        .collect()
}

/// Pairs texts with what was found in them.
fn files<'a>(sources: &'a [Source], opened: &'a [Opened]) -> Vec<reading::File<'a>> {
    sources
        .iter()
        .zip(opened)
        .map(|(source, opened)| reading::File {
            text: &source.text,
            opened,
        })
        .collect()
}

/// The texts of the opened files for a plan.
pub fn written(ask: &PlanAsk, opened: &[Opened], plan: &Plan, lang: Lang) -> Vec<Written> {
    let origin = Plan::read(&ask.origin).plan;
    let context = |plan| Context {
        plan,
        lang,
        token: &ask.token,
    };
    // What was read needs no token to be the same.
    let old = Context {
        token: "",
        ..context(&origin)
    };
    open::write(&files(&ask.sources, opened), &old, &context(plan))
}

/// Sets the opened files in the place of those that the plan would make, and says what is to be said of them.
///
/// `opened` are the sources of the request, opened.
pub fn put(
    ask: &PlanAsk,
    opened: &[Opened],
    plan: &Plan,
    lang: Lang,
    artefacts: &mut Vec<Artefact>,
) -> Vec<Finding> {
    if ask.sources.is_empty() {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut shown = Vec::new();
    for ((source, opened), written) in ask
        .sources
        .iter()
        .zip(opened)
        .zip(written(ask, opened, plan, lang))
    {
        let origins = lines_of(&written);
        findings.extend(notes(source, opened, &written, &origins, lang));
        findings.extend(failures(source, &written, lang));
        artefacts.retain(|artefact| !takes_place(opened, &artefact.path));
        let language = match opened.form {
            Form::Config => lex::Language::Toml,
            Form::Corefile => lex::Language::Corefile,
            _ => lex::Language::Yaml,
        };
        shown.push(Artefact {
            path: source.name.clone().into(),
            about: words::what(opened, lang),
            group: FileGroup::Opened,
            printed: Printed {
                tokens: lex::lex(language, &written.text),
                text: written.text,
                origins,
            },
        });
    }
    for (at, artefact) in shown.into_iter().enumerate() {
        artefacts.insert(at, artefact);
    }
    findings
}

/// Whether the runner's token stands in an opened file, so that the plan need not have it.
pub fn holds_token(sources: &[Source]) -> bool {
    sources.iter().any(|source| {
        let opened = open::open(&source.text);
        opened.parts.iter().any(|part| {
            let keys: &[&str] = match part.kind {
                Kind::Values => &["runnerToken", "runnerRegistrationToken"],
                _ => &[],
            };
            opened.view(&source.text, part).is_some_and(|view| {
                // A template that decides it counts.
                let written = |key: &&str| match view.root().get(key).map(|node| &node.value) {
                    None | Some(Value::Null) => false,
                    Some(Value::Text(text)) => !text.is_empty(),
                    Some(_) => true,
                };
                keys.iter().any(written)
            })
        })
    })
}

/// Whether a path is that of an opened file which Helm takes as it is.
pub fn are_plain_values(ask: &PlanAsk, path: &str) -> bool {
    let source = ask.sources.iter().find(|source| source.name == path);
    source.is_some_and(|source| open::open(&source.text).form == Form::Values)
}

/// Whether an opened file stands for one that the plan would make.
fn takes_place(opened: &Opened, path: &str) -> bool {
    let has = |fits: fn(Kind) -> bool| opened.part(fits).is_some();
    match path {
        "values.yaml" => has(|kind| kind == Kind::Values),
        "config.toml" => has(|kind| kind != Kind::Corefile),
        "Corefile" => has(|kind| kind == Kind::Corefile),
        _ => false,
    }
}

fn lines_of(written: &Written) -> Vec<Origin> {
    let lines = Starts::of(&written.text);
    let mut origins: Vec<Origin> = written
        .places
        .iter()
        .map(|(field, span)| Origin {
            first_line: lines.line(span.start),
            last_line: lines.line(span.end.saturating_sub(1).max(span.start)),
            field: field.clone(),
        })
        .collect();
    origins.sort_by_key(|origin| (origin.first_line, u32::MAX - origin.last_line));
    origins
}

/// The lines of a text, for many look-ups.
struct Starts(Vec<usize>);

impl Starts {
    fn of(text: &str) -> Starts {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Starts(
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// The line of an offset, from 1.
    fn line(&self, at: usize) -> u32 {
        self.0.partition_point(|start| *start <= at).max(1) as u32
    }
}

/// The findings about a file's text as it is now.
fn notes(
    source: &Source,
    opened: &Opened,
    written: &Written,
    origins: &[Origin],
    lang: Lang,
) -> Vec<Finding> {
    let notes = if written.text == source.text {
        check_opened(&written.text, opened, lang)
    } else {
        check_opened(&written.text, &open::open(&written.text), lang)
    };
    notes
        .into_iter()
        .map(|note| finding(&source.name, note, origins))
        .collect()
}

/// A note as a finding, at the setting whose lines it stands on.
pub fn finding(name: &str, note: Note, origins: &[Origin]) -> Finding {
    let field = origins
        .iter()
        .filter(|origin| origin.first_line <= note.line && note.line <= origin.last_line)
        .min_by_key(|origin| origin.last_line - origin.first_line)
        .map(|origin| origin.field.clone())
        .unwrap_or_default();
    Finding {
        code: note.code.into_owned(),
        severity: note.severity,
        field,
        at: Some((name.to_string(), note.line)),
        column: note.column,
        title: note.title,
        body: note.body,
        fixes: note.fixes,
    }
}

/// Changes of the plan that could not be written.
fn failures(source: &Source, written: &Written, lang: Lang) -> Vec<Finding> {
    let failure = |(path, why): &(String, open::Refused)| Finding {
        code: "DOC-110".to_string(),
        severity: Severity::Error,
        field: String::new(),
        at: Some((source.name.clone(), 1)),
        column: 0,
        title: say!(lang, "{path} could not be changed", "无法修改 {path}"),
        body: words::refused(*why).get(lang).to_string(),
        fixes: Vec::new(),
    };
    written.failed.iter().map(failure).collect()
}

/// What is to be said of settings that no field is for.
pub fn own_settings(plan: &Plan, lang: Lang) -> Vec<Finding> {
    open::extras::problems(plan)
        .into_iter()
        .map(|(id, wrong)| Finding {
            code: "DOC-111".to_string(),
            severity: Severity::Error,
            field: id.to_string(),
            at: None,
            column: 0,
            title: words::wrong(&wrong, lang),
            body: words::not_written(lang),
            fixes: Vec::new(),
        })
        .collect()
}

/// The states of settings that no field is for: those with lines, those with a value that is not written, and those
/// that the plan's versions do not read.
pub fn states(
    plan: &Plan,
    lines: &runwright_model::map::Map<String>,
    lang: Lang,
    states: &mut BTreeMap<String, FieldState>,
) {
    let wrong: Vec<&str> = open::extras::problems(plan)
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    for part in [catalogue::Part::Values, catalogue::Part::Config] {
        for key in catalogue::all(part)
            .iter()
            .filter(|key| key.field.is_empty())
        {
            let id = reading::id(key);
            let have = match part {
                catalogue::Part::Config => plan.runner(),
                catalogue::Part::Values => plan.target.chart,
            };
            let off = words::release(key, have, lang);
            let line = lines.get(&id).cloned().unwrap_or_default();
            let invalid = wrong.contains(&id.as_str());
            if !off.is_empty() || !line.is_empty() || invalid {
                let too_new = !off.is_empty();
                let state = FieldState {
                    off,
                    too_new,
                    invalid,
                    line,
                };
                states.insert(id, state);
            }
        }
    }
}
