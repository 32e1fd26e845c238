use crate::source::*;
#[derive(Clone, Debug, Default)]
pub struct Corefile {
    pub blocks: Vec<Block>,
    pub faults: Vec<Fault>,
}
#[derive(Clone, Debug)]
pub struct Block {
    pub addresses: Vec<Word>,
    pub span: Span,
    pub body: Vec<Directive>,
    pub snippet: bool,
}
#[derive(Clone, Debug)]
pub struct Directive {
    pub name: Word,
    pub args: Vec<Word>,
    pub block: Vec<Directive>,
    pub has_block: bool,
    pub span: Span,
}
#[derive(Clone, Debug)]
pub struct Word {
    pub text: String,
    pub span: Span,
}
pub fn read(_text: &str) -> Corefile {
    Corefile::default()
}
