//! Draws what runs on each node, and what cannot be used.

use super::scale::{Axis, milli};
use crate::Markup;

/// What a part of a node is taken by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartKind {
    /// Reserved by the platform, or taken by DaemonSets.
    #[default]
    System,
    /// Runner managers.
    Manager,
    /// A job of the plan.
    Job,
    /// A second kind of job.
    OtherJob,
    /// Free for a job and not needed yet.
    Free,
    /// Too small for another job.
    Stranded,
}

/// One part of a node.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BarPart {
    /// What takes it.
    pub kind: PartKind,
    /// Its size in thousandths of the unit.
    pub size: i64,
    /// Words inside, left out where they do not fit.
    pub label: String,
    /// Parts with the same number other than 0 belong to one job and get one outline.
    pub job: u32,
}

/// One node, or several alike.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeBar {
    /// Its name.
    pub name: String,
    /// Its size in words, below the name.
    pub note: String,
    /// Its parts from left to right.
    pub parts: Vec<BarPart>,
}

/// The nodes of a cluster by one resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NodeBars {
    /// What the picture shows, for who cannot see it.
    pub title: String,
    /// What it says, in a sentence.
    pub description: String,
    /// The nodes, top to bottom.
    pub nodes: Vec<NodeBar>,
    /// The size of the largest node, in thousandths of the unit.
    pub max: i64,
    /// The unit, at the axis.
    pub unit: String,
}

const WIDTH: i64 = 656;
const LEFT: i64 = 84;
const BAR: i64 = 36;
const PITCH: i64 = 46;
/// Width of a character at 11 px, roughly; full-width ones count twice.
const GLYPH: i64 = 6;

/// The picture as markup.
#[must_use]
pub fn node_bars(data: &NodeBars) -> String {
    let axis = Axis {
        from: LEFT,
        to: WIDTH - 12,
        max: data.max,
    };
    let rows = i64::try_from(data.nodes.len()).unwrap_or(0);
    let bottom = rows * PITCH + 4;
    let mut m = Markup::new();
    start(
        &mut m,
        WIDTH,
        bottom + 24,
        "plot wide",
        &data.title,
        &data.description,
    );
    for tick in axis.ticks(12) {
        let x = axis.at(tick);
        line(&mut m, "grid", x, 2, x, bottom);
        label(&mut m, "mid", x, bottom + 16, &milli(tick));
    }
    label(&mut m, "", 0, bottom + 16, &data.unit);
    for (row, node) in (0..).zip(&data.nodes) {
        let y = row * PITCH + 4;
        label(&mut m, "t1 b", 0, y + 16, &node.name);
        label(&mut m, "", 0, y + 30, &node.note);
        let mut done = 0_i64;
        let mut jobs: Vec<(u32, i64, i64)> = Vec::new();
        for part in &node.parts {
            let (x, to) = (axis.at(done), axis.at(done.saturating_add(part.size)));
            done = done.saturating_add(part.size);
            draw_part(&mut m, part, x, to - x, y);
            match jobs.last_mut() {
                Some(last) if part.job > 0 && last.0 == part.job => last.2 = to,
                _ if part.job > 0 => jobs.push((part.job, x, to)),
                _ => {}
            }
        }
        for (_, x, to) in jobs {
            rect(&mut m, "job-edge", x, y, to - x, BAR);
        }
    }
    m.close("svg");
    m.finish()
}

fn draw_part(m: &mut Markup, part: &BarPart, x: i64, width: i64, y: i64) {
    let class = match part.kind {
        PartKind::System => "p-sys",
        PartKind::Manager => "p-mgr",
        PartKind::Job => "p-job",
        PartKind::OtherJob => "p-job2",
        PartKind::Free => "p-free",
        PartKind::Stranded => "p-lost",
    };
    m.open("g").leaf("title", "", &part.label);
    rect(m, class, x, y, width, BAR);
    if part.kind == PartKind::Stranded {
        m.open("rect")
            .num("x", x)
            .num("y", y)
            .num("width", width.max(0))
            .num("height", BAR);
        m.attr("fill", "url(#i-hatch)").close("rect");
    }
    let needed: i64 = part
        .label
        .chars()
        .map(|c| if c.is_ascii() { GLYPH } else { 2 * GLYPH })
        .sum();
    if needed + 8 <= width {
        let (class, at) = match part.kind {
            PartKind::Stranded | PartKind::Free => ("tb mid", x + width / 2),
            _ => ("t1", x + 8),
        };
        label(m, class, at, y + 22, &part.label);
    }
    m.close("g");
}

