//! Answers what concerns a runner at work: the troubleshooter, the start of jobs, and the operations kit.

use crate::plan::file;
use runwright_diagnose::{Case, Cause, Diagnosis, Seen, advise, diagnose, seen::What};
use runwright_model::answer::Answer;
use runwright_model::protocol::{
    Ask, CauseSay, DiagnoseSay, KitSay, LogRow, PlanAsk, RowKind, Say, Sure,
};
use runwright_model::{Lang, Plan, say};

/// Rows of a pasted text that are shown at most, and how many stand around a marked line.
const ROWS: usize = 400;
const AROUND: u32 = 4;
/// A line longer than this is shown cut, in bytes.
const WIDE: usize = 2000;

pub fn answer(ask: &Ask, lang: Lang) -> Say {
    match ask {
        Ask::Diagnose { plan, text } => with(plan, |plan, answer| {
            let found = diagnose(text);
            Say::Diagnose(Box::new(diagnosis(text, &found, plan, answer, lang)))
        }),
        Ask::Cause { plan, category } => with(plan, |plan, answer| {
            let seen = Seen::default();
            match cause(category, &seen, plan, answer, lang) {
                Some(cause) => Say::Cause(Box::new(cause)),
                None => Say::Failed {
                    message: ["no such cause: ", category].concat(),
                },
            }
        }),
        Ask::Symptoms { plan } => with(plan, |plan, answer| {
            let seen = Seen::default();
            let case = case(plan, answer, &seen, lang);
            Say::Symptoms(Box::new(runwright_diagnose::paths::symptoms(&case)))
        }),
        Ask::Start { plan, text } => with(plan, |plan, answer| {
            let seen = Seen::default();
            let case = case(plan, answer, &seen, lang);
            Say::Start(Box::new(runwright_diagnose::start::start(&case, text)))
        }),
        Ask::Kit { plan } => Say::Kit(Box::new(kit(plan, lang))),
        _ => Say::Failed {
            message: "the request is not about a runner at work".to_string(),
        },
    }
}

/// A plan as typed and as read.
#[derive(Clone, Copy)]
struct Read<'a> {
    ask: &'a PlanAsk,
    plan: &'a Plan,
}

fn with(ask: &PlanAsk, say: impl FnOnce(Read, &Answer) -> Say) -> Say {
    let plan = &Plan::read_with(&ask.draft, &ask.good).plan;
    let answer = runwright_capacity::answer(&runwright_checks::question(plan));
    say(Read { ask, plan }, &answer)
}

fn case<'a>(read: Read<'a>, answer: &'a Answer, seen: &'a Seen, lang: Lang) -> Case<'a> {
    Case {
        plan: read.plan,
        draft: &read.ask.draft,
        answer,
        lang,
        seen,
    }
}

fn cause(category: &str, seen: &Seen, read: Read, answer: &Answer, lang: Lang) -> Option<CauseSay> {
    let mut advice = advise(category, &case(read, answer, seen, lang))?;
    // A claim is a heading on the page and part of a sentence in a terminal.
    for wrong in &mut advice.wrong {
        let length = wrong.claim.trim_end_matches(['.', '。']).len();
        wrong.claim.truncate(length);
    }
    Some(CauseSay {
        mark: String::new(),
        category: category.to_string(),
        sure: Sure::Possible,
        sure_text: String::new(),
        lines: Vec::new(),
        advice,
    })
}

fn diagnosis(
    text: &str,
    found: &Diagnosis,
    read: Read,
    answer: &Answer,
    lang: Lang,
) -> DiagnoseSay {
    let mut causes = Vec::new();
    for (index, of) in found.causes.iter().enumerate() {
        if let Some(mut said) = cause(of.category, &of.seen, read, answer, lang) {
            said.mark = letter(index);
            said.sure = of.sure;
            said.sure_text = sure(of.sure, lang).to_string();
            said.lines = of.lines.clone();
            causes.push(said);
        }
    }
    let rows = rows(text, found);
    DiagnoseSay {
        what: found.what(lang),
        lines: found.lines,
        marked: marked(&found.causes).len() as u32,
        routine: found.routine.len() as u32,
        rows,
        notes: notes(found, read.plan, lang),
        ask_for: found.ask_for(&case(read, answer, &Seen::default(), lang)),
        causes,
    }
}

