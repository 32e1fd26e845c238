//! Names values that no template of the chart reads; Helm takes them without a word.

use runwright_model::say;

use super::super::node::Node;
use super::super::report::Report;
use super::super::{rules, suggest};

/// The top-level values of chart 0.92, and what Helm and parent charts add.
const KNOWN: [&str; 69] = [
    "affinity",
    "automountServiceAccountToken",
    "certsSecretName",
    "checkInterval",
    "concurrent",
    "configMaps",
    "connectionMaxAge",
    "deploymentAnnotations",
    "deploymentLabels",
    "deploymentLifecycle",
    "envVars",
    "extraContainers",
    "extraEnv",
    "extraEnvFrom",
    "extraEnvFromRefs",
    "extraObjects",
    "fullnameOverride",
    "gitlabUrl",
    "hostAliases",
    "hostname",
    "hpa",
    "image",
    "imagePullPolicy",
    "imagePullSecrets",
    "livenessProbe",
    "logFormat",
    "logLevel",
    "metrics",
    "nameOverride",
    "namespace",
    "nodeSelector",
    "podAnnotations",
    "podDisruptionBudget",
    "podLabels",
    "podSecurityContext",
    "preEntrypointScript",
    "priorityClassName",
    "probeTimeoutSeconds",
    "rbac",
    "readinessProbe",
    "replicas",
    "resources",
    "revisionHistoryLimit",
    "runnerRegistrationToken",
    "runnerToken",
    "runners",
    "runtimeClassName",
    "schedulerName",
    "secrets",
    "securityContext",
    "sentryDsn",
    "serviceAccount",
    "sessionServer",
    "shutdown_timeout",
    "strategy",
    "terminationGracePeriodSeconds",
    "tolerations",
    "topologySpreadConstraints",
    "unregisterRunners",
    "useTini",
    "volumeMounts",
    "volumes",
    // Read by Helm or by a parent chart.
    "enabled",
    "install",
    "global",
    "condition",
    "gitlab",
    "fullname",
    "exports",
];

/// Read by some releases of the chart.
const FORMER: [&str; 2] = ["init", "service"];

pub fn check(values: &Node, out: &mut Report) {
    for entry in values.entries() {
        let key = entry.key.as_str();
        // Anchors are often kept under keys such as .labels or x-labels.
        let own =
            key.starts_with(['.', '_', '$']) || key.starts_with("x-") || key.contains('\u{e000}');
        if own || KNOWN.contains(&key) || FORMER.contains(&key) {
            continue;
        }
        let body = match nearest(key) {
            Some(near) => say!(
                out.lang,
                "It is ignored. Did you mean {near}?",
                "该值会被忽略。是否想写 {near}？"
            ),
            None => say!(
                out.lang,
                "It is ignored, unless a chart of your own reads it.",
                "除非你自己的 Chart 会读取，否则该值会被忽略。"
            ),
        };
        out.tell(
            rules::UNKNOWN_VALUE,
            entry.at,
            say!(
                out.lang,
                "the gitlab-runner chart has no value {key}",
                "gitlab-runner Chart 没有 {key} 这个值"
            ),
            body,
        );
    }
}

/// The value that differs in case alone, or by a slip.
fn nearest(key: &str) -> Option<&'static str> {
    KNOWN
        .into_iter()
        .find(|known| known.eq_ignore_ascii_case(key))
        .or_else(|| suggest::nearest(key, KNOWN.into_iter()))
}
