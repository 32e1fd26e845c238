//! Pieces that several sections are made of.

use crate::field;
use crate::js::Js;
use crate::store::Store;
use crate::texts as tx;
use crate::texts::Long;
use leptos::prelude::*;
use runwright_model::Text;
use runwright_widgets::dom::{El, watch};
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{Counts, Disclosure, FindingCounts, with_code};

/// An element with a text of the page in it.
pub fn words(store: Store, tag: &'static str, class: &str, text: Text) -> El {
    El::new(tag, class).says(move || text.get(store.lang.get()).to_string())
}

/// A paragraph of a longer text; runs between backticks are code.
pub fn prose(store: Store, class: &str, text: Long) -> El {
    El::new("p", class).html(move || with_code(&long(store, text)))
}

/// A longer text in the language in force.
pub fn long(store: Store, text: Long) -> String {
    store.said.spec().at("words").texts(text.0)
}

/// Fills an element anew whenever what `make` reads has changed. Not for what holds a control: it
/// would lose the focus.
pub fn live(place: El, make: impl Fn() -> Vec<El> + 'static) -> El {
    let node = place.node().clone();
    let make: Box<dyn Fn() -> Vec<El>> = Box::new(make);
    watch(move || {
        let made = make();
        node.set_inner_html("");
        for element in made {
            let _ = node.append_child(element.node());
        }
    });
    place
}

/// The findings of each severity as shapes and numbers.
pub fn counts(store: Store, section: Option<&'static str>) -> AnyView {
    let counts = store.said.counts(section);
    let shown = Signal::derive(move || {
        let (errors, warnings, advice) = counts.get();
        FindingCounts {
            errors,
            warnings,
            advice,
        }
    });
    view! { <Counts counts=shown /> }.into_any()
}

/// The head of a page: title, what it is about, its findings.
pub fn head(store: Store, title: Text, lead: Long, section: Option<&'static str>) -> El {
    let words = El::new("div", "")
        .child(words(store, "h1", "", title))
        .child(prose(store, "", lead));
    let head = El::new("header", "pagehead").child(words);
    match section {
        Some(_) => head.child(El::new("div", "state").mount(counts(store, section))),
        None => head,
    }
}

/// A group of fields under a heading; chain what it holds.
pub fn group(store: Store, title: Text, lead: Option<Long>) -> El {
    let group = El::new("section", "group").child(words(store, "h2", "", title));
    match lead {
        Some(lead) => group.child(prose(store, "lead", lead)),
        None => group,
    }
}

/// Appends fields.
pub fn fields(place: El, store: Store, ids: &[&'static str]) -> El {
    ids.iter()
        .fold(place, |place, id| place.mount(field::field(store, id)))
}

/// Something folded away at first.
pub fn fold(store: Store, title: Text, note: Signal<String>, content: El) -> AnyView {
    let content = content.view();
    view! { <Disclosure summary=store.tr(title) note=note>{content}</Disclosure> }.into_any()
}

/// Fields folded away at first, with the number of those that are changed.
pub fn more(store: Store, ids: &'static [&'static str]) -> AnyView {
    let note = Signal::derive(move || {
        let changed = store
            .draft
            .with(|draft| ids.iter().filter(|id| draft.get(id).is_some()).count());
        if changed == 0 {
            String::new()
        } else {
            runwright_widgets::fill(tx::CHANGED_N.get(store.lang.get()), &changed.to_string())
        }
    });
    fold(
        store,
        tx::ADVANCED,
        note,
        fields(El::new("div", ""), store, ids),
    )
}

/// A line of the form that shows a value the page does not ask for.
pub fn shown(store: Store, label: Text, help: Long, value: Signal<String>) -> El {
    let side = El::new("div", "lab")
        .child(words(store, "span", "label", label))
        .child(prose(store, "help", help));
    El::new("div", "field")
        .child(side)
        .child(El::new("div", "").child(El::new("output", "shown mono").say(value)))
}

/// A table in a region that scrolls sideways, with its heads; chain the body.
pub fn table(store: Store, name: Text, class: &str, heads: &[(Text, bool)], body: El) -> El {
    let row = heads.iter().fold(El::new("tr", ""), |row, (text, number)| {
        row.child(words(store, "th", if *number { "num" } else { "" }, *text).set("scope", "col"))
    });
    El::new("div", "tablewrap")
        .set("tabindex", "0")
        .set("role", "region")
        .attr("aria-label", move || name.get(store.lang.get()).to_string())
        .child(
            El::new("table", class)
                .child(El::new("thead", "").child(row))
                .child(body),
        )
}

/// A cell with a fixed text.
pub fn cell(class: &str, text: &str) -> El {
    El::new("td", class).text(text)
}

/// The head of a row.
pub fn row_head(class: &str, text: &str) -> El {
    El::new("th", class).set("scope", "row").text(text)
}

/// A small button.
pub fn button(store: Store, class: &str, text: Text, act: impl Fn() + 'static) -> El {
    El::button(class)
        .says(move || text.get(store.lang.get()).to_string())
        .on("click", move |_| act())
}

/// The items of a part of the answer, as they stand in `part`.
pub fn items(part: Memo<String>) -> Vec<Js> {
    part.with(|text| Js::parse(text)).items()
}

/// Ways to change a few fields at once, each with what it leads to.
pub fn comparisons(store: Store, name: Text, part: &'static str) -> El {
    let rows = store.said.part(part);
    let body = live(El::new("tbody", ""), move || {
        items(rows)
            .iter()
            .map(|row| comparison(store, row))
            .collect()
    });
    table(
        store,
        name,
        "",
        &[
            (tx::C_CHANGE, false),
            (tx::C_OUTCOME, false),
            (tx::APPLY, true),
        ],
        body,
    )
}

fn comparison(store: Store, row: &Js) -> El {
    let label = row.texts("label");
    let chosen = row.flag("chosen");
    let edits = row.edits("edits");
    let head = row_head("", &label).child(El::new("span", "sub").text(&row.texts("detail")));
    let action = if chosen {
        words(store, "span", "badge ok", tx::IN_USE)
    } else {
        let name = [tx::APPLY.get(store.lang.get_untracked()), ": ", &label].concat();
        button(store, "btn s", tx::APPLY, move || {
            store.apply(&edits, &label)
        })
        .set("aria-label", &name)
    };
    El::new("tr", if chosen { "now" } else { "" })
        .child(head)
        .child(cell("", &row.texts("outcome")))
        .child(El::new("td", "num").child(action))
}
