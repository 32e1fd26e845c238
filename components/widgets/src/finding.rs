//! Shows what is wrong, with what to do about it.

use crate::signal::Signal;
use crate::{
    Markup, Tone, WidgetText,
    dom::El,
    icon::{draw, symbol_of},
    text::Texts,
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// How an action of a finding is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActionKind {
    /// The one that mends it.
    Primary,
    /// Another button.
    #[default]
    Button,
    /// A link for more.
    Link,
}

/// Something to do about a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Action {
    /// Words on it.
    pub label: String,
    /// How it is drawn.
    pub kind: ActionKind,
}

/// What a [`FindingBox`] shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FindingData {
    /// How bad it is.
    pub tone: Tone,
    /// What is wrong, in one line.
    pub title: String,
    /// Code of the rule, such as `DNS-103`; empty for none.
    pub code: String,
    /// Why, with the plan's own names. A run of text between backticks is set as code.
    pub body: String,
    /// What can be done, at most one of them primary.
    pub actions: Vec<Action>,
}

/// One finding at the place it speaks of.
#[component]
pub fn FindingBox(
    /// What to show.
    #[prop(into)]
    data: Signal<FindingData>,
    /// Receives the index of the action taken.
    #[prop(into)]
    on_action: Callback<usize>,
    /// Id, for `aria-describedby`.
    #[prop(optional, into)]
    id: String,
    /// Stands alone at a page's head, with more space around it.
    #[prop(optional)]
    wide: bool,
) -> AnyView {
    boxed(move || data.get(), on_action, &id, wide).view()
}

pub(crate) fn boxed(
    data: impl Fn() -> FindingData + Clone + 'static,
    on_action: Callback<usize>,
    id: &str,
    wide: bool,
) -> El {
    let texts = Texts::here();
    let shown = data.clone();
    El::new("div", "")
        .set("id", id)
        .attr("class", move || {
            toned(if wide { "finding span " } else { "finding " }, data().tone)
        })
        .html(move || markup(&shown(), texts.get()))
        .on("click", move |event| {
            if let Some(i) = index_at(&event) {
                on_action.try_run(i);
            }
        })
}

/// A finding changes as a whole, so its box is written as a whole.
fn markup(data: &FindingData, texts: &WidgetText) -> String {
    let word = match data.tone {
        Tone::Error => texts.error,
        Tone::Warning => texts.warning,
        Tone::Advice => texts.advice,
        _ => "",
    };
    let mut m = Markup::new();
    draw(&mut m, data.tone.icon(), "i");
    m.open("strong");
    if !data.code.is_empty() {
        m.leaf("span", "fid", &data.code).text(" ");
    }
    if !word.is_empty() {
        m.open("span")
            .attr("class", "vh")
            .text(word)
            .text(": ")
            .close("span");
    }
    m.text(&data.title).close("strong").open("p");
    code(&mut m, &data.body);
    m.close("p").open("div").attr("class", "acts");
    for (i, action) in (0..).zip(&data.actions) {
        let class = match action.kind {
            ActionKind::Primary => "btn s primary",
            ActionKind::Link => "link",
            ActionKind::Button => "btn s",
        };
        m.open("button")
            .attr("type", "button")
            .attr("class", class)
            .num("data-i", i);
        m.text(&action.label).close("button");
    }
    m.close("div");
    m.finish()
}

/// The `data-i` of the element that was hit, or of one around it.
pub(crate) fn index_at(event: &web_sys::Event) -> Option<usize> {
    let hit = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    hit.closest("[data-i]")
        .ok()
        .flatten()?
        .get_attribute("data-i")?
        .parse()
        .ok()
}

/// Escapes a text and sets the runs between backticks as code.
#[must_use]
pub fn with_code(text: &str) -> String {
    let mut m = Markup::new();
    code(&mut m, text);
    m.finish()
}

pub(crate) fn code(m: &mut Markup, text: &str) {
    for (i, run) in text.split('`').enumerate() {
        if i % 2 == 1 {
            m.leaf("code", "", run);
        } else {
            m.text(run);
        }
    }
}

/// A short remark in a chip.
#[component]
pub fn Badge(
    /// The words.
    #[prop(into)]
    text: Signal<String>,
    /// Its tone.
    #[prop(optional, into)]
    tone: Signal<Tone>,
    /// Whether the tone's shape goes before the words.
    #[prop(optional)]
    mark: bool,
) -> AnyView {
    let name = move || if mark { tone.get().icon() } else { "" };
    El::new("span", "")
        .attr("class", move || toned("badge ", tone.get()))
        .child(symbol_of("i s", name))
        .say(text)
        .view()
}

/// How many findings there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FindingCounts {
    /// Errors.
    pub errors: u32,
    /// Warnings.
    pub warnings: u32,
    /// Pieces of advice.
    pub advice: u32,
}

/// The counts as shapes and numbers; a severity without findings is left out.
#[component]
pub fn Counts(
    /// The numbers.
    #[prop(into)]
    counts: Signal<FindingCounts>,
) -> AnyView {
    let texts = Texts::here();
    El::new("span", "counts-in")
        .html(move || counts_markup(counts.get(), texts.get()))
        .view()
}

fn counts_markup(counts: FindingCounts, texts: &WidgetText) -> String {
    let mut m = Markup::new();
    for (number, tone, word) in [
        (counts.errors, Tone::Error, texts.error),
        (counts.warnings, Tone::Warning, texts.warning),
        (counts.advice, Tone::Advice, texts.advice),
    ] {
        if number > 0 {
            m.open("span").attr("class", &toned("sev ", tone));
            draw(&mut m, tone.icon(), "i s");
            m.open("span")
                .attr("class", "vh")
                .text(word)
                .text(" ")
                .close("span");
            m.text(&number.to_string()).close("span");
        }
    }
    m.finish()
}

pub(crate) fn toned(base: &str, tone: Tone) -> String {
    let mut class = String::from(base);
    class.push_str(tone.class());
    class
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_escaped_and_its_actions_are_numbered() {
        let data = FindingData {
            tone: Tone::Warning,
            title: "a<b".into(),
            code: "X-1".into(),
            body: "see `c`".into(),
            actions: vec![Action {
                label: "Fix".into(),
                kind: ActionKind::Primary,
            }],
        };
        let html = markup(
            &data,
            &WidgetText {
                warning: "Warning",
                ..WidgetText::NONE
            },
        );
        let has = |part: &str| assert!(html.contains(part), "{part} in {html}");
        has("<span class=\"fid\">X-1</span> <span class=\"vh\">Warning: </span>a&lt;b</strong>");
        has("<p>see <code>c</code></p>");
        has("<button type=\"button\" class=\"btn s primary\" data-i=\"0\">Fix</button>");
        has("#i-warning");
    }

    #[test]
    fn counts_leave_out_what_there_is_none_of() {
        let html = counts_markup(
            FindingCounts {
                errors: 0,
                warnings: 3,
                advice: 0,
            },
            &WidgetText::NONE,
        );
        assert_eq!(html.matches("class=\"sev ").count(), 1);
        assert!(html.ends_with("</span>3</span>"), "{html}");
    }

    #[test]
    fn backticks_set_code_and_text_is_escaped() {
        let check = |text: &str, expect: &str| assert_eq!(with_code(text), expect);
        check("plain", "plain");
        check("a `b` c", "a <code>b</code> c");
        check("`<x>` & y", "<code>&lt;x&gt;</code> &amp; y");
        check("open `end", "open <code>end</code>");
    }
}
