//! Writes a plan's changes into the files that were opened.
//!
//! Two renderings of the plan, as it was read and as it is now, say what changed; only that is written. So a file
//! that says a thing in its own way keeps it until that very thing is changed.

use super::merge::{self, Changes};
use super::read::{File, edited};
use super::{Failed, Kind, Part, View, change, extras, read, view};
use crate::Context;
use crate::config_toml;
use crate::values::{self, helm};
use runwright_documents::source::{
    Change, Node as Found, Refusal, Seg, Span, Splice, Value as Is, apply, path,
};
use runwright_documents::tree::{Map, Node, Scalar};
use runwright_model::plan::LogFormat;

/// Keys that are to go, each with the name it gets instead if it gets one.
type Drops = Vec<(Vec<Seg>, Option<String>)>;

/// An opened file with the plan's changes in it.
#[derive(Clone, Debug, Default)]
pub struct Written {
    pub text: String,
    /// Which setting stands on which bytes.
    pub places: Vec<(String, Span)>,
    /// Changes that could not be written, by path in the part.
    pub failed: Vec<(String, Refusal)>,
}

/// The texts of the files when the plan goes from `old`, as they were read, to `new`.
pub fn write(files: &[File], old: &Context, new: &Context) -> Vec<Written> {
    let edited = edited(files);
    let has = |fits: fn(Kind) -> bool| {
        edited.iter().any(|(file, part)| {
            files
                .get(*file)
                .and_then(|file| file.opened.parts.get(*part))
                .is_some_and(|part| fits(part.kind))
        })
    };
    let with = Beside {
        values: has(|kind| kind == Kind::Values),
        config: has(|kind| matches!(kind, Kind::Config { .. })),
    };
    let one = |(index, file): (usize, &File)| {
        let mut written = Written {
            text: file.text.to_owned(),
            ..Written::default()
        };
        let mine = edited
            .iter()
            .filter(|(file, _)| *file == index)
            .filter_map(|(_, part)| file.opened.parts.get(*part));
        for part in mine.clone() {
            let failed = part_changes(file, part, old, new, with, &mut written.text);
            written.failed.extend(
                failed
                    .into_iter()
                    .map(|failed| (path::print(&failed.path), failed.why)),
            );
        }
        for part in mine {
            if let Some(view) = seen(file, part, &written.text) {
                written.places.extend(read::places(part, &view));
            }
        }
        written
    };
    files.iter().enumerate().map(one).collect()
}

/// Which other parts are edited.
#[derive(Clone, Copy)]
struct Beside {
    values: bool,
    config: bool,
}

/// A part of a text that is mostly still the one that was opened.
fn seen(file: &File, part: &Part, text: &str) -> Option<View> {
    if text == file.text {
        file.opened.view(text, part)
    } else {
        view(text, &part.way)
    }
}

fn part_changes(
    file: &File,
    part: &Part,
    old: &Context,
    new: &Context,
    with: Beside,
    text: &mut String,
) -> Vec<Failed> {
    let prefix = match part.kind {
        Kind::Values => "values.",
        Kind::Config { .. } => "config.",
        Kind::Corefile => {
            return super::corefile::write(text, part, old, new);
        }
    };
    let mut failed = Vec::new();
    let mut drops = drops(new, prefix);
    // From the last to the first, so that what goes moves none of those to come.
    drops.sort_by(|one, other| other.cmp(one));
    for (path, name) in &drops {
        if let Some(name) = name
            && rename(text, part, path, name)
        {
            continue;
        }
        // What the plan says of such a key is written in its place, in the right form.
        let rendered = match (part.kind, path.first()) {
            (Kind::Values, _) => at(&values_tree(new, with), path, false).cloned(),
            (_, Some(Seg::Key(first))) if first.eq_ignore_ascii_case("runners") => {
                at(&runner(new, with), path.get(1..).unwrap_or_default(), true).cloned()
            }
            // Beside values, these are theirs.
            _ if with.values => None,
            _ => at(&global(new), path, true).cloned(),
        };
        let again = match rendered {
            Some(mut node) => {
                if part.kind == (Kind::Config { template: true }) {
                    escape(&mut node);
                }
                make(text, part, &vec![(path.clone(), Change::Set(node))])
            }
            None => make(text, part, &vec![(path.clone(), Change::Remove)]),
        };
        failed.extend(again);
    }
    let Some(view) = seen(file, part, text) else {
        return failed;
    };
    let mut made = match part.kind {
        Kind::Values => values_changes(view.root(), &drops, old, new, with),
        _ => config_changes(view.root(), &drops, old, new, with),
    };
    if part.kind == (Kind::Config { template: true }) {
        for (_, change) in &mut made {
            if let Change::Set(node) = change {
                escape(node);
            }
        }
    }
    failed.extend(make(text, part, &made));
    failed
}

fn make(text: &mut String, part: &Part, changes: &Changes) -> Vec<Failed> {
    if changes.is_empty() {
        return Vec::new();
    }
    let (changed, failed) = change(text, &part.way, changes);
    *text = changed;
    failed
}

/// Keys that are to go from the file.
fn drops(new: &Context, part: &str) -> Drops {
    let drop = |(id, name): &(String, Option<String>)| {
        Some((path::parse(id.strip_prefix(part)?)?, name.clone()))
    };
    new.plan.dropped.iter().filter_map(drop).collect()
}

