//! What the page says to the engine and what it gets back, as JSON.
//!
//! The page computes nothing: it sends a [`Request`] and shows the [`Response`]. All prose in a
//! response is in the language of the request. Answers carry the request's `seq`; the page drops
//! those that are stale.

use crate::answer::Answer;
use crate::finding::{Edit, Finding};
use crate::text::Lang;
use crate::value::{Draft, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

mod kit;
mod trouble;

pub use kit::*;
pub use trouble::*;

/// The format of saved plans and links; readers refuse a higher one with a clear message.
pub const FORMAT: u32 = 1;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Request {
    pub seq: u32,
    pub lang: Lang,
    pub ask: Ask,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ask {
    /// What the form is drawn from, in the language of the request.
    Spec,
    /// Files, findings, checklist and capacity of a plan.
    Plan(PlanAsk),
    /// The files as one zip archive.
    Bundle(PlanAsk),
    /// The lines of the files that edits would change.
    Preview { plan: PlanAsk, edits: Vec<Edit> },
    /// The fragment of a link that carries the plan.
    Link { draft: Draft },
    /// The plan of such a fragment.
    Open { fragment: String },
    /// A plan file, as `runwright render` reads it.
    Import { text: String },
    /// What files that a team already has are, and the plan they make.
    Read { sources: Vec<Source> },
    /// Every setting there is, in the language of the request; what each holds is in the plan's answer.
    Settings,
    /// What a change of version means for the plan and the opened files.
    Upgrade {
        plan: PlanAsk,
        /// The release of the chart to go to, such as `0.92.0`.
        chart: String,
    },
    /// A file without the keys that only repeat a default.
    Minimal {
        plan: PlanAsk,
        /// The file's path, as in [`File::path`].
        path: String,
    },
    /// How a file differs from another state of it.
    Compare {
        plan: PlanAsk,
        path: String,
        with: Against,
    },
    /// Causes of trouble in a log, in events or in what kubectl printed.
    Diagnose { plan: PlanAsk, text: String },
    /// One cause of the troubleshooter, without a text that says so.
    Cause { plan: PlanAsk, category: String },
    /// The ways from symptoms to causes.
    Symptoms { plan: PlanAsk },
    /// Where the start of a job goes; by the plan, or by pods and events in the text.
    Start { plan: PlanAsk, text: String },
    /// Monitoring, runbooks and their files.
    Kit { plan: PlanAsk },
}

/// What a file is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Against {
    /// The text that was opened.
    Opened,
    /// What the chart or the runner does by itself: only what differs.
    Defaults,
    /// The state last opened, saved or downloaded.
    Saved,
}

/// A file that a team already has.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub name: String,
    pub text: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct PlanAsk {
    pub draft: Draft,
    /// The last values that could be read; used in the files for those that cannot (half a number).
    #[serde(default)]
    pub good: Draft,
    /// The state the change marks compare with: as last opened, saved or downloaded.
    #[serde(default)]
    pub base: Draft,
    /// Never stored, never in a link.
    #[serde(default)]
    pub token: String,
    /// The opened files, as they were opened.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// The plan those files made when they were opened; what differs from it is written into them.
    #[serde(default)]
    pub origin: Draft,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Response {
    pub seq: u32,
    pub say: Say,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Say {
    Spec(Box<Spec>),
    Plan(Box<PlanSay>),
    /// Base64 of the archive and its file name.
    Bundle {
        name: String,
        base64: String,
    },
    Preview {
        hunks: Vec<Hunk>,
    },
    Link {
        fragment: String,
    },
    /// The plan opened, and what could not be honoured.
    Open {
        draft: Draft,
        warnings: Vec<String>,
    },
    Read(Box<ReadSay>),
    Settings(Box<SettingsSay>),
    Upgrade(Box<UpgradeSay>),
    /// The short file, and what was left out of it.
    Minimal {
        text: String,
        tokens: Vec<u32>,
        dropped: Vec<Dropped>,
    },
    Compare {
        hunks: Vec<Hunk>,
    },
    Diagnose(Box<DiagnoseSay>),
    Cause(Box<CauseSay>),
    Symptoms(Box<SymptomsSay>),
    Start(Box<StartSay>),
    Kit(Box<KitSay>),
    /// The request could not be understood.
    Failed {
        message: String,
    },
}

/// What was read of the opened files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReadSay {
    pub files: Vec<Opened>,
    /// The plan they make; [`PlanAsk::origin`] from now on.
    pub draft: Draft,
}

/// One opened file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub name: String,
    /// What it is, in one line; empty when it is nothing of ours.
    pub what: String,
    pub parts: Vec<OpenedPart>,
    /// In the order of the lines.
    pub findings: Vec<Finding>,
    /// Keys that are kept in the file and not understood.
    pub kept: Vec<Kept>,
    /// Keys of the parts that are understood, and all of them.
    pub understood: u32,
    pub total: u32,
    /// It holds a secret in clear text: the page keeps it in memory only.
    pub secret: bool,
}

/// A part of a file that is edited: chart values, a runner's configuration or a Corefile.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenedPart {
    /// `values`, `config` or `corefile`.
    pub part: String,
    /// Where in the file, in words people know: `spec.values`, `data["config.toml"]`; empty for all of it.
    pub place: String,
    pub line: u32,
    /// The form edits this part; others of its kind are checked only.
    pub edited: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    pub key: String,
    pub line: u32,
}

