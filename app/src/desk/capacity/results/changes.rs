//! What helps most: changes by what they bring, each to be looked at and taken with a click.

use super::units::{float, percent, span, tenths};
use super::{part, picks, read};
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::run::{already, rich};
use crate::desk::texts::capacity as ct;
use crate::js::Js;
use crate::parts::{button, words};
use crate::platform;
use crate::store::{Deed, Store};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, Signal};
use web_sys::HtmlElement;

/// The section.
pub fn view(store: Store, sizing: Sizing) -> El {
    let all = picks(
        sizing,
        Stage::Done,
        &["answer/changes", "words/changes", "answer/waiting/waits"],
    );
    let none = Memo::new(move |_| read::<3>(all)[0].items().is_empty());
    let stale = sizing.is_stale(Stage::Done);
    let list = El::new("ol", "savings")
        .set("tabindex", "-1")
        .attr("aria-label", move || {
            ct::HELPS.get(store.lang.get()).to_string()
        });
    let place = list.as_html();
    watch(move || {
        let [changes, said, now] = read(all);
        // The buttons go with their rows; who was at one stays at the list.
        let within = platform::window()
            .document()
            .and_then(|document| document.active_element())
            .is_some_and(|active| place.contains(Some(&active)));
        place.set_inner_html("");
        let said = said.items();
        untrack(|| {
            for (change, said) in changes.items().iter().zip(&said) {
                let _ = place
                    .append_child(row(store, stale, &place, by(store, change, &now), said).node());
            }
        });
        if within {
            let _ = place.focus();
        }
    });
    let body = El::new("div", "")
        .child(words(store, "p", "lead", ct::HELPS_LEAD).none(move || none.get()))
        .child(words(store, "p", "lead", ct::NOTHING_HELPS).none(move || !none.get()))
        .child(list);
    part(store, sizing, Stage::Done, ct::HELPS, None, body)
}

/// What a change brings most of: jobs, else fewer that fail, else a shorter wait.
fn by(store: Store, change: &Js, now: &Js) -> El {
    let lang = store.lang.get();
    let gain = float(change, "gain").unwrap_or(0.0);
    let number = tenths(gain.abs());
    let waits = change.at("waits");
    let less = |key: &str| {
        let known = !waits.is_nothing() && !now.is_nothing();
        let less = now.number(key) - waits.number(key);
        // A few per cent are the dice of the simulation.
        (known && less > 0 && less.saturating_mul(10) >= now.number(key)).then_some(less)
    };
    let (class, number, unit) = match (number == "0", less("failing_permille"), less("p90_ms")) {
        (false, _, _) if gain > 0.0 => ("by", ["+", &number].concat(), ct::JOBS),
        (false, _, _) => ("by less", ["−", &number].concat(), ct::JOBS),
        (true, Some(share), _) => ("by", ["−", &percent(share)].concat(), ct::FAILING),
        // The larger unit says enough here.
        (true, None, Some(ms)) => match span(ms, lang).first() {
            Some((number, unit)) => ("by", ["−", number, " ", unit].concat(), ct::NINETY_WAIT),
            None => ("by none-gained", String::new(), ct::JOBS),
        },
        _ => ("by none-gained", "±0".to_string(), ct::JOBS),
    };
    El::new("p", class)
        .child(El::new("b", "").text(&number))
        .child(words(store, "small", "", unit))
}

fn row(store: Store, stale: Signal<bool>, list: &HtmlElement, by: El, said: &Js) -> El {
    let (label, edits) = (said.texts("label"), said.edits("edits"));
    let mut what = El::new("div", "what").child(rich("h3", "", &label));
    for text in [said.texts("gain"), said.texts("detail")] {
        if !text.is_empty() {
            what = what.child(rich("p", "", &text));
        }
    }
    let item = El::new("li", "saving").child(by).child(what);
    if edits.is_empty() {
        return item;
    }
    let plain = label.replace('`', "");
    let name = |text| [&store.say(text), ": ", &plain].concat();
    let (look, take) = (name(tx::PREVIEW), name(tx::APPLY));
    let (here, seen, list) = (edits.clone(), edits.clone(), list.clone());
    let done = Memo::new(move |_| already(store, &here));
    // Edits of an older plan would undo what came since: a table is written as a whole.
    let old = move || stale.get();
    let both = El::new("span", "row")
        .none(move || done.get())
        .child(
            button(store, "btn s", tx::PREVIEW, move || {
                if !stale.get_untracked() {
                    store.act(Deed::Preview(seen.clone()));
                }
            })
            .flag("aria-disabled", old)
            .set("aria-label", &look),
        )
        .child(
            button(store, "btn s", tx::APPLY, move || {
                if !stale.get_untracked() {
                    store.apply(&edits, &plain);
                    // The button goes.
                    let _ = list.focus();
                }
            })
            .flag("aria-disabled", old)
            .set("aria-label", &take),
        );
    let used = words(store, "span", "badge ok", tx::IN_USE).none(move || !done.get());
    item.child(El::new("div", "go").child(used).child(both))
}
