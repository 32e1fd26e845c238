//! The state of the page and every way it changes.

use crate::history::History;
use crate::js::Js;
use crate::route::{self, Route};
use crate::said::Said;
use crate::texts as tx;
use crate::{engine, platform};
use leptos::prelude::*;
use runwright_model::protocol::{Ask, PlanAsk, Request};
use runwright_model::{Draft, Edit, Lang, Text, Value, json};
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{Goto, Toast, Tone};
use std::collections::BTreeMap;

/// The one secret field.
const TOKEN: &str = "gitlab.token";

const PLAN_KEY: &str = "runwright.plan.v1";
const LANG_KEY: &str = "runwright.lang";
const THEME_KEY: &str = "runwright.theme";
const WIDTH_KEY: &str = "runwright.files-width";

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
    /// What the engine said; all that is shown of the plan comes from here.
    pub said: Said,
    pub overlay: RwSignal<Overlay>,
    /// The lines some edits would change, as JSON.
    pub preview: RwSignal<String>,
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
    pasted: StoredValue<Option<Callback<Vec<String>>>>,
    toast_edits: StoredValue<BTreeMap<u32, usize>>,
    good: StoredValue<Draft>,
    history: StoredValue<History>,
    seq: StoredValue<u32>,
    /// Sequence number and draft of the plan request on its way.
    flying: StoredValue<Option<(u32, Draft)>>,
    waiting: StoredValue<bool>,
    counter: StoredValue<u32>,
}

impl Store {
    pub fn new() -> Store {
        let lang = Lang::from_tag(&platform::root().map(|root| root.lang()).unwrap_or_default());
        let theme = match platform::load(THEME_KEY).as_deref() {
            Some("light") => "light",
            Some("dark") => "dark",
            _ => "",
        };
        let saved = platform::load(PLAN_KEY).map(|text| Js::parse(&text).draft());
        let draft = saved.unwrap_or_default();
        let width = platform::load(WIDTH_KEY)
            .and_then(|text| text.parse().ok())
            .unwrap_or(536);
        Store(Box::leak(Box::new(State {
            lang: RwSignal::new(lang),
            theme: RwSignal::new(theme),
            route: RwSignal::new(Route::parse(&platform::hash())),
            view: RwSignal::new(View::Form),
            token: RwSignal::new(String::new()),
            said: Said::new(),
            overlay: RwSignal::new(Overlay::None),
            preview: RwSignal::new(String::new()),
            notices: RwSignal::new(Vec::new()),
            toasts: RwSignal::new(Vec::new()),
            file: RwSignal::new("values.yaml".to_string()),
            lit: RwSignal::new(String::new()),
            goto: RwSignal::new(Goto::default()),
            width: RwSignal::new(width),
            undo_label: RwSignal::new(None),
            redo_label: RwSignal::new(None),
            base: RwSignal::new(draft.clone()),
            pasted: StoredValue::new(None),
            toast_edits: StoredValue::new(BTreeMap::new()),
            good: StoredValue::new(draft.clone()),
            history: StoredValue::new(History::new(draft.clone())),
            draft: RwSignal::new(draft),
            seq: StoredValue::new(0),
            flying: StoredValue::new(None),
            waiting: StoredValue::new(false),
            counter: StoredValue::new(0),
        })))
    }

    /// Starts the engine, opens a shared plan if the address carries one, and follows every change.
    pub fn start(self) {
        engine::start(
            move |seq, text| self.answered(seq, &text),
            move |state, detail| self.engine_state(&state, &detail),
        );
        platform::mark(
            "data-theme",
            Some(self.theme.get_untracked()).filter(|theme| !theme.is_empty()),
        );
        match route::shared_plan(&platform::hash()) {
            Some(fragment) => {
                self.ask(Ask::Open {
                    fragment: fragment.to_string(),
                });
            }
            None => platform::replace_entry(0, None),
        }
        Effect::new(move |_| {
            self.lang.track();
            self.ask(Ask::Spec);
        });
        Effect::new(move |_| {
            self.draft.track();
            self.token.track();
            self.lang.track();
            self.base.track();
            self.send_plan();
        });
    }

    // Words

    pub fn tr(self, text: Text) -> Signal<String> {
        Signal::derive(move || text.get(self.lang.get()).to_string())
    }

    pub fn say(self, text: Text) -> String {
        text.get(self.lang.get_untracked()).to_string()
    }

    pub fn set_lang(self, lang: Lang) {
        self.lang.set(lang);
        platform::mark("lang", Some(lang.pick("en", "zh-Hans")));
        platform::save(LANG_KEY, lang.code());
    }

