//! Edits a table whose rows come and go.

use super::{Choice, FieldContext, choice::select, input::input, switch::toggle};
use crate::signal::Signal;
use crate::{
    WidgetText,
    charts::region,
    dom::El,
    each::{len, nth, of_nth},
    fill, focus_nth,
    icon::small,
    text::Texts,
};
use leptos::prelude::*;
use std::rc::Rc;

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
) -> AnyView {
    let (field, _) = FieldContext::here("", label);
    let texts = Texts::here();
    let (off, title) = (field.disabled, field.label);
    let length = len(rows);
    let width = columns.with_untracked(Vec::len);
    let body = El::new("tbody", "");
    let list = body.node().clone();
    let run = Rc::new(move |edit: RowsEdit, focus: usize| {
        on_edit.try_run(edit);
        focus_nth(&list, "tr > td:first-child :is(input,select)", focus);
    });
    let mut head = El::new("tr", "");
    for c in 0..width {
        head = head.child(
            El::new("th", "")
                .set("scope", "col")
                .says(nth(columns, c, |c| &c.label)),
        );
    }
    let act = Rc::clone(&run);
    let body = body.each(length, move |r| {
        let name = move || {
            let first = at(rows, r, 0).get();
            if first.is_empty() {
                fill(texts.get().row, &(r + 1).to_string())
            } else {
                first
            }
        };
        let button =
            |icon, words: fn(&WidgetText) -> &'static str, edit: RowsEdit, focus: usize| {
                let act = Rc::clone(&act);
                El::button("btn ghost icon s")
                    .attr("aria-label", texts.with(words, name))
                    .attr("title", texts.with(words, name))
                    .flag("disabled", move || off.get())
                    .on("click", move |_| act(edit.clone(), focus))
                    .child(small(icon))
            };
        let mut row = El::new("tr", "");
        for c in 0..width {
            let mut own = field.clone();
            own.id = String::new();
            own.invalid = Signal::derive(move || refused.with(|l| l.contains(&(r, c))));
            row = row.child(cell(&own, columns, at(rows, r, c), on_edit, r, c));
        }
        row.child(
            El::new("td", "acts")
                .child(button(
                    "copy",
                    |t| t.duplicate,
                    RowsEdit::Duplicate(r),
                    r + 1,
                ))
                .child(button("close", |t| t.remove, RowsEdit::Remove(r), r)),
        )
    });
    let table = El::new("table", if width > 6 { "edit wide" } else { "edit" })
        .child(El::new("thead", "").child(head.child(El::new("td", ""))))
        .child(body);
    let more = El::button("btn s")
        .flag("disabled", move || {
            off.get() || (max > 0 && length() >= max)
        })
        .on("click", move |_| run(RowsEdit::Add, untrack(length)))
        .child(small("plus"))
        .say(add);
    El::new("div", "rows")
        .child(region(table, move || title.get()).none(move || length() == 0))
        .child(more)
        .view()
}

fn cell(
    own: &FieldContext,
    columns: Signal<Vec<Column>>,
    value: Signal<String>,
    on_edit: Callback<RowsEdit>,
    r: usize,
    c: usize,
) -> El {
    let set = Callback::new(move |value: String| {
        on_edit.try_run(RowsEdit::Set {
            row: r,
            column: c,
            value,
        });
    });
    let head = nth(columns, c, |c| &c.label);
    let name = move || {
        let mut name = head();
        name.push(' ');
        name.push_str(&(r + 1).to_string());
        name
    };
    let kind = untrack(of_nth(columns, c, |c| c.kind.clone()));
    let class = if kind == ColumnKind::Number {
        "num"
    } else {
        ""
    };
    let text = |class: &str| {
        let placeholder = Signal::derive(nth(columns, c, |c| &c.placeholder));
        input(own, class, value, set, placeholder, name)
    };
    let control = match kind {
        ColumnKind::Text => text("in"),
        ColumnKind::Mono => text("in mono"),
        ColumnKind::Number => text("in num"),
        ColumnKind::Select(_) => {
            let choices = Signal::derive(of_nth(columns, c, |c| match &c.kind {
                ColumnKind::Select(list) => list.clone(),
                _ => Vec::new(),
            }));
            select(own, name, choices, value, set)
        }
        ColumnKind::Check => {
            let flip = Callback::new(move |on: bool| {
                set.try_run(String::from(if on { "true" } else { "false" }));
            });
            toggle(
                own,
                "box bare",
                move || value.with(|v| v == "true"),
                flip,
                name,
            )
        }
    };
    El::new("td", class).attr("data-label", head).child(control)
}

/// The cell of a table that changes below it; empty where there is none.
pub(super) fn at(rows: Signal<Vec<Vec<String>>>, r: usize, c: usize) -> Signal<String> {
    Signal::derive(move || {
        rows.with(|rows| {
            rows.get(r)
                .and_then(|row| row.get(c))
                .cloned()
                .unwrap_or_default()
        })
    })
}
