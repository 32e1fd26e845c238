//! Writes numbers as a table.

use crate::{Markup, finding::code};

/// A table of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DataTable {
    /// What it holds; read by a screen reader, not shown.
    pub caption: String,
    /// Head of each column, and whether its cells are numbers.
    pub head: Vec<(String, bool)>,
    /// The cells, row by row; the first of a row is its head. Text between backticks is set as code.
    pub rows: Vec<Vec<String>>,
}

/// The table as markup.
#[must_use]
pub fn data_table(data: &DataTable) -> String {
    let number = |c: usize| data.head.get(c).is_some_and(|h| h.1);
    let mut m = Markup::new();
    m.open("table")
        .leaf("caption", "vh", &data.caption)
        .open("thead")
        .open("tr");
    for (text, number) in &data.head {
        m.open("th")
            .attr("scope", "col")
            .attr("class", if *number { "num" } else { "" });
        m.text(text).close("th");
    }
    m.close("tr").close("thead").open("tbody");
    for row in &data.rows {
        m.open("tr");
        for (c, text) in row.iter().enumerate() {
            let tag = if c == 0 { "th" } else { "td" };
            m.open(tag);
            if c == 0 {
                m.attr("scope", "row");
            }
            m.attr("class", if number(c) { "num" } else { "" });
            code(&mut m, text);
            m.close(tag);
        }
        m.close("tr");
    }
    m.close("tbody").close("table");
    m.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_numbers_are_marked() {
        let data = DataTable {
            caption: "c".into(),
            head: vec![("Node".into(), false), ("Jobs".into(), true)],
            rows: vec![vec!["`a`<".into(), "3".into()]],
        };
        assert_eq!(
            data_table(&data),
            "<table><caption class=\"vh\">c</caption><thead><tr><th scope=\"col\" class=\"\">Node</th>\
             <th scope=\"col\" class=\"num\">Jobs</th></tr></thead><tbody><tr>\
             <th scope=\"row\" class=\"\"><code>a</code>&lt;</th><td class=\"num\">3</td></tr></tbody></table>"
        );
    }
}
