//! Tells the part of a picture that is under the pointer or reached by keys, in a line below it.
//!
//! Parts carry their words in `data-tip`. The region around the picture listens for all of them, so a part costs
//! nothing until it is asked for, and a picture without such parts is as it was.

use crate::{dom::El, dom::watch, keys::Chord, signal::RwSignal, text::Texts};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, KeyboardEvent, PointerEvent, ScrollIntoViewOptions, ScrollLogicalPosition,
};

const HEARD: [&str; 4] = ["pointerover", "pointerleave", "focusout", "keydown"];

/// Parts whose upper edges are this near stand in one row, in pixels.
const NEAR: i32 = 4;

/// Lets the picture in `region` be walked through, and makes the line that tells, which keeps its height and is there
/// while the picture has parts to tell.
pub(super) fn telling(region: El, picture: impl Fn() -> String + 'static) -> (El, El) {
    let texts = Texts::here();
    let said = RwSignal::new(String::new());
    let any = RwSignal::new(false);
    watch(move || {
        any.try_set(has_tips(&picture()));
        said.try_set(String::new());
    });
    let root = region.node().clone();
    let hear = move |event: Event| {
        if let Some(text) = heard(&root, &event) {
            said.try_set(text);
        }
    };
    let region = HEARD
        .into_iter()
        .fold(region, |region, name| region.on(name, hear.clone()));
    let words = move || match said.get() {
        said if said.is_empty() => texts.get().tell.to_owned(),
        said => said,
    };
    let line = El::new("p", "tell")
        .set("role", "status")
        .none(move || !any.get())
        .class("hint", move || said.with(String::is_empty))
        .says(words);
    (region, line)
}

/// What to say from now on; `None` where the event changes nothing.
fn heard(root: &Element, event: &Event) -> Option<String> {
    match event.type_().as_str() {
        "pointerover" => {
            let part = event.target()?.dyn_into::<Element>().ok()?;
            let part = part.closest("[data-tip]").ok().flatten();
            Some(words(part.or_else(|| reached(root))))
        }
        // A finger leaves at once, and what it pointed at is still to be read.
        "pointerleave" => {
            let event = event.dyn_ref::<PointerEvent>()?;
            (event.pointer_type() != "touch").then(|| words(reached(root)))
        }
        "focusout" => {
            mark(reached(root), false);
            Some(String::new())
        }
        _ => pressed(root, event.dyn_ref()?),
    }
}

fn pressed(root: &Element, event: &KeyboardEvent) -> Option<String> {
    let chord = Chord::of(event).filter(|c| !c.main && !c.shift && !c.alt)?;
    let before = reached(root);
    if chord.key == "Escape" {
        mark(Some(before?), false);
        event.prevent_default();
        event.stop_propagation();
        return Some(String::new());
    }
    let list = root.query_selector_all("[data-tip]").ok()?;
    let parts: Vec<Element> = (0..list.length())
        .filter_map(|i| list.item(i)?.dyn_into().ok())
        .collect();
    let places: Vec<(i32, i32)> = parts.iter().map(place).collect();
    let at = before
        .as_ref()
        .and_then(|before| parts.iter().position(|part| part == before));
    let part = parts.get(step(&places, at, &chord.key)?)?.clone();
    event.prevent_default();
    mark(before, false);
    mark(Some(part.clone()), true);
    let nearest = ScrollIntoViewOptions::new();
    nearest.set_block(ScrollLogicalPosition::Nearest);
    nearest.set_inline(ScrollLogicalPosition::Nearest);
    part.scroll_into_view_with_scroll_into_view_options(&nearest);
    Some(words(Some(part)))
}

/// The part the keys have reached.
fn reached(root: &Element) -> Option<Element> {
    root.query_selector("[data-tip].on").ok()?
}

fn mark(part: Option<Element>, on: bool) {
    if let Some(part) = part {
        let _ = part.class_list().toggle_with_force("on", on);
    }
}

fn words(part: Option<Element>) -> String {
    part.and_then(|part| part.get_attribute("data-tip"))
        .unwrap_or_default()
}

