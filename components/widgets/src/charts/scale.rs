//! Turns thousandths into places on an axis and into text, in whole numbers.

/// A number of thousandths as people write it: `4500` is `4.5`.
#[must_use]
pub fn milli(n: i64) -> String {
    let mut out = String::new();
    if n < 0 {
        out.push('-');
    }
    let n = n.unsigned_abs();
    out.push_str(&(n / 1000).to_string());
    let rest = (n % 1000).to_string();
    if rest != "0" {
        out.push('.');
        for _ in rest.len()..3 {
            out.push('0');
        }
        out.push_str(rest.trim_end_matches('0'));
    }
    out
}

/// A linear axis from 0 to `max` thousandths, drawn from `from` to `to` px.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Axis {
    pub from: i64,
    pub to: i64,
    pub max: i64,
}

impl Axis {
    /// The place of a value, held within the axis.
    pub(crate) fn at(self, value: i64) -> i64 {
        let max = self.max.max(1);
        // Exact enough for a place in pixels; a division of 128 bits is 1 kB of wasm.
        let part = value.clamp(0, max) as f64 * (self.to - self.from) as f64 / max as f64;
        let half = if part < 0.0 { -0.5 } else { 0.5 };
        self.from + (part + half) as i64
    }

    /// The ticks: steps of 1, 2 or 5 times a power of ten (of whole units where they are large enough), at most `most`.
    pub(crate) fn ticks(self, most: i64) -> Vec<i64> {
        let most = most.max(1);
        let mut step: i64 = if self.max >= 2_000 { 1_000 } else { 10 };
        let mut factor = 0;
        while self.max / step > most {
            step = match factor % 3 {
                0 => step.saturating_mul(2),
                1 => step / 2 * 5,
                _ => step.saturating_mul(2),
            };
            factor += 1;
        }
        (0..=self.max / step).map(|i| i * step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_read_as_decimals() {
        let check = |n: i64, expect: &str| assert_eq!(milli(n), expect);
        check(0, "0");
        check(4500, "4.5");
        check(3850, "3.85");
        check(7, "0.007");
        check(-1500, "-1.5");
        check(12_000, "12");
    }

    #[test]
    fn ticks_are_round_and_few() {
        let check = |max: i64, most: i64, expect: &[i64]| {
            assert_eq!(
                Axis {
                    from: 0,
                    to: 100,
                    max
                }
                .ticks(most),
                expect,
                "{max}"
            );
        };
        check(
            8_000,
            8,
            &[0, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000],
        );
        check(8_000, 4, &[0, 2000, 4000, 6000, 8000]);
        check(16_000, 4, &[0, 5000, 10_000, 15_000]);
        check(
            64_000,
            8,
            &[0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000],
        );
        check(0, 8, &[0]);
        check(500, 5, &[0, 100, 200, 300, 400, 500]);
    }

    #[test]
    fn places_stay_on_the_axis() {
        let up = Axis {
            from: 0,
            to: 100,
            max: 8_000,
        };
        assert_eq!(
            [up.at(0), up.at(4_000), up.at(9_000), up.at(-1)],
            [0, 50, 100, 0]
        );
        let down = Axis {
            from: 100,
            to: 0,
            max: 8_000,
        };
        assert_eq!([down.at(0), down.at(2_000), down.at(8_000)], [100, 75, 0]);
        assert_eq!(
            Axis {
                from: 0,
                to: 100,
                max: 0
            }
            .at(5),
            100
        );
        assert_eq!(
            Axis {
                from: 0,
                to: 600,
                max: i64::MAX
            }
            .at(i64::MAX),
            600
        );
    }
}
