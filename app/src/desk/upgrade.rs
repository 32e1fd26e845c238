//! What lies between the plan's chart and another one.

use super::{Desk, filled, finding, head, texts as dt};
use crate::files::{copy, lines_of};
use crate::js::Js;
use crate::parts::{button, live, words};
use crate::store::Store;
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Edit;
use runwright_model::protocol::Ask;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{RwSignal, Signal};
use runwright_widgets::{Choice, CodeView, Disclosure, Select, icon_small};
use std::sync::Arc;

/// The page.
pub fn view(desk: Desk) -> El {
    let store = desk.store;
    let chart = store.text_of("target.chart");
    let charts = move || store.said.field("target.chart").list("options");
    let newest = untrack(charts)
        .first()
        .map(|option| option.texts("value"))
        .unwrap_or_default();
    let to = RwSignal::new(newest);
    watch(move || {
        store.lang.track();
        store.draft.track();
        store.opened.track();
        let chart = to.get();
        untrack(|| {
            let plan = store.plan_ask();
            desk.upgrade.ask(store, Ask::Upgrade { plan, chart });
        });
    });
    let choices = Signal::derive(move || {
        let choice = |option: &Js| Choice {
            value: option.texts("value"),
            label: option.texts("label"),
            ..Choice::default()
        };
        charts().iter().map(choice).collect::<Vec<Choice>>()
    });
    let select = view! { <Select choices=choices value=to on_pick=Callback::new(move |chart| to.set(chart)) id="upgrade-to" label=store.tr(dt::TARGET) /> };
    let take = button(store, "btn", dt::TAKE, move || {
        let chart = to.get_untracked();
        let label = untrack(|| filled(store, dt::TAKEN, &[&chart]));
        store.apply(&[Edit::set("target.chart", chart.as_str())], &label);
    })
    .none(move || chart.get() == to.get());
    let pick = El::new("div", "upgradebar")
        .child(words(store, "span", "label", dt::TARGET).set("aria-hidden", "true"))
        .mount(select.into_any())
        .child(take);
    let answer = live(El::new("div", ""), move || {
        let say = desk.upgrade.get();
        if say.is_nothing() {
            return vec![words(store, "p", "sub", dt::WAIT)];
        }
        if say.texts("kind") == "failed" {
            return vec![words(store, "p", "sub", dt::FAILED)];
        }
        let mut parts = vec![findings(store, &say)];
        parts.extend(releases(store, &say));
        parts.extend(script(store, &say));
        parts
    });
    El::new("div", "")
        .child(head(store, tx::UPGRADE, dt::UPGRADE_LEAD))
        .child(pick)
        .child(answer)
}

fn findings(store: Store, say: &Js) -> El {
    let between = filled(store, dt::FROM_TO, &[&say.texts("from"), &say.texts("to")]);
    let section = El::new("section", "group").child(El::new("h2", "").text(&between));
    let found = say.list("findings");
    if found.is_empty() {
        return section.child(words(store, "p", "lead", dt::NO_WORK));
    }
    let section = section.child(words(store, "p", "lead", dt::TO_DO));
    found.iter().fold(section, |section, found| {
        section.child(finding::finding(store, found))
    })
}

fn releases(store: Store, say: &Js) -> Option<El> {
    let releases = say.list("releases");
    let section = El::new("section", "group").child(words(store, "h2", "", dt::RELEASES));
    let fold = |section: El, release: &Js| {
        let lines = release
            .list("lines")
            .iter()
            .fold(El::new("ul", "kept"), |list, line| {
                list.child(El::new("li", "").text(&line.text()))
            });
        let body = lines.view();
        let title = Signal::stored(release.texts("version"));
        let date = Signal::stored(release.texts("date"));
        section.mount(view! { <Disclosure summary=title note=date>{body}</Disclosure> }.into_any())
    };
    (!releases.is_empty()).then(|| releases.iter().fold(section, fold))
}

fn script(store: Store, say: &Js) -> Option<El> {
    let text = say.texts("script");
    if text.is_empty() {
        return None;
    }
    let section = El::new("section", "group").child(words(store, "h2", "", dt::STEPS));
    Some(section.child(snippet(store, "upgrade.sh", say, text)))
}

/// A text with a button that copies it.
pub fn snippet(store: Store, name: &str, say: &Js, text: String) -> El {
    // The view takes the shape of a file.
    let file = Js::parse("{}");
    file.put("text", Js::of(text.as_str().into()));
    file.put("tokens", say.at("tokens"));
    let lines = lines_of(&file, &[]);
    let path = Signal::stored(name.to_string());
    let code = view! { <CodeView lines=Signal::stored(Arc::new(lines)) name=path snippet=true /> };
    let copied = El::button("btn ghost s right")
        .mount(icon_small("copy"))
        .child(words(store, "span", "", tx::COPY))
        .on("click", move |_| copy(store, &text));
    El::new("section", "snippet")
        .child(
            El::new("div", "cap")
                .child(El::new("span", "mono").say(path))
                .child(copied),
        )
        .mount(code.into_any())
}
