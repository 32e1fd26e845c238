//! The answer in short: the sentence, the numbers, and what to know about them.

use super::units::{float, money, span, tenths};
use super::{advice, aging, picks, read, work};
use crate::desk::capacity::sizing::{Sizing, Stage};
use crate::desk::filled;
use crate::desk::texts::{self as dt, capacity as ct};
use crate::js::Js;
use crate::parts::{live, words};
use crate::store::Store;
use runwright_model::{Lang, Text};
use runwright_widgets::dom::El;
use runwright_widgets::signal::Memo;
use runwright_widgets::{Tone, icon_small, with_code};

/// The answer in a sentence. It stays in sight while the form is scrolled, with what is at work beside it.
pub fn headline(store: Store, sizing: Sizing) -> El {
    let said = El::new("p", "").set("role", "status");
    let said = aging(sizing, Stage::Quick, said)
        .html(move || with_code(&newest(sizing).path("words/headline").text()));
    El::new("div", "headline")
        .child(said)
        .child(work::bar(store, sizing))
}

/// What the sentence means, the numbers, and what to know about them.
pub fn view(store: Store, sizing: Sizing) -> El {
    let there = Memo::new(move |_| !sizing.at(Stage::Quick).is_nothing());
    let empty = move || !there.get() && sizing.refused.with(String::is_empty);
    let wait = words(store, "p", "sub", dt::WAIT).none(move || !empty());
    let said = aging(sizing, Stage::Quick, El::new("p", "lead"))
        .html(move || with_code(&newest(sizing).path("words/lead").text()))
        .none(move || !there.get());
    let tiles = El::new("dl", "tiles")
        .none(move || !there.get())
        .child(best(store, sizing))
        .child(expected(store, sizing))
        .child(guaranteed(store, sizing))
        .child(slots(store, sizing))
        .child(quota(store, sizing))
        .child(wait_of(store, sizing))
        .child(cost(store, sizing));
    El::new("section", "block short")
        .attr("aria-label", move || {
            ct::IN_SHORT.get(store.lang.get()).to_string()
        })
        .child(wait)
        .child(work::refused(store, sizing))
        .child(said)
        .child(tiles)
        .child(advice::view(store, sizing))
}

/// The newest message, but the last one that was packed while the next takes no time worth a word: the bracket that
/// comes first would only flicker.
fn newest(sizing: Sizing) -> Js {
    let packed = sizing.at(Stage::Best);
    if sizing.is_stale(Stage::Best).get() && !sizing.lasting.get() && !packed.is_nothing() {
        packed
    } else {
        sizing.at(Stage::Quick)
    }
}

/// Parts of the newest message as a JSON list.
fn newest_of(sizing: Sizing, paths: &'static [&'static str]) -> Memo<String> {
    Memo::new(move |_| {
        let say = newest(sizing);
        let parts: Vec<Js> = paths.iter().map(|path| say.path(path)).collect();
        Js::list_of(&parts).json()
    })
}

/// A number with its name, a remark at the right, what it means, and more below.
fn tile(store: Store, sizing: Sizing, stage: Stage, name: Text, mark: El, big: El, more: El) -> El {
    aging(sizing, stage, El::new("div", ""))
        .child(
            El::new("dt", "")
                .child(words(store, "span", "", name))
                .child(mark),
        )
        .child(big)
        .child(more)
}

fn jobs(store: Store, number: impl Fn() -> String + 'static) -> El {
    El::new("dd", "big")
        .says(number)
        .child(words(store, "small", "", ct::JOBS))
}

/// A sentence of the answer below a number.
fn meaning(text: Memo<String>, at: usize) -> El {
    El::new("dd", "").html(move || {
        let parts = text.with(|text| Js::parse(text)).items();
        with_code(&parts.get(at).map(Js::text).unwrap_or_default())
    })
}

