//! Reads a runner's configuration.

use super::{is_nothing, put, table};
use crate::open::{entry, value};
use runwright_documents::source::{Node, Value as Is};
use runwright_model::catalogue::Part;
use runwright_model::plan::{TaintEffect, VolumeKind};
use runwright_model::{Draft, Row, Value};

/// The search domains that the cluster brings, as endings.
const CLUSTER_SEARCH: [&str; 2] = ["svc.", ".svc."];

/// Reads a configuration; `alone` where no chart's values stand beside it, so that its global keys count.
pub fn read(root: &Node, alone: bool, draft: &mut Draft) {
    if alone {
        table(Some(root), Part::Config, "", draft, &|key| {
            key.path == "runners" || key.other_executor || key.secret
        });
    }
    let runner = runner(root).map(|(_, node)| node);
    table(runner, Part::Config, "runners", draft, &|key| {
        // The chart's values say these; without a namespace here, theirs counts.
        key.field == "target.job_namespace"
            || !alone && matches!(key.path, "runners.name" | "runners.url" | "runners.token")
    });
    let kubernetes = runner.and_then(|runner| get(runner, "kubernetes"));
    let namespace = at(kubernetes, &["namespace"]).and_then(value::scalar);
    if let Some(namespace) = namespace.filter(|namespace| !namespace.is_empty()) {
        put(draft, "target.job_namespace", namespace);
    }
    builder(runner, kubernetes, draft);
    dns(kubernetes, draft);
    queue_wait(runner, draft);
    selector(kubernetes, draft);
    tolerations(kubernetes, draft);
    affinity(kubernetes, draft);
    aliases(kubernetes, draft);
    volumes(kubernetes, draft);
    hardening(kubernetes, draft);
    events(runner, draft);
}

/// The runner that the form is about, with its index: the first of the Kubernetes executor, else the first. The
/// index is missing where `runners` is one table.
pub fn runner(root: &Node) -> Option<(Option<usize>, &Node)> {
    let runners = get(root, "runners")?;
    let Is::List(items) = &runners.value else {
        return Some((None, runners));
    };
    let of_ours = |node: &&Node| {
        get(node, "kubernetes").is_some()
            || get(node, "executor").and_then(Node::text) == Some("kubernetes")
    };
    let index = items.iter().position(|item| of_ours(&item)).unwrap_or(0);
    items.get(index).map(|item| (Some(index), item))
}

fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    entry(node, key)
        .map(|entry| &entry.node)
        .filter(|node| !is_nothing(node))
}

fn at<'a>(node: Option<&'a Node>, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node?, |node, key| get(node, key))
}

fn texts(node: Option<&Node>) -> Vec<String> {
    node.and_then(value::items).unwrap_or_default()
}

/// Keeps a key as a setting of its own where the form cannot say all of it.
fn keep(draft: &mut Draft, path: &str, node: &Node) {
    if let Some(json) = value::json(node) {
        let mut text = String::new();
        json.print(&mut text);
        draft
            .0
            .insert(["config.runners.", path].concat(), Value::Text(text));
    }
}

/// How images are built shows in the variables for docker clients and in the certificates' volume.
fn builder(runner: Option<&Node>, kubernetes: Option<&Node>, draft: &mut Draft) {
    let environment = texts(runner.and_then(|runner| get(runner, "environment")));
    let mounts = at(kubernetes, &["volumes", "empty_dir"])
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(|volume| get(volume, "mount_path")?.text());
    let has = |text: &str| environment.iter().any(|line| line.starts_with(text));
    let with_tls = has("DOCKER_TLS_CERTDIR=/")
        || environment
            .iter()
            .any(|line| line.starts_with("DOCKER_HOST=tcp://") && line.ends_with(":2376"))
        || mounts
            .into_iter()
            .any(|mount| mount.trim_end_matches('/') == "/certs/client");
    let plain = environment
        .iter()
        .any(|line| line.starts_with("DOCKER_HOST=tcp://") && line.ends_with(":2375"))
        || environment.iter().any(|line| line == "DOCKER_TLS_CERTDIR=");
    // Rootless BuildKit is what takes the profiles off service containers without privilege.
    let service = at(kubernetes, &["service_container_security_context"]);
    let profile = at(service, &["seccomp_profile", "type"]).and_then(Node::text);
    let word = match (with_tls, plain) {
        (true, _) => "dind_tls",
        (false, true) => "dind_plain",
        _ if profile == Some("Unconfined") => "buildkit",
        _ => "none",
    };
    put(draft, "job.builder", word);
    if !environment.is_empty() {
        draft.0.insert(
            "config.runners.environment".to_owned(),
            Value::List(environment),
        );
    }
}

