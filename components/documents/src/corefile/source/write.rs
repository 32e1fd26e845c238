//! Writes words and lines of a Corefile in the style of a text.

use super::super::quote::{Unprintable, name, token, zone};
use super::{Line, Word};
use crate::source::Refusal;

/// How a text is written.
pub(super) struct Style {
    pub newline: &'static str,
    /// What lines are indented more than those they are in.
    pub step: String,
}

impl Style {
    pub(super) fn of(text: &str) -> Style {
        let crlf = text
            .find('\n')
            .is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')));
        let indent = |line: &str| {
            let rest = line.trim_start_matches([' ', '\t']);
            let indented =
                rest.len() < line.len() && !rest.trim().is_empty() && !rest.starts_with('#');
            indented.then(|| {
                line.get(..line.len() - rest.len())
                    .unwrap_or_default()
                    .to_owned()
            })
        };
        let step = text.lines().find_map(indent);
        Style {
            newline: if crlf { "\r\n" } else { "\n" },
            step: step.unwrap_or_else(|| "    ".to_owned()),
        }
    }

    /// Lines at an indentation.
    pub(super) fn lines(
        &self,
        lines: &[Line],
        indent: &str,
        out: &mut String,
    ) -> Result<(), Refusal> {
        for line in lines {
            out.push_str(indent);
            out.push_str(&name(&line.name).map_err(form)?);
            for arg in &line.args {
                out.push(' ');
                out.push_str(&token(arg).map_err(form)?);
            }
            if !line.block.is_empty() {
                out.push_str(" {");
                out.push_str(self.newline);
                self.lines(&line.block, &[indent, &self.step].concat(), out)?;
                out.push_str(indent);
                out.push('}');
            }
            out.push_str(self.newline);
        }
        Ok(())
    }
}

fn form(_: Unprintable) -> Refusal {
    Refusal::Form
}

pub(super) fn arg(text: &str) -> Result<String, Refusal> {
    token(text).map_err(form)
}

pub(super) fn address(text: &str) -> Result<String, Refusal> {
    zone(text).map_err(form)
}

/// A text in the place of a word: in quotes, if the word has them and they can be kept.
pub(super) fn instead(text: &str, word: &Word, new: String) -> Result<String, Refusal> {
    let old = text.get(word.span.clone()).ok_or(Refusal::NoPlace)?;
    if old.contains("{{") {
        return Err(Refusal::Template);
    }
    let plain = !new.starts_with('"') && !new.contains(['\\', '"']);
    Ok(if old.starts_with('"') && plain {
        ["\"", &new, "\""].concat()
    } else {
        new
    })
}
