//! Walks over the text: lines, trivia, documents, and where reading resumes behind what cannot be read.

use std::collections::BTreeMap;

use super::template::Templates;
use crate::source::{Fault, Node, Source, Span, Value};

/// Deeper nesting than any honest file; bounds every recursion over the tree.
pub(super) const MAX_DEPTH: usize = 128;
/// Values that aliases may copy in one file.
const MAX_COPIES: usize = 200_000;

pub(super) type Read<T> = Result<T, Fault>;

/// Where the signs stand that the tree does not hold; each list in the order of the text.
#[derive(Default)]
pub(super) struct Marks {
    pub(super) colons: Vec<usize>,
    pub(super) dashes: Vec<usize>,
    /// The keys `<<`.
    pub(super) merges: Vec<Span>,
    /// Names of anchors with the spans of their nodes.
    pub(super) anchors: Vec<(String, Span)>,
    /// Names that aliases use.
    pub(super) aliases: Vec<String>,
    /// Anchors and tags.
    pub(super) props: Vec<Span>,
    /// What could not be read.
    pub(super) bad: Vec<Span>,
    /// Expressions with a line to themselves.
    pub(super) templates: Vec<Span>,
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Start of the line, and its leading spaces.
    pub(super) line: usize,
    pub(super) indent: usize,
    pub(super) depth: usize,
    pub(super) source: Source,
    pub(super) marks: Marks,
    pub(super) templates: Templates<'a>,
    anchors: BTreeMap<String, (Node, usize)>,
    copies: usize,
    rescanned: usize,
}

/// A place to come back to.
#[derive(Clone, Copy)]
pub(super) struct Here {
    at: usize,
    line: usize,
    indent: usize,
}

impl Here {
    pub(super) fn at(self) -> usize {
        self.at
    }

    pub(super) fn column(self) -> usize {
        self.at.saturating_sub(self.line)
    }
}

pub(super) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t')
}

/// A line end or, as 0, the end of the text.
pub(super) fn is_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r' | 0)
}

pub(super) fn is_space(byte: u8) -> bool {
    is_blank(byte) || is_end(byte)
}

