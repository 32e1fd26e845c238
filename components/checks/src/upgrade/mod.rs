//! Tells what lies between two versions: what breaks, what behaves otherwise, and what is merely new.
//!
//! [`advise`] gives findings about keys that the files set; [`releases`] lists the rest. A change counts when its
//! release lies behind `from` and not behind `to`; chart and runner are judged each for itself, since an image tag
//! may part them. Sources of the changes: `table`.

mod change;
mod table;
mod texts;

#[cfg(test)]
mod tests;

pub use change::{Key, Part};

use change::{Change, Changes, Kind, split};
use runwright_model::version::runner_of;
use runwright_model::{Lang, Severity, Text, Version};

/// A chart and the runner that runs under it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    pub chart: Version,
    pub runner: Version,
}

impl Versions {
    /// A chart with the runner that it installs.
    pub fn of_chart(chart: Version) -> Versions {
        Versions {
            chart,
            runner: runner_of(chart),
        }
    }
}

/// One finding about the way from one pair of versions to the other, in the language asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// Stable and searchable, `UPG-1xx`.
    pub code: &'static str,
    /// Error: it breaks. Warning: what is written works otherwise. Advice: nothing has to be done.
    pub severity: Severity,
    /// `Runner 19.0.0` or `Chart 0.84.0`: the release that brings it.
    pub release: String,
    /// The path is empty when no single key is meant.
    pub concerns: Key,
    pub title: String,
    pub body: String,
    /// The old key and what takes its place, maybe in the other document; the value may need another form there.
    pub rename: Option<(Key, Key)>,
    /// A key that does nothing any more.
    pub remove: Option<Key>,
}

/// What one release brought that needs nothing done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// `Runner 19.0.0` or `Chart 0.84.0`.
    pub version: String,
    /// `2026-05-22`; empty where it is not known.
    pub date: String,
    /// Whole sentences.
    pub lines: Vec<String>,
}

/// Finds what the way means for files; worst first, older releases before newer ones.
///
/// `sets` says whether the files, or a plan, set a key at this dotted path (`runners.kubernetes.image`,
/// `runners.feature_flags.FF_TIMESTAMPS`); a table counts as set when anything below it is. It speaks of the files as
/// they are, written for `from`: what they set and `from` does not know yet is told to take effect.
pub fn advise(
    from: &Versions,
    to: &Versions,
    sets: &dyn Fn(Part, &str) -> bool,
    lang: Lang,
) -> Vec<Advice> {
    let mut found: Vec<(Kind, Advice)> = Vec::new();
    for (part, release) in between(from, to) {
        for change in release.changes {
            for key in raised(change, sets) {
                found.push((
                    change.kind,
                    advice(change, key, part, release.version, lang),
                ));
            }
        }
    }
    let mut advices: Vec<Advice> = found
        .iter()
        .filter(|(kind, advice)| !found.iter().any(|other| is_told_by(*kind, advice, other)))
        .map(|(_, advice)| advice.clone())
        .collect();
    let mut newer = newer_keys(from, to).filter(|(part, path, _)| sets(*part, path));
    advices.extend(downgrade(from, to, &mut newer, lang));
    let minor = |version: Version| (version.major, version.minor);
    if minor(to.runner) != minor(from.runner) {
        advices.push(texts::server(to, lang));
    }
    advices.extend(texts::reach(from, to, lang));
    advices.sort_by_key(|advice| advice.severity);
    advices
}

/// Says what going back means; nothing when neither chart nor runner goes back.
///
/// `keys` are the keys that the files set, each with the release that first read it: of the runner for
/// [`Part::Config`], of the chart for [`Part::Values`]. [`advise`] calls it with the keys of its own table; a caller
/// with a longer list puts this finding in the place of that one (`UPG-101`).
pub fn downgrade(
    from: &Versions,
    to: &Versions,
    keys: &mut dyn Iterator<Item = (Part, &str, Version)>,
    lang: Lang,
) -> Option<Advice> {
    if to.chart >= from.chart && to.runner >= from.runner {
        return None;
    }
    let lost = keys.filter(|(part, _, since)| of(to, *part) < *since && *since <= of(from, *part));
    let lost = texts::list(lang, lost.map(|(_, path, _)| path));
    Some(texts::back(from, to, &lost, lang))
}

/// Lists what the releases brought and [`advise`] does not name, newest last. A release with nothing to tell is left
/// out; where a chart and its runner come together, the chart stands first.
pub fn releases(
    from: &Versions,
    to: &Versions,
    sets: &dyn Fn(Part, &str) -> bool,
    lang: Lang,
) -> Vec<Release> {
    let told = between(from, to)
        .into_iter()
        .map(|(part, release)| Release {
            version: texts::release(part, release.version),
            date: release.date.to_string(),
            lines: release
                .changes
                .iter()
                .filter_map(|change| line(change, sets, lang))
                .collect(),
        });
    told.filter(|release| !release.lines.is_empty()).collect()
}

