//! What causes name, in the forms that advice reads.

use super::super::diagnose;
use crate::seen::What::{self, *};

/// The first cause of a text, and all names of some kinds that it must hold, in order; a blank between them.
#[track_caller]
fn check(text: &str, category: &str, names: &[(What, &str)]) {
    let found = diagnose(text);
    let first = found.causes.first().map(|cause| cause.category);
    assert_eq!(first, Some(category), "{text}");
    let seen = &found.causes[0].seen;
    for (what, expect) in names {
        let all: Vec<&str> = seen.all(*what).collect();
        assert_eq!(all.join(" "), *expect, "{what:?} of {text}: {seen:?}");
    }
}

#[test]
fn accounts_rights_and_limits() {
    check(
        "ERROR: Job failed (system failure): prepare environment: setting up build pod: pods \"runner-a\" is forbidden: User \"system:serviceaccount:ci:default\" cannot create resource \"pods/attach\" in API group \"\" in the namespace \"jobs\"",
        "rbac_forbidden",
        &[
            (Account, "ci:default"),
            (Verb, "create"),
            (Resource, "pods/attach"),
            (Namespace, "jobs"),
            (Pod, "runner-a"),
        ],
    );
    check(
        "pods \"p\" is forbidden: exceeded quota: team, requested: cpu=1,pods=1, used: cpu=8,pods=9, limited: cpu=8,pods=9",
        "quota_exceeded",
        &[
            (Quota, "team"),
            (Requested, "cpu=1,pods=1"),
            (Used, "cpu=8,pods=9"),
            (Limited, "cpu=8,pods=9"),
        ],
    );
    check(
        "pods \"p\" is forbidden: failed quota: q: must specify limits.cpu for: build,helper; requests.memory for: helper",
        "quota_exceeded",
        &[(Quota, "q"), (Lacking, "limits.cpu requests.memory")],
    );
    check(
        "failed quota: q: must specify limits.cpu,limits.memory",
        "quota_exceeded",
        &[(Lacking, "limits.cpu limits.memory")],
    );
}

#[test]
fn policies_and_levels() {
    check(
        "Error creating: pods \"p\" is forbidden: violates PodSecurity \"baseline:latest\": privileged",
        "podsecurity_violation",
        &[(Level, "baseline")],
    );
    check(
        "admission webhook \"validation.gatekeeper.sh\" denied the request: [no-latest] container <build>",
        "admission_webhook_denied",
        &[(Webhook, "validation.gatekeeper.sh"), (Policy, "no-latest")],
    );
    check(
        "admission webhook \"validate.kyverno.svc-fail\" denied the request: resource Pod/ci/runner-a was blocked due to the following policies disallow-latest-tag: require: fail",
        "admission_webhook_denied",
        &[(Policy, "disallow-latest-tag")],
    );
    check(
        "pull_policy ([Never]) defined in GitLab pipeline config is not one of the allowed_pull_policies ([always if-not-present])",
        "pull_policy_not_allowed",
        &[(Policy, "never")],
    );
    check(
        "the configured PullPolicies ([IfNotPresent]) are not allowed by AllowedPullPolicies ([Always])",
        "pull_policy_not_allowed",
        &[(Policy, "if-not-present always")],
    );
}

#[test]
fn reasons() {
    check(
        "ERROR: Registering runner... failed runner=x status=couldn't execute POST against https://g.example.com/api/v4/runners: Post \"https://g.example.com/api/v4/runners\": tls: failed to verify certificate: x509: certificate signed by unknown authority correlation_id=1\nPANIC: Failed to register the runner.",
        "gitlab_tls_x509",
        &[
            (Reason, "certificate signed by unknown authority"),
            (Url, "https://g.example.com/api/v4/runners"),
            (Host, "g.example.com"),
        ],
    );
    check(
        "Failed to pull image \"r.example.com/a:1\": x509: certificate is valid for a.local, not r.example.com",
        "image_pull_x509",
        &[(
            Reason,
            "certificate is valid for a.local, not r.example.com",
        )],
    );
    check(
        "fatal: unable to access 'https://g.example.com/a.git/': SSL certificate problem: unable to get local issuer certificate",
        "git_clone_x509",
        &[(Reason, "unable to get local issuer certificate")],
    );
    check(
        "fatal: unable to access 'https://g.example.com/a.git/': server certificate verification failed. CAfile: none CRLfile: none",
        "git_clone_x509",
        &[(Reason, "server certificate verification failed")],
    );
    check(
        "ERROR: Job failed (system failure): pod \"ci/runner-a\" is disrupted: reason \"PreemptionByScheduler\", message \"x\"",
        "pod_disrupted",
        &[
            (Reason, "PreemptionByScheduler"),
            (Pod, "runner-a"),
            (Namespace, "ci"),
        ],
    );
    check(
        "reason: Evicted\nmessage: 'The node was low on resource: ephemeral-storage.'",
        "evicted_storage",
        &[],
    );
    check(
        "Warning Evicted kubelet The node was low on resource: ephemeral-storage.",
        "evicted_storage",
        &[(Reason, "Evicted")],
    );
    check(
        "timed out waiting for pod to start (last phase: Pending)",
        "pod_start_timeout",
        &[(Reason, "Pending")],
    );
}

#[test]
fn statuses() {
    for (text, category, status) in [
        (
            "Checking for jobs... failed runner=x status=404 Not Found",
            "gitlab_url_wrong",
            "404",
        ),
        (
            "fatal: unable to access 'https://g.example.com/a.git/': The requested URL returned error: 403",
            "git_clone_auth",
            "403",
        ),
        (
            "Failed to pull image \"a:1\": failed to authorize: unexpected status: 401 Unauthorized",
            "image_pull_auth",
            "401",
        ),
        (
            "WARNING: Retrying... error=received: 403 Forbidden\nUploading cache.zip to https://b.example.com/x",
            "cache_failure",
            "403",
        ),
    ] {
        check(text, category, &[(Status, status)]);
    }
}

