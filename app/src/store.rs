//! The state, as the page and the desk both hold it: what is read from it, and the changes that controls make.
//!
//! Changes go through [`Store::act`]: the page carries a [`Deed`] out (`page.rs`), the desk asks the page for it
//! (`desk/mirror.rs`) and is told the new state.

use crate::history::{History, Set};
use crate::js::Js;
use crate::route::Route;
use crate::said::Said;
use crate::{engine, platform};
use leptos::prelude::*;
use runwright_model::protocol::{Ask, PlanAsk, Request, Source};
use runwright_model::{Draft, Edit, Lang, Text, Value, json};
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{Goto, Toast, Tone};
use std::collections::BTreeMap;

pub const PLAN_KEY: &str = "runwright.plan.v1";
pub const SOURCES_KEY: &str = "runwright.sources.v1";
pub const LANG_KEY: &str = "runwright.lang";
pub const THEME_KEY: &str = "runwright.theme";
pub const WIDTH_KEY: &str = "runwright.files-width";

/// The desk counts its requests from here, so that answers find the one who asked.
pub const DESK: u32 = 1 << 30;

/// A change to the plan or the page.
pub enum Deed<'a> {
    /// Makes this the plan, as a step named by a field or a label; or as more of the step that is being typed.
    Commit(Draft, &'a str, bool),
    /// Applies edits as one undoable step with a label.
    Apply(&'a [Edit], &'a str),
    /// Puts other files in the place of those that are open ([`State::opened`]), as one undoable step.
    Open(String, &'a str),
    /// Ends a run of typing: the next key in the same field is a step of its own.
    Settle,
    Token(String),
    Toast(String, Tone),
    /// Shows the lines that edits would change.
    Preview(Vec<Edit>),
    /// Shows a line of a file, `path:line`.
    Line(&'a str),
    /// Goes to a field.
    Field(&'a str),
    /// Lights the lines of a field.
    Light(&'a str),
    Go(Route),
}

/// What is shown over the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Overlay {
    #[default]
    None,
    Palette,
    Help,
    Install,
    Share(String),
    Preview(Vec<Edit>),
}

/// Which part a small screen shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    Sections,
    #[default]
    Form,
    Files,
}

/// A message that stays until it is dismissed or no longer true.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// `link`, `storage` or `engine`.
    pub name: &'static str,
    pub tone: Tone,
    pub title: String,
    pub lines: Vec<String>,
}

/// The state of the page: made once and never given up, so that a closure holds one pointer of it.
#[derive(Clone, Copy)]
pub struct Store(&'static State);

impl std::ops::Deref for Store {
    type Target = State;

    fn deref(&self) -> &State {
        self.0
    }
}

/// What the page knows.
pub struct State {
    pub lang: RwSignal<Lang>,
    pub theme: RwSignal<&'static str>,
    pub route: RwSignal<Route>,
    pub view: RwSignal<View>,
    pub draft: RwSignal<Draft>,
    /// Kept in memory only.
    pub token: RwSignal<String>,
    /// The opened files as JSON, `{ sources, draft, plan, keep }`: their texts as they were opened, the plan they made then,
    /// the plan to begin with, and whether they may be kept in storage, since they hold no secret. Empty while none are
    /// open.
    pub opened: RwSignal<String>,
    /// A field that the page of all settings is to show.
    pub wanted: RwSignal<String>,
    /// What the engine said; all that is shown of the plan comes from here.
    pub said: Said,
    pub overlay: RwSignal<Overlay>,
    /// The lines some edits would change, as JSON.
    pub preview: RwSignal<String>,
    /// How the file in view differs from another state of it, as JSON.
    pub compared: RwSignal<String>,
    pub notices: RwSignal<Vec<Notice>>,
    pub toasts: RwSignal<Vec<Toast>>,
    pub file: RwSignal<String>,
    /// The field whose lines are lit.
    pub lit: RwSignal<String>,
    pub goto: RwSignal<Goto>,
    pub width: RwSignal<i32>,
    pub undo_label: RwSignal<Option<String>>,
    pub redo_label: RwSignal<Option<String>>,
    /// What the change marks compare with.
    pub base: RwSignal<Draft>,
    /// The last values that could be read.
    pub good: StoredValue<Draft>,
    seq: StoredValue<u32>,
    act: fn(Store, Deed),
    // Of the page alone.
    pub history: StoredValue<History>,
    pub toast_edits: StoredValue<BTreeMap<u32, usize>>,
    /// Sequence number and draft of the plan request on its way.
    pub flying: StoredValue<Option<(u32, Draft)>>,
    pub waiting: StoredValue<bool>,
    pub counter: StoredValue<u32>,
}

impl Store {
    /// A state with this plan; requests count from `first`, changes are made by `act`.
    pub fn new(draft: Draft, first: u32, act: fn(Store, Deed)) -> Store {
        let lang = Lang::from_tag(&platform::root().map(|root| root.lang()).unwrap_or_default());
        Store(Box::leak(Box::new(State {
            lang: RwSignal::new(lang),
            theme: RwSignal::new(""),
            route: RwSignal::new(Route::parse(&platform::hash())),
            view: RwSignal::new(View::Form),
            token: RwSignal::new(String::new()),
            opened: RwSignal::new(String::new()),
            wanted: RwSignal::new(String::new()),
            said: Said::new(),
            overlay: RwSignal::new(Overlay::None),
            preview: RwSignal::new(String::new()),
            compared: RwSignal::new(String::new()),
            notices: RwSignal::new(Vec::new()),
            toasts: RwSignal::new(Vec::new()),
            file: RwSignal::new("values.yaml".to_string()),
            lit: RwSignal::new(String::new()),
            goto: RwSignal::new(Goto::default()),
            width: RwSignal::new(536),
            undo_label: RwSignal::new(None),
            redo_label: RwSignal::new(None),
            base: RwSignal::new(draft.clone()),
            good: StoredValue::new(draft.clone()),
            history: StoredValue::new(History::new(draft.clone(), Set::default())),
            toast_edits: StoredValue::new(BTreeMap::new()),
            flying: StoredValue::new(None),
            waiting: StoredValue::new(false),
            counter: StoredValue::new(0),
            draft: RwSignal::new(draft),
            seq: StoredValue::new(first),
            act,
        })))
    }

    // Words

    pub fn tr(self, text: Text) -> Signal<String> {
        Signal::derive(move || text.get(self.lang.get()).to_string())
    }

    pub fn say(self, text: Text) -> String {
        text.get(self.lang.get_untracked()).to_string()
    }

    // Values

    /// What a field holds while the draft says nothing of it.
    fn default_of(self, id: &str) -> Value {
        self.said.field(id).at("default").value()
    }

    /// The field's value as a memo: the field's view wakes only when it changes.
    pub fn value(self, id: &'static str) -> Memo<Value> {
        Memo::new(move |_| self.value_now(id))
    }

    /// The field's value, followed by whoever reads it.
    pub fn value_now(self, id: &str) -> Value {
        self.draft
            .with(|draft| draft.get(id).cloned())
            .unwrap_or_else(|| self.default_of(id))
    }

    /// One text of the plan, for views that depend on a choice.
    pub fn text_of(self, id: &'static str) -> Memo<String> {
        let value = self.value(id);
        Memo::new(move |_| value.with(|value| value.text().unwrap_or_default().to_string()))
    }

    /// What the engine says of a field.
    pub fn field_state(self, id: &str) -> Js {
        self.said.plan().at("fields").at(id)
    }

    /// The draft with one value set; one that equals the default is taken out.
    fn with_value(self, id: &str, value: Value) -> Draft {
        let mut draft = self.draft.get_untracked();
        self.put(&mut draft, id, Some(value));
        draft
    }

    pub fn put(self, draft: &mut Draft, id: &str, value: Option<Value>) {
        match value {
            Some(value)
                if id.starts_with("checklist.") || untrack(|| self.default_of(id)) != value =>
            {
                draft.0.insert(id.to_string(), value);
            }
            _ => {
                draft.0.remove(id);
            }
        }
    }

    // Changes

    pub fn act(self, deed: Deed) {
        (self.0.act)(self, deed);
    }

    /// Sets one field while it is typed in.
    pub fn type_in(self, id: &str, value: Value) {
        self.act(Deed::Commit(self.with_value(id, value), id, true));
    }

    /// Sets one field in one step.
    pub fn set(self, id: &str, value: Value) {
        self.act(Deed::Commit(self.with_value(id, value), id, false));
    }

    pub fn reset(self, id: &str) {
        let mut draft = self.draft.get_untracked();
        self.put(&mut draft, id, None);
        self.act(Deed::Commit(draft, id, false));
    }

    /// Applies edits as one undoable step named by `label`.
    pub fn apply(self, edits: &[Edit], label: &str) {
        self.act(Deed::Apply(edits, label));
    }

    /// Goes to a field: its section, then its control. A place in a file, `path:line`, is gone to as well.
    pub fn go_to_field(self, id: &str) {
        self.act(Deed::Field(id));
    }

    /// Shows the lines of a field in the files.
    pub fn go_to_line(self, place: &str) {
        self.act(Deed::Line(place));
    }

    pub fn toast(self, text: Text, tone: Tone) {
        self.act(Deed::Toast(self.say(text), tone));
    }

    // The engine

    pub fn plan_ask(self) -> PlanAsk {
        let opened = Js::parse(&self.opened.get_untracked());
        let source = |source: &Js| Source {
            name: source.texts("name"),
            text: source.texts("text"),
        };
        PlanAsk {
            draft: self.draft.get_untracked(),
            good: self.good.get_value(),
            base: self.base.get_untracked(),
            token: self.token.get_untracked(),
            sources: opened.list("sources").iter().map(source).collect(),
            origin: opened.at("draft").draft(),
        }
    }

    /// Asks the engine; while files are open it is the full one. The desk needs it always, and so does the bundle, which holds
    /// the operations kit.
    pub fn ask(self, ask: Ask) -> u32 {
        let mut seq = 0;
        self.seq.update_value(|last| {
            *last += 1;
            seq = *last;
        });
        let request = Request {
            seq,
            lang: self.lang.get_untracked(),
            ask,
        };
        let open = self.opened.with_untracked(|opened| !opened.is_empty());
        let full = match request.ask {
            Ask::Bundle(_) => true,
            Ask::Spec => seq > DESK,
            _ => seq > DESK || open,
        };
        engine::send(seq, &json::write(&request), full);
        seq
    }
}

/// The id of a field's control in the page.
pub fn control_id(field: &str) -> String {
    ["f-", &field.replace('.', "-")].concat()
}
