//! Holds reading to a time that its length bounds.
//!
//! What an input shows at a few hundred bytes is hidden in noise, so its second half is repeated up to a length at
//! which anything worse than linear stands out: brackets become deep nesting, a line becomes a long list.

use crate::pick::Pick;
use std::time::{Duration, Instant};

/// The length that inputs are grown to, in bytes.
const GROWN: usize = 128 << 10;
/// One input in so many is grown.
const SHARE: usize = 64;
/// The promise is a second per megabyte of the released code; counters and assertions cost some of that again.
const PER_MEGABYTE: Duration = Duration::from_secs(5);
/// What any input may take, on a machine that has other things to do.
const FLOOR: Duration = Duration::from_millis(500);

pub fn check(text: &str, read: fn(&str)) {
    if text.is_empty() || Pick::of(text).below(SHARE) != 0 {
        return;
    }
    for text in [grown(text, text.len() / 2), grown(text, 0)] {
        let allowed = FLOOR + PER_MEGABYTE.mul_f64(text.len() as f64 / f64::from(1 << 20));
        // The best of three: another process may have had the processor.
        let taken = (0..3)
            .map(|_| {
                let started = Instant::now();
                read(&text);
                started.elapsed()
            })
            .find(|taken| *taken <= allowed);
        assert!(
            taken.is_some(),
            "{} bytes took more than {allowed:?}: {:?} and so on",
            text.len(),
            text.chars().take(200).collect::<String>()
        );
    }
}

/// The text with what follows an offset repeated.
fn grown(text: &str, mut from: usize) -> String {
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let (head, unit) = text.split_at(from);
    let times = GROWN / unit.len().max(1);
    [head, &unit.repeat(times)].concat()
}
