//! Shows the lines of a file, or a diff of them, and keeps up with every key.

mod patch;
mod view;

pub use patch::Patch;
pub use view::{CodeView, Goto, LineEvent};

use crate::{Markup, markup::escape};

/// CSS classes of the token tags, by index: plain, key, string, number, head, keyword, comment, punctuation.
pub const TAG_CLASSES: [&str; 8] = [
    "", "sx-key", "sx-str", "sx-num", "sx-head", "sx-kw", "sx-com", "sx-punct",
];

/// What a line is in a diff. In the text of a file every line is [`LineKind::Same`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    /// On both sides.
    #[default]
    Same,
    /// Only in the new text.
    Add,
    /// Only in the old text.
    Del,
    /// Stands for lines left out; its one span says how many.
    Fold,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Number in the new text, from 1; 0 for none.
    pub number: u32,
    /// Tag (an index into [`TAG_CLASSES`]) and text of each token, without the line break.
    pub spans: Vec<(u8, String)>,
    /// Whether it differs from the opened or saved text.
    pub changed: bool,
    /// 0 none, 1 a warning, 2 an error is at this line: drawn as a wavy underline.
    pub mark: u8,
    /// Its part in a diff.
    pub kind: LineKind,
}

impl Line {
    /// Whether both show the same, whatever their numbers.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        self.spans == other.spans
            && self.changed == other.changed
            && self.mark == other.mark
            && self.kind == other.kind
    }

    /// The classes of its list item.
    #[must_use]
    pub fn class(&self) -> String {
        let mut class = String::from(match self.kind {
            LineKind::Same => "",
            LineKind::Add => "add",
            LineKind::Del => "del",
            LineKind::Fold => "fold",
        });
        if self.changed {
            class.push_str(" chg");
        }
        class
    }

    /// Its number as the gutter shows it.
    #[must_use]
    pub fn gutter(&self) -> String {
        if self.number == 0 {
            String::new()
        } else {
            self.number.to_string()
        }
    }

    /// The markup inside its list item.
    #[must_use]
    pub fn inner(&self) -> String {
        let mut out = String::with_capacity(96);
        let mut marked = false;
        for (tag, text) in &self.spans {
            let mut text = text.as_str();
            if self.mark > 0 && !marked {
                // The indentation stays outside of the underline.
                let body = text.trim_start();
                escape(&mut out, &text[..text.len() - body.len()]);
                if body.is_empty() {
                    continue;
                }
                out.push_str(if self.mark > 1 {
                    "<span class=\"sq\">"
                } else {
                    "<span class=\"sq w\">"
                });
                marked = true;
                text = body;
            }
            let class = TAG_CLASSES
                .get(usize::from(*tag))
                .copied()
                .unwrap_or_default();
            if class.is_empty() {
                escape(&mut out, text);
            } else {
                out.push_str("<span class=\"");
                out.push_str(class);
                out.push_str("\">");
                escape(&mut out, text);
                out.push_str("</span>");
            }
        }
        if marked {
            out.push_str("</span>");
        }
        out
    }
}

/// The list items of `lines`, as markup.
#[must_use]
pub fn items(lines: &[Line]) -> String {
    let mut out = String::with_capacity(lines.len() * 112);
    for line in lines {
        let mut m = Markup::new();
        m.open("li")
            .attr("class", &line.class())
            .attr("data-n", &line.gutter())
            .text("");
        out.push_str(&m.finish());
        out.push_str(&line.inner());
        out.push_str("</li>");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_markup() {
        let check = |line: Line, expect: &str| assert_eq!(items(&[line]), expect);
        let spans = |list: &[(u8, &str)]| {
            list.iter()
                .map(|(t, s)| (*t, (*s).to_owned()))
                .collect::<Vec<_>>()
        };
        check(
            Line {
                number: 7,
                spans: spans(&[(0, "  "), (1, "a"), (7, ":"), (0, " <b>")]),
                ..Line::default()
            },
            "<li class=\"\" data-n=\"7\">  <span class=\"sx-key\">a</span><span class=\"sx-punct\">:</span> &lt;b&gt;</li>",
        );
        check(
            Line {
                number: 8,
                spans: spans(&[(0, "  "), (2, "\"x\"")]),
                mark: 2,
                changed: true,
                ..Line::default()
            },
            "<li class=\" chg\" data-n=\"8\">  <span class=\"sq\"><span class=\"sx-str\">&quot;x&quot;</span></span></li>",
        );
        check(
            Line {
                kind: LineKind::Del,
                spans: spans(&[(9, "gone")]),
                ..Line::default()
            },
            "<li class=\"del\" data-n=\"\">gone</li>",
        );
        check(
            Line {
                mark: 1,
                ..Line::default()
            },
            "<li class=\"\" data-n=\"\"></li>",
        );
    }
}
