//! Reads the nodes of an answer: which jobs are on how many of them, what is left, and where managers fit.

use super::super::{kinds, read};
use crate::js::Js;
use runwright_widgets::signal::Memo;

/// Cpu in millicores, memory in bytes.
pub type Pair = [i64; 2];

/// The nodes of a fleet.
#[derive(Default)]
pub struct Fleet {
    pub pools: Vec<Pool>,
    /// Kinds of jobs, with their letters.
    pub names: Vec<String>,
    /// What a pod of each asks for.
    pub requests: Vec<Pair>,
    /// What a manager asks for.
    pub manager: Pair,
}

/// A pool.
pub struct Pool {
    pub name: String,
    /// Of a node without jobs and managers.
    pub free: Pair,
    /// Taken by DaemonSets.
    pub overhead: Pair,
    /// What keeps the next job out, by name.
    pub binding: Vec<String>,
    pub groups: Vec<Nodes>,
}

/// Nodes with the same on each.
pub struct Nodes {
    pub nodes: i64,
    pub managers: i64,
    /// Jobs on each, by kind.
    pub jobs: Vec<i64>,
    pub left: Pair,
    /// Whether a job of some kind still fits.
    pub room: bool,
}

fn pair(at: &Js) -> Pair {
    [at.number("cpu_m"), at.number("memory")]
}

fn less(from: Pair, what: Pair, times: i64) -> Pair {
    [0, 1].map(|at| from[at].saturating_sub(what[at].saturating_mul(times)))
}

/// How often a request fits, at most so often.
fn fits(left: Pair, request: Pair, most: i64) -> i64 {
    (0..2).fold(most, |most, at| match request[at] {
        0 => most,
        each => most.min(left[at].max(0) / each.max(1)),
    })
}

impl Fleet {
    pub fn read(all: Memo<String>) -> Fleet {
        let [placed, pools, requests, asked, profiles, managers] = read(all);
        let (placed, asked) = (placed.items(), asked.items());
        let mut fleet = Fleet {
            names: kinds(&profiles),
            requests: requests.items().iter().map(pair).collect(),
            manager: pair(&managers.at("request")),
            pools: Vec::new(),
        };
        for (at, pool) in pools.items().iter().enumerate() {
            let overhead = asked.get(at).map(|pool| pair(&pool.at("overhead")));
            fleet.add(pool, overhead.unwrap_or_default(), &placed);
        }
        fleet
    }

    pub fn nodes(&self) -> i64 {
        let groups = self.pools.iter().flat_map(|pool| &pool.groups);
        groups.map(|group| group.nodes).sum()
    }

    fn add(&mut self, answer: &Js, overhead: Pair, placed: &[Js]) {
        let name = answer.texts("name");
        let free = pair(&answer.at("free"));
        let mut groups: Vec<Nodes> = Vec::new();
        let mut rest = answer.number("nodes");
        for at in placed.iter().filter(|at| at.texts("pool") == name) {
            let jobs: Vec<i64> = at
                .list("jobs")
                .iter()
                .map(|jobs| jobs.raw().as_f64().unwrap_or(0.0) as i64)
                .collect();
            let nodes = at.number("nodes").min(rest);
            rest -= nodes;
            // Nodes with and without managers come apart, and may hold the same jobs.
            match groups.iter_mut().find(|known| known.jobs == jobs) {
                Some(known) => known.nodes += nodes,
                None if nodes > 0 => groups.push(self.group(nodes, jobs, free)),
                None => {}
            }
        }
        if rest > 0 {
            groups.push(self.group(rest, Vec::new(), free));
        }
        let left = pair(&Js::nothing());
        let left = groups.iter().fold(left, |sum, group| {
            [0, 1].map(|at| sum[at] + group.left[at].saturating_mul(group.nodes))
        });
        // What is left of all nodes is known; without managers more would be.
        let taken = [
            left[0] - answer.number("stranded_cpu_m"),
            left[1] - answer.number("stranded_memory"),
        ];
        let count = |at: usize| (taken[at] + self.manager[at] / 2) / self.manager[at].max(1);
        let managers = if self.manager[0] > 0 {
            count(0)
        } else {
            count(1)
        };
        let groups = self.seat(groups, managers.clamp(0, 10_000));
        let binding: Vec<String> = answer.list("binding").iter().map(Js::text).collect();
        let groups = groups.into_iter().map(|mut group| {
            let some = |request: &Pair| fits(group.left, *request, 1) > 0;
            group.room =
                binding.is_empty() || (!only_elsewhere(&binding) && self.requests.iter().any(some));
            group
        });
        self.pools.push(Pool {
            name,
            free,
            overhead,
            groups: groups.collect(),
            binding,
        });
    }

    fn group(&self, nodes: i64, jobs: Vec<i64>, free: Pair) -> Nodes {
        let each = jobs.iter().zip(&self.requests);
        let left = each.fold(free, |left, (jobs, request)| less(left, *request, *jobs));
        Nodes {
            nodes,
            managers: 0,
            jobs,
            left,
            room: false,
        }
    }

    /// Puts managers on nodes that have room for them, one on each before a second.
    fn seat(&self, groups: Vec<Nodes>, mut managers: i64) -> Vec<Nodes> {
        let mut given = vec![0_i64; groups.len()];
        for round in 1..=64 {
            for (group, given) in groups.iter().zip(&mut given) {
                if managers > 0 && fits(group.left, self.manager, round) >= round {
                    let some = managers.min(group.nodes);
                    *given += some;
                    managers -= some;
                }
            }
        }
        let mut out = Vec::new();
        for (group, given) in groups.into_iter().zip(given) {
            let nodes = group.nodes.max(1);
            let (each, more) = (given / nodes, given % nodes);
            for (count, managers) in [(more, each + 1), (group.nodes - more, each)] {
                if count > 0 {
                    out.push(Nodes {
                        nodes: count,
                        managers,
                        jobs: group.jobs.clone(),
                        left: less(group.left, self.manager, managers),
                        room: false,
                    });
                }
            }
        }
        out
    }
}

/// Whether all that keeps jobs out is something that cpu and memory do not show.
fn only_elsewhere(binding: &[String]) -> bool {
    !binding
        .iter()
        .any(|name| name == "cpu_m" || name == "memory")
}
