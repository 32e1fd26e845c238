//! Draws how many whole jobs fit on a node, by the size of the job.

use super::{
    kinds::{boxed, part},
    node_bars::{label, line, start},
    scale::{Axis, milli},
};
use crate::Markup;

/// Up to this size, so many jobs fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// Largest size of a job, in thousandths of the unit.
    pub upto: i64,
    /// Jobs that fit.
    pub jobs: i64,
}

/// A place on the stairs with words to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StepPoint {
    /// Size of the job there, in thousandths.
    pub size: i64,
    /// Jobs that fit there.
    pub jobs: i64,
    /// What it is.
    pub label: String,
    /// A second line; empty for none.
    pub note: String,
}

/// The stairs of one node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Staircase {
    /// What the picture shows, for who cannot see it.
    pub title: String,
    /// What it says, in a sentence.
    pub description: String,
    /// The steps by growing size.
    pub steps: Vec<Step>,
    /// What hover and keyboard tell of each step, in their order; may be empty.
    pub tips: Vec<String>,
    /// Free size of the node for the dashed curve of a division without remainder, in thousandths; 0 leaves it out.
    pub pooled: i64,
    /// The job of the plan.
    pub yours: StepPoint,
    /// The next step that would fit more.
    pub next: Option<StepPoint>,
    /// Right end of the axis, in thousandths.
    pub max: i64,
    /// Words at the axis.
    pub unit: String,
}

const WIDTH: i64 = 320;
const HEIGHT: i64 = 208;

/// The picture as markup.
#[must_use]
pub fn staircase(data: &Staircase) -> String {
    let first = data.max / 20;
    let most = data
        .steps
        .iter()
        .filter(|s| s.upto >= first)
        .map(|s| s.jobs)
        .max()
        .unwrap_or(1);
    let most = most
        .max(data.yours.jobs)
        .max(data.next.as_ref().map_or(0, |n| n.jobs))
        .clamp(1, 1_000_000);
    let x = Axis {
        from: 24,
        to: WIDTH - 8,
        max: data.max,
    };
    let y = Axis {
        from: HEIGHT - 32,
        to: 12,
        max: most * 1_000,
    };
    let mut m = Markup::new();
    start(
        &mut m,
        WIDTH,
        HEIGHT,
        "plot",
        &data.title,
        &data.description,
    );
    for tick in y.ticks(5).into_iter().filter(|t| t % 1_000 == 0) {
        line(&mut m, "grid", x.from, y.at(tick), x.to, y.at(tick));
        label(&mut m, "end", x.from - 8, y.at(tick) + 4, &milli(tick));
    }
    for tick in x.ticks(6) {
        label(&mut m, "mid", x.at(tick), HEIGHT - 16, &milli(tick));
    }
    line(&mut m, "axis", x.from, y.from, x.to, y.from);
    label(&mut m, "end", x.to, HEIGHT - 2, &data.unit);
    if data.pooled > 0 {
        path(&mut m, "curve", &pooled_path(data, x, y, most));
    }
    path(&mut m, "stairs", &steps_path(data, x, y, most));

    let (px, py) = (
        x.at(data.yours.size),
        y.at(data.yours.jobs.saturating_mul(1_000)),
    );
    line(&mut m, "drop", px, py, px, y.from);
    let mut floor = py - 10;
    if let Some(next) = &data.next {
        let (nx, ny) = (x.at(next.size), y.at(next.jobs.saturating_mul(1_000)));
        mark(&mut m, "next", nx, ny);
        // Its words go above both, where the stairs leave room.
        let top = (ny - 24).max(24);
        words(&mut m, next, nx + 12, top, x.to);
        line(&mut m, "lead", nx + 4, ny - 4, nx + 10, top + 6);
        floor = floor.max(top + 28);
        if floor > py - 10 && (nx - px).abs() < 120 {
            floor = py - 10;
        }
    }
    mark(&mut m, "yours", px, py);
    words(&mut m, &data.yours, px + 6, floor, x.to);
    let mut from = x.from;
    for (step, tip) in data.steps.iter().zip(&data.tips) {
        let to = x.at(step.upto).max(from);
        if !tip.is_empty() && to > from {
            part(&mut m, "", tip);
            boxed(&mut m, "hit", "", [from, y.to, to - from, y.from - y.to]);
            m.close("g");
        }
        from = to;
    }
    m.close("svg");
    m.finish()
}