/// A key that was left out of a short file because it repeats a default.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Dropped {
    pub key: String,
    pub value: String,
    /// Of the file before.
    pub line: u32,
}

/// The settings of the *All settings* page. Ids of a wizard field are that field: one value, one state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingsSay {
    /// How each is drawn, for those that are no wizard field.
    pub fields: BTreeMap<String, FieldSpec>,
    /// In the order of the documents.
    pub rows: Vec<SettingRow>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SettingRow {
    /// Of the wizard field, or `values.…` / `config.…` with the path.
    pub id: String,
    /// `values` or `config`.
    pub part: String,
    /// As it is written: `runners.kubernetes.cpu_limit`.
    pub path: String,
    pub help: String,
    /// The default in words; empty where there is none.
    pub default: String,
    pub since: String,
    /// The release that deprecated or removed it, or a word that it is.
    pub deprecated: String,
    pub removed: String,
    pub security: bool,
    /// Kept in the file, never in the plan.
    pub secret: bool,
    /// Where the key is read, `repository@commit:path`.
    pub source: String,
}

/// What lies between two versions.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct UpgradeSay {
    pub from: String,
    pub to: String,
    pub findings: Vec<Finding>,
    /// What changes and needs nothing done, by release, newest last.
    pub releases: Vec<ReleaseSay>,
    /// The steps as a script.
    pub script: String,
    pub tokens: Vec<u32>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReleaseSay {
    pub version: String,
    pub date: String,
    pub lines: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanSay {
    pub files: Vec<File>,
    /// Worst first.
    pub findings: Vec<Finding>,
    /// Only fields with something to say: off, invalid, or with lines in a file.
    pub fields: BTreeMap<String, FieldState>,
    pub checklist: Vec<CheckItem>,
    pub capacity: Answer,
    pub facts: Facts,
}

/// One file of the bundle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// Where it stands in the bundle, such as `manifests/rbac.yaml`.
    pub path: String,
    /// What it is for, in one line.
    pub about: String,
    pub group: FileGroup,
    pub text: String,
    /// Highlighting: runs of `length × 8 + tag`, lengths in UTF-8 bytes. The runs of a line add up to
    /// the line without its end; an empty line has none. Tags are indices into [`TAG_CLASSES`].
    pub tokens: Vec<u32>,
    /// Which lines come from which field; lines count from 1, both ends included.
    pub origins: Vec<Origin>,
    /// Lines that differ from the base state.
    pub changed: Vec<u32>,
    /// Lines of the base state that are gone, in their order.
    pub gone: Vec<Gone>,
}

/// A line that is no longer in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    /// The line of the file behind which it stood; 0 at the top.
    pub after: u32,
    pub text: String,
}

