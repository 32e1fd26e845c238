//! The pictures of the capacity page, and the same numbers as tables.

use crate::js::Js;
use crate::store::Store;
use crate::texts as tx;
use runwright_model::{Lang, Text};
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{
    BarPart, DataTable, LegendItem, NodeBar, NodeBars, PartKind, Staircase, Step, StepPoint, milli,
    node_bars, staircase,
};

/// At most this many nodes are drawn one by one; more of a kind share a bar.
const DRAWN: i64 = 12;

/// The answer's parts are objects below the text that says whether they changed.
fn read(answer: Memo<String>) -> Js {
    answer.with(|text| Js::parse(text))
}

pub fn bars(store: Store, answer: Memo<String>) -> Signal<String> {
    Signal::derive(move || {
        let lang = store.lang.get();
        let answer = read(answer);
        let job = answer.at("job_request").number("cpu_m");
        let mut nodes = Vec::new();
        let mut max = 1000;
        for pool in answer.list("pools") {
            let name = pool.texts("name");
            for split in pool.list("nodes") {
                let alike = split.number("nodes");
                let one_by_one = pool.number("count") <= DRAWN;
                for _ in 0..if one_by_one { alike.max(0) } else { 1 } {
                    let (sign, number) = if one_by_one {
                        ("-", nodes.len() as i64 + 1)
                    } else {
                        (" × ", alike)
                    };
                    nodes.push(bar(
                        job,
                        &pool,
                        &split,
                        [&name, sign, &number.to_string()].concat(),
                        lang,
                    ));
                }
            }
            max = max.max(pool.at("allocatable").number("cpu_m"));
        }
        node_bars(&NodeBars {
            title: tx::K_NODES.get(lang).to_string(),
            description: [&answer.at("cluster_jobs").text(), " ", tx::K_JOBS.get(lang)].concat(),
            nodes,
            max,
            unit: tx::K_CORES.get(lang).to_string(),
        })
    })
}

