//! Places jobs as [`schedule`](super::schedule) does, for many nodes: those that carry the same are one group.
//!
//! Ties go by chance, as in the scheduler, drawn from the numbers that are given.

use super::schedule::{Strategy, allowed, fits, liked, said, score};
use super::{Amounts, NodePool, Profile};
use crate::queue::random::Random;

/// Nodes of a pool that carry the same.
#[derive(Clone, Debug)]
struct Group {
    pool: usize,
    nodes: i64,
    taken: Amounts,
    /// As the scores count it.
    scored: (i64, i64),
}

/// Nodes with what runs on them.
#[derive(Clone, Debug)]
pub struct Groups<'a> {
    pools: &'a [NodePool],
    profiles: &'a [Profile],
    groups: Vec<Group>,
    /// By pool and profile: whether it may run there, and how many discouraging taints it does not tolerate.
    allowed: Vec<Vec<(bool, i64)>>,
}

impl<'a> Groups<'a> {
    pub fn new(pools: &'a [NodePool], profiles: &'a [Profile]) -> Groups<'a> {
        let groups = pools.iter().enumerate().map(|(index, pool)| {
            let used = Amounts::default().more(pool.used);
            Group {
                pool: index,
                nodes: pool.count.max(0),
                taken: used,
                scored: (used.cpu_m, used.memory),
            }
        });
        let row = |pool: &NodePool| profiles.iter().map(|one| allowed(pool, one)).collect();
        Groups {
            pools,
            profiles,
            groups: groups.filter(|group| group.nodes > 0).collect(),
            allowed: pools.iter().map(row).collect(),
        }
    }

    /// Places a job; the pool's number, or none where it stays Pending.
    pub fn place(&mut self, profile: usize, random: &mut Random) -> Option<usize> {
        let request = Amounts {
            pods: 1,
            ..self.profiles.get(profile)?.request
        };
        let mut fitting: Vec<(usize, i64, i64, i64)> = Vec::new();
        for (number, group) in self.groups.iter().enumerate() {
            let (may, taints) = self.allowed.get(group.pool)?.get(profile).copied()?;
            let all = self.pools.get(group.pool)?.allocatable;
            if may && fits(all, group.taken, request) {
                let score = score(
                    Strategy::LeastAllocated,
                    all,
                    group.taken,
                    group.scored,
                    request,
                );
                fitting.push((number, score, taints, group.nodes));
            }
        }
        let worst = fitting.iter().map(|(_, _, taints, _)| *taints).max()?;
        let total = |(_, score, taints, _): &(usize, i64, i64, i64)| score + liked(*taints, worst);
        let best = fitting.iter().map(total).max()?;
        fitting.retain(|group| total(group) == best);
        let nodes: i64 = fitting.iter().map(|(.., nodes)| *nodes).sum();
        let mut at = if fitting.len() == 1 {
            0
        } else {
            i64::try_from(random.below(u64::try_from(nodes).unwrap_or(0))).unwrap_or(0)
        };
        let mut chosen = fitting.first()?.0;
        for (number, _, _, nodes) in &fitting {
            chosen = *number;
            if at < *nodes {
                break;
            }
            at -= nodes;
        }
        self.put(chosen, request)
    }

    /// One node of a group takes the job and joins those that carry the same.
    fn put(&mut self, number: usize, request: Amounts) -> Option<usize> {
        let from = self.groups.get_mut(number)?;
        let (cpu, memory) = said(request);
        let moved = Group {
            pool: from.pool,
            nodes: 1,
            taken: from.taken.more(request),
            scored: (
                from.scored.0.saturating_add(cpu),
                from.scored.1.saturating_add(memory),
            ),
        };
        from.nodes -= 1;
        if from.nodes == 0 {
            self.groups.swap_remove(number);
        }
        let pool = moved.pool;
        let same = self.groups.iter_mut().find(|group| {
            group.pool == pool && group.taken == moved.taken && group.scored == moved.scored
        });
        match same {
            Some(group) => group.nodes += 1,
            None => self.groups.push(moved),
        }
        Some(pool)
    }
}