    pub fn next_theme(self) {
        let theme = match self.theme.get_untracked() {
            "" => "light",
            "light" => "dark",
            _ => "",
        };
        self.theme.set(theme);
        if theme.is_empty() {
            platform::forget(THEME_KEY);
        } else {
            platform::save(THEME_KEY, theme);
        }
        platform::mark("data-theme", Some(theme).filter(|theme| !theme.is_empty()));
    }

    pub fn set_width(self, width: i32) {
        self.width.set(width);
        platform::save(WIDTH_KEY, &width.to_string());
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

    fn put(self, draft: &mut Draft, id: &str, value: Option<Value>) {
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

    // Edits

    /// Sets one field while it is typed in.
    pub fn type_in(self, id: &str, value: Value) {
        self.commit(self.with_value(id, value), id, true);
    }

    /// Sets one field in one step.
    pub fn set(self, id: &str, value: Value) {
        self.commit(self.with_value(id, value), id, false);
    }

    pub fn reset(self, id: &str) {
        let mut draft = self.draft.get_untracked();
        self.put(&mut draft, id, None);
        self.commit(draft, id, false);
    }

    /// Applies edits as one undoable step named by `label`.
    pub fn apply(self, edits: &[Edit], label: &str) {
        let mut draft = self.draft.get_untracked();
        for edit in edits {
            match &edit.value {
                // Kept in memory only, like what is typed there.
                Some(value) if edit.field == TOKEN => {
                    self.token.set(value.text().unwrap_or_default().to_string())
                }
                value => self.put(&mut draft, &edit.field, value.clone()),
            }
        }
        self.commit(draft, label, false);
        let at = self.history.with_value(History::at);
        self.toast(
            [&self.say(tx::APPLIED), ": ", label].concat(),
            Some((self.say(tx::UNDO), at)),
            Tone::Ok,
        );
    }

    /// Replaces the whole plan as one undoable step.
    pub fn replace(self, draft: Draft, label: &str) {
        self.commit(draft, label, false);
    }

    /// Ends a run of typing: the next key in the same field is a step of its own.
    pub fn settle(self) {
        self.history.update_value(History::close);
    }

    fn commit(self, draft: Draft, what: &str, typing: bool) {
        if self.draft.with_untracked(|old| *old == draft) {
            return;
        }
        let mut at = 0;
        let mut new = false;
        self.history.update_value(|history| {
            new = history.record(draft.clone(), what, typing);
            at = history.at();
        });
        if new {
            platform::push_entry(at, None);
        }
        self.show(draft);
    }

    fn show(self, draft: Draft) {
        let (undo, redo) = self.history.with_value(|history| {
            let (undo, redo) = history.labels();
            (undo.map(str::to_string), redo.map(str::to_string))
        });
        self.undo_label.set(undo);
        self.redo_label.set(redo);
        self.save(&draft);
        self.draft.set(draft);
    }

    fn save(self, draft: &Draft) {
        let text = json::write(draft);
        let saved = platform::save(PLAN_KEY, &text);
        let known = self
            .notices
            .with_untracked(|notices| notices.iter().any(|notice| notice.name == "storage"));
        if saved == known {
            if saved {
                self.dismiss("storage");
            } else {
                self.notice(
                    "storage",
                    Tone::Warning,
                    self.say(tx::NOT_SAVED),
                    Vec::new(),
                );
            }
        }
    }

    pub fn undo(self) {
        let at = self.history.with_value(History::at);
        if at > 0 {
            self.go_to_step(at - 1);
        }
    }

    pub fn redo(self) {
        let at = self.history.with_value(History::at);
        self.go_to_step(at + 1);
    }

    fn go_to_step(self, to: usize) {
        let mut draft = None;
        self.history.update_value(|history| draft = history.go(to));
        if let Some(draft) = draft {
            platform::replace_entry(to, None);
            self.show(draft);
        }
    }

    /// Follows the browser's Back and Forward: to another section, another step, or both.
    pub fn travelled(self) {
        let hash = platform::hash();
        if let Some(fragment) = route::shared_plan(&hash) {
            self.ask(Ask::Open {
                fragment: fragment.to_string(),
            });
        }
        let route = Route::parse(&hash);
        if self.route.get_untracked() != route {
            self.route.set(route);
            self.view.set(View::Form);
            leptos::prelude::request_animation_frame(|| {
                platform::window().scroll_to_with_x_and_y(0.0, 0.0);
            });
        }
        match platform::entry() {
            Some(step) => {
                let mut draft = None;
                self.history
                    .update_value(|history| draft = history.go(step));
                if let Some(draft) = draft {
                    self.show(draft);
                }
            }
            // A link was followed: the new entry belongs to the step in force.
            None => platform::replace_entry(self.history.with_value(History::at), None),
        }
    }

    pub fn go(self, route: Route) {
        if self.route.get_untracked() == route {
            self.view.set(View::Form);
            return;
        }
        platform::push_entry(self.history.with_value(History::at), Some(&route.href()));
        self.travelled();
    }

    /// Goes to a field: its section, then its control.
    pub fn go_to_field(self, id: &str) {
        let Some(section) = runwright_model::Section::of(id) else {
            return;
        };
        self.go(Route::Section(section));
        let id = crate::sections::anchor(id).map_or_else(|| control_id(id), str::to_string);
        set_timeout(
            move || {
                // A cell or an item falls back to the field it belongs to.
                let mut id = id.as_str();
                loop {
                    if let Some(control) = platform::element(id) {
                        open_folds(&control);
                        control.scroll_into_view_with_bool(false);
                        let _ = control.focus();
                        return;
                    }
                    match id.rsplit_once('-') {
                        Some((parent, _)) if parent.len() > 2 => id = parent,
                        _ => return,
                    }
                }
            },
            std::time::Duration::from_millis(60),
        );
    }

    /// Shows the lines of a field in the files.
    pub fn go_to_line(self, place: &str) {
        if let Some((path, line)) = place.rsplit_once(':') {
            self.file.set(path.to_string());
            self.view.set(View::Files);
            let line = line.parse().unwrap_or(0);
            self.goto.update(|goto| {
                *goto = Goto {
                    line,
                    turn: goto.turn + 1,
                }
            });
        }
    }

    // Messages

    pub fn toast(self, text: String, undo: Option<(String, usize)>, tone: Tone) {
        let mut id = 0;
        self.counter.update_value(|counter| {
            *counter += 1;
            id = *counter;
        });
        let action = match undo {
            Some((label, step)) => {
                self.toast_edits.update_value(|edits| {
                    edits.insert(id, step);
                });
                label
            }
            None => String::new(),
        };
        self.toasts.update(|toasts| {
            toasts.push(Toast {
                id,
                text,
                action,
                tone,
            });
            if toasts.len() > 3 {
                toasts.remove(0);
            }
        });
    }

    /// The button of a toast: takes its step back, if that is still the last one.
    pub fn toast_action(self, id: u32) {
        let step = self.toast_edits.with_value(|edits| edits.get(&id).copied());
        if let Some(step) = step
            && self.history.with_value(History::at) == step
        {
            self.undo();
        }
        self.toast_gone(id);
    }

    pub fn toast_gone(self, id: u32) {
        self.toasts
            .update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    pub fn notice(self, name: &'static str, tone: Tone, title: String, lines: Vec<String>) {
        self.notices.update(|notices| {
            notices.retain(|notice| notice.name != name);
            notices.push(Notice {
                name,
                tone,
                title,
                lines,
            });
        });
    }

    pub fn dismiss(self, name: &str) {
        self.notices
            .update(|notices| notices.retain(|notice| notice.name != name));
    }

    // The engine

    pub fn plan_ask(self) -> PlanAsk {
        PlanAsk {
            draft: self.draft.get_untracked(),
            good: self.good.get_value(),
            base: self.base.get_untracked(),
            token: self.token.get_untracked(),
            ..PlanAsk::default()
        }
    }

    /// Sends the plan; while one is on its way, only the newest waits.
    fn send_plan(self) {
        if self.flying.with_value(Option::is_some) {
            self.waiting.set_value(true);
            return;
        }
        let draft = self.draft.get_untracked();
        let seq = self.ask(Ask::Plan(self.plan_ask()));
        self.flying.set_value(Some((seq, draft)));
    }

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
        engine::send(seq, &json::write(&request));
        seq
    }

    fn answered(self, seq: u32, text: &str) {
        let flown = self.flying.get_value().filter(|(flying, _)| *flying == seq);
        let say = Js::parse(text).at("say");
        match say.texts("kind").as_str() {
            "spec" => self.said.set_spec(say),
            "plan" => self.planned(seq, say, flown.map(|(_, draft)| draft)),
            "bundle" => self.bundled(&say.texts("name"), &say.texts("base64")),
            "preview" => self.preview.set(say.at("hunks").json()),
            "link" => self.linked(&say.texts("fragment")),
            "open" => self.opened(
                say.at("draft").draft(),
                say.list("warnings").iter().map(Js::text).collect(),
            ),
            "nodes" => self.nodes_read(
                say.at("rows").value(),
                say.list("notes").iter().map(Js::text).collect(),
            ),
            _ => self.refused(say.texts("message")),
        }
    }

    fn planned(self, seq: u32, say: Js, draft: Option<Draft>) {
        if let Some(mut good) = draft {
            let old = self.good.get_value();
            let fields = say.at("fields");
            let invalid: Vec<String> = good
                .0
                .keys()
                .filter(|id| fields.at(id).flag("invalid"))
                .cloned()
                .collect();
            for id in invalid {
                match old.get(&id) {
                    Some(value) => good.0.insert(id, value.clone()),
                    None => good.0.remove(&id),
                };
            }
            self.good.set_value(good);
        }
        let path = self.file.get_untracked();
        if say
            .list("files")
            .iter()
            .all(|file| file.texts("path") != path)
        {
            self.file.set("values.yaml".to_string());
        }
        self.said.set_plan(say);
        if !untrack(|| self.said.has_spec()) {
            // The engine died on the first question and answers again.
            self.ask(Ask::Spec);
        }
        self.landed();
        // Views follow in the microtask that the signals have queued; this one runs after it.
        platform::soon(move || {
            platform::mark("data-seq", Some(&seq.to_string()));
            platform::mark("data-ready", Some("1"));
        });
    }

    fn landed(self) {
        self.flying.set_value(None);
        if self.waiting.get_value() {
            self.waiting.set_value(false);
            self.send_plan();
        }
    }

    fn engine_state(self, state: &str, detail: &str) {
        match state {
            "restarted" => self.notice(
                "engine",
                Tone::Warning,
                self.say(tx::ENGINE_RESTARTED),
                Vec::new(),
            ),
            "failed" => {
                let detail = detail.to_string();
                self.notice(
                    "engine",
                    Tone::Error,
                    self.say(tx::ENGINE_FAILED),
                    vec![detail],
                );
                self.landed();
            }
            _ => {}
        }
    }

    fn bundled(self, name: &str, base64: &str) {
        let saved = platform::from_base64(base64)
            .map(|bytes| platform::download(name, &bytes, "application/zip"));
        if matches!(saved, Some(Ok(()))) {
            self.base.set(self.draft.get_untracked());
        } else {
            self.toast(self.say(tx::DOWNLOAD_FAILED), None, Tone::Warning);
        }
    }

    fn linked(self, fragment: &str) {
        let query = if fragment.is_empty() {
            String::new()
        } else {
            ["?plan=", fragment].concat()
        };
        let link = [
            &platform::address(),
            "#/",
            self.route.get_untracked().id(),
            &query,
        ]
        .concat();
        self.overlay.set(Overlay::Share(link));
    }

    fn opened(self, draft: Draft, warnings: Vec<String>) {
        // The link's plan becomes a step; undo brings back what was there.
        let at = self.history.with_value(History::at);
        platform::replace_entry(at, Some(&self.route.get_untracked().href()));
        self.replace(draft.clone(), &self.say(tx::LINK_OPENED));
        self.base.set(draft);
        if !warnings.is_empty() {
            self.notice("link", Tone::Warning, self.say(tx::NOT_HONOURED), warnings);
        } else {
            self.toast(self.say(tx::OPENED_PLAN), None, Tone::Ok);
        }
    }

    fn refused(self, message: String) {
        platform::replace_entry(
            self.history.with_value(History::at),
            Some(&self.route.get_untracked().href()),
        );
        self.notice("link", Tone::Error, message, Vec::new());
        self.landed();
    }

    fn nodes_read(self, rows: Value, notes: Vec<String>) {
        if !rows.rows().is_empty() {
            self.apply(
                &[Edit {
                    field: "capacity.pools".to_string(),
                    value: Some(rows),
                }],
                &self.say(tx::NODES_READ),
            );
        }
        if let Some(told) = self.pasted.get_value() {
            told.run(notes);
        }
    }

    /// Reads pasted nodes; the callback learns what was left out.
    pub fn read_nodes(self, text: String, told: Callback<Vec<String>>) {
        self.pasted.set_value(Some(told));
        self.ask(Ask::Nodes { text });
    }
}

/// The id of a field's control in the page.
pub fn control_id(field: &str) -> String {
    ["f-", &field.replace('.', "-")].concat()
}

/// Opens every fold an element lies in.
fn open_folds(element: &web_sys::Element) {
    let mut at = element.parent_element();
    while let Some(parent) = at {
        if parent.tag_name().eq_ignore_ascii_case("details") {
            let _ = parent.set_attribute("open", "");
        }
        at = parent.parent_element();
    }
}
