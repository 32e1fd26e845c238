//! Finds sections, fields, files and actions by a few letters.

use super::dialog::modal;
use crate::{
    each::{count, each, nth},
    icon_of,
    keys::composing,
    text::Texts,
};
use leptos::prelude::*;
use std::sync::Arc;

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
    let words: Vec<String> = query.split_whitespace().map(str::to_ascii_lowercase).collect();
    let mut found: Vec<(u8, usize)> = items
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
    found.sort_unstable();
    found.into_iter().map(|(_, i)| i).collect()
}

fn grade(word: &str, item: &PaletteItem) -> Option<u8> {
    let label = item.label.to_ascii_lowercase();
    if label.starts_with(word) {
        return Some(0);
    }
    if let Some(at) = label.find(word) {
        let inside = label.get(..at).and_then(|s| s.chars().next_back()).is_some_and(char::is_alphanumeric);
        return Some(if inside { 2 } else { 1 });
    }
    [&item.group, &item.also, &item.hint]
        .iter()
        .any(|text| text.to_ascii_lowercase().contains(word))
        .then_some(3)
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
) -> impl IntoView {
    let texts = Texts::here();
    let body = move || {
        let query = RwSignal::new(String::new());
        let active = RwSignal::new(0_usize);
        let found: Signal<Vec<PaletteItem>> = Memo::new(move |_| {
            items.with(|all| {
                let ranked = query.with(|q| rank(q, all));
                ranked.into_iter().take(MOST).filter_map(|i| all.get(i).cloned()).collect()
            })
        })
        .into();
        let length = count(found);
        let pick = move |i: usize| {
            let id = found.with_untracked(|l| l.get(i).map(|item| item.id.clone()));
            on_close.try_run(());
            if let Some(id) = id {
                on_pick.try_run(id);
            }
        };
        let key = move |event: web_sys::KeyboardEvent| {
            let (at, last) = (active.get_untracked(), length.get_untracked().saturating_sub(1));
            let to = match event.key().as_str() {
                _ if composing(&event) => return,
                "ArrowDown" => if at < last { at + 1 } else { 0 },
                "ArrowUp" => if at > 0 { at - 1 } else { last },
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
            if let Ok(Some(row)) = document().query_selector(&["#", &option_id(to)].concat()) {
                row.scroll_into_view_with_bool(false);
            }
        };
        let row = move |i: usize| {
            let picked = Signal::derive(move || active.get() == i);
            let icon = Signal::derive(move || found.with(|l| l.get(i).map_or("", |item| item.icon)));
            view! {
                <li
                    role="option"
                    id=option_id(i)
                    aria-selected=Signal::derive(move || Some(if picked.get() { "true" } else { "false" }))
                    on:pointermove=move |_| {
                        if active.try_get_untracked() != Some(i) {
                            active.try_set(i);
                        }
                    }
                    on:click=move |_| pick(i)
                >
                    {icon_of(icon)}
                    <span>
                        <b>{nth(found, i, |item| &item.label)}</b>
                        " "
                        <span class="p">{nth(found, i, |item| &item.group)}</span>
                    </span>
                    <span class="p">{nth(found, i, |item| &item.hint)}</span>
                </li>
            }
            .into_any()
        };
        let current = Signal::derive(move || {
            Some(option_id(active.get())).filter(|_| length.get() > 0)
        });
        let some = Signal::derive(move || length.get() > 0);
        view! {
            <div class="ask">
                {icon_of(Signal::stored("search"))}
                <input
                    role="combobox"
                    aria-expanded="true"
                    aria-autocomplete="list"
                    aria-controls="palette-list"
                    aria-activedescendant=current
                    aria-label=label
                    placeholder=label
                    autocomplete="off"
                    spellcheck="false"
                    autofocus=true
                    on:input=move |event| {
                        query.try_set(event_target_value(&event));
                        active.try_set(0);
                    }
                    on:keydown=key
                />
                <kbd>"Esc"</kbd>
            </div>
            <ul role="listbox" id="palette-list" aria-label=label>
                {each(length, Arc::new(row))}
            </ul>
            <p class="none-found" class:none=some role="status">
                {texts.word(|t| t.nothing)}
            </p>
        }
        .into_any()
    };
    modal(open, on_close, label, "palette", Box::new(body))
}

fn option_id(i: usize) -> String {
    let mut id = String::from("palette-");
    id.push_str(&i.to_string());
    id
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
        let check = |query: &str, expect: &[usize]| assert_eq!(rank(query, &items), expect, "{query}");
        check("", &[0, 1, 2, 3, 4]);
        check("ndots", &[1, 0, 3]);
        check("NDOTS dns", &[0, 1]);
        check("服务", &[4]);
        check("nameserver", &[4]);
        check("dns time", &[2]);
        check("zz", &[]);
    }
}
