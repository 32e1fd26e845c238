//! Draws the nodes of each pool over the hours of a day.

use super::{
    kinds::{Patterns, boxed, kind_class, part},
    node_bars::{label, line, start},
    scale::{Axis, milli},
    words::cut,
};
use crate::Markup;

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

const WIDTH: i64 = 656;
const TOP: i64 = 24;
const PLOT: i64 = 160;
const HOURS: usize = 24;

/// The picture as markup; empty without hours.
#[must_use]
pub fn day(data: &Day) -> String {
    if data.hours.is_empty() {
        return String::new();
    }
    let hours = data.hours.iter().take(HOURS);
    let most = hours.clone().map(|h| sum(&h.nodes)).max().unwrap_or(0);
    let y = Axis {
        from: TOP + PLOT,
        to: TOP,
        max: most.max(data.fixed.0).max(1_000),
    };
    let x = Axis {
        from: 44,
        to: WIDTH - 12,
        max: 24,
    };
    let mut m = Markup::new();
    start(
        &mut m,
        WIDTH,
        y.from + 36,
        "plot wide day",
        &data.title,
        &data.description,
    );
    let pools = u32::try_from(data.pools.len().min(HOURS)).unwrap_or(0);
    let patterns = Patterns::write(&mut m, 0..pools, &[&data.title, &data.description]);
    label(&mut m, "", 0, 10, &data.axes[1]);
    for tick in y.ticks(6).into_iter().filter(|t| t % 1_000 == 0) {
        let at = y.at(tick);
        line(&mut m, "grid", x.from, at, x.to, at);
        label(&mut m, "end", x.from - 8, at + 4, &milli(tick));
    }
    for (from, hour) in (0..).zip(hours) {
        let (left, right) = (x.at(from), x.at(from + 1));
        part(&mut m, "", &hour.tip);
        boxed(&mut m, "hit", "", [left, TOP, right - left, PLOT]);
        stack(&mut m, &patterns, hour, y, [left + 2, right - left - 4]);
        m.close("g");
    }
    line(&mut m, "axis", x.from, y.from, x.to, y.from);
    for hour in [0, 6, 12, 18, 24] {
        let at = x.at(hour);
        line(&mut m, "axis", at, y.from, at, y.from + 4);
        label(&mut m, "mid", at, y.from + 16, &hour.to_string());
    }
    label(&mut m, "end", x.to, y.from + 32, &data.axes[0]);
    if data.fixed.0 > 0 {
        let at = y.at(data.fixed.0);
        line(&mut m, "fixed", x.from, at, x.to, at);
        let words = cut(&data.fixed.1, (x.to - x.from) * 6 / 7);
        label(&mut m, "tb end", x.to, at - 6, &words);
    }
    m.close("svg");
    m.finish()
}

/// Draws the pools of an hour on each other, and above them what idles of it.
fn stack(m: &mut Markup, patterns: &Patterns, hour: &DayHour, y: Axis, [x, width]: [i64; 2]) {
    let mut done = 0_i64;
    for (pool, nodes) in (0..).zip(hour.nodes.iter().take(HOURS)) {
        let from = y.at(done);
        done = done.saturating_add((*nodes).max(0));
        let height = from - y.at(done);
        if height > 0 {
            m.open("g").attr("class", kind_class(pool));
            patterns.rect(m, pool, [x, y.at(done), width, height], false);
            m.close("g");
        }
    }
    let idle = hour.idle.clamp(0, done);
    let height = y.at(done - idle) - y.at(done);
    if height > 0 {
        let at = [x, y.at(done), width, height];
        boxed(m, "idle", "", at);
        boxed(m, "over", "url(#i-hatch)", at);
    }
}

fn sum(nodes: &[i64]) -> i64 {
    nodes
        .iter()
        .fold(0, |sum, n| sum.saturating_add((*n).max(0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Day {
        let hour = |h: i64| DayHour {
            nodes: vec![1_000, if (8..18).contains(&h) { 2_500 } else { 0 }],
            idle: if h == 18 { 500 } else { 0 },
            tip: ["hour ", &h.to_string()].concat(),
        };
        Day {
            pools: vec!["ci".into(), "spot".into()],
            hours: (0..24).map(hour).collect(),
            fixed: (4_000, "4 nodes".into()),
            axes: ["hour".into(), "nodes".into()],
            ..Day::default()
        }
    }

    #[test]
    fn bars_are_stacked_below_the_line_of_the_fixed_fleet() {
        let svg = day(&sample());
        let has = |text: &str| assert!(svg.contains(text), "{text} in {svg}");
        // 25 px an hour, 40 px a node.
        has(
            "<g data-tip=\"hour 8\"><rect class=\"hit\" x=\"244\" y=\"24\" width=\"25\" height=\"160\">",
        );
        has(
            "<g class=\"kind k0\"><rect class=\"job\" x=\"246\" y=\"144\" width=\"21\" height=\"40\">",
        );
        has(
            "<g class=\"kind k1\"><rect class=\"job\" x=\"246\" y=\"44\" width=\"21\" height=\"100\">",
        );
        has("class=\"idle\" x=\"496\" y=\"144\" width=\"21\" height=\"20\"");
        has("class=\"fixed\" x1=\"44\" y1=\"24\"");
        has(">4 nodes</text>");
        for hour in ["0", "6", "12", "18", "24"] {
            has(&[">", hour, "</text>"].concat());
        }
        assert_eq!(svg.matches("data-tip").count(), 24);
        assert_eq!(svg.matches("class=\"idle\"").count(), 1);
        assert!(!svg.contains("style=") && !svg.contains("<title"));
    }

    #[test]
    fn nothing_and_hostile_sizes_are_drawn_safely() {
        assert_eq!(day(&Day::default()), "");
        for a in [i64::MIN, -1, 0, 1, i64::MAX] {
            for b in [i64::MIN, 0, i64::MAX] {
                let hour = DayHour {
                    nodes: vec![a, b, a],
                    idle: b,
                    tip: String::new(),
                };
                let svg = day(&Day {
                    hours: vec![hour; 30],
                    fixed: (a, "n".repeat(500)),
                    ..sample()
                });
                assert!(svg.ends_with("</svg>"));
                assert!(!svg.contains("height=\"-") && !svg.contains("data-tip"));
            }
        }
    }
}
