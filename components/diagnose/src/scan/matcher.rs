//! Finds some thousand needles in a line at once, in one pass.

/// Four bytes of a needle are looked up in a table; only where they stand is it compared. They are the four that are
/// rarest in logs, so that a line of ordinary words is compared with nothing.
pub struct Matcher {
    needles: Vec<&'static [u8]>,
    /// By sum of four bytes: whether they may be of a needle, and of an anchor. As large as a sum can be, so that no place
    /// is out of it.
    table: Box<[u8; 1 << 16]>,
    /// By the upper bits of the sum; where those of a sum start and end is in `starts`.
    heads: Vec<Head>,
    starts: Vec<u16>,
}

struct Head {
    word: u32,
    number: u16,
    /// Where the four bytes stand in the needle.
    offset: u8,
    anchor: bool,
}

const NEEDLE: u8 = 1;
const ANCHOR: u8 = 2;

/// The shortest needle, in bytes.
pub const SHORTEST: usize = 4;

/// Bits of a sum that `starts` goes by.
const BITS: u32 = 12;

/// Bytes from the most common on in logs.
const COMMON: &[u8] = b"e toainrsldcupmgfhb/.-:wyv0k";

/// Bytes in lower case, white space as blanks.
const FOLDED: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match at as u8 {
            b'\t' | b'\n' | b'\r' => b' ',
            byte => byte.to_ascii_lowercase(),
        };
        at += 1;
    }
    table
};

#[inline]
fn fold(byte: u8) -> u8 {
    FOLDED[usize::from(byte)]
}

#[inline]
fn sum(word: u32) -> u16 {
    (word.wrapping_mul(0x9E37_79B1) >> 16) as u16
}

fn bucket(sum: u16) -> usize {
    usize::from(sum >> (16 - BITS))
}

/// Bytes that stand in other forms before a line is cleaned: doubled blanks, quotes with backslashes.
fn unsteady(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'"' | b'\'' | b'\\')
}

/// The rarest four bytes.
fn head(needle: &[u8], number: u16, anchor: bool) -> Head {
    let rare = |byte: &u8| {
        let at = COMMON.iter().position(|known| known == byte).unwrap_or(40);
        if unsteady(*byte) { 0 } else { at + 100 }
    };
    let windows = needle.windows(SHORTEST).take(200).enumerate();
    let best = windows.max_by_key(|(_, four)| four.iter().map(rare).sum::<usize>());
    let (at, four) = best.unwrap_or((0, needle));
    let word = four
        .iter()
        .fold(0, |word, byte| (word << 8) | u32::from(fold(*byte)));
    Head {
        word,
        number,
        offset: u8::try_from(at).unwrap_or(0),
        anchor,
    }
}

