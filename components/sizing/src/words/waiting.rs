//! Says how long jobs wait in the busy hour, by simulation and where there is one by formula.

use super::names::closed;
use super::numbers::{bracket, code, decimal, jobs, list, percent, span, tenths};
use super::view::View;
use crate::work::Stage;
use runwright_model::answer::fleet::{Closed, ClosedForm, Waits};
use runwright_model::{Lang, say, text::t};

pub(super) fn waiting(view: &View) -> Vec<String> {
    let lang = view.lang;
    let waiting = &view.answer.waiting;
    if waiting.jobs_per_hour <= 0.0 {
        let never = lang.pick(
            "No job comes in the busy hour, so none waits.",
            "高峰小时没有作业到来，因此无需等待。",
        );
        return vec![never.to_string()];
    }
    let (per_hour, hold) = (
        decimal(waiting.jobs_per_hour),
        span(lang, millis(waiting.mean_s)),
    );
    let erlangs = tenths(waiting.erlangs);
    let mut said = vec![say!(
        lang,
        "{per_hour} jobs in the busy hour{} hold a slot for {hold} on average: {erlangs} would be at work if none waited.",
        "高峰小时有 {per_hour} 个作业{}，平均占用槽位 {hold}：若都无需等待，平均有 {erlangs} 个在运行。",
        pipelines(view)
    )];
    let done = view.has(Stage::Waits);
    match &waiting.waits {
        Some(waits) if done => said.extend(simulated(view, waits)),
        None if done || overloaded(view) => said.push(without_end(view)),
        _ => {}
    }
    match &waiting.closed {
        Some(one) => said.push(formula(view, one, waiting.waits.as_ref().filter(|_| done))),
        None if done && waiting.waits.is_some() => said.push(
            lang.pick(
                "No formula is exact for this line, so the figures are simulated.",
                "没有公式能精确描述这样的排队，以上数字来自模拟。",
            )
            .to_string(),
        ),
        None => {}
    }
    said.into_iter().map(|text| view.said(text)).collect()
}

fn millis(seconds: f64) -> i64 {
    (seconds * 1000.0).round() as i64
}

/// More at work than places or slots for them, before anything is simulated.
fn overloaded(view: &View) -> bool {
    let waiting = &view.answer.waiting;
    let places = view.jobs().bound.max(view.jobs().best).min(waiting.slots);
    waiting.slots <= view.surely() && waiting.erlangs >= places as f64
}

/// Jobs that come together, where they do.
fn pipelines(view: &View) -> String {
    let lang = view.lang;
    let sizes = &view.question.arrivals.jobs_per_pipeline;
    let (least, most) = (sizes.keys().next(), sizes.keys().next_back());
    match (least, most) {
        (Some(least), Some(most)) if *most > 1 => {
            let sizes = bracket(lang, i64::from(*least), i64::from(*most));
            say!(lang, ", {sizes} at a time,", "（每次 {sizes} 个）")
        }
        _ => String::new(),
    }
}

