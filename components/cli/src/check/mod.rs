//! Judges plans and the files a team already has, and prints like a compiler or in a format that a forge reads.

mod quality;
mod rules;
mod sarif;

use std::path::Path;

use runwright_checks::documents::{self, Note};
use runwright_engine::{plan, saved};
use runwright_model::protocol::PlanAsk;
use runwright_model::{Finding, Lang, Severity, say};
use serde_json::{Value, json};

use crate::args::{Check, Failure, Form};
use crate::input;
use crate::output::{self, Exit};

/// A finding with the name of its file.
type Found = (String, Note);

pub fn run(ask: &Check, lang: Lang) -> Result<Exit, Failure> {
    let mut all: Vec<Found> = Vec::new();
    let mut exit = Exit::Fine;
    for path in &ask.files {
        // One unreadable file does not keep the others from being judged.
        let content = match input::read(path, lang) {
            Ok(content) => content,
            Err(Failure { message, hint }) => {
                output::note(&["runwright: ", &message, "\n  ", &hint, "\n"].concat());
                exit = Exit::Unusable;
                continue;
            }
        };
        let name = path.to_string_lossy();
        let notes = one(path, &content, lang);
        all.extend(notes.into_iter().map(|note| (name.to_string(), note)));
    }
    // Worse ones come first in the order of severities.
    let too_bad = |severity| ask.most.is_none_or(|most| severity < most);
    if exit == Exit::Fine && all.iter().any(|(_, note)| too_bad(note.severity)) {
        exit = Exit::Faulty;
    }
    match ask.form {
        Form::Human => output::answer(
            &all.iter()
                .map(|(file, note)| line(file, note, lang))
                .collect::<String>(),
        ),
        Form::Json => output::json(&all.iter().map(|(file, note)| value(file, note)).collect()),
        Form::Sarif => output::json(&sarif::log(&all, lang)),
        Form::CodeQuality => output::json(&quality::report(&all)),
    }
    Ok(exit)
}

/// The findings of one file; a plan is known by being one.
fn one(path: &Path, text: &str, lang: Lang) -> Vec<Note> {
    if !text.trim_start().starts_with('{') {
        return documents::check(text, lang);
    }
    match saved::read(text, lang) {
        Ok((draft, warnings)) => {
            let place = Lines { text };
            let mut notes: Vec<Note> = warnings
                .into_iter()
                .map(|warning| place.warning(warning, lang))
                .collect();
            let say = plan::plan(
                &PlanAsk {
                    draft,
                    ..PlanAsk::default()
                },
                lang,
                &mut runwright_engine::Memory::default(),
            );
            notes.extend(
                say.findings
                    .into_iter()
                    .map(|finding| place.finding(finding)),
            );
            notes
        }
        // Values may be written as JSON, too; a plan that is broken says so.
        Err(message) if is_plan_like(path, text) => vec![Note {
            line: 1,
            column: 1,
            code: "PLN-101".into(),
            severity: Severity::Error,
            title: message,
            fixes: Vec::new(),
            body: say!(
                lang,
                "A plan is {{\"format\": 1, \"settings\": {{…}}}}, as the page saves it.",
                "方案的格式为 {{\"format\": 1, \"settings\": {{…}}}}，与页面保存的一致。"
            ),
        }],
        Err(_) => documents::check(text, lang),
    }
}

fn is_plan_like(path: &Path, text: &str) -> bool {
    let json = path
        .extension()
        .is_some_and(|extension| extension == "json");
    json && ["\"settings\"", "\"preset\"", "\"format\""]
        .iter()
        .any(|key| text.contains(key))
}

/// Finds the lines of a plan's settings.
struct Lines<'a> {
    text: &'a str,
}

impl Lines<'_> {
    /// Where a setting's id stands in quotes; the first line where it does not, being left at its default.
    fn place(&self, field: &str) -> (u32, u32) {
        // A finding may stand at a row or a column: dns.zones.0.zone is in dns.zones.
        let ids = std::iter::successors(Some(field), |id| {
            id.rsplit_once('.').map(|(parent, _)| parent)
        });
        for id in ids.filter(|id| id.contains('.')) {
            let quoted = ["\"", id, "\""].concat();
            if let Some(offset) = self.text.find(&quoted) {
                let before = self.text.get(..offset).unwrap_or_default();
                let column = before
                    .rsplit('\n')
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .count()
                    + 1;
                return (before.matches('\n').count() as u32 + 1, column as u32);
            }
        }
        (1, 1)
    }

    fn finding(&self, finding: Finding) -> Note {
        let (line, column) = self.place(&finding.field);
        let Finding {
            code,
            severity,
            title,
            body,
            fixes,
            ..
        } = finding;
        Note {
            line,
            column,
            code: code.into(),
            severity,
            title,
            body,
            fixes,
        }
    }

    fn warning(&self, title: String, lang: Lang) -> Note {
        let body = say!(
            lang,
            "The plan is read without it.",
            "读取方案时已忽略此项。"
        );
        Note {
            line: 1,
            column: 1,
            code: "PLN-102".into(),
            severity: Severity::Warning,
            title,
            body,
            fixes: Vec::new(),
        }
    }
}

/// `values.yaml:12:5 error CFG-104 message`, and the hint below it.
fn line(file: &str, note: &Note, lang: Lang) -> String {
    let Note {
        line,
        column,
        code,
        severity,
        title,
        body,
        ..
    } = note;
    let severity = word(*severity, lang);
    let hint = if body.is_empty() {
        String::new()
    } else {
        ["  ", body, "\n"].concat()
    };
    format!("{file}:{line}:{column} {severity} {code} {title}\n{hint}")
}

/// A finding of an opened file as a note of it.
fn note(finding: &Finding) -> Note {
    Note {
        line: finding.at.as_ref().map_or(1, |(_, line)| *line),
        column: finding.column.max(1),
        code: finding.code.clone().into(),
        severity: finding.severity,
        title: finding.title.clone(),
        body: finding.body.clone(),
        fixes: finding.fixes.clone(),
    }
}

/// A finding of an opened file, printed as `check` does.
pub fn finding_line(file: &str, finding: &Finding, lang: Lang) -> String {
    line(file, &note(finding), lang)
}

/// A finding of an opened file, in the JSON of `check`.
pub fn finding_value(file: &str, finding: &Finding) -> Value {
    value(file, &note(finding))
}

/// A finding about a plan that comes from no file of its own.
pub fn plan_line(file: &str, finding: &Finding, lang: Lang) -> String {
    let Finding {
        code,
        severity,
        field,
        title,
        body,
        ..
    } = finding;
    let severity = word(*severity, lang);
    let place = if field.is_empty() {
        String::new()
    } else {
        [field, ": "].concat()
    };
    format!("{file}{severity} {code} {place}{title}\n  {body}\n")
}

fn word(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("error", "错误"),
        Severity::Warning => lang.pick("warning", "警告"),
        Severity::Advice => lang.pick("advice", "建议"),
    }
}

/// The fixes are edits of the plan that the file makes, see `runwright import`.
fn value(file: &str, note: &Note) -> Value {
    json!({
        "file": file,
        "line": note.line,
        "column": note.column,
        "code": note.code,
        "severity": note.severity,
        "title": note.title,
        "body": note.body,
        "fixes": note.fixes,
    })
}
