//! Asks whole questions: the guide's example, platforms, managers, taints, staircases, extremes.

mod properties;

use runwright_capacity::answer;
use runwright_model::answer::*;

const MIB: i64 = 1 << 20;
const GIB: i64 = 1 << 30;

fn container(name: &str, cpu_m: i64, memory: i64) -> Container {
    let request = Ask {
        cpu_m: Some(cpu_m),
        memory: Some(memory),
        ephemeral: None,
    };
    Container {
        name: name.to_owned(),
        request,
        ..Container::default()
    }
}

fn pool(name: &str, count: i64, cpu_m: i64, memory: i64) -> Pool {
    Pool {
        name: name.to_owned(),
        count,
        cpu_m,
        memory,
        ..Pool::default()
    }
}

/// Build, DinD and helper as the guide has them, on three nodes of 8 cores and 32 GiB.
fn guide() -> Question {
    let helper = container("helper", 500, 512 * MIB);
    Question {
        platform: Platform::Kubeadm,
        kubernetes_minor: 34,
        pools: vec![pool("ci", 3, 8000, 32 * GIB)],
        job: Job {
            containers: vec![
                container("build", 2000, 2 * GIB),
                container("dind", 2000, 2 * GIB),
                helper.clone(),
            ],
            init_containers: vec![helper],
            ..Job::default()
        },
        managers: Managers {
            replicas: 1,
            concurrent: 10,
            limits: vec![0],
            ..Managers::default()
        },
        poll_timeout_s: 180,
    }
}

fn small_job(cpu_m: i64, memory: i64) -> Job {
    Job {
        containers: vec![container("build", cpu_m, memory)],
        ..Job::default()
    }
}

#[test]
fn the_guides_example_is_three() {
    let out = answer(&guide());
    assert_eq!(
        out.job_request,
        JobRequest {
            cpu_m: 4500,
            memory: 4608 * MIB,
            ephemeral: 0
        }
    );
    assert_eq!(
        (out.cluster_jobs, out.slots, out.effective_jobs),
        (3, 10, 3)
    );
    assert_eq!((out.limited_by, out.jobs_at_risk), (LimitedBy::Cluster, 7));
    let ci = &out.pools[0];
    assert_eq!(ci.binding, [Dimension::CpuM]);
    assert_eq!((ci.stranded.cpu_m, ci.stranded.cpu_permille), (3500, 437));
    assert_eq!((out.pooled.jobs, out.pooled.by_memory), (5, Some(21)));
    assert_eq!(out.pooled.jobs_at_80_percent, 4);
    let stairs = out.staircase.expect("cpu binds");
    assert_eq!((stairs.less, stairs.headroom), (500, 3500));
    assert_eq!(
        stairs.next_up,
        Some(Stair {
            size: 4000,
            jobs_per_node: 2,
            cluster_jobs: 6
        })
    );
    assert_eq!(
        stairs.next_down,
        Some(Stair {
            size: 8001,
            jobs_per_node: 0,
            cluster_jobs: 0
        })
    );
    let step = |what| {
        out.steps
            .iter()
            .find(|step| step.what == what)
            .expect("a step")
    };
    assert_eq!(step(StepWhat::JobCpu).sum, "2000m + 2000m + 500m");
    assert_eq!(step(StepWhat::PerNodeCpu).sum, "8000m \u{f7} 4500m");
    assert_eq!(step(StepWhat::PooledCpu).result, "5");
}

