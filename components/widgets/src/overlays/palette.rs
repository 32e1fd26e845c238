//! Finds sections, fields, files and actions by a few letters.

use super::dialog::modal;
use crate::signal::{RwSignal, Signal};
use crate::{
    Markup,
    dom::{El, watch},
    finding::index_at,
    icon::{draw, symbol},
    text::Texts,
};
use leptos::prelude::*;
use web_sys::Element;

/// Something the palette can go to or do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaletteItem {
    /// What the callback receives.
    pub id: String,
    /// What people look for.
    pub label: String,
    /// Where it belongs, such as a section's name.
    pub group: String,
    /// At the right: a value, a line, a shortcut.
    pub hint: String,
    /// Its symbol.
    pub icon: &'static str,
    /// Other words it answers to; not shown.
    pub also: String,
}

/// Items that match `query`, best first, as indexes. Every word of the query must occur somewhere; a label that starts
/// with it goes first, then words that start with it, then the rest, each in the given order.
///
/// Letter case counts only outside of ASCII: a full case mapping costs more wasm than it is worth here.
#[must_use]
pub fn rank(query: &str, items: &[PaletteItem]) -> Vec<usize> {
    let words: Vec<String> = query
        .split_whitespace()
        .map(str::to_ascii_lowercase)
        .collect();
    let found: Vec<(u8, usize)> = items
        .iter()
        .enumerate()
        .filter_map(|(i, item)| {
            let mut worst = 0;
            for word in &words {
                worst = worst.max(grade(word, item)?);
            }
            Some((worst, i))
        })
        .collect();
    // Four grades in the given order: four passes cost less wasm than a sort.
    let graded = |grade: u8| found.iter().filter(move |found| found.0 == grade);
    (0..=3).flat_map(graded).map(|found| found.1).collect()
}

fn grade(word: &str, item: &PaletteItem) -> Option<u8> {
    let label = item.label.to_ascii_lowercase();
    if label.starts_with(word) {
        return Some(0);
    }
    if let Some(at) = find(&label, word) {
        let inside = label
            .get(..at)
            .and_then(|s| s.chars().next_back())
            .is_some_and(|c| c.is_ascii_alphanumeric() || !c.is_ascii());
        return Some(if inside { 2 } else { 1 });
    }
    [&item.group, &item.also, &item.hint]
        .iter()
        .any(|text| find(&text.to_ascii_lowercase(), word).is_some())
        .then_some(3)
}

/// Where a word begins in a text. Both are short; the standard search for long ones is 2 kB of wasm.
fn find(text: &str, word: &str) -> Option<usize> {
    let last = text.len().checked_sub(word.len())?;
    (0..=last).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(word)))
}

const MOST: usize = 40;

