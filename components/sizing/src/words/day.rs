//! Says how the nodes follow the day, what they cost, and what pause pods keep warm.

use super::numbers::{
    amount, bracket, cpu, list, money, nodes, percent, pods, seconds, span, tenths,
};
use super::view::View;
use crate::work::Stage;
use runwright_model::answer::Dimension;
use runwright_model::answer::fleet::{Autoscaling, Cost, Hour};
use runwright_model::quantity::bytes_iec;
use runwright_model::say;

pub(super) fn day(view: &View) -> Vec<String> {
    let lang = view.lang;
    let all: i64 = view.answer.pools.iter().map(|pool| pool.nodes).sum();
    let Some(day) = &view.answer.autoscaling else {
        let (all_nodes, hours) = (nodes(lang, all), all.saturating_mul(24));
        let said = say!(
            lang,
            "No pool grows, so {all_nodes} run all day: {hours} node hours. Least and most nodes on a pool make it grow.",
            "没有节点池会伸缩，{all_nodes}全天运行，共 {hours} 节点小时。填写最少与最多节点后即按自动扩缩计算。"
        );
        return if view.has(Stage::Expected) {
            vec![view.said(said)]
        } else {
            Vec::new()
        };
    };
    let mut said = vec![cold(view, day)];
    let (per_day, fixed) = (tenths(day.node_hours_per_day), all.saturating_mul(24));
    let (least, most) = busiest(day);
    let run = bracket(lang, least, most);
    said.push(say!(
        lang,
        "Nodes at work over the day, enough for nine of ten moments: {run}. That is {per_day} node hours a day, against {fixed} with all nodes all the time.",
        "一天中运行的节点数（九成时刻足够）：{run}。每天共 {per_day} 节点小时，全部常开则为 {fixed}。"
    ));
    let idle = view.question.autoscaler.unwrap_or_default().idle_s;
    if day.idle_hours_per_day > 0.0 {
        let (spare, idle) = (
            tenths(day.idle_hours_per_day),
            span(lang, idle.saturating_mul(1000)),
        );
        said.push(say!(
            lang,
            "{spare} of them are the tail of scaling down: a node that is no longer needed stays for {idle}.",
            "其中 {spare} 节点小时是缩容的拖尾：不再需要的节点还会保留 {idle}。"
        ));
    }
    said.into_iter().map(|text| view.said(text)).collect()
}

/// How long a job takes to start where it needs a new node.
fn cold(view: &View, day: &Autoscaling) -> String {
    let lang = view.lang;
    let times = view.question.autoscaler.unwrap_or_default();
    let at = |s: i64| seconds(lang, s.max(0).saturating_mul(1000));
    let (scan, provision) = (at(times.scan_s), at(times.provision_s));
    let known = times.scan_s.max(0).saturating_add(times.provision_s.max(0));
    let pull = seconds(
        lang,
        (day.cold_start_ms - known.saturating_mul(1000)).max(0),
    );
    let cold = seconds(lang, day.cold_start_ms);
    let timeout = view.answer.slots.poll_timeout_s;
    let first = say!(
        lang,
        "A job that needs a new node starts after {cold}: up to {scan} until the autoscaler looks, {provision} for the node, {pull} to start and pull.",
        "需要新节点的作业在 {cold}后启动：自动扩缩器最多 {scan}后检查，节点就绪 {provision}，启动与拉取 {pull}。"
    );
    let fails = if timeout.saturating_mul(1000) <= day.cold_start_ms {
        say!(
            lang,
            "`poll_timeout` is {timeout} s, so it fails before that.",
            "`poll_timeout` 为 {timeout} 秒，因此作业在此之前就会失败。"
        )
    } else {
        say!(
            lang,
            "`poll_timeout` is {timeout} s and outlasts it.",
            "`poll_timeout` 为 {timeout} 秒，足以等到。"
        )
    };
    view.together(&[first, fails])
}

/// The fewest and the most nodes of an hour.
fn busiest(day: &Autoscaling) -> (i64, i64) {
    let of = |hour: &Hour| hour.pools.iter().map(|pool| pool.nodes).sum::<i64>();
    let hours = day.hours.iter().map(of);
    (hours.clone().min().unwrap_or(0), hours.max().unwrap_or(0))
}

