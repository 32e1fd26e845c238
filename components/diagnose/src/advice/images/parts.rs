//! Holds what several causes of this area need alike: amounts, sums of the job pod, edits, and commands on a node.

use crate::advice::{Case, Say};
use crate::seen::What;
use runwright_documents::shell::quote;
use runwright_model::answer::Dimension;
use runwright_model::derive::Resources;
use runwright_model::plan::{Builder, Platform};
use runwright_model::protocol::{Advice, Step};
use runwright_model::quantity::{Quantity, bytes_iec, cores};
use runwright_model::value::Row;
use runwright_model::{Edit, Lang, Value, field, format, say};

pub(super) const GI: i64 = 1 << 30;
pub(super) const MI: i64 = 1 << 20;

/// A value as code in a sentence; what a text brings is cut and cannot end the code.
pub(super) fn code(value: &str) -> String {
    const WIDE: usize = 160;
    let words: Vec<&str> = value.split_whitespace().collect();
    let mut inner = words.join(" ").replace('`', "'");
    if let Some((cut, _)) = inner.char_indices().nth(WIDE) {
        inner.truncate(cut);
        inner.push('…');
    }
    ["`", &inner, "`"].concat()
}

/// A value in a title, cut where it is long.
pub(super) fn short(value: &str) -> String {
    code(value).trim_matches('`').to_string()
}

/// An amount as people read it: `4.5 cores`, `4.5 GiB`.
pub(super) fn amount(lang: Lang, of: Dimension, value: i64) -> String {
    match of {
        Dimension::CpuM if value == 1000 => lang.pick("1 core", "1 核").to_string(),
        Dimension::CpuM => [cores(value).as_str(), lang.pick(" cores", " 核")].concat(),
        Dimension::Memory | Dimension::Ephemeral => bytes_iec(value),
        _ => value.to_string(),
    }
}

/// A number of jobs in words.
pub(super) fn jobs(lang: Lang, number: &str) -> String {
    let noun = if number == "1" { " job" } else { " jobs" };
    [number, lang.pick(noun, " 个作业")].concat()
}

/// What a container asks for: its request, else its limit.
pub(super) fn asked(resources: &Resources, of: Dimension) -> Option<Quantity> {
    match of {
        Dimension::CpuM => resources.cpu_request.or(resources.cpu_limit),
        Dimension::Memory => resources.memory_request.or(resources.memory_limit),
        Dimension::Ephemeral => resources.storage_request.or(resources.storage_limit),
        _ => None,
    }
}

/// A quantity as the scheduler counts it: millicores or bytes.
pub(super) fn counted(of: Dimension, quantity: Quantity) -> i64 {
    match of {
        Dimension::CpuM => quantity.milli_i64(),
        _ => quantity.value_i64(),
    }
}

pub(super) fn quantity(of: Dimension, value: i64) -> Quantity {
    match of {
        Dimension::CpuM => Quantity::from_milli(value),
        _ => Quantity::from_bytes(value),
    }
}

/// `build 2 + helper 500m + docker 2 = 4.5 cores`.
pub(super) fn job_sum(case: &Case, of: Dimension) -> String {
    let mut parts = Vec::new();
    for (name, resources) in case.plan.containers() {
        let asked = asked(&resources, of).map_or("0".to_string(), Quantity::canonical);
        parts.push([name, " ", &asked].concat());
    }
    let all = amount(case.lang, of, request(case, of));
    [&parts.join(" + "), " = ", &all].concat()
}

/// What the job pod asks for in all.
pub(super) fn request(case: &Case, of: Dimension) -> i64 {
    let request = case.answer.job_request;
    match of {
        Dimension::CpuM => request.cpu_m,
        Dimension::Memory => request.memory,
        Dimension::Ephemeral => request.ephemeral,
        _ => 1,
    }
}

