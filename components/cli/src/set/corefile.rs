//! Changes the arguments of a Corefile's plugins.

use runwright_documents::corefile::source::{
    Block, Directive, Line, Place, insert, read_plugins, remove, set_args, set_word,
};
use runwright_documents::source::{Refusal, Seg, Splice, apply};
use runwright_files::open::{Part, view};

use runwright_model::suggest::nearest;

use super::words::Problem;

/// The text with the arguments of a plugin set, or the plugin taken out. A path is the address of a block, a plugin
/// of it, perhaps an option of that; an index behind it means one argument.
pub fn make(
    text: &str,
    part: &Part,
    path: &[Seg],
    raw: Option<&str>,
    force: bool,
) -> Result<String, Problem> {
    let view = view(text, &part.way).ok_or(Problem::NoPart)?;
    let inner = view.text(text);
    let (names, index) = match path.split_last() {
        Some((Seg::Index(index), names)) => (names, Some(*index)),
        _ => (path, None),
    };
    let names: Option<Vec<&str>> = names.iter().map(name).collect();
    let names = names.filter(|names| names.len() > 1);
    let (address, plugin, options) = match names.as_deref() {
        Some([address, plugin, options @ ..]) => (*address, *plugin, options),
        _ => return Err(Problem::NoBlockPath),
    };
    let block = block(&view.corefile.blocks, address)?;
    let args = raw.map(words).transpose()?;
    let splices = match (find(block, plugin, options), index, args) {
        (Ok(found), None, Some(args)) => set_args(inner, found, &args),
        (Ok(found), None, None) => remove(inner, found),
        (Ok(found), Some(index), args) => one(inner, found, index, args),
        (Err(_), None, Some(args)) if force && options.is_empty() => {
            let line = Line {
                name: plugin.to_owned(),
                args,
                block: Vec::new(),
            };
            let last = block.body.len().checked_sub(1);
            insert(inner, Place::Block(block), &[line], last)
        }
        (Err(problem), ..) => return Err(problem),
    };
    let splices = splices
        .and_then(|splices| view.carried(text, &splices))
        .map_err(Problem::Refused)?;
    Ok(apply(text, &splices))
}

/// Sets or takes out one argument.
fn one(
    text: &str,
    found: &Directive,
    index: usize,
    args: Option<Vec<String>>,
) -> Result<Vec<Splice>, Refusal> {
    let mut all: Vec<String> = found.args.iter().map(|arg| arg.text.clone()).collect();
    match (found.args.get(index), args.as_deref()) {
        (Some(word), Some([arg])) => return set_word(text, word, arg),
        (Some(_), new) => drop(all.splice(index..=index, new.unwrap_or_default().to_vec())),
        (None, Some(new)) if index == all.len() => all.extend_from_slice(new),
        (None, _) => return Err(Refusal::NoPlace),
    }
    set_args(text, found, &all)
}

fn name(seg: &Seg) -> Option<&str> {
    match seg {
        Seg::Key(name) => Some(name),
        Seg::Index(_) => None,
    }
}

fn block<'a>(blocks: &'a [Block], address: &str) -> Result<&'a Block, Problem> {
    let named = |block: &&Block| block.addresses.iter().any(|one| one.text == address);
    blocks.iter().find(named).ok_or_else(|| {
        let addresses = blocks.iter().flat_map(|block| &block.addresses);
        let known: Vec<&str> = addresses.map(|one| one.text.as_str()).collect();
        Problem::NoBlock(known.join(", "))
    })
}

fn find<'a>(block: &'a Block, plugin: &str, options: &[&str]) -> Result<&'a Directive, Problem> {
    let unknown = |name: &str, lines: &[Directive]| Problem::Unknown {
        near: nearest(name, lines.iter().map(|line| line.name.text.as_str())).map(str::to_owned),
    };
    let first = block
        .directive(plugin)
        .ok_or_else(|| unknown(plugin, &block.body))?;
    options.iter().try_fold(first, |line, option| {
        line.option(option)
            .ok_or_else(|| unknown(option, &line.block))
    })
}

/// The words of a value, as a Corefile splits them.
fn words(raw: &str) -> Result<Vec<String>, Problem> {
    let read = read_plugins(&["x ", raw].concat());
    let lines: Vec<&Directive> = read.blocks.iter().flat_map(|block| &block.body).collect();
    match lines.as_slice() {
        [line] if read.faults.is_empty() && !line.has_block => {
            Ok(line.args.iter().map(|arg| arg.text.clone()).collect())
        }
        _ => Err(Problem::NoWords),
    }
}
