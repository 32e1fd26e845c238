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
pub use list_editor::{ListEdit, ListEditor};
pub use matrix_editor::{MatrixEdit, MatrixEditor};
pub use rows_editor::{Column, ColumnKind, RowsEdit, RowsEditor};
pub use switch::{Checkbox, Switch};
pub use text::{NumberInput, SecretInput, TextArea, TextInput};

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
    /// The row around the caller, or a context made of `id` and `label` for a control that stands alone.
    pub(crate) fn here(id: &str, label: Signal<String>) -> (Self, bool) {
        match use_context::<Self>() {
            Some(context) if id.is_empty() => (context, true),
            _ => (
                Self {
                    id: id.to_owned(),
                    label,
                    described: Signal::stored(String::new()),
                    invalid: Signal::stored(false),
                    disabled: Signal::stored(false),
                },
                false,
            ),
        }
    }

    /// The name of the control at place `n` (from 1) of several under one label.
    pub(crate) fn numbered(&self, n: usize) -> Signal<String> {
        let label = self.label;
        Signal::derive(move || {
            let mut name = label.get();
            name.push(' ');
            name.push_str(&n.to_string());
            name
        })
    }
}
