//! The files column: grip, tabs, text and diff.

use super::say;
use leptos::prelude::*;
use runwright_widgets::signal::{RwSignal, Signal};
use runwright_widgets::{
    Choice, CodeView, Line, LineKind, Menu, MenuItem, Segmented, Splitter, Tab, Tabs, icon_small,
};
use std::sync::Arc;

fn text(rows: u32, value: &str) -> Vec<Line> {
    (1..=rows)
        .map(|number| {
            let changed = number % 9 == 0;
            let body = if changed {
                value.to_owned()
            } else {
                number.to_string()
            };
            let mut quoted = String::from("\"");
            quoted.push_str(&body);
            quoted.push('"');
            let spans = match number % 6 {
                1 => vec![(4, String::from("[runners.kubernetes]"))],
                2 => vec![(6, String::from("  # a comment that says why"))],
                3 => vec![
                    (1, String::from("  privileged")),
                    (7, String::from(" = ")),
                    (5, String::from("true")),
                ],
                4 => vec![
                    (1, String::from("  replicas")),
                    (7, String::from(": ")),
                    (3, body),
                ],
                _ => vec![
                    (0, String::from("  ")),
                    (1, String::from("value")),
                    (7, String::from(" = ")),
                    (2, quoted),
                ],
            };
            Line {
                number,
                spans,
                changed,
                mark: if number == 11 { 2 } else { 0 },
                kind: LineKind::Same,
            }
        })
        .collect()
}

fn diff() -> Vec<Line> {
    let line = |number, kind, text: &str| Line {
        number,
        kind,
        spans: vec![(0, text.to_owned())],
        ..Line::default()
    };
    vec![
        line(0, LineKind::Fold, "3 unchanged lines"),
        line(0, LineKind::Del, "concurrent: 4"),
        line(4, LineKind::Add, "concurrent: 1"),
        line(5, LineKind::Same, "checkInterval: 3"),
        line(0, LineKind::Fold, "50 unchanged lines"),
    ]
}

pub fn view() -> AnyView {
    let value = RwSignal::new(String::from("2"));
    let mode = RwSignal::new(String::from("Text"));
    let file = RwSignal::new(String::from("values.yaml"));
    let lines = Signal::derive(move || {
        let diffed = mode.with(|m| m == "Diff");
        Arc::new(if diffed {
            diff()
        } else {
            value.with(|v| text(400, v))
        })
    });
    let name = Signal::derive(move || [file.get(), mode.get()].join(", "));
    let width = RwSignal::new(536);
    let resize = move |px: i32| {
        width.set(px);
        if let Some(root) = document().document_element() {
            let mut css = String::from("--files-w:");
            css.push_str(&px.to_string());
            css.push_str("px");
            let _ = root.set_attribute("style", &css);
        }
    };
    let tabs = [
        ("values.yaml", 5),
        ("config.toml", 3),
        ("Corefile", 6),
        ("rbac.yaml", 0),
    ]
    .map(|(id, count)| Tab {
        id: id.into(),
        label: id.into(),
        count,
    });
    let more = ["install.sh", "CHECKLIST.md"].map(|id| MenuItem {
        id: id.into(),
        label: id.into(),
        ..MenuItem::default()
    });
    let modes = ["Text", "Diff"].map(|m| Choice {
        value: m.into(),
        label: m.into(),
        ..Choice::default()
    });
    view! {
        <aside class="files" aria-label="Files">
            <Splitter width=width on_change=resize label=say("Width of the files column") />
            <div class="tabs">
                <Tabs
                    tabs=Signal::stored(tabs.to_vec())
                    selected=file
                    on_select=move |id: String| file.set(id)
                    label=say("Files")
                    panel="panel"
                />
                <Menu label=say("2 more") items=Signal::stored(more.to_vec()) on_pick=|_: String| {} right=true />
            </div>
            <div class="filebar">
                <Segmented
                    id="mode"
                    label=say("View")
                    small=true
                    choices=Signal::stored(modes.to_vec())
                    value=mode
                    on_pick=move |m: String| mode.set(m)
                />
                <input
                    id="value"
                    aria-label="Value"
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <span class="right">
                    <button class="btn ghost icon s" type="button" aria-label="Copy file">{icon_small("copy")}</button>
                    <button class="btn ghost icon s" type="button" aria-label="Download">{icon_small("download")}</button>
                </span>
            </div>
            <div class="filepanel" role="tabpanel" id="panel" aria-labelledby="panel-0">
                <CodeView lines=lines name=name lit=Signal::stored(vec![(14, 15)]) />
            </div>
            <div class="filefoot">
                <span>"5 lines changed"</span>
                <span class="right">
                    <button class="btn s" type="button">"Install…"</button>
                    <button class="btn s primary" type="button">{icon_small("download")} "Download all"</button>
                </span>
            </div>
        </aside>
    }
    .into_any()
}
