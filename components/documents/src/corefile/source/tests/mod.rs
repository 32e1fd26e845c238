//! Tests of reading and changing Corefiles.

mod edits;
mod random;
mod reading;

use super::{Block, Corefile, Directive};

fn line(directive: &Directive, out: &mut String) {
    out.push_str(&directive.name.text);
    for arg in &directive.args {
        out.push_str(&format!(" {:?}", arg.text));
    }
    if directive.has_block {
        out.push('{');
        lines(&directive.block, out);
        out.push('}');
    }
    out.push(';');
}

fn lines(directives: &[Directive], out: &mut String) {
    directives.iter().for_each(|directive| line(directive, out));
}

/// What a Corefile says, on one line.
fn show(file: &Corefile) -> String {
    let block = |block: &Block| {
        let addresses: Vec<&str> = block
            .addresses
            .iter()
            .map(|word| word.text.as_str())
            .collect();
        let mut out = addresses.join(" ");
        out.push_str(if block.snippet { " <" } else { " [" });
        lines(&block.body, &mut out);
        out + if block.snippet { ">" } else { "]" }
    };
    file.blocks.iter().map(block).collect::<Vec<_>>().join(" ")
}