/// Jobs of a size that the plan's nodes hold at once, from what is free on them.
pub(super) fn jobs_at(case: &Case, cpu_m: i64, memory: i64, ephemeral: i64) -> i64 {
    let mut all: i64 = 0;
    for pool in case.answer.pools.iter().filter(|pool| pool.eligible) {
        for split in &pool.nodes {
            let free = split.free;
            let mut each = free.pods.max(0);
            let pairs = [(free.cpu_m, cpu_m), (free.memory, memory)];
            let disk = free.ephemeral.map(|free| (free, ephemeral));
            for (free, size) in pairs.into_iter().chain(disk) {
                if size > 0 {
                    each = each.min(free.max(0) / size);
                }
            }
            all = all.saturating_add(each.saturating_mul(split.nodes));
        }
    }
    all
}

/// Jobs the nodes hold when one resource of the job pod grows or shrinks.
pub(super) fn jobs_with(case: &Case, of: Dimension, more: i64) -> i64 {
    let mut now = case.answer.job_request;
    match of {
        Dimension::CpuM => now.cpu_m = now.cpu_m.saturating_add(more),
        Dimension::Memory => now.memory = now.memory.saturating_add(more),
        _ => now.ephemeral = now.ephemeral.saturating_add(more),
    }
    jobs_at(case, now.cpu_m, now.memory, now.ephemeral)
}

/// The value of a field as typed, else its default.
pub(super) fn value(case: &Case, id: &str) -> Value {
    match case.draft.get(id) {
        Some(value) => value.clone(),
        None => field::find(id).map_or_else(|| Value::from(""), |field| field.initial.value()),
    }
}

pub(super) fn with_row(case: &Case, id: &str, cells: &[(&str, &str)]) -> Edit {
    let mut rows: Vec<Row> = value(case, id).rows().to_vec();
    let cells = cells.iter();
    rows.push(
        cells
            .map(|(column, text)| (column.to_string(), text.to_string()))
            .collect(),
    );
    Edit::set(id, Value::Rows(rows))
}

/// Rows as typed in which a column has a value; each is changed by `change`, which says whether to keep it.
pub(super) fn changed_rows(
    case: &Case,
    id: &str,
    wanted: impl Fn(&Row) -> bool,
    change: impl Fn(&mut Row) -> bool,
) -> Edit {
    let mut rows: Vec<Row> = value(case, id).rows().to_vec();
    rows.retain_mut(|row| !wanted(row) || change(row));
    Edit::set(id, Value::Rows(rows))
}

pub(super) fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str).trim()
}

/// The edits that leave no more slots than places; none where no job fits at all.
pub(super) fn fit_edits(case: &Case, places: i64) -> Vec<Edit> {
    let managers = &case.plan.managers;
    let replicas = i64::from(managers.replicas).min(places);
    if replicas < 1 {
        return Vec::new();
    }
    let mut edits = Vec::new();
    if replicas != i64::from(managers.replicas) {
        edits.push(Edit::set("managers.replicas", replicas.to_string()));
    }
    let each = (places / replicas).min(10_000);
    if each != i64::from(managers.concurrent) {
        edits.push(Edit::set("managers.concurrent", each.to_string()));
    }
    if managers.limit != 0 {
        edits.push(Edit::reset("managers.limit"));
    }
    edits
}

/// Takes no more jobs than there are places, where the plan takes more.
pub(super) fn match_slots(case: &Case, advice: &mut Advice, places: i64) -> bool {
    let edits = fit_edits(case, places);
    if case.answer.slots <= places || edits.is_empty() {
        return false;
    }
    let replicas = i64::from(case.plan.managers.replicas).min(places).max(1);
    let each = (places / replicas).min(10_000);
    advice.fix(
        say!(
            case.lang,
            "Take {} per manager: {} × {} = {} jobs, the rest wait in GitLab",
            "每个管理器只接 {} 个：{} × {} = {} 个作业，其余在 GitLab 中等待",
            each,
            replicas,
            each,
            replicas * each
        ),
        edits,
    );
    true
}

/// Shows the pod's events in the job log; says why a pod waits, the next time.
pub(super) fn print_events(case: &Case, advice: &mut Advice) {
    if !case.plan.job.print_pod_events && case.plan.runner_has(16, 5) {
        advice.fix(
            case.lang.pick(
                "Print the pod's events in the job log",
                "在作业日志中打印 Pod 事件",
            ),
            vec![Edit::set("job.print_pod_events", true)],
        );
    }
}