pub(super) fn fault<T>(at: usize, en: &'static str, zh: &'static str) -> Read<T> {
    Err(Fault { at, what: (en, zh) })
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str) -> Reader<'a> {
        Reader {
            text,
            bytes: text.as_bytes(),
            at: 0,
            line: 0,
            indent: 0,
            depth: 0,
            source: Source::default(),
            marks: Marks::default(),
            templates: Templates::new(text),
            anchors: BTreeMap::new(),
            copies: 0,
            rescanned: 0,
        }
    }

    /// The byte at an offset; 0 behind the end.
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.text.get(span).unwrap_or_default()
    }

    pub(super) fn here(&self) -> Here {
        Here {
            at: self.at,
            line: self.line,
            indent: self.indent,
        }
    }

    pub(super) fn go(&mut self, here: Here) {
        (self.at, self.line, self.indent) = (here.at, here.line, here.indent);
    }

    pub(super) fn column(&self) -> usize {
        self.at.saturating_sub(self.line)
    }

    /// Whether only spaces stand before on the line.
    pub(super) fn first(&self) -> bool {
        self.at == self.line + self.indent
    }

    pub(super) fn at_text_end(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// Steps over the line end that stands here; a NUL ends a line too.
    pub(super) fn newline(&mut self) {
        self.at += match (self.byte(self.at), self.byte(self.at + 1)) {
            (b'\r', b'\n') => 2,
            _ => 1,
        };
        self.at = self.at.min(self.bytes.len());
        self.begin_line();
    }

    fn begin_line(&mut self) {
        self.line = self.at;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.indent = rest.iter().take_while(|byte| **byte == b' ').count();
    }

    pub(super) fn skip_line(&mut self) {
        while !is_end(self.byte(self.at)) {
            self.at += 1;
        }
    }

    /// Steps to an offset ahead that may be lines away.
    pub(super) fn advance(&mut self, end: usize) {
        while self.at < end {
            if is_end(self.byte(self.at)) {
                self.newline();
            } else {
                self.at += 1;
            }
        }
    }

    pub(super) fn blanks(&mut self) {
        while is_blank(self.byte(self.at)) {
            self.at += 1;
        }
    }

    /// Whether a comment begins here.
    pub(super) fn at_comment(&self) -> bool {
        self.byte(self.at) == b'#'
            && (self.at == self.line
                || self.at == 0
                || is_space(self.byte(self.at - 1))
                || self.text.get(..self.at) == Some("\u{feff}"))
    }

    /// Steps over blanks, line ends, comments and lines of nothing but expressions.
    pub(super) fn skip(&mut self) {
        loop {
            self.blanks();
            let byte = self.byte(self.at);
            if is_end(byte) {
                if self.at_text_end() {
                    return;
                }
                self.newline();
            } else if byte == b'#' && self.at_comment() {
                self.skip_line();
            } else if byte == b'{'
                && self.first()
                && let Some(end) = self.templates.line(self.at)
            {
                self.marks.templates.push(self.at..end);
                self.advance(end);
            } else {
                return;
            }
        }
    }

    /// Whether `---`, `...` or a directive stands here and is no value.
    pub(super) fn at_marker(&self) -> bool {
        let rest = self.bytes.get(self.line..).unwrap_or_default();
        self.at == self.line
            && (self.line_is_marker() || rest.starts_with(b"%YAML ") || rest.starts_with(b"%TAG "))
    }

    /// Whether the line begins with `---` or `...`.
    pub(super) fn line_is_marker(&self) -> bool {
        let start = self.bytes.get(self.line..self.line + 3);
        matches!(start, Some(b"---" | b"...")) && is_space(self.byte(self.line + 3))
    }

    /// Whether the document ends here.
    pub(super) fn ended(&self) -> bool {
        self.at_text_end() || self.at_marker()
    }

    /// Whether nothing but a comment follows on the line.
    pub(super) fn line_done(&mut self) -> Read<()> {
        self.blanks();
        if is_end(self.byte(self.at)) || self.at_comment() {
            return Ok(());
        }
        fault(
            self.at,
            "text behind a value that is complete",
            "完整的值之后还有多余的内容",
        )
    }

    /// Reads all documents.
    pub(super) fn stream(mut self) -> (Source, Marks) {
        if self.text.starts_with('\u{feff}') {
            self.at = '\u{feff}'.len_utf8();
        }
        self.begin_line();
        loop {
            self.skip();
            if self.at_text_end() {
                break;
            }
            if self.column() == 0 && self.byte(self.at) == b'%' {
                self.skip_line();
                continue;
            }
            if self.at_marker() {
                let start = self.byte(self.at) == b'-';
                self.at += 3;
                if !start {
                    if let Err(found) = self.line_done() {
                        self.source.faults.push(found);
                        self.skip_line();
                    }
                    continue;
                }
            }
            let node = self.document();
            self.source.documents.push(node);
            self.anchors.clear();
        }
        if self.source.documents.is_empty() {
            let end = self.bytes.len();
            self.source.documents.push(Node::new(end..end, Value::Null));
        }
        self.source.faults.sort_by_key(|fault| fault.at);
        // What was read twice behind a fault is noted twice.
        self.marks.colons.sort_unstable();
        self.marks.dashes.sort_unstable();
        self.marks.props.sort_unstable_by_key(|span| span.start);
        self.marks.templates.sort_unstable_by_key(|span| span.start);
        self.marks.templates.dedup();
        (self.source, self.marks)
    }

    /// Notes what cannot be read and goes to the first line behind where it began that is not further in than
    /// `column`.
    pub(super) fn recover(&mut self, found: Fault, began: Here, column: usize) {
        let reached = self.at;
        // A bracket or quote without end swallowed the lines behind it: they are read again, as long as that
        // does not add up.
        self.rescanned += reached.saturating_sub(began.at);
        if self.rescanned < 2 * self.bytes.len() || reached <= began.at {
            self.go(began);
        }
        self.source.faults.push(found);
        loop {
            self.skip_line();
            if self.at_text_end() {
                break;
            }
            self.newline();
            let next = self.byte(self.line + self.indent);
            let nothing = is_space(next) || matches!(next, b'#' | b']' | b'}' | b',');
            if self.at_marker() || !nothing && self.indent <= column {
                break;
            }
        }
        self.marks.bad.push(began.at..self.line.max(began.at));
        if self.at_text_end() {
            self.marks.bad.push(self.at..self.at);
        }
    }

    /// Remembers a node under its anchor.
    pub(super) fn anchor(&mut self, name: &str, node: &Node) {
        self.marks
            .anchors
            .push((name.to_owned(), node.span.clone()));
        let size = size(node);
        self.copies += size;
        if self.copies <= MAX_COPIES {
            self.anchors.insert(name.to_owned(), (node.clone(), size));
        }
    }

    /// Reads `*name`.
    pub(super) fn alias(&mut self) -> Read<Node> {
        let start = self.at;
        let name = self.name();
        self.marks.aliases.push(name.to_owned());
        let Some((node, size)) = self.anchors.get(name) else {
            return fault(start, "alias without its anchor", "别名没有对应的锚点");
        };
        self.copies += size;
        if self.copies > MAX_COPIES {
            return fault(start, "too many values through aliases", "别名展开的值过多");
        }
        Ok(Node {
            span: start..self.at,
            value: node.value.clone(),
            alias: true,
        })
    }

    /// The text that an alias used as a key names.
    pub(super) fn named(&self, alias: &str) -> Option<String> {
        let (node, _) = self.anchors.get(alias.strip_prefix('*')?)?;
        node.text().map(str::to_owned)
    }

    /// Reads the name behind `*` or `&`, or a tag.
    pub(super) fn name(&mut self) -> &'a str {
        let start = self.at + 1;
        self.at = start;
        while !is_space(self.byte(self.at))
            && !matches!(self.byte(self.at), b',' | b'[' | b']' | b'{' | b'}')
        {
            self.at += 1;
        }
        self.slice(start..self.at)
    }
}

fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(entries) => entries.iter().map(|entry| size(&entry.node)).sum(),
        _ => 0,
    }
}
