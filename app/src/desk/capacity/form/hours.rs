//! The load over the day: a slider for each hour.

use crate::desk::texts::capacity_form as ft;
use crate::field;
use crate::parts::{button, words};
use crate::store::{Store, control_id};
use leptos::prelude::*;
use runwright_model::Value;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::fill;
use runwright_widgets::signal::Signal;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

const ID: &str = "capacity.hours";
/// A working day as it is often drawn; an assumption that the page says to be one.
const OFFICE: [u8; 24] = [
    5, 5, 5, 5, 5, 5, 10, 20, 60, 90, 100, 100, 70, 80, 95, 100, 90, 60, 35, 20, 15, 10, 10, 5,
];

pub fn view(store: Store) -> AnyView {
    field::field_of(store, ID, Some(|store, _| editor(store).view()))
}

fn editor(store: Store) -> El {
    let value = store.value(ID);
    let hours = Signal::derive(move || value.with(|value| percents(&value.list())));
    let flat = move || value.with(|value| value.list().is_empty());
    let list = (0..24).fold(
        El::new("div", "hours")
            .set("id", &control_id(ID))
            .set("tabindex", "-1")
            .class("flat", flat),
        |list, at| list.child(hour(store, hours, at)),
    );
    let actions = El::new("p", "actions")
        .child(button(store, "btn s", ft::ALIKE, move || {
            store.set(ID, Value::List(Vec::new()));
        }))
        .child(button(store, "btn s", ft::OFFICE, move || {
            let curve = OFFICE.iter().map(u8::to_string).collect();
            store.set(ID, Value::List(curve));
        }));
    El::new("div", "").child(list).child(actions).child(words(
        store,
        "p",
        "hint below",
        ft::OFFICE_NOTE,
    ))
}

fn hour(store: Store, hours: Signal<Vec<String>>, at: usize) -> El {
    let percent = move || hours.with(|hours| hours.get(at).cloned().unwrap_or_default());
    let slider = El::new("input", "")
        .set("type", "range")
        .set("id", &[&control_id(ID), "-", &at.to_string()].concat())
        .set("min", "0")
        .set("max", "100")
        .set("step", "5")
        .attr("aria-label", move || {
            fill(ft::HOUR_OF.get(store.lang.get()), &at.to_string())
        })
        .attr("aria-valuetext", move || percent() + " %");
    let node: HtmlInputElement = slider.node().clone().unchecked_into();
    let shown = node.clone();
    watch(move || {
        let percent = percent();
        if shown.value() != percent {
            shown.set_value(&percent);
        }
    });
    let slider = slider.on("input", move |_| {
        let mut list = hours.get_untracked();
        if let Some(hour) = list.get_mut(at) {
            *hour = node.value();
        }
        store.type_in(ID, Value::List(list));
    });
    El::new("div", "hour")
        .child(
            El::new("span", "n")
                .set("aria-hidden", "true")
                .says(percent),
        )
        .child(slider)
        .child(
            El::new("span", "h")
                .set("aria-hidden", "true")
                .text(&at.to_string()),
        )
}

/// The hours as they are written; the busy hour all day where they are not 24.
fn percents(list: &[String]) -> Vec<String> {
    if list.len() != 24 {
        return vec!["100".to_string(); 24];
    }
    let number = |text: &String| text.trim().trim_end_matches('%').trim_end().to_string();
    list.iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_24_numbers() {
        let flat = vec!["100".to_string(); 24];
        assert_eq!(percents(&[]), flat);
        assert_eq!(percents(&["40".to_string()]), flat);
        assert_eq!(
            percents(&vec![" 40 %".to_string(); 24]),
            vec!["40".to_string(); 24]
        );
        assert!(
            OFFICE
                .iter()
                .all(|percent| percent % 5 == 0 && *percent <= 100)
        );
        assert_eq!(OFFICE.iter().max(), Some(&100));
    }
}
