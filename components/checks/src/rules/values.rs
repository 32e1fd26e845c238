//! Says what was not understood of what was typed.

use crate::context::Cx;

use super::value_text::{format_text, repair, shorten};
use crate::report::{Report, Rule, error, warning};

use runwright_model::field::{self, Kind};

use runwright_model::format::FormatError;

use runwright_model::quantity::{QuantityError, Suspicion};

use runwright_model::text::t;

use runwright_model::{Edit, Problem, ProblemKind, Text, Value, say};

pub(super) const RULES: &[Rule] = &[
    error("VAL-101", "", numbers),
    error("VAL-102", "", quantities),
    warning("VAL-103", "", odd_quantities),
    error("VAL-104", "", choices),
    error("VAL-105", "", formats),
    error("VAL-106", "", too_many),
    warning("VAL-107", "", unknown),
    error("VAL-108", "", shapes),
];

/// The page keeps the last value it could read; where there is none, as in a file just opened, that is the default.
const KEPT: Text = t("The last good value stays in force", "仍沿用上一个有效值");

/// `field.row.column` or `field.index` cut to the field's id.
fn field_of(place: &str) -> &str {
    let end = place.match_indices('.').nth(1).map(|(at, _)| at);
    place.get(..end.unwrap_or(place.len())).unwrap_or(place)
}

/// The edit that puts `text` where the problem stands.
fn put(cx: &Cx, problem: &Problem, text: &str) -> Edit {
    let id = field_of(&problem.place);
    let rest = problem.place.get(id.len() + 1..).unwrap_or("");
    if rest.is_empty() {
        return Edit::set(id, text);
    }
    let (index, column) = rest.split_once('.').unwrap_or((rest, ""));
    let index = index.parse::<usize>().unwrap_or(usize::MAX);
    if column.is_empty() {
        let mut items = cx.value(id).list();
        if let Some(item) = items.get_mut(index) {
            *item = text.to_string();
        }
        return Edit::set(id, items);
    }
    cx.with_typed_cells(id, index, &[(column, text)])
}

fn reset(cx: &Cx, problem: &Problem) -> Edit {
    let id = field_of(&problem.place);
    let rest = problem.place.get(id.len() + 1..).unwrap_or("");
    let Some((index, column)) = rest.split_once('.') else {
        return match (rest.parse::<usize>(), cx.value(id)) {
            (Ok(index), Value::List(_) | Value::Text(_)) => {
                cx.without_item(id, |at, _| at == index)
            }
            _ => Edit::reset(id),
        };
    };
    let index = index.parse::<usize>().unwrap_or(usize::MAX);
    let mut rows = cx.rows(id);
    if let Some(row) = rows.get_mut(index) {
        row.remove(column);
    }
    Edit::set(id, Value::Rows(rows))
}

const RESET: Text = t("Back to the default", "恢复默认值");

fn numbers(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        let found = &problem.found;
        match problem.kind {
            ProblemKind::NotANumber => out
                .tell(
                    say!(cx.lang, "“{}” is not a whole number", "“{}”不是整数", found),
                    say!(
                        cx.lang,
                        "{} until a number stands here.",
                        "{}，直到填入数字。",
                        cx.t(KEPT)
                    ),
                )
                .at(problem.place.as_str())
                .fix(RESET, vec![reset(cx, problem)]),
            ProblemKind::OutOfRange { min, max } => {
                let below = match found.parse::<u64>() {
                    Ok(number) => number < u64::from(min),
                    Err(_) => found.starts_with('-'),
                };
                let near = if below { min } else { max };
                out.tell(
                    say!(
                        cx.lang,
                        "{} is outside {} to {}",
                        "{} 超出 {} 到 {} 的范围",
                        found,
                        min,
                        max
                    ),
                    say!(cx.lang, "{}.", "{}。", cx.t(KEPT)),
                )
                .at(problem.place.as_str())
                .fix_named(
                    say!(cx.lang, "Set {}", "改为 {}", near),
                    vec![put(cx, problem, &near.to_string())],
                )
            }
            _ => continue,
        };
    }
}

