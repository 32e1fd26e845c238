//! What lies over the page or opens within it: dialogs, the palette, menus, toasts.

mod dialog;
mod menu;
mod palette;
mod toasts;

pub use dialog::Dialog;
pub use menu::{Menu, MenuItem};
pub use palette::{Palette, PaletteItem, rank};
pub use toasts::{Toast, Toasts};
