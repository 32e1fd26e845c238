//! Opens the files of a folder and counts what survives: bytes of a file that is not changed, bytes around one change.

mod corefile;
mod edits;
mod legal;
mod plain;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde::{Deserialize, Serialize};

use runwright_engine::plan::plan;
use runwright_engine::{Memory, opened};
use runwright_files::open::{self, read};
use runwright_model::Lang;
use runwright_model::protocol::{FileGroup, PlanAsk, Source};

pub use plain::Format;

/// A row of `INDEX.json`; what else it says is not looked at.
#[derive(Deserialize)]
struct Row {
    /// Below the folder, with `/`.
    file: String,
    kind: String,
}

/// What was counted of some files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub files: usize,
    /// A plain parser of the format takes them.
    pub parseable: usize,
    /// Of the parseable ones: the same bytes after they are opened and written without a change.
    pub identical: usize,
    /// The same of all files.
    pub identical_all: usize,
    /// Values of known keys that were changed, one at a time.
    pub one_edit_total: usize,
    /// Of these: nothing but the value's own bytes changed, and the new value is read at its place.
    pub one_edit_local: usize,
    /// Values that are not tried: templates decide them, or others share them.
    pub one_edit_skipped: usize,
    pub understood_keys: usize,
    pub total_keys: usize,
    pub panics: usize,
}

/// Something that did not come out as it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    pub file: String,
    /// In the part; empty where the file as a whole is meant.
    pub path: String,
    pub why: String,
}

#[derive(Default, Serialize)]
pub struct Report {
    #[serde(flatten)]
    pub all: Counts,
    pub by_kind: BTreeMap<String, Counts>,
    #[serde(skip)]
    pub failures: Vec<Failure>,
}

impl Report {
    /// Whether nothing was lost.
    pub fn is_whole(&self) -> bool {
        let all = &self.all;
        all.panics == 0
            && all.identical == all.parseable
            && all.one_edit_local == all.one_edit_total
    }
}

/// Counts the files that a folder's `INDEX.json` lists.
pub fn run(folder: &Path) -> Result<Report, String> {
    let read = |path: &Path| {
        std::fs::read(path)
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .map_err(|error| format!("{}: {error}", path.display()))
    };
    let index = read(&folder.join("INDEX.json"))?;
    let rows: Vec<Row> =
        serde_json::from_str(&index).map_err(|error| format!("INDEX.json: {error}"))?;
    let mut report = Report::default();
    for row in rows {
        let text = read(&folder.join(&row.file))?;
        let (counts, failures) = count(&row, &text);
        report.all.add(&counts);
        report.by_kind.entry(row.kind).or_default().add(&counts);
        report.failures.extend(failures);
    }
    Ok(report)
}

impl Counts {
    fn add(&mut self, more: &Counts) {
        self.files += more.files;
        self.parseable += more.parseable;
        self.identical += more.identical;
        self.identical_all += more.identical_all;
        self.one_edit_total += more.one_edit_total;
        self.one_edit_local += more.one_edit_local;
        self.one_edit_skipped += more.one_edit_skipped;
        self.understood_keys += more.understood_keys;
        self.total_keys += more.total_keys;
        self.panics += more.panics;
    }
}

fn count(row: &Row, text: &str) -> (Counts, Vec<Failure>) {
    let mut failures = Vec::new();
    let mut fail = |path: String, why: String| {
        let file = row.file.clone();
        failures.push(Failure { file, path, why });
    };
    let format = Format::of(&row.file, &row.kind);
    let parsed = format.parse(text);
    let mut counts = Counts {
        files: 1,
        parseable: usize::from(parsed.is_ok()),
        ..Counts::default()
    };
    let measured = catch_unwind(AssertUnwindSafe(|| {
        let opened = open::open(text);
        let file = read::File {
            text,
            opened: &opened,
        };
        let said = read::read(&[file]).files.into_iter().next();
        let edits = edits::run(text, &opened, format);
        (unchanged(text), said.unwrap_or_default(), edits)
    }));
    let Ok((identical, said, edits)) = measured else {
        counts.panics = 1;
        fail(String::new(), "panics".to_owned());
        return (counts, failures);
    };
    counts.identical_all = usize::from(identical);
    counts.identical = usize::from(identical && parsed.is_ok());
    counts.understood_keys = said.understood as usize;
    counts.total_keys = said.total as usize;
    counts.one_edit_total = edits.total;
    counts.one_edit_local = edits.total - edits.failures.len();
    counts.one_edit_skipped = edits.skipped;
    if let Err(why) = parsed {
        fail(String::new(), format!("not parseable: {why}"));
    }
    if !identical {
        fail(String::new(), "changed without a change".to_owned());
    }
    for (path, why) in edits.failures {
        fail(path, why);
    }
    (counts, failures)
}

/// Whether a file comes back as it was, by the way the page goes.
fn unchanged(text: &str) -> bool {
    let source = Source {
        name: "opened".to_owned(),
        text: text.to_owned(),
    };
    let sources = vec![source];
    let draft = opened::read(&sources, Lang::En).draft;
    let ask = PlanAsk {
        draft: draft.clone(),
        base: draft.clone(),
        origin: draft,
        sources,
        ..PlanAsk::default()
    };
    plan(&ask, Lang::En, &mut Memory::default())
        .files
        .iter()
        .any(|file| file.group == FileGroup::Opened && file.text == text)
}
