//! The files column: tabs, text or changes, copy, download, install.

use crate::bridge;
use crate::js::Js;
use crate::parts::{button, words};
use crate::platform;
use crate::store::{Overlay, Store, View};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_model::protocol::{Against, Ask};
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, RwSignal, Signal};
use runwright_widgets::{
    Choice, CodeView, Line, LineEvent, LineKind, Menu, MenuItem, Segmented, Tab, Tabs, Tone, fill,
    icon, icon_small,
};
use std::sync::Arc;

pub fn files(store: Store, place: El) -> El {
    let tabs = Memo::new(move |_| {
        let tab = |file: &Js| {
            let path = file.texts("path");
            Tab {
                label: short(&path).to_string(),
                id: path,
                count: (file.list("changed").len().max(file.list("gone").len())) as u32,
            }
        };
        store
            .said
            .plan()
            .list("files")
            .iter()
            .map(tab)
            .collect::<Vec<Tab>>()
    });
    let diff = RwSignal::new("text".to_string());
    // Two of the views need what only the full engine knows.
    let open = Memo::new(move |_| !store.opened.with(String::is_empty));
    let view = Memo::new(move |_| {
        let view = diff.get();
        if open.get() || view == "changes" {
            view
        } else {
            "text".to_string()
        }
    });
    watch(move || {
        let (view, path) = (view.get(), store.file.get());
        let with = match view.as_str() {
            "opened" => Against::Opened,
            "defaults" => Against::Defaults,
            _ => return,
        };
        // What the plan's answer shows now.
        store.said.plan();
        let plan = store.plan_ask();
        store.ask(Ask::Compare { plan, path, with });
    });
    // Who leads to a line wants to see it in the text.
    watch(move || {
        if store.goto.get().turn > 0 {
            diff.set("text".to_string());
        }
    });
    let lines = Memo::new(move |_| {
        let path = store.file.get();
        let Some(file) = file_at(store, &path) else {
            return Arc::new(Vec::new());
        };
        let lines = lines_of(&file, &marks(store, &file));
        Arc::new(match view.get().as_str() {
            "changes" => changed(store, &file, lines),
            "text" => lines,
            _ => Js::parse(&store.compared.get())
                .items()
                .iter()
                .flat_map(|hunk| crate::dialogs::hunk_lines(store, hunk))
                .collect(),
        })
    });
    let lit = Memo::new(move |_| {
        let (field, path) = (store.lit.get(), store.file.get());
        let origins = if field.is_empty() {
            Vec::new()
        } else {
            origins(store, &path)
        };
        let own = origins
            .into_iter()
            .filter(|origin| crate::field::belongs(&origin.2, &field));
        own.map(|(first, last, _)| (first, last))
            .collect::<Vec<(u32, u32)>>()
    });
    let on_line = Callback::new(move |event| match event {
        LineEvent::Over(line) => store.lit.set(field_at(store, line).unwrap_or_default()),
        LineEvent::Leave => store.lit.set(String::new()),
        LineEvent::Pick(line) => {
            if let Some(field) = field_at(store, line) {
                store.view.set(View::Form);
                store.go_to_field(&field);
            }
        }
    });
    let views = Signal::derive(move || {
        let choice = |value: &str, label: Text| Choice {
            value: value.to_string(),
            label: label.get(store.lang.get()).to_string(),
            ..Choice::default()
        };
        let mut views = vec![
            choice("text", tx::TEXT_VIEW),
            choice("changes", tx::DIFF_VIEW),
        ];
        if open.get() {
            views.push(choice("opened", tx::AGAINST_OPENED));
            views.push(choice("defaults", tx::AGAINST_DEFAULTS));
        }
        views
    });
    let about = Memo::new(move |_| {
        file_at(store, &store.file.get())
            .map(|file| file.texts("about"))
            .unwrap_or_default()
    });
    let foot = Signal::derive(move || {
        let lang = store.lang.get();
        let changed: u32 = tabs.with(|tabs| tabs.iter().map(|tab| tab.count).sum());
        if !store.said.is_there() {
            tx::STARTING.get(lang).to_string()
        } else if changed == 0 {
            tx::NO_CHANGES.get(lang).to_string()
        } else {
            fill(tx::CHANGED_LINES.get(lang), &changed.to_string())
        }
    });
    let tabs_view = view! {
        <Tabs tabs=tabs selected=store.file on_select=Callback::new(move |path| store.file.set(path)) label=store.tr(tx::FILES) panel="file-panel" />
    };
    let view_view = view! {
        <Segmented choices=views value=view on_pick=Callback::new(move |view| diff.set(view)) small=true label=store.tr(tx::VIEW) id="file-view" />
    };
    let code =
        view! { <CodeView lines=lines name=store.file lit=lit goto=store.goto on_line=on_line /> };
    let tools = El::new("span", "right")
        .child(tool(store, tx::MINIMAL, "minus", minimal).none(move || !open.get()))
        .child(tool(store, tx::COPY_FILE, "copy", copy_file))
        .child(tool(store, tx::DOWNLOAD_FILE, "download", download_file));
    let install = button(store, "btn s", tx::INSTALL, move || {
        store.overlay.set(Overlay::Install)
    })
    .set("data-action", "install");
    let all = El::button("btn s primary")
        .set("data-action", "download-all")
        .mount(icon_small("download"))
        .child(words(store, "span", "", tx::DOWNLOAD_ALL))
        .on("click", move |_| {
            store.ask(Ask::Bundle(store.plan_ask()));
        });
    let panel = El::new("div", "filepanel")
        .set("id", "file-panel")
        .set("role", "tabpanel")
        .attr("aria-label", move || store.file.get())
        .mount(code.into_any());
    place
        .child(
            El::new("div", "tabs")
                .mount(tabs_view.into_any())
                .mount(all_files(store, tabs)),
        )
        .child(
            El::new("div", "filebar")
                .mount(view_view.into_any())
                .child(El::new("span", "about").says(move || about.get()))
                .child(tools),
        )
        .child(panel)
        .child(
            El::new("div", "filefoot")
                .child(El::new("span", "").say(foot))
                .child(El::new("span", "right").child(install).child(all)),
        )
}