/// The CSS class of each tag in [`File::tokens`].
pub const TAG_CLASSES: [&str; 8] = [
    "sx-key", "sx-str", "sx-num", "sx-head", "sx-kw", "sx-com", "sx-punct", "",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FileGroup {
    /// A file that was opened, with the plan's changes in it.
    Opened,
    Helm,
    Cluster,
    Project,
    /// Monitoring and runbooks.
    Run,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    pub first: u32,
    pub last: u32,
    pub field: String,
}

/// Changed places of one file, for "preview".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hunk {
    pub path: String,
    pub rows: Vec<DiffRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DiffRow {
    /// ` `, `+`, `-`, or `…` for lines left out.
    pub mark: char,
    pub line: u32,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldState {
    /// Why it has no effect; empty when it has.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub off: String,
    /// The plan's runner or chart is too old for it; `off` says so too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub too_new: bool,
    /// Its value cannot be read; the files use the last good one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invalid: bool,
    /// `path:line` of its first line in the files; empty when it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub line: String,
}

/// One item of the readiness checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckItem {
    /// Stable; the user's answer is kept under `checklist.<id>`.
    pub id: String,
    /// Heading the item stands under.
    pub group: String,
    pub text: String,
    pub state: CheckState,
    /// What in the plan says so, or what to look at.
    pub evidence: String,
    /// Field the item leads to; empty when it is the user's to answer.
    pub field: String,
    pub by_user: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    Pass,
    Fail,
    /// The plan cannot know; the user has to say.
    Open,
    NotApplicable,
}

/// Names and sums the page shows beside the form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    pub runner: String,
    /// How the pair of chart and runner is known, when it is not from a package.
    pub pair_note: String,
    pub fullname: String,
    pub manager_account: String,
    pub slots: u64,
    pub slots_sum: String,
    pub qos: String,
    /// The capacity answer as one sentence.
    pub capacity_line: String,
    /// Why the true number differs from dividing the pooled cores.
    pub capacity_why: String,
    pub scaling: Vec<Comparison>,
    pub job_sizes: Vec<Comparison>,
    pub dns_costs: Vec<DnsCost>,
    /// The search domains built from the job namespace.
    pub searches: Vec<String>,
    /// What the strategy does on this platform.
    pub dns_note: String,
    /// The commands that apply the plan, by tool.
    pub install: Vec<Command>,
}

/// One way to change a few fields at once, with what it leads to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    pub id: String,
    pub label: String,
    pub detail: String,
    pub outcome: String,
    pub edits: Vec<Edit>,
    /// The plan is like this already.
    pub chosen: bool,
}

/// What looking up one kind of name costs with the plan's ndots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DnsCost {
    pub name: String,
    pub queries: u32,
    pub queries_default: u32,
    /// What breaks, if anything.
    pub breaks: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Command {
    pub tool: String,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SumStep {
    pub what: String,
    pub sum: String,
    pub result: String,
    pub source: String,
}

/// The fields, presets and chart releases, with their words in one language.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spec {
    pub fields: BTreeMap<String, FieldSpec>,
    pub presets: Vec<PresetSpec>,
    /// In the order of the declarations, for lists of fields.
    pub order: Vec<String>,
    /// The page's longer texts, by name.
    pub words: crate::map::Map<String>,
}

/// How one field is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldSpec {
    pub label: String,
    pub help: String,
    /// `text`, `int`, `quantity`, `bool`, `choice`, `list`, `words`, `rows`, `tables` or `secret`. Tables are a list
    /// of tables as JSON text, drawn from their columns; a column may hold tables again.
    pub kind: String,
    pub unit: String,
    pub example: String,
    /// The default, as a draft would hold it, and as people read it.
    pub default: Value,
    pub default_text: String,
    /// The release that brought it, such as `18.11` or `chart 0.85`; empty when all offered have it.
    pub since: String,
    /// Most items of a list.
    pub max: u32,
    pub options: Vec<OptionSpec>,
    pub columns: Vec<ColumnSpec>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OptionSpec {
    pub value: String,
    pub label: String,
    pub help: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ColumnSpec {
    pub id: String,
    pub label: String,
    /// As in [`FieldSpec`].
    pub kind: String,
    pub default: String,
    pub example: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    pub options: Vec<OptionSpec>,
    /// Of a column that holds a table or tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnSpec>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PresetSpec {
    pub label: String,
    pub help: String,
    /// The plan it makes of the defaults.
    pub draft: Draft,
}
