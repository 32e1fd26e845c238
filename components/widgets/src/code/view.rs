//! Keeps a list of lines in the page.
//!
//! It works on the nodes directly: a keyed list of reactive lines costs several signals and closures per line, and the
//! update of a 400-line file must fit into a few milliseconds beside everything else that a key causes.

use super::{Line, Patch, items};
use crate::signal::Signal;
use crate::{
    dom::{El, watch},
    focus::later,
};
use leptos::prelude::*;
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Asks for a line to be brought into view; a new `turn` asks again for the same line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Goto {
    /// Number of the line, from 1; 0 for none.
    pub line: u32,
    /// Differs from the last request.
    pub turn: u32,
}

/// What happened at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEvent {
    /// Pointer or keyboard came to the line with this number.
    Over(u32),
    /// The line with this number was picked, by click or Enter.
    Pick(u32),
    /// Pointer or focus left.
    Leave,
}

/// Lines put in the page at once; the rest of a long file follows when these are painted.
const FIRST: usize = 160;
/// Milliseconds until then.
const SOON: i32 = 40;

/// What the last run left in the page.
#[derive(Default)]
struct Shown {
    key: String,
    lines: Arc<Vec<Line>>,
    goto: Goto,
    flash: bool,
    places: Vec<(String, i32)>,
    /// The lines of which only the first are in the page.
    rest: Rest,
}

type Rest = Rc<RefCell<Option<Arc<Vec<Line>>>>>;

/// Puts in what is left of a long file.
fn complete(list: &Element, rest: &Rest) {
    if let Some(lines) = rest.take() {
        let more = lines.get(FIRST..).unwrap_or_default();
        let _ = list.insert_adjacent_html("beforeend", &items(more));
        let _ = list.remove_attribute("aria-busy");
    }
}

/// The text of a file or a diff, with a gutter, in a region that scrolls and takes the focus.
///
/// With the focus on it, the up and down arrows walk through the lines and Enter picks one.
#[component]
pub fn CodeView(
    /// The lines.
    #[prop(into)]
    lines: Signal<Arc<Vec<Line>>>,
    /// Name of the region: the path of the file. A new name starts afresh, without flashes, where that file was left.
    #[prop(into)]
    name: Signal<String>,
    /// Ranges of line numbers to light, both ends included.
    #[prop(optional, into)]
    lit: Signal<Vec<(u32, u32)>>,
    /// The line to bring into view.
    #[prop(optional, into)]
    goto: Signal<Goto>,
    /// Receives what happens at lines.
    #[prop(optional, into)]
    on_line: Option<Callback<LineEvent>>,
    /// A few lines within a page, not a whole file.
    #[prop(optional)]
    snippet: bool,
) -> AnyView {
    let tell = move |event: LineEvent| {
        if let Some(on_line) = on_line {
            on_line.try_run(event);
        }
    };
    let ol = El::new("ol", "");
    let list = ol.node().clone();
    let region = El::new("div", if snippet { "code few" } else { "code" })
        .set("tabindex", "0")
        .set("role", "region")
        .attr("aria-label", move || name.get())
        .child(ol);
    let scroller = region.as_html();
    let mut shown = Shown::default();
    {
        let (list, scroller) = (list.clone(), scroller.clone());
        watch(move || {
            let state = (lines.get(), name.get(), lit.get(), goto.get());
            shown.follow(&scroller, &list, state);
        });
    }
    let cursor = Rc::new(Cell::new(0_u32));
    let (at, rows) = (Rc::clone(&cursor), list.clone());
    region
        .on_key(move |event| {
            let to = match event.key().as_str() {
                "ArrowDown" => at.get() + 1,
                "ArrowUp" => at.get().saturating_sub(1).max(1),
                "Enter" if at.get() > 0 => return tell(LineEvent::Pick(at.get())),
                _ => return,
            };
            let Some(found) = item(&rows, to) else { return };
            event.prevent_default();
            unmark(&rows, "cur");
            let _ = found.class_list().add_1("cur");
            at.set(to);
            reveal_near(&scroller, &found);
            tell(LineEvent::Over(to));
        })
        .on("focusout", move |_| {
            unmark(&list, "cur");
            cursor.set(0);
            tell(LineEvent::Leave);
        })
        .on("pointerleave", move |_| tell(LineEvent::Leave))
        .on("pointerover", move |event| {
            if let Some(n) = number_at(event.target()) {
                tell(LineEvent::Over(n));
            }
        })
        .on("click", move |event| {
            if let Some(n) = number_at(event.target()) {
                tell(LineEvent::Pick(n));
            }
        })
        .view()
}

/// What the view is to show: lines, name, lit ranges, and the line to bring into view.
type Wanted = (Arc<Vec<Line>>, String, Vec<(u32, u32)>, Goto);

