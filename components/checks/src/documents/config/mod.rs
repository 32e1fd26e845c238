//! Judges a runner's configuration: `config.toml`, or the template in the chart's `runners.config`.
//!
//! What the runner does with each form was observed with `BurntSushi/toml@v1.6.0`, the parser it is built with, and
//! the structs of `gitlabhq/gitlab-runner@9cbf0074ddb0e2f79d79f44406cafebf09117b64:common/config.go`.

mod access;
mod dns;
mod helm;
mod images;
mod keys;
mod labels;
mod maps;
mod quantities;
pub mod secrets;
mod types;
mod unknown;
mod volumes;

use runwright_model::{Edit, say};

use std::rc::Rc;

use runwright_model::catalogue::Part;

pub use access::{REGISTRATION_PREFIX, address, mended};
pub use runwright_model::catalogue::snake;
pub use types::is_duration;

use super::fix::{self, Reach};

use super::node::{Entry, Node, Placed, Value};
use super::report::Report;
use super::rules;

/// Where the text comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The file the runner reads.
    File,
    /// `runners.config`, which `gitlab-runner register` merges into the file it writes.
    Template,
}

/// Judges a part of TOML.
pub fn check(placed: &Placed, root: &Node, text: &str, origin: Origin, out: &mut Report) {
    if origin == Origin::Template {
        helm::check(placed, text, out);
    }
    let faults = &placed.view.source.faults;
    super::recognise::faults(
        faults,
        text,
        rules::TOML_SYNTAX,
        &|at| placed.place(at),
        out,
    );
    // What was made of a faulty line is a guess of the parser's.
    let faulty: Vec<u32> = faults
        .iter()
        .map(|fault| placed.place(fault.at).line)
        .collect();
    let before = out.count();
    top(root, origin, !faulty.is_empty(), out);
    out.drop_since(before, &faulty);
}

/// The top level, and each runner entry.
fn top(root: &Node, origin: Origin, faulty: bool, out: &mut Report) {
    let runners = root.entry_any_case("runners");
    let reach = out.reach;
    match runners.map(|entry| &entry.node.value) {
        Some(Value::Map(_)) => {
            if let Some(entry) = runners {
                out.say(
                    rules::RUNNERS_TABLE,
                    entry.at,
                    ("runners must be a list of tables", "runners 必须是表的数组"),
                    ("The runner refuses the file. Write [[runners]] with two brackets on each side.", "Runner 会拒绝该文件。请写成两层方括号：[[runners]]。"),
                );
                runner(&entry.node, origin, out);
                out.reach = reach;
            }
        }
        Some(Value::List(items)) => {
            if let (Origin::Template, Some(second)) = (origin, items.get(1)) {
                out.tell(
                    rules::ONE_RUNNER,
                    second.at,
                    say!(out.lang, "runners.config holds {} [[runners]] entries", "runners.config 中有 {} 个 [[runners]]", items.len()),
                    say!(out.lang, "Registration stops unless there is exactly one. Use one release for each runner.", "必须恰好一个，否则注册会中止。多个 Runner 请分别用一个 release 部署。"),
                );
                others(runners, items, out);
            }
            for item in items {
                runner(item, origin, out);
                out.reach = reach;
            }
        }
        _ => {}
    }
    let none = runners.is_none_or(|entry| entry.node.list().is_some_and(<[Node]>::is_empty));
    if origin == Origin::Template && none && !faulty {
        out.say(
            rules::ONE_RUNNER,
            root.at,
            (
                "runners.config has no [[runners]] entry",
                "runners.config 中没有 [[runners]]",
            ),
            (
                "Registration stops unless there is exactly one. Begin the text with [[runners]].",
                "必须恰好一个，否则注册会中止。请以 [[runners]] 开头。",
            ),
        );
    }
    for entry in root
        .entries()
        .iter()
        .filter(|entry| !entry.key.eq_ignore_ascii_case("runners"))
    {
        if origin == Origin::Template && keys::is_global(&entry.key) {
            global_in_template(entry, out);
        } else {
            keys::entry(entry, keys::Here::top(root), out);
        }
    }
}

