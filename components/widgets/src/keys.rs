//! Tells keyboard shortcuts from typing.

use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

/// The keys of one press, without the press itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chord {
    /// The key as the browser names it: `"k"`, `"Enter"`, `"?"`.
    pub key: String,
    /// Ctrl, or Cmd on a Mac.
    pub main: bool,
    /// Shift.
    pub shift: bool,
    /// Alt, or Option.
    pub alt: bool,
}

impl Chord {
    /// Reads a press; `None` while an input method composes, when keys belong to it.
    #[must_use]
    pub fn of(event: &KeyboardEvent) -> Option<Self> {
        if composing(event) {
            return None;
        }
        Some(Self {
            key: event.key(),
            main: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        })
    }

    /// Whether this is `pattern`: `"main+k"`, `"main+shift+z"`, `"alt+ArrowUp"`, `"?"`.
    ///
    /// Letters match in either case. Shift counts only where the pattern or a named key has it: `?` needs Shift on some
    /// keyboards and not on others.
    #[must_use]
    pub fn is(&self, pattern: &str) -> bool {
        let (mut main, mut shift, mut alt) = (false, false, false);
        let mut key = pattern;
        while let Some((head, rest)) = key.split_once('+') {
            match head {
                "main" => main = true,
                "shift" => shift = true,
                "alt" => alt = true,
                _ => break,
            }
            key = rest;
        }
        let symbol = key.chars().count() == 1 && !key.chars().all(|c| c.is_ascii_alphanumeric());
        self.main == main
            && self.alt == alt
            && (self.shift == shift || symbol)
            && self.key.eq_ignore_ascii_case(key)
    }
}

/// Whether an input method is composing; 229 is what browsers send that do not set `isComposing` on the last key.
#[must_use]
pub fn composing(event: &KeyboardEvent) -> bool {
    event.is_composing() || event.key_code() == 229
}

/// Whether the press goes into something that takes text, where single-key shortcuts must not act.
#[must_use]
pub fn in_text(event: &KeyboardEvent) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        .and_then(|element| {
            element
                .closest(
                    "input:not([type=radio],[type=checkbox]),textarea,select,[contenteditable]",
                )
                .ok()
                .flatten()
        })
        .is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_match_their_patterns() {
        let check = |key: &str, held: &str, pattern: &str, expect: bool| {
            let chord = Chord {
                key: key.to_owned(),
                main: held.contains('m'),
                shift: held.contains('s'),
                alt: held.contains('a'),
            };
            assert_eq!(chord.is(pattern), expect, "{key} {held} {pattern}");
        };
        check("k", "m", "main+k", true);
        check("K", "m", "main+k", true);
        check("k", "", "main+k", false);
        check("k", "ms", "main+k", false);
        check("Z", "ms", "main+shift+z", true);
        check("?", "s", "?", true);
        check("?", "", "?", true);
        check("?", "m", "?", false);
        check("ArrowUp", "a", "alt+ArrowUp", true);
        check("ArrowUp", "", "alt+ArrowUp", false);
        check("Enter", "s", "Enter", false);
        check("+", "m", "main++", true);
    }
}