/// Waits long enough for a node that must be started first.
pub(super) fn wait_longer(case: &Case, advice: &mut Advice) {
    let now = case.answer.poll_timeout_s;
    if now < 600 {
        advice.fix(
            say!(
                case.lang,
                "Nodes are added on demand: wait 600 s instead of {}",
                "节点会按需扩容：等待 600 秒而不是 {} 秒",
                now
            ),
            vec![Edit::set("job.poll_timeout", "600")],
        );
    }
}

/// Commands that use `"$POD"` are told first which pod that is.
pub(super) fn on_pod(case: &Case, command: String) -> String {
    if case.seen.get(What::Pod).is_empty() {
        [&case.commands().newest_job(), "\n", &command].concat()
    } else {
        command
    }
}

/// The events of the job pod.
pub(super) fn look_at_events<'a>(case: &Case, advice: &'a mut Advice) -> &'a mut Step {
    let command = case.commands().events_of(&case.pod());
    advice.step(
        case.lang.pick(
            "Read the pod's events; they are kept for an hour.",
            "查看 Pod 事件，默认只保留一小时。",
        ),
        on_pod(case, command),
    )
}

/// Which image each container of the job pod was given, init containers first.
pub(super) fn images_of(case: &Case) -> String {
    let head = case.commands().jobs(&["get", "pod"]);
    let path = quote(
        "{range .spec.initContainers[*]}{.name}{\"\\t\"}{.image}{\"\\n\"}{end}{range .spec.containers[*]}{.name}{\"\\t\"}{.image}{\"\\n\"}{end}",
    );
    [&head, " ", &case.pod(), " --output=jsonpath=", &path].concat()
}

/// Job pods with their nodes.
pub(super) fn pods_wide(case: &Case) -> String {
    case.commands().jobs(&[
        "get",
        "pods",
        "--selector",
        "job.runner.gitlab.com/pod",
        "--output=wide",
    ])
}

/// Events that say an image was pulled.
pub(super) fn confirm_pulled(case: &Case, advice: &mut Advice) {
    let command = case.commands().jobs(&[
        "get",
        "events",
        "--field-selector",
        "reason=Pulled",
        "--sort-by=.lastTimestamp",
    ]);
    advice
        .confirm(
            case.lang.pick("Start the job again.", "重新运行作业。"),
            command,
        )
        .expect = case
        .lang
        .pick(
            "`Successfully pulled image`, or `already present on machine`, for every container.",
            "每个容器都有 `Successfully pulled image` 或 `already present on machine`。",
        )
        .to_string();
}

/// The image that is meant: the one the text names, else the plan's.
pub(super) fn image<'a>(case: &Case<'a>) -> &'a str {
    match case.seen.get(What::Image) {
        "" => &case.plan.job.image,
        image => image,
    }
}

/// The registry of an image; `docker.io` where none is named.
pub(super) fn registry(image: &str) -> &str {
    match image.split_once('/') {
        Some((first, _)) if first.contains(['.', ':']) || first == "localhost" => first,
        _ => "docker.io",
    }
}

/// Whether a registry is Docker Hub under one of its names.
pub(super) fn is_docker_hub(host: &str) -> bool {
    host == "docker.io" || host.ends_with(".docker.io") || host.ends_with(".docker.com")
}

/// A registry as people call it, for titles.
pub(super) fn registry_name(host: &str) -> String {
    if is_docker_hub(host) {
        "Docker Hub".to_string()
    } else {
        short(host)
    }
}

/// The registry's host: what the text names, else the image's registry. Docker Hub answers under another name.
pub(super) fn host(case: &Case) -> String {
    let seen = case.seen;
    let host = match (seen.get(What::Host), format::host_of(seen.get(What::Url))) {
        ("", Some(host)) => host,
        ("", None) => registry(image(case)),
        (host, _) => host,
    };
    match host {
        "docker.io" => "registry-1.docker.io".to_string(),
        host => host.to_string(),
    }
}

