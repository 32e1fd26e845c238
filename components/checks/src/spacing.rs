//! Sets the space between Chinese and Latin text, where a sentence takes values that bring either.

use runwright_model::Lang;

/// The text with one space between a Chinese character and a Latin letter or digit, and none between two Chinese
/// characters or after a Chinese mark. English is left as it is.
pub fn spaced(lang: Lang, text: String) -> String {
    if lang == Lang::En {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut last = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if c == ' '
            && last.is_some_and(|last| han(last) || mark(last))
            && next.is_some_and(|next| han(next) || mark(next))
        {
            continue;
        }
        if let Some(last) = last
            && (han(last) && latin(c) || latin(last) && han(c))
        {
            out.push(' ');
        }
        out.push(c);
        last = Some(c);
    }
    out
}

fn han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

fn mark(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '、' | '（' | '）')
}

fn latin(c: char) -> bool {
    c.is_ascii_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_space_between_the_scripts() {
        let check = |text: &str, expect: &str| {
            assert_eq!(spaced(Lang::Zh, text.to_string()), expect);
        };
        check("受限于CPU，3.1 核 闲置", "受限于 CPU，3.1 核闲置");
        check(
            "每个作业 4.5 GiB： 同时 3 个",
            "每个作业 4.5 GiB：同时 3 个",
        );
        check("ci 的节点", "ci 的节点");
        check("", "");
        assert_eq!(spaced(Lang::En, "a  b".into()), "a  b");
    }
}
