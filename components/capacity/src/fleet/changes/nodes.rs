//! Tries one more node, half as many of twice the size, and only as many as the slots need.

use runwright_model::Quantity;
use runwright_model::answer::fleet::{ChangeKind, Edit, FleetQuestion};

use super::super::Core;
use super::super::setup::nodes;
use super::{Idea, edit};

pub(super) fn one_more(question: &FleetQuestion, at: usize, ideas: &mut Vec<Idea>) {
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
        own: None,
    });
}

/// As many nodes as hold the jobs of the slots, by the jobs that each has now.
pub(super) fn fewer(question: &FleetQuestion, at: usize, now: &Core, ideas: &mut Vec<Idea>) {
    let mut changed = question.clone();
    let expected = now.jobs.at_once.expected.mean;
    let here = now.jobs.per_pool.get(at).copied().unwrap_or(0.0);
    let spare = expected - now.slots.total as f64;
    let Some(pool) = changed.pools.get_mut(at) else {
        return;
    };
    let from = nodes(pool);
    if from < 2 || here <= 0.0 || spare <= 0.0 {
        return;
    }
    let fewer = (spare * from as f64 / here + 1e-9).floor() as i64;
    let to = (from - fewer).max(1);
    if to >= from {
        return;
    }
    let place = ["pools[", &at.to_string(), "]."].concat();
    let mut edits = Vec::new();
    if let Some(min) = pool.min.filter(|min| *min > to) {
        edits.push(edit(&[&place, "min"], min, to));
        pool.min = Some(to);
    }
    let key = if pool.max.is_some() { "max" } else { "count" };
    match &mut pool.max {
        Some(max) => *max = to,
        None => pool.pool.count = to,
    }
    edits.insert(0, edit(&[&place, key], from, to));
    ideas.push(Idea {
        kind: ChangeKind::FewerNodes,
        about: Some(pool.pool.name.clone()),
        edits,
        question: changed,
        own: None,
    });
}

/// Half as many nodes of twice the size at twice the price. Pasted figures double too: what nodes keep grows more slowly.
pub(super) fn larger(question: &FleetQuestion, at: usize, ideas: &mut Vec<Idea>) {
    let mut changed = question.clone();
    let Some(pool) = changed.pools.get_mut(at) else {
        return;
    };
    // Devices come in the machine type's own numbers. Half of 3 is no fair comparison.
    if matches!(nodes(pool), 0 | 1 | 3) || pool.gpu > 0 {
        return;
    }
    let place = ["pools[", &at.to_string(), "]."].concat();
    let mut edits = Vec::new();
    let mut set = |key: &str, value: &mut i64, to: i64| {
        edits.push(edit(&[&place, key], *value, to));
        *value = to;
    };
    let half = |count: i64| count / 2;
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
        own: None,
    });
}
