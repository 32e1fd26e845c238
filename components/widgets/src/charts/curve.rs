//! Draws waits, and the share of jobs that fail, over the number of slots.

use super::{
    kinds::{boxed, part},
    node_bars::{label, line, start},
    scale::{Axis, milli},
    time::{TimeAxis, in_unit},
    words::{bold, cut, rows, spread, width},
};
use crate::Markup;

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
    /// Names of the axes: slots, wait, failing. Above some seconds the axis of the wait is logarithmic, which its name
    /// should say.
    pub axes: [String; 3],
    /// Said where the wait grows without end.
    pub endless: String,
    /// Units of time as words: seconds, minutes, hours.
    pub units: [String; 3],
}

const WIDTH: i64 = 656;
const PLOT: i64 = 176;
const STRIP: i64 = 44;
/// Between the two.
const GAP: i64 = 34;
/// Of a row of words above the picture, and of a label at the end of a line.
const ROW: i64 = 15;
/// Lines with a dash of their own.
const LINES: usize = 6;
/// What a label at the end of a line may take.
const ENDS: i64 = 120;
/// Ends of the strip's axis, in thousandths.
const SHARES: [i64; 8] = [10, 20, 50, 100, 200, 300, 500, 1_000];

/// Where things are, in pixels.
struct Frame {
    x: Axis,
    /// The fewest slots.
    least: i64,
    wait: TimeAxis,
    top: i64,
    bottom: i64,
    /// Top and bottom of the strip.
    strip: (i64, i64),
}

impl Frame {
    fn at(&self, slots: i64) -> i64 {
        self.x.at(slots.saturating_sub(self.least))
    }

    /// From where to where a point is the nearest.
    fn column(&self, points: &[CurveAt], i: usize) -> (i64, i64) {
        let here = points.get(i).map_or(0, |p| self.at(p.x));
        let side = |j: Option<usize>, edge: i64| {
            let other = j.and_then(|j| points.get(j)).map(|p| self.at(p.x));
            other.map_or(edge, |other| here + (other - here) / 2)
        };
        let edges = (self.x.from - EDGE, self.x.to + EDGE);
        (
            side(i.checked_sub(1), edges.0),
            side(i.checked_add(1), edges.1),
        )
    }
}

/// Room beside the first and the last point.
const EDGE: i64 = 10;

/// The picture as markup; empty without points.
#[must_use]
pub fn curve(data: &Curve) -> String {
    let (Some(first), Some(last)) = (data.points.first(), data.points.last()) else {
        return String::new();
    };
    let waits = data.points.iter().flat_map(|p| p.waits.iter().copied());
    let longest = waits.max().unwrap_or(0);
    let ends = data.lines.iter().take(LINES).map(|l| width(l));
    let ends = ends.filter(|w| *w <= ENDS).max().unwrap_or(0);
    let x = Axis {
        from: 68 + EDGE,
        to: WIDTH - 36 - EDGE - ends,
        max: last.x.saturating_sub(first.x),
    };
    let mut f = Frame {
        x,
        least: first.x,
        wait: TimeAxis::new(0, 0, 0),
        top: 0,
        bottom: 0,
        strip: (0, 0),
    };
    let zones = endless(data, &f);
    let notes = notes(data, &f, &zones);
    let rows = notes.iter().map(|n| n.row + 1).max().unwrap_or(0);
    f.top = 18 + rows * ROW + 6;
    f.bottom = f.top + PLOT;
    f.strip = (f.bottom + GAP, f.bottom + GAP + STRIP);
    f.wait = TimeAxis::new(f.bottom, f.top, longest);

    let mut m = Markup::new();
    start(
        &mut m,
        WIDTH,
        f.strip.1 + 36,
        "plot wide waits",
        &data.title,
        &data.description,
    );
    label(&mut m, "", 0, 10, &data.axes[1]);
    grid(&mut m, data, &f);
    for (from, to) in &zones {
        let at = [*from, f.top, to - from, PLOT];
        boxed(&mut m, "endless", "", at);
        boxed(&mut m, "over", "url(#i-hatch)", at);
    }
    let share = strip(&mut m, data, &f);
    for note in &notes {
        let y = 18 + note.row * ROW;
        line(&mut m, note.class, note.x, y + 3, note.x, note.to(&f));
    }
    lines(&mut m, data, &f);
    // Above the marks that cross them.
    for note in &notes {
        let y = 18 + note.row * ROW + 10;
        label(&mut m, note.words, note.from, y, &note.text);
    }
    if let Some((x, y, text)) = share {
        label(&mut m, "tb mid", x, y, &text);
    }
    for (i, point) in data.points.iter().enumerate() {
        if !point.tip.is_empty() {
            let (from, to) = f.column(&data.points, i);
            part(&mut m, "", &point.tip);
            boxed(
                &mut m,
                "hit",
                "",
                [from, f.top, to - from, f.strip.1 - f.top],
            );
            m.close("g");
        }
    }
    m.close("svg");
    m.finish()
}

