//! Colours Markdown: headings, list marks, code, tables.

use super::cursor::Cursor;
use crate::printed::{Tag, Token};

/// The tokens of a Markdown text.
pub fn markdown(text: &str) -> Vec<Token> {
    let mut cursor = Cursor::new(text);
    // The mark that ends the code block, while inside one.
    let mut fence: Option<&str> = None;
    while !cursor.done() {
        let line = cursor.line();
        let content = line.trim();
        if let Some(mark) = fence {
            let ends =
                content.starts_with(mark) && content.trim_start_matches(['`', '~']).is_empty();
            cursor.take_line(if ends { Tag::Punct } else { Tag::Str });
            if ends {
                fence = None;
            }
            continue;
        }
        if content.starts_with("```") || content.starts_with("~~~") {
            let mark = if content.starts_with('`') { '`' } else { '~' };
            let len = content.len() - content.trim_start_matches(mark).len();
            fence = content.get(..len);
            cursor.take_line(Tag::Punct);
        } else if content.starts_with('#') {
            cursor.take_line(Tag::Head);
        } else if content.starts_with("<!--") {
            cursor.take_line(Tag::Comment);
        } else {
            cursor.take_blanks();
            list_mark(&mut cursor);
            inline(&mut cursor, content.starts_with('|'));
            cursor.take_line(Tag::Plain);
        }
    }
    cursor.finish()
}

fn list_mark(cursor: &mut Cursor) {
    let line = cursor.line();
    for mark in ["- [ ] ", "- [x] ", "- [X] ", "- ", "* ", "+ ", "> "] {
        if line.starts_with(mark) {
            return cursor.take(Tag::Keyword, mark.len());
        }
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && line
            .get(digits..)
            .is_some_and(|rest| rest.starts_with(". "))
    {
        cursor.take(Tag::Keyword, digits + 2);
    }
}

fn inline(cursor: &mut Cursor, table: bool) {
    while let Some(byte) = cursor.peek() {
        match byte {
            b'\n' => return,
            b'`' => code(cursor),
            b'\\' => cursor.take(Tag::Plain, 2.min(cursor.line().len())),
            b'|' if table => cursor.take(Tag::Punct, 1),
            b'*' => cursor.take_while(Tag::Punct, |byte| byte == b'*'),
            _ => cursor.take_while(Tag::Plain, |byte| {
                !matches!(byte, b'\n' | b'`' | b'\\' | b'|' | b'*')
            }),
        }
        if byte == b'|' && !table {
            cursor.take(Tag::Plain, 1);
        }
    }
}

/// Takes a code span; one that does not end on its line is no code.
fn code(cursor: &mut Cursor) {
    let line = cursor.line();
    let ticks = line.bytes().take_while(|&byte| byte == b'`').count();
    let bytes = line.as_bytes();
    let (mut at, mut run) = (ticks, 0);
    while at <= bytes.len() {
        if bytes.get(at) == Some(&b'`') {
            run += 1;
        } else if run == ticks {
            return cursor.take(Tag::Str, at);
        } else {
            run = 0;
        }
        at += 1;
    }
    // No end on this line: nor will a later run of as many find one. The rest is plain, so the walk stays linear.
    let len = line.len();
    cursor.take(Tag::Plain, len);
}

#[cfg(test)]
mod tests {
    use super::super::Language::Markdown;
    use super::super::tests::check;

    #[test]
    fn colours() {
        check(
            Markdown,
            "# A\n\ntext `c` **b**\n",
            "H[# A]\n\ntext S[`c`] P[**]bP[**]\n",
        );
        check(
            Markdown,
            "- [x] done\n- [ ] `a``b`\n12. c\n",
            "W[- [x] ]done\nW[- [ ] ]S[`a``b`]\nW[12. ]c\n",
        );
        check(
            Markdown,
            "| a | b |\na | b\n",
            "P[|] a P[|] b P[|]\na | b\n",
        );
        check(
            Markdown,
            "```sh\n# x\n```\ny\n",
            "P[```sh]\nS[# x]\nP[```]\ny\n",
        );
        check(Markdown, "~~~~\n~~~\n~~~~\n", "P[~~~~]\nS[~~~]\nP[~~~~]\n");
        // In code a backslash is a letter; a tick without its partner is one as well.
        check(
            Markdown,
            "a ` b\\`c\n\\`a ` b\n",
            "a S[` b\\`]c\n\\`a ` b\n",
        );
    }
}
