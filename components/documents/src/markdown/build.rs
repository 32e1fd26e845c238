//! Builds a Markdown document block by block.

use super::inline::{Inline, longest_run, push_times};
use crate::lex;
use crate::pen::{Open, Pen};
use crate::printed::{Printed, Tag};

/// A document being written; blocks stand apart by an empty line.
pub struct Markdown {
    pen: Pen,
    /// Whether the last block was a list item, which the next one joins without an empty line.
    in_list: bool,
}

impl Default for Markdown {
    fn default() -> Markdown {
        Markdown::new()
    }
}

impl Markdown {
    pub fn new() -> Markdown {
        Markdown {
            pen: Pen::new(),
            in_list: false,
        }
    }

    /// Adds a heading of level 1 to 6.
    pub fn heading(&mut self, level: usize, text: impl Into<Inline>) -> &mut Markdown {
        let mut line = String::new();
        push_times(&mut line, '#', level.clamp(1, 6));
        line.push(' ');
        let inner = text.into().render(false);
        line.push_str(&inner);
        // A row of `#` at the end would be taken for the heading's closing marks.
        if inner.ends_with('#') && !inner.ends_with("\\#") {
            line.insert(line.len() - 1, '\\');
        }
        self.apart();
        self.pen.put(Tag::Head, &line);
        self.pen.newline();
        self
    }

    pub fn paragraph(&mut self, text: impl Into<Inline>) -> &mut Markdown {
        self.apart();
        self.inline(&text.into().render(false));
        self.pen.newline();
        self
    }

    /// Adds a list item.
    pub fn item(&mut self, text: impl Into<Inline>) -> &mut Markdown {
        self.list("- ", text.into(), None);
        self
    }

    /// Adds a list item with a box, ticked or open; `field` is what the item speaks of.
    pub fn task(
        &mut self,
        done: bool,
        text: impl Into<Inline>,
        field: Option<&str>,
    ) -> &mut Markdown {
        self.list(if done { "- [x] " } else { "- [ ] " }, text.into(), field);
        self
    }

    /// Adds a line under the last list item that belongs to it.
    pub fn detail(&mut self, text: impl Into<Inline>) -> &mut Markdown {
        if !self.in_list {
            return self.paragraph(text);
        }
        self.pen.put(Tag::Plain, "  ");
        self.list("- ", text.into(), None);
        self
    }

    /// Adds a table; rows shorter than the head are filled up, longer ones cut by the reader.
    pub fn table(&mut self, head: &[Inline], rows: &[Vec<Inline>]) -> &mut Markdown {
        self.apart();
        self.row(head, head.len());
        self.pen.put(Tag::Punct, "|");
        for _ in head {
            self.pen.put(Tag::Punct, " --- |");
        }
        self.pen.newline();
        for row in rows {
            self.row(row, head.len());
        }
        self
    }

    /// Adds a code block in a fence longer than any inside it. `language` is a word such as `sh`.
    pub fn code_block(&mut self, language: &str, text: &str) -> &mut Markdown {
        let mut fence = String::new();
        push_times(&mut fence, '`', (longest_run(text, '`') + 1).max(3));
        self.apart();
        self.pen.put(Tag::Punct, &fence);
        let word = |ch: &char| ch.is_ascii_alphanumeric() || *ch == '-' || *ch == '+';
        self.pen.put(
            Tag::Punct,
            &language.chars().filter(word).collect::<String>(),
        );
        self.pen.newline();
        self.pen.put(Tag::Str, text);
        if !text.ends_with('\n') && !text.is_empty() {
            self.pen.newline();
        }
        self.pen.put(Tag::Punct, &fence);
        self.pen.newline();
        self
    }

    pub fn finish(self) -> Printed {
        self.pen.finish()
    }

    fn apart(&mut self) {
        self.pen.blank();
        self.in_list = false;
    }

    fn list(&mut self, mark: &str, text: Inline, field: Option<&str>) {
        if !self.in_list {
            self.apart();
            self.in_list = true;
        }
        let open: Open = self.pen.open(field);
        self.pen.put(Tag::Keyword, mark);
        self.inline(&text.render(false));
        self.pen.newline();
        self.pen.close(open);
    }

    fn row(&mut self, cells: &[Inline], width: usize) {
        self.pen.put(Tag::Punct, "|");
        let empty = Inline::new();
        for column in 0..width.max(1) {
            self.pen.put(Tag::Plain, " ");
            self.inline(&cells.get(column).unwrap_or(&empty).render(true));
            self.pen.put(Tag::Punct, " |");
        }
        self.pen.newline();
    }

    fn inline(&mut self, text: &str) {
        for (tag, part) in lex::cut(text, &lex::markdown(text)) {
            // A line of text holds code and emphasis; marks of blocks have been escaped.
            self.pen.put(tag, part);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checklist_reads_like_one() {
        let mut doc = Markdown::new();
        doc.heading(1, "Before production #")
            .paragraph("Tick what holds.");
        doc.task(
            true,
            Inline::new().text("Policy is ").code("none"),
            Some("dns.policy"),
        );
        doc.detail("evidence");
        doc.task(false, "open", None);
        doc.heading(9, "Runs");
        doc.table(
            &["a".into(), Inline::new().code("b|c")],
            &[vec!["1".into()]],
        );
        doc.code_block("sh", "echo ```\n");
        let printed = doc.finish();
        assert_eq!(
            printed.text,
            "# Before production \\#\n\nTick what holds.\n\n- [x] Policy is `none`\n  - evidence\n- [ ] open\n\n###### Runs\n\n\
             | a | `b\\|c` |\n| --- | --- |\n| 1 |  |\n\n````sh\necho ```\n````\n"
        );
        assert_eq!(printed.field_at(5), Some("dns.policy"));
    }
}
