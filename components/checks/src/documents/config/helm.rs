//! Finds expressions that Helm evaluates though they are meant for the runner.

use runwright_documents::source::{Node as Found, Value as Is};
use runwright_model::catalogue::{self, Part, Type};
use runwright_model::{Edit, Value, say};

use super::super::fix::{self, Reach};
use super::super::node::Placed;
use super::super::report::Report;
use super::super::rules;

/// Words that begin an expression which is meant for Helm.
const HELM_WORDS: [&str; 34] = [
    "include", "template", "tpl", "if", "else", "end", "range", "with", "define", "default",
    "toYaml", "quote", "printf", "lookup", "required", "and", "or", "not", "eq", "ne", "index",
    "trim", "nindent", "indent", "env", "toToml", "toJson", "b64dec", "lower", "upper", "fail",
    "coalesce", "ternary", "block",
];

/// `{{ }}` in `runners.config`: Helm evaluates it, which a literal one in a script is not meant for.
pub fn check(placed: &Placed, text: &str, out: &mut Report) {
    // Each expression is looked for in the whole tree.
    let fixable =
        out.reach == Reach::All && text.len() < 100_000 && placed.view.source.faults.is_empty();
    // A template that declares variables may use them.
    let declares = text.contains(":=");
    let mut start = 0;
    for content in text.split_inclusive('\n') {
        if out.is_full() {
            return;
        }
        let line = start;
        start += content.len();
        let mut from = 0;
        while let Some(at) = content
            .get(from..)
            .and_then(|tail| tail.find("{{"))
            .map(|at| at + from)
        {
            from = at + 2;
            let Some((inner, _)) = content.get(from..).and_then(|tail| tail.split_once("}}"))
            else {
                break;
            };
            let expression = inner.trim_matches('-').trim();
            from += inner.len() + 2;
            if is_helm(expression) || (declares && expression.starts_with('$')) {
                continue;
            }
            out.tell(
                rules::HELM_EXPRESSION,
                placed.place(line + at),
                say!(out.lang, "Helm evaluates {{{{ {expression} }}}} before the runner sees it", "Helm 会先对 {{{{ {expression} }}}} 求值，Runner 看不到原文"),
                say!(
                    out.lang,
                    "An unknown field becomes empty and an unknown variable stops the rendering. To keep it, write {{{{`{{{{ {expression} }}}}`}}}}.",
                    "未知字段会变成空文本，未知变量会让渲染失败。若要保留原文，请写成 {{{{`{{{{ {expression} }}}}`}}}}。"
                ),
            );
            if fixable {
                let label = say!(out.lang, "Keep it from Helm", "避免被 Helm 求值");
                let edits = escaped(placed.view.root(), "", line + at, declares);
                out.fix(label, edits);
            }
        }
    }
}

fn is_helm(expression: &str) -> bool {
    let roots = [
        ".Values",
        ".Release",
        ".Chart",
        ".Capabilities",
        ".Template",
        ".Files",
        "$.",
        "(",
        "\"",
        "`",
        "/*",
    ];
    if expression.is_empty()
        || expression == "."
        || roots.iter().any(|root| expression.starts_with(root))
    {
        return true;
    }
    let first = expression
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    HELM_WORDS.contains(&first)
}

/// Sets the text at an offset to what it says now: it is written in the form that Helm leaves alone. None where
/// another expression of it is for Helm.
fn escaped(node: &Found, path: &str, at: usize, declares: bool) -> Option<Vec<Edit>> {
    match &node.value {
        Is::Map(entries) => entries
            .iter()
            .filter(|entry| !entry.merged)
            .find_map(|entry| {
                let dot = if path.is_empty() { "" } else { "." };
                let path = [path, dot, &entry.key].concat();
                escaped(&entry.node, &path, at, declares)
            }),
        // Of the runners only the one is the plan's; other lists of tables hold more than one text.
        Is::List(items) if path.eq_ignore_ascii_case("runners") => match items.as_slice() {
            [only] => escaped(only, path, at, declares),
            _ => None,
        },
        Is::List(items) if node.span.contains(&at) => {
            let texts: Option<Vec<&str>> = items.iter().map(Found::text).collect();
            let texts =
                texts.filter(|texts| texts.iter().all(|text| is_literal(text, declares)))?;
            let key = catalogue::find(Part::Config, path)?;
            let texts = texts.into_iter().map(str::to_owned).collect();
            (key.kind == Type::Texts).then(|| vec![Edit::set(&fix::id(key), Value::List(texts))])
        }
        Is::Text(text) if node.span.contains(&at) && is_literal(text, declares) => {
            let key = catalogue::find(Part::Config, path)?;
            let id = match key.kind {
                Type::Text | Type::TextOrTexts if !key.secret => fix::id(key),
                _ => return None,
            };
            Some(vec![Edit::set(&id, text.as_str())])
        }
        _ => None,
    }
}

/// Whether no expression of a text is for Helm.
fn is_literal(text: &str, declares: bool) -> bool {
    let mut rest = text;
    while let Some((_, tail)) = rest.split_once("{{") {
        let Some((inner, after)) = tail.split_once("}}") else {
            return false;
        };
        let expression = inner.trim_matches('-').trim();
        if is_helm(expression) || (declares && expression.starts_with('$')) {
            return false;
        }
        rest = after;
    }
    true
}
