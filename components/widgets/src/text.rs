//! Carries the words that widgets say by themselves, in the caller's language.

use crate::signal::Signal;
use leptos::prelude::*;

/// The widgets' own words. The caller fills one value per language and calls [`provide_texts`].
///
/// `{}` in a template stands for a name or a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WidgetText {
    /// "Changed from", before the default value.
    pub changed_from: &'static str,
    /// "Default", before the default value of an untouched field.
    pub default: &'static str,
    /// "since {}": the version that brought the field.
    pub since: &'static str,
    /// "Reset".
    pub reset: &'static str,
    /// "Lines", before the links from a field to its lines, for a screen reader.
    pub lines: &'static str,
    /// "Show" a secret.
    pub reveal: &'static str,
    /// "Hide" a secret.
    pub conceal: &'static str,
    /// "Remove {}".
    pub remove: &'static str,
    /// "Duplicate {}".
    pub duplicate: &'static str,
    /// "Move {} up".
    pub move_up: &'static str,
    /// "row {}", the name of a table row that has no better one.
    pub row: &'static str,
    /// "Close".
    pub close: &'static str,
    /// "Copy".
    pub copy: &'static str,
    /// "Copied".
    pub copied: &'static str,
    /// "Show as table".
    pub as_table: &'static str,
    /// "Show as chart".
    pub as_chart: &'static str,
    /// How to have the parts of a picture told: with the pointer, or with the arrow keys.
    pub tell: &'static str,
    /// "Error".
    pub error: &'static str,
    /// "Warning".
    pub warning: &'static str,
    /// "Advice".
    pub advice: &'static str,
    /// "Nothing found" in the palette.
    pub nothing: &'static str,
    /// "changed lines:", before a tab's count.
    pub changed_lines: &'static str,
}

impl WidgetText {
    /// No words at all: what a widget says when nobody provided texts.
    pub const NONE: Self = Self {
        changed_from: "",
        default: "",
        since: "{}",
        reset: "",
        lines: "",
        reveal: "",
        conceal: "",
        remove: "{}",
        duplicate: "{}",
        move_up: "{}",
        row: "{}",
        close: "",
        copy: "",
        copied: "",
        as_table: "",
        as_chart: "",
        tell: "",
        error: "",
        warning: "",
        advice: "",
        nothing: "",
        changed_lines: "",
    };
}

/// Hands the texts to every widget below the current owner; they follow the signal.
pub fn provide_texts(texts: Signal<&'static WidgetText>) {
    provide_context(Texts(texts));
}

#[derive(Clone, Copy)]
pub(crate) struct Texts(Signal<&'static WidgetText>);

impl Texts {
    /// The texts in force where this is called.
    pub(crate) fn here() -> Self {
        use_context().unwrap_or_else(|| Self(Signal::stored(&WidgetText::NONE)))
    }

    /// One word, following the language.
    pub(crate) fn word(self, pick: fn(&WidgetText) -> &'static str) -> impl Fn() -> String + Copy {
        move || pick(self.0.get()).to_owned()
    }

    /// One template with its gap filled, following both.
    pub(crate) fn with<G: Fn() -> String + Copy>(
        self,
        pick: fn(&WidgetText) -> &'static str,
        gap: G,
    ) -> impl Fn() -> String + Copy + use<G> {
        move || fill(pick(self.0.get()), &gap())
    }

    pub(crate) fn get(self) -> &'static WidgetText {
        self.0.get()
    }
}

/// Puts `gap` where the template has `{}`; a template without a gap stays as it is.
#[must_use]
pub fn fill(template: &str, gap: &str) -> String {
    // By a letter: the search for a text is 2 kB that nothing else needs. No template has a brace that is no gap.
    match template.split_once('{') {
        None => template.to_owned(),
        Some((before, after)) => {
            let after = after.strip_prefix('}').unwrap_or(after);
            let mut out = String::with_capacity(template.len() + gap.len());
            out.push_str(before);
            out.push_str(gap);
            out.push_str(after);
            out
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fill_replaces_the_first_gap_only() {
        let check = |template: &str, gap: &str, expect: &str| {
            assert_eq!(fill(template, gap), expect, "{template}");
        };
        check("Remove {}", "10.0.0.1", "Remove 10.0.0.1");
        check("删除“{}”", "a", "删除“a”");
        check("Reset", "x", "Reset");
        check("{} of {}", "{}", "{} of {}");
    }
}
