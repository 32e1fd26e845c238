//! Answers the live question: files, findings, checklist and capacity of a plan.

use runwright_checks::Cx;
use runwright_documents::Printed;
use runwright_documents::diff::changed_lines;
#[cfg(feature = "documents")]
use runwright_files::open::Opened;
use runwright_files::{Artefact, Context};
use runwright_model::map::Map;
#[cfg(feature = "documents")]
use runwright_model::protocol::Source;
use runwright_model::protocol::{FieldState, File, Gone, Origin, PlanAsk, PlanSay};
use runwright_model::rules::{Disabled, Why};
use runwright_model::{Draft, Finding, Lang, Plan, Reading, say};
use std::collections::BTreeMap;

/// The files of the base state, kept from one question to the next: the base stays while the plan is typed in.
/// Answers are the same without it.
#[derive(Default)]
pub struct Memory {
    base: Option<(PlanAsk, Lang)>,
    texts: Vec<(String, String)>,
    #[cfg(feature = "documents")]
    opened: (Vec<Source>, Vec<Opened>),
}

impl Memory {
    /// The files of a request, opened. They stay while the plan is typed in.
    #[cfg(feature = "documents")]
    pub(crate) fn opened(&mut self, sources: &[Source]) -> &[Opened] {
        if self.opened.0 != sources {
            self.opened = (sources.to_vec(), crate::opened::open_all(sources));
        }
        &self.opened.1
    }

    fn texts(&mut self, ask: &PlanAsk, lang: Lang) -> &[(String, String)] {
        let same = |(of, lang_of): &(PlanAsk, Lang)| {
            of.base == ask.base
                && of.token == ask.token
                && of.origin == ask.origin
                && of.sources == ask.sources
                && *lang_of == lang
        };
        if !self.base.as_ref().is_some_and(same) {
            self.texts = texts(ask, lang);
            let kept = PlanAsk {
                draft: Draft::default(),
                good: Draft::default(),
                ..ask.clone()
            };
            self.base = Some((kept, lang));
        }
        &self.texts
    }
}

/// The finding that the plan has no token for the files it writes.
#[cfg(feature = "documents")]
const TOKEN_MISSING: &str = "TOK-102";

/// Everything the page shows of a plan.
pub fn plan(ask: &PlanAsk, lang: Lang, memory: &mut Memory) -> PlanSay {
    let reading = Plan::read_with(&ask.draft, &ask.good);
    let answer = runwright_capacity::answer(&runwright_checks::question(&reading.plan));
    let cx = Cx::new(&reading, &ask.draft, lang, &answer, &ask.token);
    let checklist = runwright_checks::checklist(&cx);
    let (artefacts, of_files) = artefacts(ask, memory, &reading.plan, &checklist, lang);
    let base = if ask.base == ask.draft {
        None
    } else {
        Some(memory.texts(ask, lang))
    };
    let files: Vec<File> = artefacts
        .into_iter()
        .map(|artefact| file(artefact, base))
        .collect();
    let mut findings = runwright_checks::findings(&cx);
    #[cfg(feature = "documents")]
    if findings.iter().any(|finding| finding.code == TOKEN_MISSING)
        && crate::opened::holds_token(&ask.sources)
    {
        findings.retain(|finding| finding.code != TOKEN_MISSING);
    }
    if !of_files.is_empty() {
        findings.extend(of_files);
        findings.sort_by_key(|finding| finding.severity);
    }
    PlanSay {
        findings,
        fields: field_states(&reading, &files, lang),
        facts: runwright_checks::facts(&cx),
        checklist,
        files,
        capacity: answer,
    }
}

/// The files of a draft, as they stand in the bundle, with the opened files in their places; `good` stands in for
/// what cannot be read.
pub fn artefacts_of(
    ask: &PlanAsk,
    draft: &Draft,
    good: &Draft,
    lang: Lang,
) -> (Reading, Vec<Artefact>) {
    let reading = Plan::read_with(draft, good);
    let answer = runwright_capacity::answer(&runwright_checks::question(&reading.plan));
    let cx = Cx::new(&reading, draft, lang, &answer, &ask.token);
    let checklist = runwright_checks::checklist(&cx);
    let memory = &mut Memory::default();
    let (artefacts, _) = artefacts(ask, memory, &reading.plan, &checklist, lang);
    (reading, artefacts)
}

/// The files, and what is to be said of those that were opened.
fn artefacts(
    ask: &PlanAsk,
    memory: &mut Memory,
    plan: &Plan,
    checklist: &[runwright_model::protocol::CheckItem],
    lang: Lang,
) -> (Vec<Artefact>, Vec<Finding>) {
    let token = &ask.token;
    let cx = Context { plan, lang, token };
    let mut artefacts = runwright_files::render(&cx);
    artefacts.push(runwright_files::checklist_md::render(&cx, checklist));
    #[cfg(feature = "documents")]
    {
        let opened = memory.opened(&ask.sources);
        let mut findings = crate::opened::put(ask, opened, plan, lang, &mut artefacts);
        findings.extend(crate::opened::own_settings(plan, lang));
        (artefacts, findings)
    }
    #[cfg(not(feature = "documents"))]
    {
        let _ = memory;
        (artefacts, Vec::new())
    }
}

