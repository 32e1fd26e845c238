//! Draws nodes as bars filled with jobs of several kinds.

/// What a part of a node is taken by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FleetKind {
    /// Taken by DaemonSets.
    #[default]
    System,
    Manager,
    /// A job of the kind with this number, from 0; up to 12 kinds look different without colour.
    Job(u32),
    /// No kind of job fits any more.
    Stranded,
    /// Room for a job that the packing did not need.
    Free,
}

/// One part of a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FleetPart {
    pub kind: FleetKind,
    /// In thousandths of the unit.
    pub size: i64,
    /// A few letters inside, left out where they do not fit.
    pub label: String,
    /// What hover and keyboard tell.
    pub tip: String,
}

/// One node, or several with the same jobs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FleetBar {
    pub name: String,
    /// Below the name.
    pub note: String,
    /// What hover and keyboard tell of the whole bar.
    pub tip: String,
    pub parts: Vec<FleetPart>,
}

/// Nodes by one resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FleetBars {
    /// What the picture shows, for who cannot see it.
    pub title: String,
    /// What it says, in a sentence.
    pub description: String,
    pub nodes: Vec<FleetBar>,
    /// The size of the largest node, in thousandths of the unit.
    pub max: i64,
    /// The unit, at the axis.
    pub unit: String,
}

/// The picture as markup.
#[must_use]
pub fn fleet_bars(data: &FleetBars) -> String {
    let _ = data;
    String::new()
}
