//! Draws nodes as bars filled with jobs of several kinds.

use super::{
    kinds::{Patterns, boxed, kind_class, part},
    node_bars::{label, line, start},
    scale::{Axis, milli},
    words::{bold, cut, width},
};
use crate::Markup;

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

const WIDTH: i64 = 656;
const BAR: i64 = 32;
const PITCH: i64 = 42;
const TOP: i64 = 4;
/// What the names may take; longer ones are cut, their tips are not.
const NAMES: (i64, i64) = (64, 168);

/// The picture as markup; empty without nodes.
#[must_use]
pub fn fleet_bars(data: &FleetBars) -> String {
    if data.nodes.is_empty() {
        return String::new();
    }
    let names = data.nodes.iter().map(|n| bold(&n.name).max(width(&n.note)));
    let names = names.max().unwrap_or(0).max(width(&data.unit));
    let left = names.clamp(NAMES.0, NAMES.1) + 12;
    let axis = Axis {
        from: left,
        to: WIDTH - 12,
        max: data.max,
    };
    let rows = i64::try_from(data.nodes.len()).unwrap_or(0);
    let bottom = rows * PITCH + TOP - (PITCH - BAR) / 2;
    let mut m = Markup::new();
    start(
        &mut m,
        WIDTH,
        bottom + 22,
        "plot wide fleet",
        &data.title,
        &data.description,
    );
    let kinds = data.nodes.iter().flat_map(|n| &n.parts).filter_map(|p| {
        if let FleetKind::Job(kind) = p.kind {
            Some(kind)
        } else {
            None
        }
    });
    let patterns = Patterns::write(&mut m, kinds, &[&data.title, &data.description, &data.unit]);
    for tick in axis.ticks(10) {
        let x = axis.at(tick);
        line(&mut m, "grid", x, 0, x, bottom);
        label(&mut m, "mid", x, bottom + 16, &milli(tick));
    }
    label(&mut m, "", 0, bottom + 16, &cut(&data.unit, left - 12));
    for (row, node) in (0..).zip(&data.nodes) {
        let y = row * PITCH + TOP;
        part(&mut m, "name", &node.tip);
        boxed(&mut m, "hit", "", [-5, y, left - 3, BAR]);
        let first = if node.note.is_empty() { y + 20 } else { y + 13 };
        label(
            &mut m,
            "t1 b",
            0,
            first,
            &cut(&node.name, (left - 12) * 6 / 7),
        );
        if !node.note.is_empty() {
            label(&mut m, "", 0, y + 27, &cut(&node.note, left - 12));
        }
        m.close("g");
        let mut done = 0_i64;
        for piece in &node.parts {
            let from = axis.at(done);
            done = done.saturating_add(piece.size.max(0));
            if piece.size > 0 {
                draw(&mut m, &patterns, piece, from, axis.at(done), y);
            }
        }
    }
    m.close("svg");
    m.finish()
}

