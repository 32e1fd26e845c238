//! Shows the answer for a fleet: jobs at once, pools, waits, nodes over the day, cost, what helps, notes, sums.

mod texts;

use runwright_model::answer::fleet::{Change, Cost, FleetAnswer, Hour, Waits};
use runwright_model::answer::{Answer, PoolAnswer};
use runwright_model::quantity::{bytes_iec, cores};
use runwright_model::{Lang, Text, say, text::t};
use serde_json::Value;

use super::{sums, table, width};

pub(super) fn told(result: &Value, lang: Lang) -> String {
    let answer: FleetAnswer = serde_json::from_value(result.clone()).unwrap_or_default();
    let mut page = Page {
        text: String::new(),
        lang,
    };
    page.jobs(&answer);
    page.pools(&answer);
    page.waiting(&answer);
    page.day(&answer);
    page.cost(&answer);
    page.changes(&answer.changes);
    page.advice(&answer);
    page.sums(&answer);
    page.text
}

struct Page {
    text: String,
    lang: Lang,
}

impl Page {
    fn title(&mut self, title: Text) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(title.get(self.lang));
        self.text.push('\n');
    }

    /// Rows under their heads; all columns but the last as wide as their widest cell.
    fn rows(&mut self, heads: &[Text], rows: &[Vec<String>]) {
        let mut all = vec![
            heads
                .iter()
                .map(|head| head.get(self.lang).to_string())
                .collect::<Vec<_>>(),
        ];
        all.retain(|heads| !heads.is_empty());
        all.extend(rows.iter().cloned());
        let columns = all.iter().map(Vec::len).max().unwrap_or(0);
        let widest: Vec<usize> = (0..columns)
            .map(|at| {
                let cells = all.iter().filter_map(|row| row.get(at));
                cells.map(|cell| width(cell)).max().unwrap_or(0)
            })
            .collect();
        for row in &all {
            let mut line = String::from("  ");
            for (cell, widest) in row.iter().zip(&widest) {
                line.push_str(cell);
                line.push_str(&" ".repeat(widest + 2 - width(cell)));
            }
            self.text.push_str(line.trim_end());
            self.text.push('\n');
        }
    }

    fn jobs(&mut self, answer: &FleetAnswer) {
        let lang = self.lang;
        let jobs = answer.jobs.expected.jobs;
        let best = answer.jobs.best;
        self.text.push_str(&say!(
            lang,
            "{jobs} jobs at once as the scheduler places them, {best} at best\n\n",
            "按调度器的放置方式可同时运行 {jobs} 个作业，最多 {best} 个\n\n"
        ));
        self.title_now(t("Jobs at once", "同时运行的作业数"));
        let mut heads = vec![t("", ""), t("now", "当前")];
        if answer.worst.is_some() {
            heads.push(t("at the overwrite maximum", "按覆盖上限"));
        }
        let both = || std::iter::once(&answer.jobs).chain(&answer.worst);
        let row = |name: String, of: &dyn Fn(&_) -> String| {
            std::iter::once(name).chain(both().map(of)).collect()
        };
        let mut rows: Vec<Vec<String>> = vec![
            row(
                t("best packing", "最优放置").get(lang).to_string(),
                &|one| {
                    if one.proved {
                        one.best.to_string()
                    } else {
                        say!(
                            lang,
                            "{} (no more than {})",
                            "{}（不超过 {}）",
                            one.best,
                            one.bound
                        )
                    }
                },
            ),
            row(
                t("expected, mean", "预期，平均").get(lang).to_string(),
                &|one| cores(thousandths(one.expected.mean)),
            ),
            row(
                t("expected, 9 runs of 10 reach", "预期，九成的模拟达到")
                    .get(lang)
                    .to_string(),
                &|one| one.expected.p10.to_string(),
            ),
        ];
        for (at, one) in answer.jobs.guaranteed.iter().enumerate() {
            rows.push(row(
                say!(lang, "guaranteed for {}", "对 {} 有保证", one.profile),
                &|jobs| {
                    let one = jobs.guaranteed.get(at);
                    one.map_or(0, |one| one.jobs).to_string()
                },
            ));
        }
        if let Some(quota) = &answer.quota {
            let name = t("admitted by the quota", "配额允许").get(lang);
            rows.push(vec![name.to_string(), quota.jobs.to_string()]);
        }
        let slots = t("slots of the managers", "管理器槽位").get(lang);
        rows.push(vec![slots.to_string(), answer.slots.slots.to_string()]);
        self.rows(&heads, &rows);
    }

    /// A title right after a line that stands alone.
    fn title_now(&mut self, title: Text) {
        self.text.push_str(title.get(self.lang));
        self.text.push('\n');
    }

    fn pools(&mut self, answer: &FleetAnswer) {
        self.title(t("Pools", "节点池"));
        let lang = self.lang;
        let rows: Vec<Vec<String>> = answer
            .pools
            .iter()
            .map(|pool| {
                let binds: Vec<&str> = pool
                    .binding
                    .iter()
                    .map(|one| texts::dimension(*one).get(lang))
                    .collect();
                vec![
                    pool.name.clone(),
                    pool.nodes.to_string(),
                    pool.best.to_string(),
                    cores(thousandths(pool.expected)),
                    if binds.is_empty() {
                        "-".to_string()
                    } else {
                        binds.join(lang.pick(", ", "、"))
                    },
                    share(pool.stranded_cpu_m, pool.stranded_cpu_permille, |cpu| {
                        cores(cpu)
                    }),
                    share(
                        pool.stranded_memory,
                        pool.stranded_memory_permille,
                        bytes_iec,
                    ),
                ]
            })
            .collect();
        let heads = [
            t("pool", "节点池"),
            t("nodes", "节点"),
            t("best", "最优"),
            t("expected", "预期"),
            t("bound by", "受限于"),
            t("CPU left over", "剩余 CPU"),
            t("memory left over", "剩余内存"),
        ];
        self.rows(&heads, &rows);
    }

    fn waiting(&mut self, answer: &FleetAnswer) {
        let waiting = &answer.waiting;
        if waiting.jobs_per_hour <= 0.0 {
            return;
        }
        self.title(t("Waiting in the busy hour", "繁忙时段的等待"));
        let lang = self.lang;
        if let Some(closed) = &waiting.closed {
            let mut row = texts::closed(closed.form).get(lang).to_string();
            let figures = [
                closed
                    .mean_ms
                    .map(|wait| (t("mean", "平均"), span(lang, wait))),
                closed
                    .p90_ms
                    .map(|wait| (t("p90", "p90"), span(lang, wait))),
                closed
                    .failing_permille
                    .map(|share| (t("failing", "失败"), percent(share))),
            ];
            let figures: Vec<String> = figures
                .into_iter()
                .flatten()
                .map(|(name, value)| [name.get(lang), " ", &value].concat())
                .collect();
            row.push_str(lang.pick(": ", "："));
            row.push_str(&figures.join(lang.pick(", ", "，")));
            self.text.push_str("  ");
            self.text.push_str(&row);
            self.text.push('\n');
        }
        let row = |slots: i64, waits: Option<&Waits>| -> Vec<String> {
            let mut slots_text = slots.to_string();
            if slots == waiting.slots {
                slots_text.push_str(" *");
            }
            let mut cells = vec![slots_text];
            match waits {
                Some(waits) => {
                    let times = [waits.mean_ms, waits.p50_ms, waits.p90_ms, waits.p99_ms];
                    cells.extend(times.map(|wait| span(lang, wait)));
                    cells.push(percent(waits.failing_permille));
                    cells.push(percent(waits.utilisation_permille));
                }
                None => cells.push(lang.pick("without end", "无限增长").to_string()),
            }
            cells
        };
        let mut rows: Vec<Vec<String>> = Vec::new();
        for point in &waiting.curve {
            rows.push(row(point.slots, point.waits.as_ref()));
        }
        if rows.is_empty() {
            rows.push(row(waiting.slots, waiting.waits.as_ref()));
        }
        let heads = [
            t("slots", "槽位"),
            t("mean", "平均"),
            t("p50", "p50"),
            t("p90", "p90"),
            t("p99", "p99"),
            t("failing", "失败"),
            t("busy", "利用率"),
        ];
        self.rows(&heads, &rows);
    }

    fn day(&mut self, answer: &FleetAnswer) {
        let Some(day) = &answer.autoscaling else {
            return;
        };
        self.title(t(
            "Nodes by the hour, 0 to 23",
            "各小时的节点数，0 至 23 时",
        ));
        let names = answer.pools.iter().map(|pool| pool.name.clone());
        let rows: Vec<Vec<String>> = names
            .enumerate()
            .map(|(at, name)| {
                let nodes = |hour: &Hour| hour.pools.get(at).map_or(0, |pool| pool.nodes);
                let nodes = day.hours.iter().map(|hour| nodes(hour).to_string());
                std::iter::once(name).chain(nodes).collect()
            })
            .collect();
        self.rows(&[], &rows);
        let cold = span(self.lang, day.cold_start_ms);
        self.text.push_str(&say!(
            self.lang,
            "  A job that needs a new node starts after {cold}.\n",
            "  需要新节点的作业在 {cold}后启动。\n"
        ));
    }

    fn cost(&mut self, answer: &FleetAnswer) {
        let lang = self.lang;
        let mut rows = Vec::new();
        let mut row = |name: Text, cost: &Option<Cost>| {
            if let Some(cost) = cost {
                rows.push(vec![
                    name.get(lang).to_string(),
                    money(cost.per_hour),
                    money(cost.per_month),
                    cost.per_job.map_or("-".to_string(), money),
                ]);
            }
        };
        row(
            t("all nodes all the time", "全部节点常开"),
            &answer.cost.fixed,
        );
        row(t("autoscaled", "自动伸缩"), &answer.cost.autoscaled);
        if rows.is_empty() {
            return;
        }
        self.title(t("Cost", "费用"));
        let heads = [
            t("", ""),
            t("an hour", "每小时"),
            t("a month", "每月"),
            t("a job", "每个作业"),
        ];
        self.rows(&heads, &rows);
    }

    fn changes(&mut self, changes: &[Change]) {
        if changes.is_empty() {
            return;
        }
        self.title(t("What helps most", "最有效的改动"));
        let lang = self.lang;
        for change in changes {
            self.text.push_str("  ");
            let about = change.about.as_deref().unwrap_or_default();
            self.text.push_str(&texts::change(change.kind, about, lang));
            let edits: Vec<String> = change
                .edits
                .iter()
                .map(|edit| [&edit.path, " ", &edit.from, " → ", &edit.to].concat())
                .collect();
            self.text.push_str("\n    ");
            self.text.push_str(&edits.join(lang.pick(", ", "，")));
            self.text.push_str("\n    ");
            let gain = thousandths(change.expected_gain);
            let sign = if gain < 0 { "" } else { "+" };
            let expected = cores(thousandths(change.expected));
            let gain = [sign, &cores(gain)].concat();
            let mut parts = vec![say!(
                lang,
                "expected {expected} ({gain})",
                "预期 {expected}（{gain}）"
            )];
            parts.push(match &change.waits {
                Some(waits) => {
                    let (wait, failing) =
                        (span(lang, waits.p90_ms), percent(waits.failing_permille));
                    say!(
                        lang,
                        "p90 wait {wait}, failing {failing}",
                        "p90 等待 {wait}，失败 {failing}"
                    )
                }
                None => lang
                    .pick("the line grows without end", "排队无限增长")
                    .to_string(),
            });
            if let Some(cost) = change.cost_per_hour_change {
                let sign = if cost < 0.0 { "" } else { "+" };
                let cost = [sign, &money(cost)].concat();
                parts.push(if cost == "+0" {
                    lang.pick("same cost", "费用不变").to_string()
                } else {
                    say!(lang, "cost {cost} an hour", "费用每小时 {cost}")
                });
            }
            self.text.push_str(&parts.join(lang.pick("; ", "；")));
            self.text.push('\n');
        }
    }

    fn advice(&mut self, answer: &FleetAnswer) {
        if answer.advice.is_empty() {
            return;
        }
        self.title(t("To know", "说明"));
        for advice in &answer.advice {
            self.text.push_str("  ");
            self.text.push_str(&texts::advice(advice, self.lang));
            self.text.push('\n');
        }
    }

    fn sums(&mut self, answer: &FleetAnswer) {
        self.title(t("How the numbers come about", "数字的由来"));
        let named = Answer {
            pools: answer
                .pools
                .iter()
                .map(|pool| PoolAnswer {
                    name: pool.name.clone(),
                    ..PoolAnswer::default()
                })
                .collect(),
            steps: answer.node_steps.clone(),
            ..Answer::default()
        };
        let (_, mut rows) = sums(&named, self.lang);
        let colon = self.lang.pick(": ", "：");
        rows.extend(answer.steps.iter().map(|step| {
            let what = texts::step(step.what).get(self.lang);
            let what = match &step.about {
                Some(about) => [about, colon, what].concat(),
                None => what.to_string(),
            };
            (what, step.sum.clone(), step.result.clone())
        }));
        self.text.push_str(&table(&rows));
    }
}

fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

fn share(amount: i64, permille: i64, unit: fn(i64) -> String) -> String {
    [&unit(amount), " (", &percent(permille), ")"].concat()
}

/// Thousandths as a percentage.
fn percent(permille: i64) -> String {
    [&cores(permille * 100), " %"].concat()
}

fn money(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0" } else { text }.to_string()
}

/// Milliseconds as people say them.
fn span(lang: Lang, ms: i64) -> String {
    let seconds = (ms + 500) / 1000;
    if ms < 10_000 {
        say!(lang, "{} s", "{} 秒", cores((ms + 50) / 100 * 100))
    } else if seconds < 120 {
        say!(lang, "{seconds} s", "{seconds} 秒")
    } else {
        say!(lang, "{} min", "{} 分钟", (seconds + 30) / 60)
    }
}
