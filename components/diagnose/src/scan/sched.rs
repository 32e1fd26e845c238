//! Weighs the scheduler's reasons: each counts nodes, and the one that holds back most of them comes first.

/// The words of a reason, and what it is.
const REASONS: [(&str, &str); 21] = [
    ("insufficient pods", "sched_too_many_pods"),
    ("too many pods", "sched_too_many_pods"),
    ("insufficient ", "sched_insufficient_resources"),
    ("node affinity/selector", "sched_node_selector"),
    ("didn't match node selector", "sched_node_selector"),
    ("didn't match node affinity", "sched_node_selector"),
    ("didn't match nodeselector", "sched_node_selector"),
    ("didn't match pod's node", "sched_node_selector"),
    ("matchnodeselector", "sched_node_selector"),
    ("didn't match pod affinity", "sched_node_selector"),
    ("didn't match pod anti-affinity", "sched_node_selector"),
    ("existing pods anti-affinity", "sched_node_selector"),
    ("topology spread", "sched_node_selector"),
    ("volume node affinity conflict", "sched_pvc_unbound"),
    ("persistentvolumeclaim", "sched_pvc_unbound"),
    ("persistent volumes to bind", "sched_pvc_unbound"),
    ("volume count", "sched_pvc_unbound"),
    ("taint", "sched_taint"),
    ("that the pod didn't tolerate", "sched_taint"),
    ("unschedulable", "sched_taint"),
    ("didn't have free ports", "sched_insufficient_resources"),
];

/// The causes in a scheduler's message, the main one first; empty for another message.
///
/// Nodes are counted by cause. A node may lack two things and is counted for both; taints of the control plane count
/// nothing beside another reason, for nobody wants jobs there. With as many nodes the resources come first: they are
/// what a node of the right kind lacks.
pub fn reasons(text: &str) -> Vec<&'static str> {
    let lower = text.to_ascii_lowercase();
    let Some(at) = lower.find("nodes are available") else {
        return Vec::new();
    };
    let rest = lower.get(at..).unwrap_or("");
    let rest = rest.split_once(':').map_or("", |(_, rest)| rest);
    let end = ["preemption:", "no new claims"]
        .iter()
        .filter_map(|word| rest.find(word))
        .min();
    let rest = rest.get(..end.unwrap_or(rest.len())).unwrap_or(rest);
    let mut counts: Vec<(&'static str, u32)> = Vec::new();
    for reason in parts(rest) {
        let Some((_, cause)) = REASONS.iter().find(|(words, _)| reason.contains(words)) else {
            continue;
        };
        let number = reason
            .trim_start()
            .split(' ')
            .next()
            .and_then(|word| word.parse::<u32>().ok());
        let plane = reason.contains("control-plane")
            || reason.contains("/master")
            || reason.contains("/etcd");
        let number = if plane { 0 } else { number.unwrap_or(1) };
        match counts.iter_mut().find(|(known, _)| known == cause) {
            Some((_, count)) => *count = count.saturating_add(number),
            None => counts.push((cause, number)),
        }
    }
    counts.sort_by_key(|(cause, count)| {
        (
            std::cmp::Reverse(*count),
            *cause != "sched_insufficient_resources",
        )
    });
    counts.into_iter().map(|(cause, _)| cause).collect()
}

/// Splits at commas outside of braces: a taint is `{key: a, b}`.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0u32;
    text.split(move |c: char| {
        match c {
            '{' => depth = depth.saturating_add(1),
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && (c == ',' || c == ';')
    })
}
