//! A cause as a card: what it means for the plan, what to look at, and what mends it.

use super::answers::Answer;
use super::run::{already, and, block, cause_href, page_link, parts_of, rich};
use super::texts::run as rt;
use super::{Desk, filled, log, texts as dt};
use crate::dialogs::hunk_view;
use crate::js::Js;
use crate::parts::{button, live, words};
use crate::store::{Deed, Store};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_model::source::address;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Disclosure, icon};

/// Lines that are named; a cause may have thousands.
const NAMED: usize = 8;

/// The card of a cause. The lines that its first fix changes come with `preview`.
pub fn card(desk: Desk, cause: &Js, preview: Option<Answer>) -> El {
    let store = desk.store;
    let advice = cause.at("advice");
    let mark = cause.texts("mark");
    let id = ["cause-", if mark.is_empty() { "one" } else { &mark }].concat();
    let tag = match mark.bytes().next().unwrap_or(b'A').wrapping_sub(b'A') % 3 {
        0 => "tag",
        1 => "tag two",
        _ => "tag three",
    };
    let mut head = El::new("header", "");
    if !mark.is_empty() {
        head = head.child(El::new("b", tag).text(&mark).set("aria-hidden", "true"));
    }
    let mut title = El::new("h3", "").set("id", &id).set("tabindex", "-1");
    if !mark.is_empty() {
        let said = filled(store, rt::CAUSE, &[&mark]);
        title = title.child(El::new("span", "vh").text(&[&said, ": "].concat()));
    }
    head = head.child(title.child(rich("span", "", &advice.texts("title"))));
    let sure = cause.texts("sure_text");
    if !sure.is_empty() {
        head = head.child(El::new("span", "badge").text(&sure));
    }
    let mut body = El::new("div", "in-body");
    body = and(body, lines(desk, cause));
    body = body.child(
        El::new("section", "")
            .child(words(store, "h4", "", rt::MEANS))
            .child(rich("p", "", &advice.texts("meaning"))),
    );
    body = and(body, block(store, rt::LOOK, &advice.list("steps")));
    body = and(body, fixes(desk, &advice, &id, preview));
    body = and(body, block(store, rt::BY_HAND, &advice.list("by_hand")));
    for wrong in advice.list("wrong") {
        body = body.child(wrong_box(store, &wrong));
    }
    body = and(body, block(store, rt::CONFIRM, &advice.list("confirm")));
    let folds = El::new("div", "folds");
    let folds = and(folds, alike(store, &advice.list("alike")));
    body = body.child(and(folds, prevent(store, &advice.list("prevent"))));
    El::new("article", "cause")
        .set("aria-labelledby", &id)
        .child(head)
        .child(body)
        .child(foot(store, &cause.texts("category"), &advice))
}

/// The lines that speak for it, each leading to its row.
fn lines(desk: Desk, cause: &Js) -> Option<El> {
    let store = desk.store;
    let lines = cause.numbers("lines");
    if lines.is_empty() {
        return None;
    }
    let place = El::new("p", "lines").child(words(store, "span", "sub", rt::LINES));
    let mut place = lines.iter().take(NAMED).fold(place, |place, line| {
        let line = *line;
        let name = filled(store, dt::LINE, &[&line.to_string()]);
        place.child(
            El::button("link")
                .text(&line.to_string())
                .set("aria-label", &name)
                .on("click", move |_| log::to_line(desk, line)),
        )
    });
    if let Some(more) = lines.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let more = filled(store, rt::MORE_N, &[&more.to_string()]);
        place = place.child(El::new("span", "sub").text(&more));
    }
    Some(place)
}

fn fixes(desk: Desk, advice: &Js, id: &str, preview: Option<Answer>) -> Option<El> {
    let store = desk.store;
    let all = advice.list("fixes");
    let first = all.first()?;
    let shown = preview.map(|preview| {
        preview.forget();
        let plan = store.plan_ask();
        let edits = first.edits("edits");
        preview.ask(store, Ask::Preview { plan, edits });
        // Two causes may have the same fix.
        let mark = id.strip_prefix("cause-").unwrap_or(id);
        hunks(store, preview, [mark, ": ", &first.texts("label")].concat())
    });
    let mut section = El::new("section", "fixes")
        .child(words(store, "h4", "", rt::FIX))
        .child(and(fix(desk, first, id, true), shown));
    if all.len() > 1 {
        section = section.child(words(store, "h4", "others", rt::OTHER_FIXES));
    }
    Some(all.iter().skip(1).fold(section, |section, other| {
        section.child(fix(desk, other, id, false))
    }))
}

