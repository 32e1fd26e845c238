//! Prints GitHub's Markdown: titles, lists, tables.

use crate::tables::Table;
use crate::words::Sum;
use runwright_model::Lang;
use runwright_model::text::t;

#[derive(Default)]
pub(super) struct Page(String);

impl Page {
    pub fn text(self) -> String {
        self.0
    }

    /// A blank line between blocks, none at the head.
    fn block(&mut self) {
        if !self.0.is_empty() {
            self.0.push('\n');
        }
    }

    pub fn title(&mut self, level: usize, title: &str) {
        self.block();
        self.0.push_str(&"#".repeat(level));
        self.0.push(' ');
        self.line(title);
    }

    pub fn strong(&mut self, text: &str) {
        self.paragraph(&["**", text, "**"].concat());
    }

    pub fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.block();
            self.line(text);
        }
    }

    pub fn list(&mut self, items: &[String]) {
        if items.is_empty() {
            return;
        }
        self.block();
        for item in items {
            self.0.push_str("- ");
            self.line(item);
        }
    }

    /// A table whose cells are plain text: what Markdown would read as more is escaped.
    pub fn plain(&mut self, table: &Table) {
        let row = |row: &Vec<String>| row.iter().map(|cell| escaped(cell)).collect();
        self.table(&Table {
            title: String::new(),
            heads: row(&table.heads),
            rows: table.rows.iter().map(row).collect(),
        });
    }

    /// A table whose cells may hold code and links; nothing for one without rows.
    pub fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        self.block();
        self.row(&table.heads, table.heads.len());
        self.0.push_str(&"| --- ".repeat(table.heads.len()));
        self.0.push_str("|\n");
        for row in &table.rows {
            self.row(row, table.heads.len());
        }
    }

    /// Sums with a link to where the rule was read.
    pub fn sums(&mut self, sums: &[Sum], lang: Lang) {
        let heads = [
            t("What", "内容"),
            t("Sum", "算式"),
            t("Result", "结果"),
            t("Source of the rule", "规则来源"),
        ];
        self.table(&Table {
            title: String::new(),
            heads: heads
                .iter()
                .map(|head| head.get(lang).to_string())
                .collect(),
            rows: sums
                .iter()
                .map(|one| {
                    let sum = if one.sum == one.result { "" } else { &one.sum };
                    let source = if one.url.is_empty() {
                        one.source.clone()
                    } else {
                        ["[", &one.source, "](", &one.url, ")"].concat()
                    };
                    vec![
                        escaped(&one.what),
                        escaped(sum),
                        escaped(&one.result),
                        source,
                    ]
                })
                .collect(),
        });
    }

    fn row(&mut self, cells: &[String], columns: usize) {
        for at in 0..columns {
            self.0.push_str("| ");
            let cell = cells.get(at).map_or("", String::as_str);
            for c in cell.chars() {
                match c {
                    // A pipe ends the cell, even within code.
                    '|' => self.0.push_str("\\|"),
                    c if c.is_control() => self.0.push(' '),
                    c => self.0.push(c),
                }
            }
            self.0.push(' ');
        }
        self.0.push_str("|\n");
    }

    fn line(&mut self, text: &str) {
        let plain = text.chars();
        self.0
            .extend(plain.map(|c| if c.is_control() { ' ' } else { c }));
        self.0.push('\n');
    }
}

/// Plain text as Markdown. An underscore within a word means nothing and stays as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut inner = false;
    while let Some(c) = chars.next() {
        let word = |c: &char| c.is_alphanumeric();
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            '_' => !inner || !chars.peek().is_some_and(word),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        inner = word(&c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_markdown() {
        let check = |text: &str, expect: &str| assert_eq!(escaped(text), expect);
        check("a_b *c* _d", "a_b \\*c\\* \\_d");
        check("<b>[x](y)`", "\\<b\\>\\[x\\](y)\\`");
    }

    #[test]
    fn cells_hold_pipes_and_no_line_ends() {
        let mut page = Page::default();
        page.table(&Table {
            title: String::new(),
            heads: vec!["a".into(), "b".into()],
            rows: vec![vec!["x|y".into()], vec!["1\n2".into(), "`c|d`".into()]],
        });
        assert_eq!(
            page.text(),
            "| a | b |\n| --- | --- |\n| x\\|y |  |\n| 1 2 | `c\\|d` |\n"
        );
    }
}
