//! Charts with their tables, the ring and the rows of pieces.

use super::{list, say};
use leptos::prelude::*;
use runwright_widgets::signal::Signal;
use runwright_widgets::{
    BarPart, Chart, Curve, CurveAt, DataTable, Day, DayHour, FleetBar, FleetBars, FleetKind,
    FleetPart, LegendItem, NodeBar, NodeBars, PartKind, Picture, Ring, StackBar, Staircase, Step,
    StepPoint, curve, day, fleet_bars, kind_class, milli, node_bars, ring, stack_bars, staircase,
};

fn nodes() -> String {
    let part = |kind, size, label: &str, job| BarPart {
        kind,
        size,
        label: label.into(),
        job,
    };
    let parts = vec![
        part(PartKind::System, 300, "DaemonSets 0.3", 0),
        part(PartKind::Job, 2_000, "build 2", 1),
        part(PartKind::Job, 2_000, "DinD 2", 1),
        part(PartKind::Job, 500, ".5", 1),
        part(PartKind::Stranded, 3_200, "3.2 stranded", 0),
    ];
    let node = |n: usize| NodeBar {
        name: ["worker-1", "worker-2", "worker-3"][n].into(),
        note: "8 cores".into(),
        parts: parts.clone(),
    };
    node_bars(&NodeBars {
        title: "Jobs on the nodes".into(),
        description: "Each of 3 nodes holds one job of 4.5 cores; 3.2 cores are stranded.".into(),
        nodes: (0..3).map(node).collect(),
        max: 8_000,
        unit: "cores".into(),
    })
}

fn stairs() -> String {
    let steps = (1..=8)
        .rev()
        .map(|jobs| Step {
            upto: 7_700 / jobs,
            jobs,
        })
        .collect();
    staircase(&Staircase {
        title: "Jobs per node, by job size".into(),
        description: "One job of 4.5 cores fits; at 3.85 cores two would.".into(),
        steps,
        tips: (1..=8)
            .rev()
            .map(|jobs| format!("{jobs} per node"))
            .collect(),
        pooled: 7_700,
        yours: StepPoint {
            size: 4_500,
            jobs: 1,
            label: "yours, 4.5: 1 per node".into(),
            note: String::new(),
        },
        next: Some(StepPoint {
            size: 3_850,
            jobs: 2,
            label: "at 3.85: 2 per node".into(),
            note: "0.65 cores less".into(),
        }),
        max: 8_000,
        unit: "cores per job".into(),
    })
}

fn fleet() -> String {
    let part = |kind, size, label: &str| FleetPart {
        kind,
        size,
        label: label.into(),
        tip: format!("{label}: {} cores", milli(size)),
    };
    let bar = |i: u32| FleetBar {
        name: format!("ci-{i} × 12"),
        note: "8 cores".into(),
        tip: format!("12 nodes of ci-{i}, {} jobs each", 12 - 3 * i),
        parts: [part(FleetKind::System, 300, "DaemonSets")]
            .into_iter()
            .chain((0..12 - 3 * i).map(|n| part(FleetKind::Job(n), 600, "A")))
            .chain([part(FleetKind::Stranded, 500, "0.5")])
            .collect(),
    };
    fleet_bars(&FleetBars {
        title: "Nodes filled with jobs".into(),
        description: "Twelve kinds of jobs, each with a pattern of its own.".into(),
        nodes: (0..3).map(bar).collect(),
        max: 8_000,
        unit: "cores".into(),
    })
}

fn waits() -> String {
    let point = |x: i64| CurveAt {
        x,
        waits: match x {
            0..6 => Vec::new(),
            _ => [10, 4, 26, 61]
                .map(|n| n * 10_000_000 / (x * x * x))
                .to_vec(),
        },
        failing: (x - 8).max(0) * 11,
        tip: format!("{x} slots"),
    };
    curve(&Curve {
        title: "Waiting, by slots".into(),
        description: "More slots shorten the wait and let more jobs fail.".into(),
        lines: ["mean", "p50", "p90", "p99"].map(Into::into).to_vec(),
        points: (3..=16).map(point).collect(),
        chosen: (12, "12 slots".into()),
        places: Some((8, "8 jobs at once".into())),
        axes: ["slots", "wait, logarithmic", "jobs that fail"].map(Into::into),
        endless: "grows without end".into(),
        units: ["s", "min", "h"].map(Into::into),
    })
}

