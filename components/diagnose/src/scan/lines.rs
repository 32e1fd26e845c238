//! Takes a text apart: cleaned lines, cut where they are too long, and whether one goes on with the one before.

use std::borrow::Cow;

/// Longer lines are read in pieces, so that a list of pods on one line is not one message.
const PIECE: usize = 4096;

/// A line as people read it: without colours and control characters.
pub fn plain(line: &str) -> Cow<'_, str> {
    let marked = line.starts_with("section_start:") || line.starts_with("section_end:");
    if !marked
        && line
            .bytes()
            .all(|byte| byte >= b' ' && byte != 0x7f || byte == b'\t')
    {
        return Cow::Borrowed(line);
    }
    let mut rest = line;
    let mut out = String::with_capacity(line.len());
    while let Some(at) = rest.find(|c: char| (c < ' ' && c != '\t') || c == '\u{7f}' || c == 's') {
        out.push_str(rest.get(..at).unwrap_or(""));
        rest = rest.get(at..).unwrap_or("");
        let bytes = rest.as_bytes();
        let skip = if bytes.first() == Some(&b's') {
            match mark_len(bytes) {
                0 => {
                    out.push('s');
                    1
                }
                skip => skip,
            }
        } else {
            escape_len(bytes).max(1)
        };
        rest = rest.get(skip..).unwrap_or("");
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The length of a mark of a foldable section, `section_start:1700000000:name[collapsed=true]\r`; 0 where there is none.
fn mark_len(bytes: &[u8]) -> usize {
    if !bytes.starts_with(b"section_start:") && !bytes.starts_with(b"section_end:") {
        return 0;
    }
    let end = bytes
        .iter()
        .take(300)
        .position(|byte| *byte == b'\r' || *byte == 0x1b);
    end.unwrap_or_else(|| {
        let word = bytes.iter().position(|byte| *byte == b' ');
        word.unwrap_or(bytes.len())
    })
}

/// The length of an escape sequence; 0 where there is none.
fn escape_len(bytes: &[u8]) -> usize {
    match bytes {
        [0x1b, b'[', rest @ ..] => {
            let end = rest
                .iter()
                .take(32)
                .position(|byte| (0x40..=0x7e).contains(byte));
            end.map_or(2, |end| end + 3)
        }
        [0x1b, b'(' | b')', b'A'..=b'Z' | b'0'..=b'9', ..] => 3,
        [0x1b, ..] => 1,
        _ => 0,
    }
}

/// The length of the runner's own stamp, `2024-01-01T00:00:00.000000Z 00O `, and whether the line goes on with the last.
pub fn stamp_len(bytes: &[u8]) -> (usize, bool) {
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
    let date = digit(0) && digit(3) && is(4, b'-') && is(7, b'-') && (is(10, b'T') || is(10, b' '));
    if !date || !is(13, b':') {
        return (0, false);
    }
    let end = bytes
        .iter()
        .skip(11)
        .take(26)
        .position(|byte| *byte == b' ');
    let Some(end) = end.map(|end| end + 12) else {
        return (0, false);
    };
    let stream = |at: usize| {
        bytes.get(at).is_some_and(u8::is_ascii_hexdigit)
            && bytes.get(at + 1).is_some_and(u8::is_ascii_hexdigit)
            && matches!(bytes.get(at + 2), Some(b'O' | b'E'))
    };
    if !stream(end) {
        return (end, false);
    }
    match bytes.get(end + 3) {
        Some(b'+') => (end + 4, true),
        Some(b' ') => (end + 4, false),
        _ => (end, false),
    }
}

/// Bytes that are taken over as they are.
const ORDINARY: [bool; 256] = {
    let mut table = [true; 256];
    let mut at = 0;
    while at <= 0x20 {
        table[at] = false;
        at += 1;
    }
    table[0x7f] = false;
    table[b'\\' as usize] = false;
    table[0xe2] = false;
    table
};

/// Writes a line as people and rules read it: without colours, marks and stamps, white space as one blank, quotes straight
/// and without the backslashes of JSON. Case stays. A line feed and a blank stand before it, a blank after it.
pub fn clean(line: &[u8], out: &mut Vec<u8>) {
    out.clear();
    out.extend_from_slice(b"\n ");
    let (mut at, _) = stamp_len(line);
    let mut blank = true;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let plain = rest
            .iter()
            .take_while(|byte| ORDINARY[usize::from(**byte)])
            .count();
        if plain > 0 {
            let part = rest.get(..plain).unwrap_or_default();
            let part = match section(part) {
                Some(from) => part.get(from..).unwrap_or_default(),
                None => part,
            };
            out.extend_from_slice(part);
            blank = false;
            at += plain;
            continue;
        }
        let (byte, len) = match rest {
            [0x1b, ..] => {
                at += escape_len(rest).max(1);
                continue;
            }
            [b'\\', ..] => unescape(rest),
            // Typographic quotes, which blogs and chats make of straight ones.
            [0xe2, 0x80, 0x98 | 0x99, ..] => (b'\'', 3),
            [0xe2, 0x80, 0x9c | 0x9d, ..] => (b'"', 3),
            [0xe2, ..] => (0xe2, 1),
            _ => (b' ', 1),
        };
        at += len;
        if byte != b' ' {
            out.push(byte);
            blank = false;
        } else if !blank {
            out.push(b' ');
            blank = true;
        }
    }
    if !blank {
        out.push(b' ');
    }
}

