//! Says what is at work while an answer takes long, and lets it be ended.

use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::texts::capacity as ct;
use crate::parts::words;
use crate::store::Store;
use leptos::prelude::*;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::later;
use runwright_widgets::signal::Memo;
use std::cell::Cell;
use std::rc::Rc;

/// Work of this many milliseconds is not worth a word.
const QUICK_MS: i32 = 300;

/// Follows how long the work lasts. Counted here and not by an animation's delay: who wants less motion has no
/// animations, and would see a flash for each key.
fn follow(sizing: Sizing) {
    let turn = Rc::new(Cell::new(0_u32));
    let was = Cell::new(false);
    watch(move || {
        let busy = sizing.permille.get() < 1000;
        if busy == was.replace(busy) {
            return;
        }
        turn.set(turn.get() + 1);
        if !busy {
            untrack(|| sizing.lasting.set(false));
            return;
        }
        let (mine, turn) = (turn.get(), Rc::clone(&turn));
        let look = move || {
            if turn.get() == mine && sizing.permille.get_untracked() < 1000 {
                sizing.lasting.set(true);
            }
        };
        later(QUICK_MS, Box::new(look));
    });
}

/// What is at work, how far it is, and a button that ends it or goes on.
pub fn bar(store: Store, sizing: Sizing) -> El {
    follow(sizing);
    let stale = sizing.is_stale(Stage::Done);
    // Ended before its end.
    let ended = Memo::new(move |_| {
        stale.get()
            && sizing.permille.get() >= 1000
            && sizing.refused.with(String::is_empty)
            && !sizing.at(Stage::Quick).is_nothing()
    });
    let busy = move || sizing.lasting.get();
    let doing = move || {
        let lang = store.lang.get();
        let fresh = !sizing.is_stale(Stage::Quick).get();
        let stage = sizing.at(Stage::Quick).texts("stage");
        let next = match stage.as_str() {
            _ if !fresh => ct::W_QUICK,
            "quick" => ct::W_BEST,
            "best" => ct::W_EXPECTED,
            "expected" => ct::W_WAITS,
            "waits" => ct::W_CURVE,
            _ => ct::W_CHANGES,
        };
        next.get(lang).to_string()
    };
    let meter = El::new("progress", "")
        .set("max", "1000")
        .attr("value", move || sizing.permille.get().max(0).to_string())
        .attr("aria-label", doing)
        .attr("title", doing)
        .none(move || !busy() || ended.get());
    let act = El::button("btn s")
        .says(move || {
            let text = if ended.get() { ct::GO_ON } else { ct::CANCEL };
            text.get(store.lang.get()).to_string()
        })
        .on("click", move |_| {
            if ended.get_untracked() {
                sizing.ask(store);
            } else {
                sizing.cancel();
            }
        });
    let pill = El::new("div", "pill")
        .class("ended", move || ended.get())
        .none(move || !busy() && !ended.get())
        .child(words(store, "span", "", ct::ENDED).none(move || !ended.get()))
        .child(act);
    El::new("div", "work").child(meter).child(pill)
}

/// Why there is no answer.
pub fn refused(store: Store, sizing: Sizing) -> El {
    let text = move || sizing.refused.get();
    El::new("div", "finding err span")
        .set("role", "alert")
        .none(move || sizing.refused.with(String::is_empty))
        .mount(runwright_widgets::icon("error"))
        .child(words(store, "strong", "", ct::REFUSED))
        .child(El::new("p", "").html(move || runwright_widgets::with_code(&text())))
}