/// A menu of every file, for those whose tabs do not fit.
fn all_files(store: Store, tabs: Memo<Vec<Tab>>) -> AnyView {
    let items = Signal::derive(move || {
        let current = store.file.get();
        let item = |file: &Js| {
            let path = file.texts("path");
            MenuItem {
                current: path == current,
                label: path.clone(),
                id: path,
                hint: file.texts("about"),
                icon: "file",
            }
        };
        store
            .said
            .plan()
            .list("files")
            .iter()
            .map(item)
            .collect::<Vec<MenuItem>>()
    });
    let label = Signal::derive(move || {
        let lang = store.lang.get();
        fill(tx::N_FILES.get(lang), &tabs.with(Vec::len).to_string())
    });
    view! { <Menu label=label items=items on_pick=Callback::new(move |path| store.file.set(path)) class="tab more" right=true /> }.into_any()
}

/// A tab shows the name without the folder.
fn short(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn tool(store: Store, text: Text, symbol: &'static str, run: fn(Store)) -> El {
    let label = move || text.get(store.lang.get()).to_string();
    El::button("btn ghost icon")
        .attr("aria-label", label)
        .attr("title", label)
        .mount(icon(symbol))
        .on("click", move |_| run(store))
}

/// The file at a path.
fn file_at(store: Store, path: &str) -> Option<Js> {
    store
        .said
        .plan()
        .list("files")
        .into_iter()
        .find(|file| file.texts("path") == path)
}

/// First line, last line and field of every range of a file.
fn origins(store: Store, path: &str) -> Vec<(u32, u32, String)> {
    let origin = |origin: &Js| {
        (
            origin.number("first") as u32,
            origin.number("last") as u32,
            origin.texts("field"),
        )
    };
    file_at(store, path)
        .map(|file| file.list("origins").iter().map(origin).collect())
        .unwrap_or_default()
}

fn current(store: Store) -> Option<(String, String)> {
    let path = store.file.get_untracked();
    let file = untrack(|| file_at(store, &path))?;
    Some((path, file.texts("text")))
}

/// Has the desk show the file without what only repeats a default.
fn minimal(store: Store) {
    bridge::call("minimal", &store.file.get_untracked());
}

fn copy_file(store: Store) {
    if let Some((_, text)) = current(store) {
        copy(store, &text);
    }
}

/// Copies a text and says whether it worked.
pub fn copy(store: Store, text: &str) {
    platform::copy(text, move |done| {
        let (words, tone) = if done {
            (tx::COPIED, Tone::Ok)
        } else {
            (tx::COPY_FAILED, Tone::Warning)
        };
        store.toast(words, tone);
    });
}

fn download_file(store: Store) {
    if let Some((path, text)) = current(store)
        && platform::download(short(&path), text.as_bytes(), "text/plain").is_err()
    {
        store.toast(tx::DOWNLOAD_FAILED, Tone::Warning);
    }
}

fn field_at(store: Store, line: u32) -> Option<String> {
    let path = store.file.get_untracked();
    let origins = untrack(|| origins(store, &path));
    let inside = origins
        .into_iter()
        .filter(|(first, last, _)| *first <= line && line <= *last);
    inside
        .min_by_key(|(first, last, _)| last - first)
        .map(|origin| origin.2)
}

/// The worst finding at each line: 2 an error, 1 a warning.
fn marks(store: Store, file: &Js) -> Vec<(u32, u32, u8)> {
    let mut marks = Vec::new();
    let found = store.said.found();
    // What is said of a line marks it, whatever setting it belongs to.
    let own = [&file.texts("path"), ":"].concat();
    for found in found.iter().filter(|found| found.weight > 1) {
        if let Some(line) = found.place.strip_prefix(own.as_str()) {
            let line = line.parse().unwrap_or(0);
            marks.push((line, line, found.weight - 1));
        }
    }
    let grave = || {
        found
            .iter()
            .filter(|found| found.weight > 1 && !found.field.is_empty() && found.place.is_empty())
    };
    if grave().next().is_none() {
        return marks;
    }
    for origin in file.list("origins") {
        let field = origin.texts("field");
        if let Some(found) = grave().find(|found| found.field == field) {
            marks.push((
                origin.number("first") as u32,
                origin.number("last") as u32,
                found.weight - 1,
            ));
        }
    }
    marks
}

pub fn lines_of(file: &Js, marks: &[(u32, u32, u8)]) -> Vec<Line> {
    let (tokens, changed) = (file.numbers("tokens"), file.numbers("changed"));
    let mut runs = tokens.iter();
    let mut changed = changed.iter().peekable();
    let mut lines = Vec::new();
    for (index, text) in file.texts("text").lines().enumerate() {
        let number = index as u32 + 1;
        let mut spans = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let run = runs.next().copied().unwrap_or(u32::MAX);
            let (head, tail) = rest
                .split_at_checked((run / 8) as usize)
                .unwrap_or((rest, ""));
            // The engine counts tags from key, the view from plain text.
            spans.push(((run.wrapping_add(1) % 8) as u8, head.to_string()));
            rest = tail;
        }
        let is_changed = changed.next_if(|line| **line == number).is_some();
        let at = marks
            .iter()
            .filter(|(first, last, _)| *first <= number && number <= *last);
        let mark = at.map(|mark| mark.2).max().unwrap_or(0);
        lines.push(Line {
            number,
            spans,
            changed: is_changed,
            mark,
            kind: LineKind::Same,
        });
    }
    lines
}