impl Shown {
    fn follow(&mut self, region: &HtmlElement, list: &Element, (next, key, ranges, to): Wanted) {
        if key != self.key {
            keep_place(&mut self.places, &self.key, region.scroll_top());
            let place = place_of(&self.places, &key);
            list.set_inner_html(&items(next.get(..FIRST).unwrap_or(&next)));
            self.rest.replace(Some(Arc::clone(&next)));
            if next.len() > FIRST && place == 0 && ranges.is_empty() && to == self.goto {
                let _ = list.set_attribute("aria-busy", "true");
                let (list, rest) = (list.clone(), Rc::clone(&self.rest));
                later(SOON, Box::new(move || complete(&list, &rest)));
            } else {
                complete(list, &self.rest);
            }
            region.set_scroll_top(place);
            self.key = key;
        } else if !Arc::ptr_eq(&next, &self.lines) {
            self.flash = !self.flash;
            complete(list, &self.rest);
            apply(list, &self.lines, &next, self.flash);
        }
        if to != self.goto || !ranges.is_empty() {
            complete(list, &self.rest);
        }
        self.lines = next;
        light(list, &self.lines, &ranges);
        if to != self.goto {
            self.goto = to;
            let (region, list) = (region.clone(), list.clone());
            // At the first run the list is not in the page yet and has no height.
            let show = move || {
                if let Some(item) = item(&list, to.line) {
                    reveal(&region, &item);
                }
            };
            later(0, Box::new(show));
        }
    }
}

/// Rewrites the touched lines, adds and removes the rest, and renumbers what moved.
fn apply(list: &Element, old: &[Line], new: &[Line], flash: bool) {
    let patch = Patch::between(old, new);
    // Two classes with the same animation take turns, which starts it again without a timer.
    let flash = if flash { " flash-a" } else { " flash-b" };
    let nodes = list.children();
    let at = |i: usize| u32::try_from(i).ok().and_then(|i| nodes.item(i));
    let both = patch.old.min(patch.new);
    let (from, to) = (patch.front, patch.front + both);
    for (i, line) in new.iter().enumerate().take(to).skip(from) {
        let Some(node) = at(i) else { continue };
        if old.get(i).is_some_and(|o| o.looks_like(line)) {
            continue;
        }
        let mut class = line.class();
        class.push_str(flash);
        node.set_class_name(&class);
        node.set_inner_html(&line.inner());
    }
    for _ in both..patch.old {
        if let Some(node) = at(to) {
            node.remove();
        }
    }
    if patch.new > both {
        let more = new.get(to..patch.front + patch.new).unwrap_or_default();
        let html = items(more);
        let _ = match at(to) {
            Some(node) => node.insert_adjacent_html("beforebegin", &html),
            None => list.insert_adjacent_html("beforeend", &html),
        };
        for i in to..patch.front + patch.new {
            if let Some(node) = at(i) {
                let _ = node.class_list().add_1(flash.trim_start());
            }
        }
    }
    for (i, line) in new.iter().enumerate().skip(from) {
        // Behind the patch the old line stood at another index.
        let before = if i < to {
            old.get(i)
        } else {
            old.get((i + patch.old).wrapping_sub(patch.new))
        };
        if before.map(|o| o.number) != Some(line.number)
            && let Some(node) = at(i)
        {
            let _ = node.set_attribute("data-n", &line.gutter());
        }
    }
}

fn light(list: &Element, lines: &[Line], ranges: &[(u32, u32)]) {
    unmark(list, "lit");
    if ranges.is_empty() {
        return;
    }
    let nodes = list.children();
    for (i, line) in lines.iter().enumerate() {
        let inside =
            line.number > 0 && ranges.iter().any(|(a, b)| (*a..=*b).contains(&line.number));
        if inside && let Some(node) = u32::try_from(i).ok().and_then(|i| nodes.item(i)) {
            let _ = node.class_list().add_1("lit");
        }
    }
}

fn unmark(list: &Element, class: &str) {
    let nodes = list.get_elements_by_class_name(class);
    // The collection is live: each removal shortens it.
    while let Some(node) = nodes.item(0) {
        if node.class_list().remove_1(class).is_err() {
            break;
        }
    }
}

fn item(list: &Element, number: u32) -> Option<HtmlElement> {
    let mut selector = String::from("li[data-n=\"");
    selector.push_str(&number.to_string());
    selector.push_str("\"]");
    list.query_selector(&selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

/// Puts a line into the upper third, unless it is in sight.
fn reveal(region: &HtmlElement, item: &HtmlElement) {
    let (top, height) = (item.offset_top(), region.client_height());
    let seen =
        top >= region.scroll_top() && top + item.offset_height() <= region.scroll_top() + height;
    if !seen {
        region.set_scroll_top(top - height / 3);
    }
}

/// Scrolls no further than needed.
fn reveal_near(region: &HtmlElement, item: &HtmlElement) {
    let (top, bottom) = (item.offset_top(), item.offset_top() + item.offset_height());
    if top < region.scroll_top() {
        region.set_scroll_top(top);
    } else if bottom > region.scroll_top() + region.client_height() {
        region.set_scroll_top(bottom - region.client_height());
    }
}

fn number_at(target: Option<web_sys::EventTarget>) -> Option<u32> {
    let element = target?.dyn_into::<Element>().ok()?;
    element
        .closest("li")
        .ok()
        .flatten()?
        .get_attribute("data-n")?
        .parse()
        .ok()
}

fn keep_place(places: &mut Vec<(String, i32)>, key: &str, top: i32) {
    places.retain(|(k, _)| k != key);
    places.push((key.to_owned(), top));
}

fn place_of(places: &[(String, i32)], key: &str) -> i32 {
    places
        .iter()
        .find(|(k, _)| k == key)
        .map_or(0, |(_, top)| *top)
}
