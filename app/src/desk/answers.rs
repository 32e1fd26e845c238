//! What the engine said to the desk, by the kind of answer.

use crate::js::Js;
use crate::store::Store;
use js_sys::Object;
use runwright_model::protocol::Ask;
use runwright_widgets::signal::RwSignal;
use std::cell::RefCell;
use wasm_bindgen::JsCast;

/// A question to the engine whose newest answer is kept.
#[derive(Clone, Copy)]
pub struct Answer {
    /// Wakes who reads the answer.
    turn: RwSignal<u32>,
    index: usize,
}

struct Kept {
    /// The request whose answer counts.
    seq: u32,
    turn: RwSignal<u32>,
    say: Js,
}

thread_local! {
    static KEPT: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
    /// How settings that are no wizard field are drawn.
    static FIELDS: RefCell<Js> = RefCell::new(Js::nothing());
}

impl Answer {
    /// A question that was not asked yet.
    pub fn none() -> Answer {
        let turn = RwSignal::new(0);
        let kept = Kept {
            seq: 0,
            turn,
            say: Js::nothing(),
        };
        let index = KEPT.with_borrow_mut(|all| {
            all.push(kept);
            all.len() - 1
        });
        Answer { turn, index }
    }

    /// Asks; the answer of an earlier question stays until this one's comes.
    pub fn ask(self, store: Store, ask: Ask) {
        let seq = store.ask(ask);
        KEPT.with_borrow_mut(|all| {
            if let Some(kept) = all.get_mut(self.index) {
                kept.seq = seq;
            }
        });
    }

    /// Takes an answer that came another way.
    pub fn put(self, say: Js) {
        KEPT.with_borrow_mut(|all| {
            if let Some(kept) = all.get_mut(self.index) {
                kept.say = say;
            }
        });
        self.turn.update(|turn| *turn += 1);
    }

    /// Drops the answer, and the one that is on its way.
    pub fn forget(self) {
        let had = KEPT.with_borrow_mut(|all| {
            let kept = all.get_mut(self.index)?;
            kept.seq = 0;
            let had = !kept.say.is_nothing();
            kept.say = Js::nothing();
            Some(had)
        });
        if had == Some(true) {
            self.turn.update(|turn| *turn += 1);
        }
    }

    /// The answer, nothing before the first.
    pub fn get(self) -> Js {
        self.turn.track();
        KEPT.with_borrow(|all| all.get(self.index).map(|kept| kept.say.clone()))
            .unwrap_or_else(Js::nothing)
    }
}

/// Keeps an answer for the question it belongs to; a stale one is dropped.
pub fn answered(response: &Js) {
    let seq = response.number("seq") as u32;
    let turn = KEPT.with_borrow_mut(|all| {
        let kept = all.iter_mut().find(|kept| kept.seq == seq)?;
        kept.say = response.at("say");
        Some(kept.turn)
    });
    if let Some(turn) = turn {
        turn.update(|turn| *turn += 1);
    }
}

/// Learns how settings are drawn that are no wizard field.
pub fn learn(store: Store, fields: Js) {
    FIELDS.set(fields);
    let spec = leptos::prelude::untrack(|| store.said.spec());
    spread(&spec);
    store.said.set_spec(spec);
}

/// Puts them among the wizard's own, in the object that the page draws from too: a field is found by its id wherever
/// it is asked for.
pub fn spread(spec: &Js) {
    let fields = FIELDS.with_borrow(Clone::clone);
    if let (Some(to), Some(from)) = (
        spec.at("fields").raw().dyn_ref::<Object>(),
        fields.raw().dyn_ref::<Object>(),
    ) {
        Object::assign(to, from);
    }
}
