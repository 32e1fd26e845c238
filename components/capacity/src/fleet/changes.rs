//! Tries what could help, one change at a time, and ranks it by what the answer would then be.

use runwright_model::Quantity;
use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{Change, ChangeKind, Edit, FleetQuestion, Waits};

use super::jobs::Jobs;
use super::setup::{Setup, nodes};
use super::{Care, Core, cost, poll_timeout, rounded, waits};
use crate::packing::{Amounts, eligible, per_node};

/// Changes that are reported.
const MOST: usize = 10;
/// The same for a large fleet, and changes that are tried there.
const MOST_OF_LARGE: usize = 3;
const TRIED_OF_LARGE: usize = 16;

/// A change before it is tried.
struct Idea {
    kind: ChangeKind,
    about: Option<String>,
    edits: Vec<Edit>,
    question: FleetQuestion,
}

pub(super) fn changes(question: &FleetQuestion) -> Vec<Change> {
    let now = Core::new(question, Care::Light);
    let before = Score::of(question, &now);
    let mut ideas = Vec::new();
    slots(question, &now, &mut ideas);
    timeout(question, &mut ideas);
    less(question, &now.setup, &mut ideas);
    for pool in 0..question.pools.len() {
        one_more(question, pool, &mut ideas);
        larger(question, pool, &mut ideas);
    }
    let large = now.setup.is_large();
    if large {
        ideas.truncate(TRIED_OF_LARGE);
    }
    let price = cost::fixed_per_hour(question);
    let mut changes: Vec<(Score, Setup, Change)> = ideas
        .into_iter()
        .filter_map(|idea| {
            let core = Core::new(&idea.question, Care::Light);
            let score = Score::of(&idea.question, &core);
            let useful = idea.kind == ChangeKind::LongerPollTimeout || score.beats(&before);
            useful.then(|| {
                let change = Change {
                    kind: idea.kind,
                    about: idea.about,
                    edits: idea.edits,
                    // Reckoned for those that are reported.
                    best: 0,
                    expected: score.expected,
                    expected_gain: rounded(score.expected - before.expected),
                    waits: score.waits,
                    cost_per_hour_change: cost::fixed_per_hour(&idea.question)
                        .zip(price)
                        .map(|(then, now)| cost::money(then - now)),
                };
                (score, core.setup, change)
            })
        })
        .collect();
    changes.sort_by(|(a, ..), (b, ..)| {
        b.expected
            .total_cmp(&a.expected)
            .then(a.p90().cmp(&b.p90()))
            .then(a.failing().cmp(&b.failing()))
    });
    changes.truncate(if large { MOST_OF_LARGE } else { MOST });
    changes
        .into_iter()
        .map(|(_, setup, change)| Change {
            best: Jobs::quick_best(&setup),
            ..change
        })
        .collect()
}

/// What changes are ranked by.
struct Score {
    expected: f64,
    waits: Option<Waits>,
}

impl Score {
    fn of(question: &FleetQuestion, core: &Core) -> Score {
        Score {
            expected: core.jobs.at_once.expected.mean,
            waits: waits::light(question, core),
        }
    }

    /// A line that never ends is the longest.
    fn p90(&self) -> i64 {
        self.waits.map_or(i64::MAX, |waits| waits.p90_ms)
    }

    fn failing(&self) -> i64 {
        self.waits.map_or(i64::MAX, |waits| waits.failing_permille)
    }

    /// Whether anything becomes clearly better and the jobs at once do not become fewer.
    fn beats(&self, now: &Score) -> bool {
        let same = self.expected > now.expected - 0.05;
        self.expected > now.expected + 0.05
            || same && self.failing() < now.failing()
            || same && self.failing() <= now.failing() && self.p90() < now.p90()
    }
}

fn edit(path: &[&str], from: i64, to: i64) -> Edit {
    Edit {
        path: path.concat(),
        from: from.to_string(),
        to: to.to_string(),
    }
}