/// Draws one part from `from` to `to`, a pixel apart from its neighbours where it is wide enough, else with a thin
/// outline.
fn draw(m: &mut Markup, patterns: &Patterns, piece: &FleetPart, from: i64, to: i64, y: i64) {
    let gap = i64::from(to - from > 8);
    let room = (to - from - 2 * gap).max(1);
    let at = [from + gap, y, room, BAR];
    let class = match piece.kind {
        FleetKind::System => "p-sys",
        FleetKind::Manager => "p-mgr",
        FleetKind::Job(kind) => kind_class(kind),
        FleetKind::Free => "p-free",
        FleetKind::Stranded => "p-lost",
    };
    if let FleetKind::Job(kind) = piece.kind {
        part(m, class, &piece.tip);
        patterns.rect(m, kind, at, gap == 0);
    } else {
        part(m, "", &piece.tip);
        boxed(m, class, "", at);
    }
    if piece.kind == FleetKind::Stranded {
        boxed(m, "over", "url(#i-hatch)", at);
    }
    if !piece.label.is_empty() && bold(&piece.label) + 6 <= room {
        let class = match piece.kind {
            FleetKind::Job(_) => "kl mid",
            FleetKind::System | FleetKind::Manager => "t1 mid",
            FleetKind::Stranded | FleetKind::Free => "tb mid",
        };
        label(
            m,
            class,
            from + (to - from) / 2,
            y + BAR / 2 + 4,
            &piece.label,
        );
    }
    m.close("g");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(kind: FleetKind, size: i64, label: &str) -> FleetPart {
        FleetPart {
            kind,
            size,
            label: label.into(),
            tip: if label.is_empty() {
                String::new()
            } else {
                ["tip of ", label].concat()
            },
        }
    }

    fn bars(nodes: Vec<Vec<FleetPart>>, max: i64) -> FleetBars {
        FleetBars {
            title: "a<b".into(),
            max,
            nodes: nodes
                .into_iter()
                .map(|parts| FleetBar {
                    name: "ci × 12".into(),
                    tip: "12 \"alike\"".into(),
                    parts,
                    ..FleetBar::default()
                })
                .collect(),
            ..FleetBars::default()
        }
    }

    #[test]
    fn parts_lie_side_by_side_with_their_patterns_and_tips() {
        let svg = fleet_bars(&bars(
            vec![vec![
                piece(FleetKind::System, 300, "DaemonSets"),
                piece(FleetKind::Job(0), 2_000, "A"),
                piece(FleetKind::Job(4), 2_500, "B"),
                piece(FleetKind::Free, 1_000, ""),
                piece(FleetKind::Stranded, 2_200, "2.2"),
            ]],
            8_000,
        ));
        let has = |text: &str| assert!(svg.contains(text), "{text} in {svg}");
        has("aria-label=\"a&lt;b\"");
        has("class=\"name\" data-tip=\"12 &quot;alike&quot;\"");
        // 76 to 644: 71 px for each whole.
        has(
            "<g data-tip=\"tip of DaemonSets\"><rect class=\"p-sys\" x=\"77\" y=\"4\" width=\"19\" height=\"32\">",
        );
        has(
            "<g class=\"kind k0\" data-tip=\"tip of A\"><rect class=\"job\" x=\"98\" y=\"4\" width=\"140\" height=\"32\">",
        );
        has("<g class=\"kind k4\" data-tip=\"tip of B\"><rect class=\"job\" x=\"240\"");
        has("<g><rect class=\"p-free\"");
        has("fill=\"url(#i-hatch)\"");
        has("<text class=\"kl mid\" x=\"168\" y=\"24\">A</text>");
        has(">2.2</text>");
        assert_eq!(svg.matches("<pattern").count(), 1, "plain needs none");
        assert!(!svg.contains(">DaemonSets</text>"), "too narrow for words");
        assert!(!svg.contains("style=") && !svg.contains("<title"));
    }

    #[test]
    fn names_take_what_they_need_and_no_more() {
        let left = |name: &str| {
            let mut data = bars(vec![vec![piece(FleetKind::Job(1), 1, "")]], 1);
            data.nodes[0].name = name.into();
            let svg = fleet_bars(&data);
            let x = svg.split("class=\"job\" x=\"").nth(1).unwrap();
            x.split('"').next().unwrap().to_owned()
        };
        assert_eq!(left("ci"), "77");
        assert_eq!(left("builders-large × 3"), "146");
        assert_eq!(left(&"n".repeat(500)), "181");
    }

    #[test]
    fn nothing_and_hostile_sizes_are_drawn_safely() {
        assert_eq!(fleet_bars(&FleetBars::default()), "");
        for size in [i64::MAX, i64::MIN, -5, 0, 1] {
            for max in [i64::MIN, 0, 1, i64::MAX] {
                let parts = vec![
                    piece(FleetKind::Job(u32::MAX), size, "A"),
                    piece(FleetKind::Job(1), i64::MAX, ""),
                    piece(FleetKind::Stranded, size, "x"),
                ];
                let svg = fleet_bars(&bars(vec![parts], max));
                assert!(svg.ends_with("</svg>"));
                assert!(!svg.contains("width=\"-"), "{svg}");
            }
        }
    }
}