fn hours() -> String {
    let hour = |h: i64| DayHour {
        nodes: vec![2_000, (6 - (h - 13).abs()).max(0) * 1_000],
        idle: if h > 13 { 800 } else { 0 },
        tip: format!("{h}:00"),
    };
    day(&Day {
        title: "Nodes over a day".into(),
        description: "At noon eight nodes, at night two.".into(),
        pools: ["ci", "spot"].map(Into::into).to_vec(),
        hours: (0..24).map(hour).collect(),
        fixed: (9_000, "fixed fleet: 9 nodes".into()),
        axes: ["hour", "nodes"].map(Into::into),
    })
}

pub fn view() -> AnyView {
    let entry = |class, label: &str| LegendItem {
        class,
        label: label.into(),
    };
    let legend = vec![
        entry("p-sys", "DaemonSets 0.3"),
        entry("p-job", "Image build"),
        entry("p-lost", "Stranded"),
    ];
    let kinds = (0..12)
        .map(|kind| entry(kind_class(kind), "A kind"))
        .collect::<Vec<_>>();
    let table = DataTable {
        caption: "Jobs on the nodes".into(),
        head: vec![
            ("Node".into(), false),
            ("Jobs".into(), true),
            ("Stranded".into(), true),
        ],
        rows: ["worker-1", "worker-2", "worker-3"]
            .iter()
            .map(|n| list(&[n, "1", "3.2"]))
            .collect(),
    };
    let readiness = ring(&Ring {
        title: "17 of 24 checks pass".into(),
        pass: 17,
        fail: 1,
        open: 6,
        note: "of 24 ready".into(),
    });
    let bar = |label: &str, pass, fail, open, note: &str| StackBar {
        label: label.into(),
        pass,
        fail,
        open,
        note: note.into(),
    };
    let bars = stack_bars(&[
        bar("Access", 5, 0, 0, "5 of 5"),
        bar("Pods", 4, 1, 1, "4 of 6"),
        bar("Operation", 2, 0, 3, "2 of 5"),
    ]);
    view! {
        <div id="charts">
            <p class="say"><b>"3 image builds at once. "</b> "CPU binds, and 40 % of each node is out of reach."</p>
            <dl class="answer">
                <div><dt>"Best"<span>"proved"</span></dt><dd class="big">"6"<small>"jobs"</small></dd><dd>"Packed as well as they can be."</dd></div>
                <div><dt>"Expected"<span>"simulated"</span></dt><dd class="big">"5"<small>"jobs"</small></dd><dd>"In a typical order."</dd></div>
                <div class="lead"><dt>"Guaranteed"<span>"proved"</span></dt><dd class="big">"3"<small>"jobs"</small></dd><dd>"One more job always starts."</dd></div>
            </dl>
            <Chart
                title=say("Jobs on the nodes")
                note=say("Largest free gap 3.2 cores; the next build needs 4.5.")
                picture=say(&nodes())
                table=Signal::stored(table.clone())
                legend=Signal::stored(legend)
            />
            <Chart
                title=say("Nodes filled with jobs")
                picture=say(&fleet())
                table=Signal::stored(DataTable::default())
                legend=Signal::stored(kinds)
            />
            <Chart title=say("Waiting, by slots") picture=say(&waits()) table=Signal::stored(DataTable::default()) />
            <Chart title=say("Nodes over a day") picture=say(&hours()) table=Signal::stored(DataTable::default()) />
            <div class="duo">
                <Chart
                    title=say("Jobs per node, by job size")
                    note=say("Whole jobs on one node step down; the pooled sum (dashed) does not exist.")
                    picture=say(&stairs())
                    table=Signal::stored(table)
                />
                <div class="ready"><Picture picture=say(&readiness) /><Picture picture=say(&bars) /></div>
            </div>
        </div>
    }
    .into_any()
}
