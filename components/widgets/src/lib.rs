//! Offers the widgets that the page is made of; they know no GitLab.

mod charts;
mod code;
mod controls;
mod each;
mod field;
mod finding;
mod focus;
mod icon;
pub mod keys;
mod markup;
mod overlays;
mod parts;
mod tabs;
mod text;
mod tone;

pub use charts::*;
pub use code::{CodeView, Goto, Line, LineEvent, LineKind, Patch, TAG_CLASSES, items};
pub use controls::*;
pub use field::{FieldEvent, FieldRow, FieldState, FieldText};
pub use finding::{Action, ActionKind, Badge, Counts, FindingBox, FindingCounts, FindingData, with_code};
pub use icon::{ICONS, icon, icon_of, icon_small};
pub use markup::Markup;
pub use overlays::*;
pub use parts::{CommandRow, Disclosure, Splitter};
pub use tabs::{Tab, Tabs};
pub use text::{WidgetText, fill, provide_texts};
pub use tone::Tone;

pub(crate) use focus::focus_nth;
