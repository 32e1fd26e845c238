//! Shows the answer for a fleet: jobs at once, pools, waits, nodes over the day, cost, what helps, notes, sums.
//!
//! Sentences and tables are those of the page and the report; here they are set for a terminal.

use runwright_model::answer::fleet::{Change, FleetAnswer, FleetQuestion, Hour};
use runwright_model::{Lang, Text, text::t};
use runwright_sizing::report;
use runwright_sizing::tables::{self, Table};
use runwright_sizing::words::{self, Words};
use runwright_sizing::work::Stage;
use serde_json::Value;

use super::{table, width};

/// The answer for people.
pub(super) fn told(query: &Value, result: &Value, lang: Lang) -> String {
    let (_, answer, words) = said(query, result, lang);
    let mut page = Page {
        text: String::new(),
        lang,
    };
    page.line("", &words.headline);
    page.text.push('\n');
    page.line("", &words.lead);
    page.table(&tables::jobs(&answer, lang));
    page.table(&tables::held(&answer, lang));
    page.sentences(t("Job size", "作业规格"), &words.stairs);
    let waits = tables::waits(&answer, lang);
    if !waits.rows.is_empty() {
        page.table(&waits);
        page.lines(&words.waiting);
    }
    page.day(&answer, &words);
    page.table(&tables::cost(&answer, lang));
    if answer.cost.autoscaled.is_some() {
        page.lines(words.cost.get(2..).unwrap_or_default());
    }
    page.sentences(t("Pause pods", "占位 Pod"), &words.pause);
    page.changes(&answer.changes, &words);
    let notes: Vec<String> = words.advice.iter().map(|said| said.text.clone()).collect();
    page.sentences(t("To know", "说明"), &notes);
    page.sums(&words);
    page.text
}

/// The answer as Markdown.
pub(super) fn report(query: &Value, result: &Value, lang: Lang) -> String {
    let (question, answer, words) = said(query, result, lang);
    report::report(&question, &answer, &words, lang)
}

/// The question and its answer with their words. Both were read before, so there is nothing to be refused.
fn said(query: &Value, result: &Value, lang: Lang) -> (FleetQuestion, FleetAnswer, Words) {
    let question = runwright_capacity::fleet::question(query).unwrap_or_default();
    let answer: FleetAnswer = serde_json::from_value(result.clone()).unwrap_or_default();
    let words = words::words(&question, &answer, Stage::Done, None, lang);
    (question, answer, words)
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn title(&mut self, title: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(title);
        self.text.push('\n');
    }

    /// A sentence. A terminal needs no marks of code.
    fn line(&mut self, indent: &str, text: &str) {
        self.text.push_str(indent);
        self.text.extend(text.chars().filter(|c| *c != '`'));
        self.text.push('\n');
    }

    fn lines(&mut self, sentences: &[String]) {
        for sentence in sentences {
            self.line("  ", sentence);
        }
    }

    /// Sentences under a title; nothing where there are none.
    fn sentences(&mut self, title: Text, sentences: &[String]) {
        if !sentences.is_empty() {
            self.title(title.get(self.lang));
            self.lines(sentences);
        }
    }

    /// A table under its title; nothing for one without rows.
    fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        self.title(&table.title);
        let mut heads = table.heads.clone();
        // The first column of names says by itself what it holds.
        if let Some(first) = heads.first_mut()
            && *first == table.title
        {
            first.clear();
        }
        let rows = table.rows.iter();
        let all: Vec<&Vec<String>> = std::iter::once(&heads).chain(rows).collect();
        self.rows(&all);
    }

    /// All columns but the last as wide as their widest cell.
    fn rows(&mut self, rows: &[&Vec<String>]) {
        let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let widest: Vec<usize> = (0..columns)
            .map(|at| {
                let cells = rows.iter().filter_map(|row| row.get(at));
                cells.map(|cell| width(cell)).max().unwrap_or(0)
            })
            .collect();
        for row in rows {
            let mut line = String::from("  ");
            for (cell, widest) in row.iter().zip(&widest) {
                line.push_str(cell);
                line.push_str(&" ".repeat(widest + 2 - width(cell)));
            }
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    /// One row a pool: 24 columns fit a terminal, 24 rows do not.
    fn day(&mut self, answer: &FleetAnswer, words: &Words) {
        if let Some(day) = &answer.autoscaling {
            let title = t("Nodes by the hour, 0 to 23", "各小时的节点数，0 至 23 时");
            self.title(title.get(self.lang));
            let names = answer.pools.iter().map(|pool| pool.name.clone());
            let rows: Vec<Vec<String>> = names
                .enumerate()
                .map(|(at, name)| {
                    let nodes = |hour: &Hour| hour.pools.get(at).map_or(0, |pool| pool.nodes);
                    let nodes = day.hours.iter().map(|hour| nodes(hour).to_string());
                    std::iter::once(name).chain(nodes).collect()
                })
                .collect();
            self.rows(&rows.iter().collect::<Vec<_>>());
            self.lines(&words.day);
        }
    }

    /// What helps, with the changes as they stand in the question's file.
    fn changes(&mut self, changes: &[Change], words: &Words) {
        if changes.is_empty() {
            return;
        }
        self.title(t("What helps most", "最有效的改动").get(self.lang));
        for (change, said) in changes.iter().zip(&words.changes) {
            self.line("  ", &said.label);
            let edits = change.edits.iter();
            let edits: Vec<String> = edits
                .map(|edit| [&edit.path, " ", &edit.from, " → ", &edit.to].concat())
                .collect();
            self.line("    ", &edits.join(self.lang.pick(", ", "，")));
            self.line("    ", &said.gain);
            if !said.detail.is_empty() {
                self.line("    ", &said.detail);
            }
        }
    }

    fn sums(&mut self, words: &Words) {
        self.title(t("How the numbers come about", "数字的由来").get(self.lang));
        let sums = words.sums.iter().flat_map(|group| &group.sums);
        let rows: Vec<(String, String, String)> = sums
            .map(|one| (one.what.clone(), one.sum.clone(), one.result.clone()))
            .collect();
        self.text.push_str(&table(&rows));
    }
}
