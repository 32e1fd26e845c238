//! Makes tables of what is asked: pools, kinds of jobs, arrivals and bounds.

use super::{DASH, Table, or_dash};
use crate::words::numbers::{bracket, decimal, money, percent, span};
use runwright_model::answer::Ask;
use runwright_model::answer::fleet::{FleetAnswer, FleetProfile, FleetQuestion};
use runwright_model::quantity::{bytes_iec, cores};
use runwright_model::text::{Text, same, t};
use runwright_model::{Lang, say};

/// The pools as they were asked about.
pub fn pools(question: &FleetQuestion, lang: Lang) -> Table {
    let heads = [
        t("Pool", "节点池"),
        t("Nodes", "节点"),
        t("CPU", "CPU"),
        t("Memory", "内存"),
        t("DaemonSets", "守护进程"),
        t("Labels", "标签"),
        t("Taints", "污点"),
        t("Price an hour", "每小时价格"),
    ];
    let mut table = Table::new(lang, t("Node pools", "节点池"), &heads);
    for pool in &question.pools {
        let machine = &pool.pool;
        let count = match (pool.min, pool.max) {
            (Some(min), Some(max)) => bracket(lang, min, max),
            _ => machine.count.to_string(),
        };
        let labels = machine.labels.iter();
        let labels: Vec<String> = labels
            .map(|one| [&one.key, "=", &one.value].concat())
            .collect();
        let taints = machine.taints.iter().map(crate::edits::taint);
        let taints: Vec<String> = taints.collect();
        let load = machine.overhead;
        table.rows.push(vec![
            or_dash(machine.name.clone()),
            count,
            cores(machine.cpu_m),
            bytes_iec(machine.memory),
            [
                cores(load.cpu_m),
                bytes_iec(load.memory),
                load.pods.to_string(),
            ]
            .join(" / "),
            or_dash(labels.join(" ")),
            or_dash(taints.join(" ")),
            pool.price_per_hour.map_or(DASH.to_string(), money),
        ]);
    }
    table
}

/// The kinds of jobs, with what each asks for.
pub fn kinds(question: &FleetQuestion, answer: &FleetAnswer, lang: Lang) -> Table {
    let heads = [
        t("Kind of job", "作业类型"),
        t("Share", "份额"),
        t("CPU", "CPU"),
        t("Memory", "内存"),
        t("Disk", "磁盘"),
        t("GPUs", "GPU"),
        t("Duration", "时长"),
        t("Start and pull", "启动与拉取"),
        t("At the overwrite maximum", "按覆盖上限"),
    ];
    let mut table = Table::new(lang, t("Kinds of jobs", "作业类型"), &heads);
    let shares: f64 = question
        .profiles
        .iter()
        .map(|kind| kind.share.max(0.0))
        .sum();
    for (kind, asked) in question.profiles.iter().zip(&answer.requests) {
        let share = if shares > 0.0 {
            (kind.share.max(0.0) / shares * 1000.0).round() as i64
        } else {
            0
        };
        let worst = kind.worst.map_or(DASH.to_string(), |worst| {
            [cores(worst.cpu_m), bytes_iec(worst.memory)].join(" / ")
        });
        table.rows.push(vec![
            or_dash(kind.name.clone()),
            percent(share),
            cores(asked.cpu_m),
            bytes_iec(asked.memory),
            bytes_iec(asked.ephemeral),
            kind.request.map_or(0, |request| request.gpu).to_string(),
            duration(kind, lang),
            span(lang, millis(kind.pull_s)),
            worst,
        ]);
    }
    table
}