fn dns(kubernetes: Option<&Node>, draft: &mut Draft) {
    let config = kubernetes.and_then(|kubernetes| get(kubernetes, "dns_config"));
    let nameservers = texts(at(config, &["nameservers"]));
    let policy = at(kubernetes, &["dns_policy"])
        .and_then(Node::text)
        .unwrap_or_default();
    if policy == "none" && !nameservers.is_empty() {
        put(draft, "dns.strategy", "internal");
        put(draft, "dns.nameservers", Value::List(nameservers));
        let own: Vec<String> = texts(at(config, &["searches"]))
            .into_iter()
            .filter(|search| {
                !CLUSTER_SEARCH.iter().any(|part| search.contains(part)) && !is_cluster(search)
            })
            .collect();
        put(draft, "dns.searches", Value::List(own));
    }
    for option in at(config, &["options"])
        .map(Node::items)
        .unwrap_or_default()
    {
        let (Some(name), Some(number)) = (
            get(option, "name").and_then(Node::text),
            get(option, "value").and_then(value::scalar),
        ) else {
            continue;
        };
        let id = match name {
            "ndots" => "dns.ndots",
            "timeout" => "dns.timeout",
            "attempts" => "dns.attempts",
            _ => continue,
        };
        if number.parse::<u32>().is_ok() {
            put(draft, id, number);
        }
    }
}

fn is_cluster(search: &str) -> bool {
    search == "cluster.local"
}

fn row(cells: &[(&str, String)]) -> Row {
    cells
        .iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(id, text)| (id.to_string(), text.clone()))
        .collect()
}

/// One threshold for every hour; several, or one for some hours, are kept as the file has them.
fn queue_wait(runner: Option<&Node>, draft: &mut Draft) {
    let durations = at(runner, &["monitoring", "job_queuing_durations"]);
    let always = |node: &Node| {
        let periods = node.get("periods").map(Node::items).unwrap_or_default();
        let star = |text: &str| text.split(' ').all(|part| part == "*");
        periods.iter().all(|period| period.text().is_some_and(star))
            && node.get("jobs_running_for_project").is_none()
    };
    let wait = match durations.map(Node::items).unwrap_or_default() {
        [one] if always(one) => one.get("threshold").and_then(Node::text).and_then(seconds),
        _ => None,
    };
    if let (Some(durations), None) = (durations, &wait) {
        keep(draft, "monitoring.job_queuing_durations", durations);
    }
    put(draft, "monitoring.queue_wait", wait.unwrap_or_default());
}

/// A duration of one unit as whole seconds.
fn seconds(text: &str) -> Option<String> {
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let factor = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        _ => return None,
    };
    let seconds = number.parse::<u32>().ok()?.checked_mul(factor)?;
    Some(seconds.to_string())
}

fn selector(kubernetes: Option<&Node>, draft: &mut Draft) {
    let entries = at(kubernetes, &["node_selector"])
        .map(Node::entries)
        .unwrap_or_default();
    let rows = entries.iter().filter_map(|entry| {
        Some(row(&[
            ("key", entry.key.clone()),
            ("value", value::scalar(&entry.node)?),
        ]))
    });
    put(draft, "nodes.selector", Value::Rows(rows.collect()));
}

fn tolerations(kubernetes: Option<&Node>, draft: &mut Draft) {
    let entries = at(kubernetes, &["node_tolerations"])
        .map(Node::entries)
        .unwrap_or_default();
    let rows = entries.iter().filter_map(|one| {
        let effect = value::scalar(&one.node)?;
        let known = TaintEffect::OPTIONS
            .iter()
            .any(|option| option.value == effect);
        let (key, value) = one.key.split_once('=').unwrap_or((&one.key, ""));
        let mut row = row(&[("key", key.to_owned()), ("value", value.to_owned())]);
        row.insert("effect".to_owned(), effect);
        (known && !key.is_empty()).then_some(row)
    });
    put(draft, "nodes.tolerations", Value::Rows(rows.collect()));
}

/// The form's rows say one required term of expressions, and preferred ones of one expression each.
fn affinity(kubernetes: Option<&Node>, draft: &mut Draft) {
    let node = at(kubernetes, &["affinity", "node_affinity"]);
    let required_key = "required_during_scheduling_ignored_during_execution";
    let preferred_key = "preferred_during_scheduling_ignored_during_execution";
    let required = at(node, &[required_key, "node_selector_terms"]);
    let preferred = at(node, &[preferred_key]);
    let mut rows = Vec::new();
    let mut whole = true;
    let terms = required.map(Node::items).unwrap_or_default();
    whole &= terms.len() <= 1;
    for term in terms {
        whole &= term
            .entries()
            .iter()
            .all(|entry| entry.key == "match_expressions");
        for one in at(Some(term), &["match_expressions"])
            .map(Node::items)
            .unwrap_or_default()
        {
            match expression(one) {
                Some(row) => rows.push(with(row, "mode", "required")),
                None => whole = false,
            }
        }
    }
    for one in preferred.map(Node::items).unwrap_or_default() {
        let expressions = at(Some(one), &["preference", "match_expressions"])
            .map(Node::items)
            .unwrap_or_default();
        let weight = get(one, "weight")
            .and_then(value::scalar)
            .unwrap_or_default();
        match expressions {
            [single] => match expression(single) {
                Some(row) => rows.push(with(with(row, "mode", "preferred"), "weight", &weight)),
                None => whole = false,
            },
            _ => whole = false,
        }
    }
    if whole {
        put(draft, "nodes.affinity", Value::Rows(rows));
        return;
    }
    let at = "kubernetes.affinity.node_affinity.";
    if let Some(terms) = required {
        keep(
            draft,
            &[at, required_key, ".node_selector_terms"].concat(),
            terms,
        );
    }
    if let Some(terms) = preferred {
        keep(draft, &[at, preferred_key].concat(), terms);
    }
}

