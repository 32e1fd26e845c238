//! A runner's configuration, bare.

use super::*;

const CONFIG: &str = r#"# ours
concurrent = 7
check_interval = 5

[session_server]
  session_timeout = 900

[[runners]]
  name = "one"
  url = "https://gitlab.example.com/"
  executor = "kubernetes"
  environment = ["A=b"]
  [runners.cache]
    Type = "s3"
    [runners.cache.s3]
      BucketName = "cache"
  [runners.kubernetes]
    namespace = "ci"
    cpu_request = "1" # one core
    poll_timeout = 600
    privileged = true
    made_up = "kept"
    [runners.kubernetes.node_selector]
      "kubernetes.io/os" = "linux"
    [[runners.kubernetes.volumes.empty_dir]]
      name = "scratch"
      mount_path = "/scratch"
      medium = "Memory"
    [[runners.kubernetes.volumes.pvc]]
      name = "cache"
      mount_path = "/cache"
      sub_path = "x"
"#;

#[test]
fn what_a_configuration_says_is_the_plan() {
    reads(
        CONFIG,
        &[
            ("managers.concurrent", "7"),
            ("gitlab.check_interval", "5"),
            ("gitlab.runner_name", "one"),
            ("config.runners.environment", "[A=b]"),
            ("config.runners.cache.Type", "s3"),
            ("config.runners.cache.s3.BucketName", "cache"),
            ("config.session_server.session_timeout", "900"),
            ("target.job_namespace", "ci"),
            ("job.cpu_request", "1"),
            ("job.poll_timeout", "600"),
            ("config.runners.kubernetes.privileged", "true"),
            ("nodes.selector", "key:kubernetes.io/os,value:linux"),
            (
                "job.volumes",
                "in_memory:true,kind:empty_dir,mount_path:/scratch,name:scratch",
            ),
            // More than a row can say.
            (
                "config.runners.kubernetes.volumes.pvc",
                r#"[{"name":"cache","mount_path":"/cache","sub_path":"x"}]"#,
            ),
            // What the file leaves out is what the runner then does, not what a new plan begins with.
            ("job.memory_request", ""),
            ("job.pull_policy", "[]"),
            ("managers.request_concurrency", "1"),
            ("managers.replicas", "default"),
        ],
    );
}

#[test]
fn a_queuing_threshold_is_read_where_it_always_holds() {
    let check = |entry: &str, expect: &[(&str, &str)]| {
        let text = [
            "[[runners]]\n  executor = \"kubernetes\"\n  [runners.monitoring]\n    \
             [[runners.monitoring.job_queuing_durations]]\n",
            entry,
            "  [runners.kubernetes]\n",
        ]
        .concat();
        reads(&text, expect);
    };
    check(
        "periods = [\"* * * * * * *\"]\nthreshold = \"2m\"\n",
        &[("monitoring.queue_wait", "120")],
    );
    let some = "periods = [\"* * 9-17 * * * *\"]\nthreshold = \"2m\"\n";
    check(
        some,
        &[
            ("monitoring.queue_wait", "default"),
            (
                "config.runners.monitoring.job_queuing_durations",
                r#"[{"periods":["* * 9-17 * * * *"],"threshold":"2m"}]"#,
            ),
        ],
    );
}

#[test]
fn nothing_changed_is_the_same_text() {
    assert_eq!(edited(CONFIG, &[]), CONFIG);
    let crlf = CONFIG.replace('\n', "\r\n");
    assert_eq!(edited(&crlf, &[]), crlf);
}

#[test]
fn one_setting_changes_its_value() {
    changes(
        CONFIG,
        &[("job.cpu_request", "2".into())],
        &[
            r#"-    cpu_request = "1" # one core"#,
            r#"+    cpu_request = "2" # one core"#,
        ],
    );
    changes(
        CONFIG,
        &[("managers.concurrent", "8".into())],
        &["-concurrent = 7", "+concurrent = 8"],
    );
    changes(
        CONFIG,
        &[("config.runners.cache.s3.BucketName", "other".into())],
        &[
            r#"-      BucketName = "cache""#,
            r#"+      BucketName = "other""#,
        ],
    );
}

#[test]
fn a_new_setting_goes_to_its_table() {
    changes(
        CONFIG,
        &[("job.memory_limit", "1Gi".into())],
        &[r#"+    memory_limit = "1Gi""#],
    );
    changes(
        CONFIG,
        &[(
            "config.runners.kubernetes.runtime_class_name",
            "gvisor".into(),
        )],
        &[r#"+    runtime_class_name = "gvisor""#],
    );
    changes(
        CONFIG,
        &[(
            "nodes.selector",
            rows(&[
                &[("key", "kubernetes.io/os"), ("value", "linux")],
                &[("key", "pool"), ("value", "ci")],
            ]),
        )],
        &[r#"+      pool = "ci""#],
    );
}

#[test]
fn removed_is_removed() {
    changes(
        CONFIG,
        &[("job.cpu_request", "".into())],
        &[r#"-    cpu_request = "1" # one core"#],
    );
    changes(
        CONFIG,
        &[("drop.config.runners[0].kubernetes.made_up", "true".into())],
        &[r#"-    made_up = "kept""#],
    );
}

#[test]
fn what_the_plan_adds_joins_what_is_there() {
    changes(
        CONFIG,
        &[("job.builder", "dind_plain".into())],
        &[
            r#"-  environment = ["A=b"]"#,
            r#"+  environment = ["A=b", "DOCKER_HOST=tcp://docker:2375", "DOCKER_TLS_CERTDIR="]"#,
            r#"+    allowed_services = ["docker:28-dind"]"#,
            "+    [runners.kubernetes.service_container_security_context]",
            "+      privileged = true",
        ],
    );
}

#[test]
fn a_wrong_form_is_written_anew() {
    let text =
        "[[runners]]\n  [runners.kubernetes]\n    cpu_limit = 2\n    poll_timeout = \"600\"\n";
    changes(
        text,
        &[
            ("drop.config.runners[0].kubernetes.cpu_limit", "true".into()),
            (
                "drop.config.runners[0].kubernetes.poll_timeout",
                "true".into(),
            ),
        ],
        &[
            "-    cpu_limit = 2",
            "-    poll_timeout = \"600\"",
            "+    cpu_limit = \"2\"",
            "+    poll_timeout = 600",
        ],
    );
}

#[test]
fn secrets_stay_in_the_file() {
    let text = "[[runners]]\n  token = \"glrt-secret\"\n  [runners.cache.s3]\n    SecretKey = \"hidden\"\n";
    let opened = open(text);
    let reading = read::read(&[File {
        text,
        opened: &opened,
    }]);
    let said = format!("{:?}", reading.draft);
    assert!(
        !said.contains("glrt-secret") && !said.contains("hidden"),
        "{said}"
    );
    assert!(reading.files[0].secret);
    assert_eq!(edited(text, &[]), text);
}

#[test]
fn unknown_keys_are_counted_with_their_lines() {
    let opened = open(CONFIG);
    let reading = read::read(&[File {
        text: CONFIG,
        opened: &opened,
    }]);
    let file = &reading.files[0];
    let kept: Vec<&str> = file.kept.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(kept, ["runners[0].kubernetes.made_up"]);
    assert_eq!(file.total - file.understood, 1);
    assert_eq!(kinds(&opened), [Kind::Config { template: false }]);
}
