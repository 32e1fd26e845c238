//! Holds the commands to the plan they are for.

use super::{kit_of, plan, steps};
use crate::runbooks::restore;
use runwright_model::Lang;

#[track_caller]
fn commands(sets: &[(&str, &str)], id: &str) -> String {
    let kit = kit_of(&plan(sets), Lang::En);
    let book = kit.runbooks.iter().find(|book| book.id == id).unwrap();
    let all: Vec<&str> = steps(book).map(|step| step.command.as_str()).collect();
    all.join("\n")
}

#[test]
fn the_clusters_own_namespaces_are_not_deleted() {
    let check = |managers: &str, jobs: &str, expect: &str, not: &str| {
        let sets = [
            ("target.namespace", managers),
            ("target.job_namespace", jobs),
        ];
        let all = commands(&sets, "decommission");
        assert!(all.contains(expect) && !all.contains(not), "{all}");
    };
    let delete = "kubectl delete namespace";
    check(
        "runners",
        "builds",
        "kubectl delete namespace runners builds",
        "kube-system",
    );
    check(
        "runners",
        "runners",
        "kubectl delete namespace runners\n",
        "runners runners",
    );
    check(
        "runners",
        "default",
        "kubectl delete namespace runners\n",
        "namespace runners default",
    );
    check("default", "kube-system", "helm uninstall", delete);
}

#[test]
fn the_drill_stays_beside_the_live_release() {
    let long = "n".repeat(60);
    for name in ["ci", long.as_str(), "名字", "a-"] {
        let drill = restore::drill(name);
        assert!(
            drill.ends_with("-drill") && drill.chars().count() <= 52,
            "{drill}"
        );
        assert_ne!(drill, name);
    }
    let all = commands(
        &[("target.namespace", "ci"), ("target.job_namespace", "ci")],
        "restore",
    );
    assert!(all.contains("kubectl delete namespace ci-drill\n"), "{all}");
}

#[test]
fn old_runners_are_found_by_their_older_label() {
    let check = |chart: &str, expect: &str| {
        let all = commands(&[("target.chart", chart)], "decommission");
        assert!(all.contains(expect), "{all}");
    };
    check("0.64.1", "delete pods --selector pod\n");
    check(
        "0.65.0",
        "delete pods --selector job.runner.gitlab.com/pod\n",
    );
}

#[test]
fn each_way_of_the_token_has_its_own_commands() {
    let secret = commands(&[], "rotate-token");
    assert!(secret.contains("patch secret gitlab-runner-token --patch-file=/dev/stdin"));
    assert!(!secret.contains("helm upgrade"));
    let inline = commands(&[("gitlab.auth", "inline")], "rotate-token");
    assert!(inline.contains("helm upgrade --install") && !inline.contains("patch secret"));
    assert!(commands(&[("gitlab.auth", "inline")], "backup").contains("values.yaml >> .gitignore"));
    for all in [secret, inline] {
        // A token is typed, never an argument.
        assert!(!all.contains("glrt-") && !all.contains("--header"), "{all}");
    }
}
