//! Compares versions and pairs chart releases with the runner they install.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A release such as `19.3.0`; a missing patch reads as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    pub major: u16,
    pub minor: u16,
    pub patch: u16,
}

impl Version {
    pub const fn new(major: u16, minor: u16, patch: u16) -> Version {
        Version {
            major,
            minor,
            patch,
        }
    }

    /// Reads `19.3`, `19.3.0`, `v1.34.2` and `v1.34.2-eks-1a2b` (the suffix is dropped).
    pub fn parse(text: &str) -> Option<Version> {
        let text = text.strip_prefix('v').unwrap_or(text);
        let core = text.split(['-', '+']).next()?;
        let mut parts = core.split('.').map(|part| {
            if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
                None
            } else {
                part.parse::<u16>().ok()
            }
        });
        let major = parts.next()??;
        let minor = parts.next()??;
        let patch = match parts.next() {
            Some(patch) => patch?,
            None => 0,
        };
        if parts.next().is_some() {
            None
        } else {
            Some(Version {
                major,
                minor,
                patch,
            })
        }
    }

    /// `18.11`: how "since" is written.
    pub fn short(self) -> String {
        self.major.to_string() + "." + &self.minor.to_string()
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

impl Serialize for Version {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Version, D::Error> {
        let text = String::deserialize(from)?;
        Version::parse(&text).ok_or_else(|| serde::de::Error::custom("not a version"))
    }
}

/// How a pair of chart and runner is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Chart.yaml of the package, or the image tag of a rendered chart.
    Package,
    /// The chart's CHANGELOG only.
    Changelog,
    /// Deployment notes of users.
    SecondHand,
    /// The rule that both minors move together.
    Rule,
}

/// One chart release and the runner it installs.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub chart: Version,
    pub runner: Version,
    pub evidence: Evidence,
}

const fn pair(chart: (u16, u16), runner: (u16, u16, u16), evidence: Evidence) -> Pair {
    Pair {
        chart: Version::new(0, chart.0, chart.1),
        runner: Version::new(runner.0, runner.1, runner.2),
        evidence,
    }
}

use Evidence::{Changelog as C, Package as P, Rule as R, SecondHand as S};

/// Chart releases offered, newest first. Runner patch numbers do not follow the chart's.
/// Source: packages 0.41.0 to 0.86.0 in the history of DoD-Platform-One/gitlab-runner; see
/// [`Evidence`] for the rest.
pub const PAIRS: &[Pair] = &[
    pair((93, 0), (19, 4, 0), S),
    pair((92, 0), (19, 3, 0), P),
    pair((91, 0), (19, 2, 0), S),
    pair((90, 0), (19, 1, 0), R),
    pair((89, 1), (19, 0, 1), S),
    pair((88, 4), (18, 11, 4), S),
    pair((87, 0), (18, 10, 0), S),
    pair((86, 0), (18, 9, 0), P),
    pair((85, 0), (18, 8, 0), P),
    pair((84, 1), (18, 7, 1), P),
    pair((83, 3), (18, 6, 3), P),
    pair((82, 0), (18, 5, 0), P),
    pair((81, 0), (18, 4, 0), P),
    pair((80, 1), (18, 3, 1), P),
    pair((79, 1), (18, 2, 1), P),
    pair((78, 1), (18, 1, 1), P),
    pair((77, 3), (18, 0, 3), P),
    pair((76, 0), (17, 11, 0), C),
    pair((75, 0), (17, 10, 0), C),
    pair((74, 1), (17, 9, 1), P),
    pair((73, 0), (17, 8, 0), C),
    pair((72, 0), (17, 7, 0), P),
    pair((71, 0), (17, 6, 0), P),
    pair((70, 0), (17, 5, 0), P),
    pair((69, 0), (17, 4, 0), C),
    pair((68, 0), (17, 3, 0), P),
    pair((67, 0), (17, 2, 0), P),
    pair((66, 0), (17, 1, 0), P),
    pair((65, 0), (17, 0, 0), P),
    pair((64, 1), (16, 11, 1), P),
    pair((63, 0), (16, 10, 0), P),
    pair((61, 2), (16, 8, 0), P),
    pair((59, 2), (16, 6, 1), P),
    pair((58, 2), (16, 5, 0), P),
    pair((57, 1), (16, 4, 1), P),
    pair((55, 0), (16, 2, 0), P),
    pair((53, 0), (16, 0, 0), C),
    pair((52, 0), (15, 11, 0), P),
    pair((51, 1), (15, 10, 1), P),
    pair((50, 1), (15, 9, 1), P),
    pair((49, 1), (15, 8, 1), P),
    pair((48, 0), (15, 7, 0), P),
    pair((45, 0), (15, 4, 0), P),
    pair((44, 0), (15, 3, 0), P),
    pair((43, 1), (15, 2, 1), P),
    pair((42, 0), (15, 1, 0), C),
    pair((41, 0), (15, 0, 0), P),
];

/// The runner a chart installs. A chart that is not listed follows the rule that both minors move
/// together: 0.41 = 15.0, 0.53 = 16.0, then twelve minors a major.
pub fn runner_of(chart: Version) -> Version {
    if let Some(pair) = PAIRS.iter().find(|pair| pair.chart == chart) {
        return pair.runner;
    }
    let steps = chart.minor.saturating_sub(41);
    Version::new(15 + steps / 12, steps % 12, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_versions() {
        let check = |text: &str, expect: Option<(u16, u16, u16)>| {
            assert_eq!(
                Version::parse(text),
                expect.map(|(a, b, c)| Version::new(a, b, c)),
                "{text}"
            );
        };
        check("19.3.0", Some((19, 3, 0)));
        check("1.34", Some((1, 34, 0)));
        check("v1.34.2-eks-1a2b3c", Some((1, 34, 2)));
        check("1", None);
        check("1.x", None);
        check("1.2.3.4", None);
        check("1.-2", None);
        check("", None);
        check("99999.1", None);
    }

    #[test]
    fn pairs_follow_the_rule_and_are_sorted() {
        for window in PAIRS.windows(2) {
            assert!(window[0].chart > window[1].chart && window[0].runner > window[1].runner);
        }
        for pair in PAIRS {
            let rule = runner_of(Version::new(0, pair.chart.minor, 999));
            assert_eq!(
                (rule.major, rule.minor),
                (pair.runner.major, pair.runner.minor),
                "{}",
                pair.chart
            );
        }
    }
}
