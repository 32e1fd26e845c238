//! An axis of time that shows seconds and hours at once, and its ticks.

use super::scale::Axis;

/// Below this many milliseconds the axis is about linear, above it logarithmic: a runner asks for jobs every few
/// seconds, so shorter waits need no room.
const KNEE: i64 = 10_000;

/// Round times in milliseconds: up to days, and as far as a picture can be asked to go.
const ROUND: [i64; 20] = [
    1_000,
    2_000,
    5_000,
    10_000,
    30_000,
    60_000,
    120_000,
    300_000,
    600_000,
    1_800_000,
    3_600_000,
    7_200_000,
    18_000_000,
    36_000_000,
    86_400_000,
    180_000_000,
    360_000_000,
    1_800_000_000,
    3_600_000_000,
    36_000_000_000,
];

/// From `bottom`, where no one waits, up to `top`, where `max` milliseconds are.
#[derive(Clone, Copy, Debug)]
pub(super) struct TimeAxis {
    axis: Axis,
    max: i64,
}

impl TimeAxis {
    /// Ends at the first round time that is not below the longest wait.
    pub(super) fn new(bottom: i64, top: i64, longest: i64) -> Self {
        let last = ROUND.last().copied().unwrap_or(KNEE);
        let max = ROUND.into_iter().find(|t| *t >= longest).unwrap_or(last);
        let max = max.max(KNEE);
        let axis = Axis {
            from: bottom,
            to: top,
            max: steps(max),
        };
        Self { axis, max }
    }

    /// The place of a wait, held within the axis.
    pub(super) fn at(self, ms: i64) -> i64 {
        self.axis.at(steps(ms.clamp(0, self.max)))
    }

    /// Zero and round times, the longest first, at least `gap` pixels apart.
    pub(super) fn ticks(self, gap: i64) -> Vec<i64> {
        let mut out = vec![self.max];
        // Tens of a unit say more than what lies between, so they are placed first.
        for coarse in [true, false] {
            for t in ROUND.into_iter().rev().filter(|t| *t < self.max) {
                let tens = [1_000, 10_000, 60_000, 600_000, 3_600_000, 36_000_000];
                let y = self.at(t);
                let free = out.iter().all(|o| (self.at(*o) - y).abs() >= gap);
                if free && self.axis.from - y >= gap && (!coarse || tens.contains(&t)) {
                    out.push(t);
                }
            }
        }
        out.push(0);
        out.sort_unstable_by(|a, b| b.cmp(a));
        out
    }
}

/// A time as a whole number of its fitting unit: the number, and 0 for seconds, 1 for minutes, 2 for hours.
pub(super) fn in_unit(ms: i64) -> (i64, usize) {
    let seconds = ms / 1_000;
    if seconds >= 3_600 && seconds % 3_600 == 0 {
        (seconds / 3_600, 2)
    } else if seconds >= 60 && seconds % 60 == 0 {
        (seconds / 60, 1)
    } else {
        (seconds, 0)
    }
}

/// The logarithm to base two of `1 + ms / KNEE`, in 1024ths; straight between powers of two.
fn steps(ms: i64) -> i64 {
    log2(ms.max(0).saturating_add(KNEE)) - log2(KNEE)
}

fn log2(n: i64) -> i64 {
    let n = n.max(1);
    let whole = i64::from(63 - n.leading_zeros());
    let rest = n - (1 << whole);
    let part = if whole > 10 {
        rest >> (whole - 10)
    } else {
        rest << (10 - whole)
    };
    whole * 1_024 + part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_waits_are_never_lower() {
        let axis = TimeAxis::new(200, 0, 7_200_000);
        let mut last = axis.at(0);
        assert_eq!(last, 200);
        for s in 0..8_000 {
            let y = axis.at(s * 1_000);
            assert!(y <= last, "{s} s at {y} after {last}");
            last = y;
        }
        assert_eq!(last, 0);
        assert_eq!([axis.at(i64::MIN), axis.at(i64::MAX)], [200, 0]);
    }

    #[test]
    fn ticks_are_round_and_apart() {
        let check = |longest: i64, expect: &[i64]| {
            let axis = TimeAxis::new(180, 0, longest);
            let ticks: Vec<i64> = axis.ticks(18).iter().map(|t| t / 1_000).collect();
            assert_eq!(ticks, expect, "{longest}");
        };
        check(0, &[10, 5, 2, 1, 0]);
        check(59_000, &[60, 30, 10, 5, 0]);
        check(1_200_000, &[1_800, 600, 300, 120, 60, 30, 10, 0]);
        check(7_000_000, &[7_200, 3_600, 1_800, 600, 300, 60, 10, 0]);
        check(
            i64::MAX,
            &[36_000_000, 3_600_000, 360_000, 36_000, 3_600, 600, 60, 0],
        );
    }

    #[test]
    fn times_are_said_in_their_unit() {
        let check = |ms: i64, expect: (i64, usize)| assert_eq!(in_unit(ms), expect, "{ms}");
        check(0, (0, 0));
        check(30_000, (30, 0));
        check(90_000, (90, 0));
        check(600_000, (10, 1));
        check(7_200_000, (2, 2));
    }
}