/// Only the changed lines with two around them, what they replace before them; the rest folded.
fn changed(store: Store, file: &Js, lines: Vec<Line>) -> Vec<Line> {
    let mut gone: Vec<Vec<String>> = vec![Vec::new(); lines.len() + 1];
    for line in file.list("gone") {
        if let Some(place) = gone.get_mut(line.number("after") as usize) {
            place.push(line.texts("text"));
        }
    }
    // A line at `at` stands between what went before it and what went behind it.
    let touched = |at: usize| {
        lines.get(at).is_some_and(|line| line.changed)
            || gone.iter().skip(at).take(2).any(|texts| !texts.is_empty())
    };
    let mut out: Vec<Line> = Vec::new();
    let mut folded = 0u32;
    for at in 0..=lines.len() {
        let removed = gone.get(at).map(Vec::as_slice).unwrap_or_default();
        let near = (at.saturating_sub(2)..=at + 2).any(touched);
        if folded > 0 && (near || at == lines.len()) {
            out.push(fold(store, folded));
            folded = 0;
        }
        out.extend(removed.iter().map(|text| Line {
            spans: vec![(0, text.clone())],
            kind: LineKind::Del,
            ..Line::default()
        }));
        if let Some(line) = lines.get(at) {
            if near {
                let mut line = line.clone();
                if line.changed {
                    line.kind = LineKind::Add;
                }
                out.push(line);
            } else {
                folded += 1;
            }
        }
    }
    out
}

/// A line that stands for so many others.
pub fn fold(store: Store, lines: u32) -> Line {
    let words = tx::FOLDED.get(store.lang.get());
    Line {
        spans: vec![(0, ["… ", &lines.to_string(), " ", words].concat())],
        kind: LineKind::Fold,
        ..Line::default()
    }
}
