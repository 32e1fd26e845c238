//! Builds trees in code that reads like the document it makes.

use super::{Decor, Entry, Item, Map, Node, Scalar, Seq};
use crate::printed::Printed;

impl Map {
    pub fn new() -> Map {
        Map::default()
    }

    /// Sets a key: a new one goes last, an existing one keeps its place and decorations.
    pub fn put(&mut self, key: impl Into<String>, value: impl Into<Node>) -> &mut Entry {
        let (key, value) = (key.into(), value.into());
        let index = match self.entries.iter().position(|entry| entry.key == key) {
            Some(index) => {
                self.entries[index].value = value;
                index
            }
            None => {
                self.entries.push(Entry {
                    key,
                    value,
                    decor: Decor::default(),
                });
                self.entries.len() - 1
            }
        };
        &mut self.entries[index]
    }

    /// Sets a value several maps down, making the maps on the way.
    ///
    /// A value on the way that is no map gives way to one. An empty path is the key `""`.
    pub fn put_path(&mut self, path: &[&str], value: impl Into<Node>) -> &mut Entry {
        match path.split_last() {
            Some((last, parents)) => self.at(parents).put(*last, value),
            None => self.put("", value),
        }
    }

    /// The map at a path, made where it is missing. A value on the way that is no map gives way to one.
    pub fn at(&mut self, path: &[&str]) -> &mut Map {
        let mut map = self;
        for key in path {
            map = map.entry(key).map();
        }
        map
    }

    /// The entry of a key, made with an empty map as value where it is missing.
    pub fn entry(&mut self, key: &str) -> &mut Entry {
        let index = match self.entries.iter().position(|entry| entry.key == key) {
            Some(index) => index,
            None => {
                let value = Node::Map(Map::new());
                self.entries.push(Entry {
                    key: key.to_owned(),
                    value,
                    decor: Decor::default(),
                });
                self.entries.len() - 1
            }
        };
        &mut self.entries[index]
    }

    /// The value at a path of keys.
    pub fn get(&self, path: &[&str]) -> Option<&Node> {
        let (last, parents) = path.split_last()?;
        let mut map = self;
        for key in parents {
            match map.find(key)? {
                Node::Map(inner) => map = inner,
                _ => return None,
            }
        }
        map.find(last)
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn find(&self, key: &str) -> Option<&Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }
}

impl Seq {
    pub fn new() -> Seq {
        Seq::default()
    }

    /// A list to be written on one line, where it fits.
    pub fn flow<T: Into<Node>>(values: impl IntoIterator<Item = T>) -> Seq {
        Seq {
            flow: true,
            ..values.into_iter().collect()
        }
    }

    pub fn push(&mut self, value: impl Into<Node>) -> &mut Item {
        let index = self.items.len();
        self.items.push(Item {
            value: value.into(),
            decor: Decor::default(),
        });
        &mut self.items[index]
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<T: Into<Node>> FromIterator<T> for Seq {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Seq {
        let item = |value: T| Item {
            value: value.into(),
            decor: Decor::default(),
        };
        Seq {
            items: values.into_iter().map(item).collect(),
            flow: false,
        }
    }
}

impl Entry {
    /// The value as a map, made one if it is something else.
    pub fn map(&mut self) -> &mut Map {
        if !matches!(self.value, Node::Map(_)) {
            self.value = Node::Map(Map::new());
        }
        match &mut self.value {
            Node::Map(map) => map,
            // The lines above leave nothing else.
            _ => unreachable!(),
        }
    }
}

macro_rules! decorated {
    ($type:ty) => {
        impl $type {
            /// Adds a comment above; each line of the text is a line.
            pub fn comment(&mut self, text: impl Into<String>) -> &mut Self {
                self.decor.above.push(text.into());
                self
            }

            /// Sets the comment behind the value.
            pub fn note(&mut self, text: impl Into<String>) -> &mut Self {
                self.decor.beside = Some(text.into());
                self
            }

            /// Names the field that decides the value.
            pub fn field(&mut self, id: impl Into<String>) -> &mut Self {
                self.decor.field = Some(id.into());
                self
            }

            /// Asks for an empty line above.
            pub fn blank(&mut self) -> &mut Self {
                self.decor.blank_before = true;
                self
            }
        }
    };
}

decorated!(Entry);
decorated!(Item);

macro_rules! node_from {
    ($($type:ty, $value:ident => $node:expr;)*) => {
        $(impl From<$type> for Node {
            fn from($value: $type) -> Node {
                $node
            }
        })*
    };
}

node_from! {
    &str, value => Node::Scalar(Scalar::Str(value.to_owned()));
    &String, value => Node::Scalar(Scalar::Str(value.clone()));
    String, value => Node::Scalar(Scalar::Str(value));
    bool, value => Node::Scalar(Scalar::Bool(value));
    i32, value => Node::Scalar(Scalar::Int(value.into()));
    i64, value => Node::Scalar(Scalar::Int(value));
    u32, value => Node::Scalar(Scalar::Int(value.into()));
    Scalar, value => Node::Scalar(value);
    Map, value => Node::Map(value);
    Seq, value => Node::Seq(value);
    Printed, value => Node::Literal(value);
    Vec<String>, value => Node::Seq(value.into_iter().collect());
    Vec<&str>, value => Node::Seq(value.into_iter().collect());
    Vec<Map>, value => Node::Seq(value.into_iter().collect());
    Vec<Node>, value => Node::Seq(value.into_iter().collect());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_make_their_parents_and_find_them_again() {
        let mut map = Map::new();
        map.put_path(&["a", "b", "c"], 1u32)
            .comment("why")
            .note("n")
            .field("f")
            .blank();
        map.put_path(&["a", "d"], "x");
        assert_eq!(map.get(&["a", "b", "c"]), Some(&Node::from(1i64)));
        assert_eq!(map.get(&["a", "d"]), Some(&Node::from("x")));
        assert_eq!(map.get(&["a", "d", "e"]), None);
        assert_eq!(map.get(&[]), None);
        assert_eq!(map.entries.len(), 1);
        let decor = &map.at(&["a", "b"]).entries[0].decor;
        assert_eq!(decor.above, ["why"]);
        assert_eq!(decor.beside.as_deref(), Some("n"));
        assert_eq!(decor.field.as_deref(), Some("f"));
        assert!(decor.blank_before);
    }

    #[test]
    fn putting_twice_replaces_in_place() {
        let mut map = Map::new();
        map.put("a", 1).comment("kept");
        map.put("b", 2);
        map.put("a", true);
        assert_eq!(
            map.entries
                .iter()
                .map(|e| e.key.as_str())
                .collect::<Vec<_>>(),
            ["a", "b"]
        );
        assert_eq!(map.get(&["a"]), Some(&Node::from(true)));
        assert_eq!(map.entries[0].decor.above, ["kept"]);
        map.put_path(&["a", "deep"], "x");
        assert_eq!(map.get(&["a", "deep"]), Some(&Node::from("x")));
    }
}
