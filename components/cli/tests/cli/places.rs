//! Line and column, in whatever the TOML or the values are wrapped.

use runwright_checks::documents::check;
use runwright_model::Lang;

/// The places of a code in a text.
#[track_caller]
fn at(text: &str, code: &str, expect: &[(u32, u32)]) {
    let notes = check(text, Lang::En);
    let found: Vec<(u32, u32)> = notes
        .iter()
        .filter(|note| note.code == code)
        .map(|note| (note.line, note.column))
        .collect();
    assert_eq!(found, expect, "{text}\n{notes:?}");
}

const POLICY: &str = "[[runners]]\n  [runners.kubernetes]\n    pull_policy = \"IfNotPresent\"\n";

fn indented(text: &str, by: usize) -> String {
    text.lines()
        .map(|line| format!("{}{line}\n", " ".repeat(by)))
        .collect()
}

#[test]
fn bare_toml() {
    at(POLICY, "CFG-150", &[(3, 19)]);
    at(&POLICY.replace('\n', "\r\n"), "CFG-150", &[(3, 19)]);
    at(
        &["\u{feff}# 说明\n", POLICY].concat(),
        "CFG-150",
        &[(4, 19)],
    );
}

#[test]
fn toml_in_values() {
    let values = |head: &str| ["runners:\n  config: ", head, "\n", &indented(POLICY, 4)].concat();
    for head in ["|", "|-", "|+", "| # why", "|2"] {
        at(&values(head), "CFG-150", &[(5, 23)]);
    }
    at(&values("|").replace('\n', "\r\n"), "CFG-150", &[(5, 23)]);
    let with_blank = ["runners:\n  config: |\n\n", &indented(POLICY, 4)].concat();
    at(&with_blank, "CFG-150", &[(6, 23)]);
    // A quoted text has no lines of its own.
    at(
        "runners:\n  config: \"[[runners]]\\n[runners.kubernetes]\\npull_policy = 'IfNotPresent'\"\n",
        "CFG-150",
        &[(2, 11)],
    );
}

#[test]
fn values_in_wrappers() {
    let values = ["runners:\n  config: |\n", &indented(POLICY, 4)].concat();
    at(
        &["gitlab-runner:\n", &indented(&values, 2)].concat(),
        "CFG-150",
        &[(6, 25)],
    );
    let flux = [
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nspec:\n  values:\n",
        &indented(&values, 4),
    ]
    .concat();
    at(&flux, "CFG-150", &[(9, 27)]);
    let argo = |key: &str| {
        [
            "apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    helm:\n      ",
            key,
            "\n",
            &indented(&values, 8),
        ]
        .concat()
    };
    at(&argo("values: |"), "CFG-150", &[(11, 31)]);
    at(&argo("valuesObject:"), "CFG-150", &[(11, 31)]);
    let second = ["a: 1\n---\n", &values].concat();
    at(&second, "CFG-150", &[(7, 23)]);
}

#[test]
fn toml_in_a_config_map() {
    let map = |key: &str| {
        [
            "apiVersion: v1\nkind: ConfigMap\ndata:\n  ",
            key,
            ": |\n",
            &indented(POLICY, 4),
        ]
        .concat()
    };
    at(&map("config.toml"), "CFG-150", &[(7, 23)]);
    at(&map("config.template.toml"), "CFG-150", &[(7, 23)]);
    at(&map("entry"), "CFG-150", &[(7, 23)]);
}

#[test]
fn syntax_errors_are_where_they_are() {
    at(
        "concurrent = 1\n[[runners]]\nname = oops\n",
        "DOC-103",
        &[(3, 8)],
    );
    at(
        "runners:\n  config: |\n    [[runners]]\n      name = oops\n",
        "DOC-103",
        &[(4, 14)],
    );
    at(
        "gitlabUrl: https://gitlab.example.com\nrunners: {\n",
        "DOC-102",
        &[(2, 10)],
    );
}

#[test]
fn anchors_keep_their_place() {
    let text = "x: &c\n  config: |\n    [[runners]]\n    executor = \"kubernetes\"\n    [runners.kubernetes]\n    pull_policy = \"Always\"\nrunners: *c\n";
    at(text, "CFG-150", &[(6, 19)]);
    let merged =
        "base: &b\n  image: a/b\nvalues:\n  <<: *b\n  gitlabUrl: https://gitlab.example.com\n";
    at(merged, "CHT-103", &[(2, 3)]);
}