pub(super) fn cost(view: &View) -> Vec<String> {
    let lang = view.lang;
    let costs = &view.answer.cost;
    let Some(fixed) = &costs.fixed else {
        return vec![
            lang.pick(
                "A price per node and hour on every pool shows what this costs.",
                "为每个节点池填写每节点每小时价格，即可看到费用。",
            )
            .to_string(),
        ];
    };
    let told = |cost: &Cost| {
        let (hour, month) = (money(cost.per_hour), money(cost.per_month));
        let mut text = say!(
            lang,
            "{hour} an hour, {month} a month of 730 hours",
            "每小时 {hour}，每月（730 小时）{month}"
        );
        if let Some(job) = cost.per_job {
            let job = money(job);
            text.push_str(&say!(lang, ", {job} a job", "，每个作业 {job}"));
        }
        text
    };
    let mut said = vec![say!(
        lang,
        "All nodes all the time: {}, in the currency of the prices.",
        "全部节点常开：{}，币种同所填价格。",
        told(fixed)
    )];
    if let Some(scaled) = &costs.autoscaled {
        said.push(say!(
            lang,
            "Autoscaled: {}.",
            "自动伸缩：{}。",
            told(scaled)
        ));
        let saved = fixed.per_month - scaled.per_month;
        if fixed.per_month > 0.0 && saved.abs() >= 0.005 {
            let share = percent((saved / fixed.per_month * 1000.0).round() as i64);
            let saved = money(saved);
            said.push(say!(
                lang,
                "Autoscaling saves {saved} a month, {share}.",
                "自动伸缩每月节省 {saved}，即 {share}。"
            ));
        } else {
            said.push(
                lang.pick(
                    "Autoscaling saves nothing here: the day never lets a node go.",
                    "此处自动伸缩没有节省：一天中没有节点可以释放。",
                )
                .to_string(),
            );
        }
    }
    said.into_iter().map(|text| view.said(text)).collect()
}

pub(super) fn pause(view: &View) -> Vec<String> {
    let lang = view.lang;
    let (Some(found), Some(asked)) = (&view.answer.pause, view.question.pause) else {
        return Vec::new();
    };
    let managers = view.question.managers.replicas.max(0);
    let (all, idle) = (pods(lang, found.pods), asked.idle_count);
    let (cores, memory) = (cpu(lang, found.cpu_m), bytes_iec(found.memory));
    let each = [
        amount(lang, Dimension::CpuM, asked.request.cpu_m),
        amount(lang, Dimension::Memory, asked.request.memory),
    ];
    let each = list(lang, &each);
    let mut said = vec![say!(
        lang,
        "{managers} × {idle} = {all} hold {cores} and {memory} around the clock. Each asks for {each}, what the build container asks for and nothing for helper and services: the place that one leaves may be smaller than a job.",
        "{managers} × {idle} = {all}全天占用 {cores} 和 {memory}。每个只请求 {each}，即 build 容器的请求，不含 helper 与服务：它让出的空间可能放不下一个作业。"
    )];
    if found.placed < found.pods {
        let (placed, all) = (found.placed, found.pods);
        said.push(say!(
            lang,
            "Only {placed} of the {all} find room, even beside no job.",
            "即使没有作业，{all} 个中也只有 {placed} 个放得下。"
        ));
    }
    let none = found.warm.iter().all(|one| one.jobs == 0);
    let warm = found.warm.iter().enumerate();
    let warm: Vec<String> = warm
        .map(|(at, one)| [&view.name(&one.profile, at), " ", &one.jobs.to_string()].concat())
        .collect();
    if none && !warm.is_empty() {
        let none = lang.pick(
            "No job starts in the place that they leave.",
            "它们让出的空间放不下任何作业。",
        );
        said.push(none.to_string());
    } else if !warm.is_empty() {
        let warm = list(lang, &warm);
        said.push(say!(
            lang,
            "Jobs that start at once in their place, if only that kind comes: {warm}.",
            "若只来一种作业，可在其位置上立即启动的个数：{warm}。"
        ));
    }
    if let Some(cost) = found.cost_per_hour {
        let (hour, month) = (money(cost), money(cost * 730.0));
        said.push(say!(
            lang,
            "The room they hold costs {hour} an hour, {month} a month.",
            "占用的空间每小时费用 {hour}，每月 {month}。"
        ));
    }
    said.into_iter().map(|text| view.said(text)).collect()
}
