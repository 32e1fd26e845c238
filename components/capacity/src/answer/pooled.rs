//! Works out the pooled division, as guides do it, to set it beside the true number.

use runwright_model::answer::{Pooled, Question, StepWhat};

use super::pool::PoolState;
use super::steps::Steps;
use crate::packing::Amounts;
use crate::sum::{bytes, held, milli, over};

/// Divides what all eligible nodes have free together, as if a job could span nodes.
pub(super) fn pooled(
    question: &Question,
    states: &[PoolState],
    request: Amounts,
    steps: &mut Steps,
) -> Pooled {
    let mut free = [0_i128; 4];
    let mut nominal = [0_i128; 2];
    let mut disk_known = true;
    for (state, pool) in states.iter().zip(&question.pools) {
        if !state.answer.eligible {
            continue;
        }
        let offers = state.answer.allocatable;
        let count = i128::from(state.answer.count);
        for (nodes, _, amounts) in &state.splits {
            let parts = [
                amounts.cpu_m,
                amounts.memory,
                amounts.ephemeral,
                amounts.pods,
            ];
            for (sum, part) in free.iter_mut().zip(parts) {
                *sum += i128::from(*nodes) * i128::from(part);
            }
            disk_known &= amounts.ephemeral != Amounts::UNLIMITED;
        }
        // Pasted nodes may not say what the machine has.
        nominal[0] += count
            * i128::from(if pool.cpu_m > 0 {
                pool.cpu_m
            } else {
                offers.cpu_m
            });
        nominal[1] += count
            * i128::from(if pool.memory > 0 {
                pool.memory
            } else {
                offers.memory
            });
    }
    let divide = |have: i128, asked: i64| (asked > 0).then(|| held(have / i128::from(asked)));
    let [cpu, memory, disk, pods] = free;
    let by_cpu = divide(cpu, request.cpu_m);
    let by_memory = divide(memory, request.memory);
    let by_disk = divide(disk, request.ephemeral).filter(|_| disk_known);
    let jobs = [by_cpu, by_memory, by_disk]
        .into_iter()
        .flatten()
        .fold(held(pods), i64::min);
    let at_80 = [
        divide(nominal[0] * 80 / 100, request.cpu_m),
        divide(nominal[1] * 80 / 100, request.memory),
    ];
    let out = Pooled {
        cpu_m: held(cpu),
        memory: held(memory),
        by_cpu,
        by_memory,
        jobs,
        jobs_at_80_percent: at_80.into_iter().flatten().fold(held(pods), i64::min),
    };
    if let Some(jobs) = by_cpu {
        let sum = over(&milli(out.cpu_m), &milli(request.cpu_m));
        steps.add(StepWhat::PooledCpu, sum, jobs.to_string(), "");
    }
    if let Some(jobs) = by_memory {
        let sum = over(&bytes(out.memory), &bytes(request.memory));
        steps.add(StepWhat::PooledMemory, sum, jobs.to_string(), "");
    }
    out
}