fn letter(index: usize) -> String {
    let letter = u8::try_from(index)
        .ok()
        .and_then(|index| b'A'.checked_add(index));
    match letter {
        Some(letter) if letter <= b'Z' => char::from(letter).to_string(),
        _ => "Z".to_string(),
    }
}

fn sure(sure: Sure, lang: Lang) -> &'static str {
    match sure {
        Sure::Certain => lang.pick("almost certain", "几乎可以确定"),
        Sure::Likely => lang.pick("likely", "很可能"),
        Sure::Possible => lang.pick("possible", "有可能"),
    }
}

/// All lines that speak for a cause, in order.
fn marked(causes: &[Cause]) -> Vec<u32> {
    let mut lines: Vec<u32> = causes
        .iter()
        .flat_map(|cause| cause.lines.clone())
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// What else is to be said.
fn notes(found: &Diagnosis, plan: &Plan, lang: Lang) -> Vec<String> {
    let mut notes = found.notes(lang);
    let namespaces = [&plan.target.namespace, &plan.target.job_namespace];
    let other = found
        .causes
        .iter()
        .flat_map(|cause| cause.seen.all(What::Namespace))
        .find(|name| namespaces.iter().all(|known| known.as_str() != *name));
    if let Some(other) = other {
        let (managers, jobs) = (&plan.target.namespace, &plan.target.job_namespace);
        notes.push(say!(
            lang,
            "The text is of namespace `{other}`; the commands below use the plan's `{managers}` and `{jobs}`.",
            "文本来自命名空间 `{other}`；下面的命令用的是方案中的 `{managers}` 与 `{jobs}`。",
        ));
    }
    notes
}

/// The rows to show: all of a short text; of a long one what stands around the marks, its beginning and its end.
fn rows(text: &str, found: &Diagnosis) -> Vec<LogRow> {
    let marked = marked(&found.causes);
    let all = found.lines as usize <= ROWS;
    let keep = |line: u32| {
        if all || line <= AROUND || line + AROUND > found.lines {
            return true;
        }
        let at = marked.partition_point(|mark| mark + AROUND < line);
        marked.get(at).is_some_and(|mark| *mark <= line + AROUND)
    };
    let mut rows: Vec<LogRow> = Vec::new();
    for (index, text) in text.lines().enumerate() {
        let line = index as u32 + 1;
        let over = rows.len() >= ROWS && !all;
        if over || !keep(line) {
            match rows.last_mut() {
                Some(gap) if gap.kind == RowKind::Gap => gap.gap += 1,
                _ => rows.push(LogRow {
                    line,
                    kind: RowKind::Gap,
                    gap: 1,
                    ..LogRow::default()
                }),
            }
            continue;
        }
        let mark: String = found
            .causes
            .iter()
            .enumerate()
            .filter(|(_, cause)| cause.lines.binary_search(&line).is_ok())
            .map(|(index, _)| letter(index))
            .collect();
        let kind = if !mark.is_empty() {
            RowKind::Marked
        } else if found.routine.binary_search(&line).is_ok() {
            RowKind::Routine
        } else {
            RowKind::Plain
        };
        rows.push(LogRow {
            line,
            text: cut(&runwright_diagnose::scan::plain(text)),
            kind,
            mark,
            gap: 0,
        });
    }
    rows
}

fn cut(text: &str) -> String {
    if text.len() <= WIDE {
        return text.to_string();
    }
    let end = (0..=WIDE).rev().find(|at| text.is_char_boundary(*at));
    [text.get(..end.unwrap_or(0)).unwrap_or(""), "…"].concat()
}

/// The kit of a plan, with its files.
fn kit(ask: &PlanAsk, lang: Lang) -> KitSay {
    let kit = kit_of(ask, lang);
    KitSay {
        files: kit
            .files
            .into_iter()
            .map(|artefact| file(artefact, None))
            .collect(),
        alerts: kit.alerts,
        metrics: kit.metrics,
        commands: kit.commands,
        runbooks: kit.runbooks,
    }
}

/// The kit as it goes into the bundle.
pub fn kit_of(ask: &PlanAsk, lang: Lang) -> runwright_kit::Kit {
    let plan = &Plan::read_with(&ask.draft, &ask.good).plan;
    let answer = &runwright_capacity::answer(&runwright_checks::question(plan));
    runwright_kit::kit(&runwright_kit::Cx {
        plan,
        draft: &ask.draft,
        answer,
        lang,
    })
}