fn of(versions: &Versions, part: Part) -> Version {
    match part {
        Part::Config => versions.runner,
        Part::Values => versions.chart,
    }
}

fn all() -> impl Iterator<Item = (Part, &'static Changes)> {
    let chart = table::CHART.iter().map(|release| (Part::Values, release));
    let runner = table::RUNNER.iter().flat_map(|releases| releases.iter());
    chart.chain(runner.map(|release| (Part::Config, release)))
}

/// The releases that the way passes, oldest first.
fn between(from: &Versions, to: &Versions) -> Vec<(Part, &'static Changes)> {
    let mut passed: Vec<(Part, &'static Changes)> = all()
        .filter(|(part, release)| {
            of(from, *part) < release.version && release.version <= of(to, *part)
        })
        .collect();
    // The sort is stable, so that a chart stays before its runner, and patches in their order.
    passed.sort_by_key(|(part, release)| {
        let runner = match part {
            Part::Config => release.version,
            Part::Values => runner_of(release.version),
        };
        (runner.major, runner.minor)
    });
    passed
}

/// The keys that came with the releases that the way goes back over.
fn newer_keys(
    from: &Versions,
    to: &Versions,
) -> impl Iterator<Item = (Part, &'static str, Version)> {
    between(to, from).into_iter().flat_map(|(_, release)| {
        let news = |change: &&Change| change.kind == Kind::Added;
        let keys = |change: &'static Change| {
            change
                .keys
                .iter()
                .map(|key| (change.part, split(key).0, release.version))
        };
        release.changes.iter().filter(news).flat_map(keys)
    })
}

/// The keys of a change that the files set, where the change matters to them.
fn raised(
    change: &'static Change,
    sets: &dyn Fn(Part, &str) -> bool,
) -> impl Iterator<Item = &'static str> {
    let set = |key: &Key| sets(key.part, key.path);
    let matters =
        !change.code.is_empty() && change.with.iter().all(set) && !change.unless.iter().any(set);
    let keys = if matters { change.keys } else { &[] };
    keys.iter()
        .copied()
        .filter(|key| sets(change.part, split(key).0))
}

fn advice(change: &Change, key: &'static str, part: Part, version: Version, lang: Lang) -> Advice {
    let (path, new) = split(key);
    let concerns = Key {
        part: change.part,
        path,
    };
    let successor = Key {
        part: change.becomes,
        path: new,
    };
    let goes = matches!(change.kind, Kind::Removed | Kind::Deprecated);
    let (old, next) = (texts::shown(path), texts::shown(new));
    Advice {
        code: change.code,
        severity: change.severity,
        release: texts::release(part, version),
        concerns,
        title: texts::title(change.kind, change.title, lang, old, next),
        body: texts::filled(change.body, lang, old, next),
        rename: (!new.is_empty()).then_some((concerns, successor)),
        remove: (goes && new.is_empty()).then_some(concerns),
    }
}

/// Whether another finding says all there is to say about this key.
fn is_told_by(kind: Kind, advice: &Advice, (other_kind, other): &(Kind, Advice)) -> bool {
    if advice.concerns.part != other.concerns.part {
        return false;
    }
    if advice.concerns.path == other.concerns.path {
        return match kind {
            Kind::Added => matches!(
                other_kind,
                Kind::Removed | Kind::Renamed | Kind::Deprecated | Kind::Rbac
            ),
            Kind::Deprecated => matches!(other_kind, Kind::Removed | Kind::Renamed),
            _ => false,
        };
    }
    // A table is told of only when nothing below it is.
    let below = other.concerns.path.strip_prefix(advice.concerns.path);
    advice.code == other.code && below.is_some_and(|rest| rest.starts_with('.'))
}

/// What a change says in the list of releases; nothing when a finding says it.
fn line(change: &'static Change, sets: &dyn Fn(Part, &str) -> bool, lang: Lang) -> Option<String> {
    let raised: Vec<&str> = raised(change, sets).collect();
    if change.kind == Kind::Added {
        let rest: Vec<&str> = change
            .keys
            .iter()
            .copied()
            .filter(|key| !raised.contains(key))
            .collect();
        if rest.is_empty() {
            return None;
        }
        if change.line == Text::EMPTY {
            return Some(texts::news(
                lang,
                &texts::list(lang, rest.into_iter()),
                change.title,
            ));
        }
    } else if !raised.is_empty() {
        return None;
    }
    let text = if change.line == Text::EMPTY {
        change.title
    } else {
        change.line
    };
    let keys = texts::list(lang, change.keys.iter().map(|key| split(key).0));
    let next = texts::list(lang, change.keys.iter().map(|key| split(key).1));
    let mut line = texts::filled(text, lang, &keys, &next);
    let stop = lang.pick('.', '。');
    if !line.ends_with(stop) {
        line.push(stop);
    }
    Some(line)
}
