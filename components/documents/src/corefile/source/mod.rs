//! Reads Corefiles that somebody else wrote, and changes them where a change is wanted.
//!
//! Words, blocks and braces are those of coredns/caddy `caddyfile/{lexer,parse}.go`; a backslash at the end of a line
//! joins nothing there. Template expressions (`{{ … }}`) are kept in the words they stand in, and lines of nothing
//! else are left out, like comments.

mod edit;
mod parse;
mod words;
mod write;

#[cfg(test)]
mod tests;

use crate::source::{Fault, Span};

pub use edit::{add_block, insert, remove, remove_block, set_address, set_args, set_word};
pub use parse::{read, read_plugins};

/// A Corefile as read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corefile {
    /// Server blocks, snippets and lines of `import` outside of these, in the order of the text.
    pub blocks: Vec<Block>,
    /// In the order of the text.
    pub faults: Vec<Fault>,
}

/// The zones of a server and what answers for them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Without the commas between them. `import` and a file stand here too, where the line is outside of a block.
    pub addresses: Vec<Word>,
    /// From the first address to the closing brace.
    pub span: Span,
    pub body: Vec<Directive>,
    /// `(name) { … }`, which is only for `import`.
    pub snippet: bool,
    /// Between the braces. The only block of a text may have none; then its lines go to the text's end.
    pub inside: Option<Span>,
}

/// A plugin, or an option inside a plugin's block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    pub name: Word,
    pub args: Vec<Word>,
    pub block: Vec<Directive>,
    /// It has braces, even if there is nothing in them.
    pub has_block: bool,
    /// From the name to the last argument or the closing brace.
    pub span: Span,
    /// Between the braces.
    pub inside: Option<Span>,
}

/// A word: what it says, and its bytes with its quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// References to the environment, `{$NAME}` and `{%NAME%}`, stand as they are written.
    pub text: String,
    pub span: Span,
}

/// Where lines go.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    Block(&'a Block),
    /// It gets braces, if it has none.
    Directive(&'a Directive),
}

/// A line to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub name: String,
    pub args: Vec<String>,
    /// Written in braces; none are where it is empty.
    pub block: Vec<Line>,
}

impl Line {
    pub fn new(name: &str, args: &[&str]) -> Line {
        let args = args.iter().map(|&arg| arg.to_owned()).collect();
        Line {
            name: name.to_owned(),
            args,
            block: Vec::new(),
        }
    }
}

impl Block {
    /// The first directive of a name.
    pub fn directive(&self, name: &str) -> Option<&Directive> {
        self.body
            .iter()
            .find(|directive| directive.name.text == name)
    }
}

impl Directive {
    /// The first line of the block with a name.
    pub fn option(&self, name: &str) -> Option<&Directive> {
        self.block.iter().find(|option| option.name.text == name)
    }
}
