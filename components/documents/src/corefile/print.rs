//! Prints server blocks with their plugins, four spaces a level.

use super::quote::{Unprintable, name, token, zone};
use crate::pen::Pen;
use crate::printed::{Printed, Tag};

/// A Corefile, or a part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corefile {
    pub blocks: Vec<ServerBlock>,
}

/// The zones of a server and what answers for them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ServerBlock {
    /// Comment lines above, without `#`.
    pub comment: Vec<String>,
    /// `[scheme://]zone[:port]`, at least one.
    pub keys: Vec<String>,
    pub plugins: Vec<Plugin>,
    /// Identity of the field that decides the block.
    pub field: Option<String>,
}

/// A plugin, or an option inside a plugin's block.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plugin {
    pub name: String,
    pub args: Vec<String>,
    /// Printed in braces; none are printed where it is empty.
    pub block: Vec<Plugin>,
    /// Comment lines above, without `#`.
    pub comment: Vec<String>,
    /// Identity of the field that decides the line.
    pub field: Option<String>,
}

impl Corefile {
    /// Adds a server block for these zones.
    pub fn server<S: Into<String>>(
        &mut self,
        keys: impl IntoIterator<Item = S>,
    ) -> &mut ServerBlock {
        let index = self.blocks.len();
        let keys = keys.into_iter().map(Into::into).collect();
        self.blocks.push(ServerBlock {
            keys,
            ..ServerBlock::default()
        });
        &mut self.blocks[index]
    }
}

impl ServerBlock {
    /// Adds a plugin.
    pub fn plugin(&mut self, name: &str, args: &[&str]) -> &mut Plugin {
        push(&mut self.plugins, name, args)
    }

    /// Adds a comment above; each line of the text is a line.
    pub fn comment(&mut self, text: impl Into<String>) -> &mut ServerBlock {
        self.comment.push(text.into());
        self
    }

    /// Names the field that decides the block.
    pub fn field(&mut self, id: impl Into<String>) -> &mut ServerBlock {
        self.field = Some(id.into());
        self
    }
}

impl Plugin {
    /// Adds a line to the plugin's block, and gives that line.
    pub fn option(&mut self, name: &str, args: &[&str]) -> &mut Plugin {
        push(&mut self.block, name, args)
    }

    /// Adds a comment above; each line of the text is a line.
    pub fn comment(&mut self, text: impl Into<String>) -> &mut Plugin {
        self.comment.push(text.into());
        self
    }

    /// Names the field that decides the line.
    pub fn field(&mut self, id: impl Into<String>) -> &mut Plugin {
        self.field = Some(id.into());
        self
    }
}

fn push<'a>(lines: &'a mut Vec<Plugin>, name: &str, args: &[&str]) -> &'a mut Plugin {
    let index = lines.len();
    let args = args.iter().map(|&arg| arg.to_owned()).collect();
    lines.push(Plugin {
        name: name.to_owned(),
        args,
        ..Plugin::default()
    });
    &mut lines[index]
}

/// Prints a Corefile, its server blocks apart by an empty line.
///
/// Fails on the first text that the language cannot hold; a block without zones fails as an empty zone.
pub fn print(corefile: &Corefile) -> Result<Printed, Unprintable> {
    let mut pen = Pen::new();
    for block in &corefile.blocks {
        pen.blank();
        for line in &block.comment {
            pen.comment_above(0, line);
        }
        let open = pen.open(block.field.as_deref());
        let first = block.keys.first().map_or("", String::as_str);
        pen.put(Tag::Head, &zone(first)?);
        for key in block.keys.iter().skip(1) {
            pen.put(Tag::Plain, " ");
            pen.put(Tag::Head, &zone(key)?);
        }
        pen.put(Tag::Punct, " {");
        pen.newline();
        lines(&mut pen, &block.plugins, 4)?;
        pen.put(Tag::Punct, "}");
        pen.newline();
        pen.close(open);
    }
    Ok(pen.finish())
}

fn lines(pen: &mut Pen, plugins: &[Plugin], indent: usize) -> Result<(), Unprintable> {
    for plugin in plugins {
        for line in &plugin.comment {
            pen.comment_above(indent, line);
        }
        let open = pen.open(plugin.field.as_deref());
        pen.spaces(indent);
        pen.put(Tag::Key, &name(&plugin.name)?);
        for arg in &plugin.args {
            pen.put(Tag::Plain, " ");
            let tag = if !arg.is_empty() && arg.bytes().all(|byte| byte.is_ascii_digit()) {
                Tag::Num
            } else {
                Tag::Str
            };
            pen.put(tag, &token(arg)?);
        }
        if !plugin.block.is_empty() {
            pen.put(Tag::Punct, " {");
            pen.newline();
            lines(pen, &plugin.block, indent + 4)?;
            pen.spaces(indent);
            pen.put(Tag::Punct, "}");
        }
        pen.newline();
        pen.close(open);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_with_its_resolver() {
        let mut file = Corefile::default();
        let block = file.server(["corp.example:53", "10.in-addr.arpa"]);
        block.comment("Names of the office.").field("dns.zones");
        block.plugin("errors", &[]);
        let forward = block.plugin("forward", &[".", "10.0.0.2"]);
        forward.option("max_concurrent", &["1000"]);
        forward.field("dns.zones.0");
        block.plugin("cache", &["30"]);
        file.server(["."]);
        let printed = print(&file).unwrap();
        assert_eq!(
            printed.text,
            "# Names of the office.\ncorp.example:53 10.in-addr.arpa {\n    errors\n    forward . 10.0.0.2 {\n        \
             max_concurrent 1000\n    }\n    cache 30\n}\n\n. {\n}\n"
        );
        assert_eq!(printed.field_at(1), None);
        assert_eq!(printed.field_at(3), Some("dns.zones"));
        assert_eq!(printed.field_at(6), Some("dns.zones.0"));
        assert_eq!(printed.field_at(8), Some("dns.zones"));
    }

    #[test]
    fn a_block_needs_a_zone() {
        let mut file = Corefile::default();
        file.server(Vec::<String>::new());
        assert!(print(&file).is_err());
        file.blocks.clear();
        file.server(["."]).plugin("forward", &[".", "{$DNS}"]);
        assert!(print(&file).is_err());
    }
}