impl Matcher {
    /// Needles are lower case and have four bytes or more; shorter ones are never found. Anchors are those worth a look.
    pub fn new(needles: Vec<&'static [u8]>, anchors: &[bool]) -> Matcher {
        let mut table = Box::new([0; 1 << 16]);
        let long = needles.iter().zip(0u16..);
        let long = long.filter(|(needle, _)| needle.len() >= SHORTEST);
        let anchor = |at: u16| anchors.get(usize::from(at)).is_some_and(|anchor| *anchor);
        let mut heads: Vec<Head> = long
            .map(|(needle, at)| head(needle, at, anchor(at)))
            .collect();
        heads.sort_by_key(|head| (sum(head.word), head.number));
        let mut starts = vec![0u16; (1 << BITS) + 1];
        for head in &heads {
            let sum = sum(head.word);
            table[usize::from(sum)] |= if head.anchor { NEEDLE | ANCHOR } else { NEEDLE };
            if let Some(count) = starts.get_mut(bucket(sum) + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        Matcher {
            needles,
            table,
            heads,
            starts,
        }
    }

    /// A needle by its number.
    pub fn needle(&self, number: usize) -> &'static [u8] {
        self.needles.get(number).copied().unwrap_or_default()
    }

    /// Calls `hit` with the number of each needle found, once per place, in any case of letters.
    pub fn find(&self, text: &[u8], mut hit: impl FnMut(usize)) {
        let mut word = 0u32;
        for (end, byte) in text.iter().enumerate() {
            word = (word << 8) | u32::from(fold(*byte));
            if self.table[usize::from(sum(word))] != 0 {
                for (number, start) in self.at(word, end) {
                    let needle = self.needle(number);
                    let part = text.get(start..start + needle.len());
                    // Most differ in the first byte, which a comparison of blocks is slow to say.
                    let same =
                        |part: &[u8]| part.iter().zip(needle).all(|(a, b)| fold(*a) == fold(*b));
                    if part.is_some_and(same) {
                        hit(number);
                    }
                }
            }
        }
    }

    /// Whether an anchor may be found in a line once it is cleaned; hardly ever yes where none is.
    pub fn may_find(&self, raw: &[u8]) -> bool {
        // A blank stands before every line, and one after it.
        let mut word = u32::from(b' ');
        for (end, byte) in raw.iter().enumerate() {
            word = (word << 8) | u32::from(fold(*byte));
            if self.table[usize::from(sum(word))] & ANCHOR != 0 && self.stands(raw, word, end) {
                return true;
            }
        }
        word = (word << 8) | u32::from(b' ');
        self.table[usize::from(sum(word))] & ANCHOR != 0 && self.stands(raw, word, raw.len())
    }

    /// Needles whose four bytes these are, and where each would begin. A needle that would begin before the text does is
    /// left out only when it is compared.
    #[inline(never)]
    fn at(&self, word: u32, end: usize) -> impl Iterator<Item = (usize, usize)> {
        self.heads(word).filter_map(move |head| {
            let start = (end + 1).checked_sub(SHORTEST + usize::from(head.offset))?;
            Some((usize::from(head.number), start))
        })
    }

    fn heads(&self, word: u32) -> impl Iterator<Item = &Head> {
        let at = bucket(sum(word));
        let from = self.starts.get(at).copied().map_or(0, usize::from);
        let to = self.starts.get(at + 1).copied().map_or(0, usize::from);
        let heads = self.heads.get(from..to).unwrap_or_default();
        heads.iter().filter(move |head| head.word == word)
    }

    /// Whether an anchor stands around its four bytes, white space, colours and backslashes aside.
    #[cold]
    fn stands(&self, raw: &[u8], word: u32, end: usize) -> bool {
        self.heads(word).filter(|head| head.anchor).any(|head| {
            let needle = self.needle(usize::from(head.number));
            let offset = usize::from(head.offset);
            let before = needle.get(..offset).unwrap_or_default();
            let after = needle.get(offset + SHORTEST..).unwrap_or_default();
            let start = (end + 1).saturating_sub(SHORTEST);
            let left = raw.get(..start).unwrap_or_default();
            let right = raw.get(end + 1..).unwrap_or_default();
            ends_with(left, before) && begins_with(right, after)
        })
    }
}

fn begins_with(raw: &[u8], needle: &[u8]) -> bool {
    let mut rest = raw;
    for (at, byte) in needle.iter().enumerate() {
        loop {
            match rest {
                // A line ends with a blank.
                [] => return needle.get(at..) == Some(b" "),
                [first, more @ ..] if fold(*first) == *byte => {
                    rest = more;
                    break;
                }
                // What is dropped, or becomes one blank.
                [b' ' | b'\t' | b'\r' | b'\\', more @ ..] => rest = more,
                // A colour or a typographic quote: near enough.
                [0x1b | 0xe2 | 0x7f, ..] => return true,
                [b'n' | b't' | b'r' | b'u', ..] if *byte == b' ' => return true,
                _ => return false,
            }
        }
    }
    true
}

fn ends_with(raw: &[u8], needle: &[u8]) -> bool {
    let mut rest = raw;
    for (at, byte) in needle.iter().enumerate().rev() {
        loop {
            match rest {
                // A line begins with a feed and a blank.
                [] => return b"\n ".ends_with(needle.get(..=at).unwrap_or_default()),
                [more @ .., last] if fold(*last) == *byte || *byte == b'\n' => {
                    rest = more;
                    break;
                }
                [more @ .., b' ' | b'\t' | b'\r' | b'\\'] => rest = more,
                // The end of a colour, of an escaped blank, of a typographic quote, of a mark: near enough.
                [
                    ..,
                    b'm' | b'K' | b'J' | b'n' | b't' | b'r' | 0x80..=0xff | 0x7f,
                ] => return true,
                _ => return false,
            }
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(needles: &[&'static str], text: &str, expect: &[usize]) {
        let matcher = Matcher::new(
            needles.iter().map(|needle| needle.as_bytes()).collect(),
            &[true; 9],
        );
        let mut found = Vec::new();
        matcher.find(text.as_bytes(), |number| found.push(number));
        found.sort_unstable();
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn needles_are_found_at_both_ends() {
        let needles = ["x509:", "no such host", "no such", "such host", "abc"];
        check(&needles, "", &[]);
        check(&needles, "x50", &[]);
        check(&needles, "x509:", &[0]);
        check(&needles, "dial: no such host", &[1, 2, 3]);
        check(&needles, "no such file, X509: x509:", &[0, 0, 2]);
        check(&needles, "abc no suc", &[]);
    }

    #[test]
    fn lines_are_looked_at_before_they_are_cleaned() {
        let needles = [
            "back-off pulling",
            "container \"build\"",
            " 403 ",
            "\n killed",
        ];
        let matcher = Matcher::new(
            needles.iter().map(|needle| needle.as_bytes()).collect(),
            &[true; 9],
        );
        let may = |text: &str| matcher.may_find(text.as_bytes());
        for text in [
            "Back-off   pulling",
            "Back-off\tpulling x",
            "\u{1b}[31mBack-off\u{1b}[0m pulling",
            "in container \\\"build\\\" of",
            "in container \u{201c}build\u{201d} of",
            "a 403",
            "403 Forbidden",
            "403",
            "x\t403\r",
            "Killed",
            "  killed",
        ] {
            assert!(may(text), "{text}");
        }
        for text in ["", "back", "back-off", "1403", "container build", "403"] {
            assert_eq!(may(text), text == "403", "{text}");
        }
    }
}
