//! Writes HTML and SVG text in which every value is escaped.
//!
//! The code view and the charts are pure functions from data to markup: the browser parses one string faster than wasm
//! can build the same nodes one by one, the functions can be tested natively, and they cost little wasm. What a caller
//! passes as text or as an attribute's value is escaped here and nowhere else; tag and attribute names are `&'static`.
//! There is no `style` attribute, because a strict content security policy forbids it.

/// Markup being written. Tags are closed by the caller, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Markup {
    out: String,
    in_tag: bool,
}

impl Markup {
    /// Starts an empty text.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Opens a tag; attributes may follow at once.
    pub fn open(&mut self, tag: &'static str) -> &mut Self {
        self.end_tag();
        self.out.push('<');
        self.out.push_str(tag);
        self.in_tag = true;
        self
    }

    /// Adds an attribute to the tag just opened; after text it is dropped.
    pub fn attr(&mut self, name: &'static str, value: &str) -> &mut Self {
        if self.in_tag {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            escape(&mut self.out, value);
            self.out.push('"');
        }
        self
    }

    /// Adds an attribute whose value is a whole number.
    pub fn num(&mut self, name: &'static str, value: i64) -> &mut Self {
        self.attr(name, &value.to_string())
    }

    /// Writes text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.end_tag();
        escape(&mut self.out, text);
        self
    }

    /// Closes a tag.
    pub fn close(&mut self, tag: &'static str) -> &mut Self {
        self.end_tag();
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
        self
    }

    /// Writes a whole element that holds only text.
    pub fn leaf(&mut self, tag: &'static str, class: &str, text: &str) -> &mut Self {
        self.open(tag);
        if !class.is_empty() {
            self.attr("class", class);
        }
        self.text(text).close(tag)
    }

    /// The text written so far.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.end_tag();
        self.out
    }

    fn end_tag(&mut self) {
        if self.in_tag {
            self.out.push('>');
            self.in_tag = false;
        }
    }
}

/// Appends `text` so that it is neither a tag nor the end of an attribute.
pub(crate) fn escape(out: &mut String, text: &str) {
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        let with = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => continue,
        };
        // All five are one byte long, so `at` is a boundary.
        out.push_str(text.get(from..at).unwrap_or_default());
        out.push_str(with);
        from = at + 1;
    }
    out.push_str(text.get(from..).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unescape(text: &str) -> String {
        text.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    }

    #[test]
    fn elements_nest_and_values_are_escaped() {
        let mut m = Markup::new();
        m.open("g").attr("class", "a\"b").num("data-n", -3);
        m.leaf("text", "", "1 < 2 & 3")
            .leaf("b", "x", "")
            .close("g");
        m.attr("late", "dropped");
        assert_eq!(
            m.finish(),
            "<g class=\"a&quot;b\" data-n=\"-3\"><text>1 &lt; 2 &amp; 3</text><b class=\"x\"></b></g>"
        );
    }

    proptest! {
        #[test]
        fn escaped_text_holds_no_markup_and_reads_back(text in "\\PC*|[<>&\"'a-c;#]{0,24}") {
            let mut out = String::new();
            escape(&mut out, &text);
            prop_assert!(!out.contains(['<', '>', '"', '\'']));
            prop_assert_eq!(unescape(&out), text);
        }
    }
}