/// The command palette: type, pick with the arrow keys, Enter.
#[component]
pub fn Palette(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Asks to close; the caller sets `open`.
    #[prop(into)]
    on_close: Callback<()>,
    /// Everything on offer, in the order of an empty query.
    #[prop(into)]
    items: Signal<Vec<PaletteItem>>,
    /// Receives the id of the item picked; the palette asks to close first.
    #[prop(into)]
    on_pick: Callback<String>,
    /// Name of the input, also shown while it is empty.
    #[prop(into)]
    label: Signal<String>,
) -> AnyView {
    let texts = Texts::here();
    let body = move || {
        let (query, active) = (RwSignal::new(String::new()), RwSignal::new(0_usize));
        let found = move || items.with(|all| query.with(|q| best(q, all)));
        let pick = move |i: usize| {
            let id = untrack(found).get(i).map(|item| item.id.clone());
            on_close.try_run(());
            if let Some(id) = id {
                on_pick.try_run(id);
            }
        };
        let list = El::new("ul", "")
            .set("role", "listbox")
            .set("id", "palette-list")
            .attr("aria-label", move || label.get())
            .html(move || markup(&found()))
            .on("pointermove", move |event| {
                if let Some(i) = index_at(&event).filter(|i| *i != active.get_untracked()) {
                    active.set(i);
                }
            })
            .on("click", move |event| {
                if let Some(i) = index_at(&event) {
                    pick(i);
                }
            });
        let rows = list.node().clone();
        watch(move || {
            // The rows are new for every query, the picked one among them is marked here.
            query.track();
            mark(&rows, active.get());
        });
        let some = move || !found().is_empty();
        let input = El::new("input", "")
            .set("role", "combobox")
            .set("aria-expanded", "true")
            .set("aria-autocomplete", "list")
            .set("aria-controls", "palette-list")
            .set("autocomplete", "off")
            .set("spellcheck", "false")
            .set("autofocus", "autofocus")
            .attr("aria-label", move || label.get())
            .attr("placeholder", move || label.get())
            .attr("aria-activedescendant", move || {
                if some() {
                    option_id(active.get())
                } else {
                    String::new()
                }
            })
            .on("input", move |event| {
                active.try_set(0);
                query.try_set(crate::controls::typed(&event));
            })
            .on_key(move |event| {
                let (at, last) = (
                    active.get_untracked(),
                    untrack(found).len().saturating_sub(1),
                );
                let to = match event.key().as_str() {
                    "ArrowDown" if at < last => at + 1,
                    "ArrowUp" if at > 0 => at - 1,
                    "ArrowDown" => 0,
                    "ArrowUp" => last,
                    "PageDown" => (at + 8).min(last),
                    "PageUp" => at.saturating_sub(8),
                    "Enter" => {
                        event.prevent_default();
                        return pick(at);
                    }
                    _ => return,
                };
                event.prevent_default();
                active.set(to);
            });
        let ask = El::new("div", "ask")
            .child(symbol("search"))
            .child(input)
            .child(El::new("kbd", "").text("Esc"));
        let none = El::new("p", "none-found").set("role", "status").none(some);
        vec![ask, list, none.says(texts.word(|t| t.nothing))]
    };
    modal(open, on_close, label, "palette", Box::new(body))
}

fn best(query: &str, all: &[PaletteItem]) -> Vec<PaletteItem> {
    rank(query, all)
        .into_iter()
        .take(MOST)
        .filter_map(|i| all.get(i).cloned())
        .collect()
}

fn markup(items: &[PaletteItem]) -> String {
    let mut m = Markup::new();
    for (i, item) in items.iter().enumerate() {
        m.open("li")
            .attr("role", "option")
            .attr("id", &option_id(i))
            .attr("data-i", &i.to_string());
        m.attr("aria-selected", "false").open("span");
        draw(&mut m, item.icon, "i");
        m.close("span")
            .open("span")
            .leaf("b", "", &item.label)
            .text(" ");
        m.leaf("span", "p", &item.group)
            .close("span")
            .leaf("span", "p", &item.hint)
            .close("li");
    }
    m.finish()
}

fn mark(list: &Element, picked: usize) {
    let rows = list.children();
    for i in 0..rows.length() {
        let Some(row) = rows.item(i) else { continue };
        let on = usize::try_from(i) == Ok(picked);
        let _ = row.set_attribute("aria-selected", if on { "true" } else { "false" });
        if on
            && (row.get_bounding_client_rect().bottom() > list.get_bounding_client_rect().bottom()
                || row.get_bounding_client_rect().top() < list.get_bounding_client_rect().top())
        {
            row.scroll_into_view_with_bool(false);
        }
    }
}

fn option_id(i: usize) -> String {
    ["palette-", &i.to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rank_finds_words_and_puts_beginnings_first() {
        let item = |label: &str, group: &str, also: &str| PaletteItem {
            label: label.into(),
            group: group.into(),
            also: also.into(),
            ..PaletteItem::default()
        };
        let items = [
            item("Reset ndots to 5", "DNS", ""),
            item("ndots", "DNS", "resolver"),
            item("Timeout", "DNS", ""),
            item("bandots", "", ""),
            item("名称服务器", "DNS", "nameservers"),
        ];
        let check =
            |query: &str, expect: &[usize]| assert_eq!(rank(query, &items), expect, "{query}");
        check("", &[0, 1, 2, 3, 4]);
        check("ndots", &[1, 0, 3]);
        check("NDOTS dns", &[0, 1]);
        check("服务", &[4]);
        check("nameserver", &[4]);
        check("dns time", &[2]);
        check("zz", &[]);
    }
}
