//! Requests and answers as JSON text.
//!
//! In: `{"seq", "lang", "kind": "size", "draft", "good"}` with drafts as the engine has them, or
//! `{"seq", "lang", "kind": "nodes", "text"}`. Out, one or more for each request:
//!
//! - `{"seq", "kind": "size", "stage", "permille", "question", "answer", "words", "report"}`, the report with the last one;
//! - `{"seq", "kind": "nodes", "rows", "notes"}`;
//! - `{"seq", "kind": "refused", "text"}`: what is out of bounds.

use crate::words::Words;
use crate::work::{Stage, Work};
use crate::{nodes, question, refused, report, words};
use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion};
use runwright_model::{Draft, Json, Lang, Plan, Row, json};
use serde::Serialize;

/// What is at work.
#[derive(Default)]
pub struct Session(Option<Job>);

struct Job {
    seq: u32,
    lang: Lang,
    plan: Plan,
    /// What the plan was read from.
    draft: Draft,
    work: Work,
}

#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Say<'a> {
    Size {
        stage: Stage,
        permille: i64,
        question: &'a FleetQuestion,
        answer: &'a FleetAnswer,
        words: Box<Words>,
        report: String,
    },
    Nodes {
        rows: Vec<Row>,
        notes: Vec<String>,
    },
    Refused {
        text: String,
    },
}

#[derive(Serialize)]
struct Answer<'a> {
    seq: u32,
    #[serde(flatten)]
    say: Say<'a>,
}

impl Session {
    /// Takes a request; what was at work before is dropped.
    pub fn start(&mut self, request: &str) -> String {
        self.0 = None;
        let (seq, asked) = match read(request) {
            Ok(read) => read,
            Err(text) => return answer(0, Say::Refused { text }),
        };
        match asked {
            Asked::Nodes { lang, text } => {
                let read = nodes::rows(&text, lang);
                let (rows, notes) = (read.rows, read.notes);
                answer(seq, Say::Nodes { rows, notes })
            }
            Asked::Size { lang, plan, draft } => match Work::new(question::question(&plan)) {
                Ok(work) => {
                    let job = Job {
                        seq,
                        lang,
                        plan: *plan,
                        draft,
                        work,
                    };
                    let said = job.said();
                    self.0 = Some(job);
                    said
                }
                Err(error) => {
                    let text = refused::refused(&error, lang);
                    answer(seq, Say::Refused { text })
                }
            },
        }
    }

    /// Works for some milliseconds; empty where there is nothing new to show.
    pub fn step(&mut self) -> String {
        match &mut self.0 {
            Some(job) if job.work.stage() != Stage::Done => {
                if job.work.step() {
                    job.said()
                } else {
                    String::new()
                }
            }
            _ => String::new(),
        }
    }

    pub fn busy(&self) -> bool {
        let at = self.0.as_ref().map(|job| job.work.stage());
        at.is_some_and(|stage| stage != Stage::Done)
    }
}

impl Job {
    fn said(&self) -> String {
        let (question, found) = (self.work.question(), self.work.answer());
        let stage = self.work.stage();
        let words = words::words(
            question,
            found,
            stage,
            Some((&self.plan, &self.draft)),
            self.lang,
        );
        let report = if stage == Stage::Done {
            report::report(question, found, &words, self.lang)
        } else {
            String::new()
        };
        let say = Say::Size {
            stage,
            permille: self.work.permille(),
            question,
            answer: found,
            words: Box::new(words),
            report,
        };
        answer(self.seq, say)
    }
}

fn answer(seq: u32, say: Say) -> String {
    serde_json::to_string(&Answer { seq, say }).unwrap_or_default()
}

enum Asked {
    Size {
        lang: Lang,
        plan: Box<Plan>,
        draft: Draft,
    },
    Nodes {
        lang: Lang,
        text: String,
    },
}

fn read(request: &str) -> Result<(u32, Asked), String> {
    let json = json::read(request).map_err(|fault| fault.to_string())?;
    let text = |key: &str| json.get(key).and_then(Json::text).unwrap_or_default();
    let seq = match json.get("seq") {
        Some(Json::Number(number)) => number.parse().unwrap_or(0),
        _ => 0,
    };
    let lang = if text("lang") == "zh" {
        Lang::Zh
    } else {
        Lang::En
    };
    if text("kind") == "nodes" {
        let text = text("text").to_string();
        return Ok((seq, Asked::Nodes { lang, text }));
    }
    let draft = |key: &str| match json.get(key) {
        Some(draft) => Draft::from_json(draft),
        None => Ok(Draft::default()),
    };
    let typed = draft("draft")?;
    let plan = Plan::read_with(&typed, &draft("good")?).plan;
    Ok((
        seq,
        Asked::Size {
            lang,
            plan: Box::new(plan),
            draft: typed,
        },
    ))
}