fn quantities(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        let ProblemKind::NotAQuantity(error) = &problem.kind else {
            continue;
        };
        let body = match error {
            QuantityError::Empty => cx.t(t("Nothing is written.", "没有填写内容。")).to_string(),
            QuantityError::NoDigits => cx.t(t("A number is missing.", "缺少数字。")).to_string(),
            QuantityError::SpaceInside { .. } => cx
                .t(t(
                    "Number and unit stand together, without a space.",
                    "数字与单位之间不能有空格。",
                ))
                .to_string(),
            QuantityError::Comma { .. } => cx
                .t(t("The decimal sign is a point.", "小数点要用英文句点。"))
                .to_string(),
            QuantityError::BadSuffix { suffix, .. } => say!(
                cx.lang,
                "“{}” is no unit of Kubernetes: m, k, M, G, T or Ki, Mi, Gi, Ti, in exactly this case.",
                "“{}”不是 Kubernetes 的单位：只有 m、k、M、G、T 或 Ki、Mi、Gi、Ti，且区分大小写。",
                suffix
            ),
            QuantityError::TooLarge => cx
                .t(t("No cluster holds that much.", "没有集群能提供这么多。"))
                .to_string(),
        };
        let mut hit = out
            .tell(
                say!(
                    cx.lang,
                    "“{}” is not a quantity",
                    "“{}”不是有效的资源数量",
                    problem.found
                ),
                body,
            )
            .at(problem.place.as_str());
        for suggestion in error.suggestions() {
            hit = hit.fix_named(
                say!(cx.lang, "Use {}", "改为 {}", suggestion),
                vec![put(cx, problem, suggestion)],
            );
        }
        if error.suggestions().is_empty() {
            hit.fix(RESET, vec![reset(cx, problem)]);
        }
    }
}

fn odd_quantities(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        let ProblemKind::OddQuantity(suspicion) = &problem.kind else {
            continue;
        };
        let body = match suspicion {
            Suspicion::MissingNumber => t(
                "A unit without a number counts as zero.",
                "只有单位没有数字，会被当作零。",
            ),
            Suspicion::Negative { .. } => t(
                "The API server refuses amounts below zero.",
                "API 服务器会拒绝负数。",
            ),
            Suspicion::MilliMemory { .. } => t(
                "m means thousandths, so this is less than a byte. Mi means mebibytes.",
                "m 表示千分之一，用在内存上还不到一个字节；Mi 才是兆字节。",
            ),
            Suspicion::TinyMemory { .. } => t(
                "No container starts with so little memory.",
                "这么少的内存无法启动任何容器。",
            ),
            Suspicion::HugeCpu { .. } => t(
                "Without a unit this counts cores. Thousandths of a core carry an m.",
                "不带单位时按核计算；千分之一核要写 m。",
            ),
            Suspicion::HugeMemory { .. } => t(
                "Hardly any node has that much.",
                "几乎没有节点能提供这么多。",
            ),
        };
        let hit = out
            .tell(
                say!(
                    cx.lang,
                    "“{}” is hardly what was meant",
                    "“{}”很可能不是你的本意",
                    problem.found
                ),
                cx.t(body).to_string(),
            )
            .at(problem.place.as_str());
        match suspicion.suggestion() {
            Some(suggestion) => hit.fix_named(
                say!(cx.lang, "Use {}", "改为 {}", suggestion),
                vec![put(cx, problem, suggestion)],
            ),
            None => hit.fix(RESET, vec![reset(cx, problem)]),
        };
    }
}

fn choices(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        let words = match problem.kind {
            ProblemKind::NotAChoice { options } => options
                .iter()
                .map(|option| option.value)
                .filter(|value| !value.is_empty())
                .collect::<Vec<_>>()
                .join(", "),
            ProblemKind::NotASwitch => "true, false".to_string(),
            _ => continue,
        };
        out.tell(
            say!(
                cx.lang,
                "“{}” is not one of the choices",
                "“{}”不在可选值之中",
                problem.found
            ),
            say!(
                cx.lang,
                "There are: {}. {}.",
                "可选：{}。{}。",
                words,
                cx.t(KEPT)
            ),
        )
        .at(problem.place.as_str())
        .fix(RESET, vec![reset(cx, problem)]);
    }
}

