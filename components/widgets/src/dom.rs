//! Builds elements by calls, with every dynamic part behind the same few boxed closures.
//!
//! A `view!` has a type of its own, with code of its own to build, rebuild and mount it; some fifty of them made these
//! widgets larger than the whole page may be. Here an element is an element: one instance of one render effect serves
//! every text, attribute and class, one kind of listener every event, and [`El::view`] hands the result to Leptos. The
//! owner in force when an element is made disposes of its effects, as it does for a view.

use crate::signal::Signal;
use leptos::{
    attr::{Attribute, any_attribute::AnyAttribute},
    prelude::*,
    tachys::{
        hydration::Cursor,
        renderer::types,
        view::{Position, PositionState},
    },
};
use send_wrapper::SendWrapper;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, HtmlElement, Node};

/// An element being put together. Cloning it names the same element.
#[derive(Clone, Debug)]
pub struct El(Element);

impl El {
    /// Makes an HTML element; an empty class is left out.
    #[must_use]
    pub fn new(tag: &'static str, class: &str) -> Self {
        Self(made(document().create_element(tag))).set("class", class)
    }

    /// Makes an SVG element.
    #[must_use]
    pub fn svg(tag: &'static str, class: &str) -> Self {
        let space = Some("http://www.w3.org/2000/svg");
        Self(made(document().create_element_ns(space, tag))).set("class", class)
    }

    /// Makes a button that submits nothing.
    #[must_use]
    pub fn button(class: &str) -> Self {
        Self::new("button", class).set("type", "button")
    }

    /// Sets an attribute; an empty value leaves it out.
    #[must_use]
    pub fn set(self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            let _ = self.0.set_attribute(name, value);
        }
        self
    }

    /// Appends a fixed text.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        let _ = self.0.append_with_str_1(text);
        self
    }

    /// Appends a text that follows a signal.
    #[must_use]
    pub fn say(self, text: Signal<String>) -> Self {
        self.says(move || text.get())
    }

    /// Appends a text that follows what `text` reads.
    #[must_use]
    pub fn says(self, text: impl Fn() -> String + 'static) -> Self {
        let node: Node = document().create_text_node("").into();
        let _ = self.0.append_child(&node);
        follow(
            Box::new(text),
            Box::new(move |text| node.set_text_content(Some(text))),
        );
        self
    }

    /// Sets the content from markup that follows what `html` reads; the caller has escaped it.
    #[must_use]
    pub fn html(self, html: impl Fn() -> String + 'static) -> Self {
        let node = self.0.clone();
        follow(
            Box::new(html),
            Box::new(move |html| node.set_inner_html(html)),
        );
        self
    }

    /// An attribute that follows what `value` reads, and is absent while that is empty.
    #[must_use]
    pub fn attr(self, name: &'static str, value: impl Fn() -> String + 'static) -> Self {
        let node = self.0.clone();
        let put = move |value: &str| {
            let _ = if value.is_empty() {
                node.remove_attribute(name)
            } else {
                node.set_attribute(name, value)
            };
        };
        follow(Box::new(value), Box::new(put));
        self
    }

    /// An attribute that says `"true"` or is absent.
    #[must_use]
    pub fn flag(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.attr(name, move || String::from(if on() { "true" } else { "" }))
    }

    /// An attribute that says `"true"` or `"false"`.
    #[must_use]
    pub fn truth(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        self.attr(name, move || {
            String::from(if on() { "true" } else { "false" })
        })
    }

    /// A class that is there while `on` holds.
    #[must_use]
    pub fn class(self, name: &'static str, on: impl Fn() -> bool + 'static) -> Self {
        let node = self.0.clone();
        let put = move |on: &str| {
            let _ = node.class_list().toggle_with_force(name, !on.is_empty());
        };
        follow(
            Box::new(move || String::from(if on() { "1" } else { "" })),
            Box::new(put),
        );
        self
    }

    /// Hides the element while `on` holds.
    #[must_use]
    pub fn none(self, on: impl Fn() -> bool + 'static) -> Self {
        self.class("none", on)
    }

    /// Listens for an event.
    #[must_use]
    pub fn on(self, event: &str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act));
        self
    }

    /// Listens for a key outside of an input method's composition.
    #[must_use]
    pub fn on_key(self, act: impl Fn(&web_sys::KeyboardEvent) + 'static) -> Self {
        self.on("keydown", move |event| {
            if let Ok(event) = event.dyn_into::<web_sys::KeyboardEvent>()
                && !crate::keys::composing(&event)
            {
                act(&event);
            }
        })
    }

    /// Appends a child.
    #[must_use]
    pub fn child(self, child: Self) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Appends a view of Leptos and keeps it for as long as the owner lives.
    #[must_use]
    pub fn mount(self, view: AnyView) -> Self {
        let mut state = view.build();
        state.mount(&self.0, None);
        StoredValue::new_local(state);
        self
    }

    /// Appends a row for every index below `count`. Rows hold no state of their own: each reads its item by index from the
    /// caller's signal, so that an index is a stable key.
    #[must_use]
    pub fn each(
        self,
        count: impl Fn() -> usize + 'static,
        row: impl Fn(usize) -> Self + 'static,
    ) -> Self {
        repeat(self.0.clone(), Box::new(count), Box::new(row));
        self
    }

    /// The element itself.
    #[must_use]
    pub fn node(&self) -> &Element {
        &self.0
    }

    /// The element as one of HTML; always so except for [`El::svg`].
    #[must_use]
    pub fn as_html(&self) -> HtmlElement {
        self.0.clone().unchecked_into()
    }

    /// Hands the element to Leptos.
    #[must_use]
    pub fn view(self) -> AnyView {
        Raw(SendWrapper::new(self.0)).into_any()
    }

    fn listen(&self, event: &str, mut act: Box<dyn Act>) {
        // The browser frees the closure with the element: freeing it with the owner would be too early for the events
        // that removing the element causes.
        let act: Box<dyn FnMut(Event)> = Box::new(move |event| act.act(event));
        let act = Closure::wrap(act).into_js_value();
        let _ = self
            .0
            .add_event_listener_with_callback(event, act.unchecked_ref());
    }
}

