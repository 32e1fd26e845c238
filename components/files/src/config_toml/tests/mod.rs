//! Reads the template back with another TOML reader and compares it with what the plan says.

mod hostile;
mod privilege;
mod versions;

use super::testing::{check, full, plan};
use super::{BINDINGS, printed, render};
use crate::Context;
use runwright_model::plan::Plan;
use runwright_model::{Lang, Version};
use toml::Value;

fn read(plan: &Plan) -> Value {
    let cx = Context {
        plan,
        lang: Lang::En,
        token: "",
    };
    let text = printed(&cx).text;
    let value: toml::Table =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(
        value.len(),
        1,
        "global keys are dropped by the runner:\n{text}"
    );
    let runners = value["runners"].as_array().unwrap();
    assert_eq!(runners.len(), 1);
    runners[0].clone()
}

/// The value at a dotted path; numbers are places in a list.
fn at<'a>(value: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(value, |value, key| match value {
        Value::Array(items) => items.get(key.parse::<usize>().ok()?),
        other => other.get(key),
    })
}

/// Compares what is at a path with a value written as TOML; `-` says that nothing is there.
fn same(value: &Value, path: &str, want: &str) {
    let got = at(value, path);
    let want = (want != "-")
        .then(|| toml::from_str::<toml::Table>(&format!("x = {want}")).unwrap()["x"].clone());
    assert_eq!(got, want.as_ref(), "{path}");
}

/// Plans and the values that must follow, as TOML; `-` stands for a key that must not be there.
#[test]
fn plans_become_values() {
    let check = |pairs: &[(&str, &str)], expect: &[(&str, &str)]| {
        let runner = read(&plan(pairs));
        for (path, want) in expect {
            same(&runner, &("kubernetes.".to_owned() + path), want);
        }
    };
    check(
        &[],
        &[
            ("namespace", r#""ci-jobs""#),
            ("poll_timeout", "180"),
            ("privileged", "-"),
            ("dns_policy", "-"),
            ("dns_config", "-"),
            ("service_container_security_context", "-"),
            ("automount_service_account_token", "false"),
            (
                "pod_security_context.seccomp_profile.type",
                r#""RuntimeDefault""#,
            ),
        ],
    );
    check(
        &[(
            "nodes.tolerations",
            "key=a value=b;key=spot effect=NoExecute;key=x value=y effect=",
        )],
        &[(
            "node_tolerations",
            r#"{ "a=b" = "NoSchedule", spot = "NoExecute", "x=y" = "" }"#,
        )],
    );
    check(
        &[(
            "nodes.tolerations",
            "key=a value=b;key=a value=b effect=NoExecute;key=a",
        )],
        &[("node_tolerations", r#"{ "a=b" = "", a = "NoSchedule" }"#)],
    );
    check(
        &[(
            "nodes.selector",
            "key=a value=1;key=kubernetes.io/arch value=arm64;key=a value=2",
        )],
        &[(
            "node_selector",
            r#"{ a = "2", "kubernetes.io/arch" = "arm64" }"#,
        )],
    );
    check(
        &[(
            "nodes.affinity",
            "mode=required key=a values=b,c;mode=required key=d operator=DoesNotExist;key=e operator=Gt values=4 weight=9;key=f",
        )],
        &[(
            "affinity.node_affinity",
            r#"{ required_during_scheduling_ignored_during_execution = { node_selector_terms = [{ match_expressions = [{ key = "a", operator = "In", values = ["b", "c"] }, { key = "d", operator = "DoesNotExist" }] }] }, preferred_during_scheduling_ignored_during_execution = [{ weight = 9, preference = { match_expressions = [{ key = "e", operator = "Gt", values = ["4"] }] } }] }"#,
        )],
    );
    check(
        &[
            ("dns.strategy", "internal"),
            ("dns.nameservers", "10.0.0.2"),
            ("dns.ndots", "2"),
            ("dns.attempts", "3"),
            ("dns.searches", "corp"),
        ],
        &[
            ("dns_policy", r#""none""#),
            ("dns_config.nameservers", r#"["10.0.0.2"]"#),
            (
                "dns_config.searches",
                r#"["ci-jobs.svc.cluster.local", "svc.cluster.local", "cluster.local", "corp"]"#,
            ),
            (
                "dns_config.options",
                r#"[{ name = "ndots", value = "2" }, { name = "attempts", value = "3" }]"#,
            ),
        ],
    );
    check(
        &[("dns.strategy", "internal")],
        &[("dns_policy", "-"), ("dns_config", "-")],
    );
    check(
        &[("dns.strategy", "hybrid")],
        &[("dns_policy", r#""cluster-first""#)],
    );
    check(
        &[(
            "job.volumes",
            "name=c mount_path=/c size=1Gi in_memory=true read_only=true;kind=secret name=s mount_path=/s read_only=true;kind=host_path name=h mount_path=/h;name=half",
        )],
        &[
            (
                "volumes.empty_dir",
                r#"[{ name = "c", mount_path = "/c", medium = "Memory", size_limit = "1Gi" }]"#,
            ),
            (
                "volumes.secret",
                r#"[{ name = "s", mount_path = "/s", read_only = true }]"#,
            ),
            (
                "volumes.host_path",
                r#"[{ name = "h", mount_path = "/h" }]"#,
            ),
        ],
    );
    check(
        &[
            ("job.volumes", "name=c mount_path=/c size=1Gi"),
            ("target.chart", "0.58.2"),
        ],
        &[(
            "volumes.empty_dir",
            r#"[{ name = "c", mount_path = "/c" }]"#,
        )],
    );
    check(
        &[(
            "dns.host_aliases",
            "ip=10.0.0.5 hostnames=a.b,c;hostnames=d",
        )],
        &[(
            "host_aliases",
            r#"[{ ip = "10.0.0.5", hostnames = ["a.b", "c"] }]"#,
        )],
    );
}

#[test]
fn lines_and_their_reasons() {
    check(
        render,
        &[],
        &[
            "[[runners]]\n",
            "runners.config",
            "  [runners.kubernetes]\n",
        ],
        &["concurrent =", "executor =", "\n  token =", "privileged"],
    );
    check(
        render,
        &[("dns.strategy", "internal"), ("dns.ndots", "2")],
        &["value = \"2\""],
        &["dns_policy ="],
    );
    check(
        render,
        &[("job.builder", "buildkit"), ("target.chart", "0.86.0")],
        &["18.11"],
        &["Unconfined"],
    );
    check(
        render,
        &[("job.print_pod_events", "true")],
        &["FF_PRINT_POD_EVENTS = true"],
        &[],
    );
    check(
        render,
        &[("job.pull_policy", "always,if-not-present")],
        &["pull_policy = [\"always\", \"if-not-present\"]"],
        &[],
    );
}

#[test]
fn every_line_leads_to_its_field() {
    let plan = full(Version::new(0, 92, 0), "none");
    let cx = Context {
        plan: &plan,
        lang: Lang::En,
        token: "",
    };
    let printed = printed(&cx);
    for (number, line) in printed.text.lines().enumerate() {
        if line.contains(" = ") && !line.trim_start().starts_with('#') {
            let field = printed.field_at(number as u32 + 1);
            assert!(
                field.is_some_and(|id| runwright_model::field::find(id).is_some()),
                "{line}: {field:?}"
            );
        }
    }
    for binding in BINDINGS {
        let field = runwright_model::field::find(binding.field);
        let field = field.unwrap_or_else(|| panic!("{}", binding.field));
        assert_eq!(binding.since, field.since, "{}", binding.path);
    }
}
