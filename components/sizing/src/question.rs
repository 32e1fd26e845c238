//! Turns a plan into the question of its fleet.

use runwright_checks::{is_stated, label, toleration};
use runwright_model::Plan;
use runwright_model::answer::fleet::{
    Arrivals, Autoscaler, FleetPool, FleetProfile, FleetQuestion, LimitRange, Pause, Request,
};
use runwright_model::answer::{Ask, Container, Question};
use runwright_model::plan::Profile;
use runwright_model::quantity::Quantity;
use std::collections::BTreeMap;

/// The plan's pools, kinds of jobs, arrivals, managers and bounds.
///
/// A selector for a label that no pool states is left out, and where none states taints no toleration matters: what is not
/// written is not known, and a plan without it would otherwise seem to have no room at all.
pub fn question(plan: &Plan) -> FleetQuestion {
    let single = runwright_checks::question(plan);
    let capacity = &plan.capacity;
    let pools = single
        .pools
        .iter()
        .zip(&capacity.pools)
        .map(|(pool, row)| FleetPool {
            pool: runwright_model::answer::Pool {
                count: i64::from(row.nodes),
                ..pool.clone()
            },
            min: row.min.or(row.max.map(|_| 0)).map(i64::from),
            max: row
                .max
                .or(row.min.map(|min| row.nodes.max(min)))
                .map(i64::from),
            gpu: i64::from(row.gpu.unwrap_or(0)),
            price_per_hour: row
                .price
                .map(|price| price.decimal().parse().unwrap_or(0.0)),
        })
        .collect();
    let profiles = capacity
        .profiles
        .iter()
        .map(|row| profile(row, plan, &single))
        .collect();
    let mut quota = BTreeMap::new();
    let mut bound = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            quota.insert(key.to_string(), value);
        }
    };
    bound("requests.cpu", capacity.quota_cpu.map(|q| q.canonical()));
    bound(
        "requests.memory",
        capacity.quota_memory.map(|q| q.canonical()),
    );
    bound("pods", capacity.quota_pods.map(|pods| pods.to_string()));
    let defaults = (capacity.default_cpu, capacity.default_memory);
    FleetQuestion {
        platform: single.platform,
        kubernetes_minor: single.kubernetes_minor,
        pools,
        profiles,
        arrivals: Arrivals {
            jobs_per_hour: f64::from(capacity.jobs_per_hour),
            jobs_per_pipeline: sizes(&capacity.jobs_per_pipeline),
            hours: hours(&capacity.hours, capacity.jobs_per_hour),
        },
        managers: single.managers.clone(),
        poll_timeout_s: single.poll_timeout_s,
        autoscaler: Some(Autoscaler {
            scan_s: i64::from(capacity.scan_s),
            provision_s: i64::from(capacity.provision_s),
            idle_s: i64::from(capacity.idle_s),
        }),
        quota,
        limit_range: (defaults != (None, None)).then(|| LimitRange {
            default_request: Ask {
                cpu_m: defaults.0.map(Quantity::milli_i64),
                memory: defaults.1.map(Quantity::value_i64),
                ephemeral: None,
            },
            default: Ask::default(),
        }),
        pause: pause(plan, &single),
    }
}

fn profile(row: &Profile, plan: &Plan, single: &Question) -> FleetProfile {
    let own = is_own(row);
    let (cpu, memory) = (row.max_cpu, row.max_memory);
    let gpu = i64::from(row.gpu.unwrap_or(0));
    let asked = |cpu: i64, memory: i64, ephemeral: i64| Request {
        cpu_m: cpu,
        memory,
        ephemeral,
        gpu,
    };
    let request = own.then(|| {
        asked(
            row.cpu.map_or(0, Quantity::milli_i64),
            row.memory.map_or(0, Quantity::value_i64),
            row.storage.map_or(0, Quantity::value_i64),
        )
    });
    let worst = match request {
        _ if cpu.is_some() || memory.is_some() => {
            let now = request.unwrap_or_else(|| sum(&single.job.containers, gpu));
            Some(asked(
                cpu.map_or(now.cpu_m, Quantity::milli_i64).max(now.cpu_m),
                memory
                    .map_or(now.memory, Quantity::value_i64)
                    .max(now.memory),
                now.ephemeral,
            ))
        }
        Some(_) => None,
        None => worst(plan, &single.job.containers, gpu),
    };
    let selector = if row.selector.is_empty() {
        single.job.node_selector.clone()
    } else {
        let labels = row.selector.iter().map(|text| label(text));
        labels.filter(|one| is_stated(plan, &one.key)).collect()
    };
    let tolerations = if row.tolerations.is_empty() {
        single.job.tolerations.clone()
    } else {
        row.tolerations
            .iter()
            .map(|text| toleration(text))
            .collect()
    };
    FleetProfile {
        name: row.name.clone(),
        containers: if own {
            Vec::new()
        } else {
            single.job.containers.clone()
        },
        init_containers: if own {
            Vec::new()
        } else {
            single.job.init_containers.clone()
        },
        request,
        share: f64::from(row.share),
        mean_s: f64::from(row.mean_s),
        cs2: None,
        sd_s: row.spread_s.map(f64::from),
        pull_s: f64::from(row.pull_s),
        node_selector: selector,
        tolerations,
        worst,
    }
}

