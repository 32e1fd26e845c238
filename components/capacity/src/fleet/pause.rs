//! Places pause pods on an idle fleet: the room they hold, the jobs that start in it, and what it costs.

use runwright_model::answer::fleet::{
    FleetProfile, FleetQuestion, FleetWhat, Guarantee, Pause, PauseAnswer,
};
use runwright_model::answer::{Ask, Container};

use super::cost::money;
use super::jobs::MOST_JOBS;
use super::setup::Setup;
use super::steps::Steps;
use crate::packing::groups::Groups;
use crate::packing::{Amounts, NodePool, Profile, eligible, per_node};
use crate::queue::random::Random;
use crate::sum::{bytes, milli, plus, times};

const SEED: u64 = 3;
/// What a pause pod asks for, and that each manager keeps its own.
const SOURCE: &str =
    "gitlabhq/gitlab-runner@d79f3e7b:executors/kubernetes/autoscaler/pause_pod_manager.go";

/// Nodes of a part with the same number of pause pods.
struct Held {
    part: usize,
    nodes: i64,
    pods: i64,
}

/// None where the question has no pause pods.
///
/// The pods spread over the nodes as the scheduler spreads them where nothing else runs. A kind's warm jobs are counted
/// node by node: as many as fit in the cpu and memory that the node's pause pods hold, so they start even where the rest
/// of the node is full; of what pause pods hold none of (disk, devices, places for pods) the node's own is counted.
/// A job never spans two nodes, so this is at most what all pods hold together over what a job asks for.
pub(super) fn pause(
    question: &FleetQuestion,
    setup: &Setup,
    steps: &mut Steps,
) -> Option<PauseAnswer> {
    let pause = question.pause?;
    let replicas = question.managers.replicas.max(0);
    let pods = pause.idle_count.max(0).saturating_mul(replicas);
    if pods == 0 {
        return None;
    }
    let (pod, refused) = pod(pause, question, setup);
    let held = if refused {
        Vec::new()
    } else {
        place(setup, &pod, pods)
    };
    let placed: i64 = held.iter().map(|held| held.nodes * held.pods).sum();
    let (cpu_m, memory) = (
        pod.request.cpu_m.saturating_mul(placed),
        pod.request.memory.saturating_mul(placed),
    );
    let each = [milli(pod.request.cpu_m), bytes(pod.request.memory)].join(", ");
    let sum = times(&placed.to_string(), &["(", &each, ")"].concat());
    let result = [milli(cpu_m), bytes(memory)].join(", ");
    steps.add(FleetWhat::Pause, None, sum, result, SOURCE);
    let kinds = setup
        .profiles
        .iter()
        .zip(&setup.never_fits)
        .zip(&setup.refused);
    let warm = kinds
        .map(|((profile, never), refused)| {
            let runs = !never && !refused;
            let jobs = if runs {
                warm(setup, profile, pod.request, &held, steps)
            } else {
                0
            };
            Guarantee {
                profile: profile.name.clone(),
                jobs,
            }
        })
        .collect();
    Some(PauseAnswer {
        pods,
        placed,
        cpu_m,
        memory,
        warm,
        cost_per_hour: cost(question, setup, pod.request, &held),
    })
}

/// The pod, and whether the quota refuses it. It is bound to nodes as its runner's jobs are: by what all kinds have in
/// common. The LimitRange's defaults hold for it, too.
fn pod(pause: Pause, question: &FleetQuestion, setup: &Setup) -> (Profile, bool) {
    let said = |amount: i64| (amount > 0).then_some(amount);
    let one = FleetProfile {
        containers: vec![Container {
            request: Ask {
                cpu_m: said(pause.request.cpu_m),
                memory: said(pause.request.memory),
                ephemeral: None,
            },
            ..Container::default()
        }],
        ..FleetProfile::default()
    };
    let (request, refused) = setup.request(&one, question);
    let mut kinds = question.profiles.iter().filter(|one| one.share > 0.0);
    let first = kinds.next();
    let (mut selector, mut tolerations) = match first {
        Some(first) => (first.node_selector.clone(), first.tolerations.clone()),
        None => (Vec::new(), Vec::new()),
    };
    for other in kinds {
        selector.retain(|label| other.node_selector.contains(label));
        tolerations.retain(|one| other.tolerations.contains(one));
    }
    let profile = Profile {
        name: String::new(),
        request,
        selector,
        tolerations,
    };
    (profile, refused)
}

fn place(setup: &Setup, pod: &Profile, pods: i64) -> Vec<Held> {
    let profiles = [pod.clone()];
    let mut groups = Groups::new(&setup.parts, &profiles);
    let mut random = Random::new(SEED);
    let one = Amounts {
        pods: 1,
        ..pod.request
    };
    let mut taken = Amounts::default();
    for _ in 0..pods.min(MOST_JOBS) {
        let quota = setup.quota.as_ref();
        if quota.is_some_and(|quota| !quota.admits(taken, one))
            || groups.place(0, &mut random).is_none()
        {
            break;
        }
        taken = taken.more(one);
    }
    let held = groups.nodes().filter_map(|(part, nodes, taken)| {
        let used = setup.parts.get(part)?.used.pods.max(0);
        let pods = taken.pods.saturating_sub(used);
        (pods > 0).then_some(Held { part, nodes, pods })
    });
    held.collect()
}

/// Jobs that start in the room of the pause pods.
fn warm(setup: &Setup, profile: &Profile, pause: Amounts, held: &[Held], steps: &mut Steps) -> i64 {
    let mut terms = Vec::new();
    let mut total = 0i64;
    for here in held {
        let Some(node) = setup.parts.get(here.part) else {
            continue;
        };
        let jobs = on_node(node, profile, pause.times(here.pods));
        terms.push(times(&here.nodes.to_string(), &jobs.to_string()));
        total = total.saturating_add(jobs.saturating_mul(here.nodes));
    }
    let name = Some(profile.name.as_str());
    steps.add(FleetWhat::Warm, name, plus(&terms), total.to_string(), "");
    total
}

fn on_node(node: &NodePool, profile: &Profile, held: Amounts) -> i64 {
    let may = eligible(
        &node.labels,
        &node.taints,
        &profile.selector,
        &profile.tolerations,
    );
    if !may {
        return 0;
    }
    let room = Amounts {
        cpu_m: held.cpu_m,
        memory: held.memory,
        ..node.allocatable.less(node.used)
    };
    per_node(room, profile.request).0
}

/// The pods' part of the price of each node, by what they take most of; a node they fill costs all of its price.
fn cost(question: &FleetQuestion, setup: &Setup, pause: Amounts, held: &[Held]) -> Option<f64> {
    let of = |here: &Held| -> Option<f64> {
        let pool = *setup.pool_of.get(here.part)?;
        let price = question.pools.get(pool)?.price_per_hour?;
        let node = setup.parts.get(here.part)?;
        let free = node.allocatable.less(node.used);
        let share = |taken: i64, free: i64| {
            let taken = taken.saturating_mul(here.pods) as f64;
            (taken / free.max(1) as f64).min(1.0)
        };
        let part = share(pause.cpu_m, free.cpu_m).max(share(pause.memory, free.memory));
        Some(part * price * here.nodes as f64)
    };
    held.iter().map(of).sum::<Option<f64>>().map(money)
}