/// Gives a key another name where it stands, unless the name is taken; says whether it did.
fn rename(text: &mut String, part: &Part, path: &[Seg], name: &str) -> bool {
    let made = || {
        let view = view(text, &part.way)?;
        let (Seg::Key(old), above) = path.split_last()? else {
            return None;
        };
        let table = view.root().at(above)?;
        let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let free = super::entry(table, name).is_none_or(|entry| entry.key == *old);
        let entry = table.entry(old).filter(|entry| !entry.merged && free)?;
        let splice = Splice::new(entry.key_span.clone(), name);
        let splices = view.carried(text, &[splice]).ok()?;
        name.bytes().all(bare).then(|| apply(text, &splices))
    };
    match made() {
        Some(changed) => {
            *text = changed;
            true
        }
        None => false,
    }
}

/// The value at a path. Indices count for nothing: a rendering has one runner. With `fold`, case counts for nothing
/// either, as with the runner's keys.
fn at<'a>(map: &'a Map, path: &[Seg], fold: bool) -> Option<&'a Node> {
    let mut keys = path.iter().filter_map(|seg| match seg {
        Seg::Key(key) => Some(key),
        Seg::Index(_) => None,
    });
    let find = |map: &'a Map, key: &str| {
        let fits = |entry: &&runwright_documents::tree::Entry| {
            entry.key == key || fold && entry.key.eq_ignore_ascii_case(key)
        };
        map.entries.iter().find(fits).map(|entry| &entry.value)
    };
    let first = find(map, keys.next()?)?;
    keys.try_fold(first, |node, key| match node {
        Node::Map(map) => find(map, key),
        _ => None,
    })
}

/// Leaves out the changes of what was written anew.
fn without(changes: Changes, drops: &[(Vec<Seg>, Option<String>)], fold: bool) -> Changes {
    let names = |path: &[Seg]| {
        let name = |seg: &Seg| match seg {
            Seg::Key(key) if fold => Some(key.to_ascii_lowercase()),
            Seg::Key(key) => Some(key.clone()),
            Seg::Index(_) => None,
        };
        path.iter().filter_map(name).collect::<Vec<String>>()
    };
    let drops: Vec<Vec<String>> = drops.iter().map(|(path, _)| names(path)).collect();
    changes
        .into_iter()
        .filter(|(path, _)| !drops.iter().any(|drop| names(path).starts_with(drop)))
        .collect()
}

fn values_tree(cx: &Context, with: Beside) -> Map {
    let mut map = values::values(cx);
    if with.config
        && let Some(Node::Map(runners)) = map
            .entries
            .iter_mut()
            .find(|entry| entry.key == "runners")
            .map(|entry| &mut entry.value)
    {
        runners.entries.retain(|entry| entry.key != "config");
    }
    map
}

fn values_changes(
    root: &Found,
    drops: &[(Vec<Seg>, Option<String>)],
    old: &Context,
    new: &Context,
    with: Beside,
) -> Changes {
    let made = merge::changes(
        root,
        &values_tree(old, with),
        &values_tree(new, with),
        false,
    );
    without(made, drops, false)
}

fn config_changes(
    root: &Found,
    drops: &[(Vec<Seg>, Option<String>)],
    old: &Context,
    new: &Context,
    with: Beside,
) -> Changes {
    let mut made = Vec::new();
    if !with.values {
        made = merge::changes(root, &global(old), &global(new), true);
    }
    let (old, new) = (runner(old, with), runner(new, with));
    let found = read::runner(root);
    let nothing = Found::new(0..0, Is::Map(Vec::new()));
    let changes = merge::changes(found.map_or(&nothing, |(_, node)| node), &old, &new, true);
    match found {
        Some((index, _)) => {
            let name = super::entry(root, "runners").map_or("runners", |entry| &entry.key);
            let mut start = vec![Seg::Key(name.to_owned())];
            start.extend(index.map(Seg::Index));
            made.extend(
                changes
                    .into_iter()
                    .map(|(rest, change)| (start.iter().cloned().chain(rest).collect(), change)),
            );
        }
        // A configuration without a runner gets one.
        None if !changes.is_empty() => {
            let mut map = Map::new();
            for (path, change) in changes {
                if let ([Seg::Key(key)], Change::Set(node)) = (path.as_slice(), change) {
                    map.put(key.clone(), node);
                }
            }
            let way = vec![Seg::Key("runners".to_owned())];
            made.push((way, Change::Set(vec![map].into())));
        }
        None => {}
    }
    without(made, drops, true)
}

/// The table of the runner.
fn runner(cx: &Context, with: Beside) -> Map {
    let mut map = config_toml::runner(cx);
    if !with.values {
        map.put("url", &cx.plan.gitlab.url);
        if !cx.plan.gitlab.runner_name.is_empty() {
            map.put("name", &cx.plan.gitlab.runner_name);
        }
    }
    map
}

/// The keys around the runners, which the chart would write of its values.
fn global(cx: &Context) -> Map {
    let plan = cx.plan;
    let mut map = Map::new();
    map.put("concurrent", plan.managers.concurrent);
    map.put("check_interval", plan.gitlab.check_interval);
    map.put("log_level", plan.gitlab.log_level.word());
    if plan.gitlab.log_format != LogFormat::Runner {
        map.put("log_format", plan.gitlab.log_format.word());
    }
    if plan.managers.shutdown_timeout != 0 {
        map.put("shutdown_timeout", plan.managers.shutdown_timeout);
    }
    extras::put_global(plan, &mut map);
    map
}

/// What Helm would evaluate is written so that it comes out as it is.
fn escape(node: &mut Node) {
    match node {
        Node::Scalar(Scalar::Str(text)) if text.contains("{{") => *text = helm::escape(text),
        Node::Map(map) => map
            .entries
            .iter_mut()
            .for_each(|entry| escape(&mut entry.value)),
        Node::Seq(seq) => seq
            .items
            .iter_mut()
            .for_each(|item| escape(&mut item.value)),
        _ => {}
    }
}
