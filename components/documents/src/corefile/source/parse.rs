//! Makes blocks and directives of words.

use super::words::{Token, words};
use super::{Block, Corefile, Directive, Word};
use crate::source::{Fault, Span};

/// Deepest nesting of blocks that is read; keeps recursion bounded.
const MAX_DEPTH: usize = 64;

/// Reads a Corefile.
pub fn read(text: &str) -> Corefile {
    let mut parser = Parser::new(text);
    let mut blocks = Vec::new();
    while let Some(token) = parser.tokens.get(parser.at) {
        if token.word.text == "}" {
            let at = token.word.span.start;
            parser.fault(at, ("`}` closes nothing", "“}”没有对应的“{”"));
            parser.at += 1;
            continue;
        }
        let block = parser.block();
        blocks.push(block);
    }
    parser.done(blocks)
}

/// Reads lines that stand in a server block of another text (a file named `*.override`, or one for `import`): as one
/// block without addresses and braces.
pub fn read_plugins(text: &str) -> Corefile {
    let mut parser = Parser::new(text);
    let body = parser.directives(0, false);
    let span = 0..text.len();
    parser.done(vec![Block {
        addresses: Vec::new(),
        span,
        body,
        snippet: false,
        inside: None,
    }])
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    faults: Vec<Fault>,
    length: usize,
}

impl Parser {
    fn new(text: &str) -> Parser {
        let (tokens, faults) = words(text);
        Parser {
            tokens,
            at: 0,
            faults,
            length: text.len(),
        }
    }

    fn done(mut self, blocks: Vec<Block>) -> Corefile {
        self.faults.sort_by_key(|fault| fault.at);
        Corefile {
            blocks,
            faults: self.faults,
        }
    }

    fn fault(&mut self, at: usize, what: (&'static str, &'static str)) {
        self.faults.push(Fault { at, what });
    }

    fn peek(&self) -> Option<(&str, bool)> {
        self.tokens
            .get(self.at)
            .map(|token| (token.word.text.as_str(), token.fresh))
    }

    fn take(&mut self) -> Word {
        let word = self.tokens.get(self.at).map(|token| token.word.clone());
        self.at += 1;
        word.unwrap_or(Word {
            text: String::new(),
            span: self.length..self.length,
        })
    }

    fn block(&mut self) -> Block {
        let start = self
            .tokens
            .get(self.at)
            .map_or(0, |token| token.word.span.start);
        let (mut addresses, mut end) = (Vec::new(), start);
        let mut another = false;
        let import = self.peek().is_some_and(|(text, _)| text == "import");
        while let Some((text, fresh)) = self.peek() {
            if text == "{" || text == "}" || (fresh && !another && !addresses.is_empty()) {
                break;
            }
            let mut word = self.take();
            end = word.span.end;
            another = !import && word.text.ends_with(',');
            if another {
                word.text.pop();
                // In quotes the comma stands before the closing ones, and stays.
                if word.span.len() == word.text.len() + 1 {
                    word.span.end -= 1;
                }
            }
            if !word.text.is_empty() {
                addresses.push(word);
            }
        }
        if another {
            self.fault(
                end,
                ("an address is missing behind the comma", "逗号之后缺少地址"),
            );
        }
        let snippet = matches!(addresses.as_slice(), [only] if only.text.starts_with('(') && only.text.ends_with(')'));
        let (mut body, mut inside) = (Vec::new(), None);
        match self.peek() {
            Some(("{", fresh)) if !import || !fresh => {
                if addresses.is_empty() {
                    self.fault(start, ("the block has no address", "该块没有地址"));
                }
                (body, inside, end) = self.braces(0);
            }
            _ if import => {}
            _ if snippet => self.fault(
                end,
                (
                    "`{` is missing behind the snippet's name",
                    "片段名之后缺少“{”",
                ),
            ),
            _ => {
                body = self.directives(0, false);
                end = body.last().map_or(end, |directive| directive.span.end);
            }
        }
        Block {
            addresses,
            span: start..end,
            body,
            snippet,
            inside,
        }
    }

    /// What is in braces, where that is, and where the closing brace ends.
    fn braces(&mut self, depth: usize) -> (Vec<Directive>, Option<Span>, usize) {
        let open = self.take().span;
        let body = if depth > MAX_DEPTH {
            self.fault(open.start, ("nested too deeply", "嵌套过深"));
            self.skip();
            Vec::new()
        } else {
            self.directives(depth, true)
        };
        match self.peek() {
            Some(("}", _)) => {
                let close = self.take().span;
                (body, Some(open.end..close.start), close.end)
            }
            _ => {
                self.fault(open.start, ("the block is not closed", "该块没有结束"));
                let end = body.last().map_or(open.end, |directive| directive.span.end);
                (body, None, end)
            }
        }
    }

    /// Goes to the brace that closes the block that has just been opened.
    fn skip(&mut self) {
        let mut level = 0usize;
        while let Some((text, _)) = self.peek() {
            match text {
                "{" => level += 1,
                "}" if level == 0 => return,
                "}" => level -= 1,
                _ => {}
            }
            self.at += 1;
        }
    }

    fn directives(&mut self, depth: usize, braces: bool) -> Vec<Directive> {
        let mut directives = Vec::new();
        while let Some((text, _)) = self.peek() {
            match text {
                "}" if braces => break,
                "}" => {
                    let at = self.take().span.start;
                    self.fault(at, ("`}` closes nothing", "“}”没有对应的“{”"));
                }
                "{" => {
                    let at = self
                        .tokens
                        .get(self.at)
                        .map_or(0, |token| token.word.span.start);
                    self.fault(
                        at,
                        (
                            "`{` must stand on the line of what it belongs to",
                            "“{”必须与它所属的内容在同一行",
                        ),
                    );
                    self.at += 1;
                    self.skip();
                    self.at += 1;
                }
                _ => {
                    let directive = self.directive(depth);
                    directives.push(directive);
                }
            }
        }
        directives
    }

    fn directive(&mut self, depth: usize) -> Directive {
        let name = self.take();
        let mut args: Vec<Word> = Vec::new();
        let mut end = name.span.end;
        let (mut block, mut inside, mut has_block) = (Vec::new(), None, false);
        while let Some((text, fresh)) = self.peek() {
            match text {
                _ if fresh => break,
                "}" => break,
                "{" => {
                    has_block = true;
                    (block, inside, end) = self.braces(depth + 1);
                    break;
                }
                _ => {
                    let word = self.take();
                    end = word.span.end;
                    args.push(word);
                }
            }
        }
        let span = name.span.start..end;
        Directive {
            name,
            args,
            block,
            has_block,
            span,
            inside,
        }
    }
}
