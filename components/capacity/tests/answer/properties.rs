//! Holds answers to what must be true of every cluster.

use proptest::prelude::*;

use super::*;

prop_compose! {
    fn any_pool()(
        count in 0_i64..6, cores in 1_i64..33, gib in 1_i64..129, disk in proptest::option::of(20_i64..300),
        pods in 5_i64..120, overhead in 0_i64..600, tainted in proptest::bool::weighted(0.2),
    ) -> Pool {
        let mut pool = pool("p", count, cores * 1000, gib * GIB);
        pool.disk = disk.map(|gib| gib * GIB);
        pool.max_pods = Some(pods);
        pool.overhead = Load { cpu_m: overhead, memory: overhead * MIB, pods: overhead / 60 };
        if tainted {
            pool.taints.push(Taint { key: "t".into(), value: String::new(), effect: TaintEffect::NoSchedule });
        }
        pool
    }
}

prop_compose! {
    fn any_question()(
        pools in prop::collection::vec(any_pool(), 1..4), platform in prop::sample::select(Platform::ALL.to_vec()),
        minor in 27_u32..35, cpu_m in 0_i64..6000, mib in 0_i64..9000, disk in 0_i64..40,
        replicas in 0_i64..9, manager_m in 0_i64..900, on_pools: bool,
    ) -> Question {
        let mut job = small_job(cpu_m, mib * MIB);
        job.containers[0].request.ephemeral = Some(disk * GIB);
        let request = Load { cpu_m: manager_m, memory: manager_m * MIB, pods: 0 };
        Question {
            platform,
            kubernetes_minor: minor,
            pools,
            job,
            managers: Managers { replicas, concurrent: 10, limits: vec![0], request, on_pools },
            poll_timeout_s: 180,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_more_node_never_costs_jobs(question in any_question(), at in 0_usize..4) {
        let mut larger = question.clone();
        let at = at % larger.pools.len();
        larger.pools[at].count += 1;
        prop_assert!(answer(&larger).cluster_jobs >= answer(&question).cluster_jobs);
    }

    #[test]
    fn a_smaller_job_never_costs_jobs(question in any_question(), cpu in 0_i64..3000, mib in 0_i64..3000) {
        let mut smaller = question.clone();
        let request = &mut smaller.job.containers[0].request;
        request.cpu_m = request.cpu_m.map(|value| (value - cpu).max(0));
        request.memory = request.memory.map(|value| (value - mib * MIB).max(0));
        prop_assert!(answer(&smaller).cluster_jobs >= answer(&question).cluster_jobs);
    }

    #[test]
    fn pooling_never_says_less(question in any_question()) {
        let out = answer(&question);
        prop_assert!(out.pooled.jobs >= out.cluster_jobs);
    }

    #[test]
    fn stairs_are_where_they_say(question in any_question()) {
        let out = answer(&question);
        let Some(stairs) = out.staircase else { return Ok(()) };
        let at = |size: i64| {
            let mut sized = question.clone();
            let request = &mut sized.job.containers[0].request;
            match stairs.dimension {
                Dimension::CpuM => request.cpu_m = Some(size),
                Dimension::Memory => request.memory = Some(size),
                _ => request.ephemeral = Some(size),
            }
            answer(&sized).cluster_jobs
        };
        for stair in stairs.points.iter().chain(&stairs.next_up).chain(&stairs.next_down) {
            prop_assert_eq!(at(stair.size), stair.cluster_jobs);
        }
        if let Some(up) = stairs.next_up {
            prop_assert_eq!(stairs.size - stairs.less, up.size);
            prop_assert!(up.jobs_per_node > stairs.jobs_per_node);
        }
        if let Some(down) = stairs.next_down {
            prop_assert_eq!(stairs.size + stairs.headroom + 1, down.size);
            prop_assert!(down.jobs_per_node < stairs.jobs_per_node);
        }
    }
}