/// Writes a point's words at the right of it, or ending at the edge where they would leave the picture.
fn words(m: &mut Markup, point: &StepPoint, x: i64, y: i64, edge: i64) {
    let length: i64 = point
        .label
        .chars()
        .map(|c| if c.is_ascii() { 6 } else { 12 })
        .sum();
    let (class, note, x) = if x + length > edge {
        ("tb end", "halo end", edge)
    } else {
        ("tb", "halo", x)
    };
    label(m, class, x, y, &point.label);
    if !point.note.is_empty() {
        label(m, note, x, y + 13, &point.note);
    }
}

fn mark(m: &mut Markup, class: &str, x: i64, y: i64) {
    m.open("circle")
        .attr("class", class)
        .num("cx", x)
        .num("cy", y)
        .num("r", 4)
        .close("circle");
}

fn path(m: &mut Markup, class: &str, d: &str) {
    if !d.is_empty() {
        m.open("path")
            .attr("class", class)
            .attr("d", d)
            .close("path");
    }
}

fn steps_path(data: &Staircase, x: Axis, y: Axis, most: i64) -> String {
    let mut d = String::new();
    let mut at = None;
    for step in data.steps.iter().filter(|s| s.jobs <= most) {
        let height = y.at(step.jobs.saturating_mul(1_000));
        match at {
            None => point(&mut d, 'M', x.at(step.upto), y.to.min(height)),
            Some(from) => point(&mut d, 'L', from, height),
        }
        point(&mut d, 'L', x.at(step.upto), height);
        at = Some(x.at(step.upto));
    }
    if let Some(from) = at {
        point(&mut d, 'L', from, y.from);
        point(&mut d, 'L', x.to, y.from);
    }
    d
}

fn pooled_path(data: &Staircase, x: Axis, y: Axis, most: i64) -> String {
    let mut d = String::new();
    for i in 1..=64 {
        let size = data.max / 64 * i;
        if size <= 0 {
            continue;
        }
        let jobs = data.pooled.saturating_mul(1_000) / size;
        if jobs <= most.saturating_mul(1_000) {
            let command = if d.is_empty() { 'M' } else { 'L' };
            point(&mut d, command, x.at(size), y.at(jobs));
        }
    }
    d
}

fn point(d: &mut String, command: char, x: i64, y: i64) {
    d.push(command);
    d.push_str(&x.to_string());
    d.push(' ');
    d.push_str(&y.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Staircase {
        Staircase {
            steps: [
                (962, 8),
                (1_100, 7),
                (1_283, 6),
                (1_540, 5),
                (1_925, 4),
                (2_566, 3),
                (3_850, 2),
                (7_700, 1),
            ]
            .map(|(upto, jobs)| Step { upto, jobs })
            .to_vec(),
            pooled: 7_700,
            yours: StepPoint {
                size: 4_500,
                jobs: 1,
                label: "yours".into(),
                note: String::new(),
            },
            next: Some(StepPoint {
                size: 3_850,
                jobs: 2,
                label: "at 3.85".into(),
                note: "less".into(),
            }),
            max: 8_000,
            ..Staircase::default()
        }
    }

    #[test]
    fn the_stairs_go_down_to_the_axis() {
        let svg = staircase(&sample());
        let has = |text: &str| assert!(svg.contains(text), "{text} in {svg}");
        has("class=\"stairs\" d=\"M");
        has("L301 155L301 176L312 176\"");
        has("class=\"curve\"");
        has("class=\"yours\" cx=\"186\" cy=\"155\"");
        has(">less</text>");
    }

    #[test]
    fn each_step_that_has_a_tip_can_be_pointed_at() {
        let mut data = sample();
        assert!(!staircase(&data).contains("data-tip"));
        data.tips = ["8 fit", "7 fit", ""].map(Into::into).to_vec();
        let svg = staircase(&data);
        assert_eq!(svg.matches("data-tip").count(), 2);
        assert!(svg.contains(
            "<g data-tip=\"7 fit\"><rect class=\"hit\" x=\"59\" y=\"12\" width=\"5\" height=\"164\">"
        ), "{svg}");
    }

    #[test]
    fn empty_and_hostile_data_draw_something() {
        let huge = StepPoint {
            size: i64::MAX,
            jobs: i64::MAX,
            ..StepPoint::default()
        };
        for data in [
            Staircase::default(),
            Staircase {
                yours: huge.clone(),
                next: Some(huge),
                max: i64::MAX,
                pooled: i64::MAX,
                tips: vec!["tip".into(); 9],
                ..sample()
            },
        ] {
            assert!(staircase(&data).ends_with("</svg>"));
        }
    }
}