fn global_in_template(entry: &Entry, out: &mut Report) {
    let key = &entry.key;
    let chart = match key.to_ascii_lowercase().as_str() {
        "concurrent" => "concurrent",
        "check_interval" => "checkInterval",
        "log_level" => "logLevel",
        "log_format" => "logFormat",
        "shutdown_timeout" => "shutdown_timeout",
        "listen_address" => "metrics.enabled + metrics.port",
        "sentry_dsn" => "sentryDsn",
        "connection_max_age" => "connectionMaxAge",
        "session_server" => "sessionServer",
        _ => "",
    };
    let title = say!(
        out.lang,
        "{key} in runners.config has no effect",
        "runners.config 中的 {key} 不起作用"
    );
    let body = if chart.is_empty() {
        say!(
            out.lang,
            "Only the [[runners]] entry is taken from the template, and the chart has no value for this setting.",
            "模板中只有 [[runners]] 会被采用，而 Chart 也没有对应的值。"
        )
    } else {
        say!(
            out.lang,
            "Only the [[runners]] entry is taken from the template. Set the chart's value {chart} instead.",
            "模板中只有 [[runners]] 会被采用。请改用 Chart 的值 {chart}。"
        )
    };
    out.tell(rules::GLOBAL_IN_TEMPLATE, entry.at, title, body);
    let label = say!(
        out.lang,
        "Move to the chart's values",
        "移到 Chart 的 values"
    );
    out.fix(label, to_values(entry, out));
    out.removal(fix::drop(entry).map(|edit| vec![edit]));
}

/// The chart's value of a global key, where it has one.
pub fn chart_value(key: &str) -> Option<&'static str> {
    Some(match key.to_ascii_lowercase().as_str() {
        "concurrent" => "concurrent",
        "check_interval" => "checkInterval",
        "log_level" => "logLevel",
        "log_format" => "logFormat",
        "shutdown_timeout" => "shutdown_timeout",
        "connection_max_age" => "connectionMaxAge",
        _ => return None,
    })
}

/// A global key as a value of the chart, unless the chart's values say it already.
fn to_values(entry: &Entry, out: &Report) -> Option<Vec<runwright_model::Edit>> {
    let value = chart_value(&entry.key)?;
    let free = out.bound.values.is_some() && !out.bound.has(Part::Values, value);
    free.then(|| fix::moved(entry, Part::Values, value))?
}

/// Takes out the entries of `[[runners]]` beside the one that the plan is bound to.
fn others(runners: Option<&Entry>, items: &[Node], out: &mut Report) {
    let Some(runners) = runners else {
        return;
    };
    let bound = out.bound.runner.as_ref().map(|node| node.at);
    let edits: Vec<Edit> = (0..items.len())
        .filter(|index| items.get(*index).map(|item| item.at) != bound)
        .map(|index| Edit::set(&format!("drop.{}[{index}]", runners.id), true))
        .collect();
    let label = say!(
        out.lang,
        "Remove the other [[runners]]",
        "删除另一个 [[runners]]"
    );
    out.fix(label, runners.own.then_some(edits));
}

/// The runner that the plan is bound to: the first of the Kubernetes executor, else the first.
pub fn bound(root: &Node) -> Option<Rc<Node>> {
    let runners = &root.entry_any_case("runners")?.node;
    let Some(items) = runners.list() else {
        return Some(Rc::new(runners.clone()));
    };
    let ours = |node: &&Node| {
        let said = |key: &str| node.entry_any_case(key).map(|entry| &entry.node);
        said("kubernetes").is_some_and(|node| !node.is_null())
            || said("executor").and_then(Node::text) == Some("kubernetes")
    };
    let item = items.iter().find(ours).or_else(|| items.first());
    item.cloned().map(Rc::new)
}

/// One `[[runners]]` entry.
fn runner(node: &Node, origin: Origin, out: &mut Report) {
    let bound = out.bound.runner.as_ref().map(|bound| bound.at);
    if out.reach == Reach::All && bound != Some(node.at) {
        out.reach = Reach::Removal;
    }
    keys::table(keys::Here::runner(node), out);
    access::runner(node, origin, out);
    let Some(kubernetes) = node.entry_any_case("kubernetes") else {
        return;
    };
    let kubernetes = &kubernetes.node;
    labels::check(kubernetes, out);
    maps::check(kubernetes, out);
    dns::check(kubernetes, out);
    quantities::check(kubernetes, out);
    volumes::check(kubernetes, out);
    images::check(kubernetes, out);
    access::kubernetes(kubernetes, out);
}
