//! The pictures of the capacity page, and the same numbers as tables.

use crate::store::Store;
use crate::texts as tx;
use runwright_model::answer::{Answer, Dimension, NodeSplit, PoolAnswer};
use runwright_model::quantity::{bytes_iec, cores};
use runwright_model::{Lang, Text};
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{
    BarPart, DataTable, LegendItem, NodeBar, NodeBars, PartKind, Staircase, Step, StepPoint,
    node_bars, staircase,
};

/// At most this many nodes are drawn one by one; more of a kind share a bar.
const DRAWN: i64 = 12;

pub fn bars(store: Store, answer: Memo<Answer>) -> Signal<String> {
    Signal::derive(move || {
        let lang = store.lang.get();
        answer.with(|answer| {
            let mut nodes = Vec::new();
            let mut max = 1000;
            for pool in &answer.pools {
                for split in &pool.nodes {
                    let shown = if pool.count <= DRAWN { split.nodes } else { 1 };
                    for index in 0..shown.max(0) {
                        let many = if shown < split.nodes {
                            ["× ", &split.nodes.to_string()].concat()
                        } else {
                            String::new()
                        };
                        let name = if many.is_empty() {
                            [&pool.name, "-", &(nodes.len() + 1).to_string()].concat()
                        } else {
                            [&pool.name, " ", &many].concat()
                        };
                        nodes.push(bar(answer, pool, split, name, lang));
                        let _ = index;
                    }
                }
                max = max.max(pool.allocatable.cpu_m);
            }
            let total = answer.cluster_jobs.to_string();
            node_bars(&NodeBars {
                title: tx::K_NODES.get(lang).to_string(),
                description: [&total, " ", tx::K_JOBS.get(lang)].concat(),
                nodes,
                max,
                unit: tx::K_CORES.get(lang).to_string(),
            })
        })
    })
}

fn bar(answer: &Answer, pool: &PoolAnswer, split: &NodeSplit, name: String, lang: Lang) -> NodeBar {
    let job = answer.job_request.cpu_m;
    let manager = (pool.free.cpu_m - split.free.cpu_m).max(0);
    let part = |kind, size: i64, label: String, job| BarPart {
        kind,
        size,
        label,
        job,
    };
    let mut parts = vec![part(
        PartKind::System,
        (pool.allocatable.cpu_m - pool.free.cpu_m).max(0),
        String::new(),
        0,
    )];
    if manager > 0 {
        parts.push(part(PartKind::Manager, manager, String::new(), 0));
    }
    for index in 0..split.jobs.clamp(0, 64) {
        parts.push(part(PartKind::Job, job, cores(job), index as u32 + 1));
    }
    let rest = split.stranded.cpu_m.max(0);
    if rest > 0 {
        // What another resource keeps jobs from is as lost as what is too small for one.
        parts.push(part(
            PartKind::Stranded,
            rest,
            [&cores(rest), " ", tx::K_STRANDED.get(lang)].concat(),
            0,
        ));
    }
    NodeBar {
        name,
        note: [&cores(pool.allocatable.cpu_m), " ", tx::K_CORES.get(lang)].concat(),
        parts,
    }
}

pub fn legend(store: Store) -> Signal<Vec<LegendItem>> {
    Signal::derive(move || {
        let lang = store.lang.get();
        let item = |class: &'static str, label: Text| LegendItem {
            class,
            label: label.get(lang).to_string(),
        };
        vec![
            item("p-sys", tx::K_SYSTEM),
            item("p-mgr", tx::K_MANAGER),
            item("p-job", tx::K_JOB),
            item("p-lost", tx::K_STRANDED),
        ]
    })
}

