//! Cleans and wraps comment text, so that a comment can never end early and become content.

/// Calls `each` with the lines of a comment, none of which holds a character that some reader takes for a line end.
///
/// Prose is wrapped at `width` columns. A line that begins with a space (an example, a command) stays whole.
pub(crate) fn wrapped(text: &str, width: usize, mut each: impl FnMut(&str)) {
    let width = width.max(30);
    for line in text.lines() {
        let line = clean(line);
        let line = line.trim_end();
        if line.starts_with(' ') {
            each(line);
        } else {
            wrap(line, width, &mut each);
        }
    }
    if text.is_empty() {
        each("");
    }
}

/// The text as a single line.
pub(crate) fn one_line(text: &str) -> String {
    clean(text).trim().to_owned()
}

/// Control characters and the line ends of other standards become spaces, invisible marks go.
fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if ch.is_control() || matches!(ch, '\u{2028}' | '\u{2029}') {
            out.push(' ');
        } else if !is_unseen(ch) {
            out.push(ch);
        }
    }
    out
}

/// Characters that do not show, or change the order in which others show, or that YAML does not admit.
pub(crate) fn is_unseen(ch: char) -> bool {
    matches!(ch,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
        || (ch as u32) & 0xfffe == 0xfffe
}

fn wrap(line: &str, width: usize, each: &mut impl FnMut(&str)) {
    let mut start = 0;
    let mut columns = 0;
    // Where the line may be broken: its end, and the begin of the next.
    let mut chance: Option<(usize, usize)> = None;
    let mut previous = ' ';
    for (at, ch) in line.char_indices() {
        if ch == ' ' {
            if previous != ' ' {
                chance = Some((at, at + 1));
            } else if let Some((_, next)) = &mut chance {
                *next = at + 1;
            }
        } else if is_wide(previous)
            && !closes(ch)
            && previous != '（'
            && previous != '「'
            && previous != '“'
        {
            chance = Some((at, at));
        }
        columns += if is_wide(ch) { 2 } else { 1 };
        if columns > width
            && ch != ' '
            && let Some((end, next)) = chance.filter(|&(end, _)| end > start)
        {
            each(&line[start..end]);
            start = next;
            columns = line[start..at]
                .chars()
                .map(|ch| if is_wide(ch) { 2 } else { 1 })
                .sum();
            columns += if is_wide(ch) { 2 } else { 1 };
            chance = None;
        }
        previous = ch;
    }
    each(&line[start..]);
}

/// Two columns wide: East Asian scripts and their punctuation.
fn is_wide(ch: char) -> bool {
    matches!(ch, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3fffd}')
}

/// Must not begin a line.
fn closes(ch: char) -> bool {
    matches!(
        ch,
        '，' | '。'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '」'
            | '”'
            | '》'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
            | '?'
            | '!'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &[&str]) {
        let mut got = Vec::new();
        wrapped(text, 30, |line| got.push(line.to_owned()));
        assert_eq!(got, expect, "{text:?}");
    }

    #[test]
    fn prose_wraps_and_examples_do_not() {
        check("", &[""]);
        check("short", &["short"]);
        check("one\ntwo", &["one", "two"]);
        check("one\n\ntwo", &["one", "", "two"]);
        check(
            "the quick brown fox jumps over the lazy dog",
            &["the quick brown fox jumps over", "the lazy dog"],
        );
        check(
            "  kubectl -n kube-system get configmap",
            &["  kubectl -n kube-system get configmap"],
        );
        check(
            "see https://example.com/a/very/long/address now",
            &["see", "https://example.com/a/very/long/address", "now"],
        );
        check(
            "每个任务的请求之和必须小于节点可分配的资源。",
            &["每个任务的请求之和必须小于节点", "可分配的资源。"],
        );
        check(
            "一二三四五六七八九十一二三四五。六",
            &["一二三四五六七八九十一二三四", "五。六"],
        );
    }

    #[test]
    fn a_comment_cannot_end_early() {
        check("a\u{85}b\u{2028}c\rd\u{0}e\u{b}f", &["a b c d e f"]);
        check("x\u{202e}y\u{feff}z", &["xyz"]);
        assert_eq!(one_line("a\nb: c\r\n"), "a b: c");
    }
}
