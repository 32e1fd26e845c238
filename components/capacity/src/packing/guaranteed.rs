//! Says how many jobs of any kinds may run while one more of a given kind still starts for sure.

use super::{Amounts, NodePool, Profile, eligible};

/// Steps of the search on one node before the answer on the safe side is taken.
pub const STEPS: u32 = 100_000;

/// While fewer jobs than this run, one more of the profile always starts: the sum over the nodes of the fewest jobs that
/// keep it out of the node. 0 where it fits nowhere.
pub fn guaranteed(pools: &[NodePool], profiles: &[Profile], profile: &Profile) -> i64 {
    guaranteed_within(pools, profiles, profile, STEPS)
}

/// The same with at most so many steps on a node: never more than it is with all of them.
pub fn guaranteed_within(
    pools: &[NodePool],
    profiles: &[Profile],
    profile: &Profile,
    steps: u32,
) -> i64 {
    let allowed = |pool: &NodePool, profile: &Profile| {
        eligible(
            &pool.labels,
            &pool.taints,
            &profile.selector,
            &profile.tolerations,
        )
    };
    let mut total = 0i64;
    for pool in pools {
        if !allowed(pool, profile) {
            continue;
        }
        let others: Vec<[i64; 5]> = profiles
            .iter()
            .filter(|other| allowed(pool, other))
            .map(ask)
            .collect();
        let free = list(pool.allocatable.less(pool.used));
        let fewest = fewest(&free, &ask(profile), &others, steps);
        total = total.saturating_add(fewest.saturating_mul(pool.count.max(0)));
    }
    total
}

fn list(amounts: Amounts) -> [i64; 5] {
    amounts.list().map(|(_, amount)| amount)
}

fn ask(profile: &Profile) -> [i64; 5] {
    list(Amounts {
        pods: 1,
        ..profile.request
    })
    .map(|ask| ask.max(0))
}

/// The fewest jobs of any kind that fit a node together and leave no room for `wanted`.
fn fewest(free: &[i64; 5], wanted: &[i64; 5], kinds: &[[i64; 5]], most: u32) -> i64 {
    let fits = |free: &[i64; 5], ask: &[i64; 5]| {
        free.iter()
            .zip(ask)
            .all(|(free, ask)| *ask == 0 || free >= ask)
    };
    if !fits(free, wanted) {
        return 0;
    }
    let mut best = i64::MAX;
    for (dimension, wanted) in wanted.iter().enumerate() {
        let Some(free_here) = free.get(dimension) else {
            continue;
        };
        if *wanted == 0 || *free_here == Amounts::UNLIMITED {
            continue;
        }
        // So much must be taken here that it does not fit.
        let needed = free_here - wanted + 1;
        let mut order: Vec<[i64; 5]> = kinds
            .iter()
            .filter(|kind| kind.get(dimension).is_some_and(|ask| *ask > 0))
            .copied()
            .collect();
        order.sort_by_key(|kind| std::cmp::Reverse(kind.get(dimension).copied()));
        order.dedup();
        let mut search = Search {
            dimension,
            order,
            best,
            steps: 0,
            most,
        };
        search.go(0, free, needed, 0);
        best = search.best;
    }
    best
}

struct Search {
    dimension: usize,
    /// The largest in this dimension first.
    order: Vec<[i64; 5]>,
    best: i64,
    steps: u32,
    most: u32,
}

impl Search {
    fn go(&mut self, at: usize, free: &[i64; 5], needed: i64, jobs: i64) {
        self.steps = self.steps.saturating_add(1);
        if needed <= 0 {
            self.best = self.best.min(jobs);
            return;
        }
        let Some(kind) = self.order.get(at).copied() else {
            return;
        };
        let size = kind.get(self.dimension).copied().unwrap_or(1).max(1);
        // No kind from here on takes more of it.
        let least = jobs.saturating_add(parts(needed, size));
        if least >= self.best {
            return;
        }
        if self.steps >= self.most {
            // Not looked at: what cannot be undercut keeps the promise.
            self.best = least;
            return;
        }
        let room = free
            .iter()
            .zip(&kind)
            .filter(|(_, ask)| **ask > 0)
            .map(|(free, ask)| free / ask)
            .min()
            .unwrap_or(0);
        let next = self.order.get(at + 1);
        let next = next.and_then(|kind| kind.get(self.dimension)).copied();
        let most = room.min(parts(needed, size));
        for count in (0..=most).rev() {
            let (rest, with) = (needed - size * count, jobs.saturating_add(count));
            // The fewer of these, the more of the smaller ones: what is hopeless stays so.
            let least = match next {
                _ if rest <= 0 => with,
                Some(next) => with.saturating_add(parts(rest, next.max(1))),
                None => break,
            };
            if least >= self.best {
                break;
            }
            let mut left = *free;
            for (left, ask) in left.iter_mut().zip(&kind) {
                if *left != Amounts::UNLIMITED {
                    *left -= ask * count;
                }
            }
            self.go(at + 1, &left, rest, with);
        }
    }
}

/// How many parts of a size hold an amount.
fn parts(amount: i64, size: i64) -> i64 {
    amount / size + i64::from(amount % size != 0)
}