#[test]
fn platforms_keep_their_share() {
    let check = |platform, kubernetes_minor, cpu_m, memory_mib, pods, known| {
        let out = answer(&Question {
            platform,
            kubernetes_minor,
            ..guide()
        });
        let node = out.pools[0].allocatable;
        assert_eq!(
            (node.cpu_m, node.memory / MIB, node.pods),
            (cpu_m, memory_mib, pods),
            "{platform:?}"
        );
        assert_eq!(
            (out.reserve_known, out.cluster_jobs),
            (known, 3),
            "{platform:?}"
        );
    };
    check(Platform::Kubeadm, 34, 8000, 32_668, 110, true);
    check(Platform::K3s, 34, 8000, 32_768, 110, true);
    // 32112.6 MiB reported; 3606 reserved by the tiers.
    check(Platform::Gke, 34, 7910, 28_406, 110, true);
    // 30801.9 reported; 11 x 58 + 255 reserved.
    check(Platform::Eks, 34, 7910, 29_808, 58, true);
    // 31621.1 reported; 20 x 250 + 50 against a quarter of 32768.
    check(Platform::Aks, 29, 7820, 26_471, 250, true);
    // 3645 by the tiers over the nominal size, 750 evicted.
    check(Platform::Aks, 28, 7820, 27_226, 250, true);
    check(Platform::Rke2, 34, 8000, 32_668, 110, false);
    check(Platform::OpenShift, 34, 8000, 32_668, 110, false);
}

#[test]
fn given_figures_replace_the_formula() {
    let mut question = guide();
    question.platform = Platform::Other;
    question.pools[0].reserve = Some(Load {
        cpu_m: 1600,
        memory: 8 * GIB,
        pods: 0,
    });
    let out = answer(&question);
    assert_eq!(
        (out.pools[0].allocatable.cpu_m, out.reserve_known),
        (6400, true)
    );
    assert_eq!(out.pools[0].allocatable.memory, 24 * GIB - 100 * MIB);
    question.pools[0].allocatable = Some(NodeAmounts {
        cpu_m: 9100,
        memory: 9 * GIB,
        ephemeral: None,
        pods: 20,
    });
    let out = answer(&question);
    assert_eq!((out.cluster_jobs, out.reserve_known), (6, true));
    assert_eq!(out.pools[0].binding, [Dimension::CpuM, Dimension::Memory]);
    // Both bind, so less cpu alone gains nothing.
    assert_eq!(out.staircase.expect("cpu binds").next_up, None);
}

#[test]
fn managers_take_room_node_by_node() {
    let mut question = guide();
    question.job = small_job(1000, GIB);
    question.managers = Managers {
        replicas: 4,
        concurrent: 3,
        limits: vec![],
        request: Load {
            cpu_m: 300,
            memory: 256 * MIB,
            pods: 0,
        },
        on_pools: true,
    };
    let out = answer(&question);
    let nodes: Vec<_> = out.pools[0]
        .nodes
        .iter()
        .map(|n| (n.nodes, n.managers, n.free.cpu_m, n.jobs))
        .collect();
    assert_eq!(nodes, [(1, 2, 7400, 7), (2, 1, 7700, 7)]);
    assert_eq!(
        (out.cluster_jobs, out.slots, out.limited_by),
        (21, 12, LimitedBy::Managers)
    );
    assert_eq!((out.jobs_at_risk, out.managers_unplaced), (0, 0));

    question.managers.request.cpu_m = 5000;
    let out = answer(&question);
    assert_eq!((out.managers_unplaced, out.cluster_jobs), (1, 9));
    question.pools[0].taints = vec![Taint {
        key: "ci".into(),
        value: String::new(),
        effect: TaintEffect::NoSchedule,
    }];
    assert_eq!(answer(&question).managers_unplaced, 4);
}

#[test]
fn selectors_and_taints_choose_pools() {
    let mut question = guide();
    let label = Label {
        key: "pool".into(),
        value: "ci".into(),
    };
    let mut other = pool("other", 5, 16_000, 64 * GIB);
    other.taints = vec![Taint {
        key: "gpu".into(),
        value: "a".into(),
        effect: TaintEffect::NoExecute,
    }];
    question.pools[0].labels = vec![label.clone()];
    question.pools.push(other);
    assert_eq!(answer(&question).cluster_jobs, 3);
    assert_eq!(answer(&question).pools[1].binding, [Dimension::Selector]);
    question.job.tolerations = vec![Toleration {
        key: "gpu".into(),
        value: None,
        effect: None,
    }];
    assert_eq!(answer(&question).cluster_jobs, 3 + 15);
    question.job.node_selector = vec![label];
    assert_eq!(answer(&question).cluster_jobs, 3);
    question.pools[1].eligible = Some(true);
    assert_eq!(answer(&question).cluster_jobs, 3 + 15);
    question.pools[1].taints[0].effect = TaintEffect::PreferNoSchedule;
    question.pools[1].eligible = None;
    question.job = small_job(4500, GIB);
    assert_eq!(answer(&question).cluster_jobs, 3 + 15);
}

