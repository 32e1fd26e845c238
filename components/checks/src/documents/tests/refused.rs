//! What no edit of the plan can mend, or what nobody asked for, is not offered.

use super::*;

#[test]
fn tables_that_are_the_runner_stay() {
    unfixed("CFG-102", "[runners]\n  executor = \"kubernetes\"\n");
    unfixed("CFG-104", "[[runner]]\n  name = \"a\"\n");
}

#[test]
fn several_runners_go_at_once() {
    values(
        "CFG-101",
        "Remove the other [[runners]]",
        "runners:\n  config: |\n    [[runners]]\n      name = \"a\"\n    [[runners]]\n      name = \"b\"\n    [[runners]]\n      name = \"c\"",
        "runners:\n  config: |\n    [[runners]]\n      name = \"a\"",
    );
}

#[test]
fn globals_move_to_the_values_of_the_chart() {
    values(
        "CFG-103",
        "Move to the chart's values",
        "runners:\n  config: |\n    concurrent = 4\n    [[runners]]\n      name = \"a\"",
        "runners:\n  config: |\n    [[runners]]\n      name = \"a\"\nconcurrent: 4",
    );
}

#[test]
fn a_value_in_another_case_gets_its_name_or_goes() {
    fixed(
        "CHT-135",
        "Rename to gitlabUrl",
        "gitlabURL: https://gitlab.example.com/\nconcurrent: 2\n",
        "gitlabUrl: https://gitlab.example.com/\nconcurrent: 2\n",
    );
    values(
        "CHT-135",
        "Remove it",
        "GitlabUrl: https://gitlab.example.com",
        "",
    );
}

#[test]
fn only_the_runner_of_the_plan_is_mended() {
    let text = "[[runners]]\n  executor = \"kubernetes\"\n  limit = 1\n[[runners]]\n  executor = \"docker\"\n  limit = \"2\"\n  wholly_unknown = 1\n";
    unfixed("CFG-109", text);
    let notes = check(text, Lang::En);
    let unknown = notes.iter().find(|note| note.code == "CFG-104");
    let fix = unknown.and_then(|note| note.fixes.first()).unwrap();
    let (after, _) = applied(text, fix);
    assert_eq!(after, text.replace("  wholly_unknown = 1\n", ""));
}

#[test]
fn what_is_there_is_not_overwritten() {
    let check = |code: &str, text: &str| {
        let notes = super::check(text, Lang::En);
        let note = notes.iter().find(|note| note.code == code).unwrap();
        let labels: Vec<&str> = note.fixes.iter().map(|fix| fix.label.as_str()).collect();
        assert_eq!(labels, ["Remove it"], "{note:?}");
    };
    check(
        "CFG-104",
        "[[runners]]\n  [runners.kubernetes]\n    cpu_limit = \"1\"\n    cpu_limits = \"2\"\n",
    );
    check(
        "CFG-106",
        "[[runners]]\n  limit = 1\n  [runners.kubernetes]\n    limit = 2\n",
    );
    check(
        "CFG-105",
        "[[runners]]\n  [runners.kubernetes]\n    dnsPolicy = \"None\"\n",
    );
    check(
        "CHT-135",
        "gitlabUrl: https://gitlab.example.com\nreplicas: 1\nreplica: 2\n",
    );
    check(
        "CHT-104",
        "gitlabUrl: https://gitlab.example.com\nrunners:\n  image: b\n  config: |\n    [[runners]]\n      [runners.kubernetes]\n        image = \"a\"\n",
    );
}

#[test]
fn values_that_a_template_or_a_guess_decides_stay() {
    unfixed(
        "CFG-110",
        "[[runners]]\n  [runners.kubernetes]\n    node_selector = [\"pool\"]\n",
    );
    unfixed("CFG-109", "[[runners]]\n  limit = \"many\"\n");
    unfixed(
        "CFG-150",
        "[[runners]]\n  [runners.kubernetes]\n    pull_policy = \"sometimes\"\n",
    );
    unfixed("CFG-162", "[[runners]]\n  unhealthy_interval = \"soon\"\n");
    unfixed(
        "CFG-190",
        "gitlabUrl: https://gitlab.example.com\nrunners:\n  config: |\n    [[runners]]\n      pre_build_script = \"{{ .Values.a }} {{ job }}\"\n",
    );
    unfixed(
        "CHT-103",
        "gitlabUrl: https://gitlab.example.com\nimage: a@sha256:0000\n",
    );
    // A port of plain HTTP does not speak TLS.
    unfixed("CHT-124", "gitlabUrl: http://gitlab.example.com:8080/\n");
}

#[test]
fn copies_of_an_anchor_stay() {
    unfixed(
        "CHT-135",
        "gitlabUrl: https://gitlab.example.com\n.common: &common\n  wholly: 1\n<<: *common\n",
    );
}

#[test]
fn privilege_stays_where_no_docker_runs() {
    unfixed(
        "CFG-170",
        "[[runners]]\n  [runners.kubernetes]\n    privileged = true\n",
    );
}
