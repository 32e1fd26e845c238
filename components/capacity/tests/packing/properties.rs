//! What is true of any packing: more room never holds less, and the three answers stand in their order.

use proptest::prelude::*;
use runwright_capacity::packing::mixed::{Effort, max_jobs};
use runwright_capacity::packing::schedule::{Cluster, Strategy as Scores};
use runwright_capacity::packing::{fit, guaranteed};

use super::{cases, placed, small};

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn more_room_holds_no_less(case in small(3, 6, 4), profile in 0usize..4, at in 0usize..3) {
        let best = |case: &super::Case| {
            let packing = max_jobs(&case.pools, &case.profiles, &case.demand, Effort::FULL);
            assert_eq!(packing.found, packing.bound, "{case:?}");
            packing.found
        };
        let before = best(&case);
        let mut more = case.clone();
        let at = at % more.pools.len();
        more.pools[at].count += 1;
        prop_assert!(best(&more) >= before);
        let mut smaller = case.clone();
        let profile = profile % smaller.profiles.len();
        let request = &mut smaller.profiles[profile].request;
        request.cpu_m = (request.cpu_m - 1).max(0);
        prop_assert!(best(&smaller) >= before);
        let mut wanted = case;
        wanted.demand[profile] += 1;
        prop_assert!((before..=before + 1).contains(&best(&wanted)));
    }

    /// Whoever places the jobs and in whatever order: when a profile is first refused, at least as many jobs run as are
    /// guaranteed to it, and at most as many as the best packing has.
    #[test]
    fn refusals_come_between_guaranteed_and_best(
        case in small(2, 4, 3),
        arrivals in proptest::collection::vec(0usize..3, 80),
        spread in any::<bool>(),
    ) {
        let strategy = if spread { Scores::LeastAllocated } else { Scores::MostAllocated };
        let mut cluster = Cluster::new(&case.pools, &case.profiles, strategy, 100);
        let best = max_jobs(&case.pools, &case.profiles, &vec![100; case.profiles.len()], Effort::FULL);
        let mut running = 0;
        for profile in arrivals.into_iter().map(|profile| profile % case.profiles.len()) {
            if cluster.place(profile).is_some() {
                running += 1;
                continue;
            }
            let sure = guaranteed(&case.pools, &case.profiles, &case.profiles[profile]);
            prop_assert!(sure <= running, "{sure} guaranteed, refused at {running}");
            prop_assert!(sure <= fit(&case.pools, &case.profiles[profile]).total);
        }
        prop_assert!(running <= best.bound);
    }

    /// The same question gives the same answer, and a bracket at once that the full search stays within.
    #[test]
    fn the_quick_bracket_holds_the_full_answer(case in small(3, 8, 5)) {
        let quick = max_jobs(&case.pools, &case.profiles, &case.demand, Effort::QUICK);
        let full = max_jobs(&case.pools, &case.profiles, &case.demand, Effort::FULL);
        prop_assert!(quick.found <= full.found && full.bound <= quick.bound);
        let jobs = placed(&case.pools, &case.profiles, &full);
        prop_assert_eq!(jobs.iter().sum::<i64>(), full.found);
        prop_assert!(jobs.iter().zip(&case.demand).all(|(jobs, demand)| jobs <= demand));
        let again = max_jobs(&case.pools, &case.profiles, &case.demand, Effort::FULL);
        prop_assert_eq!(again, full);
    }
}
