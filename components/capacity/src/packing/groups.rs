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
    /// What a job of each profile scores here; none where it may not run or does not fit.
    scores: Vec<Option<i64>>,
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
        let row = |pool: &NodePool| profiles.iter().map(|one| allowed(pool, one)).collect();
        let mut groups = Groups {
            pools,
            profiles,
            groups: Vec::new(),
            allowed: pools.iter().map(row).collect(),
        };
        for (pool, node) in pools.iter().enumerate() {
            let used = Amounts::default().more(node.used);
            if node.count > 0 {
                groups.add(pool, node.count, used, (used.cpu_m, used.memory));
            }
        }
        groups
    }

    fn add(&mut self, pool: usize, nodes: i64, taken: Amounts, scored: (i64, i64)) {
        let all = self.pools.get(pool).map(|pool| pool.allocatable);
        let all = all.unwrap_or_default();
        let allowed = self.allowed.get(pool).map(Vec::as_slice);
        let scores = self
            .profiles
            .iter()
            .zip(allowed.unwrap_or_default())
            .map(|(profile, (may, _))| {
                let request = one(profile);
                let room = *may && fits(all, taken, request);
                room.then(|| score(Strategy::LeastAllocated, all, taken, scored, request))
            })
            .collect();
        self.groups.push(Group {
            pool,
            nodes,
            taken,
            scored,
            scores,
        });
    }

    /// Places a job; the pool's number, or none where it stays Pending.
    pub fn place(&mut self, profile: usize, random: &mut Random) -> Option<usize> {
        let request = one(self.profiles.get(profile)?);
        let taints = |group: &Group| {
            let row = self.allowed.get(group.pool);
            row.and_then(|row| row.get(profile)).map_or(0, |(_, t)| *t)
        };
        let score = |group: &Group| group.scores.get(profile).copied().flatten();
        let fitting = || self.groups.iter().filter(|group| score(group).is_some());
        let worst = fitting().map(taints).max()?;
        let total = |group: &Group| score(group).map(|score| score + liked(taints(group), worst));
        let (mut best, mut nodes) = (i64::MIN, 0);
        for group in &self.groups {
            let Some(total) = total(group) else { continue };
            if total > best {
                (best, nodes) = (total, 0);
            }
            if total == best {
                nodes += group.nodes;
            }
        }
        // One of the nodes that are equally good.
        let drawn = random.below(u64::try_from(nodes).unwrap_or(0));
        let mut at = i64::try_from(drawn).unwrap_or(0);
        let chosen = self.groups.iter().position(|group| {
            if total(group) != Some(best) {
                return false;
            }
            at -= group.nodes;
            at < 0
        })?;
        self.put(chosen, request)
    }

    /// Nodes that carry the same: their pool's number, how many, and what they carry.
    pub fn nodes(&self) -> impl Iterator<Item = (usize, i64, Amounts)> {
        let all = self.groups.iter();
        all.map(|group| (group.pool, group.nodes, group.taken))
    }

    /// One node of a group takes the job and joins those that carry the same.
    fn put(&mut self, number: usize, request: Amounts) -> Option<usize> {
        let from = self.groups.get_mut(number)?;
        let (cpu, memory) = said(request);
        let pool = from.pool;
        let taken = from.taken.more(request);
        let scored = (
            from.scored.0.saturating_add(cpu),
            from.scored.1.saturating_add(memory),
        );
        from.nodes -= 1;
        if from.nodes == 0 {
            self.groups.swap_remove(number);
        }
        let same = |group: &&mut Group| {
            group.pool == pool && group.taken == taken && group.scored == scored
        };
        match self.groups.iter_mut().find(same) {
            Some(group) => group.nodes += 1,
            None => self.add(pool, 1, taken, scored),
        }
        Some(pool)
    }
}

/// A job takes a place for a pod, too.
fn one(profile: &Profile) -> Amounts {
    Amounts {
        pods: 1,
        ..profile.request
    }
}
