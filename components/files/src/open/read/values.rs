//! Reads the chart's values.

use super::{put, table};
use crate::open::{Release, value};
use runwright_documents::source::{Node, Value as Is, keys};
use runwright_model::catalogue::Part;
use runwright_model::version::{PAIRS, Version};
use runwright_model::{Draft, Row, Value};

pub fn read(root: &Node, release: &Release, draft: &mut Draft) {
    table(Some(root), Part::Values, "", draft, &|key| {
        key.removed.is_some()
    });
    token(root, draft);
    access(root, draft);
    resources(root, draft);
    spread(root, draft);
    scrape(root, draft);
    let at = |path: &[&str]| root.at(&keys(path));
    let seccomp = at(&["podSecurityContext", "seccompProfile", "type"]).and_then(Node::text);
    if seccomp == Some("RuntimeDefault") {
        put(draft, "security.seccomp", true);
    }
    around(root, release, draft);
}

/// The token itself never leaves the file.
fn token(root: &Node, draft: &mut Draft) {
    let text = |path: &[&str]| {
        root.at(&keys(path))
            .and_then(Node::text)
            .unwrap_or_default()
    };
    let secret = text(&["runners", "secret"]);
    if secret.is_empty() || value::is_template(secret) {
        let none = secret.is_empty();
        put(draft, "gitlab.auth", if none { "inline" } else { "secret" });
    } else {
        put(draft, "gitlab.auth", "secret");
        put(draft, "gitlab.secret_name", secret);
    }
}

fn access(root: &Node, draft: &mut Draft) {
    let at = |path: &[&str]| root.at(&keys(path));
    let created = at(&["rbac", "create"]).map(|node| &node.value) == Some(&Is::Bool(true));
    put(
        draft,
        "security.rbac",
        if created { "chart" } else { "existing" },
    );
    let account = [
        &["serviceAccount", "name"][..],
        &["rbac", "serviceAccountName"],
        &["rbac", "generatedServiceAccountName"],
    ]
    .iter()
    .filter_map(|path| at(path)?.text())
    .find(|name| !name.is_empty() && !value::is_template(name));
    put(
        draft,
        "security.service_account",
        account.unwrap_or_default(),
    );
}

fn resources(root: &Node, draft: &mut Draft) {
    for (path, id) in [
        (["requests", "cpu"], "managers.cpu_request"),
        (["requests", "memory"], "managers.memory_request"),
        (["limits", "cpu"], "managers.cpu_limit"),
        (["limits", "memory"], "managers.memory_limit"),
    ] {
        let found = root.at(&keys(&["resources", path[0], path[1]]));
        let said = match found {
            Some(found) => value::scalar(found),
            None => Some(String::new()),
        };
        if let Some(said) = said {
            put(draft, id, said);
        }
    }
}

/// Whether the managers keep apart, however the file says it.
fn spread(root: &Node, draft: &mut Draft) {
    let term = |strength: &str| {
        let key = [strength, "DuringSchedulingIgnoredDuringExecution"].concat();
        root.at(&keys(&["affinity", "podAntiAffinity", &key]))
            .is_some_and(|node| !node.items().is_empty())
    };
    let word = match (term("required"), term("preferred")) {
        (true, _) => "required",
        (false, true) => "preferred",
        _ => "none",
    };
    put(draft, "managers.spread", word);
}

/// How the metrics are scraped: a monitor of the chart with its labels, else by the annotations that the chart writes.
fn scrape(root: &Node, draft: &mut Draft) {
    let on = |path: &[&str]| {
        root.at(&keys(path))
            .is_some_and(|node| node.value == Is::Bool(true))
    };
    let (word, monitor) = if on(&["metrics", "podMonitor", "enabled"]) {
        ("pod_monitor", "podMonitor")
    } else if on(&["metrics", "serviceMonitor", "enabled"]) && on(&["service", "enabled"]) {
        ("service_monitor", "serviceMonitor")
    } else {
        ("annotations", "")
    };
    put(draft, "monitoring.scrape", word);
    let labels = root.at(&keys(&["metrics", monitor, "labels"]));
    let rows = labels
        .map(Node::entries)
        .unwrap_or_default()
        .iter()
        .filter_map(|entry| {
            let mut row = Row::new();
            row.insert("key".to_owned(), entry.key.clone());
            row.insert("value".to_owned(), value::scalar(&entry.node)?);
            Some(row)
        });
    put(
        draft,
        "monitoring.monitor_labels",
        Value::Rows(rows.collect()),
    );
}

/// What the file around the values says, and what follows from the lack of a namespace.
fn around(root: &Node, release: &Release, draft: &mut Draft) {
    if let Some(chart) = Version::parse(release.chart.trim_start_matches('v'))
        && PAIRS.iter().any(|pair| pair.chart == chart)
    {
        put(draft, "target.chart", chart.to_string());
    }
    if !release.name.is_empty() && !value::is_template(&release.name) {
        put(draft, "target.release", release.name.as_str());
    }
    let namespace = root
        .get("namespace")
        .and_then(Node::text)
        .unwrap_or(&release.namespace);
    if !namespace.is_empty() && !value::is_template(namespace) {
        put(draft, "target.namespace", namespace);
    }
    let known = |path: &[&str]| {
        root.at(&keys(path))
            .and_then(Node::text)
            .filter(|name| !name.is_empty() && !value::is_template(name))
    };
    let jobs = known(&["runners", "jobNamespace"]).or_else(|| known(&["runners", "namespace"]));
    // Without one, jobs run beside the managers.
    let namespace = match draft.get("target.namespace") {
        Some(Value::Text(namespace)) => namespace.clone(),
        _ => "gitlab-runner".to_owned(),
    };
    put(
        draft,
        "target.job_namespace",
        jobs.map_or(namespace, str::to_owned),
    );
}