fn texts(ask: &PlanAsk, lang: Lang) -> Vec<(String, String)> {
    artefacts_of(ask, &ask.base, &Draft::default(), lang)
        .1
        .into_iter()
        .map(|artefact| (artefact.path.into_owned(), artefact.printed.text))
        .collect()
}

pub(crate) fn file(artefact: Artefact, base: Option<&[(String, String)]>) -> File {
    let Artefact {
        path,
        about,
        group,
        printed,
    } = artefact;
    let (changed, gone) = base.map_or_else(Default::default, |texts| {
        let old = texts
            .iter()
            .find(|(old, _)| *old == path)
            .map_or("", |(_, text)| text.as_str());
        against(old, &printed.text)
    });
    File {
        path: path.into_owned(),
        about,
        group,
        tokens: printed.runs(),
        origins: origins(&printed),
        changed,
        gone,
        text: printed.text,
    }
}

/// The lines that are new in a text, and those that it no longer has.
fn against(old: &str, new: &str) -> (Vec<u32>, Vec<Gone>) {
    if old == new {
        return Default::default();
    }
    let diff = changed_lines(old, new);
    let lines: Vec<&str> = old.lines().collect();
    let mut gone = Vec::new();
    for removed in diff.removed {
        for line in removed.first_old..=removed.last_old {
            gone.push(Gone {
                after: removed.after_line,
                text: lines
                    .get(line as usize - 1)
                    .copied()
                    .unwrap_or_default()
                    .to_string(),
            });
        }
    }
    (diff.added, gone)
}

fn origins(printed: &Printed) -> Vec<Origin> {
    printed
        .origins
        .iter()
        .map(|origin| Origin {
            first: origin.first_line,
            last: origin.last_line,
            field: origin.field.clone(),
        })
        .collect()
}

/// Fields that are off, invalid or have lines; the page takes all others to be plain.
fn field_states(reading: &Reading, files: &[File], lang: Lang) -> BTreeMap<String, FieldState> {
    let mut lines = first_lines(files);
    let mut states = BTreeMap::new();
    #[cfg(feature = "documents")]
    crate::opened::states(&reading.plan, &lines, lang, &mut states);
    for field in runwright_model::field::all() {
        let disabled = reading.disabled.iter().find(|off| off.field == field.id);
        let off = disabled.map(|off| why(off, lang)).unwrap_or_default();
        let too_new = disabled.is_some_and(|off| !matches!(off.why, Why::Choice(_)));
        let line = lines.remove(field.id).unwrap_or_default();
        let invalid = reading
            .problems
            .iter()
            .any(|problem| belongs(&problem.place, field.id) && problem.kind.is_refused());
        if !off.is_empty() || !line.is_empty() || invalid {
            states.insert(
                field.id.to_string(),
                FieldState {
                    off,
                    too_new,
                    invalid,
                    line,
                },
            );
        }
    }
    states
}

/// The first line of every field that has one, as `path:line`, by field id.
fn first_lines(files: &[File]) -> Map<String> {
    let mut lines = Map::new();
    // The checklist speaks of nearly every field, so it is nobody's place.
    for file in files.iter().filter(|file| file.path != "CHECKLIST.md") {
        for origin in &file.origins {
            let id = declared(&origin.field);
            if !lines.contains_key(id) {
                lines.insert(
                    id.to_string(),
                    [&file.path, ":", &origin.first.to_string()].concat(),
                );
            }
        }
    }
    lines
}

/// The field an origin such as `dns.zones.0.zone` belongs to: `dns.zones`.
fn declared(origin: &str) -> &str {
    if runwright_model::plan::is_key(origin) {
        return origin;
    }
    let end = origin
        .match_indices('.')
        .nth(1)
        .map_or(origin.len(), |dot| dot.0);
    origin.get(..end).unwrap_or(origin)
}

/// Whether an origin (`dns.zones.0.zone`) belongs to a field (`dns.zones`).
fn belongs(origin: &str, id: &str) -> bool {
    origin
        .strip_prefix(id)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn why(off: &Disabled, lang: Lang) -> String {
    match off.why {
        Why::Choice(text) => text.get(lang).to_string(),
        Why::SinceRunner(since) => {
            let since = since.short();
            say!(
                lang,
                "The runner reads it since {since}.",
                "Runner {since} 起才支持。"
            )
        }
        Why::SinceChart(since) => {
            let since = since.short();
            say!(
                lang,
                "The chart reads it since {since}.",
                "Chart {since} 起才支持。"
            )
        }
    }
}
