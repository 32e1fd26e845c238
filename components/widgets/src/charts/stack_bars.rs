//! Draws the checks of each group as a row of pieces.

use crate::Markup;

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackBar {
    /// Name of the group.
    pub label: String,
    /// Checks that pass: filled.
    pub pass: u32,
    /// Checks that fail: filled in red.
    pub fail: u32,
    /// Checks that need someone's word: hollow.
    pub open: u32,
    /// The same in words, such as "4 of 6".
    pub note: String,
}

/// The rows as markup; the words say what the pieces show, so these are hidden from screen readers.
#[must_use]
pub fn stack_bars(rows: &[StackBar]) -> String {
    let mut m = Markup::new();
    m.open("ul").attr("class", "stack");
    for row in rows {
        m.open("li").leaf("b", "", &row.label);
        m.open("span")
            .attr("class", "bar")
            .attr("aria-hidden", "true");
        for (class, number) in [("p", row.pass), ("f", row.fail), ("u", row.open)] {
            for _ in 0..number.min(200) {
                m.leaf("i", class, "");
            }
        }
        m.close("span").leaf("span", "n", &row.note).close("li");
    }
    m.close("ul");
    m.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_follow_the_numbers() {
        let row = StackBar {
            label: "Pods".into(),
            pass: 2,
            fail: 1,
            open: 0,
            note: "2 of 3".into(),
        };
        assert_eq!(
            stack_bars(&[row]),
            "<ul class=\"stack\"><li><b>Pods</b><span class=\"bar\" aria-hidden=\"true\"><i class=\"p\"></i>\
             <i class=\"p\"></i><i class=\"f\"></i></span><span class=\"n\">2 of 3</span></li></ul>"
        );
    }
}