/// Where the text goes on after the mark of a section that begins a word.
fn section(word: &[u8]) -> Option<usize> {
    if !word.starts_with(b"section_") {
        return None;
    }
    match mark_len(word) {
        0 => None,
        len => Some(len),
    }
}

/// What a backslash and what follows stand for, and their length.
fn unescape(bytes: &[u8]) -> (u8, usize) {
    let slashes = bytes
        .iter()
        .take(16)
        .take_while(|byte| **byte == b'\\')
        .count();
    match bytes.get(slashes) {
        Some(b'"') => (b'"', slashes + 1),
        Some(b'n' | b't' | b'r') => (b' ', slashes + 1),
        Some(b'u') => match bytes.get(slashes + 1..slashes + 5) {
            Some(b"003c" | b"003C") => (b'<', slashes + 5),
            Some(b"003e" | b"003E") => (b'>', slashes + 5),
            Some(b"0026") => (b'&', slashes + 5),
            Some(b"0027") => (b'\'', slashes + 5),
            _ => (b'\\', slashes.max(1)),
        },
        _ => (b'\\', slashes.max(1)),
    }
}

/// The pieces a line is read in; nearly always one.
pub fn pieces(line: &str) -> impl Iterator<Item = &[u8]> {
    let mut rest = line.as_bytes();
    let long = rest.len() > PIECE;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let object = |part: &[u8]| part == b"},{";
        let end = if !long {
            rest.len()
        } else {
            let part = rest.get(..PIECE).unwrap_or(rest);
            let last = part.len() == rest.len();
            let cut = part.windows(3).position(object).map(|at| at + 2);
            let comma = || {
                last.then_some(part.len())
                    .or_else(|| part.iter().rposition(|byte| *byte == b',').map(|at| at + 1))
            };
            cut.or_else(comma).unwrap_or(PIECE)
        };
        let (piece, more) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        rest = more;
        Some(piece)
    })
}

/// Whether a cleaned line goes on with the cleaned one before it: a message that was wrapped.
pub fn goes_on(before: &[u8], line: &[u8]) -> bool {
    let line = line.trim_ascii();
    let before = before.trim_ascii();
    let (Some(first), Some(last)) = (line.first(), before.last()) else {
        return false;
    };
    if begins(line) {
        return false;
    }
    let mut words = line.split(|byte| *byte == b' ');
    let word = words.next().unwrap_or_default();
    // A name and an object: the next of a list.
    if words.next().is_some_and(|next| next.starts_with(b"{")) {
        return false;
    }
    let key = matches!(word.last(), Some(b':' | b'=' | b'}' | b'{' | b'['));
    if matches!(last, b':' | b'\\') || *last == b',' && !key {
        return true;
    }
    let goes = first.is_ascii_lowercase() || matches!(first, b'"' | b'(' | b'\'');
    !key && goes && before.len() > 40 && *last != b'.'
}

/// Whether a line is the beginning of a message for sure.
fn begins(line: &[u8]) -> bool {
    const HEADS: [&[u8]; 22] = [
        b"$ ",
        b"ERROR:",
        b"WARNING:",
        b"FATAL:",
        b"PANIC:",
        b"INFO:",
        b"Error:",
        b"Error ",
        b"Warning ",
        b"Normal ",
        b"fatal:",
        b"error:",
        b"remote:",
        b"curl:",
        b"npm ",
        b"time=",
        b"level=",
        b"{",
        b"- ",
        b"Unschedulable:",
        b"Job failed",
        b"Failed to pull",
    ];
    HEADS.iter().any(|head| line.starts_with(head)) || stamp_len(line).0 > 0
}
