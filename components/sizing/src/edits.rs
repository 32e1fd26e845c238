//! Turns a change of the question into edits of the plan.
//!
//! The change is made to the plan's own question; what then differs becomes edits, and these are tried: a plan that
//! would not ask the changed question gets no edits, so a click does what it says or is not offered.

mod apply;
mod cells;

pub use apply::apply;
pub(crate) use cells::taint;

use crate::question::question;
use cells::{Table, pool_row, pools, profiles};
use runwright_model::answer::fleet::{Edit as Change, FleetProfile, FleetQuestion};
use runwright_model::answer::{Ask, Container};
use runwright_model::quantity::Quantity;
use runwright_model::{Draft, Edit, Plan};

/// The edits of the plan that make its question change so; none where the plan has no field for one of them.
///
/// `draft` is what the plan was read from: the rows of its tables are kept as they were written.
pub fn edits(changes: &[Change], plan: &Plan, draft: &Draft) -> Vec<Edit> {
    let now = question(plan);
    let found = apply(&now, changes).and_then(|then| {
        let edits = differ(&now, &then, plan, draft)?;
        asks(&then, &now, &edits, draft).then_some(edits)
    });
    found.unwrap_or_default()
}

/// Edits for all that differs; none where a row is not found.
fn differ(
    now: &FleetQuestion,
    then: &FleetQuestion,
    plan: &Plan,
    draft: &Draft,
) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut number = |field: &str, from: i64, to: i64| {
        if from != to {
            edits.push(Edit::set(field, to.to_string()));
        }
    };
    let (had, has) = (&now.managers, &then.managers);
    number("managers.replicas", had.replicas, has.replicas);
    number("managers.concurrent", had.concurrent, has.concurrent);
    for (from, to) in had.limits.iter().zip(&has.limits) {
        number("managers.limit", *from, *to);
    }
    number("job.poll_timeout", now.poll_timeout_s, then.poll_timeout_s);
    for (from, to) in now.profiles.iter().zip(&then.profiles) {
        for (at, (had, has)) in from.containers.iter().zip(&to.containers).enumerate() {
            container(at, had, has, &mut edits);
        }
    }
    let mut table = Table::new("capacity.profiles", plan.capacity.profiles.len(), draft)?;
    for (at, (had, has)) in now.profiles.iter().zip(&then.profiles).enumerate() {
        table.set(at, profiles(had, has))?;
    }
    edits.extend(table.edit());
    let mut table = Table::new("capacity.pools", plan.capacity.pools.len(), draft)?;
    for (at, (had, has)) in now.pools.iter().zip(&then.pools).enumerate() {
        table.set(at, pools(had, has))?;
    }
    for pool in then.pools.iter().skip(now.pools.len()) {
        table.add(pool_row(pool));
    }
    edits.extend(table.edit());
    Some(edits)
}

/// The plan's own fields of a container: several kinds of jobs may have it, and it is one pod all the same.
fn container(at: usize, had: &Container, has: &Container, edits: &mut Vec<Edit>) {
    let whose = match at {
        0 => "",
        1 => "helper_",
        _ => "service_",
    };
    let mut set = |what: &str, from: Option<i64>, to: Option<i64>, text: fn(i64) -> Quantity| {
        let field = ["job.", whose, what].concat();
        if from != to && !edits.iter().any(|edit| edit.field == field) {
            let text = to.map(|to| text(to).canonical()).unwrap_or_default();
            edits.push(Edit::set(&field, text));
        }
    };
    let (from, to): (&Ask, &Ask) = (&had.request, &has.request);
    set("cpu_request", from.cpu_m, to.cpu_m, Quantity::from_milli);
    set(
        "memory_request",
        from.memory,
        to.memory,
        Quantity::from_bytes,
    );
    set(
        "ephemeral_storage_request",
        from.ephemeral,
        to.ephemeral,
        Quantity::from_bytes,
    );
}

/// Whether the plan with the edits asks the changed question.
fn asks(then: &FleetQuestion, now: &FleetQuestion, edits: &[Edit], draft: &Draft) -> bool {
    let asked = |draft: &Draft| question(&Plan::read(draft).plan);
    // A value that cannot be read is replaced by the last good one, which is not at hand: nothing can be tried.
    if same(asked(draft), now) {
        let mut draft = draft.clone();
        draft.apply(edits);
        return same(asked(&draft), then);
    }
    true
}

/// Whether two questions are the same but for what follows from the rest: a kind's worst and the pause pods' request.
pub fn same(mut asked: FleetQuestion, wanted: &FleetQuestion) -> bool {
    asked.pause = wanted.pause;
    let pairs = asked.profiles.iter_mut().zip(&wanted.profiles);
    pairs.for_each(|(asked, wanted): (&mut FleetProfile, _)| asked.worst = wanted.worst);
    asked == *wanted
}
