//! Tests every row of the table, and every pair of releases.

use super::super::*;
use runwright_model::version::PAIRS;

/// Each row of the table, by the part whose release it is of.
fn rows() -> Vec<(Part, &'static Changes, &'static Change)> {
    all()
        .flat_map(|(part, release)| release.changes.iter().map(move |row| (part, release, row)))
        .collect()
}

#[test]
fn every_row_is_whole() {
    let mut codes: Vec<&str> = Vec::new();
    for (_, release, row) in rows() {
        let name = format!("{} {} {:?}", release.version, row.title.en, row.keys);
        for text in [row.title, row.body, row.line] {
            assert_eq!(text.en.is_empty(), text.zh.is_empty(), "{name}");
            assert!(
                text.zh.is_empty()
                    || text
                        .zh
                        .chars()
                        .any(|ch| ('\u{4e00}'..='\u{9fff}').contains(&ch))
                    || text.zh.contains("Cluster"),
                "{name}"
            );
            for lang in [Lang::En, Lang::Zh] {
                let spaced = crate::spacing::spaced(lang, text.get(lang).to_string());
                assert_eq!(spaced, text.get(lang), "{name}");
            }
        }
        assert!(!row.title.en.is_empty(), "{name}");
        // A row with a code has keys and says why; one without is only told.
        assert_eq!(row.code.is_empty(), row.body.en.is_empty(), "{name}");
        assert!(row.code.is_empty() || !row.keys.is_empty(), "{name}");
        if !row.code.is_empty() && row.kind != Kind::Added {
            assert!(!codes.contains(&row.code), "{name}");
            codes.push(row.code);
        }
        for key in row.keys {
            let (path, new) = split(key);
            for path in [path, new] {
                assert!(!path.contains([' ', '>']) && !path.ends_with('.'), "{key}");
            }
            assert!(
                row.kind != Kind::Renamed || row.code == "UPG-112" || !new.is_empty(),
                "{key}"
            );
        }
        // Findings never name a placeholder, and titles have no full stop.
        if !row.code.is_empty() {
            for lang in [Lang::En, Lang::Zh] {
                let key = row.keys[0];
                let advice = advice(row, key, Part::Config, release.version, lang);
                assert!(
                    !advice.title.is_empty() && !advice.title.ends_with(['.', '。']),
                    "{name}"
                );
                assert!(advice.body.ends_with(['.', '。']), "{name}");
                assert!(!(advice.title + &advice.body).contains('{'), "{name}");
            }
        }
    }
}

#[test]
fn every_release_is_in_its_place() {
    let day = |date: &str| {
        let parts: Vec<&str> = date.split('-').collect();
        parts.len() == 3 && date.len() == 10 && parts.iter().all(|part| part.parse::<u16>().is_ok())
    };
    for part in [Part::Config, Part::Values] {
        let list: Vec<&Changes> = all()
            .filter(|(of, _)| *of == part)
            .map(|(_, r)| r)
            .collect();
        assert!(list.is_sorted_by(|a, b| a.version < b.version));
        assert!(
            list.iter()
                .all(|release| release.date.is_empty() || day(release.date))
        );
        assert!(list.is_sorted_by(|a, b| b.date.is_empty() || a.date < b.date));
    }
    // Every release of the runner there is, and no chart that was never offered.
    let runners: Vec<Version> = all()
        .filter(|(part, _)| *part == Part::Config)
        .map(|(_, release)| release.version)
        .collect();
    let offered = PAIRS.iter().rev().map(|pair| pair.runner);
    let offered: Vec<(u16, u16)> = offered
        .filter(|runner| *runner >= table::KNOWN.0)
        .map(|runner| (runner.major, runner.minor))
        .collect();
    let listed: Vec<(u16, u16)> = runners
        .iter()
        .map(|runner| (runner.major, runner.minor))
        .collect();
    assert_eq!(listed, offered);
    assert_eq!(
        (runners.first(), runners.last()),
        (Some(&table::KNOWN.0), Some(&table::KNOWN.1))
    );
}

#[test]
fn every_pair_of_releases_can_be_asked_for() {
    let lists: [fn(Part, &str) -> bool; 2] = [|_, _| true, |_, _| false];
    let strange = [
        Versions {
            chart: Version::new(0, 0, 0),
            runner: Version::new(0, 0, 0),
        },
        Versions {
            chart: Version::new(9, 0, 0),
            runner: Version::new(u16::MAX, 1, 2),
        },
    ];
    let versions: Vec<Versions> = PAIRS
        .iter()
        .step_by(4)
        .map(|pair| Versions {
            chart: pair.chart,
            runner: pair.runner,
        })
        .chain(strange)
        .collect();
    for from in &versions {
        for to in &versions {
            for sets in lists {
                let (en, zh) = (
                    advise(from, to, &sets, Lang::En),
                    advise(from, to, &sets, Lang::Zh),
                );
                let told = releases(from, to, &sets, Lang::Zh);
                assert_eq!(en.len(), zh.len());
                if from == to {
                    assert!(en.is_empty() && told.is_empty());
                }
                for (en, zh) in en.iter().zip(&zh) {
                    assert_eq!(
                        (en.code, en.severity, en.concerns),
                        (zh.code, zh.severity, zh.concerns)
                    );
                    assert!(en.title != zh.title && en.body != zh.body, "{en:?}");
                }
                // Nothing is said twice, and with no key set nothing is said of one.
                for (number, advice) in en.iter().enumerate() {
                    assert!(!en[..number].contains(advice), "{advice:?}");
                }
                assert!(
                    sets(Part::Config, "")
                        || en.iter().all(|advice| advice.concerns.path.is_empty())
                );
                assert!(
                    told.iter()
                        .all(|release| release.lines.iter().all(|line| line.ends_with('。')))
                );
            }
        }
    }
}