/// A fix: what it does, and buttons to see and to take it.
fn fix(desk: Desk, fix: &Js, id: &str, first: bool) -> El {
    let store = desk.store;
    let (label, edits) = (fix.texts("label"), fix.edits("edits"));
    let done = {
        let edits = edits.clone();
        Memo::new(move |_| already(store, &edits))
    };
    let name =
        move |text: runwright_model::Text, label: &str| [&store.say(text), ": ", label].concat();
    let seen = edits.clone();
    let look = button(store, "btn s", tx::PREVIEW, move || {
        store.act(Deed::Preview(seen.clone()))
    })
    .set("aria-label", &name(tx::PREVIEW, &label));
    let class = if first { "btn s primary" } else { "btn s" };
    let (id, named) = (super::settings::intern(id), label.clone());
    let take = button(store, class, tx::APPLY, move || {
        // The button goes, and the card is drawn anew.
        desk.trouble.then.set_value(Some(id));
        store.apply(&edits, &label);
        super::run::focus_soon(id);
    })
    .set("aria-label", &name(tx::APPLY, &named));
    let acts = El::new("span", "right")
        .none(move || done.get())
        .child(look)
        .child(take);
    let chosen = words(store, "span", "badge ok right", rt::IN_PLAN).none(move || !done.get());
    El::new("div", "fix").child(
        El::new("div", "cap")
            .child(rich("b", "", &named))
            .child(acts)
            .child(chosen),
    )
}

/// The lines that a fix changes.
fn hunks(store: Store, preview: Answer, name: String) -> El {
    live(El::new("div", "hunks"), move || {
        let say = preview.get();
        if say.texts("kind") != "preview" {
            return Vec::new();
        }
        untrack(|| {
            let hunks = say.list("hunks");
            if hunks.is_empty() {
                return vec![words(store, "p", "sub", rt::NO_LINE)];
            }
            // The others follow from the first: they are named, and in the preview.
            let names: Vec<String> = hunks.iter().map(|hunk| hunk.texts("path")).collect();
            let mut shown: Vec<El> = hunks
                .iter()
                .take(1)
                .map(|hunk| {
                    hunk_view(
                        store,
                        hunk,
                        [&name, &hunk.texts("path")].map(String::as_str).join(", "),
                    )
                })
                .collect();
            if let Some(rest) = names.get(1..).filter(|rest| !rest.is_empty()) {
                let rest = filled(store, rt::ALSO_IN, &[&rest.join(", ")]);
                shown.push(El::new("p", "sub").text(&rest));
            }
            shown
        })
    })
}

/// Advice that does not help here.
fn wrong_box(store: Store, wrong: &Js) -> El {
    El::new("div", "finding warn")
        .mount(icon("warning"))
        .child(
            El::new("strong", "")
                .child(words(store, "span", "fid", rt::OFTEN))
                .child(rich("span", "", &wrong.texts("claim"))),
        )
        .child(rich("p", "", &wrong.texts("truth")))
}

fn alike(store: Store, all: &[Js]) -> Option<El> {
    if all.is_empty() {
        return None;
    }
    let list = all.iter().fold(El::new("ul", "kept alike"), |list, of| {
        list.child(
            El::new("li", "")
                .child(
                    El::new("a", "")
                        .set("href", &cause_href(&of.texts("category")))
                        .child(rich("span", "", &of.texts("title"))),
                )
                .child(rich("p", "sub", &of.texts("how"))),
        )
    });
    Some(folded(store, rt::ALIKE, all.len(), list))
}

fn prevent(store: Store, all: &[Js]) -> Option<El> {
    if all.is_empty() {
        return None;
    }
    let list = all.iter().fold(El::new("ul", "bullets"), |list, of| {
        list.child(parts_of(store, rich("li", "", &of.text()), &Js::nothing()))
    });
    Some(folded(store, rt::PREVENT, all.len(), list))
}

fn folded(store: Store, title: runwright_model::Text, count: usize, list: El) -> El {
    let body = list.view();
    let note = Signal::stored(count.to_string());
    El::new("div", "").mount(
        view! { <Disclosure summary=store.tr(title) note=note>{body}</Disclosure> }.into_any(),
    )
}

/// The name of the cause, its page of the form, and where the rule was read.
fn foot(store: Store, category: &str, advice: &Js) -> El {
    let foot = El::new("footer", "").child(El::new("code", "").text(category));
    let mut foot = and(foot, page_link(store, &advice.texts("section")));
    if let Some(address) = address(&advice.texts("source")) {
        let name = [&store.say(dt::SOURCE), ": ", category].concat();
        foot = foot.child(
            El::new("a", "link")
                .set("href", &address)
                .set("target", "_blank")
                .set("rel", "noopener noreferrer")
                .set("aria-label", &name)
                .text(&store.say(dt::SOURCE)),
        );
    }
    foot
}
