//! The questions to the capacity worker, and its answers as they come.

use crate::desk::answers::Answer;
use crate::js::Js;
use crate::platform;
use crate::store::Store;
use leptos::prelude::*;
use runwright_model::json;
use runwright_widgets::dom::watch;
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/js/sizing.js")]
extern "C" {
    fn hear(hears: &Closure<dyn Fn(JsValue)>);
    #[wasm_bindgen(js_name = ask)]
    fn send(text: &str);
    #[wasm_bindgen(js_name = cancel)]
    fn stop();
}

/// How far an answer has come; each stage has all of those before. The names are the worker's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Requests, nodes, slots, a bracket of the best packing, guaranteed jobs, closed forms, fixed cost, stairs.
    Quick,
    /// The best packing, and what it leaves on the pools.
    Best,
    /// The simulated scheduler, slots held against it, nodes over the day, cost, what to know.
    Expected,
    /// Waits at the chosen slots.
    Waits,
    /// The curve over slots.
    Curve,
    /// What helps, and the report.
    Done,
}

const STAGES: [&str; 6] = ["quick", "best", "expected", "waits", "curve", "done"];

/// The answers.
#[derive(Clone, Copy)]
pub struct Sizing {
    /// The newest answer that has reached each stage.
    reached: [Answer; 6],
    /// What the last paste of nodes said.
    pub nodes: Answer,
    /// The number of the newest question, and of the one that each stage answers.
    seq: RwSignal<u32>,
    of: RwSignal<[u32; 6]>,
    /// Thousandths of the work done; 1000 at rest.
    pub permille: RwSignal<i64>,
    /// Why there is no answer: a figure out of bounds, or the worker could not be loaded; empty when there is one.
    pub refused: RwSignal<String>,
    /// Whether the work has lasted so long that it is worth a word.
    pub lasting: RwSignal<bool>,
    /// The question that was given up.
    ended: StoredValue<u32>,
    /// Language and plan of the last question.
    asked: StoredValue<String>,
    heard: StoredValue<bool>,
}

impl Sizing {
    pub fn new() -> Sizing {
        Sizing {
            reached: std::array::from_fn(|_| Answer::none()),
            nodes: Answer::none(),
            seq: RwSignal::new(0),
            of: RwSignal::new([0; 6]),
            permille: RwSignal::new(1000),
            refused: RwSignal::new(String::new()),
            lasting: RwSignal::new(false),
            ended: StoredValue::new(0),
            asked: StoredValue::new(String::new()),
            heard: StoredValue::new(false),
        }
    }

    /// The newest message that has reached a stage: `answer`, `question`, `words`; nothing before the first.
    pub fn at(self, stage: Stage) -> Js {
        self.reached[stage as usize].get()
    }

    /// A part of it, such as `answer/jobs`, as JSON text: what is drawn of it stays while it says the same.
    pub fn part(self, stage: Stage, path: &'static str) -> Memo<String> {
        Memo::new(move |_| self.at(stage).path(path).json())
    }

    /// Whether what a stage shows answers an older question than the newest.
    pub fn is_stale(self, stage: Stage) -> Signal<bool> {
        Signal::derive(move || self.of.get()[stage as usize] != self.seq.get())
    }

    /// Whether what is stale should be shown as such: the work lasts, or nothing is at work.
    pub fn is_slow(self) -> bool {
        self.lasting.get() || self.permille.get() >= 1000
    }

    /// Ends what runs; what is there stays.
    pub fn cancel(self) {
        stop();
        self.ended.set_value(self.seq.get_untracked());
        self.permille.set(1000);
    }

    /// Asks for the plan's fleet.
    pub fn ask(self, store: Store) {
        self.listen();
        let seq = self.next();
        let draft = store.draft.with_untracked(json::write);
        let good = json::write(&store.good.get_value());
        let asked = [",\"draft\":", &draft, ",\"good\":", &good, "}"];
        send(&[request(store, seq, "size"), asked.concat()].concat());
    }

    /// Has pasted nodes read; [`Sizing::nodes`] gets the rows of `capacity.pools` and the notes.
    pub fn read_nodes(self, store: Store, text: String) {
        self.listen();
        let seq = self.next();
        let asked = [",\"text\":", &json::write(&text), "}"];
        send(&[request(store, seq, "nodes"), asked.concat()].concat());
    }

    fn next(self) -> u32 {
        let seq = self.seq.get_untracked() + 1;
        self.seq.set(seq);
        self.permille.set(0);
        seq
    }

    fn listen(self) {
        if self.heard.get_value() {
            return;
        }
        self.heard.set_value(true);
        let owner = Owner::current().unwrap_or_default();
        let told = Closure::<dyn Fn(JsValue)>::new(move |say: JsValue| {
            owner.with(|| self.told(Js::of(say)));
        });
        hear(&told);
        told.forget();
    }

    fn told(self, say: Js) {
        let seq = say.number("seq") as u32;
        let kind = say.texts("kind");
        if kind == "lost" {
            self.refused.set(say.texts("text"));
            self.permille.set(1000);
            return;
        }
        if seq != self.seq.get_untracked() {
            return;
        }
        match kind.as_str() {
            "size" => {
                let stage = say.texts("stage");
                let at = STAGES.iter().position(|name| *name == stage).unwrap_or(0);
                self.refused.set(String::new());
                // A stage that was at work when the rest was given up comes after it.
                if self.ended.get_value() != seq {
                    self.permille.set(say.number("permille"));
                }
                self.of.update(|of| of[..=at].fill(seq));
                for reached in &self.reached[..=at] {
                    reached.put(say.clone());
                }
                // For who measures: the answer to this question is on the page.
                platform::mark("data-sized", Some(&seq.to_string()));
            }
            "nodes" => {
                self.permille.set(1000);
                self.nodes.put(say);
            }
            _ => {
                self.permille.set(1000);
                self.refused.set(say.texts("text"));
            }
        }
    }
}

/// Asks now and whenever the plan or the language change. The page tells its state more often than it changes, and who
/// comes back finds the answer still there.
pub fn follow(store: Store, sizing: Sizing) {
    watch(move || {
        let lang = store.lang.get().code();
        let asked = [lang, &store.draft.with(json::write)].concat();
        if sizing.asked.with_value(|last| *last != asked) {
            sizing.asked.set_value(asked);
            untrack(|| sizing.ask(store));
        }
    });
}

/// A request up to what it asks.
fn request(store: Store, seq: u32, kind: &str) -> String {
    let lang = store.lang.get_untracked().code();
    [
        "{\"seq\":",
        &seq.to_string(),
        ",\"lang\":\"",
        lang,
        "\",\"kind\":\"",
        kind,
        "\"",
    ]
    .concat()
}