fn with(mut row: Row, id: &str, text: &str) -> Row {
    row.insert(id.to_owned(), text.to_owned());
    row
}

fn expression(node: &Node) -> Option<Row> {
    let key = get(node, "key")?.text()?;
    let operator = get(node, "operator")?.text()?;
    let known = ["In", "NotIn", "Exists", "DoesNotExist", "Gt", "Lt"].contains(&operator);
    let values = match get(node, "values") {
        Some(values) => value::items(values)?,
        None => Vec::new(),
    };
    let cells = [
        ("key", key.to_owned()),
        ("operator", operator.to_owned()),
        ("values", values.join(", ")),
    ];
    (known && !key.is_empty()).then(|| row(&cells))
}

fn aliases(kubernetes: Option<&Node>, draft: &mut Draft) {
    let aliases = at(kubernetes, &["host_aliases"])
        .map(Node::items)
        .unwrap_or_default();
    let rows = aliases.iter().filter_map(|alias| {
        let names = get(alias, "hostnames").and_then(value::items)?;
        let cells = [
            ("ip", get(alias, "ip").and_then(value::scalar)?),
            ("hostnames", names.join(", ")),
        ];
        Some(row(&cells))
    });
    put(draft, "dns.host_aliases", Value::Rows(rows.collect()));
}

/// A kind of volume is read into rows where they can say each volume of it, else it is a setting of its own.
fn volumes(kubernetes: Option<&Node>, draft: &mut Draft) {
    let mut rows = Vec::new();
    for kind in VolumeKind::OPTIONS {
        let Some(list) = at(kubernetes, &["volumes", kind.value]) else {
            continue;
        };
        let read: Option<Vec<Row>> = list
            .items()
            .iter()
            .map(|node| volume(node, kind.value))
            .collect();
        match read.filter(|_| matches!(list.value, Is::List(_))) {
            // The certificates of Docker-in-Docker come with the way images are built.
            Some(read) => rows.extend(read.into_iter().filter(|row| {
                row.get("mount_path").map(|path| path.trim_end_matches('/'))
                    != Some("/certs/client")
            })),
            None => keep(draft, &["kubernetes.volumes.", kind.value].concat(), list),
        }
    }
    put(draft, "job.volumes", Value::Rows(rows));
}

fn volume(node: &Node, kind: &str) -> Option<Row> {
    let known = ["name", "mount_path", "medium", "size_limit", "read_only"];
    let fits = node
        .entries()
        .iter()
        .all(|entry| known.contains(&entry.key.as_str()));
    let text = |key: &str| match get(node, key) {
        Some(found) => value::scalar(found),
        None => Some(String::new()),
    };
    let medium = text("medium")?;
    let (size, read_only) = (text("size_limit")?, text("read_only")?);
    let empty = kind == VolumeKind::EmptyDir.word();
    let possible = if empty {
        read_only.is_empty()
    } else {
        medium.is_empty() && size.is_empty()
    };
    if !fits || !possible || !matches!(medium.as_str(), "" | "Memory") {
        return None;
    }
    let cells = [
        ("kind", kind.to_owned()),
        ("name", text("name")?),
        ("mount_path", text("mount_path")?),
        ("size", size),
        (
            "in_memory",
            if medium.is_empty() {
                String::new()
            } else {
                "true".to_owned()
            },
        ),
        (
            "read_only",
            if read_only == "true" {
                read_only
            } else {
                String::new()
            },
        ),
    ];
    Some(row(&cells))
}

/// Switches of the form that are a value of a key.
fn hardening(kubernetes: Option<&Node>, draft: &mut Draft) {
    let escalation = at(kubernetes, &["allow_privilege_escalation"]).map(|node| &node.value);
    put(
        draft,
        "security.no_privilege_escalation",
        escalation == Some(&Is::Bool(false)),
    );
    let dropped = texts(at(kubernetes, &["cap_drop"]));
    put(
        draft,
        "security.drop_all",
        dropped.iter().any(|name| name.eq_ignore_ascii_case("all")),
    );
    let context = at(kubernetes, &["pod_security_context"]);
    let non_root = at(context, &["run_as_non_root"]).map(|node| &node.value);
    put(
        draft,
        "security.non_root",
        non_root == Some(&Is::Bool(true)),
    );
    let seccomp = at(context, &["seccomp_profile", "type"]).and_then(Node::text);
    put(draft, "security.seccomp", seccomp == Some("RuntimeDefault"));
}

fn events(runner: Option<&Node>, draft: &mut Draft) {
    let flag = at(runner, &["feature_flags", "FF_PRINT_POD_EVENTS"]).map(|node| &node.value);
    put(draft, "job.print_pod_events", flag == Some(&Is::Bool(true)));
}
