//! Finds some hundred needles in a line at once, in one pass.

/// Four bytes of a needle are looked up in a bit set; only where they may stand is it compared. They are the four that are
/// rarest in logs, so that a line of ordinary words is compared with nothing.
const BITS: u32 = 15;

pub struct Matcher {
    needles: Vec<&'static [u8]>,
    /// Where the four bytes stand in each needle.
    offsets: Vec<u8>,
    /// Which sums of four bytes are of a needle.
    set: Vec<u64>,
    /// Needles by sum; where those of a sum start and end.
    order: Vec<u16>,
    starts: Vec<u16>,
}

/// The shortest needle, in bytes.
pub const SHORTEST: usize = 4;

/// Bytes from the most common on in logs.
const COMMON: &[u8] = b"e toainrsldcupmgfhb/.-:wyv0k";

/// Bytes in lower case.
const LOWER: [u8; 256] = {
    let mut table = [0; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = (at as u8).to_ascii_lowercase();
        at += 1;
    }
    table
};

#[inline]
fn sum(word: u32) -> usize {
    (word.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize
}

/// Where the rarest four bytes begin, and their sum.
fn head(needle: &[u8]) -> (u8, usize) {
    let rare = |byte: &u8| COMMON.iter().position(|known| known == byte).unwrap_or(40);
    let windows = needle.windows(SHORTEST).take(200).enumerate();
    let best = windows.max_by_key(|(_, four)| four.iter().map(rare).sum::<usize>());
    let (at, four) = best.unwrap_or((0, needle));
    let word = four
        .iter()
        .fold(0, |word, byte| (word << 8) | u32::from(*byte));
    (u8::try_from(at).unwrap_or(0), sum(word))
}

impl Matcher {
    /// Needles are lower case and have four bytes or more; shorter ones are never found.
    pub fn new(needles: Vec<&'static [u8]>) -> Matcher {
        let size = 1usize << BITS;
        let mut set = vec![0u64; size / 64];
        let mut starts = vec![0u16; size + 1];
        let heads: Vec<(u8, usize)> = needles.iter().map(|needle| head(needle)).collect();
        let mut order = Vec::new();
        for (number, needle) in needles.iter().enumerate() {
            let Some((_, at)) = heads.get(number).filter(|_| needle.len() >= SHORTEST) else {
                continue;
            };
            order.extend(u16::try_from(number));
            if let Some(word) = set.get_mut(at / 64) {
                *word |= 1 << (at % 64);
            }
            if let Some(count) = starts.get_mut(at + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        order.sort_by_key(|number| heads.get(usize::from(*number)).map(|(_, sum)| *sum));
        Matcher {
            offsets: heads.iter().map(|(offset, _)| *offset).collect(),
            needles,
            set,
            order,
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
        let set = self.set.as_slice();
        for (end, byte) in text.iter().enumerate() {
            word = (word << 8) | u32::from(LOWER[usize::from(*byte)]);
            let at = sum(word);
            let bits = match set.get(at / 64) {
                Some(bits) => *bits,
                None => 0,
            };
            if bits >> (at % 64) & 1 != 0 {
                self.compare(text, end, at, &mut hit);
            }
        }
    }

    #[cold]
    fn compare(&self, text: &[u8], end: usize, at: usize, hit: &mut impl FnMut(usize)) {
        let from = self.starts.get(at).copied().map_or(0, usize::from);
        let to = self.starts.get(at + 1).copied().map_or(0, usize::from);
        for number in self.order.get(from..to).unwrap_or_default() {
            let number = usize::from(*number);
            let offset = self.offsets.get(number).copied().map_or(0, usize::from);
            let Some(start) = (end + 1).checked_sub(SHORTEST + offset) else {
                continue;
            };
            let needle = self.needle(number);
            let part = text.get(start..start + needle.len());
            if part.is_some_and(|part| part.eq_ignore_ascii_case(needle)) {
                hit(number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(needles: &[&'static str], text: &str, expect: &[usize]) {
        let matcher = Matcher::new(needles.iter().map(|needle| needle.as_bytes()).collect());
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
        check(&needles, "no such file, x509: x509:", &[0, 0, 2]);
        check(&needles, "abc no suc", &[]);
    }
}
