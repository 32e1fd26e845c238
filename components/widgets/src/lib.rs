//! Offers the widgets that the page is made of; they know no GitLab.
//!
//! Every prop is a signal of plain data, a callback or a constant, and no component is generic, so each is compiled once.
//! Values come in through signals and edits go out through callbacks; no widget writes a signal it reads. Words that a
//! widget says by itself come from [`WidgetText`], provided once by [`provide_texts`] and following the language.
//! Classes are those of `style/`; symbols are those of `sprite.html`, which the page holds inline ([`ICONS`] lists them).
//!
//! | component | in | out |
//! |---|---|---|
//! | [`FieldRow`] | `id` `text: FieldText` `state: FieldState` `group` `full`, children | `on_event: FieldEvent` |
//! | [`TextInput`] | `value` `mono` `placeholder` `mode` `suggestions` (`id` `label`) | `on_input: String` |
//! | [`NumberInput`] | `value` `unit` `placeholder` `note` `free` (`id` `label`) | `on_input: String` |
//! | [`SecretInput`], [`TextArea`] | `value` `placeholder` (`rows`) | `on_input: String` |
//! | [`Segmented`], [`Select`], [`ChoiceCards`] | `choices: Vec<Choice>` `value` (`small` `columns` / `two`) (`id` `label`) | `on_pick: String` |
//! | [`Switch`], [`Checkbox`] | `value: bool`, `note` / `label` | `on_change: bool` |
//! | [`ListEditor`] | `items` `add` `max` `full` `notes` `refused` `aside` `placeholder` | `on_edit: ListEdit` |
//! | [`RowsEditor`] | `columns: Vec<Column>` `rows` `add` `refused` `max` `label` | `on_edit: RowsEdit` |
//! | [`MatrixEditor`] | `rows` `columns` `cells` `placeholders` `refused` `changed` `disabled` `label` | `on_edit: MatrixEdit` |
//! | [`FindingBox`] | `data: FindingData` `id` `wide` | `on_action: usize` |
//! | [`Badge`], [`Counts`] | `text` `tone` `mark` / `counts: FindingCounts` | |
//! | [`CodeView`] | `lines: Arc<Vec<Line>>` `name` `lit` `goto: Goto` `snippet` | `on_line: LineEvent` |
//! | [`Tabs`] | `tabs: Vec<Tab>` `selected` `label` `panel` | `on_select: String` |
//! | [`Chart`], [`Picture`], [`TableView`] | `picture` (from [`node_bars`], [`fleet_bars`], [`curve`], [`day`], [`staircase`], [`ring`], [`stack_bars`]) `table: DataTable` `legend` | |
//! | [`Dialog`] | `open` `title`, children | `on_close` |
//! | [`Palette`] | `open` `items: Vec<PaletteItem>` `label` | `on_pick: String` `on_close` |
//! | [`Menu`] | `label` `items: Vec<MenuItem>` `class` `icon` `bare` `right` | `on_pick: String` |
//! | [`Toasts`] | `items: Vec<Toast>` | `on_action: u32` `on_dismiss: u32` |
//! | [`Disclosure`] | `summary` `note` `open`, children | |
//! | [`CommandRow`] | `code` | `on_copy: String` |
//! | [`Splitter`] | `width` `label` `min` `max` | `on_change: i32` |
//!
//! A control inside a [`FieldRow`] takes its id, name, state and description from the row; outside of one it is given
//! `id` and `label`. [`keys`] tells shortcuts from typing. [`dom`] is what the widgets are built with, and why. The example
//! `gallery` shows every widget in its states.

mod charts;
mod code;
mod controls;
pub mod dom;
mod each;
mod field;
mod finding;
mod focus;
mod icon;
pub mod keys;
mod markup;
mod overlays;
mod parts;
mod promise;
pub mod signal;
mod tabs;
mod text;
mod tone;

pub use charts::*;
pub use code::{CodeView, Goto, Line, LineEvent, LineKind, Patch, TAG_CLASSES, items};
pub use controls::*;
pub use field::{FieldEvent, FieldRow, FieldState, FieldText};
pub use finding::{
    Action, ActionKind, Badge, Counts, FindingBox, FindingCounts, FindingData, with_code,
};
pub use focus::later;
pub use icon::{ICONS, icon, icon_of, icon_small};
pub use markup::Markup;
pub use overlays::*;
pub use parts::{CommandRow, Disclosure, Splitter};
pub use promise::{settle, soon};
pub use tabs::{Tab, Tabs};
pub use text::{WidgetText, fill, provide_texts};
pub use tone::Tone;

pub(crate) use focus::focus_nth;
