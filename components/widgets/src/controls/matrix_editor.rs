//! Edits a grid of texts whose rows and columns are fixed.

use super::{
    FieldContext,
    rows_editor::{at, text_cell},
};
use crate::each::{count, each, nth, present};
use leptos::prelude::*;
use std::sync::Arc;

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
) -> impl IntoView {
    let (field, inside) = FieldContext::here("", label);
    let name = if inside { field.label } else { label };
    let width = count(columns);
    let head = move |c: usize| {
        view! { <th scope="col">{nth(columns, c, String::as_str)}</th> }.into_any()
    };
    let row = move |r: usize| {
        let field = field.clone();
        let cell = move |c: usize| {
            let mut context = field.clone();
            context.id = String::new();
            context.invalid = Signal::derive(move || refused.with(|l| l.contains(&(r, c))));
            let off = field.disabled;
            context.disabled = Signal::derive(move || off.get() || disabled.with(|l| l.contains(&r)));
            let set = Callback::new(move |value| {
                on_edit.try_run(MatrixEdit::Set { row: r, column: c, value });
            });
            let named = Signal::derive(move || {
                let mut name = rows.with(|l| l.get(r).cloned().unwrap_or_default());
                name.push_str(", ");
                columns.with(|l| name.push_str(l.get(c).map(String::as_str).unwrap_or_default()));
                name
            });
            let differs = Signal::derive(move || changed.with(|l| l.contains(&(r, c))));
            view! {
                <td
                    class:chg=differs
                    data-label=nth(columns, c, String::as_str)
                    on:focusin=move |_| {
                        on_edit.try_run(MatrixEdit::Enter { row: r, column: c });
                    }
                >
                    {text_cell(&context, at(cells, r, c), set, named, at(placeholders, r, c), "in mono")}
                </td>
            }
            .into_any()
        };
        view! {
            <tr>
                <th scope="row">{nth(rows, r, String::as_str)}</th>
                {each(width, Arc::new(cell))}
            </tr>
        }
        .into_any()
    };
    view! {
        <div
            class="tablewrap"
            tabindex="0"
            role="region"
            aria-label=present(name)
            on:focusout=move |_| {
                on_edit.try_run(MatrixEdit::Leave);
            }
        >
            <table class="edit matrix">
                <thead>
                    <tr>
                        <td></td>
                        {each(width, Arc::new(head))}
                    </tr>
                </thead>
                <tbody>{each(count(rows), Arc::new(row))}</tbody>
            </table>
        </div>
    }
    .into_any()
}
