//! Makes tables of a question and its answer, for the report and the terminal.

mod asked;

pub use asked::{bounds, kinds, pools};

use crate::words::numbers::{amount, decimal, money, percent, span};
use runwright_checks::dimension;
use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{AtOnce, Cost, FleetAnswer, Hour, Waits};
use runwright_model::quantity::bytes_iec;
use runwright_model::text::{Text, same, t};
use runwright_model::{Lang, say};

/// Rows under their heads; each row has at most as many cells as there are heads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

impl Table {
    fn new(lang: Lang, title: Text, heads: &[Text]) -> Table {
        Table {
            title: title.get(lang).to_string(),
            heads: heads
                .iter()
                .map(|head| head.get(lang).to_string())
                .collect(),
            rows: Vec::new(),
        }
    }
}

const DASH: &str = "-";

fn or_dash(text: String) -> String {
    if text.is_empty() {
        DASH.to_string()
    } else {
        text
    }
}

/// Jobs at once in every sense, and the same at the overwrite maximum where that is known.
pub fn jobs(answer: &FleetAnswer, lang: Lang) -> Table {
    let mut heads = vec![t("Jobs at once", "同时运行的作业数"), t("Now", "当前")];
    if answer.worst.is_some() {
        heads.push(t("At the overwrite maximum", "按覆盖上限"));
    }
    let mut table = Table::new(lang, t("Jobs at once", "同时运行的作业数"), &heads);
    let both = || std::iter::once(&answer.jobs).chain(&answer.worst);
    let mut row = |name: String, of: &dyn Fn(&AtOnce) -> String| {
        let mut cells = vec![name];
        cells.extend(both().map(of));
        table.rows.push(cells);
    };
    let text = |text: Text| text.get(lang).to_string();
    row(text(t("Best packing", "最优放置")), &|one| {
        let (best, bound) = (one.best, one.bound);
        if one.proved {
            best.to_string()
        } else {
            say!(
                lang,
                "{best} (no more than {bound})",
                "{best}（不超过 {bound}）"
            )
        }
    });
    row(text(t("Expected, mean", "预期，平均")), &|one| {
        decimal(one.expected.mean)
    });
    row(
        text(t("Expected, 9 runs of 10 reach", "预期，九成的模拟达到")),
        &|one| one.expected.p10.to_string(),
    );
    for (at, kind) in answer.jobs.guaranteed.iter().enumerate() {
        let name = &kind.profile;
        row(
            say!(lang, "Guaranteed for {name}", "对 {name} 有保证"),
            &|one| one.guaranteed.get(at).map_or(0, |one| one.jobs).to_string(),
        );
    }
    let mut one = |name: Text, number: i64| {
        let mut cells = vec![text(name), number.to_string()];
        cells.resize(heads.len(), String::new());
        table.rows.push(cells);
    };
    if let Some(quota) = &answer.quota {
        one(t("Admitted by the quota", "配额允许"), quota.jobs);
    }
    one(t("Slots of the managers", "管理器槽位"), answer.slots.slots);
    table
}

/// What each pool holds, what binds on it and what is left over.
pub fn held(answer: &FleetAnswer, lang: Lang) -> Table {
    let heads = [
        t("Pool", "节点池"),
        t("Nodes", "节点"),
        t("Best", "最优"),
        t("Expected", "预期"),
        t("Bound by", "受限于"),
        t("CPU left over", "剩余 CPU"),
        t("Memory left over", "剩余内存"),
    ];
    let mut table = Table::new(lang, t("Pools", "节点池"), &heads);
    let share = |amount: String, permille: i64| {
        let permille = percent(permille);
        say!(lang, "{amount} ({permille})", "{amount}（{permille}）")
    };
    for pool in &answer.pools {
        let binds = pool.binding.iter();
        let binds: Vec<&str> = binds.map(|one| dimension(*one).get(lang)).collect();
        table.rows.push(vec![
            or_dash(pool.name.clone()),
            pool.nodes.to_string(),
            pool.best.to_string(),
            decimal(pool.expected),
            or_dash(binds.join(lang.pick(", ", "、"))),
            share(
                amount(lang, Dimension::CpuM, pool.stranded_cpu_m),
                pool.stranded_cpu_permille,
            ),
            share(
                bytes_iec(pool.stranded_memory),
                pool.stranded_memory_permille,
            ),
        ]);
    }
    table
}

