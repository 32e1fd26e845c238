//! Writes numbers with their units, as people say them.

use runwright_model::answer::Dimension;
use runwright_model::quantity::{Quantity, bytes_iec, cores};
use runwright_model::{Lang, say};

/// A name as code, between backticks.
pub fn code(name: &str) -> String {
    ["`", plain(name).trim(), "`"].concat()
}

/// A name that is no code and ends none.
pub fn plain(name: &str) -> String {
    let chars = name.chars();
    let chars = chars.map(|c| match c {
        '`' => '\'',
        c if c.is_control() => ' ',
        c => c,
    });
    chars.collect()
}

/// `a, b and c`.
pub fn list(lang: Lang, items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => {
            let first = first.join(lang.pick(", ", "、"));
            [first.as_str(), lang.pick(" and ", " 和 "), last].concat()
        }
    }
}

fn counted(lang: Lang, number: i64, one: &str, many: &str, zh: &str) -> String {
    let en = if number == 1 { one } else { many };
    [number.to_string().as_str(), " ", lang.pick(en, zh)].concat()
}

pub fn jobs(lang: Lang, number: i64) -> String {
    counted(lang, number, "job", "jobs", "个作业")
}

pub fn nodes(lang: Lang, number: i64) -> String {
    counted(lang, number, "node", "nodes", "个节点")
}

pub fn slots(lang: Lang, number: i64) -> String {
    counted(lang, number, "slot", "slots", "个槽位")
}

pub fn managers(lang: Lang, number: i64) -> String {
    counted(lang, number, "manager", "managers", "个管理器")
}

pub fn pods(lang: Lang, number: i64) -> String {
    counted(lang, number, "pod", "pods", "个 Pod")
}

/// Millicores as cores.
pub fn cpu(lang: Lang, milli: i64) -> String {
    let amount = cores(milli);
    let unit = if amount == "1" { " core" } else { " cores" };
    [amount.as_str(), lang.pick(unit, " 核")].concat()
}

/// An amount of a resource.
pub fn amount(lang: Lang, of: Dimension, amount: i64) -> String {
    match of {
        Dimension::CpuM => cpu(lang, amount),
        Dimension::Memory | Dimension::Ephemeral => bytes_iec(amount),
        _ => amount.to_string(),
    }
}

/// Thousandths of a number, rounded.
pub fn thousandths(value: f64) -> i64 {
    (value * 1000.0).round() as i64
}

/// A number to at most three decimals.
pub fn decimal(value: f64) -> String {
    cores(thousandths(value))
}

/// A number to one decimal, which is enough for a mean of jobs.
pub fn tenths(value: f64) -> String {
    cores((value * 10.0).round() as i64 * 100)
}

/// Thousandths as a percentage.
pub fn percent(permille: i64) -> String {
    [&cores(permille.saturating_mul(100)), " %"].concat()
}

/// Money in the currency of the prices: to the hundredth from 1 on, to the ten-thousandth below.
pub fn money(value: f64) -> String {
    let (scale, exponent) = if value.abs() >= 1.0 {
        (1e2, "e-2")
    } else {
        (1e4, "e-4")
    };
    let whole = ((value * scale).round() as i64).to_string();
    match Quantity::parse(&[&whole, exponent].concat()) {
        Ok(amount) => amount.decimal(),
        Err(_) => whole,
    }
}

/// With a plus where it grows.
pub fn signed(text: String) -> String {
    if text.starts_with('-') || text == "0" {
        text
    } else {
        ["+", &text].concat()
    }
}

/// Milliseconds as people say them.
pub fn span(lang: Lang, ms: i64) -> String {
    let seconds = ms.saturating_add(500) / 1000;
    if ms < 10_000 {
        say!(
            lang,
            "{} s",
            "{} 秒",
            cores(ms.saturating_add(50) / 100 * 100)
        )
    } else if seconds < 120 {
        say!(lang, "{seconds} s", "{seconds} 秒")
    } else if seconds < 600 {
        let tenths = (seconds + 3) / 6;
        say!(lang, "{} min", "{} 分钟", cores(tenths * 100))
    } else if seconds < 7200 {
        say!(lang, "{} min", "{} 分钟", (seconds + 30) / 60)
    } else {
        let tenths = (seconds + 180) / 360;
        say!(lang, "{} h", "{} 小时", cores(tenths.saturating_mul(100)))
    }
}

/// Seconds, for what is set in seconds.
pub fn seconds(lang: Lang, ms: i64) -> String {
    say!(lang, "{} s", "{} 秒", cores(ms))
}

/// `11`, or `11 to 13` where the number is only known to lie between.
pub fn bracket(lang: Lang, from: i64, to: i64) -> String {
    if from >= to {
        return from.to_string();
    }
    [
        from.to_string().as_str(),
        lang.pick(" to ", " 至 "),
        &to.to_string(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_in_the_unit_that_fits() {
        let check = |ms: i64, en: &str, zh: &str| {
            assert_eq!(span(Lang::En, ms), en);
            assert_eq!(span(Lang::Zh, ms), zh);
        };
        check(0, "0 s", "0 秒");
        check(1_250, "1.3 s", "1.3 秒");
        check(87_400, "87 s", "87 秒");
        check(270_000, "4.5 min", "4.5 分钟");
        check(600_000, "10 min", "10 分钟");
        check(9_000_000, "2.5 h", "2.5 小时");
        check(i64::MAX, "2562047788015.2 h", "2562047788015.2 小时");
    }

    #[test]
    fn money_is_as_exact_as_it_is_small() {
        let check = |value: f64, expect: &str| assert_eq!(money(value), expect);
        check(5621.0, "5621");
        check(2810.456, "2810.46");
        check(0.03853, "0.0385");
        check(-0.5, "-0.5");
        check(0.0, "0");
        check(f64::NAN, "0");
    }

    #[test]
    fn names_stay_code() {
        let check = |name: &str, expect: &str| assert_eq!(code(name), expect);
        check("ci", "`ci`");
        check("a`b\nc", "`a'b c`");
    }
}
