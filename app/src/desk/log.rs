//! The pasted text with its marks.

use super::run::part;
use super::texts::run as rt;
use super::{Desk, filled};
use crate::js::Js;
use crate::parts::{button, items, live, words};
use crate::platform;
use leptos::prelude::*;
use runwright_widgets::dom::El;
use runwright_widgets::{Markup, later};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The text area, or the text with its marks.
pub fn view(desk: Desk) -> El {
    let (store, paste) = (desk.store, desk.trouble.paste);
    let edited = paste.editing;
    let cap = El::new("span", "what").says(move || {
        let say = desk.diagnose.get();
        if edited.get() || say.texts("kind") != "diagnose" {
            return rt::PASTE_LOG.get(store.lang.get()).to_string();
        }
        let (marked, routine) = (say.number("marked"), say.number("routine"));
        let mut parts = vec![say.texts("what")];
        for (text, count) in [(rt::MARKED_N, marked), (rt::ROUTINE_N, routine)] {
            parts.push(filled(store, text, &[&count.to_string()]));
        }
        parts.join(store.lang.get().pick(", ", "，"))
    });
    let cap = El::new("div", "cap")
        .child(cap)
        .child(live(El::new("span", "right"), move || {
            let editing = edited.get();
            let some = !paste.is_empty();
            untrack(|| {
                if !editing {
                    return vec![paste.tools(store)];
                }
                let mut tools = vec![paste.chooser(store)];
                if some {
                    let show = move || paste.show();
                    tools.push(button(store, "btn ghost s", rt::SHOW_LINES, show));
                    tools.push(button(store, "btn ghost s", rt::CLEAR, move || {
                        paste.clear()
                    }));
                }
                tools
            })
        }));
    let body = live(El::new("div", ""), move || {
        let editing = edited.get();
        untrack(|| {
            if editing {
                vec![
                    paste.area(store, rt::PASTE_LOG),
                    words(store, "p", "hint", rt::PASTE_HINT),
                ]
            } else {
                vec![rows(desk)]
            }
        })
    });
    let place = El::new("section", "paste")
        .attr("aria-label", move || {
            rt::PASTE_LOG.get(store.lang.get()).to_string()
        })
        .child(cap)
        .child(body);
    paste.droppable(store, place)
}

/// The rows. Up and down walk through them, Enter at a marked one goes to its cause.
fn rows(desk: Desk) -> El {
    let store = desk.store;
    let rows = part(desk.diagnose, "rows");
    let list = El::new("ol", "").html(move || {
        let cause = rt::CAUSE.get(store.lang.get());
        let mut out = Markup::new();
        for row in items(rows) {
            let gap = filled(store, rt::GAP, &[&row.number("gap").to_string()]);
            draw(&mut out, &row, cause, &gap);
        }
        out.finish()
    });
    let node = list.node().clone();
    let at = Rc::new(Cell::new(0_u32));
    let now = at.clone();
    let left = node.clone();
    El::new("div", "code log")
        .set("id", "log")
        .set("tabindex", "0")
        .set("role", "region")
        .attr("aria-label", move || {
            rt::LOG.get(store.lang.get()).to_string()
        })
        .child(list)
        .on_key(move |event| {
            let all = node.children();
            let to = match event.key().as_str() {
                "ArrowDown" => now.get() + 1,
                "ArrowUp" => now.get().saturating_sub(1).max(1),
                "Enter" => {
                    if let Some(row) = now.get().checked_sub(1).and_then(|at| all.item(at)) {
                        to_cause(&row);
                    }
                    return;
                }
                _ => return,
            };
            let Some(row) = all.item(to - 1) else {
                return;
            };
            event.prevent_default();
            now.set(to);
            light(&node, &row);
        })
        .on("focusout", move |_| {
            at.set(0);
            unlight(&left);
        })
        .on("click", move |event| {
            // Who marks text to copy it stays where it is.
            let marked = platform::window().get_selection().ok().flatten();
            if marked.is_some_and(|marked| !marked.is_collapsed()) {
                return;
            }
            let row = event
                .target()
                .and_then(|target| target.dyn_into::<Element>().ok())
                .and_then(|target| target.closest("li").ok().flatten());
            if let Some(row) = row {
                to_cause(&row);
            }
        })
}

fn draw(out: &mut Markup, row: &Js, cause: &str, gap: &str) {
    let (kind, mark) = (row.texts("kind"), row.texts("mark"));
    let first = mark.bytes().next().unwrap_or(b'A').wrapping_sub(b'A') % 3;
    let class = match kind.as_str() {
        "gap" => "fold",
        "routine" => "noise",
        "marked" => match first {
            0 => "m",
            1 => "m two",
            _ => "m three",
        },
        _ => "",
    };
    out.open("li").attr("class", class);
    if kind == "gap" {
        out.attr("data-n", "")
            .attr("data-from", &row.number("line").to_string())
            .attr("data-gap", &row.number("gap").to_string())
            .text(gap)
            .close("li");
        return;
    }
    out.attr("data-n", &row.number("line").to_string());
    if !mark.is_empty() {
        out.attr("data-cause", mark.get(..1).unwrap_or(""));
        let (before, after) = cause.split_once("{}").unwrap_or((cause, ""));
        for letter in mark.chars().take(3) {
            let letter = letter.to_string();
            out.open("b").attr("class", "tag");
            out.leaf("span", "vh", before);
            out.text(&letter);
            out.leaf("span", "vh", [after, " "].concat().as_str());
            out.close("b");
        }
    }
    out.text(&row.texts("text")).close("li");
}

/// Goes to the cause that a row speaks for.
fn to_cause(row: &Element) {
    let Some(mark) = row.get_attribute("data-cause") else {
        return;
    };
    if let Some(title) = platform::element(&["cause-", &mark].concat()) {
        let _ = title.focus();
        title.scroll_into_view_with_bool(true);
    }
}

/// Brings a line into view, or the gap that it lies in.
pub fn to_line(desk: Desk, line: u32) {
    desk.trouble.paste.editing.set(false);
    let show = move || {
        let Some(log) = platform::element("log") else {
            return;
        };
        let Ok(Some(list)) = log.query_selector("ol") else {
            return;
        };
        let rows = list.children();
        let number = |row: &Element, name: &str| -> u32 {
            let text = row.get_attribute(name).unwrap_or_default();
            text.parse().unwrap_or(0)
        };
        for at in 0..rows.length() {
            let Some(row) = rows.item(at) else {
                return;
            };
            let from = number(&row, "data-from");
            let inside = from > 0 && (from..from + number(&row, "data-gap")).contains(&line);
            if inside || number(&row, "data-n") == line {
                let _ = log.focus();
                light(&list, &row);
                log.scroll_into_view_with_bool(true);
                return;
            }
        }
    };
    later(30, Box::new(show));
}

fn light(list: &Element, row: &Element) {
    unlight(list);
    let _ = row.class_list().add_1("cur");
    // Only the box scrolls: the page stays where it is.
    if let (Some(region), Some(row)) = (list.parent_element(), row.dyn_ref::<HtmlElement>()) {
        let (own, around) = (
            row.get_bounding_client_rect(),
            region.get_bounding_client_rect(),
        );
        if own.top() < around.top() || own.bottom() > around.bottom() {
            let by = own.top() - around.top() - around.height() / 3.0;
            region.set_scroll_top(region.scroll_top() + by as i32);
        }
    }
}

fn unlight(list: &Element) {
    if let Ok(Some(row)) = list.query_selector(".cur") {
        let _ = row.class_list().remove_1("cur");
    }
}
