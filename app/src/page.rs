//! The page's own doings: history, storage, the engine's answers, ways from one place to another.

use crate::bridge;
use crate::history::{History, Set};
use crate::js::Js;
use crate::route::{self, Route};
use crate::sections;
use crate::store::{
    DESK, Deed, LANG_KEY, Notice, Overlay, PLAN_KEY, SOURCES_KEY, Store, THEME_KEY, View,
    WIDTH_KEY, control_id,
};
use crate::texts as tx;
use crate::{engine, platform};
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_model::{Draft, Edit, Lang, json};
use runwright_widgets::{Goto, Toast, Tone};
use wasm_bindgen::JsValue;

/// The one secret field.
const TOKEN: &str = "gitlab.token";

/// Carries out a change.
fn act(store: Store, deed: Deed) {
    match deed {
        Deed::Commit(draft, what, typing) => store.commit(draft, what, typing),
        Deed::Apply(edits, label) => store.apply_here(edits, label),
        Deed::Open(opened, label) => store.open(opened, label),
        Deed::Settle => store.history.update_value(History::close),
        Deed::Token(token) => store.token.set(token),
        Deed::Toast(text, tone) => store.toast_of(text, None, tone),
        Deed::Preview(edits) => store.preview_of(edits),
        Deed::Line(place) => store.line_here(place),
        Deed::Field(id) => store.field_here(id),
        Deed::Light(id) => store.lit.set(id.to_string()),
        Deed::Go(route) => store.go(route),
    }
}

impl Store {
    /// The page's state: what was saved on this device, or the defaults.
    pub fn saved() -> Store {
        let saved = |key| platform::load(key).map(|text| Js::parse(&text));
        let draft = saved(PLAN_KEY).map(|plan| plan.draft()).unwrap_or_default();
        let store = Store::new(draft, 0, act);
        store.theme.set(match platform::load(THEME_KEY).as_deref() {
            Some("light") => "light",
            Some("dark") => "dark",
            _ => "",
        });
        if let Some(width) = platform::load(WIDTH_KEY).and_then(|text| text.parse().ok()) {
            store.width.set(width);
        }
        if let Some(opened) = platform::load(SOURCES_KEY) {
            let base = Js::parse(&opened).at("draft").draft();
            store.base.set(base.clone());
            store.opened.set(opened.clone());
            let draft = store.draft.get_untracked();
            store
                .history
                .set_value(History::new(draft, Set { opened, base }));
        }
        store
    }

    /// Starts the engine, opens a shared plan if the address carries one, and follows every change.
    pub fn start(self) {
        engine::start(
            move |seq, answer| self.answered(seq, &Js::of(answer)),
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
            self.opened.track();
            self.token.track();
            self.lang.track();
            self.base.track();
            self.send_plan();
        });
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

    fn apply_here(self, edits: &[Edit], label: &str) {
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
        self.toast_of(
            [&self.say(tx::APPLIED), ": ", label].concat(),
            Some((self.say(tx::UNDO), at)),
            Tone::Ok,
        );
    }

    /// Replaces the whole plan as one undoable step. Files that are open say something else, so they are closed.
    pub fn replace(self, draft: Draft, label: &str) {
        if self.opened.with_untracked(String::is_empty) {
            self.commit(draft, label, false);
        } else {
            self.step_with(String::new(), draft.clone(), draft, label);
        }
    }

    /// Replaces the opened files, and with them the plan, as one undoable step; closing them leaves the plan.
    fn open(self, opened: String, label: &str) {
        let (base, draft) = if opened.is_empty() {
            (self.base.get_untracked(), self.draft.get_untracked())
        } else {
            let all = Js::parse(&opened);
            (all.at("draft").draft(), all.at("plan").draft())
        };
        self.step_with(opened, base, draft, label);
    }

    fn step_with(self, opened: String, base: Draft, draft: Draft, label: &str) {
        let now = self.base.get_untracked();
        self.history
            .update_value(|history| history.open(Set { opened, base }, now));
        self.good.set_value(draft.clone());
        // What stood in the files column may not be there any more.
        self.file.set(String::new());
        self.step(draft, label, false);
    }

