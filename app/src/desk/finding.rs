//! A finding of the desk: what is wrong, the text it is about, its fixes, and the ways to its line and its setting.

use super::{filled, texts as dt};
use crate::field;
use crate::js::Js;
use crate::parts::button;
use crate::said::weight;
use crate::store::{Deed, Store};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::Lang;
use runwright_widgets::dom::El;
use runwright_widgets::{icon, with_code};

/// Characters of a line that are shown before and behind the place.
const AROUND: usize = 48;

/// A finding.
pub fn finding(store: Store, found: &Js) -> El {
    let tone = field::tone(weight(found));
    let said = match store.lang.get_untracked() {
        Lang::En => &tx::WIDGETS_EN,
        Lang::Zh => &tx::WIDGETS_ZH,
    };
    let word = match weight(found) {
        3 => said.error,
        2 => said.warning,
        _ => said.advice,
    };
    let title = El::new("strong", "")
        .child(El::new("span", "fid").text(&found.texts("code")))
        .child(El::new("span", "vh").text(&[word, ": "].concat()))
        .text(&found.texts("title"));
    let body = with_code(&found.texts("body"));
    let mut shown = El::new("div", &["finding ", tone.class()].concat())
        .mount(icon(tone.icon()))
        .child(title)
        .child(El::new("p", "").html(move || body.clone()));
    if weight(found) == 3 {
        let line = line_of(store, found);
        shown = match line {
            Some(line) => shown.child(line),
            None => shown,
        };
    }
    shown.child(actions(store, found))
}

fn actions(store: Store, found: &Js) -> El {
    let fixes = found.list("fixes");
    let mut acts = El::new("div", "acts");
    for (at, fix) in fixes.iter().enumerate() {
        let class = if at == 0 { "btn s primary" } else { "btn s" };
        let found = found.clone();
        acts = acts.child(
            El::button(class)
                .text(&fix.texts("label"))
                .on("click", move |_| field::act(store, &found, at)),
        );
    }
    if let Some(fix) = fixes.first() {
        let edits = fix.edits("edits");
        acts = acts.child(button(store, "btn s", tx::PREVIEW, move || {
            store.act(Deed::Preview(edits.clone()))
        }));
    }
    if let [path, line] = found.list("at").as_slice() {
        let place = [&path.text(), ":", &line.text()].concat();
        let label = match found.number("column") {
            0 => filled(store, dt::LINE, &[&line.text()]),
            column => filled(store, dt::LINE_COLUMN, &[&line.text(), &column.to_string()]),
        };
        acts = acts.child(
            El::button("link")
                .text(&label)
                .on("click", move |_| store.go_to_line(&place)),
        );
    }
    let field = found.texts("field");
    if !field.is_empty() {
        acts = acts.child(button(store, "link", dt::SETTING, move || {
            store.go_to_field(&field)
        }));
    }
    acts
}

/// The line of a file that an error is at, with its place marked.
fn line_of(store: Store, found: &Js) -> Option<El> {
    let at = found.list("at");
    let (path, line) = (at.first()?.text(), at.get(1)?.text().parse::<usize>().ok()?);
    let files = untrack(|| store.said.plan()).list("files");
    let file = files.iter().find(|file| file.texts("path") == path)?;
    let text = file.texts("text");
    let text = text.lines().nth(line.checked_sub(1)?)?;
    let column = usize::try_from(found.number("column")).unwrap_or(0);
    let indent = text.chars().take_while(|char| char.is_whitespace()).count();
    let at = column.saturating_sub(1);
    let from = indent.max(at.saturating_sub(AROUND)).min(at);
    let part = |from: usize, to: usize| -> String {
        text.chars()
            .skip(from)
            .take(to.saturating_sub(from))
            .collect()
    };
    if text.trim().is_empty() {
        return None;
    }
    let pre = El::new("pre", "srcline mono").text(&part(from, at));
    Some(if column == 0 {
        pre.text(&part(at, at + 2 * AROUND))
    } else {
        pre.child(El::new("mark", "").text(&part(at, at + 1)))
            .text(&part(at + 1, at + AROUND))
    })
}
