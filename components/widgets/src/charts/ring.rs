//! Draws how many of a number of checks pass.

use super::node_bars::{label, start};
use crate::Markup;

/// The states of a set of checks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ring {
    /// What it says, for who cannot see it.
    pub title: String,
    /// Checks that pass: filled.
    pub pass: u32,
    /// Checks that fail: filled in red, and longer inward.
    pub fail: u32,
    /// Checks that need someone's word: hollow.
    pub open: u32,
    /// Words below the number in the middle.
    pub note: String,
}

/// The ring as markup. A circle whose length is set to a round number needs no trigonometry.
#[must_use]
pub fn ring(data: &Ring) -> String {
    let total = i64::from(data.pass) + i64::from(data.fail) + i64::from(data.open);
    let mut m = Markup::new();
    start(&mut m, 132, 132, "ring", &data.title, "");
    let each = 3_600 / total.max(1);
    // Above that many, the gaps would be all there is to see.
    let gap = if total > 60 { 0 } else { (each / 5).min(36) };
    let mut at = 0;
    for (class, number) in [("p", data.pass), ("f", data.fail), ("u", data.open)] {
        for _ in 0..number.min(3_600) {
            let mut dash = (each - gap).max(1).to_string();
            dash.push_str(" 3600");
            m.open("circle")
                .attr("class", class)
                .num("cx", 66)
                .num("cy", 66)
                .num("r", 54);
            m.num("pathLength", 3_600).attr("stroke-dasharray", &dash);
            m.num("stroke-dashoffset", -(at + gap / 2)).close("circle");
            at += each;
        }
    }
    label(&mut m, "big", 66, 68, &data.pass.to_string());
    label(&mut m, "mid", 66, 86, &data.note);
    m.close("svg");
    m.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_check_is_one_piece() {
        let svg = ring(&Ring {
            pass: 17,
            fail: 1,
            open: 6,
            ..Ring::default()
        });
        assert_eq!(svg.matches("<circle").count(), 24);
        assert!(
            svg.contains("stroke-dasharray=\"120 3600\" stroke-dashoffset=\"-15\""),
            "{svg}"
        );
        assert!(svg.contains(">17</text>"));
        assert!(ring(&Ring::default()).ends_with("</svg>"));
    }
}