fn grid(m: &mut Markup, data: &Curve, f: &Frame) {
    let (from, to) = (f.x.from - EDGE, f.x.to + EDGE);
    for t in f.wait.ticks(15) {
        let y = f.wait.at(t);
        let (number, unit) = in_unit(t);
        let unit = data.units.get(unit).map_or("", String::as_str);
        let text = match t {
            0 => String::from("0"),
            _ => [&number.to_string(), " ", unit].concat(),
        };
        line(m, if t == 0 { "axis" } else { "grid" }, from, y, to, y);
        label(m, "end", from - 8, y + 4, &text);
    }
    let below = f.strip.1 + 16;
    let most = (f.x.to - f.x.from) / 36;
    let step = step(f.x.max, most.max(1));
    let mut tick = f.least.div_euclid(step).saturating_mul(step);
    if tick < f.least {
        tick = tick.saturating_add(step);
    }
    for _ in 0..=most {
        if tick.saturating_sub(f.least) > f.x.max {
            break;
        }
        let at = f.at(tick);
        line(m, "axis", at, f.strip.1, at, f.strip.1 + 4);
        label(m, "mid", at, below, &tick.to_string());
        let Some(next) = tick.checked_add(step) else {
            break;
        };
        tick = next;
    }
    label(m, "end", to, below + 14, &data.axes[0]);
}

/// A step of 1, 2 or 5 times a power of ten of which at most `most` fit into the range.
fn step(range: i64, most: i64) -> i64 {
    let mut step: i64 = 1;
    let mut factor = 0;
    while range / step > most {
        step = match factor % 3 {
            1 => (step / 2).saturating_mul(5),
            _ => step.saturating_mul(2),
        };
        factor += 1;
    }
    step
}

/// Where the wait grows without end: from pixel to pixel.
fn endless(data: &Curve, f: &Frame) -> Vec<(i64, i64)> {
    let mut zones: Vec<(i64, i64)> = Vec::new();
    let mut before = false;
    for (i, point) in data.points.iter().enumerate() {
        let now = point.waits.is_empty();
        if now {
            let (from, to) = f.column(&data.points, i);
            match zones.last_mut() {
                Some(zone) if before => zone.1 = to,
                _ => zones.push((from, to)),
            }
        }
        before = now;
    }
    zones
}

/// Words above the picture with the line that leads down from them.
struct Note {
    /// Of the line, and of the words.
    class: &'static str,
    words: &'static str,
    text: String,
    x: i64,
    from: i64,
    row: i64,
}

impl Note {
    fn to(&self, f: &Frame) -> i64 {
        if self.class == "bound" {
            f.top
        } else {
            f.strip.1
        }
    }
}

/// The words at the marks, in rows so that none lies on another.
fn notes(data: &Curve, f: &Frame, zones: &[(i64, i64)]) -> Vec<Note> {
    let mut out: Vec<Note> = Vec::new();
    let mut put = |class, words, x: i64, text: &str| {
        if text.is_empty() {
            return;
        }
        let long = bold(text);
        // Begins at its mark, or ends at the right edge.
        let from = (x + 5).min(WIDTH - long).max(0);
        out.push(Note {
            class,
            words,
            text: cut(text, WIDTH * 6 / 7),
            x,
            from,
            row: 0,
        });
    };
    if let Some(zone) = zones.iter().max_by_key(|z| z.1 - z.0) {
        put("bound", "halo", zone.0, &data.endless);
    }
    if let Some((places, text)) = &data.places
        && (f.least..=f.least.saturating_add(f.x.max)).contains(places)
    {
        put("places", "halo", f.at(*places), text);
    }
    put("chosen", "tb", f.at(data.chosen.0), &data.chosen.1);
    let taken: Vec<(i64, i64)> = out
        .iter()
        .map(|n| (n.x.min(n.from) - 4, n.from + bold(&n.text) + 6))
        .collect();
    for (note, row) in out.iter_mut().zip(rows(&taken)) {
        note.row = row;
    }
    out
}