    /// Brings the opened files in line with the step in force.
    fn show_set(self) {
        let Set { opened, base } = self.history.with_value(History::set);
        if self.opened.with_untracked(|now| *now != opened) {
            if !Js::parse(&opened).flag("keep") || !platform::save(SOURCES_KEY, &opened) {
                platform::forget(SOURCES_KEY);
            }
            self.opened.set(opened);
            self.base.set(base);
        }
    }

    fn commit(self, draft: Draft, what: &str, typing: bool) {
        if self.draft.with_untracked(|old| *old != draft) {
            self.step(draft, what, typing);
        }
    }

    fn step(self, draft: Draft, what: &str, typing: bool) {
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
        self.show_set();
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
        let base = self.base.get_untracked();
        self.history
            .update_value(|history| draft = history.go(to, base));
        if let Some(draft) = draft {
            platform::replace_entry(to, None);
            self.show(draft);
        }
    }

    fn preview_of(self, edits: Vec<Edit>) {
        self.preview.set(String::new());
        self.ask(Ask::Preview {
            plan: self.plan_ask(),
            edits: edits.clone(),
        });
        self.overlay.set(Overlay::Preview(edits));
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
                let base = self.base.get_untracked();
                self.history
                    .update_value(|history| draft = history.go(step, base));
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

    fn field_here(self, id: &str) {
        if id.contains(':') {
            return self.line_here(id);
        }
        let watched = id.starts_with("monitoring.");
        let section = runwright_model::Section::of(id).filter(|_| !watched);
        let Some(section) = section else {
            // The desk brings it into view.
            self.wanted.set(id.to_string());
            self.go(if watched {
                Route::Monitoring
            } else {
                Route::Settings
            });
            return;
        };
        self.go(Route::Section(section));
        let id = sections::anchor(id).map_or_else(|| control_id(id), str::to_string);
        let show = move || {
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
        };
        runwright_widgets::later(60, Box::new(show));
    }

    fn line_here(self, place: &str) {
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

    fn toast_of(self, text: String, undo: Option<(String, usize)>, tone: Tone) {
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

    fn answered(self, seq: u32, answer: &Js) {
        if seq > DESK {
            bridge::tell("desk", "answer", &answer.raw(), &JsValue::UNDEFINED);
            return;
        }
        let flown = self.flying.get_value().filter(|(flying, _)| *flying == seq);
        let say = answer.at("say");
        match say.texts("kind").as_str() {
            "spec" => self.said.set_spec(say),
            "plan" => self.planned(seq, say, flown.map(|(_, draft)| draft)),
            "bundle" => self.bundled(&say.texts("name"), &say.texts("base64")),
            "preview" => self.preview.set(say.at("hunks").json()),
            "compare" => self.compared.set(say.at("hunks").json()),
            "link" => self.linked(&say.texts("fragment")),
            "open" => self.opened(
                say.at("draft").draft(),
                say.list("warnings").iter().map(Js::text).collect(),
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
        let files = say.list("files");
        if files.iter().all(|file| file.texts("path") != path) {
            // An opened file comes before those that the plan makes.
            let opened = files.iter().find(|file| file.texts("group") == "opened");
            let first = opened.map(|file| file.texts("path"));
            self.file
                .set(first.unwrap_or_else(|| "values.yaml".to_string()));
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
        bridge::tell("desk", state, &JsValue::UNDEFINED, &JsValue::UNDEFINED);
        match state {
            "restarted" => self.notice(
                "engine",
                Tone::Warning,
                self.say(tx::ENGINE_RESTARTED),
                Vec::new(),
            ),
            "failed" | "missing" => {
                let title = if state == "failed" {
                    tx::ENGINE_FAILED
                } else {
                    tx::PART_MISSING
                };
                let detail = detail.to_string();
                self.notice("engine", Tone::Error, self.say(title), vec![detail]);
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
            self.toast_of(self.say(tx::DOWNLOAD_FAILED), None, Tone::Warning);
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
            self.toast_of(self.say(tx::OPENED_PLAN), None, Tone::Ok);
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
