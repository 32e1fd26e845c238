//! Edits a table whose rows come and go.

use super::{Choice, FieldContext, choice::select, input::Input, switch::toggle};
use crate::{
    each::{count, each, nth, present},
    focus_nth, icon_small,
    text::Texts,
};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// What the cells of a column hold. It stays as it is for the life of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ColumnKind {
    /// Free text.
    #[default]
    Text,
    /// A literal of a file, in the monospaced face.
    Mono,
    /// A number, right-aligned.
    Number,
    /// One of these.
    Select(Vec<Choice>),
    /// `"true"` or anything else for no.
    Check,
}

/// One column of a [`RowsEditor`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Head of the column.
    pub label: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Shown in an empty cell.
    pub placeholder: String,
}

/// One edit of a table; indexes count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowsEdit {
    /// A cell now reads so.
    Set {
        /// Row of the cell.
        row: usize,
        /// Column of the cell.
        column: usize,
        /// Raw text of the cell.
        value: String,
    },
    /// A row comes to stand at the end.
    Add,
    /// A copy of this row comes to stand after it.
    Duplicate(usize),
    /// This row goes.
    Remove(usize),
}

/// A table of rows that can be added, duplicated and removed; on a phone each row is a stack of labelled cells.
#[component]
pub fn RowsEditor(
    /// The columns; kinds and number are fixed, words may follow the language.
    #[prop(into)]
    columns: Signal<Vec<Column>>,
    /// The cells, row by row.
    #[prop(into)]
    rows: Signal<Vec<Vec<String>>>,
    /// Receives every edit.
    #[prop(into)]
    on_edit: Callback<RowsEdit>,
    /// Words on the button that adds.
    #[prop(into)]
    add: Signal<String>,
    /// Refused cells, as row and column.
    #[prop(optional, into)]
    refused: Signal<Vec<(usize, usize)>>,
    /// Most rows allowed; 0 for no limit.
    #[prop(optional)]
    max: usize,
    /// Name of the table outside of a `FieldRow`.
    #[prop(optional, into)]
    label: Signal<String>,
) -> impl IntoView {
    let (field, inside) = FieldContext::here("", label);
    let texts = Texts::here();
    let root = NodeRef::<html::Div>::new();
    let length = count(rows);
    let width = columns.with_untracked(Vec::len);
    let name = if inside { field.label } else { label };
    let context = field.clone();
    let head = move |c: usize| view! { <th scope="col">{nth(columns, c, |c| &c.label)}</th> }.into_any();
    let row = move |r: usize| {
        let first = Signal::derive(move || {
            rows.with(|rows| rows.get(r).and_then(|r| r.first()).cloned().unwrap_or_default())
        });
        let row_name = Signal::derive(move || {
            let first = first.get();
            if first.is_empty() { crate::fill(texts.get().row, &(r + 1).to_string()) } else { first }
        });
        let context = context.clone();
        let cells = (0..width)
            .map(|c| cell(&context, columns, rows, refused, on_edit, r, c))
            .collect::<Vec<_>>();
        let off = context.disabled;
        let act = move |edit: fn(usize) -> RowsEdit, to: usize| {
            on_edit.try_run(edit(r));
            focus_nth(root, "tbody tr > td:first-child :is(input,select)", to);
        };
        view! {
            <tr>
                {cells} <td class="acts">
                    <button
                        type="button"
                        class="btn ghost icon s"
                        disabled=off
                        aria-label=texts.with(|t| t.duplicate, row_name)
                        title=texts.with(|t| t.duplicate, row_name)
                        on:click=move |_| act(RowsEdit::Duplicate, r + 1)
                    >
                        {icon_small("copy")}
                    </button>
                    <button
                        type="button"
                        class="btn ghost icon s"
                        disabled=off
                        aria-label=texts.with(|t| t.remove, row_name)
                        title=texts.with(|t| t.remove, row_name)
                        on:click=move |_| act(RowsEdit::Remove, r.saturating_sub(1))
                    >
                        {icon_small("close")}
                    </button>
                </td>
            </tr>
        }
        .into_any()
    };
    let closed = Signal::derive(move || field.disabled.get() || (max > 0 && length.get() >= max));
    let empty = Signal::derive(move || length.get() == 0);
    view! {
        <div class="rows" node_ref=root>
            <div class="tablewrap" class:none=empty tabindex="0" role="region" aria-label=present(name)>
                <table class="edit">
                    <thead>
                        <tr>
                            {(0..width).map(head).collect::<Vec<_>>()} <td></td>
                        </tr>
                    </thead>
                    <tbody>{each(length, Arc::new(row))}</tbody>
                </table>
            </div>
            <button
                type="button"
                class="btn s"
                disabled=closed
                on:click=move |_| {
                    let end = length.try_get_untracked().unwrap_or_default();
                    on_edit.try_run(RowsEdit::Add);
                    focus_nth(root, "tbody tr > td:first-child :is(input,select)", end);
                }
            >
                {icon_small("plus")}
                {add}
            </button>
        </div>
    }
    .into_any()
}

