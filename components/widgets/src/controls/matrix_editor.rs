//! Edits a grid of texts whose rows and columns are fixed.

use super::{FieldContext, input::input, rows_editor::at};
use crate::signal::Signal;
use crate::{
    charts::region,
    dom::El,
    each::{len, nth},
};
use leptos::prelude::*;
use std::rc::Rc;

/// What happened in one cell; indexes count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatrixEdit {
    /// A cell now reads so.
    Set {
        /// Row of the cell.
        row: usize,
        /// Column of the cell.
        column: usize,
        /// Raw text of the cell.
        value: String,
    },
    /// The cell took the focus, so that its lines can light up.
    Enter {
        /// Row of the cell.
        row: usize,
        /// Column of the cell.
        column: usize,
    },
    /// The focus left the grid.
    Leave,
}

/// A grid of inputs under heads, such as the resources of each container.
#[component]
pub fn MatrixEditor(
    /// Heads of the rows.
    #[prop(into)]
    rows: Signal<Vec<String>>,
    /// Heads of the columns.
    #[prop(into)]
    columns: Signal<Vec<String>>,
    /// The texts, row by row.
    #[prop(into)]
    cells: Signal<Vec<Vec<String>>>,
    /// Receives every edit.
    #[prop(into)]
    on_edit: Callback<MatrixEdit>,
    /// What holds where a cell is empty, row by row.
    #[prop(optional, into)]
    placeholders: Signal<Vec<Vec<String>>>,
    /// Refused cells, as row and column.
    #[prop(optional, into)]
    refused: Signal<Vec<(usize, usize)>>,
    /// Cells that differ from their default, as row and column.
    #[prop(optional, into)]
    changed: Signal<Vec<(usize, usize)>>,
    /// Rows that another choice rules out.
    #[prop(optional, into)]
    disabled: Signal<Vec<usize>>,
    /// Name of the grid outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> AnyView {
    let (field, _) = FieldContext::here("", label);
    let (off, title) = (field.disabled, field.label);
    let head = El::new("tr", "")
        .child(El::new("td", ""))
        .each(len(columns), move |c| {
            El::new("th", "")
                .set("scope", "col")
                .says(nth(columns, c, String::as_str))
        });
    let cell = move |r: usize, c: usize| {
        let mut own = field.clone();
        own.id = String::new();
        own.invalid = Signal::derive(move || refused.with(|l| l.contains(&(r, c))));
        own.disabled = Signal::derive(move || off.get() || disabled.with(|l| l.contains(&r)));
        let set = Callback::new(move |value| {
            on_edit.try_run(MatrixEdit::Set {
                row: r,
                column: c,
                value,
            });
        });
        let name = move || {
            let mut name = nth(rows, r, String::as_str)();
            name.push_str(", ");
            name.push_str(&nth(columns, c, String::as_str)());
            name
        };
        El::new("td", "")
            .class("chg", move || changed.with(|l| l.contains(&(r, c))))
            .attr("data-label", nth(columns, c, String::as_str))
            .on("focusin", move |_| {
                on_edit.try_run(MatrixEdit::Enter { row: r, column: c });
            })
            .child(input(
                &own,
                "in mono",
                at(cells, r, c),
                set,
                at(placeholders, r, c),
                name,
            ))
    };
    let cell = Rc::new(cell);
    let body = El::new("tbody", "").each(len(rows), move |r| {
        let cell = Rc::clone(&cell);
        El::new("tr", "")
            .child(
                El::new("th", "")
                    .set("scope", "row")
                    .says(nth(rows, r, String::as_str)),
            )
            .each(len(columns), move |c| cell(r, c))
    });
    let table = El::new("table", "edit matrix")
        .child(El::new("thead", "").child(head))
        .child(body);
    region(table, move || title.get())
        .on("focusout", move |_| {
            on_edit.try_run(MatrixEdit::Leave);
        })
        .view()
}
