//! Writes the answer as a Markdown report, to paste into a ticket or a merge request.

mod markdown;

use crate::tables::{self, Table};
use crate::words::Words;
use markdown::Page;
use runwright_model::answer::fleet::{FleetAnswer, FleetQuestion};
use runwright_model::text::{Text, t};
use runwright_model::{Lang, say};

/// The report: the question, the numbers with their meaning, tables, what helps, every sum with its source.
pub fn report(question: &FleetQuestion, answer: &FleetAnswer, words: &Words, lang: Lang) -> String {
    let mut page = Page::default();
    page.title(
        1,
        t("Capacity of GitLab Runner", "GitLab Runner 容量").get(lang),
    );
    page.strong(&words.headline);
    page.paragraph(&words.lead);
    let notes = words.advice.iter();
    let notes = notes.map(|said| (tone(said.tone), &said.text));
    page.list(&named(&notes.collect::<Vec<_>>(), lang));

    page.title(2, t("The question", "问题").get(lang));
    for table in [
        tables::pools(question, lang),
        tables::kinds(question, answer, lang),
        tables::bounds(question, answer, lang),
    ] {
        titled(&mut page, &table);
    }
    let note = t(
        "DaemonSets: cores / memory / pods on each node. Duration: mean ± standard deviation.",
        "守护进程：每个节点的核数 / 内存 / Pod 数。时长：平均 ± 标准差。",
    );
    page.paragraph(note.get(lang));

    page.title(2, t("Jobs at once", "同时运行的作业数").get(lang));
    page.plain(&tables::jobs(answer, lang));
    let meaning = [
        (t("Best", "最优"), &words.best),
        (t("Expected", "预期"), &words.expected),
        (t("Guaranteed", "有保证"), &words.guaranteed),
        (t("Slots", "槽位"), &words.slots),
    ];
    page.list(&named(&meaning, lang));
    titled(&mut page, &tables::held(answer, lang));
    page.list(&words.pools);
    section(&mut page, 3, t("Job size", "作业规格"), lang, &words.stairs);

    section(&mut page, 2, t("Waiting", "等待"), lang, &words.waiting);
    page.plain(&tables::waits(answer, lang));
    if !answer.waiting.curve.is_empty() {
        page.paragraph(t("\\* as the plan has it.", "\\* 为当前方案。").get(lang));
    }
    section(&mut page, 2, t("Day", "一天"), lang, &words.day);
    page.plain(&tables::day(answer, lang));
    section(&mut page, 2, t("Cost", "费用"), lang, &words.cost);
    page.plain(&tables::cost(answer, lang));
    section(
        &mut page,
        2,
        t("Pause pods", "占位 Pod"),
        lang,
        &words.pause,
    );

    if !words.changes.is_empty() {
        page.title(2, t("What helps most", "最有效的改动").get(lang));
        page.table(&helps(words, lang));
    }
    page.title(2, t("How the numbers come about", "数字的由来").get(lang));
    for group in &words.sums {
        page.title(3, &group.title);
        page.sums(&group.sums, lang);
    }
    page.text()
}

fn tone(tone: &str) -> Text {
    match tone {
        "error" => t("Error", "错误"),
        "warning" => t("Warning", "警告"),
        "ok" => t("Good", "良好"),
        _ => t("Advice", "建议"),
    }
}

fn titled(page: &mut Page, table: &Table) {
    if !table.rows.is_empty() {
        page.title(3, &table.title);
        page.plain(table);
    }
}

/// Sentences under a title; no title where there are none.
fn section(page: &mut Page, level: usize, title: Text, lang: Lang, sentences: &[String]) {
    if !sentences.is_empty() {
        page.title(level, title.get(lang));
        page.list(sentences);
    }
}

/// Sentences, each after what it is about; empty ones vanish.
fn named(pairs: &[(Text, &String)], lang: Lang) -> Vec<String> {
    let said = pairs.iter().filter(|(_, text)| !text.is_empty());
    said.map(|(name, text)| say!(lang, "**{}**: {}", "**{}**：{}", name.get(lang), text))
        .collect()
}

fn helps(words: &Words, lang: Lang) -> Table {
    let heads = [t("Change", "改动"), t("Gain", "效果"), t("Why", "原因")];
    Table {
        title: String::new(),
        heads: heads
            .iter()
            .map(|head| head.get(lang).to_string())
            .collect(),
        rows: words
            .changes
            .iter()
            .map(|one| vec![one.label.clone(), one.gain.clone(), one.detail.clone()])
            .collect(),
    }
}