fn cell(
    context: &FieldContext,
    columns: Signal<Vec<Column>>,
    rows: Signal<Vec<Vec<String>>>,
    refused: Signal<Vec<(usize, usize)>>,
    on_edit: Callback<RowsEdit>,
    r: usize,
    c: usize,
) -> AnyView {
    let value = at(rows, r, c);
    let set = Callback::new(move |value: String| {
        on_edit.try_run(RowsEdit::Set { row: r, column: c, value });
    });
    let head = nth(columns, c, |c| &c.label);
    let name = cell_name(head, r + 1);
    let mut context = context.clone();
    context.id = String::new();
    context.invalid = Signal::derive(move || refused.with(|l| l.contains(&(r, c))));
    let kind = columns.with_untracked(|l| l.get(c).map(|c| c.kind.clone()).unwrap_or_default());
    let (class, view) = match kind {
        ColumnKind::Select(_) => {
            let choices = Signal::derive(move || {
                columns.with(|l| match l.get(c).map(|c| &c.kind) {
                    Some(ColumnKind::Select(list)) => list.clone(),
                    _ => Vec::new(),
                })
            });
            ("", select(&context, name, choices, value, set))
        }
        ColumnKind::Check => {
            let on = Signal::derive(move || value.with(|v| v == "true"));
            let flip = Callback::new(move |on: bool| {
                set.try_run(String::from(if on { "true" } else { "false" }));
            });
            ("", provided(context, move || toggle(on, flip, name, "box bare", "", name)))
        }
        ColumnKind::Text => ("", text_cell(&context, value, set, name, nth(columns, c, |c| &c.placeholder), "in")),
        ColumnKind::Mono => {
            ("", text_cell(&context, value, set, name, nth(columns, c, |c| &c.placeholder), "in mono"))
        }
        ColumnKind::Number => {
            ("num", text_cell(&context, value, set, name, nth(columns, c, |c| &c.placeholder), "in num"))
        }
    };
    view! { <td class=class data-label=head>{view}</td> }.into_any()
}

pub(super) fn text_cell(
    context: &FieldContext,
    value: Signal<String>,
    set: Callback<String>,
    name: Signal<String>,
    placeholder: Signal<String>,
    class: &'static str,
) -> AnyView {
    let mut input = Input::of(context, value, set);
    input.class = class;
    input.label = name;
    input.placeholder = placeholder;
    input.view(context)
}

/// The cell of a table that changes below it; empty where there is none.
pub(super) fn at(rows: Signal<Vec<Vec<String>>>, r: usize, c: usize) -> Signal<String> {
    Signal::derive(move || {
        rows.with(|rows| rows.get(r).and_then(|row| row.get(c)).cloned().unwrap_or_default())
    })
}

fn cell_name(head: Signal<String>, n: usize) -> Signal<String> {
    Signal::derive(move || {
        let mut name = head.get();
        name.push(' ');
        name.push_str(&n.to_string());
        name
    })
}

/// Runs `make` where the cell's own context is the nearest one.
fn provided(context: FieldContext, make: impl FnOnce() -> AnyView + 'static) -> AnyView {
    let owner = Owner::new();
    let view = owner.with(move || {
        provide_context(context);
        make()
    });
    leptos::tachys::reactive_graph::OwnedView::new_with_owner(view, owner).into_any()
}