/// The registry that holds the image. What a text names as host may be another one, that of the login (`auth.docker.io`).
pub(super) fn image_host(case: &Case) -> String {
    match case.seen.get(What::Image) {
        "" => host(case),
        image => registry(image).to_string(),
    }
}

/// `crictl` as it stands on the platform's nodes.
pub(super) fn crictl(case: &Case) -> &'static str {
    match case.plan.target.platform {
        Platform::K3s => "sudo k3s crictl",
        Platform::Rke2 => {
            "sudo /var/lib/rancher/rke2/bin/crictl --runtime-endpoint unix:///run/k3s/containerd/containerd.sock"
        }
        _ => "sudo crictl",
    }
}

/// The node, as a word of a command.
pub(super) fn node(case: &Case) -> String {
    match case.seen.get(What::Node) {
        "" => "\"$NODE\"".to_string(),
        node => quote(node),
    }
}

/// Sets `NODE` to the job pod's node where the text names none.
pub(super) fn find_node(case: &Case) -> String {
    if !case.seen.get(What::Node).is_empty() {
        return String::new();
    }
    let head = case.commands().jobs(&["get", "pod"]);
    [
        "NODE=$(",
        &head,
        " ",
        &case.pod(),
        " --output=jsonpath='{.spec.nodeName}')\n",
    ]
    .concat()
}

/// Commands for a shell on the node that pulls.
pub(super) fn on_node<'a>(case: &Case, advice: &'a mut Advice, command: String) -> &'a mut Step {
    let text = match case.seen.get(What::Node) {
        "" => case
            .lang
            .pick(
                "On the node of the pod (the column NODE), in a shell of its own, not in a pod.",
                "登录到 Pod 所在节点（NODE 列）执行，不要在 Pod 里执行。",
            )
            .to_string(),
        node => say!(
            case.lang,
            "On node {}, in a shell of its own, not in a pod.",
            "登录到节点 {} 执行，不要在 Pod 里执行。",
            code(node)
        ),
    };
    advice.step(text, command)
}

/// The name of the service container, where the plan has one.
pub(super) fn service(case: &Case) -> Option<&'static str> {
    match case.plan.job.builder {
        Builder::None => None,
        Builder::Buildkit => Some("buildkit"),
        Builder::DindTls | Builder::DindPlain => Some("docker"),
    }
}

/// Uses what lies on the node when a pull fails, where the plan does not yet.
pub(super) fn fall_back(case: &Case, advice: &mut Advice) {
    let job = &case.plan.job;
    let has = |list: &[String], word: &str| list.iter().any(|item| item == word);
    if has(&job.pull_policy, "if-not-present") || has(&job.pull_policy, "never") {
        return;
    }
    let edits = with_policy(case, &["always", "if-not-present"]);
    advice.fix(
        case.lang.pick(
            "When a pull fails, use the image that lies on the node: `always`, then `if-not-present`",
            "拉取失败时使用节点上已有的镜像：先 `always`，再 `if-not-present`",
        ),
        edits,
    );
}

/// Sets the pull policy and allows it.
pub(super) fn with_policy(case: &Case, words: &[&str]) -> Vec<Edit> {
    let mut edits = vec![Edit::set("job.pull_policy", words)];
    let allowed = &case.plan.job.allowed_pull_policies;
    let missing: Vec<&&str> = words
        .iter()
        .filter(|word| !allowed.iter().any(|item| item == **word))
        .collect();
    if !allowed.is_empty() && !missing.is_empty() && case.plan.runner_has(15, 2) {
        let mut items = value(case, "job.allowed_pull_policies").list();
        items.extend(missing.iter().map(|word| word.to_string()));
        edits.push(Edit::set("job.allowed_pull_policies", items));
    }
    edits
}

/// What a plain sentence of fixed text is in the case's language.
pub(super) fn p(case: &Case, en: &'static str, zh: &'static str) -> &'static str {
    case.lang.pick(en, zh)
}
