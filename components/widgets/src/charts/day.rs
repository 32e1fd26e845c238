//! Draws the nodes of each pool over the hours of a day.

/// One hour.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayHour {
    /// Node hours of each pool in thousandths, in the order of [`Day::pools`].
    pub nodes: Vec<i64>,
    /// Of the sum, the part in which nodes idle before they go, in thousandths.
    pub idle: i64,
    /// What hover and keyboard tell.
    pub tip: String,
}

/// Stacked bars of a day, and the fixed fleet as a line above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    pub title: String,
    pub description: String,
    pub pools: Vec<String>,
    /// 24 hours from midnight.
    pub hours: Vec<DayHour>,
    /// All nodes, in thousandths, and the words at the line.
    pub fixed: (i64, String),
    /// Names of the axes: hour, nodes.
    pub axes: [String; 2],
}

/// The picture as markup; empty without hours.
#[must_use]
pub fn day(data: &Day) -> String {
    let _ = data;
    String::new()
}
