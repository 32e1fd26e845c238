//! Says how many jobs run at once, what stops the next one, and what each number means.

use super::numbers::{bracket, jobs, list, managers, slots as slots_of, tenths};
use super::view::View;
use crate::work::Stage;
use runwright_model::say;

pub(super) fn headline(view: &View) -> String {
    let lang = view.lang;
    let one = view.jobs();
    let total = view.answer.slots.slots;
    let (best, bound) = (one.best, one.bound.max(one.best));
    view.said(if bound == 0 {
        lang.pick("No job fits on any node", "没有节点容得下一个作业")
            .to_string()
    } else if total == 0 {
        lang.pick(
            "No slots: the managers take no jobs",
            "没有槽位，管理器不接作业",
        )
        .to_string()
    } else if !view.has(Stage::Expected) && total <= view.surely() {
        say!(lang, "{} at once", "同时 {}", jobs(lang, total))
    } else if !view.has(Stage::Expected) {
        let (best, bound) = (best.min(total), bound.min(total));
        if best == bound {
            say!(lang, "{} at once at best", "最多同时 {}", jobs(lang, best))
        } else {
            let span = bracket(lang, best, bound);
            say!(
                lang,
                "{span} jobs at once at best",
                "最多同时 {span} 个作业"
            )
        }
    } else if total < one.expected.jobs {
        let (now, nodes) = (jobs(lang, total), one.expected.jobs);
        say!(
            lang,
            "{now} at once; the nodes would hold {nodes}",
            "同时 {now}，节点可容纳 {nodes} 个"
        )
    } else {
        let (now, best) = (jobs(lang, one.expected.jobs), bracket(lang, best, bound));
        if bound > one.expected.jobs {
            say!(
                lang,
                "{now} at once, {best} at best",
                "同时 {now}，最多 {best} 个"
            )
        } else {
            say!(lang, "{now} at once", "同时 {now}")
        }
    })
}

/// `2 × 10 = 20 slots`; with a limit in force `2 × min(10, 4) = 8 slots`.
pub(super) fn slots_sum(view: &View) -> String {
    let asked = &view.question.managers;
    let each = view.per_manager();
    let each = if each < asked.concurrent {
        let concurrent = asked.concurrent.to_string();
        ["min(", &concurrent, ", ", &each.to_string(), ")"].concat()
    } else {
        each.to_string()
    };
    let total = slots_of(view.lang, view.answer.slots.slots);
    let replicas = asked.replicas.max(0).to_string();
    [&replicas, " × ", &each, " = ", &total].concat()
}

pub(super) fn best(view: &View) -> String {
    let lang = view.lang;
    let one = view.jobs();
    let (found, bound) = (one.best, one.bound);
    let kinds = view
        .question
        .profiles
        .iter()
        .filter(|kind| kind.share > 0.0);
    let mixed = kinds.count() > 1;
    let mix = if mixed {
        lang.pick(" in the ratio of their shares", "按份额组合的")
    } else {
        ""
    };
    let all = jobs(lang, found);
    let first = if one.proved || found >= bound {
        say!(
            lang,
            "Packed as well as can be, {all}{mix} fit. It is proved that no packing holds more.",
            "按最优方式放置，可容纳{mix} {all}。已证明没有放置能容纳更多。"
        )
    } else if view.has(Stage::Best) {
        say!(
            lang,
            "A packing of {all}{mix} is found and none holds more than {bound}: the best lies between.",
            "已找到可容纳{mix} {all}的放置，任何放置都不超过 {bound} 个，最优值在两者之间。"
        )
    } else {
        say!(
            lang,
            "A first packing holds {all}{mix} and none holds more than {bound}.",
            "初步放置可容纳{mix} {all}，任何放置都不超过 {bound} 个。"
        )
    };
    let rarely = if view.has(Stage::Expected) && one.expected.mean < found as f64 {
        lang.pick(
            "`kube-scheduler` spreads jobs over nodes and seldom reaches it.",
            "`kube-scheduler` 会把作业分散到各节点，很少能达到。",
        )
        .to_string()
    } else {
        String::new()
    };
    let worst = match &view.answer.worst {
        Some(worst) => {
            let most = bracket(lang, worst.best, worst.bound);
            say!(
                lang,
                "Where every job asks for the overwrite maximum: {most}.",
                "若每个作业都按覆盖上限请求：{most} 个。"
            )
        }
        None => String::new(),
    };
    view.together(&[first, rarely, worst])
}