/// Opens a picture with its name and description.
pub(super) fn start(
    m: &mut Markup,
    width: i64,
    height: i64,
    class: &str,
    title: &str,
    description: &str,
) {
    let mut view = String::from("0 0 ");
    view.push_str(&width.to_string());
    view.push(' ');
    view.push_str(&height.to_string());
    m.open("svg")
        .attr("viewBox", &view)
        .attr("class", class)
        .attr("role", "img")
        .attr("aria-label", title);
    m.leaf("desc", "", description);
}

pub(super) fn rect(m: &mut Markup, class: &str, x: i64, y: i64, width: i64, height: i64) {
    m.open("rect").attr("class", class).num("x", x).num("y", y);
    m.num("width", width.max(0))
        .num("height", height.max(0))
        .close("rect");
}

pub(super) fn line(m: &mut Markup, class: &str, x1: i64, y1: i64, x2: i64, y2: i64) {
    m.open("line")
        .attr("class", class)
        .num("x1", x1)
        .num("y1", y1)
        .num("x2", x2)
        .num("y2", y2);
    m.close("line");
}

pub(super) fn label(m: &mut Markup, class: &str, x: i64, y: i64, text: &str) {
    m.open("text")
        .attr("class", class)
        .num("x", x)
        .num("y", y)
        .text(text)
        .close("text");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: PartKind, size: i64, label: &str, job: u32) -> BarPart {
        BarPart {
            kind,
            size,
            label: label.into(),
            job,
        }
    }

    #[test]
    fn parts_lie_side_by_side_and_a_job_has_one_edge() {
        let data = NodeBars {
            title: "a<b".into(),
            max: 8_000,
            nodes: vec![NodeBar {
                name: "worker-1".into(),
                parts: vec![
                    part(PartKind::System, 300, "system", 0),
                    part(PartKind::Job, 2_000, "build 2", 1),
                    part(PartKind::Job, 2_500, "DinD 2.5", 1),
                    part(PartKind::Stranded, 3_200, "3.2 stranded", 0),
                ],
                ..NodeBar::default()
            }],
            ..NodeBars::default()
        };
        let svg = node_bars(&data);
        let has = |text: &str| assert!(svg.contains(text), "{text} in {svg}");
        has("aria-label=\"a&lt;b\"");
        has("class=\"p-sys\" x=\"84\" y=\"4\" width=\"21\"");
        has("class=\"p-job\" x=\"105\" y=\"4\" width=\"140\"");
        has("class=\"p-job\" x=\"245\" y=\"4\" width=\"175\"");
        has("class=\"job-edge\" x=\"105\" y=\"4\" width=\"315\"");
        has("url(#i-hatch)");
        has(">build 2</text>");
        assert!(!svg.contains(">system</text>"), "too narrow for words");
        assert!(!svg.contains("style="));
    }

    #[test]
    fn hostile_sizes_do_not_overflow() {
        for size in [i64::MAX, -5, 0] {
            let parts = vec![
                part(PartKind::Job, size, "", 1),
                part(PartKind::Job, i64::MAX, "", 2),
            ];
            let nodes = vec![NodeBar {
                parts,
                ..NodeBar::default()
            }];
            for max in [0, 1, i64::MAX] {
                assert!(
                    node_bars(&NodeBars {
                        max,
                        nodes: nodes.clone(),
                        ..NodeBars::default()
                    })
                    .ends_with("</svg>")
                );
            }
        }
    }
}
