//! Prints a runbook as Markdown, so that the page and the file say the same.

use super::names::Names;
use runwright_documents::Printed;
use runwright_documents::markdown::{Inline, Markdown};
use runwright_model::protocol::{RunbookSay, Step};
use runwright_model::say;

/// The page of one runbook.
pub(super) fn page(names: &Names, book: &RunbookSay) -> Printed {
    let mut doc = Markdown::new();
    doc.heading(1, book.title.as_str());
    doc.paragraph(inline(&book.lead));
    doc.heading(2, names.t("At a glance", "概览"));
    for (name, value) in &book.impact {
        doc.item(strong(names, name, value));
    }
    for (index, step) in book.steps.iter().enumerate() {
        let (number, title) = (index + 1, &step.title);
        doc.heading(
            2,
            inline(&say!(
                names.lang,
                "Step {number}: {title}",
                "步骤 {number}：{title}"
            )),
        );
        let parts = [
            (names.t("Before", "执行前"), &step.before),
            (names.t("Do", "执行"), &step.work),
            (names.t("After", "执行后"), &step.after),
            (names.t("Undo", "撤销"), &step.undo),
        ];
        for (name, steps) in parts {
            if !steps.is_empty() {
                doc.heading(3, name);
                lines(names, &mut doc, steps);
            }
        }
    }
    doc.finish()
}

/// The list of all runbooks.
pub(super) fn index(names: &Names, books: &[RunbookSay]) -> Printed {
    let mut doc = Markdown::new();
    doc.heading(1, names.t("Runbooks", "运维手册"));
    let (release, namespace, jobs) = (names.release(), names.namespace(), names.job_namespace());
    doc.paragraph(inline(&say!(
        names.lang,
        "For release `{release}` in namespace `{namespace}`, jobs in `{jobs}`. Commands carry the plan's names: write the files anew when the plan changes. Every step says what must hold before and after it; stop where it does not.",
        "适用于命名空间 `{namespace}` 中的 release `{release}`，作业位于 `{jobs}`。命令使用方案中的名称：方案变更后请重新生成。每一步都写明执行前后须满足的条件，不满足时请停下。"
    )));
    let head = [
        Inline::from(names.t("Runbook", "手册")),
        Inline::from(names.t("What for", "用途")),
        Inline::from(names.t("Steps", "步骤数")),
    ];
    let rows: Vec<Vec<Inline>> = books
        .iter()
        .map(|book| {
            let file = book.path.rsplit('/').next().unwrap_or_default();
            let title = Inline::new()
                .text(book.title.as_str())
                .text(": ")
                .code(file);
            vec![
                title,
                inline(&book.lead),
                book.steps.len().to_string().into(),
            ]
        })
        .collect();
    doc.table(&head, &rows);
    doc.paragraph(inline(names.t(
        "What people fill in are the blanks in `oncall.md`. `backup.sh` and `backup-cronjob.yaml` belong to `backup.md`; `upgrade.sh`, where it is there, to `upgrade.md`.",
        "需要人工填写的是 `oncall.md` 中的空白处。`backup.sh` 与 `backup-cronjob.yaml` 配合 `backup.md` 使用；如有 `upgrade.sh`，则配合 `upgrade.md`。",
    )));
    doc.finish()
}

fn lines(names: &Names, doc: &mut Markdown, steps: &[Step]) {
    for step in steps {
        doc.paragraph(inline(&step.text));
        if !step.command.is_empty() {
            doc.code_block("sh", &step.command);
        }
        if !step.expect.is_empty() {
            doc.paragraph(strong(names, names.t("Expected", "预期"), &step.expect));
        }
    }
}

fn strong(names: &Names, name: &str, value: &str) -> Inline {
    let colon = names.t(": ", "：");
    pieces(Inline::new().strong(name).text(colon), value)
}

/// Text in which `code` stands in backticks.
fn inline(text: &str) -> Inline {
    pieces(Inline::new(), text)
}

fn pieces(mut line: Inline, text: &str) -> Inline {
    for (index, piece) in text.split('`').enumerate() {
        if !piece.is_empty() {
            line = match index % 2 {
                0 => line.text(piece),
                _ => line.code(piece),
            };
        }
    }
    line
}
