//! Reads parts of lists that change below their readers.

use crate::signal::Signal;

/// One text of item `i`; empty once the list has become shorter.
pub(crate) fn nth<T: PartialEq + Send + Sync + 'static>(
    list: Signal<Vec<T>>,
    i: usize,
    pick: fn(&T) -> &str,
) -> impl Fn() -> String + Copy + 'static {
    move || list.with(|l| l.get(i).map(|t| pick(t).to_owned()).unwrap_or_default())
}

/// One property of item `i`; the default once the list has become shorter.
pub(crate) fn of_nth<T: PartialEq + Send + Sync + 'static, R: Default + 'static>(
    list: Signal<Vec<T>>,
    i: usize,
    pick: fn(&T) -> R,
) -> impl Fn() -> R + Copy + 'static {
    move || list.with(|l| l.get(i).map(pick).unwrap_or_default())
}

/// The length of a list.
pub(crate) fn len<T: PartialEq + Send + Sync + 'static>(
    list: Signal<Vec<T>>,
) -> impl Fn() -> usize + Copy {
    move || list.with(Vec::len)
}

/// Whether a text is empty.
pub(crate) fn empty(text: Signal<String>) -> impl Fn() -> bool + Copy + 'static {
    move || text.with(String::is_empty)
}
