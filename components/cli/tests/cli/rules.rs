//! Every rule has files in which it fires and files in which it does not.

use std::collections::BTreeMap;

use runwright_checks::documents::{check, rules};
use runwright_model::Lang;
use serde_json::Value;

use super::run::{Folder, run};

/// A part of a file, and the file made of it.
#[derive(Clone, Copy)]
enum In {
    /// The whole file.
    File(&'static str),
    /// Keys of `[runners.kubernetes]` in a bare `config.toml`.
    Pod(&'static str),
    /// The rest of a `[[runners]]` entry in a bare `config.toml`.
    Runner(&'static str),
    /// The whole text of `runners.config`.
    Template(&'static str),
    /// Values besides the address of GitLab.
    Values(&'static str),
}

use In::{File, Pod, Runner, Template, Values};

impl In {
    fn text(self) -> String {
        match self {
            File(text) => text.to_string(),
            Pod(text) => [
                "[[runners]]\n  executor = \"kubernetes\"\n[runners.kubernetes]\n",
                text,
                "\n",
            ]
            .concat(),
            Runner(text) => ["[[runners]]\n", text, "\n"].concat(),
            Template(text) => {
                let lines: String = text
                    .lines()
                    .map(|line| ["    ", line, "\n"].concat())
                    .collect();
                [
                    "gitlabUrl: https://gitlab.example.com\nrunners:\n  config: |\n",
                    &lines,
                ]
                .concat()
            }
            Values(text) => ["gitlabUrl: https://gitlab.example.com\n", text, "\n"].concat(),
        }
    }
}

/// Code, whether it fires, and where.
const CASES: &[(&str, bool, In)] = &[
    ("DOC-101", true, File("")),
    ("DOC-101", true, File("a: 1\nb: [2]\n")),
    (
        "DOC-101",
        true,
        File("services:\n  gitlab-runner:\n    image: gitlab/gitlab-runner\n"),
    ),
    (
        "DOC-101",
        true,
        File(
            "apiVersion: apps.gitlab.com/v1beta2\nkind: Runner\nspec:\n  gitlabUrl: https://gitlab.example.com\n",
        ),
    ),
    ("DOC-101", true, File("[package]\nname = \"x\"\n")),
    (
        "DOC-101",
        false,
        File("gitlabUrl: https://gitlab.example.com\n"),
    ),
    (
        "DOC-101",
        false,
        File("gitlab-runner:\n  rbac:\n    create: true\n"),
    ),
    ("DOC-101", false, File("concurrent = 4\n")),
    (
        "DOC-102",
        true,
        File("gitlabUrl: https://gitlab.example.com\n  runners: x\n"),
    ),
    (
        "DOC-102",
        true,
        File("gitlabUrl: 'https://gitlab.example.com\n"),
    ),
    (
        "DOC-102",
        false,
        File("gitlabUrl: https://gitlab.example.com\n"),
    ),
    ("DOC-102", false, File("a: [\n")),
    ("DOC-103", true, Pod("image = alpine")),
    ("DOC-103", true, Pod("image = \"a\"\nimage = \"b\"")),
    (
        "DOC-103",
        true,
        Pod("[runners.kubernetes.node_selector]\nkubernetes.io/os = \"linux\""),
    ),
    (
        "DOC-103",
        true,
        Pod("image_pull_secrets = [registry-creds]"),
    ),
    (
        "DOC-103",
        true,
        Template("[[runners]]\n  name = \"{{ .Release.Name }}\"\n  shell = bash"),
    ),
    ("DOC-103", false, Pod("image = \"alpine\"")),
    (
        "DOC-103",
        false,
        Template("[[runners]]\n  limit = {{ .Values.limit }}"),
    ),
    (
        "DOC-104",
        true,
        Template("[[runners]]\n{{ if .Values.a }}\nlimit = 1\n{{ else }}\nlimit = 2\n{{ end }}"),
    ),
    (
        "DOC-104",
        true,
        File("gitlabUrl: {{ x }}\n{{ range y }}: - [\n"),
    ),
    (
        "DOC-104",
        false,
        Template("[[runners]]\n{{- if .Values.a }}\nlimit = 1\n{{- end }}"),
    ),
    (
        "DOC-104",
        false,
        File("gitlabUrl: {{ x }}\n{{- if y }}\nconcurrent: {{ n }}\n{{- end }}\n"),
    ),
    ("DOC-105", true, Values("concurrent: 1\nconcurrent: 2")),
    ("DOC-105", false, Values("concurrent: 1\nreplicas: 2")),
    ("CFG-101", true, Template("[[runners]]\n[[runners]]")),
    ("CFG-101", true, Template("# nothing yet")),
    ("CFG-101", true, Template("concurrent = 4")),
    ("CFG-101", false, Template("[[runners]]")),
    (
        "CFG-101",
        false,
        Runner("name = \"a\"\n[[runners]]\nname = \"b\""),
    ),
    ("CFG-101", false, Values("runners:\n  config: \"\"")),
    (
        "CFG-102",
        true,
        File("[runners]\nexecutor = \"kubernetes\"\n"),
    ),
    (
        "CFG-102",
        true,
        Template("[runners]\n  [runners.kubernetes]\n    image = \"alpine\""),
    ),
    (
        "CFG-102",
        false,
        File("[[runners]]\nexecutor = \"kubernetes\"\n"),
    ),
    ("CFG-103", true, Template("concurrent = 4\n[[runners]]")),
    (
        "CFG-103",
        true,
        Template("[[runners]]\n[session_server]\nlisten_address = \":8093\""),
    ),
    ("CFG-103", false, File("concurrent = 4\n[[runners]]\n")),
    ("CFG-103", false, Template("[[runners]]\nlimit = 4")),
    ("CFG-104", true, Pod("cpu_limits = \"1\"")),
    (
        "CFG-104",
        true,
        Pod("[runners.kubernetes.resources]\ncpu = \"1\""),
    ),
    ("CFG-104", true, Runner("tag_list = [\"a\"]")),
    ("CFG-104", true, File("[[runner]]\nname = \"a\"\n")),
    (
        "CFG-104",
        true,
        Pod("[[runners.kubernetes.services]]\nname = \"a\"\nimage_name = \"b\""),
    ),
    (
        "CFG-104",
        false,
        Pod("cpu_limit = \"1\"\nCPU_REQUEST = \"1\""),
    ),
    (
        "CFG-104",
        false,
        Runner("[runners.cache]\nType = \"s3\"\n[runners.cache.s3]\nBucketName = \"b\""),
    ),
    (
        "CFG-104",
        false,
        Runner(
            "[runners.docker]\nimage = \"alpine\"\ntls_verify = false\n[runners.machine]\nIdleCount = 1",
        ),
    ),
    ("CFG-105", true, Pod("dnsPolicy = \"none\"")),
    (
        "CFG-105",
        true,
        Pod("[runners.kubernetes.nodeSelector]\na = \"b\""),
    ),
    (
        "CFG-105",
        true,
        Pod("[runners.kubernetes.affinity.nodeAffinity]\nx = 1"),
    ),
    (
        "CFG-105",
        false,
        Runner("[runners.cache.s3]\nServerAddress = \"s3.example.com\""),
    ),
    (
        "CFG-105",
        false,
        Pod("[runners.kubernetes.pod_labels]\nmyLabel = \"x\""),
    ),
    ("CFG-106", true, Pod("environment = [\"A=1\"]")),
    ("CFG-106", true, Pod("limit = 5")),
    ("CFG-106", true, Runner("namespace = \"jobs\"")),
    ("CFG-106", true, File("[[runners]]\nconcurrent = 4\n")),
    (
        "CFG-106",
        true,
        Pod("[runners.kubernetes.dns_config]\npoll_timeout = 300"),
    ),
    (
        "CFG-106",
        false,
        Runner("environment = [\"A=1\"]\nlimit = 5"),
    ),
    ("CFG-107", true, Pod("terminationGracePeriodSeconds = 60")),
    (
        "CFG-107",
        false,
        Pod("pod_termination_grace_period_seconds = 60"),
    ),
    (
        "CFG-108",
        true,
        Pod("[runners.kubernetes.node_selector]\npool = \"ci\"\nnamespace = \"jobs\""),
    ),
    (
        "CFG-108",
        true,
        Pod("[runners.kubernetes.pod_labels]\ncpu_limit = \"1\""),
    ),
    (
        "CFG-108",
        true,
        Pod("[runners.kubernetes.pod_annotations]\nimage = \"alpine\""),
    ),
    (
        "CFG-108",
        true,
        Pod("[runners.kubernetes.node_selector]\nmemory_requests = \"1Gi\""),
    ),
    (
        "CFG-108",
        true,
        Pod("[runners.kubernetes.node_selector]\nprivileged = true"),
    ),
    (
        "CFG-108",
        false,
        Pod(
            "[runners.kubernetes.node_selector]\npool = \"ci\"\nnode_pool = \"x\"\n\"example.com/image\" = \"y\"",
        ),
    ),
    ("CFG-109", true, Pod("privileged = \"true\"")),
    ("CFG-109", true, Pod("cap_drop = \"ALL\"")),
    (
        "CFG-109",
        true,
        Pod("image_pull_secrets = [{ name = \"creds\" }]"),
    ),
    (
        "CFG-109",
        true,
        Pod("[runners.kubernetes.pod_security_context]\nseccomp_profile = \"RuntimeDefault\""),
    ),
    ("CFG-109", true, Pod("services = [\"postgres:16\"]")),
    ("CFG-109", true, File("concurrent = \"4\"\n")),
    (
        "CFG-109",
        false,
        Pod("privileged = false\ncap_drop = [\"ALL\"]\nimage_pull_secrets = [\"creds\"]"),
    ),
    (
        "CFG-109",
        false,
        Pod("[[runners.kubernetes.services]]\nname = \"postgres:16\""),
    ),
    (
        "CFG-109",
        false,
        Template("[[runners]]\n  limit = {{ .Values.limit }}\n  name = \"{{ .Release.Name }}\""),
    ),
    (
        "CFG-110",
        true,
        Pod(
            "[[runners.kubernetes.node_tolerations]]\nkey = \"ci\"\noperator = \"Equal\"\nvalue = \"true\"\neffect = \"NoSchedule\"",
        ),
    ),
    (
        "CFG-110",
        true,
        Pod("node_tolerations = [{ key = \"ci\", operator = \"Exists\" }]"),
    ),
    (
        "CFG-110",
        true,
        Pod("node_tolerations = [\"ci=true:NoSchedule\"]"),
    ),
    (
        "CFG-110",
        true,
        Pod("node_tolerations = \"ci=true:NoSchedule\""),
    ),
    ("CFG-110", true, Pod("node_selector = [\"pool=ci\"]")),
    (
        "CFG-110",
        true,
        Pod("[[runners.kubernetes.node_selector]]\nkey = \"pool\"\nvalue = \"ci\""),
    ),
    ("CFG-110", true, Pod("pod_labels = \"a=b\"")),
    (
        "CFG-110",
        true,
        Runner("feature_flags = [\"FF_PRINT_POD_EVENTS=true\"]"),
    ),
    (
        "CFG-110",
        false,
        Pod("[runners.kubernetes.node_tolerations]\n\"ci=true\" = \"NoSchedule\"\n\"spot\" = \"\""),
    ),
    ("CFG-110", false, Pod("node_selector = { pool = \"ci\" }")),
    (
        "CFG-111",
        true,
        Pod("[runners.kubernetes.node_selector]\nci = true"),
    ),
    (
        "CFG-111",
        true,
        Pod("[runners.kubernetes.node_tolerations]\n\"ci=true\" = { effect = \"NoSchedule\" }"),
    ),
    (
        "CFG-111",
        true,
        Runner("[runners.feature_flags]\nFF_PRINT_POD_EVENTS = \"true\""),
    ),
    (
        "CFG-111",
        false,
        Pod("[runners.kubernetes.node_selector]\nci = \"true\""),
    ),
    (
        "CFG-111",
        false,
        Runner("[runners.feature_flags]\nFF_PRINT_POD_EVENTS = true"),
    ),
    (
        "CFG-112",
        true,
        Pod("[runners.kubernetes.node_selector]\nnode.example.com = \"x\""),
    ),
    (
        "CFG-112",
        false,
        Pod("[runners.kubernetes.node_selector]\n\"node.example.com\" = \"x\""),
    ),
    (
        "CFG-113",
        true,
        Pod("[runners.kubernetes.node_tolerations]\n\"ci=true\" = \"noSchedule\""),
    ),
    (
        "CFG-113",
        false,
        Pod("[runners.kubernetes.node_tolerations]\n\"ci=true\" = \"NoExecute\""),
    ),
    ("CFG-120", true, Pod("dns_policy = \"ClusterFirst\"")),
    ("CFG-120", true, Pod("dns_policy = \"None\"")),
    ("CFG-120", true, Pod("dns_policy = \"cluster\"")),
    ("CFG-120", false, Pod("dns_policy = \"cluster-first\"")),
    (
        "CFG-120",
        false,
        Template("[[runners]]\n[runners.kubernetes]\ndns_policy = \"{{ .Values.dns }}\""),
    ),
    ("CFG-121", true, Pod("dns_policy = \"none\"")),
    (
        "CFG-121",
        true,
        Pod("dns_policy = \"none\"\n[runners.kubernetes.dns_config]\nnameservers = []"),
    ),
    (
        "CFG-121",
        false,
        Pod(
            "dns_policy = \"none\"\n[runners.kubernetes.dns_config]\nnameservers = [\"10.0.0.10\"]",
        ),
    ),
    (
        "CFG-122",
        true,
        Pod("[runners.kubernetes.dns_config]\noptions = [\"ndots:2\"]"),
    ),
    (
        "CFG-122",
        true,
        Pod("[runners.kubernetes.dns_config]\noptions = { ndots = \"2\" }"),
    ),
    (
        "CFG-122",
        true,
        Pod("[[runners.kubernetes.dns_config.options]]\nname = \"ndots\"\nvalue = 2"),
    ),
    (
        "CFG-122",
        false,
        Pod("[[runners.kubernetes.dns_config.options]]\nname = \"ndots\"\nvalue = \"2\""),
    ),
    (
        "CFG-122",
        false,
        Pod("[runners.kubernetes.dns_config]\noptions = [{ name = \"timeout\", value = \"3\" }]"),
    ),
    (
        "CFG-123",
        true,
        Pod("[[runners.kubernetes.dns_config.options]]\nname = \"ndots:2\""),
    ),
    (
        "CFG-123",
        false,
        Pod("[[runners.kubernetes.dns_config.options]]\nname = \"edns0\""),
    ),
    (
        "CFG-124",
        true,
        Pod(
            "[runners.kubernetes.dns_config]\nnameservers = [\"10.0.0.1\", \"10.0.0.2\", \"10.0.0.3\", \"10.0.0.4\"]",
        ),
    ),
    (
        "CFG-124",
        false,
        Pod(
            "[runners.kubernetes.dns_config]\nnameservers = [\"10.0.0.1\", \"10.0.0.2\", \"10.0.0.3\"]",
        ),
    ),
    ("CFG-130", true, Pod("cpu_limit = 1")),
    ("CFG-130", true, Pod("helper_memory_request = 1.5")),
    ("CFG-130", false, Pod("cpu_limit = \"1\"")),
    ("CFG-131", true, Pod("memory_limit = \"2GB\"")),
    ("CFG-131", true, Pod("memory_limit = \"2 Gi\"")),
    (
        "CFG-131",
        true,
        Pod("service_cpu_limit_overwrite_max_allowed = \"many\""),
    ),
    (
        "CFG-131",
        true,
        Pod(
            "[[runners.kubernetes.volumes.empty_dir]]\nname = \"a\"\nmount_path = \"/a\"\nsize_limit = \"1gb\"",
        ),
    ),
    (
        "CFG-131",
        false,
        Pod("memory_limit = \"2Gi\"\ncpu_limit = \"1500m\"\ncpu_request = \"\""),
    ),
    (
        "CFG-131",
        false,
        Template("[[runners]]\n[runners.kubernetes]\nmemory_limit = \"{{ .Values.memory }}\""),
    ),
    ("CFG-132", true, Pod("memory_request = \"256m\"")),
    ("CFG-132", true, Pod("cpu_request = \"2000\"")),
    ("CFG-132", true, Pod("memory_limit = \"512\"")),
    (
        "CFG-132",
        false,
        Pod("memory_request = \"256Mi\"\ncpu_request = \"250m\""),
    ),
    (
        "CFG-133",
        true,
        Pod("memory_request = \"3Gi\"\nmemory_limit = \"2Gi\""),
    ),
    (
        "CFG-133",
        false,
        Pod("memory_request = \"2Gi\"\nmemory_limit = \"2048Mi\""),
    ),
    (
        "CFG-140",
        true,
        Pod("[[runners.kubernetes.volumes]]\nname = \"x\"\ntype = \"empty_dir\""),
    ),
    (
        "CFG-140",
        true,
        Pod("[runners.kubernetes.volumes.empty_dir]\nname = \"x\"\nmount_path = \"/x\""),
    ),
    (
        "CFG-140",
        false,
        Pod("[[runners.kubernetes.volumes.empty_dir]]\nname = \"x\"\nmount_path = \"/x\""),
    ),
    (
        "CFG-141",
        true,
        Pod("[[runners.kubernetes.volumes.configmap]]\nname = \"ca\""),
    ),
    (
        "CFG-141",
        true,
        Pod("[[runners.kubernetes.volumes.persistent_volume_claim]]\nname = \"x\""),
    ),
    (
        "CFG-141",
        false,
        Pod(
            "[[runners.kubernetes.volumes.config_map]]\nname = \"ca\"\nmount_path = \"/ca\"\n[[runners.kubernetes.volumes.pvc]]\nname = \"p\"\nmount_path = \"/p\"",
        ),
    ),
    ("CFG-150", true, Pod("pull_policy = \"IfNotPresent\"")),
    (
        "CFG-150",
        true,
        Pod("pull_policy = [\"always\", \"Never\"]"),
    ),
    (
        "CFG-150",
        true,
        Pod("allowed_pull_policies = [\"if_not_present\"]"),
    ),
    (
        "CFG-150",
        false,
        Pod(
            "pull_policy = [\"always\", \"if-not-present\"]\nallowed_pull_policies = [\"always\", \"if-not-present\", \"never\"]",
        ),
    ),
    ("CFG-160", true, Pod("cleanup_resources_timeout = 300")),
    ("CFG-160", true, Runner("prepare_timeout = 300")),
    (
        "CFG-160",
        true,
        Pod("[[runners.kubernetes.autoscaler.policy]]\nidle_time = 300"),
    ),
    (
        "CFG-160",
        false,
        Pod("cleanup_resources_timeout = \"5m\"\npoll_timeout = 600"),
    ),
    ("CFG-161", true, Pod("poll_timeout = \"600s\"")),
    ("CFG-161", false, Pod("poll_timeout = 600")),
    ("CFG-162", true, Runner("unhealthy_interval = \"1h30min\"")),
    ("CFG-162", true, Runner("unhealthy_interval = \"300\"")),
    (
        "CFG-162",
        false,
        Runner("unhealthy_interval = \"1h30m\"\nprepare_timeout = \"1.5h\""),
    ),
    ("CFG-170", true, Pod("privileged = true")),
    (
        "CFG-170",
        false,
        Pod(
            "privileged = false\n[runners.kubernetes.service_container_security_context]\nprivileged = true",
        ),
    ),
    (
        "CFG-180",
        true,
        Runner("url = \"https://gitlab.example.com/ci\""),
    ),
    (
        "CFG-180",
        true,
        Runner("url = \"https://gitlab.example.com/ci/\""),
    ),
    (
        "CFG-180",
        true,
        Runner("url = \"http://gitlab.example.com\""),
    ),
    (
        "CFG-180",
        false,
        Runner("url = \"https://gitlab.example.com/\""),
    ),
    (
        "CFG-180",
        false,
        Runner("url = \"http://gitlab-webservice.gitlab.svc:8181\""),
    ),
    ("CFG-181", true, Runner("token = \"GR1348941abcdef\"")),
    ("CFG-181", false, Runner("token = \"glrt-abcdef\"")),
    (
        "CFG-182",
        true,
        Template("[[runners]]\n  token = \"glrt-abcdef\""),
    ),
    ("CFG-182", false, Runner("token = \"glrt-abcdef\"")),
    ("CFG-182", false, Template("[[runners]]\n  token = \"\"")),
    (
        "CFG-190",
        true,
        Template("[[runners]]\n  pre_build_script = \"docker ps --format '{{.ID}}'\""),
    ),
    (
        "CFG-190",
        true,
        Template("[[runners]]\n  pre_build_script = \"echo {{ $labels.x }}\""),
    ),
    (
        "CFG-190",
        false,
        Template(
            "[[runners]]\n  name = \"{{ .Release.Name }}\"\n  [runners.kubernetes]\n    namespace = \"{{ include \"x\" . }}\"",
        ),
    ),
    (
        "CFG-190",
        false,
        Template("[[runners]]\n  pre_build_script = \"{{`{{.ID}}`}}\""),
    ),
    (
        "CFG-190",
        false,
        Runner("pre_build_script = \"docker ps --format '{{.ID}}'\""),
    ),
    ("CHT-101", true, Values("metrics:")),
    ("CHT-101", true, Values("rbac: null")),
    (
        "CHT-101",
        true,
        Values("runners:\n  secret: x\n  config: ~"),
    ),
    (
        "CHT-101",
        true,
        Values("livenessProbe:\nreadinessProbe: {}"),
    ),
    (
        "CHT-101",
        false,
        Values("metrics: {}\nrbac:\n  create: true\nrunners:\n  config: \"\"\nresources:"),
    ),
    (
        "CHT-102",
        true,
        Values("runners:\n  config:\n    runners:\n      - name: a"),
    ),
    (
        "CHT-102",
        false,
        Values("runners:\n  config: |\n    [[runners]]"),
    ),
    (
        "CHT-103",
        true,
        Values("image: gitlab/gitlab-runner:alpine-v19.3.0"),
    ),
    ("CHT-103", false, Values("image:\n  tag: alpine-v19.3.0")),
    ("CHT-104", true, Values("runners:\n  privileged: true")),
    ("CHT-104", true, Values("runners:\n  image: ubuntu")),
    (
        "CHT-104",
        true,
        Values("runners:\n  cache:\n    cacheType: s3"),
    ),
    (
        "CHT-104",
        true,
        Values("rbac:\n  create: true\n  resources: [pods]"),
    ),
    (
        "CHT-104",
        false,
        Values("runners:\n  secret: x\n  image:\n  builds: {}\n  cache:\n    secretName: s3"),
    ),
    (
        "CHT-110",
        true,
        Values(
            "rbac:\n  rules:\n    - resources: [secrets]\n      verbs: [get]\n      resourceNames: [a]",
        ),
    ),
    (
        "CHT-110",
        false,
        Values("rbac:\n  rules:\n    - resources: [secrets]\n      verbs: [get]"),
    ),
    (
        "CHT-111",
        true,
        Values("rbac:\n  rules:\n    - resources: [pods]"),
    ),
    (
        "CHT-111",
        true,
        Values("rbac:\n  rules:\n    - resources: [pods]\n      verbs: []"),
    ),
    (
        "CHT-111",
        true,
        Values("rbac:\n  rules:\n    - verbs: [get]"),
    ),
    (
        "CHT-111",
        false,
        Values("rbac:\n  rules:\n    - resources: [pods]\n      verbs: [get]"),
    ),
    (
        "CHT-112",
        true,
        Values("rbac:\n  create: true\nserviceAccount:\n  create: false"),
    ),
    (
        "CHT-112",
        false,
        Values("rbac:\n  create: true\nserviceAccount:\n  create: false\n  name: mine"),
    ),
    (
        "CHT-112",
        false,
        Values("rbac:\n  create: true\nserviceAccount:\n  create: true"),
    ),
    (
        "CHT-113",
        true,
        Values("rbac:\n  rules:\n    - resources: ['*']\n      verbs: ['*']"),
    ),
    (
        "CHT-113",
        false,
        Values("rbac:\n  rules:\n    - resources: [pods]\n      verbs: ['*']"),
    ),
    (
        "CHT-120",
        true,
        Values("runnerRegistrationToken: GR1348941abcdef"),
    ),
    ("CHT-120", false, Values("runnerRegistrationToken: \"\"")),
    (
        "CHT-120",
        false,
        Values("runnerRegistrationToken: ${TOKEN}"),
    ),
    ("CHT-121", true, Values("runnerToken: glrt-abcdef")),
    (
        "CHT-121",
        false,
        Values("runnerToken: \"\"\nrunners:\n  secret: x"),
    ),
    (
        "CHT-121",
        false,
        File("gitlabUrl: https://gitlab.example.com\nrunnerToken: {{ token }}\n"),
    ),
    (
        "CHT-122",
        true,
        Values("runnerToken: glrt-abcdef\nrunners:\n  secret: x"),
    ),
    (
        "CHT-122",
        true,
        Values("runnerToken: ${TOKEN}\nrunners:\n  secret: x"),
    ),
    ("CHT-122", false, Values("runners:\n  secret: x")),
    ("CHT-123", true, Values("runnerToken: GR1348941abcdef")),
    (
        "CHT-123",
        true,
        Values("runnerRegistrationToken: glrt-abcdef"),
    ),
    ("CHT-123", false, Values("runnerToken: glrt-abcdef")),
    (
        "CHT-124",
        true,
        File("gitlabUrl: http://gitlab.example.com\n"),
    ),
    (
        "CHT-124",
        true,
        File("gitlabUrl: https://gitlab.example.com/ci\n"),
    ),
    (
        "CHT-124",
        false,
        File("gitlabUrl: https://gitlab.example.com/\n"),
    ),
    (
        "CHT-125",
        true,
        Values("runnerToken: glrt-abcdef\nrunners:\n  tags: a"),
    ),
    (
        "CHT-125",
        true,
        Values("runnerToken: glrt-abcdef\nrunners:\n  maximumTimeout: 3600"),
    ),
    (
        "CHT-125",
        false,
        Values("runnerRegistrationToken: GR1348941abcdef\nrunners:\n  tags: a"),
    ),
    (
        "CHT-125",
        false,
        Values("runnerToken: glrt-abcdef\nrunners:\n  name: a"),
    ),
    ("CHT-126", true, Values("runners:\n  tags: [a, b]")),
    ("CHT-126", false, Values("runners:\n  tags: a,b")),
    (
        "CHT-130",
        true,
        Values(
            "hpa:\n  metrics:\n    - type: Pods\n      pods:\n        metricName: gitlab_runner_jobs\n        targetAverageValue: 400m",
        ),
    ),
    (
        "CHT-130",
        false,
        Values(
            "hpa:\n  metrics:\n    - type: Pods\n      pods:\n        metric:\n          name: gitlab_runner_jobs\n        target:\n          type: AverageValue\n          averageValue: 400m",
        ),
    ),
    (
        "CHT-131",
        true,
        Values("replicas: 2\nsessionServer:\n  enabled: true"),
    ),
    (
        "CHT-131",
        false,
        Values("replicas: 1\nsessionServer:\n  enabled: true"),
    ),
    (
        "CHT-131",
        false,
        Values("replicas: 2\nsessionServer:\n  enabled: false"),
    ),
    ("CHT-132", true, Values("podLabels:\n  app: ci")),
    ("CHT-132", false, Values("podLabels:\n  team: ci")),
    (
        "CHT-133",
        true,
        Values("terminationGracePeriodSeconds: 1000000"),
    ),
    (
        "CHT-133",
        false,
        Values("terminationGracePeriodSeconds: 999999"),
    ),
    (
        "CHT-134",
        true,
        Values("runners:\n  kubernetes:\n    image: alpine"),
    ),
    (
        "CHT-134",
        false,
        Values("runners:\n  cache:\n    secretName: s3"),
    ),
    ("CHT-135", true, Values("gitlabURL: x")),
    ("CHT-135", true, Values("unregisterRunner: true")),
    (
        "CHT-135",
        false,
        Values("unregisterRunners: true\nx-anchors: {}\n.labels: {}"),
    ),
    (
        "CFG-183",
        true,
        Template("[[runners]]\n[runners.cache.s3]\n  SecretKey = \"s3cr3tk3y\""),
    ),
    (
        "CFG-183",
        true,
        Runner("[runners.cache.azure]\n  AccountKey = \"c2VjcmV0\""),
    ),
    (
        "CFG-183",
        false,
        Runner("[runners.cache.s3]\n  SecretKey = \"REPLACE_ME\""),
    ),
    (
        "CFG-183",
        false,
        Template("[[runners]]\n[runners.cache.s3]\n  SecretKey = \"{{ .Values.key }}\""),
    ),
    ("CFG-183", false, Runner("token = \"glrt-0123456789\"")),
    (
        "CFG-191",
        true,
        File(
            "kind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: gitlab-runner\n      version: 0.64.1\n  values:\n    gitlabUrl: https://gitlab.example.com\n    runners:\n      config: |\n        [[runners]]\n          [runners.kubernetes]\n            pod_cpu_limit = \"1\"\n",
        ),
    ),
    (
        "CFG-191",
        false,
        File(
            "kind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: gitlab-runner\n      version: 0.92.0\n  values:\n    gitlabUrl: https://gitlab.example.com\n    runners:\n      config: |\n        [[runners]]\n          [runners.kubernetes]\n            pod_cpu_limit = \"1\"\n",
        ),
    ),
    ("CFG-191", false, Pod("pod_cpu_limit = \"1\"")),
    (
        "CHT-104",
        false,
        File(
            "kind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: gitlab-runner\n      version: 0.40.0\n  values:\n    gitlabUrl: https://gitlab.example.com\n    runners:\n      image: alpine\n",
        ),
    ),
    (
        "CHT-127",
        true,
        Values("sentryDsn: https://key@sentry.corp.internal/1"),
    ),
    (
        "CHT-127",
        false,
        Values("sentryDsn: https://key@sentry.example.com/1"),
    ),
    ("CHT-127", false, Values("sentryDsn: \"\"")),
    ("CHT-136", true, Values("rbac:\n  serviceAccountName: ci")),
    (
        "CHT-136",
        true,
        Values("metrics:\n  serviceMonitor:\n    enabled: true"),
    ),
    (
        "CHT-136",
        false,
        Values("metrics:\n  serviceMonitor:\n    enabled: false"),
    ),
    (
        "CHT-136",
        false,
        Values("rbac:\n  serviceAccountName: \"\""),
    ),
    (
        "CHT-136",
        false,
        File(
            "kind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: gitlab-runner\n      version: 0.60.0\n  values:\n    gitlabUrl: https://gitlab.example.com\n    rbac:\n      serviceAccountName: ci\n",
        ),
    ),
    (
        "CHT-137",
        true,
        File(
            "kind: HelmRelease\nspec:\n  chart:\n    spec:\n      chart: gitlab-runner\n      version: 0.60.0\n  values:\n    gitlabUrl: https://gitlab.example.com\n    runners:\n      jobNamespace: ci\n",
        ),
    ),
    ("CHT-137", false, Values("runners:\n  jobNamespace: ci")),
    ("COR-101", true, File(".:53 {\n    errors\n")),
    ("COR-101", false, File(".:53 {\n    errors\n}\n")),
    ("COR-102", true, File(".:53 {\n    forwrad . 10.0.0.2\n}\n")),
    (
        "COR-102",
        false,
        File(".:53 {\n    forward . 10.0.0.2\n}\n"),
    ),
    ("COR-103", true, File(".:53 {\n    proxy . 10.0.0.2\n}\n")),
    (
        "COR-103",
        true,
        File(".:53 {\n    kubernetes cluster.local {\n        upstream\n    }\n    reload\n}\n"),
    ),
    (
        "COR-103",
        false,
        File(".:53 {\n    forward . 10.0.0.2\n}\n"),
    ),
    (
        "COR-104",
        true,
        File(".:53 {\n    cache 30\n    cache 60\n}\n"),
    ),
    (
        "COR-104",
        false,
        File(".:53 {\n    rewrite name a b\n    rewrite name c d\n}\n"),
    ),
    (
        "COR-105",
        true,
        File(
            ".:53 {\n    forward . 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9 10.0.0.10 10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.14 10.0.0.15 10.0.0.16\n}\n",
        ),
    ),
    (
        "COR-105",
        false,
        File(
            ".:53 {\n    forward . 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9 10.0.0.10 10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.14 10.0.0.15\n}\n",
        ),
    ),
    (
        "COR-106",
        true,
        File(".:53 {\n    forward . 127.0.0.1\n}\n"),
    ),
    (
        "COR-106",
        false,
        File(".:53 {\n    forward . 127.0.0.1:5300\n}\n"),
    ),
    (
        "COR-107",
        true,
        File(".:53 {\n    forward . 10.0.0.2 8.8.8.8\n}\n"),
    ),
    (
        "COR-107",
        false,
        File(".:53 {\n    forward . 1.1.1.1 8.8.8.8\n}\n"),
    ),
    (
        "COR-108",
        true,
        File(".:53 {\n    kubernetes cluster.local\n}\n"),
    ),
    (
        "COR-108",
        false,
        File(".:53 {\n    kubernetes cluster.local\n    reload\n}\n"),
    ),
    (
        "COR-109",
        true,
        File("a.internal {\n    whoami\n}\na.internal {\n    whoami\n}\n"),
    ),
    (
        "COR-109",
        false,
        File("a.internal {\n    whoami\n}\nb.internal {\n    whoami\n}\n"),
    ),
];

/// All files at once through the binary; which codes each one got.
fn judged(lang: &str) -> Vec<Vec<String>> {
    let folder = Folder::new();
    let files: Vec<String> = CASES
        .iter()
        .enumerate()
        .map(|(index, (.., case))| folder.file(&format!("{index:03}"), case.text()))
        .collect();
    let mut args = vec!["check", "--json", "--lang", lang];
    args.extend(files.iter().map(String::as_str));
    let ran = run(&args, b"");
    assert_eq!(ran.code, 1, "{}", ran.err);
    let found: Value = serde_json::from_str(&ran.out).unwrap();
    let mut by_file: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in found.as_array().unwrap() {
        let (file, code) = (one["file"].as_str().unwrap(), one["code"].as_str().unwrap());
        by_file
            .entry(file.to_string())
            .or_default()
            .push(code.to_string());
    }
    files
        .iter()
        .map(|file| by_file.remove(file).unwrap_or_default())
        .collect()
}

#[test]
fn rules_fire_where_they_should_and_nowhere_else() {
    let mut wrong = Vec::new();
    for ((code, fires, case), found) in CASES.iter().zip(judged("en")) {
        if found.iter().any(|one| one == code) != *fires {
            wrong.push(format!(
                "{code} {} in:\n{}found: {found:?}",
                if *fires {
                    "is missing"
                } else {
                    "should not be"
                },
                case.text()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn both_languages_find_the_same() {
    assert_eq!(judged("en"), judged("zh"));
}

#[test]
fn every_rule_has_both_kinds_of_cases() {
    for rule in rules::ALL {
        // Files that large are a test of their own kind.
        if *rule == rules::TOO_LARGE {
            continue;
        }
        for fires in [true, false] {
            assert!(
                CASES
                    .iter()
                    .any(|(code, case, _)| *code == rule.code && *case == fires),
                "{} {fires}",
                rule.code
            );
        }
    }
    let mut codes: Vec<&str> = rules::ALL.iter().map(|rule| rule.code).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), rules::ALL.len());
}

#[test]
fn too_large_a_file_is_not_read() {
    let found = |text: &str| {
        check(text, Lang::En)
            .iter()
            .any(|note| note.code == rules::TOO_LARGE.code)
    };
    assert!(found(&" ".repeat(9 << 20)));
    assert!(!found("gitlabUrl: https://gitlab.example.com\n"));
}

#[test]
fn sound_files_have_no_findings() {
    let values = "\
gitlabUrl: https://gitlab.example.com/
concurrent: 10
replicas: 2
rbac:
  create: true
  rules:
    - apiGroups: [\"\"]
      resources: [pods, pods/attach]
      verbs: [create, get]
serviceAccount:
  create: true
runners:
  secret: runner-token
  config: |
    [[runners]]
      name = \"{{ .Release.Name }}\"
      environment = [\"FF_USE_FASTZIP=true\"]
      [runners.kubernetes]
        namespace = \"ci\"
        image = \"alpine:3.22\"
        cpu_request = \"500m\"
        memory_limit = \"2Gi\"
        pull_policy = [\"always\", \"if-not-present\"]
        dns_policy = \"none\"
        [runners.kubernetes.node_selector]
          \"kubernetes.io/os\" = \"linux\"
        [runners.kubernetes.node_tolerations]
          \"ci=true\" = \"NoSchedule\"
        [runners.kubernetes.dns_config]
          nameservers = [\"10.0.0.10\"]
        [[runners.kubernetes.dns_config.options]]
          name = \"ndots\"
          value = \"2\"
        [[runners.kubernetes.volumes.empty_dir]]
          name = \"certs\"
          mount_path = \"/certs/client\"
          medium = \"Memory\"
";
    assert_eq!(check(values, Lang::En), []);
    assert_eq!(check(&values.replace('\n', "\r\n"), Lang::Zh), []);
}
