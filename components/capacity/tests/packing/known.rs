//! Packings whose answers are known by hand.

use runwright_capacity::packing::mixed::{Cheapest, Effort, Packing, max_jobs, max_mix, min_cost};
use runwright_capacity::packing::{NodePool, Profile, guaranteed};

use super::{amounts, ask, job, placed, pool};

fn proved(packing: &Packing) -> i64 {
    assert_eq!(packing.found, packing.bound);
    packing.found
}

#[test]
fn jobs_by_hand() {
    let check = |pools: &[NodePool], profiles: &[Profile], demand: &[i64], jobs: i64| {
        let packing = max_jobs(pools, profiles, demand, Effort::FULL);
        assert_eq!(proved(&packing), jobs, "{demand:?}");
        assert_eq!(placed(pools, profiles, &packing).iter().sum::<i64>(), jobs);
    };
    let eight = [pool(3, amounts(8000, 32, 110))];
    let (big, half, small) = (job(ask(4500, 4)), job(ask(3700, 4)), job(ask(500, 1)));
    check(&eight, std::slice::from_ref(&big), &[100], 3);
    check(&eight, std::slice::from_ref(&half), &[100], 6);
    // One large job and seven small ones on each node.
    check(&eight, &[big.clone(), small.clone()], &[3, 100], 3 * 16);
    check(&eight, &[big.clone(), small.clone()], &[3, 21], 24);
    // They do not go together: 4500 + 3700 is more than a node has.
    check(&eight, &[big.clone(), half.clone()], &[3, 3], 4);
    // 4 + 3 + 3 of 10, twice: all greedy orders by size leave a hole.
    let ten = [pool(2, amounts(10, 100, 110))];
    check(&ten, &[job(ask(4, 1)), job(ask(3, 1))], &[2, 4], 6);
    // Nothing asked for: pods are counted all the same.
    check(&[pool(2, amounts(1, 1, 30))], &[job(ask(0, 0))], &[100], 60);
    check(&eight, &[], &[], 0);
    check(&[], std::slice::from_ref(&big), &[5], 0);
    check(&eight, &[big], &[-5], 0);
}

#[test]
fn sets_by_hand() {
    let check = |pools: &[NodePool], profiles: &[Profile], mix: &[i64], sets: i64| {
        assert_eq!(proved(&max_mix(pools, profiles, mix, Effort::FULL)), sets);
    };
    let ten = [pool(2, amounts(10, 100, 110))];
    let profiles = [job(ask(4, 1)), job(ask(3, 1))];
    check(&ten, &profiles, &[1, 2], 2);
    check(&ten, &profiles, &[1, 1], 2);
    check(&ten, &profiles, &[0, 1], 6);
    check(&ten, &profiles, &[0, 0], 0);
    check(&ten, &profiles, &[], 0);
    // Asked for more kinds than there are.
    check(&ten, &profiles, &[0, 1, 1], 0);
}

#[test]
fn costs_by_hand() {
    let check = |pools: &[NodePool], profiles: &[Profile], demand: &[i64], prices: &[i64], cost| {
        match min_cost(pools, profiles, demand, prices, Effort::FULL) {
            Cheapest::Packed(packing) => assert_eq!(Some(proved(&packing)), cost),
            Cheapest::Never => assert_eq!(None, cost),
            Cheapest::Unknown(bound) => panic!("unknown, {bound}"),
        }
    };
    let two = [pool(5, amounts(8, 32, 110)), pool(5, amounts(16, 64, 110))];
    let jobs = [job(ask(5, 1)), job(ask(3, 1))];
    check(&two, &jobs, &[2, 2], &[100, 150], Some(150));
    check(&two, &jobs, &[2, 2], &[70, 150], Some(140));
    check(&two, &jobs, &[3, 0], &[100, 150], Some(150));
    check(&two, &jobs, &[4, 0], &[100, 190], Some(290));
    check(&two, &jobs, &[0, 0], &[100, 150], Some(0));
    check(&two, &jobs, &[21, 0], &[100, 150], None);
    check(&two, &jobs, &[20, 0], &[100, 150], Some(1250));
    check(&two, &jobs, &[20, 0], &[0, 0], Some(0));
    // Every node is needed, so all of them cost nearly what a job is worth.
    let many = [pool(3000, amounts(8, 32, 110))];
    check(&many, &jobs, &[3000, 3000], &[7], Some(21_000));
    check(&many, &jobs, &[3000, 3001], &[7], None);
    // No price is named for the second pool, so it costs nothing.
    check(&two, &jobs, &[2, 2], &[100], Some(0));
}

/// The last digits of huge prices are left out of the search, never out of the answer.
#[test]
fn huge_prices_keep_their_bracket() {
    let two = [pool(5, amounts(8, 32, 110)), pool(5, amounts(16, 64, 110))];
    let jobs = [job(ask(5, 1)), job(ask(3, 1))];
    let prices = [1_000_000_000_000_007, 1_700_000_000_000_001];
    let Cheapest::Packed(packing) = min_cost(&two, &jobs, &[2, 2], &prices, Effort::FULL) else {
        panic!("it fits");
    };
    assert_eq!(packing.found, prices[1]);
    assert!(packing.bound <= packing.found && packing.bound >= packing.found - 1000);
}

#[test]
fn guaranteed_by_hand() {
    let check = |pools: &[NodePool], profiles: &[Profile], of: &Profile, jobs: i64| {
        assert_eq!(guaranteed(pools, profiles, of), jobs);
    };
    let (six, two) = (job(ask(6000, 1)), job(ask(2000, 1)));
    let nodes = [pool(3, amounts(7900, 100, 110))];
    // One small job on each node is enough to lock the large one out.
    check(&nodes, &[six.clone(), two.clone()], &six, 3);
    // One large job leaves 1.9 cores.
    check(&nodes, &[six.clone(), two.clone()], &two, 3);
    check(&nodes, std::slice::from_ref(&two), &two, 9);
    check(
        &[pool(3, amounts(5000, 100, 110))],
        &[six.clone(), two],
        &six,
        0,
    );
    check(&[], &[], &six, 0);
}