/// Whether a row has requests of its own; else it is the plan's job pod.
pub fn is_own(row: &Profile) -> bool {
    row.cpu.is_some() || row.memory.is_some() || row.storage.is_some() || row.gpu.is_some()
}

fn sum(containers: &[Container], gpu: i64) -> Request {
    let of = |get: fn(&Ask) -> Option<i64>| {
        containers
            .iter()
            .map(|one| get(&one.request).or(get(&one.limit)).unwrap_or(0))
            .fold(0, i64::saturating_add)
    };
    Request {
        cpu_m: of(|ask| ask.cpu_m),
        memory: of(|ask| ask.memory),
        ephemeral: of(|ask| ask.ephemeral),
        gpu,
    }
}

/// The job pod with all that variables of a job may ask for; none where they may ask for nothing.
fn worst(plan: &Plan, containers: &[Container], gpu: i64) -> Option<Request> {
    let job = &plan.job;
    let cpu = |most: Option<Quantity>| most.map(Quantity::milli_i64);
    let bytes = |most: Option<Quantity>| most.map(Quantity::value_i64);
    let most = |name: &str| match name {
        "build" => Ask {
            cpu_m: cpu(job.cpu_request_overwrite_max_allowed),
            memory: bytes(job.memory_request_overwrite_max_allowed),
            ephemeral: bytes(job.ephemeral_storage_request_overwrite_max_allowed),
        },
        "helper" => Ask {
            cpu_m: cpu(job.helper_cpu_request_overwrite_max_allowed),
            memory: bytes(job.helper_memory_request_overwrite_max_allowed),
            ephemeral: bytes(job.helper_ephemeral_storage_request_overwrite_max_allowed),
        },
        _ => Ask {
            cpu_m: cpu(job.service_cpu_request_overwrite_max_allowed),
            memory: bytes(job.service_memory_request_overwrite_max_allowed),
            ephemeral: bytes(job.service_ephemeral_storage_request_overwrite_max_allowed),
        },
    };
    let mut any = false;
    let grown: Vec<Container> = containers
        .iter()
        .map(|one| {
            let most = most(&one.name);
            any |= most != Ask::default();
            let or = |most: Option<i64>, get: fn(&Ask) -> Option<i64>| {
                let now = get(&one.request).or(get(&one.limit));
                most.map(|most| most.max(now.unwrap_or(0))).or(now)
            };
            Container {
                request: Ask {
                    cpu_m: or(most.cpu_m, |ask| ask.cpu_m),
                    memory: or(most.memory, |ask| ask.memory),
                    ephemeral: or(most.ephemeral, |ask| ask.ephemeral),
                },
                ..one.clone()
            }
        })
        .collect();
    any.then(|| sum(&grown, gpu))
}

/// What a pause pod asks for: the build container's cpu and memory (gitlab-runner, autoscaler/provider.go).
fn pause(plan: &Plan, single: &Question) -> Option<Pause> {
    let idle_count = i64::from(plan.capacity.pause_pods);
    let build = single.job.containers.first()?;
    let asked = |get: fn(&Ask) -> Option<i64>| get(&build.request).unwrap_or(0);
    (idle_count > 0).then(|| Pause {
        idle_count,
        request: Request {
            cpu_m: asked(|ask| ask.cpu_m),
            memory: asked(|ask| ask.memory),
            ..Request::default()
        },
    })
}

/// `8`, or `8:0.5` for half of the pipelines.
fn sizes(list: &[String]) -> BTreeMap<u32, f64> {
    let one = |text: &String| {
        let (jobs, share) = text.split_once(':').unwrap_or((text, "1"));
        Some((jobs.trim().parse().ok()?, share.trim().parse().ok()?))
    };
    list.iter().filter_map(one).collect()
}

/// Percentages of the busy hour as jobs; empty unless there are 24.
fn hours(list: &[String], busy: u32) -> Vec<f64> {
    let hours: Vec<f64> = list
        .iter()
        .filter_map(|text| text.trim().trim_end_matches('%').parse::<f64>().ok())
        .filter(|percent| (0.0..=100.0).contains(percent))
        .map(|percent| f64::from(busy) * percent / 100.0)
        .collect();
    if hours.len() == 24 { hours } else { Vec::new() }
}