/// A short remark that differs in tone.
fn badge(tone: Tone, text: &str) -> Vec<El> {
    let mut badge = El::new("span", &["badge ", tone.class()].concat());
    if !tone.icon().is_empty() {
        badge = badge.mount(icon_small(tone.icon()));
    }
    vec![badge.text(text)]
}

fn best(store: Store, sizing: Sizing) -> El {
    let now = newest_of(
        sizing,
        &[
            "answer/jobs/best",
            "answer/jobs/bound",
            "answer/jobs/proved",
            "words/best",
        ],
    );
    let number = move || read::<4>(now)[0].text();
    let mark = live(El::new("span", "mark"), move || {
        let [_, bound, proved, _] = read(now);
        if proved.raw().is_truthy() {
            badge(Tone::Ok, ct::PROVED.get(store.lang.get()))
        } else {
            badge(Tone::Plain, &filled(store, ct::AT_MOST, &[&bound.text()]))
        }
    });
    let more = meaning(now, 3);
    tile(
        store,
        sizing,
        Stage::Best,
        ct::BEST,
        mark,
        jobs(store, number),
        more,
    )
}

fn expected(store: Store, sizing: Sizing) -> El {
    let now = picks(
        sizing,
        Stage::Expected,
        &["answer/jobs/expected", "words/expected"],
    );
    let number = move || match float(&read::<2>(now)[0], "mean") {
        Some(mean) => tenths(mean),
        None => "…".to_string(),
    };
    let mark = live(El::new("span", "mark"), move || {
        let [expected, _] = read(now);
        if expected.is_nothing() {
            return Vec::new();
        }
        let p10 = expected.at("p10").text();
        badge(Tone::Plain, &filled(store, ct::NINE_OF_TEN, &[&p10]))
    });
    tile(
        store,
        sizing,
        Stage::Expected,
        ct::EXPECTED,
        mark,
        jobs(store, number),
        meaning(now, 1),
    )
}

/// The least of all kinds.
fn least(at_once: &Js) -> Option<i64> {
    at_once
        .list("guaranteed")
        .iter()
        .map(|kind| kind.number("jobs"))
        .min()
}

fn guaranteed(store: Store, sizing: Sizing) -> El {
    let now = newest_of(sizing, &["answer/jobs/guaranteed", "words/guaranteed"]);
    let number = move || {
        let [kinds, _] = read(now);
        let least = kinds.items().iter().map(|kind| kind.number("jobs")).min();
        least.map_or("–".to_string(), |least| least.to_string())
    };
    // The sentences say it for the other numbers.
    let worst = sizing.part(Stage::Expected, "answer/worst");
    let worst = Memo::new(move |_| {
        let least = least(&worst.with(|text| Js::parse(text)));
        least.map_or(String::new(), |least| {
            filled(store, ct::AT_WORST, &[&least.to_string()])
        })
    });
    let worst = El::new("dd", "also")
        .none(move || worst.with(String::is_empty))
        .says(move || worst.get());
    let mark = live(El::new("span", "mark"), move || {
        badge(Tone::Ok, ct::PROVED.get(store.lang.get()))
    });
    tile(
        store,
        sizing,
        Stage::Quick,
        ct::GUARANTEED,
        mark,
        jobs(store, number),
        meaning(now, 1),
    )
    .child(worst)
    .class("lead", || true)
}

fn slots(store: Store, sizing: Sizing) -> El {
    let now = newest_of(sizing, &["answer/slots/slots", "words/slots"]);
    let risk = sizing.part(Stage::Expected, "answer/slots/jobs_at_risk");
    let mark = live(El::new("span", "mark"), move || {
        let risk = risk.get();
        if risk.is_empty() || risk == "0" {
            return Vec::new();
        }
        badge(Tone::Warning, &filled(store, ct::TOO_MANY, &[&risk]))
    });
    let big = El::new("dd", "big").says(move || read::<2>(now)[0].text());
    tile(
        store,
        sizing,
        Stage::Quick,
        ct::SLOTS,
        mark,
        big,
        meaning(now, 1),
    )
}