fn millis(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

/// The mean and the standard deviation.
fn duration(kind: &FleetProfile, lang: Lang) -> String {
    let deviation = match (kind.sd_s, kind.cs2) {
        (Some(sd), _) => sd,
        (None, cs2) => cs2.unwrap_or(1.0).max(0.0).sqrt() * kind.mean_s,
    };
    let (mean, deviation) = (
        span(lang, millis(kind.mean_s)),
        span(lang, millis(deviation)),
    );
    [&mean, " ± ", &deviation].concat()
}

/// How jobs come, what the managers take, and what else bounds them: names and values.
pub fn bounds(question: &FleetQuestion, answer: &FleetAnswer, lang: Lang) -> Table {
    let heads = [t("Setting", "设置"), t("Value", "值")];
    let mut table = Table::new(
        lang,
        t("Arrivals, managers and bounds", "到达、管理器与限制"),
        &heads,
    );
    let mut row = |name: Text, value: String| {
        if !value.is_empty() {
            table.rows.push(vec![name.get(lang).to_string(), value]);
        }
    };
    let platform = question.platform.name();
    row(
        t("Platform", "平台"),
        if question.kubernetes_minor > 0 {
            let minor = question.kubernetes_minor;
            say!(
                lang,
                "{platform}, Kubernetes 1.{minor}",
                "{platform}，Kubernetes 1.{minor}"
            )
        } else {
            platform.to_string()
        },
    );
    let arrivals = &question.arrivals;
    let busiest = arrivals.hours.iter().copied().fold(0.0, f64::max);
    let busy = if arrivals.jobs_per_hour > 0.0 {
        arrivals.jobs_per_hour
    } else {
        busiest
    };
    row(t("Jobs in the busy hour", "高峰小时作业数"), decimal(busy));
    let sizes = arrivals.jobs_per_pipeline.iter();
    let sizes: Vec<String> = sizes
        .map(|(size, share)| [&size.to_string(), ":", &decimal(*share)].concat())
        .collect();
    row(
        t("Jobs per pipeline, with shares", "每条流水线的作业数与份额"),
        sizes.join(" "),
    );
    let hours: Vec<String> = arrivals.hours.iter().map(|jobs| decimal(*jobs)).collect();
    row(
        t("Jobs by the hour, from midnight", "各小时作业数，从零点起"),
        hours.join(" "),
    );
    let managers = &question.managers;
    row(t("Managers", "管理器"), managers.replicas.to_string());
    row(same("concurrent"), managers.concurrent.to_string());
    let limits: Vec<String> = managers.limits.iter().map(i64::to_string).collect();
    row(same("limit"), limits.join(", "));
    row(
        same("poll_timeout"),
        say!(lang, "{} s", "{} 秒", answer.slots.poll_timeout_s),
    );
    if answer.autoscaling.is_some() {
        let times = question.autoscaler.unwrap_or_default();
        row(
            t(
                "Autoscaler: scan, new node, idle node",
                "自动扩缩：扫描、新节点、空闲节点",
            ),
            [times.scan_s, times.provision_s, times.idle_s]
                .map(|s| say!(lang, "{s} s", "{s} 秒"))
                .join(" / "),
        );
    }
    let quota = question.quota.iter();
    let quota: Vec<String> = quota.map(|(key, hard)| [key, " ", hard].concat()).collect();
    row(same("ResourceQuota"), quota.join(", "));
    let defaults = question.limit_range.unwrap_or_default().default_request;
    row(same("LimitRange"), asked(&defaults));
    if let Some(pause) = question.pause {
        let (cpu, memory) = (cores(pause.request.cpu_m), bytes_iec(pause.request.memory));
        let idle = pause.idle_count.to_string();
        row(
            t("Pause pods per manager", "每个管理器的占位 Pod"),
            [idle.as_str(), " × ", &cpu, " / ", &memory].concat(),
        );
    }
    table
}

fn asked(ask: &Ask) -> String {
    let parts = [
        ask.cpu_m.map(|cpu| ["cpu ", &cores(cpu)].concat()),
        ask.memory
            .map(|memory| ["memory ", &bytes_iec(memory)].concat()),
        ask.ephemeral
            .map(|disk| ["ephemeral-storage ", &bytes_iec(disk)].concat()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
