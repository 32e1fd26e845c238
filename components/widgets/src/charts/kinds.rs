//! Gives each kind of job, and each pool, a colour and a pattern of its own.

use crate::Markup;

/// Kinds that look different; more begin anew.
const KINDS: u32 = 12;

/// Classes of the group of a part and of its swatch in a legend.
const CLASSES: [&str; KINDS as usize] = [
    "kind k0", "kind k1", "kind k2", "kind k3", "kind k4", "kind k5", "kind k6", "kind k7",
    "kind k8", "kind k9", "kind k10", "kind k11",
];

/// Marks of one tile: its size, and what is drawn with a line and what is filled. The first kind is plain.
const TILES: [(i64, &str, &str); KINDS as usize] = [
    (8, "", ""),
    // Falling lines: those that rise mean what is stranded.
    (6, "M-1 -1L7 7M-1 5L1 7M5 -1L7 1", ""),
    (6, "", "M1.5 3a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0"),
    (5, "M2.5 0V5", ""),
    (8, "M0 0L8 8M8 0L0 8", ""),
    (5, "M0 2.5H5", ""),
    (8, "M2 4a2 2 0 1 0 4 0a2 2 0 1 0 -4 0", ""),
    (6, "M0 3H6M3 0V6", ""),
    (8, "M0 6L4 2L8 6", ""),
    (8, "", "M0 0H4V4H0zM4 4H8V8H4z"),
    (8, "M4 2V6M2 4H6", ""),
    (12, "", "M0 0H6L12 6V12zM0 6V12H6z"),
];

/// The class of a kind: for [`LegendItem::class`](super::LegendItem), and in the pictures.
#[must_use]
pub fn kind_class(kind: u32) -> &'static str {
    CLASSES
        .get((kind % KINDS) as usize)
        .copied()
        .unwrap_or("kind k0")
}

/// The patterns of one picture. Their ids end in a number made from its texts, so that two pictures on a page do not
/// share one: a hidden picture would take the pattern of the other with it.
pub(super) struct Patterns {
    seed: String,
}

impl Patterns {
    /// Writes the patterns of these kinds.
    pub(super) fn write(m: &mut Markup, kinds: impl Iterator<Item = u32>, texts: &[&str]) -> Self {
        let mut seed: u32 = 0x811c_9dc5;
        for byte in texts.iter().flat_map(|text| text.bytes()) {
            seed = (seed ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        let patterns = Self {
            seed: seed.to_string(),
        };
        let mut used = [false; KINDS as usize];
        for kind in kinds {
            if let Some(used) = used.get_mut((kind % KINDS) as usize) {
                *used = true;
            }
        }
        m.open("defs");
        for ((kind, used), (size, lines, fills)) in (0..).zip(used).zip(TILES) {
            if !used || kind == 0 {
                continue;
            }
            m.open("pattern")
                .attr("id", &patterns.id(kind))
                .attr("class", kind_class(kind))
                .num("width", size)
                .num("height", size)
                .attr("patternUnits", "userSpaceOnUse");
            for (class, d) in [("lines", lines), ("marks", fills)] {
                if !d.is_empty() {
                    m.open("path")
                        .attr("class", class)
                        .attr("d", d)
                        .close("path");
                }
            }
            m.close("pattern");
        }
        m.close("defs");
        patterns
    }

    fn id(&self, kind: u32) -> String {
        ["k", &(kind % KINDS).to_string(), "-", &self.seed].concat()
    }

    /// Fills a rectangle with the colour and the pattern of a kind; it may have a thin outline.
    pub(super) fn rect(&self, m: &mut Markup, kind: u32, at: [i64; 4], thin: bool) {
        boxed(m, if thin { "job thin" } else { "job" }, "", at);
        if !kind.is_multiple_of(KINDS) {
            boxed(m, "over", &["url(#", &self.id(kind), ")"].concat(), at);
        }
    }
}

/// A rectangle `[x, y, width, height]`; an empty class or fill is left out.
pub(super) fn boxed(m: &mut Markup, class: &str, fill: &str, [x, y, width, height]: [i64; 4]) {
    m.open("rect");
    for (name, value) in [("class", class), ("fill", fill)] {
        if !value.is_empty() {
            m.attr(name, value);
        }
    }
    m.num("x", x)
        .num("y", y)
        .num("width", width.max(0))
        .num("height", height.max(0))
        .close("rect");
}

/// Opens the group of one part: what hover and keyboard tell of, if there is anything to tell.
pub(super) fn part(m: &mut Markup, class: &str, tip: &str) {
    m.open("g");
    for (name, value) in [("class", class), ("data-tip", tip)] {
        if !value.is_empty() {
            m.attr(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_differ_in_class_and_tile() {
        for a in 0..KINDS as usize {
            for b in 0..a {
                assert_ne!(CLASSES[a], CLASSES[b]);
                assert_ne!(TILES[a], TILES[b]);
            }
        }
        assert_eq!(kind_class(0), "kind k0");
        assert_eq!(kind_class(13), "kind k1");
        assert_eq!(kind_class(u32::MAX), "kind k3");
    }

    #[test]
    fn only_the_patterns_in_use_are_written_under_ids_of_the_picture() {
        let write = |kinds: &[u32], text: &str| {
            let mut m = Markup::new();
            Patterns::write(&mut m, kinds.iter().copied(), &[text]).rect(
                &mut m,
                1,
                [1, 2, 3, 4],
                false,
            );
            m.finish()
        };
        let one = write(&[1, 1, 13, 0], "a");
        assert_eq!(one.matches("<pattern").count(), 1, "{one}");
        assert!(one.contains("class=\"job\" x=\"1\" y=\"2\" width=\"3\" height=\"4\""));
        let id = |svg: &str| {
            svg.split("id=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .to_owned()
        };
        assert!(
            one.contains(&format!("fill=\"url(#{})\"", id(&one))),
            "{one}"
        );
        assert_ne!(id(&one), id(&write(&[1], "b")));
    }
}