fn quota(store: Store, sizing: Sizing) -> El {
    let now = picks(sizing, Stage::Best, &["answer/quota"]);
    let none = Memo::new(move |_| read::<1>(now)[0].is_nothing());
    let mark = live(El::new("span", "mark"), move || {
        if read::<1>(now)[0].flag("binds") {
            badge(Tone::Warning, ct::BINDS.get(store.lang.get()))
        } else {
            Vec::new()
        }
    });
    let number = move || read::<1>(now)[0].at("jobs").text();
    let more = El::new("dd", "").says(move || {
        let quota = &read::<1>(now)[0];
        let lang = store.lang.get();
        let names: Vec<&str> = quota
            .list("binding")
            .iter()
            .map(|dimension| ct::dimension(&dimension.text()).get(lang))
            .collect();
        if names.is_empty() {
            ct::QUOTA_ROOM.get(lang).to_string()
        } else {
            filled(store, ct::QUOTA_BY, &[&names.join(ct::LIST.get(lang))])
        }
    });
    tile(
        store,
        sizing,
        Stage::Best,
        ct::QUOTA,
        mark,
        jobs(store, number),
        more,
    )
    .none(move || none.get())
}

fn wait_of(store: Store, sizing: Sizing) -> El {
    let now = picks(sizing, Stage::Waits, &["answer/waiting/waits"]);
    let there = Memo::new(move |_| !sizing.at(Stage::Waits).is_nothing());
    let big = live(El::new("dd", "big"), move || {
        let lang = store.lang.get();
        let [waits] = read(now);
        if !there.get() {
            return vec![El::new("span", "").text("…")];
        }
        if waits.is_nothing() {
            return vec![El::new("span", "").text("∞")];
        }
        time_big(waits.number("p90_ms"), lang)
    });
    let mark = live(El::new("span", "mark"), move || {
        let [waits] = read(now);
        let failing = waits.number("failing_permille");
        if failing == 0 {
            return Vec::new();
        }
        let share = super::units::percent(failing);
        badge(Tone::Error, &filled(store, ct::FAIL, &[&share]))
    });
    let more = El::new("dd", "").says(move || {
        let lang = store.lang.get();
        let [waits] = read(now);
        if !there.get() {
            return String::new();
        }
        if waits.is_nothing() {
            return ct::ENDLESS.get(lang).to_string();
        }
        let mean = super::units::time(waits.number("mean_ms"), lang);
        filled(store, ct::P90_MEANS, &[&mean])
    });
    tile(store, sizing, Stage::Waits, ct::P90, mark, big, more)
}

/// Numbers large, units small.
fn time_big(ms: i64, lang: Lang) -> Vec<El> {
    span(ms, lang)
        .iter()
        .map(|(number, unit)| {
            El::new("span", "unit")
                .text(number)
                .child(El::new("small", "").text(unit))
        })
        .collect()
}

fn cost(store: Store, sizing: Sizing) -> El {
    let now = picks(sizing, Stage::Expected, &["answer/cost"]);
    let none = Memo::new(move |_| read::<1>(now)[0].at("fixed").is_nothing());
    let of = |kind: &str, cost: &Js| float(&cost.at(kind), "per_month").map(money);
    let big = El::new("dd", "big").says(move || {
        let [cost] = read(now);
        of("autoscaled", &cost)
            .or_else(|| of("fixed", &cost))
            .unwrap_or_default()
    });
    let more = El::new("dd", "").says(move || {
        let [cost] = read(now);
        match (of("autoscaled", &cost), of("fixed", &cost)) {
            (Some(_), Some(fixed)) => filled(store, ct::COST_SCALED, &[&fixed]),
            _ => ct::COST_FIXED.get(store.lang.get()).to_string(),
        }
    });
    let mark = El::new("span", "mark");
    tile(
        store,
        sizing,
        Stage::Expected,
        ct::COST_MONTH,
        mark,
        big,
        more,
    )
    .none(move || none.get())
}