/// Each kind's cpu and memory down to where one more fits a node of the pool that has most nodes for it. A cut by more
/// than a half is no cut but another job, and is left out.
fn less(question: &FleetQuestion, setup: &Setup, ideas: &mut Vec<Idea>) {
    for (at, profile) in setup.profiles.iter().enumerate() {
        let parts = setup.parts.iter().filter(|part| {
            eligible(
                &part.labels,
                &part.taints,
                &profile.selector,
                &profile.tolerations,
            )
        });
        let Some(part) = parts.max_by_key(|part| part.count) else {
            continue;
        };
        if setup.shares.get(at).is_none_or(|share| *share <= 0.0) {
            continue;
        }
        let free = part.allocatable.less(part.used);
        let request = profile.request;
        for (dimension, kind) in [
            (Dimension::CpuM, ChangeKind::LessCpu),
            (Dimension::Memory, ChangeKind::LessMemory),
        ] {
            let (jobs, _) = per_node(free, request);
            let (others, _) = per_node(free, request.with(dimension, 0));
            let (size, have) = (request.get(dimension), free.get(dimension));
            if others <= jobs || have == Amounts::UNLIMITED || jobs == i64::MAX {
                continue;
            }
            let to = have / (jobs + 1);
            if to >= size || to < size / 2 || to <= 0 {
                continue;
            }
            let mut changed = question.clone();
            if let Some(edit) = ask_less(&mut changed, at, dimension, size - to) {
                ideas.push(Idea {
                    kind,
                    about: Some(profile.name.clone()),
                    edits: vec![edit],
                    question: changed,
                });
            }
        }
    }
}

/// Takes an amount off the request, or off its largest container.
fn ask_less(
    question: &mut FleetQuestion,
    at: usize,
    dimension: Dimension,
    less: i64,
) -> Option<Edit> {
    let profile = question.profiles.get_mut(at)?;
    let key = match dimension {
        Dimension::CpuM => "cpu_m",
        _ => "memory",
    };
    let at = at.to_string();
    if let Some(request) = &mut profile.request {
        let value = match dimension {
            Dimension::CpuM => &mut request.cpu_m,
            _ => &mut request.memory,
        };
        let from = *value;
        *value -= less;
        return Some(edit(&["profiles[", &at, "].request.", key], from, *value));
    }
    let asked = |container: &runwright_model::answer::Container| {
        crate::pod_request::container_request(
            container,
            match dimension {
                Dimension::CpuM => |ask| ask.cpu_m,
                _ => |ask| ask.memory,
            },
        )
        .unwrap_or(0)
    };
    let sizes = profile.containers.iter().map(&asked).enumerate();
    let (number, from) = sizes.max_by_key(|(_, size)| *size)?;
    let to = from - less;
    if to <= 0 {
        return None;
    }
    let container = profile.containers.get_mut(number)?;
    match dimension {
        Dimension::CpuM => container.request.cpu_m = Some(to),
        _ => container.request.memory = Some(to),
    }
    let number = number.to_string();
    let path = [
        "profiles[",
        &at,
        "].containers[",
        &number,
        "].request.",
        key,
    ];
    Some(edit(&path, from, to))
}

fn one_more(question: &FleetQuestion, at: usize, ideas: &mut Vec<Idea>) {
    let mut changed = question.clone();
    let Some(pool) = changed.pools.get_mut(at) else {
        return;
    };
    let from = nodes(pool);
    let place = ["pools[", &at.to_string(), "]."].concat();
    let key = if pool.max.is_some() { "max" } else { "count" };
    match &mut pool.max {
        Some(max) => *max = from + 1,
        None => pool.pool.count = from + 1,
    }
    ideas.push(Idea {
        kind: ChangeKind::OneMoreNode,
        about: Some(pool.pool.name.clone()),
        edits: vec![edit(&[&place, key], from, from + 1)],
        question: changed,
    });
}