/// Upper edge and middle, in whole pixels.
fn place(part: &Element) -> (i32, i32) {
    let rect = part.get_bounding_client_rect();
    (rect.top() as i32, (rect.left() + rect.width() / 2.0) as i32)
}

fn has_tips(picture: &str) -> bool {
    // By bytes: the search for a text is 2 kB.
    picture
        .as_bytes()
        .windows(10)
        .any(|bytes| bytes == b" data-tip=")
}

/// The part that a key leads to, of parts with `(top, middle)` in reading order: up and down change the row where there
/// are rows, and go on by one where there are none. `None` for any other key, and without parts.
fn step(places: &[(i32, i32)], at: Option<usize>, key: &str) -> Option<usize> {
    let last = places.len().checked_sub(1)?;
    let Some(at) = at.filter(|at| *at <= last) else {
        return match key {
            "ArrowRight" | "ArrowDown" | "Home" => Some(0),
            "ArrowLeft" | "ArrowUp" | "End" => Some(last),
            _ => None,
        };
    };
    let (top, middle) = places.get(at).copied()?;
    let same = |p: &(i32, i32), top: i32| p.0.abs_diff(top) <= NEAR.unsigned_abs();
    let flat = places.iter().all(|p| same(p, top));
    match key {
        "Home" => Some(0),
        "End" => Some(last),
        "ArrowLeft" => Some(at.saturating_sub(1)),
        "ArrowRight" => Some((at + 1).min(last)),
        "ArrowUp" if flat => Some(at.saturating_sub(1)),
        "ArrowDown" if flat => Some((at + 1).min(last)),
        "ArrowUp" | "ArrowDown" => {
            let down = key == "ArrowDown";
            let beyond: Vec<usize> = if down {
                (at + 1..=last).collect()
            } else {
                (0..at).rev().collect()
            };
            let of = |i: &usize| places.get(*i).copied().unwrap_or_default();
            let row = beyond.iter().find(|i| !same(&of(i), top)).map(|i| of(i).0);
            let nearest = beyond
                .iter()
                .skip_while(|i| same(&of(i), top))
                .take_while(|i| row.is_some_and(|row| same(&of(i), row)))
                .min_by_key(|i| of(i).1.abs_diff(middle));
            Some(nearest.copied().unwrap_or(at))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_rows_and_columns() {
        let rows = [(0, 10), (1, 40), (0, 90), (50, 10), (50, 95), (100, 50)];
        let check = |key: &str, at: Option<usize>, expect: Option<usize>| {
            assert_eq!(step(&rows, at, key), expect, "{key} from {at:?}");
        };
        check("ArrowRight", None, Some(0));
        check("ArrowUp", None, Some(5));
        check("ArrowRight", Some(2), Some(3));
        check("ArrowLeft", Some(0), Some(0));
        check("ArrowRight", Some(5), Some(5));
        check("ArrowDown", Some(0), Some(3));
        check("ArrowDown", Some(2), Some(4));
        check("ArrowDown", Some(4), Some(5));
        check("ArrowDown", Some(5), Some(5));
        check("ArrowUp", Some(5), Some(3));
        check("ArrowUp", Some(4), Some(2));
        check("ArrowUp", Some(1), Some(1));
        check("Home", Some(4), Some(0));
        check("End", Some(1), Some(5));
        check("End", Some(99), Some(5));
        check("a", Some(1), None);
        check("Tab", None, None);
        let flat = [(0, 1), (0, 2), (0, 3)];
        assert_eq!(step(&flat, Some(1), "ArrowDown"), Some(2));
        assert_eq!(step(&flat, Some(1), "ArrowUp"), Some(0));
        assert_eq!(step(&[], None, "ArrowDown"), None);
    }

    #[test]
    fn only_pictures_with_tips_are_told() {
        assert!(has_tips("<g data-tip=\"a\">"));
        assert!(!has_tips("<desc>data-tip</desc>"));
        assert!(!has_tips(""));
    }
}
