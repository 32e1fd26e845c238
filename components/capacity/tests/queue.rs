//! Holds waits to published tables, to limits that are known exactly, and the simulation to closed forms.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used, clippy::panic)]

use runwright_capacity::queue::batch::batches;
use runwright_capacity::queue::erlang::{blocking, min_servers, mmc, waiting};
use runwright_capacity::queue::general::{allen_cunneen, kingman};
use runwright_capacity::queue::patience::patience;
use runwright_capacity::queue::simulate::{Outcome, Run, Setting, simulate};
use runwright_capacity::queue::sizes;

/// Equal within a share of the expected figure.
#[track_caller]
fn near(got: f64, expect: f64, share: f64) {
    assert!(
        (got - expect).abs() <= share * expect.abs(),
        "{got}, expected {expect}"
    );
}

const EXACT: f64 = 1e-9;

/// Published Erlang B tables: the erlangs at which 1 % and 0.1 % find all servers taken.
#[test]
fn erlang_b_agrees_with_its_tables() {
    let check =
        |servers: u32, erlangs: f64, share: f64| near(blocking(servers, erlangs), share, 2e-3);
    check(1, 0.0101, 0.01);
    check(10, 4.461, 0.01);
    check(20, 12.031, 0.01);
    check(50, 37.901, 0.01);
    check(100, 84.064, 0.01);
    near(blocking(1, 1.0), 0.5, EXACT);
    near(blocking(2, 1.0), 0.2, EXACT);
    assert_eq!((blocking(0, 5.0), blocking(5, 0.0)), (1.0, 0.0));
}

/// One server: the wait is known by heart.
#[test]
fn one_server_is_m_m_1() {
    for (jobs, seconds) in [(6.0, 300.0), (9.0, 380.0), (1.0, 10.0), (3599.0, 1.0)] {
        let queue = mmc(jobs, seconds, 1);
        let rho = jobs / 3600.0 * seconds;
        let waits = queue.waits.unwrap();
        near(queue.utilisation, rho, EXACT);
        near(waits.p_wait, rho, EXACT);
        near(waits.mean_wait, rho * seconds / (1.0 - rho), 1e-8);
        near(
            waits.beyond(100.0),
            rho * (-(1.0 - rho) / seconds * 100.0).exp(),
            1e-8,
        );
        let p95 = waits.quantile(0.95);
        assert!(p95 == 0.0 || (waits.beyond(p95) - 0.05).abs() < 1e-9);
        near(
            kingman(jobs, seconds, 1.0, 1.0).unwrap(),
            waits.mean_wait,
            1e-8,
        );
        near(
            kingman(jobs, seconds, 1.0, 0.0).unwrap(),
            waits.mean_wait / 2.0,
            1e-8,
        );
    }
}

#[test]
fn limits_meet_erlang() {
    for (jobs, seconds, servers) in [(96.0, 300.0, 10), (30.0, 420.0, 4), (420.0, 300.0, 40)] {
        let waits = mmc(jobs, seconds, servers).waits.unwrap();
        let erlangs = jobs / 3600.0 * seconds;
        near(waiting(servers, erlangs), waits.p_wait, EXACT);
        // Pipelines of one job.
        let (p_wait, mean) = batches(jobs, &[(1, 3.0)], seconds, servers).waits.unwrap();
        near(p_wait, waits.p_wait, 1e-8);
        near(mean, waits.mean_wait, 1e-8);
        // Endless patience waits, none at all is Erlang's loss.
        let endless = patience(jobs, seconds, servers, f64::INFINITY).unwrap();
        assert_eq!(endless.p_abandon, 0.0);
        near(endless.p_wait, waits.p_wait, 1e-8);
        near(
            patience(jobs, seconds, servers, 1e6).unwrap().p_wait,
            waits.p_wait,
            1e-8,
        );
        let none = patience(jobs, seconds, servers, 0.0).unwrap();
        near(none.p_abandon, blocking(servers, erlangs), 1e-8);
        near(none.p_wait, none.p_abandon, 1e-8);
        near(
            allen_cunneen(jobs, seconds, servers, 1.0, 1.0).unwrap(),
            waits.mean_wait,
            EXACT,
        );
        // One class of size 1, and the same twice as coarse.
        near(
            sizes::blocking(servers, &[(1, erlangs)])[0],
            blocking(servers, erlangs),
            1e-8,
        );
        near(
            sizes::blocking(2 * servers, &[(2, erlangs)])[0],
            blocking(servers, erlangs),
            1e-8,
        );
    }
    // Where more jobs come than are done, what is not done fails.
    near(
        patience(7200.0, 300.0, 10, 1e5).unwrap().p_abandon,
        1.0 - 10.0 / 600.0,
        1e-6,
    );
    assert_eq!(
        patience(7200.0, 300.0, 10, f64::INFINITY).unwrap().p_wait,
        1.0
    );
}