/// Half as many nodes of twice the size at twice the price. Pasted figures double too: what nodes keep grows more slowly.
fn larger(question: &FleetQuestion, at: usize, ideas: &mut Vec<Idea>) {
    let mut changed = question.clone();
    let Some(pool) = changed.pools.get_mut(at) else {
        return;
    };
    // Devices come in the machine type's own numbers.
    if nodes(pool) == 0 || pool.gpu > 0 {
        return;
    }
    let place = ["pools[", &at.to_string(), "]."].concat();
    let mut edits = Vec::new();
    let mut set = |key: &str, value: &mut i64, to: i64| {
        edits.push(edit(&[&place, key], *value, to));
        *value = to;
    };
    let half = |count: i64| count / 2 + count % 2;
    let twice = |amount: i64| amount.saturating_mul(2);
    if let (Some(min), Some(max)) = (&mut pool.min, &mut pool.max) {
        let (least, most) = (half(*min), half(*max));
        set("min", min, least);
        set("max", max, most);
    } else {
        let to = half(pool.pool.count);
        set("count", &mut pool.pool.count, to);
    }
    let machine = &mut pool.pool;
    let (cpu_m, memory) = (twice(machine.cpu_m), twice(machine.memory));
    set("cpu_m", &mut machine.cpu_m, cpu_m);
    set("memory", &mut machine.memory, memory);
    if let Some(exact) = &mut machine.allocatable {
        let (cpu_m, memory) = (twice(exact.cpu_m), twice(exact.memory));
        set("allocatable.cpu_m", &mut exact.cpu_m, cpu_m);
        set("allocatable.memory", &mut exact.memory, memory);
    }
    if let Some(price) = &mut pool.price_per_hour {
        let text = |price: f64| Quantity::from_milli((price * 1000.0).round() as i64).decimal();
        edits.push(Edit {
            path: [&place, "price_per_hour"].concat(),
            from: text(*price),
            to: text(*price * 2.0),
        });
        *price *= 2.0;
    }
    ideas.push(Idea {
        kind: ChangeKind::LargerNodes,
        about: Some(pool.pool.name.clone()),
        edits,
        question: changed,
    });
}

/// As many slots as jobs that run, shared by the managers; the limits of runners that are lower go along.
fn slots(question: &FleetQuestion, now: &Core, ideas: &mut Vec<Idea>) {
    let managers = &question.managers;
    let expected = now.jobs.at_once.expected.jobs;
    let replicas = managers.replicas.max(0);
    if replicas == 0 {
        return;
    }
    let each = (expected / replicas).max(1);
    if each == now.slots.per_manager {
        return;
    }
    let mut changed = question.clone();
    changed.managers.concurrent = each;
    let mut edits = vec![edit(&["managers.concurrent"], managers.concurrent, each)];
    let capped: i64 = managers.limits.iter().copied().fold(0, i64::saturating_add);
    let bound = !managers.limits.is_empty() && managers.limits.iter().all(|limit| *limit > 0);
    if bound
        && capped < each
        && let Some(first) = changed.managers.limits.first_mut()
    {
        let to = first.saturating_add(each - capped);
        edits.push(edit(&["managers.limits[0]"], *first, to));
        *first = to;
    }
    ideas.push(Idea {
        kind: ChangeKind::SlotsAsExpected,
        about: None,
        edits,
        question: changed,
    });
}

/// A pod outlasts the start of a node: whole minutes above the cold start.
fn timeout(question: &FleetQuestion, ideas: &mut Vec<Idea>) {
    let cold = cost::cold_start_ms(question) / 1000;
    let now = poll_timeout(question);
    if now > cold {
        return;
    }
    let to = (cold / 60 + 1) * 60;
    let mut changed = question.clone();
    changed.poll_timeout_s = to;
    ideas.push(Idea {
        kind: ChangeKind::LongerPollTimeout,
        about: None,
        edits: vec![edit(&["poll_timeout_s"], now, to)],
        question: changed,
    });
}

/// All ideas, tried one at a time.
pub(super) struct Trials(Vec<Change>);

impl Trials {
    pub fn new(question: &FleetQuestion) -> Trials {
        Trials(changes(question))
    }

    pub fn step(&mut self) -> bool {
        false
    }

    pub fn tried(&self) -> usize {
        0
    }

    pub fn total(&self) -> usize {
        0
    }

    pub fn done(self) -> Vec<Change> {
        self.0
    }
}
