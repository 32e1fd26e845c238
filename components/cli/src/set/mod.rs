//! Changes single keys of a file and leaves every other byte as it is.

mod corefile;
mod resolve;
mod save;
mod typed;
mod words;

use runwright_documents::source::{Change, Seg, path};
use runwright_documents::tree::Node;
use runwright_files::open::{self, Kind, Opened, Part, view};
use runwright_model::{Lang, catalogue};

use crate::args::{Failure, Set, Wish};
use crate::input;
use crate::output::{self, Exit};
use resolve::{Expect, Target};
use words::Problem;

pub fn run(ask: &Set, lang: Lang) -> Result<Exit, Failure> {
    let before = input::read_exact(&ask.file, lang)?;
    let mut text = before.clone();
    let mut problems = String::new();
    for wish in &ask.wishes {
        match make(&text, wish, ask.force) {
            Ok(changed) => text = changed,
            Err(problem) => problems.push_str(&words::told(&wish.path, &problem, lang)),
        }
    }
    if !problems.is_empty() {
        output::note(&problems);
        return Ok(Exit::Faulty);
    }
    if !ask.in_place {
        output::answer(&text);
    } else if text != before {
        save::save(&ask.file, &text, lang)?;
    }
    Ok(Exit::Fine)
}

/// The text with one wish granted.
fn make(text: &str, wish: &Wish, force: bool) -> Result<String, Problem> {
    let opened = open::open(text);
    let (only, path) = named(&wish.path);
    let path = path::parse(path)
        .filter(|path| !path.is_empty())
        .ok_or(Problem::NoPath)?;
    if opened.parts.is_empty() {
        return Err(Problem::NotRecognised);
    }
    let only_corefile = opened.parts.iter().all(|part| part.kind == Kind::Corefile);
    if only == Some(Named::Corefile) || only.is_none() && only_corefile {
        let part = opened.part(|kind| kind == Kind::Corefile);
        let part = part.ok_or(Problem::NoPart)?;
        return corefile::make(text, part, &path, wish.value.as_deref(), force);
    }
    let (part, target) = find(text, &opened, only, &path)?;
    let change = match &wish.value {
        None if target.is_unknown() && !target.there && !force => {
            return Err(target.unknown());
        }
        None => Change::Remove,
        Some(raw) => Change::Set(value(&target, raw, force)?),
    };
    let (changed, failed) = open::change(text, &part.way, &[(target.path, change)]);
    match failed.first() {
        Some(failed) => Err(Problem::Refused(failed.why)),
        None => Ok(changed),
    }
}

fn value(target: &Target, raw: &str, force: bool) -> Result<Node, Problem> {
    let typed = match &target.expect {
        Expect::Key(key) => typed::whole(key, raw),
        Expect::Item(key) => typed::item(key, raw),
        Expect::Row(key) => typed::row(key, raw),
        Expect::Free => Ok(typed::free(raw)),
        Expect::Unknown { .. } if !force => return Err(target.unknown()),
        Expect::Unknown { .. } => Ok(typed::free(raw)),
    };
    match typed {
        Err(_) if force => Ok(typed::free(raw)),
        Err(wrong) => Err(Problem::Wrong(wrong)),
        Ok(node) => Ok(node),
    }
}

/// The part that a path names by its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Named {
    Values,
    Config,
    Corefile,
}

/// Which part a path names, and the rest of it.
fn named(path: &str) -> (Option<Named>, &str) {
    let named = [
        ("values:", Named::Values),
        ("config:", Named::Config),
        ("corefile:", Named::Corefile),
    ];
    named
        .into_iter()
        .find_map(|(prefix, part)| Some((Some(part), path.strip_prefix(prefix)?)))
        .unwrap_or((None, path))
}

/// A name for parts, where their keys are listed, and which parts it means.
type Choice = (Named, catalogue::Part, fn(Kind) -> bool);

/// The part that a path is of, and the place in it: the values where they know the path, else the configuration.
fn find<'a>(
    text: &str,
    opened: &'a Opened,
    only: Option<Named>,
    path: &[Seg],
) -> Result<(&'a Part, Target), Problem> {
    let kinds: [Choice; 2] = [
        (Named::Values, catalogue::Part::Values, |kind| {
            kind == Kind::Values
        }),
        (Named::Config, catalogue::Part::Config, |kind| {
            matches!(kind, Kind::Config { .. })
        }),
    ];
    let mut best: Option<(u8, &Part, Target)> = None;
    let mut failed = None;
    for (name, catalogue, fits) in kinds {
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let Some(part) = opened.part(fits) else {
            continue;
        };
        let Some(view) = view(text, &part.way) else {
            continue;
        };
        match resolve::resolve(view.root(), catalogue, path) {
            Ok(target) => {
                let rank = target.rank();
                if best.as_ref().is_none_or(|(known, ..)| rank < *known) {
                    best = Some((rank, part, target));
                }
            }
            Err(problem) => failed = failed.or(Some(problem)),
        }
    }
    // A key of a configuration that is not in the file yet.
    let unknown = best
        .as_ref()
        .is_none_or(|(rank, ..)| *rank == resolve::LAST_RANK);
    let keys = path.iter().filter_map(|seg| match seg {
        Seg::Key(key) => Some(key.as_str()),
        Seg::Index(_) => None,
    });
    let keys: Vec<&str> = keys.collect();
    let configured = opened
        .part(|kind| matches!(kind, Kind::Config { .. }))
        .is_some();
    if unknown && !configured && catalogue::find(catalogue::Part::Config, &keys.join(".")).is_some()
    {
        return Err(Problem::NoPart);
    }
    match (best, failed) {
        // An unknown key of one part says less than a place of the other that cannot be.
        (Some((rank, ..)), Some(problem)) if rank == resolve::LAST_RANK => Err(problem),
        (Some((_, part, target)), _) => Ok((part, target)),
        (None, Some(problem)) => Err(problem),
        (None, None) => Err(Problem::NoPart),
    }
}
