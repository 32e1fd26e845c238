//! States how one change between two releases is written down.

use runwright_model::{Severity, Text, Version};

/// Which document a key stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The runner's configuration; paths begin at the document, such as `runners.kubernetes.image`.
    Config,
    /// The chart's values, such as `runners.jobNamespace`.
    Values,
}

/// A key of one document. A table counts as set when anything below it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    pub part: Part,
    /// Dotted, without indices; empty for the document as a whole.
    pub path: &'static str,
}

pub(super) const fn config(path: &'static str) -> Key {
    Key {
        part: Part::Config,
        path,
    }
}

pub(super) const fn values(path: &'static str) -> Key {
    Key {
        part: Part::Values,
        path,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Added,
    Renamed,
    Deprecated,
    Removed,
    Behaviour,
    Rbac,
    FlagDefault,
}

/// One change. What does not name a code is only told among the releases.
pub(super) struct Change {
    pub kind: Kind,
    /// Stable and searchable; empty where nothing is ever found.
    pub code: &'static str,
    pub severity: Severity,
    pub part: Part,
    /// The keys it is about, each for itself; `old > new` names a successor.
    pub keys: &'static [&'static str],
    /// Where the successors stand.
    pub becomes: Part,
    /// `{key}` and `{new}` stand for the key and its successor. Of what was added: what it is for.
    pub title: Text,
    pub body: Text,
    /// What the list of releases says instead of the title; may be empty.
    pub line: Text,
    /// It matters only where all of these are set …
    pub with: &'static [Key],
    /// … and none of these.
    pub unless: &'static [Key],
}

/// What came with one release, as far as a runner on Kubernetes is concerned.
pub(super) struct Changes {
    pub version: Version,
    /// `2026-08-19`, the day of the tag; empty where it is not known.
    pub date: &'static str,
    pub changes: &'static [Change],
}

/// A key of the list and its successor, which is empty where there is none.
pub(super) fn split(key: &'static str) -> (&'static str, &'static str) {
    key.split_once(" > ").unwrap_or((key, ""))
}

const fn change(kind: Kind, part: Part, keys: &'static [&'static str], title: Text) -> Change {
    Change {
        kind,
        code: "",
        severity: Severity::Advice,
        part,
        keys,
        becomes: part,
        title,
        body: Text::EMPTY,
        line: Text::EMPTY,
        with: &[],
        unless: &[],
    }
}

/// Keys of the configuration that are new; a file that sets one already is told that it takes effect.
pub(super) const fn added(keys: &'static [&'static str], what: Text) -> Change {
    change(Kind::Added, Part::Config, keys, what)
        .found("UPG-110", Severity::Warning)
        .body(super::texts::TAKES_EFFECT)
}

/// The same for values of the chart.
pub(super) const fn value(keys: &'static [&'static str], what: Text) -> Change {
    let mut change = added(keys, what);
    (change.part, change.becomes) = (Part::Values, Part::Values);
    change
}

pub(super) const fn flags(keys: &'static [&'static str], what: Text) -> Change {
    added(keys, what)
}

/// What is only told.
pub(super) const fn told(line: Text) -> Change {
    change(Kind::Behaviour, Part::Config, &[], line)
}

/// A flag that a runner takes otherwise when the file is silent.
pub(super) const fn default(flag: &'static [&'static str], line: Text) -> Change {
    change(Kind::FlagDefault, Part::Config, flag, line)
}

pub(super) const fn removed(keys: &'static [&'static str], title: Text) -> Change {
    change(Kind::Removed, Part::Config, keys, title)
}

pub(super) const fn renamed(keys: &'static [&'static str], title: Text) -> Change {
    change(Kind::Renamed, Part::Config, keys, title)
}

pub(super) const fn deprecated(keys: &'static [&'static str], title: Text) -> Change {
    change(Kind::Deprecated, Part::Config, keys, title)
}

pub(super) const fn behaves(keys: &'static [&'static str], title: Text) -> Change {
    change(Kind::Behaviour, Part::Config, keys, title)
}

pub(super) const fn rights(keys: &'static [&'static str], title: Text) -> Change {
    change(Kind::Rbac, Part::Config, keys, title)
}

impl Change {
    pub const fn found(mut self, code: &'static str, severity: Severity) -> Change {
        (self.code, self.severity) = (code, severity);
        self
    }

    pub const fn body(mut self, body: Text) -> Change {
        self.body = body;
        self
    }

    pub const fn line(mut self, line: Text) -> Change {
        self.line = line;
        self
    }

    /// The keys are the chart's; so are the successors.
    pub const fn chart(mut self) -> Change {
        (self.part, self.becomes) = (Part::Values, Part::Values);
        self
    }

    /// The keys are the chart's, the successors the runner's.
    pub const fn into_config(mut self) -> Change {
        (self.part, self.becomes) = (Part::Values, Part::Config);
        self
    }

    pub const fn with(mut self, keys: &'static [Key]) -> Change {
        self.with = keys;
        self
    }

    pub const fn unless(mut self, keys: &'static [Key]) -> Change {
        self.unless = keys;
        self
    }
}
