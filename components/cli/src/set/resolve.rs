//! Finds the place in a part that a path means, as the consumer of the file would.

use runwright_documents::source::{Node, Seg, Value};
use runwright_files::open::{self, read};
use runwright_model::catalogue::{self, Key, Meant, Part, Type};

use super::words::Problem;

/// What may stand at a place.
#[derive(Clone, Debug)]
pub enum Expect {
    /// The value of a key.
    Key(&'static Key),
    /// An item of a key's list, or what a name stands for in its map.
    Item(&'static Key),
    /// One table of a list of tables.
    Row(&'static Key),
    /// Anything: the file passes it on.
    Free,
    /// There is no such key.
    Unknown { near: Option<String> },
}

/// A place in a part.
#[derive(Clone, Debug)]
pub struct Target {
    /// With the spelling of the file, and the index of the runner.
    pub path: Vec<Seg>,
    pub expect: Expect,
    /// Something stands there already.
    pub there: bool,
}

/// The rank of a key that is neither known nor there.
pub const LAST_RANK: u8 = 3;

impl Target {
    pub fn is_unknown(&self) -> bool {
        matches!(self.expect, Expect::Unknown { .. })
    }

    pub fn unknown(&self) -> Problem {
        let near = match &self.expect {
            Expect::Unknown { near } => near.clone(),
            _ => None,
        };
        Problem::Unknown { near }
    }

    /// How sure it is that this part was meant; 0 is best.
    pub fn rank(&self) -> u8 {
        match (&self.expect, self.there) {
            (Expect::Key(key), _) if key.removed.is_none() => 0,
            (Expect::Item(_) | Expect::Row(_) | Expect::Free, _) => 0,
            (_, true) => 1,
            (Expect::Key(_), false) => 2,
            (Expect::Unknown { .. }, false) => LAST_RANK,
        }
    }
}

struct Walk<'a> {
    part: Part,
    root: &'a Node,
    node: Option<&'a Node>,
    path: Vec<Seg>,
}

/// The place of a path.
pub fn resolve(root: &Node, part: Part, path: &[Seg]) -> Result<Target, Problem> {
    let mut walk = Walk {
        part,
        root,
        node: Some(root),
        path: Vec::new(),
    };
    let mut expect = None;
    for seg in path {
        expect = Some(match seg {
            Seg::Key(name) => walk.key(expect, name)?,
            Seg::Index(index) => walk.index(expect, *index)?,
        });
    }
    Ok(Target {
        path: walk.path,
        there: walk.node.is_some(),
        expect: expect.unwrap_or(Expect::Unknown { near: None }),
    })
}

impl Walk<'_> {
    fn key(&mut self, above: Option<Expect>, name: &str) -> Result<Expect, Problem> {
        let table = match &above {
            None => Some(""),
            Some(Expect::Key(key)) if key.kind == Type::Tables => {
                self.row(key)?;
                Some(key.path)
            }
            Some(Expect::Row(key)) => Some(key.path),
            Some(Expect::Key(key)) if matches!(key.kind, Type::Table | Type::Any) => Some(key.path),
            Some(Expect::Key(key)) => {
                let map = matches!(
                    key.kind,
                    Type::TextMap | Type::IntMap | Type::BoolMap | Type::TextsMap
                );
                if !map {
                    return Err(Problem::NothingBelow(key));
                }
                self.step(name, false);
                return Ok(Expect::Item(key));
            }
            Some(Expect::Item(key)) => return Err(Problem::NothingBelow(key)),
            Some(Expect::Free | Expect::Unknown { .. }) => None,
        };
        let Some(table) = table else {
            self.step(name, false);
            return Ok(above.unwrap_or(Expect::Free));
        };
        let found = catalogue::children(self.part, table).find(|key| match self.part {
            Part::Config => key.name().eq_ignore_ascii_case(name),
            Part::Values => key.name() == name,
        });
        let passes_on = matches!(&above, Some(Expect::Key(key)) if key.kind == Type::Any);
        self.step(
            found.map_or(name, |key| key.name()),
            self.part == Part::Config && found.is_some(),
        );
        Ok(match found {
            Some(key) => Expect::Key(key),
            None if passes_on => Expect::Free,
            None => {
                let near = match catalogue::meant(self.part, table, name) {
                    Some(Meant::Name(key) | Meant::Place(key)) => Some(key.path.to_owned()),
                    Some(Meant::GitLab) | None => None,
                };
                Expect::Unknown { near }
            }
        })
    }

    /// Goes into a list of tables without an index: that of the runner is the one the plan is about.
    fn row(&mut self, key: &'static Key) -> Result<(), Problem> {
        let index = match self.node.map(|node| &node.value) {
            // A single table in the list's place is left as it is.
            Some(Value::Map(_)) => return Ok(()),
            _ if key.path == "runners" => read::runner(self.root)
                .and_then(|(index, _)| index)
                .unwrap_or(0),
            None => 0,
            Some(Value::List(items)) if items.is_empty() => 0,
            Some(_) => return Err(Problem::NeedsIndex(key)),
        };
        self.at(index);
        Ok(())
    }

    fn index(&mut self, above: Option<Expect>, index: usize) -> Result<Expect, Problem> {
        let expect = match above {
            Some(Expect::Key(key)) => match key.kind {
                Type::Tables => Expect::Row(key),
                Type::Texts | Type::Ints | Type::Floats | Type::TextOrTexts => Expect::Item(key),
                Type::Any => Expect::Free,
                _ => return Err(Problem::NothingBelow(key)),
            },
            Some(Expect::Item(key)) if key.kind == Type::TextsMap => Expect::Free,
            Some(Expect::Item(key) | Expect::Row(key)) => return Err(Problem::NothingBelow(key)),
            Some(other) => other,
            None => return Err(Problem::NoPath),
        };
        self.at(index);
        Ok(expect)
    }

    fn at(&mut self, index: usize) {
        self.node = self.node.and_then(|node| node.items().get(index));
        self.path.push(Seg::Index(index));
    }

    /// Goes to a key; with `fold` whatever its case, in the spelling of the file.
    fn step(&mut self, name: &str, fold: bool) {
        let entry = self.node.and_then(|node| {
            if fold {
                open::entry(node, name)
            } else {
                node.entry(name)
            }
        });
        let name = entry.map_or(name, |entry| &entry.key);
        self.path.push(Seg::Key(name.to_owned()));
        self.node = entry.map(|entry| &entry.node);
    }
}