fn bar(job: i64, pool: &Js, split: &Js, name: String, lang: Lang) -> NodeBar {
    let (all, free) = (
        pool.at("allocatable").number("cpu_m"),
        pool.at("free").number("cpu_m"),
    );
    let manager = (free - split.at("free").number("cpu_m")).max(0);
    let part = |kind, size: i64, label: String, job| BarPart {
        kind,
        size,
        label,
        job,
    };
    let mut parts = vec![part(
        PartKind::System,
        (all - free).max(0),
        String::new(),
        0,
    )];
    if manager > 0 {
        parts.push(part(PartKind::Manager, manager, String::new(), 0));
    }
    for index in 0..split.number("jobs").clamp(0, 64) {
        parts.push(part(PartKind::Job, job, milli(job), index as u32 + 1));
    }
    let rest = split.at("stranded").number("cpu_m").max(0);
    if rest > 0 {
        // What another resource keeps jobs from is as lost as what is too small for one.
        parts.push(part(
            PartKind::Stranded,
            rest,
            [&milli(rest), " ", tx::K_STRANDED.get(lang)].concat(),
            0,
        ));
    }
    NodeBar {
        name,
        note: [&milli(all), " ", tx::K_CORES.get(lang)].concat(),
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

/// A table with a head of the page's words; only the first column is no number.
fn table(caption: Text, heads: &[Text], rows: Vec<Vec<String>>, lang: Lang) -> DataTable {
    let head = heads
        .iter()
        .enumerate()
        .map(|(at, text)| (text.get(lang).to_string(), at > 0));
    DataTable {
        caption: caption.get(lang).to_string(),
        head: head.collect(),
        rows,
    }
}

pub fn bars_table(store: Store, answer: Memo<String>) -> Signal<DataTable> {
    Signal::derive(move || {
        let mut rows = Vec::new();
        for pool in read(answer).list("pools") {
            let all = pool.at("allocatable");
            for split in pool.list("nodes") {
                let lost = split.at("stranded");
                rows.push(vec![
                    [&pool.texts("name"), " × ", &split.at("nodes").text()].concat(),
                    milli(all.number("cpu_m")),
                    gib(all.number("memory")),
                    split.at("jobs").text(),
                    [
                        &milli(lost.number("cpu_m")),
                        " · ",
                        &gib(lost.number("memory")),
                    ]
                    .concat(),
                ]);
            }
        }
        table(
            tx::K_NODES,
            &[
                tx::K_NODE,
                tx::K_CPU,
                tx::MEMORY,
                tx::K_JOBS,
                tx::K_STRANDED,
            ],
            rows,
            store.lang.get(),
        )
    })
}

/// Bytes as GiB, to a thousandth.
fn gib(bytes: i64) -> String {
    milli(thousandths(false, bytes)) + " GiB"
}

/// Whether the stairs climb over cpu; else over bytes.
fn is_cpu(stairs: &Js) -> bool {
    stairs.texts("dimension") == "cpu_m"
}

/// Thousandths of a core, or of a GiB.
fn thousandths(cpu: bool, size: i64) -> i64 {
    if cpu {
        size
    } else {
        (size >> 20) * 1000 / 1024
    }
}

/// A size of the stairs, with its unit.
pub fn amount(stairs: &Js, size: i64) -> String {
    let cpu = is_cpu(stairs);
    if cpu {
        amount_of(cpu, size) + " CPU"
    } else {
        amount_of(cpu, size)
    }
}

fn amount_of(cpu: bool, size: i64) -> String {
    if cpu { milli(size) } else { gib(size) }
}

pub fn stairs(store: Store, answer: Memo<String>) -> Signal<String> {
    Signal::derive(move || {
        let lang = store.lang.get();
        let answer = read(answer);
        let stairs = answer.at("staircase");
        if stairs.is_nothing() {
            return String::new();
        }
        let cpu = is_cpu(&stairs);
        let th = |size| thousandths(cpu, size);
        // The engine gives the largest size first.
        let step = |point: &Js| Step {
            upto: th(point.number("size")),
            jobs: point.number("jobs_per_node"),
        };
        let steps: Vec<Step> = stairs.list("points").iter().rev().map(step).collect();
        let words = |name: &str, jobs: i64| {
            [name, ": ", &jobs.to_string(), " ", tx::K_PER_NODE.get(lang)].concat()
        };
        let (size, jobs) = (stairs.number("size"), stairs.number("jobs_per_node"));
        let pool = answer
            .list("pools")
            .into_iter()
            .find(|pool| pool.texts("name") == stairs.texts("pool"));
        let free = pool.map_or(0, |pool| {
            th(pool.at("free").number(if cpu { "cpu_m" } else { "memory" }))
        });
        let description = words(
            &[tx::K_YOURS.get(lang), ", ", &amount_of(cpu, size)].concat(),
            jobs,
        );
        let next = stairs.at("next_up");
        let next = if next.is_nothing() {
            None
        } else {
            let (size, jobs) = (next.number("size"), next.number("jobs_per_node"));
            Some(StepPoint {
                size: th(size),
                jobs,
                label: words(&amount_of(cpu, size), jobs),
                note: String::new(),
            })
        };
        staircase(&Staircase {
            title: tx::K_STAIRS.get(lang).to_string(),
            description: description.clone(),
            max: steps.last().map_or(1, |step| step.upto).max(th(size)),
            steps,
            pooled: free,
            yours: StepPoint {
                size: th(size),
                jobs,
                label: description,
                note: String::new(),
            },
            next,
            unit: if cpu { tx::K_CORES.get(lang) } else { "GiB" }.to_string(),
        })
    })
}

pub fn stairs_table(store: Store, answer: Memo<String>) -> Signal<DataTable> {
    Signal::derive(move || {
        let stairs = read(answer).at("staircase");
        let cpu = is_cpu(&stairs);
        let row = |point: &Js| {
            vec![
                ["≤ ", &amount_of(cpu, point.number("size"))].concat(),
                point.at("jobs_per_node").text(),
                point.at("cluster_jobs").text(),
            ]
        };
        let rows = stairs.list("points").iter().map(row).collect();
        table(
            tx::K_STAIRS,
            &[tx::K_SIZE, tx::K_PER_NODE, tx::K_PLACES],
            rows,
            store.lang.get(),
        )
    })
}
