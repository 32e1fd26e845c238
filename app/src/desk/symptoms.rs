//! From what people see to a cause, question by question; and the list of all causes.

use super::run::{cause_href, focus_soon, follow, param, part, rich, steps};
use super::texts::run as rt;
use super::{Desk, cause};
use crate::js::Js;
use crate::parts::{items, live, words};
use leptos::prelude::*;
use runwright_model::protocol::Ask;
use runwright_widgets::TextInput;
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, RwSignal};

/// A question that was answered, and where the answers lead.
#[derive(Clone, Default, PartialEq)]
struct Way {
    /// Question and answer.
    taken: Vec<(String, String)>,
    symptom: String,
    /// The question to be answered, as JSON; empty at an end.
    node: String,
    /// The cause at the end.
    category: String,
}

/// Where the answers so far lead.
fn way(desk: Desk) -> Way {
    let query = desk.query.get();
    let linked = param(&query, "cause");
    if !linked.is_empty() {
        return Way {
            category: linked,
            ..Way::default()
        };
    }
    let say = desk.symptoms.get();
    let id = param(&query, "symptom");
    let known = say.list("symptoms");
    let Some(symptom) = known.iter().find(|known| known.texts("id") == id) else {
        return Way::default();
    };
    let nodes = say.list("nodes");
    let node_of = |id: &str| nodes.iter().find(|node| node.texts("id") == id);
    let mut way = Way {
        symptom: symptom.texts("title"),
        ..Way::default()
    };
    let mut node = node_of(&symptom.texts("node"));
    for at in desk.walk.get() {
        let (Some(asked), Some(answer)) = (
            node,
            node.and_then(|node| node.list("answers").get(at as usize).cloned()),
        ) else {
            break;
        };
        way.taken
            .push((asked.texts("question"), answer.texts("label")));
        way.category = answer.texts("category");
        node = node_of(&answer.texts("node"));
    }
    way.node = node.map(Js::json).unwrap_or_default();
    way
}

/// The symptoms, a question, or a cause.
pub fn view(desk: Desk) -> El {
    let store = desk.store;
    follow(store, move || {
        untrack(|| {
            let plan = store.plan_ask();
            desk.symptoms.ask(store, Ask::Symptoms { plan });
        });
    });
    let way = Memo::new(move |_| way(desk));
    let wanted = Memo::new(move |_| way.with(|way| way.category.clone()));
    follow(store, move || {
        let category = wanted.get();
        untrack(|| {
            if desk.cause.get().texts("category") != category {
                desk.cause.forget();
            }
            if !category.is_empty() {
                let plan = store.plan_ask();
                desk.cause.ask(store, Ask::Cause { plan, category });
            }
        });
    });
    let at_start = Memo::new(move |_| way.with(|way| *way == Way::default()));
    let start = live(
        El::new("div", "").none(move || !at_start.get()),
        move || {
            let symptoms = part(desk.symptoms, "symptoms");
            vec![list(desk, symptoms)]
        },
    );
    let trail = live(El::new("div", ""), move || {
        if at_start.get() {
            return Vec::new();
        }
        let way = way.get();
        untrack(|| vec![trail(desk, &way)])
    });
    let question = live(El::new("div", ""), move || {
        let way = way.get();
        if way.node.is_empty() {
            return Vec::new();
        }
        untrack(|| vec![question(desk, &Js::parse(&way.node))])
    });
    let answer = Memo::new(move |_| desk.cause.get().json());
    let said = StoredValue::new(String::new());
    let end = live(El::new("div", ""), move || {
        let category = wanted.get();
        let say = Js::parse(&answer.get());
        if category.is_empty() || say.is_nothing() {
            return Vec::new();
        }
        if say.texts("kind") == "failed" {
            return vec![words(store, "p", "sub", rt::UNKNOWN)];
        }
        untrack(|| {
            // Who asked for it is to hear that it came.
            let again = desk.trouble.then.get_value().is_some();
            if again || said.get_value() != category {
                desk.trouble.then.set_value(None);
                said.set_value(category);
                focus_soon("cause-one");
            }
            vec![cause::card(desk, &say, desk.previews.first().copied())]
        })
    });
    El::new("div", "")
        .child(trail)
        .child(question)
        .child(end)
        .child(start)
        .child(all_causes(desk).none(move || !at_start.get() && wanted.with(String::is_empty)))
}

fn list(desk: Desk, symptoms: Memo<String>) -> El {
    let store = desk.store;
    let rows = live(El::new("ul", "symptoms"), move || {
        let row = |symptom: &Js| {
            El::new("li", "").child(
                El::new("a", "pick")
                    .set(
                        "href",
                        &["#/trouble?symptom=", &symptom.texts("id")].concat(),
                    )
                    .child(rich("b", "", &symptom.texts("title")))
                    .child(rich("span", "", &symptom.texts("about"))),
            )
        };
        items(symptoms).iter().map(row).collect()
    });
    El::new("section", "")
        .child(words(store, "h2", "", rt::SYMPTOMS_LEAD))
        .child(rows)
}