fn simulated(view: &View, waits: &Waits) -> Vec<String> {
    let lang = view.lang;
    let at = |ms: i64| span(lang, ms);
    let (mean, p50, p90, p99) = (
        at(waits.mean_ms),
        at(waits.p50_ms),
        at(waits.p90_ms),
        at(waits.p99_ms),
    );
    let busy = percent(waits.utilisation_permille);
    let parts: Vec<String> = [
        (waits.p50_ms, t("half of the jobs", "一半"), p50),
        (waits.p90_ms, t("nine of ten", "九成"), p90),
        (waits.p99_ms, t("99 of 100", "99 %"), p99),
    ]
    .into_iter()
    .map(|(ms, who, wait)| {
        let who = view.t(who);
        if ms == 0 {
            say!(lang, "{who} start at once", "{who} 立即启动")
        } else {
            say!(lang, "{who} within {wait}", "{who} 在 {wait} 内")
        }
    })
    .collect();
    // Where nearly all start at once, so do the smaller parts.
    let zeros = [waits.p50_ms, waits.p90_ms, waits.p99_ms];
    let zeros = zeros.iter().filter(|ms| **ms == 0).count();
    let parts = parts.get(zeros.saturating_sub(1)..).unwrap_or_default();
    let parts = match lang {
        Lang::En => list(lang, parts),
        Lang::Zh => parts.join("，"),
    };
    let mut said = vec![say!(
        lang,
        "Simulated, a job waits {mean} on average: {parts}. The places are {busy} busy.",
        "按模拟，作业平均等待 {mean}：{parts}。利用率 {busy}。"
    )];
    if waits.jobs > 0 && waits.mean_ms > 0 {
        let (jobs, error) = (waits.jobs, span(lang, waits.mean_error_ms));
        said.push(say!(
            lang,
            "{jobs} jobs were played; the mean is good to ± {error} (95 %).",
            "共模拟 {jobs} 个作业，均值误差 ± {error}（95 %）。"
        ));
    }
    let timeout = view.answer.slots.poll_timeout_s;
    if waits.failing_permille > 0 {
        let failing = percent(waits.failing_permille);
        said.push(say!(
            lang,
            "{failing} of the jobs fail: their pod stays Pending for longer than `poll_timeout` ({timeout} s).",
            "{failing} 的作业会失败：其 Pod 处于 Pending 的时间超过 `poll_timeout`（{timeout} 秒）。"
        ));
    } else if view.answer.slots.jobs_at_risk > 0 {
        said.push(say!(
            lang,
            "At this load hardly a pod stays Pending for {timeout} s; at a higher one jobs fail.",
            "在此负载下几乎没有 Pod 会 Pending 达 {timeout} 秒；负载再高，作业就会失败。"
        ));
    }
    said
}

fn without_end(view: &View) -> String {
    let lang = view.lang;
    let waiting = &view.answer.waiting;
    let erlangs = tenths(waiting.erlangs);
    let at_once = if view.has(Stage::Expected) {
        waiting.slots.min(waiting.places)
    } else {
        waiting.slots
    };
    let at_once = jobs(lang, at_once);
    say!(
        lang,
        "More jobs come than are done: {erlangs} would be at work and no more than {at_once} can be, so the line grows without end.",
        "到来的作业多于能完成的：需要同时运行 {erlangs} 个，而最多只能运行 {at_once}，排队会无限增长。"
    )
}

fn formula(view: &View, one: &Closed, waits: Option<&Waits>) -> String {
    let lang = view.lang;
    let name = view.t(closed(one.form));
    let both = |what: &str, formula: String, simulated: Option<String>| match simulated {
        Some(simulated) => say!(
            lang,
            "{what} {formula} (simulated {simulated})",
            "{what} {formula}（模拟值 {simulated}）"
        ),
        None => [what, " ", &formula].concat(),
    };
    let time = |ms: i64| span(lang, ms);
    let mut figures = Vec::new();
    if let Some(mean) = one.mean_ms {
        let simulated = waits.map(|waits| time(waits.mean_ms));
        let what = lang.pick("a mean wait of", "平均等待");
        figures.push(both(what, time(mean), simulated));
    }
    if let Some(p90) = one.p90_ms {
        let simulated = waits.map(|waits| time(waits.p90_ms));
        let what = lang.pick("a p90 of", "p90 为");
        figures.push(both(what, time(p90), simulated));
    }
    if let Some(failing) = one.failing_permille {
        let simulated = waits.map(|waits| percent(waits.failing_permille));
        let what = lang.pick("a failing share of", "失败比例");
        figures.push(both(what, percent(failing), simulated));
    }
    let figures = list(lang, &figures);
    let exact = match one.form {
        ClosedForm::Mmc => lang.pick(
            "exact here, as jobs come one by one and durations vary exponentially",
            "此处精确，因为作业逐个到来，时长服从指数分布",
        ),
        ClosedForm::Batch => lang.pick(
            "exact here, as durations vary exponentially",
            "此处精确，因为时长服从指数分布",
        ),
        ClosedForm::Patience => {
            lang.pick("exact as long as slots never run out", "槽位不耗尽时精确")
        }
        ClosedForm::AllenCunneen => lang.pick(
            "an estimate, too high where durations vary much, as no formula is exact here",
            "仅为估算，时长波动大时偏高，此处没有精确的公式",
        ),
    };
    let name = if name.contains('^') {
        code(name)
    } else {
        name.to_string()
    };
    say!(
        lang,
        "By formula ({name}): {figures}; {exact}.",
        "按公式（{name}）：{figures}；{exact}。"
    )
}