/// Waits over the number of slots; the chosen one has a star.
pub fn waits(answer: &FleetAnswer, lang: Lang) -> Table {
    let heads = [
        t("Slots", "槽位"),
        t("Mean", "平均"),
        same("p50"),
        same("p90"),
        same("p99"),
        t("Failing", "失败"),
        t("Busy", "利用率"),
    ];
    let mut table = Table::new(
        lang,
        t("Waiting in the busy hour", "高峰小时的等待"),
        &heads,
    );
    let waiting = &answer.waiting;
    if waiting.jobs_per_hour <= 0.0 {
        return table;
    }
    let mut row = |slots: i64, waits: Option<&Waits>| {
        let mut cells = vec![slots.to_string()];
        if slots == waiting.slots
            && let Some(cell) = cells.first_mut()
        {
            cell.push_str(" *");
        }
        match waits {
            Some(waits) => {
                let times = [waits.mean_ms, waits.p50_ms, waits.p90_ms, waits.p99_ms];
                cells.extend(times.map(|wait| span(lang, wait)));
                cells.push(percent(waits.failing_permille));
                cells.push(percent(waits.utilisation_permille));
            }
            None => cells.push(lang.pick("without end", "无限增长").to_string()),
        }
        table.rows.push(cells);
    };
    for point in &waiting.curve {
        row(point.slots, point.waits.as_ref());
    }
    if waiting.curve.is_empty() {
        row(waiting.slots, waiting.waits.as_ref());
    }
    table
}

/// Nodes of each pool over the day; hours that are alike share a row.
pub fn day(answer: &FleetAnswer, lang: Lang) -> Table {
    let mut heads = vec![
        t("Hours", "小时").get(lang).to_string(),
        t("Jobs an hour", "每小时作业数").get(lang).to_string(),
        t("At work, p90", "运行中，p90").get(lang).to_string(),
    ];
    heads.extend(answer.pools.iter().map(|pool| {
        let name = or_dash(pool.name.clone());
        say!(lang, "Nodes of {name}", "{name} 的节点数")
    }));
    let mut table = Table {
        title: t("Nodes by the hour", "各小时的节点数")
            .get(lang)
            .to_string(),
        heads,
        rows: Vec::new(),
    };
    let Some(day) = &answer.autoscaling else {
        return table;
    };
    let cells = |hour: &Hour| {
        let mut cells = vec![decimal(hour.jobs), hour.busy.to_string()];
        cells.extend(hour.pools.iter().map(|pool| pool.nodes.to_string()));
        cells
    };
    let mut from = 0;
    for alike in day.hours.chunk_by(|a, b| cells(a) == cells(b)) {
        let to = from + alike.len() - 1;
        let hours = if from == to {
            from.to_string()
        } else {
            [&from.to_string(), "–", &to.to_string()].concat()
        };
        let mut row = vec![hours];
        row.extend(alike.first().map(cells).unwrap_or_default());
        table.rows.push(row);
        from = to + 1;
    }
    table
}

/// Money, where prices are known.
pub fn cost(answer: &FleetAnswer, lang: Lang) -> Table {
    let heads = [
        t("Nodes", "节点"),
        t("An hour", "每小时"),
        t("A month", "每月"),
        t("A job", "每个作业"),
    ];
    let mut table = Table::new(lang, t("Cost", "费用"), &heads);
    let mut row = |name: Text, cost: &Option<Cost>| {
        if let Some(cost) = cost {
            table.rows.push(vec![
                name.get(lang).to_string(),
                money(cost.per_hour),
                money(cost.per_month),
                cost.per_job.map_or(DASH.to_string(), money),
            ]);
        }
    };
    row(
        t("All nodes all the time", "全部节点常开"),
        &answer.cost.fixed,
    );
    row(t("Autoscaled", "自动伸缩"), &answer.cost.autoscaled);
    table
}
