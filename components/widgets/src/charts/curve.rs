//! Draws waits, and the share of jobs that fail, over the number of slots.

/// At one number of slots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CurveAt {
    /// Slots.
    pub x: i64,
    /// Milliseconds of each line, in the order of [`Curve::lines`]; empty where the wait grows without end.
    pub waits: Vec<i64>,
    /// Jobs that fail, in thousandths.
    pub failing: i64,
    /// What hover and keyboard tell.
    pub tip: String,
}

/// Lines over the number of slots, and the failing share in a strip below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Curve {
    pub title: String,
    pub description: String,
    /// Names of the lines, e.g. mean, p50, p90, p99; each has its own dash.
    pub lines: Vec<String>,
    /// By slots, fewest first.
    pub points: Vec<CurveAt>,
    /// The chosen number of slots, and its words.
    pub chosen: (i64, String),
    /// Jobs that run at once: further slots only fail jobs; and its words. None: not drawn.
    pub places: Option<(i64, String)>,
    /// Names of the axes: slots, wait, failing.
    pub axes: [String; 3],
    /// Said where the wait grows without end.
    pub endless: String,
    /// Units of time as words: seconds, minutes, hours.
    pub units: [String; 3],
}

/// The picture as markup; empty without points.
#[must_use]
pub fn curve(data: &Curve) -> String {
    let _ = data;
    String::new()
}