#[test]
fn addresses() {
    check(
        "dial tcp: lookup git.example.com. on 10.96.0.10:53: no such host",
        "dns_nxdomain",
        &[(Host, "git.example.com"), (Server, "10.96.0.10")],
    );
    check(
        "lookup a.example.com on [fd00::a]:53: server misbehaving",
        "dns_timeout",
        &[(Server, "fd00::a")],
    );
    check(
        "Get \"https://10.96.0.1:443/api\": dial tcp 10.96.0.1:443: i/o timeout",
        "network_blocked",
        &[(Endpoint, "10.96.0.1:443"), (Host, "10.96.0.1")],
    );
    check(
        "Cannot connect to the Docker daemon at tcp://docker:2375/. Is the docker daemon running?",
        "dind_daemon_unreachable",
        &[(Endpoint, "tcp://docker:2375")],
    );
    check(
        "dial unix /var/run/docker.sock: connect: no such file or directory",
        "dind_daemon_unreachable",
        &[(Endpoint, "unix:///var/run/docker.sock")],
    );
    check(
        "error during connect: Post \"http://docker:2375/v1.24/auth\": dial tcp: lookup docker: no such host",
        "dind_daemon_unreachable",
        &[(Endpoint, "tcp://docker:2375")],
    );
    check(
        "Failed to pull image \"a:1\": failed to copy: read tcp 10.0.0.2:35464->203.0.113.9:443: read: connection reset by peer",
        "image_pull_network",
        &[(Endpoint, "203.0.113.9:443")],
    );
    check(
        "fatal: unable to access 'https://gitlab-ci-token:x@git.example.com/g/p.git/': Failed to connect to git.example.com port 443: Connection timed out",
        "git_clone_unreachable",
        &[(Host, "git.example.com"), (Endpoint, "git.example.com:443")],
    );
}

#[test]
fn keys() {
    for (text, key) in [
        (
            "FATAL: toml: line 12 (last key \"runners.kubernetes.poll_timeout\"): incompatible types",
            "runners.kubernetes.poll_timeout",
        ),
        (
            "Near line 21 (last key parsed 'runners.kubernetes.pull_policy'): bare keys cannot contain '\"'",
            "runners.kubernetes.pull_policy",
        ),
        (
            "jsonschema: '/runners/0/kubernetes/services' does not validate with config",
            "runners.kubernetes.services",
        ),
    ] {
        check(text, "runner_config_invalid", &[(Key, key)]);
    }
}

#[test]
fn sizes_and_volumes() {
    check(
        "Pod ephemeral local storage usage exceeds the total limit of containers 5Gi.",
        "evicted_storage",
        &[(Size, "5Gi")],
    );
    check(
        "Usage of EmptyDir volume \"repo\" exceeds the limit \"2Gi\".",
        "evicted_storage",
        &[(Size, "2Gi"), (Volume, "repo")],
    );
    check(
        "The node was low on resource: ephemeral-storage. Container build was using 9Gi, request is 0",
        "evicted_storage",
        &[(Size, ""), (Container, "build")],
    );
    check(
        "eth0: mtu 1500 docker0: mtu 1410, larger than the path mtu",
        "dind_mtu",
        &[(Size, "1410 1500")],
    );
    check(
        "0/5 nodes are available: persistentvolumeclaim \"build-cache\" not found.",
        "sched_pvc_unbound",
        &[(Volume, "build-cache")],
    );
    check(
        "Multi-Attach error for volume \"pvc-8a1e\" Volume is already used by pod(s) runner-a",
        "sched_pvc_unbound",
        &[(Volume, "")],
    );
}

#[test]
fn nodes_taints_images_and_secrets() {
    check(
        "0/3 nodes are available: 2 Insufficient cpu, 1 node(s) had untolerated taint {pool: web}.",
        "sched_insufficient_resources",
        &[(Lacking, "cpu"), (Taint, "pool=web")],
    );
    check(
        "0/3 nodes are available: 3 node(s) had untolerated taint {dedicated: }.",
        "sched_taint",
        &[(Taint, "dedicated")],
    );
    check(
        "Failed to pull image \"r.example.com/a:1\": failed to resolve reference \"r.example.com/a:1\": r.example.com/a:1: not found",
        "image_pull_not_found",
        &[(Image, "r.example.com/a:1")],
    );
    check(
        "Failed to pull image \"a:1\": pull access denied\nUnable to retrieve some image pull secrets (regcred, other); attempting to pull the image may not succeed.",
        "image_pull_auth",
        &[(Image, "a:1")],
    );
    check(
        "couldn't find image pull secret \"regcred\"",
        "image_pull_auth",
        &[(Secret, "regcred")],
    );
    check(
        "ERROR: Job failed (system failure): Error in container helper: exit code: 137, reason: 'OOMKilled'",
        "oom_helper",
        &[(Container, "helper")],
    );
    check(
        "container build terminated with reason \"OOMKilled\" (exit code 137)",
        "oom_build",
        &[(Container, "build")],
    );
    check(
        "  svc-0:\n    Image: a\n    State: Terminated\n      Reason: OOMKilled",
        "oom_service",
        &[(Container, "svc-0")],
    );
    check(
        "node \"ip-10-0-0-1\" not found, pod deleted: node no longer exists",
        "pod_disrupted",
        &[(Node, "ip-10-0-0-1")],
    );
}
