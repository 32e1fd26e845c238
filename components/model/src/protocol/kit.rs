//! What the operations kit holds: alerts, runbooks and their files.

use super::File;
use super::trouble::Step;
use serde::{Deserialize, Serialize};

/// The operations kit of a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct KitSay {
    /// All files of the kit, in the order of the bundle.
    pub files: Vec<File>,
    pub alerts: Vec<AlertSay>,
    /// Metrics that guides and samples name, and whether they exist.
    pub metrics: Vec<MetricSay>,
    /// Logs and health, with this plan's names.
    pub commands: Vec<Step>,
    pub runbooks: Vec<RunbookSay>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct AlertSay {
    /// Such as `GitLabRunnerSlotsNearlyFull`.
    pub name: String,
    /// `critical`, `warning` or `info`.
    pub severity: String,
    pub about: String,
    pub expr: String,
    /// How long it must hold, such as `10m`.
    pub wait: String,
    /// How the threshold comes about in this plan.
    pub threshold: String,
    /// The category of the troubleshooter it leads to; empty for none.
    pub cause: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct MetricSay {
    pub name: String,
    pub exists: bool,
    /// What it counts, or what to take in its place.
    pub note: String,
    /// The release that brought it; empty where all have it.
    pub since: String,
}

/// One runbook. Its file in the bundle is the same in Markdown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunbookSay {
    /// Such as `upgrade`.
    pub id: String,
    pub path: String,
    pub title: String,
    pub lead: String,
    /// What it does to running jobs, how long it takes, how to go back: name and value.
    pub impact: Vec<(String, String)>,
    pub steps: Vec<RunStep>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunStep {
    pub title: String,
    /// What must be so before.
    pub before: Vec<Step>,
    pub work: Vec<Step>,
    /// What must be so after.
    pub after: Vec<Step>,
    /// How to go back from here; empty where nothing is to be undone.
    pub undo: Vec<Step>,
}
