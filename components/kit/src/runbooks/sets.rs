//! Tells which keys the files of a plan set, for the advice on upgrades.

use runwright_checks::upgrade::Part;
use runwright_documents::{Map, Node};
use runwright_files::{Context, config_toml, values};

/// The dotted paths of all keys that config.toml and values.yaml set; a table counts as well.
pub(super) struct Sets(Vec<(Part, String)>);

impl Sets {
    pub fn of(cx: &Context) -> Sets {
        let mut sets = Sets(Vec::new());
        sets.map(Part::Config, "", &config_toml::template(cx));
        sets.map(Part::Values, "", &values::values(cx));
        sets
    }

    pub fn has(&self, part: Part, path: &str) -> bool {
        self.0
            .iter()
            .any(|(of, known)| *of == part && known == path)
    }

    fn map(&mut self, part: Part, path: &str, map: &Map) {
        for entry in &map.entries {
            let path = match path {
                "" => entry.key.clone(),
                path => [path, ".", &entry.key].concat(),
            };
            self.node(part, &path, &entry.value);
            self.0.push((part, path));
        }
    }

    /// The tables of a list share the list's path, as in the table of changes.
    fn node(&mut self, part: Part, path: &str, node: &Node) {
        match node {
            Node::Map(map) => self.map(part, path, map),
            Node::Seq(seq) => {
                for item in &seq.items {
                    self.node(part, path, &item.value);
                }
            }
            Node::Scalar(_) | Node::Literal(_) => {}
        }
    }
}
