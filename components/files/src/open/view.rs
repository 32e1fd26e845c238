//! Reads a part of a file with the layers around it.

use std::rc::Rc;

use super::{Language, Way};
use runwright_documents::corefile::source::{self as corefile, Corefile};
use runwright_documents::source::{Nested, Node, Refusal, Seg, Source, Splice};
use runwright_documents::{toml, yaml};

/// A part of a file, read.
#[derive(Clone, Debug)]
pub struct View {
    /// The innermost text, where it is not the file itself.
    inner: Option<String>,
    pub source: Rc<Source>,
    /// Of a Corefile.
    pub corefile: Corefile,
    /// From the file inwards, and the way through them.
    layers: Vec<Nested>,
    texts: Vec<(usize, Vec<Seg>)>,
    language: Language,
    document: usize,
    base: Vec<Seg>,
}

/// Reads the part at the end of a way; none where the way does not exist in the text.
pub fn view(text: &str, way: &Way) -> Option<View> {
    let source = match (way.texts.is_empty(), way.language) {
        (true, Language::Toml) => toml::source::read(text),
        (true, Language::Corefile) => Source::default(),
        _ => yaml::source::read(text),
    };
    view_in(text, Rc::new(source), way)
}

/// The same of a text that was read as a whole already.
pub(super) fn view_in(text: &str, whole: Rc<Source>, way: &Way) -> Option<View> {
    let mut layers = Vec::with_capacity(way.texts.len());
    let mut inner: Option<String> = None;
    let mut source = whole;
    for (index, (document, path)) in way.texts.iter().enumerate() {
        let outer = inner.as_deref().unwrap_or(text);
        let node = source.documents.get(*document)?.at(path)?;
        let nested = yaml::source::nested(outer, node)?;
        let last = index + 1 == way.texts.len();
        source = Rc::new(match (last, way.language) {
            (true, Language::Toml) => toml::source::read(&nested.text),
            (true, Language::Corefile) => Source::default(),
            _ => yaml::source::read(&nested.text),
        });
        inner = Some(nested.text.clone());
        layers.push(nested);
    }
    let corefile = match way.language {
        Language::Corefile if is_imported(way) => {
            corefile::read_plugins(inner.as_deref().unwrap_or(text))
        }
        Language::Corefile => corefile::read(inner.as_deref().unwrap_or(text)),
        _ => Corefile::default(),
    };
    let view = View {
        inner,
        source,
        corefile,
        layers,
        texts: way.texts.clone(),
        language: way.language,
        document: way.document,
        base: way.base.clone(),
    };
    (way.language == Language::Corefile || view.found()).then_some(view)
}

/// Whether a Corefile is imported into a server block, so that it is lines of plugins alone.
fn is_imported(way: &Way) -> bool {
    let key = way.texts.last().and_then(|(_, path)| path.last());
    matches!(key, Some(Seg::Key(key)) if key.ends_with(".override") || key.ends_with(".include"))
}

impl View {
    fn found(&self) -> bool {
        self.source
            .documents
            .get(self.document)
            .is_some_and(|node| node.at(&self.base).is_some())
    }

    /// The root of the part; an empty one of a Corefile.
    pub fn root(&self) -> &Node {
        const NOTHING: &Node = &Node {
            span: 0..0,
            value: runwright_documents::source::Value::Null,
            alias: false,
        };
        self.source
            .documents
            .get(self.document)
            .and_then(|node| node.at(&self.base))
            .unwrap_or(NOTHING)
    }

    /// The text that the spans of the part are of.
    pub fn text<'a>(&'a self, file: &'a str) -> &'a str {
        self.inner.as_deref().unwrap_or(file)
    }

    pub fn language(&self) -> Language {
        self.language
    }

    pub fn document(&self) -> usize {
        self.document
    }

    pub fn base(&self) -> &[Seg] {
        &self.base
    }

    /// An offset of the part's text as an offset of the file.
    pub fn outer(&self, at: usize) -> usize {
        self.layers
            .iter()
            .rev()
            .fold(at, |at, layer| layer.outer(at))
    }

    /// Changes of the part's text as changes of the file, which `text` is.
    ///
    /// A text in quotes is written anew, a block where its first line moves gets another header. What would not come
    /// out as it was wanted is refused.
    pub fn carried(&self, text: &str, inner: &[Splice]) -> Result<Vec<Splice>, Refusal> {
        yaml::source::carried(text, &self.texts, inner)
    }
}
