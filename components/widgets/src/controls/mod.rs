//! The controls of a form. Each receives its value through a signal and emits edits through a callback; none writes a
//! signal it reads, so the caller alone decides what the value becomes.

mod choice;
mod input;
mod list_editor;
mod matrix_editor;
mod rows_editor;
mod switch;
mod text;

pub use choice::{Choice, ChoiceCards, Segmented, Select};
pub(crate) use input::typed;
pub use list_editor::{ListEdit, ListEditor};
pub use matrix_editor::{MatrixEdit, MatrixEditor};
pub use rows_editor::{Column, ColumnKind, RowsEdit, RowsEditor};
pub use switch::{Checkbox, Switch};
pub use text::{NumberInput, SecretInput, TextArea, TextInput};

use crate::signal::Signal;
use leptos::prelude::*;

/// What a control learns from the [`FieldRow`](crate::FieldRow) around it.
#[derive(Clone)]
pub struct FieldContext {
    /// Id of the control; the label's id is this with `-l` after it.
    pub id: String,
    /// The label's text.
    pub label: Signal<String>,
    /// Ids of help, meta line and findings, separated by spaces.
    pub described: Signal<String>,
    /// Whether the value is refused.
    pub invalid: Signal<bool>,
    /// Whether another choice rules the field out.
    pub disabled: Signal<bool>,
}

impl FieldContext {
    /// The row around the caller and no name, since the row's label says it; or a context made of `id` and `label`, and
    /// that label as the name, for a control that stands alone.
    pub(crate) fn here(id: &str, label: Signal<String>) -> (Self, Signal<String>) {
        match use_context::<Self>() {
            Some(context) if id.is_empty() => (context, Signal::stored(String::new())),
            _ => (Self::alone(id, label), label),
        }
    }

    fn alone(id: &str, label: Signal<String>) -> Self {
        Self {
            id: id.to_owned(),
            label,
            described: Signal::stored(String::new()),
            invalid: Signal::stored(false),
            disabled: Signal::stored(false),
        }
    }

    /// The name of the control at place `n` (from 1) of several under one label.
    pub(crate) fn numbered(&self, n: usize) -> impl Fn() -> String + Copy + 'static {
        numbered(self.label, n)
    }
}

/// A name and a number, such as "CPU 2".
pub(crate) fn numbered(label: Signal<String>, n: usize) -> impl Fn() -> String + Copy + 'static {
    move || {
        let mut name = label.get();
        name.push(' ');
        name.push_str(&n.to_string());
        name
    }
}