#[test]
fn nothing_requested_is_limited_by_pods() {
    let mut question = guide();
    question.job = Job {
        containers: vec![Container::default()],
        ..Job::default()
    };
    question.pools[0].overhead.pods = 10;
    let out = answer(&question);
    assert!(out.best_effort && out.staircase.is_none());
    assert_eq!(
        (out.cluster_jobs, out.pools[0].binding.as_slice()),
        (300, &[Dimension::Pods][..])
    );
    assert_eq!((out.pooled.jobs, out.pooled.by_cpu), (300, None));
}

#[test]
fn sums_show_what_wins() {
    let mut question = guide();
    question.job = small_job(500, GIB);
    question.job.init_containers = vec![container("warm-up", 2000, GIB)];
    question.job.overhead.cpu_m = Some(100);
    let sum = |question: &Question| {
        answer(question)
            .steps
            .into_iter()
            .find(|step| step.what == StepWhat::JobCpu)
            .expect("a step")
    };
    assert_eq!(sum(&question).sum, "max(500m, 2000m) + 100m");
    assert_eq!(sum(&question).result, "2100m");
    question.job.pod_request.cpu_m = Some(700);
    assert_eq!(
        (sum(&question).sum.as_str(), sum(&question).result.as_str()),
        ("700m + 100m", "800m")
    );
}

#[test]
fn disk_can_bind() {
    let mut question = guide();
    question.job.containers[0].request.ephemeral = Some(60 * GIB);
    assert_eq!(answer(&question).pools[0].binding, [Dimension::CpuM]);
    question.pools[0].disk = Some(60 * GIB);
    let out = answer(&question);
    assert_eq!(
        (out.cluster_jobs, out.pools[0].binding.as_slice()),
        (0, &[Dimension::Ephemeral][..])
    );
    assert_eq!(
        out.staircase
            .expect("disk binds")
            .next_up
            .map(|up| up.jobs_per_node),
        Some(1)
    );
}

#[test]
fn extremes_are_answered() {
    assert_eq!(answer(&Question::default()).cluster_jobs, 0);
    let mut question = guide();
    for extreme in [i64::MAX, i64::MIN, 0, -1] {
        question.pools[0] = pool("p", extreme, extreme, extreme);
        question.pools[0].disk = Some(extreme);
        question.pools[0].max_pods = Some(extreme);
        question.pools[0].overhead = Load {
            cpu_m: extreme,
            memory: extreme,
            pods: extreme,
        };
        question.job = small_job(extreme, extreme);
        question.job.overhead.cpu_m = Some(extreme);
        question.managers = Managers {
            replicas: extreme,
            concurrent: extreme,
            limits: vec![extreme, extreme],
            request: Load {
                cpu_m: extreme,
                memory: extreme,
                pods: extreme,
            },
            on_pools: true,
        };
        for platform in Platform::ALL {
            question.platform = platform;
            assert!(answer(&question).cluster_jobs >= 0);
        }
    }
}

#[test]
fn questions_travel_as_json() {
    let text = serde_json::to_string(&guide()).expect("writes");
    assert_eq!(
        serde_json::from_str::<Question>(&text).expect("reads"),
        guide()
    );
    let query = serde_json::from_str(&text).expect("reads");
    let out = runwright_capacity::run_query(&query).expect("answers");
    assert_eq!(
        serde_json::from_value::<Answer>(out).expect("reads"),
        answer(&guide())
    );
    assert!(runwright_capacity::run_query(&serde_json::json!({"job": {}})).is_err());
    assert!(runwright_capacity::run_query(&serde_json::json!({"pools": 3})).is_err());
    assert!(runwright_capacity::run_query(&serde_json::json!([])).is_err());
}
