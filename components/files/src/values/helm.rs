//! Escapes text that Helm runs through its template engine before the consumer sees it.
//!
//! `runners.config` and `runners.secret` pass `tpl` (chart 0.86.0 templates/configmap.yaml): an unescaped `{{` would
//! be executed, or break the rendering.

use runwright_documents::Printed;

const OPEN: &str = "{{";
/// A template action that prints [`OPEN`]. Closing braces outside an action are plain text.
const ESCAPED: &str = "{{`{{`}}";

/// A text that comes out of `tpl` unchanged.
pub fn escape(text: &str) -> String {
    text.replace(OPEN, ESCAPED)
}

/// A document that comes out of `tpl` unchanged. Lines stay lines, so origins stay true.
pub fn escape_printed(printed: &Printed) -> Printed {
    if !printed.text.contains(OPEN) {
        return printed.clone();
    }
    let mut out = printed.clone();
    let mut opens = printed
        .text
        .match_indices(OPEN)
        .map(|(at, _)| at)
        .peekable();
    let mut end = 0;
    for token in &mut out.tokens {
        end += token.len as usize;
        // A pair that reaches into the next token grows the one it begins in.
        while opens.next_if(|&at| at < end).is_some() {
            token.len += (ESCAPED.len() - OPEN.len()) as u32;
        }
    }
    out.text = escape(&printed.text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use runwright_documents::{Tag, Token};

    #[test]
    fn every_opening_pair_is_escaped() {
        let check = |text: &str, expect: &str| assert_eq!(escape(text), expect);
        check("plain {x} }}", "plain {x} }}");
        check("{{ .Values.x }}", "{{`{{`}} .Values.x }}");
        check("{{{", "{{`{{`}}{");
        check("{{{{-", "{{`{{`}}{{`{{`}}-");
    }

    #[test]
    fn tokens_still_cover_the_text() {
        let token = |len, tag| Token { len, tag };
        let printed = Printed {
            text: "a{{b{{\n".into(),
            tokens: vec![token(2, Tag::Key), token(4, Tag::Str), token(1, Tag::Plain)],
            origins: Vec::new(),
        };
        let escaped = escape_printed(&printed);
        let lens: Vec<u32> = escaped.tokens.iter().map(|token| token.len).collect();
        assert_eq!(lens, [8, 10, 1]);
        assert_eq!(lens.iter().sum::<u32>() as usize, escaped.text.len());
    }
}
