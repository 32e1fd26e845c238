//! Holds a text in both languages, so that a missing translation does not compile.

use serde::{Deserialize, Serialize};

/// The languages of the page and of the comments in the files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    #[serde(rename = "en")]
    En,
    #[serde(rename = "zh")]
    Zh,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Zh => "zh",
        }
    }

    /// Reads a BCP 47 tag: every `zh…` is Simplified Chinese, all else is English.
    pub fn from_tag(tag: &str) -> Lang {
        match tag.as_bytes() {
            [b'z' | b'Z', b'h' | b'H', ..] => Lang::Zh,
            _ => Lang::En,
        }
    }

    /// Picks one of two texts.
    pub fn pick<T>(self, en: T, zh: T) -> T {
        match self {
            Lang::En => en,
            Lang::Zh => zh,
        }
    }
}

/// One fixed text in English and Simplified Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    pub en: &'static str,
    pub zh: &'static str,
}

impl Text {
    pub const EMPTY: Text = Text { en: "", zh: "" };

    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

/// A text in both languages.
pub const fn t(en: &'static str, zh: &'static str) -> Text {
    Text { en, zh }
}

/// A text that is the same in both languages: a name, a key, a unit.
pub const fn same(text: &'static str) -> Text {
    Text { en: text, zh: text }
}

/// Formats a sentence with values in the language asked for; both forms must be given.
///
/// ```
/// use runwright_model::{say, Lang};
/// let n = 3;
/// assert_eq!(say!(Lang::En, "{n} jobs", "{n} 个作业"), "3 jobs");
/// ```
#[macro_export]
macro_rules! say {
    ($lang:expr, $en:literal, $zh:literal $(, $arg:expr)* $(,)?) => {
        match $lang {
            $crate::Lang::En => format!($en $(, $arg)*),
            $crate::Lang::Zh => format!($zh $(, $arg)*),
        }
    };
}
