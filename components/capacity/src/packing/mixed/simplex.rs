//! Solves the relaxation: as much worth as fractions of nodes can hold.
//!
//! Rows are pools (nodes at hand) and profiles (jobs wanted); columns are patterns, and for each profile a column that
//! throws away what is packed above the demand. The start is nothing at all, so no first phase is needed.

/// A pattern of one pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub pool: usize,
    pub jobs: Vec<i64>,
}

/// The relaxation's answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Solution {
    /// No packing with these columns is worth more. By the prices below, so it holds whatever rounding did to the pivots.
    pub bound: f64,
    /// Nodes with each column's pattern.
    pub nodes: Vec<f64>,
    /// What one more node of each pool, and one more wanted job of each profile, would add.
    pub of_pools: Vec<f64>,
    pub of_profiles: Vec<f64>,
    /// `nodes` is the best there is, not just what was reached.
    pub finished: bool,
}

const EPSILON: f64 = 1e-9;
/// Pivots before it is given up; some tens are needed.
const PIVOTS: u32 = 5000;

/// `costs` and `nodes` by pool, `demand` by profile; a job is worth `value`.
pub(super) fn solve(
    columns: &[&Column],
    costs: &[f64],
    nodes: &[f64],
    demand: &[f64],
    value: f64,
) -> Solution {
    let (pools, profiles) = (nodes.len(), demand.len());
    let rows = pools + profiles;
    // Patterns, thrown-away jobs, slacks, right-hand side.
    let width = columns.len() + profiles + rows + 1;
    let mut table = vec![0.0f64; (rows + 1) * width];
    let at = |row: usize, column: usize| row * width + column;
    let mut put = |row: usize, column: usize, value: f64| {
        if let Some(cell) = table.get_mut(at(row, column)) {
            *cell = value;
        }
    };
    for (index, column) in columns.iter().enumerate() {
        put(column.pool, index, 1.0);
        let mut jobs = 0.0;
        for (profile, count) in column.jobs.iter().enumerate() {
            put(pools + profile, index, *count as f64);
            jobs += *count as f64;
        }
        let cost = costs.get(column.pool).copied().unwrap_or(0.0);
        put(rows, index, value * jobs - cost);
    }
    for profile in 0..profiles {
        put(pools + profile, columns.len() + profile, -1.0);
        put(rows, columns.len() + profile, -value);
    }
    let first_slack = columns.len() + profiles;
    for row in 0..rows {
        put(row, first_slack + row, 1.0);
    }
    for (row, right) in nodes.iter().chain(demand).enumerate() {
        put(row, width - 1, *right);
    }
    let mut basis: Vec<usize> = (0..rows).map(|row| first_slack + row).collect();
    let mut stalled = 0;
    let mut finished = false;
    for _ in 0..PIVOTS {
        let Some(entering) = entering(&table, rows, width, stalled > 50) else {
            finished = true;
            break;
        };
        let Some(leaving) = leaving(&table, &basis, rows, width, entering) else {
            break;
        };
        let step = cell(&table, leaving * width + width - 1);
        stalled = if step > EPSILON { 0 } else { stalled + 1 };
        pivot(&mut table, rows, width, leaving, entering);
        if let Some(cell) = basis.get_mut(leaving) {
            *cell = entering;
        }
    }
    let mut solution = Solution {
        nodes: vec![0.0; columns.len()],
        finished,
        ..Solution::default()
    };
    for (row, column) in basis.iter().enumerate() {
        if let Some(nodes) = solution.nodes.get_mut(*column) {
            *nodes = cell(&table, row * width + width - 1).max(0.0);
        }
    }
    // Weak duality: any prices of jobs give a bound, if a node's price is the most that a pattern is worth above them.
    for (profile, demand) in demand.iter().enumerate() {
        let dual = -cell(&table, rows * width + first_slack + pools + profile);
        let dual = dual.clamp(0.0, value);
        solution.of_profiles.push(dual);
        solution.bound += dual * demand;
    }
    solution.of_pools = vec![0.0; pools];
    for column in columns {
        let jobs = column.jobs.iter().zip(&solution.of_profiles);
        let worth: f64 = jobs.map(|(jobs, dual)| *jobs as f64 * (value - dual)).sum();
        let cost = costs.get(column.pool).copied().unwrap_or(0.0);
        if let Some(dual) = solution.of_pools.get_mut(column.pool) {
            *dual = dual.max(worth - cost);
        }
    }
    let pools = solution.of_pools.iter().zip(nodes);
    solution.bound += pools.map(|(dual, nodes)| dual * nodes).sum::<f64>();
    solution
}

fn cell(table: &[f64], at: usize) -> f64 {
    table.get(at).copied().unwrap_or(0.0)
}

/// The column that gains most per unit; the first that gains (Bland) after many steps that gained nothing, which cannot
/// run in circles.
fn entering(table: &[f64], rows: usize, width: usize, first: bool) -> Option<usize> {
    let gains = table.get(rows * width..rows * width + width - 1)?;
    let mut best = None;
    let mut most = EPSILON;
    for (column, gain) in gains.iter().enumerate() {
        if *gain > most {
            best = Some(column);
            if first {
                break;
            }
            most = *gain;
        }
    }
    best
}

/// The row that is used up first.
fn leaving(
    table: &[f64],
    basis: &[usize],
    rows: usize,
    width: usize,
    entering: usize,
) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for row in 0..rows {
        let by = cell(table, row * width + entering);
        if by <= EPSILON {
            continue;
        }
        let ratio = cell(table, row * width + width - 1) / by;
        let better = match best {
            None => true,
            Some((held, least)) => {
                ratio < least - EPSILON
                    || (ratio < least + EPSILON && basis.get(row) < basis.get(held))
            }
        };
        if better {
            best = Some((row, ratio));
        }
    }
    best.map(|(row, _)| row)
}

fn pivot(table: &mut [f64], rows: usize, width: usize, leaving: usize, entering: usize) {
    let by = cell(table, leaving * width + entering);
    let mut line: Vec<f64> = table
        .get(leaving * width..(leaving + 1) * width)
        .map(<[f64]>::to_vec)
        .unwrap_or_default();
    for cell in &mut line {
        *cell /= by;
    }
    for row in 0..=rows {
        let Some(own) = table.get_mut(row * width..(row + 1) * width) else {
            continue;
        };
        if row == leaving {
            own.copy_from_slice(&line);
            continue;
        }
        let factor = own.get(entering).copied().unwrap_or(0.0);
        if factor == 0.0 {
            continue;
        }
        for (cell, from) in own.iter_mut().zip(&line) {
            *cell -= factor * from;
        }
    }
}
