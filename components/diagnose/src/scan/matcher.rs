//! Finds some hundred needles in a line at once, in one pass.

/// Four bytes of a needle are looked up in a bit set; only where they may stand is compared. Six bits of a byte pair
/// would do for words of one language, but paths and addresses need more, so the set has 2^15 bits.
const BITS: u32 = 15;

pub struct Matcher {
    needles: Vec<&'static [u8]>,
    /// Which sums of four bytes begin a needle.
    set: Vec<u64>,
    /// Needles by sum; where those of a sum start and end.
    order: Vec<u16>,
    starts: Vec<u16>,
}

/// The shortest needle, in bytes.
pub const SHORTEST: usize = 4;

fn fold(byte: u8) -> u8 {
    byte.to_ascii_lowercase()
}

fn sum(word: u32) -> usize {
    (word.wrapping_mul(0x9E37_79B1) >> (32 - BITS)) as usize
}

fn head(bytes: &[u8]) -> usize {
    let word = bytes
        .iter()
        .take(SHORTEST)
        .fold(0, |word, byte| (word << 8) | u32::from(fold(*byte)));
    sum(word)
}

impl Matcher {
    /// Needles are lower case and have four bytes or more; shorter ones are never found.
    pub fn new(needles: Vec<&'static [u8]>) -> Matcher {
        let size = 1usize << BITS;
        let mut set = vec![0u64; size / 64];
        let mut starts = vec![0u16; size + 1];
        let long = |needle: &[u8]| needle.len() >= SHORTEST;
        for needle in needles.iter().filter(|needle| long(needle)) {
            let at = head(needle);
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
        let mut order: Vec<u16> = (0..needles.len())
            .filter(|at| needles.get(*at).is_some_and(|needle| long(needle)))
            .filter_map(|at| u16::try_from(at).ok())
            .collect();
        order.sort_by_key(|at| needles.get(usize::from(*at)).map(|needle| head(needle)));
        Matcher {
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

    /// Calls `hit` with the number of each needle found, once per place.
    pub fn find(&self, text: &[u8], mut hit: impl FnMut(usize)) {
        let mut word = 0u32;
        for (end, byte) in text.iter().enumerate() {
            word = (word << 8) | u32::from(fold(*byte));
            let at = sum(word);
            let bits = self.set.get(at / 64).copied().unwrap_or(0);
            if bits >> (at % 64) & 1 == 0 || end + 1 < SHORTEST {
                continue;
            }
            let rest = text.get(end + 1 - SHORTEST..).unwrap_or_default();
            let from = self.starts.get(at).copied().map_or(0, usize::from);
            let to = self.starts.get(at + 1).copied().map_or(0, usize::from);
            for needle in self.order.get(from..to).unwrap_or_default() {
                let number = usize::from(*needle);
                let Some(needle) = self.needles.get(number) else {
                    continue;
                };
                let same = rest
                    .get(..needle.len())
                    .is_some_and(|part| part.eq_ignore_ascii_case(needle));
                if same {
                    hit(number);
                }
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
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn needles_are_found_in_any_case_and_at_both_ends() {
        let needles = ["x509:", "no such host", "no such", "such host", "abc"];
        check(&needles, "", &[]);
        check(&needles, "x50", &[]);
        check(&needles, "X509:", &[0]);
        check(&needles, "dial: No Such Host", &[1, 2, 3]);
        check(&needles, "no such file, x509: x509:", &[2, 0, 0]);
        check(&needles, "abc no suc", &[]);
    }
}
