//! Builds a script that stops at the first failure, from commands whose values are quoted.

use super::quote::{is_plain, quote};
use crate::pen::Pen;
use crate::printed::{Printed, Tag};

/// A script for `/bin/sh`. It begins with `set -eu`: a failing command or an unset variable ends it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Script {
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Blank,
    Comment(String),
    Code(String),
    Command(Command),
}

/// One command, on one line or over several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Command {
    words: Vec<Word>,
    beside: Option<String>,
    field: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Value(String),
    Code(String),
    Break,
}

impl Script {
    pub fn new() -> Script {
        Script::default()
    }

    /// Adds an empty line.
    pub fn blank(&mut self) -> &mut Script {
        self.parts.push(Part::Blank);
        self
    }

    /// Adds comment lines.
    pub fn comment(&mut self, text: impl Into<String>) -> &mut Script {
        self.parts.push(Part::Comment(text.into()));
        self
    }

    /// Adds lines as they are. Only for text that holds no value of a user.
    pub fn code(&mut self, text: impl Into<String>) -> &mut Script {
        self.parts.push(Part::Code(text.into()));
        self
    }

    /// Adds a command of these words, each of them a value.
    pub fn command<S: Into<String>>(&mut self, words: impl IntoIterator<Item = S>) -> &mut Command {
        let index = self.parts.len();
        self.parts.push(Part::Command(Command::default()));
        match &mut self.parts[index] {
            Part::Command(command) => command.words(words),
            // Pushed two lines above.
            _ => unreachable!(),
        }
    }

    pub fn print(&self) -> Printed {
        let mut pen = Pen::new();
        pen.put(Tag::Comment, "#!/bin/sh");
        pen.newline();
        pen.put(Tag::Keyword, "set");
        pen.put(Tag::Plain, " -eu");
        pen.newline();
        for part in &self.parts {
            match part {
                Part::Blank => pen.blank(),
                Part::Comment(text) => pen.comment_above(0, text),
                Part::Code(text) => {
                    for token in crate::lex::cut(text, &crate::lex::shell(text)) {
                        pen.put(token.0, token.1);
                    }
                    if !text.ends_with('\n') {
                        pen.newline();
                    }
                }
                Part::Command(command) => command.print(&mut pen),
            }
        }
        pen.finish()
    }
}

impl Command {
    /// Adds values as further words.
    pub fn words<S: Into<String>>(&mut self, words: impl IntoIterator<Item = S>) -> &mut Command {
        self.words
            .extend(words.into_iter().map(|word| Word::Value(word.into())));
        self
    }

    /// Adds words on a line of their own, behind a `\`.
    pub fn line<S: Into<String>>(&mut self, words: impl IntoIterator<Item = S>) -> &mut Command {
        self.words.push(Word::Break);
        self.words(words)
    }

    /// Adds code as it is, such as `"$NODE"` or `> out.yaml`. Only for text that holds no value of a user.
    pub fn code(&mut self, code: impl Into<String>) -> &mut Command {
        self.words.push(Word::Code(code.into()));
        self
    }

    /// Sets the comment behind the command.
    pub fn note(&mut self, text: impl Into<String>) -> &mut Command {
        self.beside = Some(text.into());
        self
    }

    /// Names the field that decides the command.
    pub fn field(&mut self, id: impl Into<String>) -> &mut Command {
        self.field = Some(id.into());
        self
    }

    fn print(&self, pen: &mut Pen) {
        let open = pen.open(self.field.as_deref());
        let mut line_begins = true;
        let mut first = true;
        for word in &self.words {
            if matches!(word, Word::Break) {
                if !first {
                    pen.put(Tag::Punct, " \\");
                    pen.newline();
                    pen.spaces(2);
                    line_begins = true;
                }
                continue;
            }
            if !line_begins {
                pen.put(Tag::Plain, " ");
            }
            match word {
                Word::Value(value) => self.value(pen, value, first),
                Word::Code(code) => pen.put(Tag::Plain, code),
                Word::Break => {}
            }
            (line_begins, first) = (false, false);
        }
        pen.comment_beside(self.beside.as_deref());
        pen.newline();
        pen.close(open);
    }

    fn value(&self, pen: &mut Pen, value: &str, first: bool) {
        if !is_plain(value) {
            pen.put(Tag::Str, &quote(value));
        } else if first && value.contains('=') {
            // A plain word with `=` in the first place would be an assignment.
            pen.put(Tag::Punct, "'");
            pen.put(Tag::Key, value);
            pen.put(Tag::Punct, "'");
        } else if first {
            pen.put(Tag::Key, value);
        } else if value.starts_with('-') {
            pen.put(Tag::Num, value);
        } else {
            pen.put(Tag::Plain, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_reads_like_one() {
        let mut script = Script::new();
        script.blank().comment("Labels the nodes.");
        script
            .command(["kubectl", "label", "node", "a b", "workload=ci"])
            .field("nodes.labels")
            .note("undo: workload-");
        script.blank();
        script
            .command(["helm", "upgrade", "--install"])
            .line(["--version", "0.92.0"])
            .line(["-f"])
            .code("\"$1\"");
        script.command(["A=b"]);
        script.code("for n in a b; do\n  echo \"$n\"\ndone");
        let printed = script.print();
        assert_eq!(
            printed.text,
            "#!/bin/sh\nset -eu\n\n# Labels the nodes.\nkubectl label node 'a b' workload=ci  # undo: workload-\n\n\
             helm upgrade --install \\\n  --version 0.92.0 \\\n  -f \"$1\"\n'A=b'\nfor n in a b; do\n  echo \"$n\"\ndone\n"
        );
        assert_eq!(printed.field_at(5), Some("nodes.labels"));
        assert_eq!(printed.field_at(6), None);
    }
}