/// Closures behind traits of our own: a `dyn Fn` keeps a second way to call it for each closure, which nothing here
/// uses and which came to 25 kB.
trait Read {
    fn read(&self) -> String;
}

impl<F: Fn() -> String> Read for F {
    fn read(&self) -> String {
        self()
    }
}

trait Run {
    fn run(&mut self);
}

impl<F: FnMut()> Run for F {
    fn run(&mut self) {
        self();
    }
}

trait Act {
    fn act(&mut self, event: Event);
}

impl<F: FnMut(Event)> Act for F {
    fn act(&mut self, event: Event) {
        self(event);
    }
}

/// Runs now, and again whenever a signal it read has changed, until the owner in force is disposed of.
pub fn watch(run: impl FnMut() + 'static) {
    watch_boxed(Box::new(run));
}

fn watch_boxed(mut run: Box<dyn Run>) {
    StoredValue::new_local(RenderEffect::new(move |_: Option<()>| run.run()));
}

/// Puts what `read` says, each time it says something else.
fn follow(read: Box<dyn Read>, put: Box<dyn Fn(&str)>) {
    let mut last: Option<String> = None;
    watch_boxed(Box::new(move || {
        let now = read.read();
        if last.as_ref() != Some(&now) {
            put(&now);
            last = Some(now);
        }
    }));
}

fn repeat(parent: Element, count: Box<dyn Fn() -> usize>, row: Box<dyn Fn(usize) -> El>) {
    let owner = Owner::current();
    let rows: Rc<RefCell<Vec<(Owner, Element)>>> = Rc::default();
    watch_boxed(Box::new(move || {
        let wanted = count();
        let mut rows = rows.borrow_mut();
        while rows.len() > wanted {
            if let Some((owner, node)) = rows.pop() {
                // Removing may move the focus, and the row still has to hear of it.
                node.remove();
                owner.cleanup();
            }
        }
        while rows.len() < wanted {
            // Not below the effect's own owner: that one is cleaned at every run.
            let own = owner.as_ref().map_or_else(Owner::new, Owner::child);
            let i = rows.len();
            let El(node) = own.with(|| untrack(|| row(i)));
            let _ = parent.append_child(&node);
            rows.push((own, node));
        }
    }));
}

fn made(element: Result<Element, wasm_bindgen::JsValue>) -> Element {
    match element {
        Ok(element) => element,
        // Only for a tag that is no name, and the tags are constants of this crate.
        Err(error) => wasm_bindgen::throw_val(error),
    }
}

/// An element as a view. Only the browser makes one, so there is nothing to write on a server or to hydrate.
struct Raw(SendWrapper<Element>);

/// The mounted element.
struct RawState(Element);

impl Render for Raw {
    type State = RawState;

    fn build(self) -> RawState {
        RawState(self.0.take())
    }

    fn rebuild(self, state: &mut RawState) {
        let next = self.0.take();
        let _ = state.0.replace_with_with_node_1(&next);
        state.0 = next;
    }
}

impl Mountable for RawState {
    fn unmount(&mut self) {
        self.0.remove();
    }

    fn mount(&mut self, parent: &types::Element, marker: Option<&types::Node>) {
        let _ = parent.insert_before(&self.0, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(parent) = self.0.parent_element() else {
            return false;
        };
        child.mount(&parent, Some(&self.0));
        true
    }

    fn elements(&self) -> Vec<types::Element> {
        vec![self.0.clone()]
    }
}

impl AddAnyAttr for Raw {
    type Output<A: Attribute> = Self;

    fn add_any_attr<A: Attribute>(self, _: A) -> Self {
        self
    }
}

impl RenderHtml for Raw {
    type AsyncOutput = Self;
    type Owned = Self;
    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> RawState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
