//! Changes every argument of a Corefile's plugins, one at a time.

use runwright_files::open::{Part, View};

use super::edits::Edits;

pub fn run(_text: &str, _index: usize, _part: &Part, _view: &View, _edits: &mut Edits) {}
