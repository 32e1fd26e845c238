//! Top bar, sections, palette, menu, dialog and toasts.

use super::say;
use leptos::prelude::*;
use runwright_widgets::signal::{RwSignal, Signal};
use runwright_widgets::{
    Counts, Dialog, FindingCounts, Menu, MenuItem, Palette, PaletteItem, Toast, Toasts, Tone, icon,
    icon_small,
};

pub fn view() -> AnyView {
    let palette = RwSignal::new(false);
    let dialog = RwSignal::new(false);
    let toasts = RwSignal::new(Vec::<Toast>::new());
    let made = RwSignal::new(0_u32);
    let toast = move || {
        made.update(|n| *n += 1);
        let (id, text) = (
            made.get_untracked(),
            String::from("Preset applied: small team"),
        );
        toasts.update(|l| {
            l.push(Toast {
                id,
                text,
                action: "Undo".into(),
                tone: Tone::Ok,
            })
        });
    };
    let dismiss = move |id: u32| toasts.update(|l| l.retain(|t| t.id != id));
    let item = |label: &str, group: &str, hint: &str, icon: &'static str| PaletteItem {
        id: label.into(),
        label: label.into(),
        group: group.into(),
        hint: hint.into(),
        icon,
        also: String::new(),
    };
    let items = vec![
        item("ndots", "DNS", "2", "field"),
        item("values.yaml:67", "", "value = \"2\"", "code"),
        item("Reset ndots to 5", "", "", "reset"),
        item("Capacity", "Prove", "", "form"),
        item("Download all", "", "", "download"),
    ];
    let entries = ["platform-ci", "edge-ci"].map(|name| MenuItem {
        id: name.into(),
        label: name.into(),
        hint: "saved".into(),
        icon: "file",
        current: name == "platform-ci",
    });
    view! {
        <a class="skip" href="#main">"Skip to the form"</a>
        <header class="topbar">
            <a class="brand" href="#" aria-label="Runwright">{icon("form")}<span>"Runwright"</span></a>
            <Menu
                label=say("platform-ci")
                items=Signal::stored(entries.to_vec())
                on_pick=move |_: String| toast()
                class="btn ghost s plan"
            />
            <div class="vers">
                <button class="btn ghost s" type="button">"chart 0.92.0 / runner 19.3.0"</button>
                <button class="btn ghost s hide-m" type="button">"kubeadm 1.34"</button>
            </div>
            <span class="spacer"></span>
            <button
                id="open-palette"
                class="btn palette-hint hide-s"
                type="button"
                on:click=move |_| palette.set(true)
            >
                {icon_small("search")} "Go to…" <kbd>"Ctrl K"</kbd>
            </button>
            <a class="counts" href="#">
                <Counts counts=Signal::stored(FindingCounts { errors: 2, warnings: 4, advice: 2 }) />
            </a>
            <div class="tb-group hide-s">
                <button class="btn ghost icon" type="button" aria-label="Undo">{icon("undo")}</button>
                <button class="btn ghost icon" type="button" disabled aria-label="Redo">{icon("redo")}</button>
            </div>
            <div class="tb-group">
                <button id="open-dialog" class="btn ghost s hide-s" type="button" on:click=move |_| dialog.set(true)>
                    {icon_small("share")} "Share"
                </button>
                <button id="say" class="btn ghost icon" type="button" aria-label="Theme" on:click=move |_| toast()>
                    {icon("theme")}
                </button>
            </div>
        </header>
        <Palette
            open=palette
            on_close=move |()| palette.set(false)
            items=Signal::stored(items)
            on_pick=move |_: String| toast()
            label=say("Go to a section, field, file or action")
        />
        <Dialog open=dialog on_close=move |()| dialog.set(false) title=say("Share this plan")>
            <p>"The link carries what differs from the defaults, and never a secret."</p>
        </Dialog>
        <Toasts items=toasts on_action=dismiss on_dismiss=dismiss />
    }
    .into_any()
}

pub fn nav() -> AnyView {
    let link = |label: &'static str, current: bool, errors: u32, warnings: u32| {
        let done = errors + warnings == 0;
        view! {
            <li>
                <a href="#" aria-current=current.then_some("page")>
                    <span>{label}</span>
                    <span class="n">
                        <Counts counts=Signal::stored(FindingCounts { errors, warnings, advice: 0 }) />
                        <span class="st ok">{icon_small(if done { "tick" } else { "" })}</span>
                    </span>
                </a>
            </li>
        }
    };
    view! {
        <nav class="nav" aria-label="Sections">
            <section>
                <h2>"Plan"</h2>
                <ul>{link("Target", false, 0, 0)} {link("Managers", false, 0, 0)}</ul>
            </section>
            <section>
                <h2>"Jobs"</h2>
                <ul>{link("Job pod", false, 0, 1)} {link("DNS", true, 1, 1)}</ul>
            </section>
            <div class="foot">
                <span>"Saved on this device"</span>
                <span>"Nothing leaves the browser"</span>
            </div>
        </nav>
        <nav class="phonetabs" aria-label="Views">
            <button type="button">{icon("menu")} "Sections"</button>
            <button type="button" aria-current="true">{icon("form")} "Form"</button>
            <button type="button">{icon("file")} "Files"</button>
        </nav>
    }
    .into_any()
}