fn lines(m: &mut Markup, data: &Curve, f: &Frame) {
    let chosen = data.points.iter().find(|p| p.x == data.chosen.0);
    let mut last: Vec<(i64, i64)> = Vec::new();
    for (i, _) in data.lines.iter().enumerate().take(LINES) {
        let class = LINE_CLASSES.get(i).copied().unwrap_or("wait l0");
        let mut d = String::new();
        let mut run = 0;
        let mut end = (f.x.from, f.bottom);
        for point in &data.points {
            let Some(ms) = point.waits.get(i) else {
                run = 0;
                continue;
            };
            end = (f.at(point.x), f.wait.at(*ms));
            d.push_str(if run == 0 { "M" } else { "L" });
            d.push_str(&[&end.0.to_string(), " ", &end.1.to_string()].concat());
            run += 1;
        }
        if !d.is_empty() {
            m.open("path")
                .attr("class", class)
                .attr("d", &d)
                .close("path");
        }
        if let Some(ms) = chosen.and_then(|p| p.waits.get(i)) {
            dot(m, f.at(data.chosen.0), f.wait.at(*ms));
        }
        last.push(end);
    }
    let drawn = |i: usize| data.points.iter().any(|p| p.waits.len() > i);
    let named: Vec<usize> = (0..last.len())
        .filter(|i| drawn(*i) && data.lines.get(*i).is_some_and(|l| width(l) <= ENDS))
        .collect();
    let ys: Vec<i64> = named
        .iter()
        .map(|i| last.get(*i).map_or(0, |e| e.1))
        .collect();
    for (i, y) in named.into_iter().zip(spread(&ys, ROW, f.top, f.bottom)) {
        let (Some(y), Some((x, at)), Some(name)) = (y, last.get(i), data.lines.get(i)) else {
            continue;
        };
        let class = LINE_CLASSES.get(i).copied().unwrap_or("wait l0");
        let to = f.x.to + EDGE;
        line(m, "lead", *x, *at, to - 2, y);
        line(m, class, to, y, to + 20, y);
        label(m, "t1", to + 25, y + 4, name);
    }
}

const LINE_CLASSES: [&str; LINES] = [
    "wait l0", "wait l1", "wait l2", "wait l3", "wait l4", "wait l5",
];

fn dot(m: &mut Markup, x: i64, y: i64) {
    m.open("circle")
        .attr("class", "yours")
        .num("cx", x)
        .num("cy", y)
        .num("r", 3)
        .close("circle");
}

/// The failing share as bars, from nothing to a round share above the largest. What is left to write when the marks are
/// drawn: the share at the chosen slots with its place, where it fits.
fn strip(m: &mut Markup, data: &Curve, f: &Frame) -> Option<(i64, i64, String)> {
    let (top, bottom) = f.strip;
    let most = data.points.iter().map(|p| p.failing).max().unwrap_or(0);
    let max = SHARES.into_iter().find(|s| *s >= most).unwrap_or(1_000);
    let share = Axis {
        from: bottom,
        to: top,
        max,
    };
    let (from, to) = (f.x.from - EDGE, f.x.to + EDGE);
    line(m, "grid", from, top, to, top);
    label(m, "", 0, top - 9, &data.axes[2]);
    label(m, "end", from - 8, top + 6, &percent(max));
    label(m, "end", from - 8, bottom + 4, "0");
    let mut chosen = None;
    for (i, point) in data.points.iter().enumerate() {
        let (a, b) = f.column(&data.points, i);
        let half = ((b - a) / 2 - 1).clamp(1, 9);
        let (x, y) = (f.at(point.x), share.at(point.failing));
        if point.failing > 0 {
            let height = (bottom - y).max(1);
            boxed(
                m,
                "fails",
                "",
                [x - half, bottom - height, 2 * half, height],
            );
            let text = percent(point.failing);
            if point.x == data.chosen.0 && bold(&text) <= b - a {
                chosen = Some((x, bottom - height - 4, text));
            }
        }
    }
    line(m, "axis", from, bottom, to, bottom);
    chosen
}