/// Pipelines make waits long: figures worked out with the cut equations over all states.
#[test]
fn pipelines_wait_longer() {
    let check = |pipelines: f64, size: u32, servers: u32, mean: f64| {
        let queue = batches(pipelines, &[(size, 1.0)], 300.0, servers);
        near(queue.utilisation, 5.0 / 6.0, EXACT);
        near(queue.waits.unwrap().1, mean, 2e-3);
    };
    check(100.0, 1, 10, 87.9);
    check(10.0, 10, 10, 784.6);
    check(5.0, 20, 10, 1645.9);
    check(20.0, 10, 20, 342.6);
    // One server: mean wait of M^[X]/M/1, with E X(X-1)/2 jobs before a job's own on average.
    let (p_wait, mean) = batches(2.0, &[(2, 0.5), (4, 0.5)], 300.0, 1).waits.unwrap();
    let (rho, jobs, pairs) = (0.5, 3.0, (2.0 + 12.0) / 2.0);
    near(
        mean,
        (rho * 300.0 + 300.0 * pairs / (2.0 * jobs)) / (1.0 - rho),
        1e-8,
    );
    near(p_wait, 1.0 - (1.0 - rho) / jobs, 1e-8);
    // Very many places: nobody waits, and nothing overflows.
    let (p_wait, mean) = batches(60_000.0, &[(10, 1.0)], 300.0, 90_000)
        .waits
        .unwrap();
    assert!(p_wait < 1e-9 && mean < 1e-3, "{p_wait} {mean}");
    assert_eq!(batches(12.0, &[(10, 1.0)], 300.0, 10).waits, None);
}

#[test]
fn fewest_servers_are_enough_and_one_less_is_not() {
    for (jobs, seconds, wait, level) in [
        (120.0, 300.0, 60.0, 0.95),
        (12.0, 900.0, 0.0, 0.99),
        (2000.0, 240.0, 10.0, 0.8),
        (3.0, 60.0, 30.0, 0.5),
    ] {
        let within = |servers: u32| {
            let waits = mmc(jobs, seconds, servers).waits;
            waits.is_some_and(|waits| waits.beyond(wait) <= 1.0 - level + 1e-12)
        };
        let servers = min_servers(jobs, seconds, wait, level).unwrap();
        assert!(within(servers) && !within(servers - 1), "{servers}");
    }
    assert_eq!(min_servers(0.0, 300.0, 60.0, 0.95), Some(1));
    assert_eq!(min_servers(1e12, 300.0, 60.0, 0.95), None);
    // Nobody ever waits: no number of servers gives that for sure.
    assert_eq!(min_servers(60.0, 300.0, 60.0, 1.1), None);
}

fn setting(jobs_per_hour: f64, mean: f64, cs2: f64, servers: u32) -> Setting {
    Setting {
        pipelines_per_hour: jobs_per_hour,
        sizes: vec![(1, 1.0)],
        kinds: vec![(1.0, mean, cs2)],
        exponential: false,
        slots: servers,
        places: servers,
        patience: None,
        jobs: 400_000,
        seed: 5,
    }
}