pub(super) fn expected(view: &View) -> String {
    let lang = view.lang;
    let one = view.jobs().expected;
    if !view.has(Stage::Expected) || one.runs == 0 {
        return String::new();
    }
    let (mean, runs, p10) = (tenths(one.mean), one.runs, one.p10);
    let (least, most) = (one.least, one.most);
    let first = if least == most {
        say!(
            lang,
            "In each of {runs} simulated runs `kube-scheduler` places {mean} before it refuses the first job.",
            "在 {runs} 次模拟中，`kube-scheduler` 每次都放下 {mean} 个，之后才首次放不下。"
        )
    } else {
        say!(
            lang,
            "Mean of {runs} simulated runs of `kube-scheduler`, each until it refuses the first job: {mean}. Nine of ten runs reach {p10}; the least is {least}, the most {most}.",
            "模拟 `kube-scheduler` {runs} 次，每次直到首次放不下，平均 {mean} 个。九成的模拟达到 {p10} 个，最少 {least} 个，最多 {most} 个。"
        )
    };
    let worst = match &view.answer.worst {
        Some(worst) if worst.expected.runs > 0 => {
            let mean = tenths(worst.expected.mean);
            say!(
                lang,
                "At the overwrite maximum: {mean}.",
                "按覆盖上限：{mean} 个。"
            )
        }
        _ => String::new(),
    };
    view.together(&[first, worst])
}

pub(super) fn guaranteed(view: &View) -> String {
    let lang = view.lang;
    let kinds = view.jobs().guaranteed.iter().enumerate();
    let told: Vec<String> = kinds
        .filter(|(_, one)| !view.jobs().never_fits.contains(&one.profile))
        .map(|(at, one)| [&view.kind(at), " ", &one.jobs.to_string()].concat())
        .collect();
    if told.is_empty() {
        return String::new();
    }
    let told = list(lang, &told);
    view.said(say!(
        lang,
        "{told}: while fewer jobs run, of whatever kinds and wherever they landed, one more of that kind starts.",
        "{told}：运行的作业少于此数时，无论是哪些类型、落在哪些节点，该类型都能再启动一个。"
    ))
}

pub(super) fn slots(view: &View) -> String {
    let lang = view.lang;
    let sum = slots_sum(view);
    let first = say!(
        lang,
        "Managers times jobs of each, {sum}: so many jobs are taken from GitLab at once.",
        "管理器数 × 各自的作业数，{sum}：这是同时从 GitLab 接取的作业数。"
    );
    let unplaced = view.answer.slots.managers_unplaced;
    let without = if unplaced > 0 {
        let unplaced = managers(lang, unplaced);
        say!(
            lang,
            "{unplaced} found no node and are counted all the same.",
            "其中 {unplaced}没有节点可放，仍计算在内。"
        )
    } else {
        String::new()
    };
    let held = if !view.has(Stage::Expected) {
        String::new()
    } else {
        let places = view.jobs().expected.jobs;
        if view.answer.slots.slots > places {
            say!(
                lang,
                "The nodes are expected to hold {places}, so up to {} jobs are at risk.",
                "节点预期可容纳 {places} 个，因此最多有 {} 个作业有失败风险。",
                view.answer.slots.jobs_at_risk
            )
        } else {
            say!(
                lang,
                "The nodes are expected to hold {places}.",
                "节点预期可容纳 {places} 个。"
            )
        }
    };
    view.together(&[first, held, without])
}