/// Thousandths as percent.
fn percent(permille: i64) -> String {
    [&milli(permille.saturating_mul(100)), " %"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: i64, waits: &[i64], failing: i64) -> CurveAt {
        CurveAt {
            x,
            waits: waits.to_vec(),
            failing,
            tip: ["at ", &x.to_string()].concat(),
        }
    }

    fn sample() -> Curve {
        Curve {
            lines: ["mean", "p50", "p90", "p99"].map(Into::into).to_vec(),
            points: vec![
                at(2, &[], 0),
                at(3, &[], 0),
                at(4, &[900_000, 600_000, 1_900_000, 3_500_000], 0),
                at(6, &[60_000, 20_000, 160_000, 400_000], 12),
                at(12, &[0, 0, 0, 0], 74),
            ],
            chosen: (6, "6 slots".into()),
            places: Some((4, "4 places".into())),
            axes: ["slots", "wait", "failing"].map(Into::into),
            endless: "grows without end".into(),
            units: ["s", "min", "h"].map(Into::into),
            ..Curve::default()
        }
    }

    /// The values of an attribute in each element whose markup begins so.
    fn values(svg: &str, start: &str, name: &str) -> Vec<i64> {
        let name = [" ", name, "=\""].concat();
        let tags = svg
            .split(start)
            .skip(1)
            .map(|t| t.split('>').next().unwrap());
        let values = tags.map(|t| t.split(&name).nth(1).unwrap().split('"').next().unwrap());
        values.map(|v| v.parse().unwrap()).collect()
    }

    #[test]
    fn lines_zones_marks_and_bars_share_the_axis() {
        let svg = curve(&sample());
        let has = |text: &str| assert!(svg.contains(text), "{text} in {svg}");
        // 78 to 586 for 2 to 12 slots.
        has("class=\"endless\" x=\"68\" y=\"54\" width=\"86\" height=\"176\"");
        has("class=\"wait l0\" d=\"M180 ");
        has("class=\"chosen\" x1=\"281\"");
        has("class=\"places\" x1=\"180\"");
        has(">1 h</text>");
        has(">10 min</text>");
        has(">10 s</text>");
        has(">10 %</text>");
        has(">1.2 %</text>");
        has("data-tip=\"at 12\"");
        assert_eq!(svg.matches("class=\"yours\"").count(), 4);
        assert_eq!(
            svg.matches("class=\"fails\"").count(),
            2,
            "none where none fails"
        );
        assert!(!svg.contains("style=") && !svg.contains("<title"));
    }

    #[test]
    fn labels_at_the_end_do_not_overlap_and_have_the_dash_of_their_line() {
        let svg = curve(&sample());
        let mut ys = values(&svg, "<text class=\"t1\"", "y");
        ys.sort_unstable();
        assert_eq!(ys.len(), 4);
        assert!(ys.windows(2).all(|y| y[1] - y[0] >= ROW), "{ys:?}");
        for i in 0..4 {
            let class = ["class=\"wait l", &i.to_string(), "\""].concat();
            assert_eq!(svg.matches(&class).count(), 2, "line and sample");
        }
        let mut long = sample();
        long.lines[1] = "n".repeat(40);
        assert_eq!(curve(&long).matches("<text class=\"t1\"").count(), 3);
    }

    #[test]
    fn words_above_the_picture_do_not_overlap() {
        let mut data = sample();
        data.places = Some((6, "6 places".into()));
        let svg = curve(&data);
        let y = |text: &str| {
            let before = svg.split(&[">", text, "</text>"].concat()).next().unwrap();
            before.rsplit(" y=\"").next().unwrap().to_owned()
        };
        assert_ne!(y("6 places"), y("6 slots"));
        assert_eq!(
            y("6 places"),
            y("grows without end"),
            "far enough to share a row"
        );
        data.places = Some((40, "40 places".into()));
        assert!(!curve(&data).contains("40 places"), "not in the picture");
    }

    #[test]
    fn nothing_and_hostile_sizes_are_drawn_safely() {
        assert_eq!(curve(&Curve::default()), "");
        let far = [i64::MIN, -1, 0, 1, i64::MAX];
        for a in far {
            for b in far {
                let data = Curve {
                    points: vec![at(a, &[b, a], b), at(b, &[], a), at(a, &[a], a)],
                    chosen: (b, "chosen".repeat(99)),
                    places: Some((a, "places".into())),
                    endless: "end".into(),
                    ..sample()
                };
                let svg = curve(&data);
                assert!(svg.ends_with("</svg>"));
                assert!(!svg.contains("width=\"-"), "{svg}");
                let one = Curve {
                    points: vec![at(a, &[b], b)],
                    ..data
                };
                assert!(curve(&one).ends_with("</svg>"));
            }
        }
    }

    #[test]
    fn steps_are_round_and_few() {
        let check = |range: i64, most: i64, expect: i64| {
            assert_eq!(step(range, most), expect, "{range} in {most}");
        };
        check(10, 14, 1);
        check(20, 14, 2);
        check(60, 14, 5);
        check(1_000, 14, 100);
        check(0, 1, 1);
        assert!(i64::MAX / step(i64::MAX, 14) <= 14);
    }
}