fn formats(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        let ProblemKind::BadFormat(error) = problem.kind else {
            continue;
        };
        let mut hit = out
            .tell(
                say!(
                    cx.lang,
                    "“{}” does not have the right form",
                    "“{}”格式不正确",
                    shorten(&problem.found)
                ),
                [cx.t(format_text(error)), &unused(cx, problem)].concat(),
            )
            .at(problem.place.as_str());
        if let Some(guess) = repair(error, &problem.found) {
            hit = hit.fix_named(
                say!(cx.lang, "Use {}", "改为 {}", guess),
                vec![put(cx, problem, &guess)],
            );
        }
        hit.fix(RESET, vec![reset(cx, problem)]);
    }
}

/// What counts while a text has the wrong form: free text, which only a control character spoils, is kept.
fn unused(cx: &Cx, problem: &Problem) -> String {
    let kind = field::find(field_of(&problem.place)).map(|field| field.kind);
    match (&problem.kind, kind) {
        (ProblemKind::BadFormat(FormatError::Control), _) => String::new(),
        (_, Some(Kind::List { .. })) => cx
            .t(t(" Until then it is left out.", "在此之前会被略去。"))
            .to_string(),
        _ => say!(cx.lang, " {}.", "{}。", cx.t(KEPT)),
    }
}

fn too_many(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        let ProblemKind::TooMany { max } = problem.kind else {
            continue;
        };
        let id = field_of(&problem.place);
        let body = if id == "dns.nameservers" {
            t(
                "Kubernetes takes three nameservers, and resolvers read no more.",
                "Kubernetes 只接受三个名称服务器，解析器也只读取三个。",
            )
        } else {
            t("The ones beyond it are left out.", "超出的部分会被忽略。")
        };
        let mut edits = Vec::new();
        match cx.value(id) {
            Value::Rows(mut rows) => {
                rows.truncate(max);
                edits.push(Edit::set(id, Value::Rows(rows)));
            }
            value if problem.place == id => {
                let mut items = value.list();
                items.truncate(max);
                edits.push(Edit::set(id, items));
            }
            _ => {}
        }
        let hit = out
            .tell(
                say!(cx.lang, "More than {}", "超过 {} 个", max),
                cx.t(body).to_string(),
            )
            .at(problem.place.as_str());
        if !edits.is_empty() {
            hit.fix_named(
                say!(cx.lang, "Keep the first {}", "保留前 {} 个", max),
                edits,
            );
        }
    }
}

fn unknown(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        let (title, edit) = match problem.kind {
            ProblemKind::UnknownField => (
                say!(
                    cx.lang,
                    "{} is not a setting of this version",
                    "本版本没有设置 {}",
                    problem.place
                ),
                Edit::reset(&problem.place),
            ),
            ProblemKind::UnknownColumn => (
                say!(
                    cx.lang,
                    "{} is not a column of this version",
                    "本版本没有列 {}",
                    problem.place
                ),
                reset(cx, problem),
            ),
            _ => continue,
        };
        out.tell(
            title,
            cx.t(t(
                "It is kept with the plan and changes no file. A newer version may have written it.",
                "它随方案保留，但不影响任何文件；可能由更新的版本写入。",
            ))
            .to_string(),
        )
        .at(problem.place.as_str())
        .fix(t("Remove it", "移除"), vec![edit]);
    }
}

fn shapes(cx: &Cx, out: &mut Report) {
    for problem in cx.problems {
        if problem.kind != ProblemKind::WrongShape {
            continue;
        }
        let kind = field::find(field_of(&problem.place)).map(|field| field.kind);
        let body = match kind {
            Some(Kind::Rows(_)) => t("This setting is a list of rows.", "此设置应为行的列表。"),
            Some(Kind::List { .. } | Kind::Words(_)) => {
                t("This setting is a list.", "此设置应为列表。")
            }
            _ => t("This setting is a single value.", "此设置应为单个值。"),
        };
        out.say(
            t("The value has another shape", "值的形式不对"),
            say!(cx.lang, "{} {}.", "{}{}。", cx.t(body), cx.t(KEPT)),
        )
        .at(problem.place.as_str())
        .fix(RESET, vec![Edit::reset(field_of(&problem.place))]);
    }
}
