//! The scheduler's choices, with scores worked out by hand.

use runwright_capacity::packing::schedule::{Cluster, Strategy};
use runwright_capacity::packing::{Amounts, NodePool, Profile};
use runwright_model::answer::{TaintEffect, Toleration};

use super::{amounts, ask, job, pool, taint};

const MIB: i64 = 1 << 20;

fn node(cpu: i64, memory_mib: i64) -> NodePool {
    let four = amounts(4000, 8192 * MIB, 110);
    NodePool {
        used: ask(cpu, memory_mib * MIB),
        ..pool(1, four)
    }
}

fn small() -> Profile {
    job(ask(1000, 2048 * MIB))
}

fn with_taint(mut pool: NodePool, effect: TaintEffect, taints: usize) -> NodePool {
    pool.taints = vec![taint(effect); taints];
    pool
}

fn tolerating(mut profile: Profile, effect: Option<TaintEffect>) -> Profile {
    profile.tolerations = vec![Toleration {
        key: "ci".to_owned(),
        value: None,
        effect,
    }];
    profile
}

#[test]
fn choices_by_hand() {
    use Strategy::{LeastAllocated as Least, MostAllocated as Most};
    let check =
        |strategy, pools: &[NodePool], profiles: &[Profile], arrivals: &[usize], at: &str| {
            let mut cluster = Cluster::new(pools, profiles, strategy, 100);
            let places = arrivals
                .iter()
                .map(|profile| match cluster.place(*profile) {
                    Some(node) => node.to_string(),
                    None => "-".to_owned(),
                });
            assert_eq!(places.collect::<Vec<_>>().join(" "), at, "{strategy:?}");
        };
    let two = [node(0, 0), node(0, 0)];
    // An empty node scores 75 + 100, one with a job 50 + 100; equal ones go to the first.
    check(Least, &two, &[small()], &[0; 9], "0 1 0 1 0 1 0 1 -");
    // 25 + 100 against 50 + 100.
    check(Most, &two, &[small()], &[0; 9], "0 0 0 0 1 1 1 1 -");
    // Balance: 56 + 68 where cpu would be at 3/4 and memory at 1/8, 56 + 93 at 1/2 and 3/8.
    let uneven = [node(2000, 0), node(1000, 2048)];
    check(Least, &uneven, &[job(ask(1000, 1024 * MIB))], &[0], "1");
    // A job without requests counts as 100m and 200 MiB: 97 for an empty node, 95 for one that has one.
    check(Least, &two, &[job(ask(0, 0))], &[0; 4], "0 1 0 1");
    // And its balance is not scored: 87 against 91, where it would be 87 + 99 against 91 + 93.
    let tilted = [node(400, 819), node(0, 1000)];
    check(Least, &tilted, &[job(ask(0, 0))], &[0], "1");
    // Small jobs on all nodes lock the large one out of a cluster that is a quarter full.
    let large = job(ask(3500, MIB));
    check(Least, &two, &[small(), large.clone()], &[0, 0, 1], "0 1 -");
    check(Most, &two, &[small(), large], &[0, 0, 1], "0 0 1");

    // A discouraging taint costs 300 points, whatever is free there.
    let prefer = TaintEffect::PreferNoSchedule;
    let one = [with_taint(node(0, 0), prefer, 1), node(0, 0)];
    check(Least, &one, &[small()], &[0; 5], "1 1 1 1 0");
    for effect in [None, Some(prefer)] {
        let tolerating = tolerating(small(), effect);
        check(Least, &one, &[tolerating], &[0; 4], "0 1 0 1");
    }
    // A toleration of the forbidding kind does not count for it.
    let other = tolerating(small(), Some(TaintEffect::NoSchedule));
    check(Least, &one, &[other], &[0], "1");
    // Two are worse than one: 0 against 3 x 50.
    let more = [
        with_taint(node(0, 0), prefer, 2),
        with_taint(node(0, 0), prefer, 1),
    ];
    check(Least, &more, &[small()], &[0], "1");
    let hard = [
        with_taint(node(0, 0), TaintEffect::NoSchedule, 1),
        node(3000, 0),
    ];
    check(Least, &hard, &[small()], &[0, 0], "1 -");
}

#[test]
fn a_job_that_ends_makes_room() {
    let pools = [pool(2, amounts(1000, 8192 * MIB, 1))];
    let profiles = [small()];
    let mut cluster = Cluster::new(&pools, &profiles, Strategy::LeastAllocated, 100);
    assert_eq!(
        [cluster.place(0), cluster.place(0), cluster.place(0)],
        [Some(0), Some(1), None]
    );
    cluster.remove(1, 0);
    assert_eq!([cluster.place(0), cluster.place(0)], [Some(1), None]);
    // Nodes beyond what is looked at are not there.
    let mut one = Cluster::new(&pools, &profiles, Strategy::LeastAllocated, 1);
    assert_eq!([one.place(0), one.place(0)], [Some(0), None]);
    assert_eq!(Amounts::default().more(ask(-5, 3)), ask(0, 3));
}

#[test]
fn groups_of_equal_nodes_place_as_single_nodes_do() {
    use runwright_capacity::packing::groups::Groups;
    use runwright_capacity::queue::random::Random;
    let node = |cpu_m: i64| NodePool {
        count: 3,
        allocatable: Amounts {
            cpu_m,
            memory: 32 << 30,
            pods: 110,
            ..Amounts::default()
        },
        ..NodePool::default()
    };
    let kind = |cpu_m: i64| Profile {
        request: Amounts {
            cpu_m,
            memory: 1 << 30,
            ..Amounts::default()
        },
        ..Profile::default()
    };
    let profiles = [kind(2000), kind(6000), kind(900)];
    let pools = [node(7900)];
    let mut random = Random::new(1);
    let mut groups = Groups::new(&pools, &profiles);
    // One small job on each node, and no large one fits.
    for _ in 0..3 {
        assert_eq!(groups.place(0, &mut random), Some(0));
    }
    assert_eq!(groups.place(1, &mut random), None);
    let pools = [node(7900), node(4000)];
    for kind in 0..3 {
        let mut cluster = Cluster::new(&pools, &profiles, Strategy::LeastAllocated, 100);
        let mut groups = Groups::new(&pools, &profiles);
        let single = std::iter::from_fn(|| cluster.place(kind)).count();
        let grouped = std::iter::from_fn(|| groups.place(kind, &mut random)).count();
        assert_eq!(grouped, single, "{kind}");
    }
}
