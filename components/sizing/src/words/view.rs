//! Holds what is put into words.

use super::numbers::code;
use crate::work::Stage;
use runwright_model::answer::fleet::{AtOnce, FleetAnswer, FleetQuestion};
use runwright_model::{Draft, Lang, Plan, Text};

pub(super) struct View<'a> {
    pub question: &'a FleetQuestion,
    pub answer: &'a FleetAnswer,
    pub stage: Stage,
    pub plan: Option<(&'a Plan, &'a Draft)>,
    pub lang: Lang,
}

impl View<'_> {
    pub fn t(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    /// Whether the answer goes as far.
    pub fn has(&self, stage: Stage) -> bool {
        self.stage >= stage
    }

    pub fn jobs(&self) -> &AtOnce {
        &self.answer.jobs
    }

    /// A field's id; empty for a question that is no plan's.
    pub fn field(&self, id: &str) -> String {
        if self.plan.is_some() { id } else { "" }.to_string()
    }

    /// Jobs that surely run together, whatever comes: the least guarantee of the kinds that come at all.
    pub fn surely(&self) -> i64 {
        let kinds = self.jobs().guaranteed.iter().zip(&self.question.profiles);
        let comes = kinds.filter(|(one, kind)| {
            kind.share > 0.0 && !self.jobs().never_fits.contains(&one.profile)
        });
        comes.map(|(one, _)| one.jobs).min().unwrap_or(0)
    }

    /// Slots of one manager.
    pub fn per_manager(&self) -> i64 {
        let managers = &self.question.managers;
        runwright_capacity::manager::slots(
            managers.replicas,
            managers.concurrent,
            if managers.limits.is_empty() {
                &[0]
            } else {
                &managers.limits
            },
        )
        .per_manager
    }

    /// The name of a kind of jobs or a pool, as code; its number where it has none.
    pub fn name(&self, name: &str, at: usize) -> String {
        if name.trim().is_empty() {
            let number = (at + 1).to_string();
            return [
                self.lang.pick("no. ", "第 "),
                &number,
                self.lang.pick("", " 项"),
            ]
            .concat();
        }
        code(name)
    }

    pub fn kind(&self, at: usize) -> String {
        let kind = self.question.profiles.get(at);
        self.name(kind.map_or("", |kind| &kind.name), at)
    }

    pub fn pool(&self, at: usize) -> String {
        let pool = self.question.pools.get(at);
        self.name(pool.map_or("", |pool| &pool.pool.name), at)
    }

    /// Sentences one after another; empty ones vanish.
    pub fn together(&self, sentences: &[String]) -> String {
        let said: Vec<&str> = sentences
            .iter()
            .map(String::as_str)
            .filter(|text| !text.is_empty())
            .collect();
        self.said(said.join(self.lang.pick(" ", "")))
    }

    /// A text with the space between the scripts set.
    pub fn said(&self, text: String) -> String {
        runwright_checks::spaced(self.lang, text)
    }
}
