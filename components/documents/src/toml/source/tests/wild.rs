//! Writes the same document in many ways: dotted, inline, broken into lines, with comments, indented.

use crate::toml::{basic, key};
use crate::tree::{Map, Node, Scalar};

/// Decides by a chain of numbers, the same for the same seed.
pub(super) struct Dice(pub u64);

impl Dice {
    pub(super) fn below(&mut self, count: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % count.max(1)
    }

    fn one_in(&mut self, count: usize) -> bool {
        self.below(count) == 0
    }
}

pub(super) fn write(map: &Map, seed: u64) -> String {
    let mut wild = Wild {
        dice: Dice(seed),
        out: String::new(),
        step: seed as usize % 3,
    };
    wild.table(map, "", 0);
    let mut text = wild.out;
    if wild.dice.one_in(4) {
        text = text.replace('\n', "\r\n");
    }
    if wild.dice.one_in(4) {
        text = text.trim_end().to_owned();
    }
    if wild.dice.one_in(8) {
        ["\u{feff}", &text].concat()
    } else {
        text
    }
}

struct Wild {
    dice: Dice,
    out: String,
    step: usize,
}

fn tables(node: &Node) -> bool {
    match node {
        Node::Map(_) => true,
        Node::Seq(seq) => {
            !seq.is_empty()
                && seq
                    .items
                    .iter()
                    .all(|item| matches!(item.value, Node::Map(_)))
        }
        _ => false,
    }
}

impl Wild {
    fn above(&mut self, indent: &str) {
        match self.dice.below(12) {
            0 => self.out.push_str(&[indent, "# a comment\n"].concat()),
            1 => self.out.push_str(&[indent, "# off = 1\n"].concat()),
            2 => self.out.push_str("# loose\n\n"),
            3 => self.out.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self) {
        self.out.push_str(if self.dice.one_in(6) {
            "  # beside\n"
        } else {
            "\n"
        });
    }

    fn table(&mut self, map: &Map, path: &str, depth: usize) {
        let indent = " ".repeat(depth * self.step);
        let mut later = Vec::new();
        for entry in &map.entries {
            if tables(&entry.value) && !self.dice.one_in(3) {
                later.push(entry);
            } else {
                self.pair("", &entry.key, &entry.value, &indent);
            }
        }
        for entry in later {
            let path = if path.is_empty() {
                key(&entry.key)
            } else {
                [path, ".", &key(&entry.key)].concat()
            };
            let maps: Vec<&Map> = match &entry.value {
                Node::Map(map) => vec![map],
                Node::Seq(seq) => seq
                    .items
                    .iter()
                    .filter_map(|item| match &item.value {
                        Node::Map(map) => Some(map),
                        _ => None,
                    })
                    .collect(),
                _ => Vec::new(),
            };
            let array = matches!(entry.value, Node::Seq(_));
            for map in maps {
                let only_tables = !map.is_empty()
                    && map
                        .entries
                        .iter()
                        .all(|entry| matches!(entry.value, Node::Map(_)));
                if only_tables && !array && self.dice.one_in(2) {
                    // The header is left out; every part gets one.
                    for entry in &map.entries {
                        let path = [&path, ".", &key(&entry.key)].concat();
                        if let Node::Map(map) = &entry.value {
                            self.headed(&path, map, false, &indent, depth);
                        }
                    }
                } else {
                    self.headed(&path, map, array, &indent, depth);
                }
            }
        }
    }

    fn headed(&mut self, path: &str, map: &Map, array: bool, indent: &str, depth: usize) {
        self.above(indent);
        let (open, close) = if array { ("[[", "]]") } else { ("[", "]") };
        self.out.push_str(&[indent, open, path, close].concat());
        self.end();
        self.table(map, path, depth + 1);
    }

    fn pair(&mut self, prefix: &str, name: &str, node: &Node, indent: &str) {
        let name = [prefix, &key(name)].concat();
        if let Node::Map(map) = node
            && !map.is_empty()
            && self.dice.one_in(2)
        {
            for entry in &map.entries {
                self.pair(&[&name, "."].concat(), &entry.key, &entry.value, indent);
            }
            return;
        }
        self.above(indent);
        self.out.push_str(&[indent, &name].concat());
        self.out
            .push_str(if self.dice.one_in(5) { "=" } else { " = " });
        self.value(node, indent, true);
        self.end();
    }

    fn value(&mut self, node: &Node, indent: &str, tall: bool) {
        match node {
            Node::Scalar(Scalar::Str(text)) => {
                let plain = !text.chars().any(|c| c.is_control() || c == '\'');
                match self.dice.below(4) {
                    0 if plain => self.out.push_str(&["'", text, "'"].concat()),
                    1 if plain && !text.starts_with('\n') => {
                        self.out.push_str(&["'''", text, "'''"].concat())
                    }
                    2 if plain && !text.contains(['"', '\\']) => {
                        self.out.push_str(&["\"\"\"", text, "\"\"\""].concat())
                    }
                    _ => self.out.push_str(&basic(text)),
                }
            }
            Node::Scalar(Scalar::Int(number)) => self.out.push_str(&number.to_string()),
            Node::Scalar(Scalar::Bool(value)) => self.out.push_str(&value.to_string()),
            Node::Seq(seq) => {
                let tall = tall && self.dice.one_in(2);
                let comma = self.dice.one_in(2);
                self.out.push('[');
                for (number, item) in seq.items.iter().enumerate() {
                    if tall {
                        self.out.push('\n');
                        if self.dice.one_in(6) {
                            self.out.push_str(&[indent, "   # item\n"].concat());
                        }
                        self.out.push_str(&[indent, "   "].concat());
                    } else if number > 0 {
                        self.out.push(' ');
                    }
                    self.value(&item.value, indent, false);
                    let last = number + 1 == seq.items.len();
                    if !last || comma {
                        self.out.push(',');
                    }
                    if tall && self.dice.one_in(6) {
                        self.out.push_str(" # beside");
                    }
                }
                if tall {
                    self.out.push('\n');
                    self.out.push_str(indent);
                }
                self.out.push(']');
            }
            Node::Map(map) => {
                self.out.push('{');
                let mut first = true;
                for entry in &map.entries {
                    self.member("", &entry.key, &entry.value, indent, &mut first);
                }
                self.out
                    .push_str(if self.dice.one_in(2) { " }" } else { "}" });
            }
            _ => self.out.push_str("false"),
        }
    }

    fn member(&mut self, prefix: &str, name: &str, node: &Node, indent: &str, first: &mut bool) {
        let name = [prefix, &key(name)].concat();
        if let Node::Map(map) = node
            && !map.is_empty()
            && self.dice.one_in(3)
        {
            for entry in &map.entries {
                self.member(
                    &[&name, "."].concat(),
                    &entry.key,
                    &entry.value,
                    indent,
                    first,
                );
            }
            return;
        }
        if !std::mem::take(first) {
            self.out.push(',');
        }
        self.out.push(' ');
        self.out.push_str(&name);
        self.out.push_str(" = ");
        self.value(node, indent, false);
    }
}