pub fn bars_table(store: Store, answer: Memo<Answer>) -> Signal<DataTable> {
    Signal::derive(move || {
        let lang = store.lang.get();
        answer.with(|answer| {
            let mut rows = Vec::new();
            for pool in &answer.pools {
                for split in &pool.nodes {
                    rows.push(vec![
                        [&pool.name, " × ", &split.nodes.to_string()].concat(),
                        cores(pool.allocatable.cpu_m),
                        bytes_iec(pool.allocatable.memory),
                        split.jobs.to_string(),
                        [
                            &cores(split.stranded.cpu_m),
                            " · ",
                            &bytes_iec(split.stranded.memory),
                        ]
                        .concat(),
                    ]);
                }
            }
            DataTable {
                caption: tx::K_NODES.get(lang).to_string(),
                head: vec![
                    (tx::K_NODE.get(lang).to_string(), false),
                    ("CPU".to_string(), true),
                    (tx::MEMORY.get(lang).to_string(), true),
                    (tx::K_JOBS.get(lang).to_string(), true),
                    (tx::K_STRANDED.get(lang).to_string(), true),
                ],
                rows,
            }
        })
    })
}

/// Thousandths of a core, or of a GiB.
fn thousandths(dimension: Dimension, size: i64) -> i64 {
    if dimension == Dimension::CpuM {
        size
    } else {
        ((i128::from(size) * 1000) >> 30) as i64
    }
}

fn amount(dimension: Dimension, size: i64) -> String {
    if dimension == Dimension::CpuM {
        cores(size)
    } else {
        bytes_iec(size)
    }
}

pub fn stairs(store: Store, answer: Memo<Answer>) -> Signal<String> {
    Signal::derive(move || {
        let lang = store.lang.get();
        answer.with(|answer| {
            let Some(stairs) = &answer.staircase else {
                return String::new();
            };
            let dimension = stairs.dimension;
            let th = |size| thousandths(dimension, size);
            let steps: Vec<Step> = stairs
                .points
                .iter()
                .rev()
                .map(|point| Step {
                    upto: th(point.size),
                    jobs: point.jobs_per_node,
                })
                .collect();
            let per_node = tx::K_PER_NODE.get(lang);
            let words =
                |name: &str, jobs: i64| [name, ": ", &jobs.to_string(), " ", per_node].concat();
            let max = steps
                .iter()
                .map(|step| step.upto)
                .max()
                .unwrap_or(1)
                .max(th(stairs.size));
            let free = answer
                .pools
                .iter()
                .find(|pool| pool.name == stairs.pool)
                .map_or(0, |pool| match dimension {
                    Dimension::CpuM => pool.free.cpu_m,
                    _ => th(pool.free.memory),
                });
            let description = words(
                &[tx::K_YOURS.get(lang), ", ", &amount(dimension, stairs.size)].concat(),
                stairs.jobs_per_node,
            );
            staircase(&Staircase {
                title: tx::K_STAIRS.get(lang).to_string(),
                description: description.clone(),
                steps,
                pooled: free,
                yours: StepPoint {
                    size: th(stairs.size),
                    jobs: stairs.jobs_per_node,
                    label: description,
                    note: String::new(),
                },
                next: stairs.next_up.as_ref().map(|next| StepPoint {
                    size: th(next.size),
                    jobs: next.jobs_per_node,
                    label: words(&amount(dimension, next.size), next.jobs_per_node),
                    note: [&amount(dimension, stairs.less), " ", tx::K_LESS.get(lang)].concat(),
                }),
                max,
                unit: if dimension == Dimension::CpuM {
                    tx::K_CORES.get(lang).to_string()
                } else {
                    "GiB".to_string()
                },
            })
        })
    })
}

pub fn stairs_table(store: Store, answer: Memo<Answer>) -> Signal<DataTable> {
    Signal::derive(move || {
        let lang = store.lang.get();
        answer.with(|answer| {
            let rows = answer.staircase.iter().flat_map(|stairs| {
                let dimension = stairs.dimension;
                stairs.points.iter().map(move |point| {
                    vec![
                        ["≤ ", &amount(dimension, point.size)].concat(),
                        point.jobs_per_node.to_string(),
                        point.cluster_jobs.to_string(),
                    ]
                })
            });
            DataTable {
                caption: tx::K_STAIRS.get(lang).to_string(),
                head: vec![
                    (tx::K_SIZE.get(lang).to_string(), false),
                    (tx::K_PER_NODE.get(lang).to_string(), true),
                    (tx::K_PLACES.get(lang).to_string(), true),
                ],
                rows: rows.collect(),
            }
        })
    })
}