/// One server has closed forms for any durations (Pollaczek and Khinchine), so it is held to them.
#[test]
fn simulated_waits_meet_closed_forms() {
    let check = |setting: Setting, mean: f64, share: f64| {
        let outcome = simulate(&setting).unwrap();
        near(outcome.mean_wait, mean, share);
        outcome
    };
    // lambda E S^2 / 2 / (1 - rho), with E S^2 = mean^2 (1 + cs2).
    for (jobs, cs2) in [(6.0, 0.0), (6.0, 1.0), (6.0, 3.0), (3.0, 2.0)] {
        let rho = jobs / 12.0;
        let mean = rho * 300.0 * (1.0 + cs2) / 2.0 / (1.0 - rho);
        let outcome = check(setting(jobs, 300.0, cs2, 1), mean, 0.04);
        near(outcome.p_wait, rho, 0.01);
        near(outcome.utilisation, rho, 0.01);
    }
    // Pipelines of 2 and 4 jobs, as above, for any durations.
    let pipelines = Setting {
        sizes: vec![(2, 0.5), (4, 0.5)],
        ..setting(2.0, 300.0, 1.0, 1)
    };
    let (p_wait, mean) = batches(2.0, &pipelines.sizes, 300.0, 1).waits.unwrap();
    near(check(pipelines, mean, 0.04).p_wait, p_wait, 0.01);
    // Two kinds: the moments of the mixture.
    let kinds = Setting {
        kinds: vec![(3.0, 100.0, 0.0), (1.0, 500.0, 0.0)],
        exponential: false,
        ..setting(9.0, 0.0, 0.0, 1)
    };
    let second = 0.75 * 1e4 + 0.25 * 25e4;
    check(kinds, 9.0 / 3600.0 * second / 2.0 / 0.5, 0.03);
    // Many servers and constant durations: about (1 + 0) / 2 of M/M/c, a little more where it is not so full.
    let exponential = mmc(96.0, 300.0, 10).waits.unwrap().mean_wait;
    let constant = simulate(&setting(96.0, 300.0, 0.0, 10)).unwrap();
    assert!((0.5..0.6).contains(&(constant.mean_wait / exponential)));
}

/// Loss without patience does not depend on how durations vary: Erlang B for all.
#[test]
fn simulated_failures_meet_erlang_b() {
    for cs2 in [0.0, 1.0, 3.0] {
        let outcome = simulate(&Setting {
            slots: 1000,
            patience: Some(0.0),
            ..setting(120.0, 300.0, cs2, 10)
        });
        let outcome = outcome.unwrap();
        near(outcome.p_fail, blocking(10, 10.0), 0.015);
        assert_eq!((outcome.mean_wait, outcome.p99), (0.0, 0.0));
        near(outcome.utilisation, 1.0 - blocking(10, 10.0), 0.015);
    }
    // As many slots as places: jobs wait in GitLab, and none fails. More slots: some fail, fewer the longer they may wait.
    let with = |slots: u32, patience: f64| {
        let patience = Some(patience);
        let setting = setting(120.0, 300.0, 1.0, 11);
        simulate(&Setting {
            slots,
            patience,
            ..setting
        })
        .unwrap()
        .p_fail
    };
    assert_eq!(with(11, 0.0), 0.0);
    assert_eq!(with(11, 180.0), 0.0);
    assert!(with(1000, 0.0) > with(1000, 60.0) && with(1000, 60.0) > with(1000, 180.0));
    assert!(with(1000, 180.0) > with(14, 180.0) && with(14, 180.0) > 0.0);
    // Lognormal durations of variation 1 are no exponential ones, but near them.
    near(
        with(1000, 180.0),
        patience(120.0, 300.0, 11, 180.0).unwrap().p_abandon,
        0.1,
    );
}

#[test]
fn the_same_seed_plays_the_same_jobs() {
    let setting = Setting {
        sizes: vec![(1, 0.5), (5, 0.3), (20, 0.2)],
        kinds: vec![(2.0, 100.0, 1.0), (1.0, 700.0, 2.0)],
        exponential: false,
        patience: Some(180.0),
        slots: 30,
        jobs: 20_000,
        ..setting(40.0, 0.0, 0.0, 20)
    };
    let whole = simulate(&setting).unwrap();
    assert_eq!(simulate(&setting).as_ref(), Some(&whole));
    let mut run = Run::new(setting.clone()).unwrap();
    let mut steps = 0;
    while !run.is_done() {
        run.step(777);
        assert!(run.outcome().jobs <= 20_000);
        steps += 1;
    }
    assert_eq!((steps, run.outcome()), (26, whole.clone()));
    let ordered = [0.0, whole.p50, whole.p90, whole.p95, whole.p99];
    assert!(ordered.is_sorted());
    let other = simulate(&Setting { seed: 6, ..setting }).unwrap();
    assert_ne!(other, whole);
}

