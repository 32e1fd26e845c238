//! Groups the lines of arithmetic under titles, with the address of each rule.

use super::names::{GROUPS, NODES, group, node_unit, step, unit};
use super::numbers::plain;
use super::view::View;
use super::{Sum, SumGroup};
use runwright_checks::step_text;
use runwright_model::Text;
use runwright_model::source::address;

pub(super) fn sums(view: &View) -> Vec<SumGroup> {
    let mut groups: Vec<SumGroup> = GROUPS
        .iter()
        .map(|title| SumGroup {
            title: view.t(*title).to_string(),
            sums: Vec::new(),
        })
        .collect();
    let mut add = |at: usize, sum: Sum| {
        if let Some(group) = groups.get_mut(at) {
            group.sums.push(sum);
        }
    };
    let one_pool = view.question.pools.len() < 2;
    for line in &view.answer.node_steps {
        // With one pool its name would only repeat itself.
        let about = line.pool.as_deref().filter(|_| !one_pool);
        let what = about_what(view, about, view.t(step_text(line.what)));
        let result = with_unit(view, &line.result, node_unit(line.what));
        add(NODES, sum(what, &line.sum, result, &line.source));
    }
    for line in &view.answer.steps {
        let what = about_what(view, line.about.as_deref(), view.t(step(line.what)));
        let result = with_unit(view, &line.result, unit(line.what));
        add(group(line.what), sum(what, &line.sum, result, &line.source));
    }
    groups.retain(|group| !group.sums.is_empty());
    groups
}

fn sum(what: String, sum: &str, result: String, source: &str) -> Sum {
    Sum {
        what,
        sum: sum.to_string(),
        result,
        source: source.to_string(),
        url: address(source).unwrap_or_default(),
    }
}

fn about_what(view: &View, about: Option<&str>, what: &str) -> String {
    match about {
        Some(about) => [plain(about).as_str(), view.lang.pick(": ", "："), what].concat(),
        None => what.to_string(),
    }
}

fn with_unit(view: &View, result: &str, unit: Text) -> String {
    let unit = view.t(unit);
    let bare = result.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if unit.is_empty() || result.is_empty() || !bare {
        return result.to_string();
    }
    let unit = match (result, unit.strip_suffix('s')) {
        ("1", Some(one)) => one,
        _ => unit,
    };
    [result, unit].concat()
}