/// What was answered so far, each with a way back to its question.
fn trail(desk: Desk, way: &Way) -> El {
    let store = desk.store;
    let back = El::new("p", "back").child(
        words(store, "a", "link", rt::ALL_SYMPTOMS)
            .set("href", "#/trouble")
            // The tab is the one of the symptoms, also where a link led here.
            .on("click", move |_| desk.trouble.by_symptom()),
    );
    let mut place = El::new("div", "way").child(back);
    if !way.symptom.is_empty() {
        place = place.child(rich("h2", "symptom", &way.symptom));
    }
    if way.symptom.is_empty() {
        place = place.child(words(store, "h2", "vh", rt::ONE_CAUSE));
    }
    let row = |list: El, (at, (question, answer)): (usize, &(String, String))| {
        let name = [&store.say(rt::CHANGE), ": ", question].concat();
        let change = El::button("link")
            .text(&store.say(rt::CHANGE))
            .set("aria-label", &name)
            .on("click", move |_| {
                desk.walk.update(|walk| walk.truncate(at));
                focus_soon("question");
            });
        list.child(
            El::new("li", "")
                .child(rich("span", "q", question))
                .child(rich("b", "", answer))
                .child(change),
        )
    };
    let taken = way.taken.iter().enumerate();
    place.child(taken.fold(El::new("ol", "trail"), row))
}

fn question(desk: Desk, node: &Js) -> El {
    let store = desk.store;
    let mut place = El::new("section", "question").child(
        rich("h2", "", &node.texts("question"))
            .set("id", "question")
            .set("tabindex", "-1"),
    );
    let how = node.list("steps");
    if !how.is_empty() {
        place = place
            .child(words(store, "h3", "", rt::FIND_OUT))
            .child(steps(store, &how));
    }
    let answers = El::new("div", "answers")
        .set("role", "group")
        .set("aria-label", &store.say(rt::ANSWER));
    let all = node.list("answers");
    let answers = all.iter().enumerate().fold(answers, |place, (at, answer)| {
        place.child(
            El::button("pick")
                .child(rich("b", "", &answer.texts("label")))
                .on("click", move |_| {
                    desk.walk.update(|walk| walk.push(at as u32));
                    focus_soon("question");
                }),
        )
    });
    place.child(answers)
}

/// All causes by name.
fn all_causes(desk: Desk) -> El {
    let store = desk.store;
    let query = RwSignal::new(String::new());
    let causes = part(desk.symptoms, "causes");
    let input = view! { <TextInput value=query on_input=Callback::new(move |text| query.set(text)) id="cause-search" label=store.tr(rt::SEARCH_CAUSES) placeholder=store.tr(rt::SEARCH_CAUSES) /> };
    let shown = move || {
        let query = query.get().to_lowercase();
        let words: Vec<&str> = query.split_whitespace().collect();
        let fits = |of: &(String, String)| {
            let hay = [&of.0, " ", &of.1].concat().to_lowercase();
            words.iter().all(|word| hay.contains(word))
        };
        let pair = |pair: &Js| match pair.items().as_slice() {
            [category, title] => (category.text(), title.text()),
            _ => Default::default(),
        };
        let all = items(causes).iter().map(pair).collect::<Vec<_>>();
        let total = all.len();
        let found: Vec<(String, String)> = all.into_iter().filter(fits).collect();
        (found, total)
    };
    let rows = live(El::new("ul", "kept names"), move || {
        let row = |(category, title): &(String, String)| {
            El::new("li", "")
                .child(
                    El::new("a", "")
                        .set("href", &cause_href(category))
                        .child(rich("span", "", title)),
                )
                .child(El::new("code", "sub").text(category))
        };
        let (found, total) = shown();
        if found.is_empty() && total > 0 {
            return vec![words(store, "li", "sub", rt::NO_MATCH)];
        }
        found.iter().map(row).collect()
    });
    let count = El::new("span", "sub").set("role", "status").says(move || {
        let (found, total) = shown();
        let (found, total) = (found.len().to_string(), total.to_string());
        [&found, " / ", &total].concat()
    });
    El::new("section", "group allcauses")
        .set("role", "search")
        .attr("aria-label", move || {
            rt::ALL_CAUSES.get(store.lang.get()).to_string()
        })
        .child(words(store, "h2", "", rt::ALL_CAUSES))
        .child(
            El::new("div", "setfind")
                .mount(input.into_any())
                .child(count),
        )
        .child(rows)
}