#[test]
fn nothing_to_play_plays_nothing() {
    let good = setting(10.0, 300.0, 1.0, 2);
    let refused = |setting: Setting| assert_eq!(simulate(&setting), None, "{setting:?}");
    refused(Setting {
        slots: 0,
        ..good.clone()
    });
    refused(Setting {
        places: 0,
        ..good.clone()
    });
    refused(Setting {
        slots: u32::MAX,
        ..good.clone()
    });
    refused(Setting {
        kinds: vec![],
        exponential: false,
        ..good.clone()
    });
    refused(Setting {
        sizes: vec![],
        ..good.clone()
    });
    refused(Setting {
        sizes: vec![(0, 1.0)],
        ..good.clone()
    });
    for number in [0.0, -1.0, f64::NAN, f64::INFINITY, 1e300] {
        refused(Setting {
            pipelines_per_hour: number,
            ..good.clone()
        });
        refused(Setting {
            kinds: vec![(1.0, number, 1.0)],
            exponential: false,
            ..good.clone()
        });
    }
    refused(Setting {
        kinds: vec![(f64::NAN, 300.0, 1.0)],
        exponential: false,
        ..good.clone()
    });
    refused(Setting {
        kinds: vec![(1.0, 300.0, f64::NAN)],
        exponential: false,
        ..good.clone()
    });
    let none = Setting { jobs: 0, ..good };
    assert_eq!(simulate(&none), Some(Outcome::default()));
}

#[test]
fn hostile_figures_give_numbers_or_nothing() {
    let figures = [
        0.0,
        -1.0,
        1e-300,
        1e-9,
        1.0,
        59.9,
        3600.0,
        1e9,
        1e300,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
    ];
    let number = |value: f64| assert!(!value.is_nan());
    let share = |value: f64| assert!((0.0..=1.0).contains(&value), "{value}");
    for a in figures {
        for servers in [0, 1, 7, 5000, u32::MAX] {
            share(blocking(servers.min(5000), a));
            share(waiting(servers.min(5000), a));
            sizes::blocking(servers.min(5000), &[(1, a), (servers, 3.0), (0, 1.0)])
                .into_iter()
                .for_each(share);
            for b in figures {
                let servers = servers.min(2000);
                let queue = mmc(a, b, servers);
                number(queue.utilisation);
                if let Some(waits) = queue.waits {
                    share(waits.p_wait);
                    assert!(!waits.mean_wait.is_nan(), "{a} {b} {servers} {waits:?}");
                    [-1.0, 0.0, 0.5, 1.0, 2.0].into_iter().for_each(|q| {
                        assert!(!waits.quantile(q).is_nan(), "{a} {b} {servers} {waits:?}")
                    });
                }
                let queue = batches(a, &[(3, 1.0), (servers, a)], b, servers);
                number(queue.utilisation);
                if let Some((p_wait, mean)) = queue.waits {
                    share(p_wait);
                    assert!(mean >= 0.0, "{mean}");
                }
                for c in figures {
                    if let Some(shares) = patience(a, b, servers, c) {
                        let shares = [shares.p_abandon, shares.p_wait];
                        let good = shares.iter().all(|share| (0.0..=1.0).contains(share));
                        assert!(good, "{a} {b} {c} {servers}: {shares:?}");
                    }
                }
                allen_cunneen(a, b, servers, a, 1.0)
                    .into_iter()
                    .for_each(number);
            }
        }
        for b in figures {
            kingman(a, b, 1.0, a).into_iter().for_each(number);
            min_servers(a.min(1e4), b, a, 0.9);
        }
    }
    // As large as it gets.
    share(blocking(u32::MAX, 99_000.0));
    let large = sizes::blocking(u32::MAX, &[(1, 1e6), (100_000, 1e9)]);
    large.into_iter().for_each(share);
}
