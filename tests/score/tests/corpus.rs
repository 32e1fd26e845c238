//! Runs `score corpus` on small folders that this test writes.

// A panic here is a failed test.
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

/// A folder that goes away at the end.
struct Folder(PathBuf);

impl Folder {
    /// With files of a kind, listed in its index.
    fn new(name: &str, files: &[(&str, &str, &str)]) -> Folder {
        let name = format!("runwright-score-{}-{name}", std::process::id());
        let folder = Folder(std::env::temp_dir().join(name));
        let mut rows = Vec::new();
        for (file, kind, text) in files {
            let path = folder.0.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
            rows.push(json!({"file": file, "kind": kind, "templated": false}));
        }
        std::fs::create_dir_all(&folder.0).unwrap();
        std::fs::write(folder.0.join("INDEX.json"), json!(rows).to_string()).unwrap();
        folder
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn score(folder: &Path, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_score"))
        .args(["corpus", folder.to_str().unwrap()])
        .args(more)
        .output()
        .unwrap()
}

/// The counters named, of the files together.
#[track_caller]
fn check(name: &str, files: &[(&str, &str, &str)], code: i32, expect: &[(&str, u64)]) -> Value {
    let folder = Folder::new(name, files);
    let output = score(&folder.0, &[]);
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    for (counter, number) in expect {
        assert_eq!(said[counter], *number, "{name} {counter}: {said}");
    }
    said
}

#[test]
fn values_are_changed_one_at_a_time() {
    let text = "# ours\ngitlabUrl: https://gitlab.example.com # x\nconcurrent: 4\nown: 1\nrunners:\n  secret: a\n  config: |\n    [[runners]]\n      environment = [\"A=1\", \"B=2\"]\n      [runners.kubernetes]\n        cpu_limit = \"2\"\n";
    let said = check(
        "values",
        &[("values/1.yaml", "values", text)],
        0,
        &[
            ("files", 1),
            ("parseable", 1),
            ("identical", 1),
            ("one_edit_total", 6),
            ("one_edit_local", 6),
            ("one_edit_skipped", 0),
            ("understood_keys", 9),
            ("total_keys", 10),
            ("panics", 0),
        ],
    );
    assert_eq!(said["by_kind"]["values"]["one_edit_total"], 6);
}

#[test]
fn what_templates_and_aliases_decide_is_left_alone() {
    let text =
        "x: &x {cpu: 1}\ngitlabUrl: {{ .a }}{{ .b }}\nconcurrent: 4\nresources:\n  limits: *x\n";
    check(
        "template",
        &[("1.yaml", "values", text)],
        0,
        &[
            ("parseable", 0),
            ("identical", 0),
            ("identical_all", 1),
            ("one_edit_total", 1),
            ("one_edit_skipped", 1),
        ],
    );
}

#[test]
fn kinds_are_counted_apart() {
    let toml = "concurrent = 1\n[[runners]]\n";
    let corefile =
        ".:53 {\n    errors\n    forward . 10.0.0.1 {\n        policy random\n    }\n}\n";
    let said = check(
        "kinds",
        &[
            ("a/1.toml", "config-toml", toml),
            ("a/2.toml", "config-toml", "concurrent = \n[[runners]]\n"),
            ("b/Corefile", "corefile", corefile),
        ],
        0,
        &[("files", 3), ("parseable", 2), ("identical_all", 3)],
    );
    let kinds = &said["by_kind"];
    assert_eq!(kinds["config-toml"]["files"], 2);
    assert_eq!(kinds["config-toml"]["parseable"], 1);
    assert_eq!(kinds["corefile"]["one_edit_total"], 3);
    assert_eq!(kinds["corefile"]["one_edit_local"], 3);
}

#[test]
fn failures_are_listed_on_request() {
    let folder = Folder::new("list", &[("1.toml", "config-toml", "a = \n[[runners]]\n")]);
    let list = |more: &[&str]| {
        let output = score(&folder.0, more);
        String::from_utf8(output.stderr).unwrap()
    };
    assert_eq!(list(&[]), "");
    let said = list(&["--list"]);
    assert!(said.starts_with("1.toml\t\tnot parseable: "), "{said}");
    assert_eq!(said.lines().count(), 1);
}

#[test]
fn a_folder_without_an_index_is_refused() {
    let output = score(Path::new("/nowhere"), &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("INDEX.json"));
}
