use std::fs;

use serde_json::Value;

use super::run::{Folder, run};

#[test]
fn a_preset_becomes_files() {
    let folder = Folder::new();
    fs::create_dir(folder.path().join("out")).unwrap();
    let kept = folder.file("out/kept.txt", "mine");
    let out = folder.path().join("out");
    let ran = run(
        &[
            "render",
            "--preset",
            "guide-internal",
            "--out",
            out.to_str().unwrap(),
        ],
        b"",
    );
    assert!(ran.code < 2, "{}", ran.err);
    let paths: Vec<&str> = ran.out.lines().collect();
    assert!(
        paths.iter().any(|path| path.ends_with("/values.yaml")),
        "{paths:?}"
    );
    assert!(
        paths
            .iter()
            .any(|path| path.ends_with("/runwright-plan.json")),
        "{paths:?}"
    );
    for path in paths {
        assert!(fs::metadata(path).unwrap().len() > 0, "{path}");
    }
    assert_eq!(fs::read_to_string(kept).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn scripts_can_be_run() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let ran = run(
        &[
            "render",
            "--preset",
            "guide-internal",
            "-o",
            folder.path().to_str().unwrap(),
        ],
        b"",
    );
    let scripts: Vec<&str> = ran
        .out
        .lines()
        .filter(|path| path.ends_with(".sh"))
        .collect();
    assert!(!scripts.is_empty());
    for path in ran.out.lines() {
        let runs = fs::metadata(path).unwrap().permissions().mode() & 0o111 != 0;
        assert_eq!(runs, path.ends_with(".sh"), "{path}");
    }
}

#[test]
fn json_says_what_was_written() {
    let folder = Folder::new();
    let plan = folder.file(
        "plan.json",
        r#"{"preset":"small-team","settings":{"nowhere.at_all":"1"}}"#,
    );
    let out = folder.path().join("a/b");
    let ran = run(
        &["render", &plan, "--out", out.to_str().unwrap(), "--json"],
        b"",
    );
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said["warnings"].as_array().unwrap().len(), 1);
    assert!(ran.err.contains("nowhere.at_all"), "{}", ran.err);
    assert!(said["findings"].is_array() && said["name"].is_string());
    for file in said["files"].as_array().unwrap() {
        let path = out.join(file["path"].as_str().unwrap());
        assert_eq!(
            fs::metadata(path).unwrap().len(),
            file["bytes"].as_u64().unwrap()
        );
    }
}

#[test]
fn a_plan_comes_from_stdin_and_back() {
    let folder = Folder::new();
    let (first, second) = (folder.path().join("1"), folder.path().join("2"));
    let ran = run(
        &["render", "-", "--out", first.to_str().unwrap()],
        br#"{"dns.ndots":"3"}"#,
    );
    assert!(ran.code < 2, "{}", ran.err);
    let plan = first.join("runwright-plan.json");
    run(
        &[
            "render",
            plan.to_str().unwrap(),
            "--out",
            second.to_str().unwrap(),
        ],
        b"",
    );
    for entry in fs::read_dir(&first).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            assert_eq!(
                fs::read(entry.path()).unwrap(),
                fs::read(second.join(entry.file_name())).unwrap()
            );
        }
    }
}

#[test]
fn errors_in_a_plan_show_in_the_exit_code_and_files_are_written() {
    let folder = Folder::new();
    let out = folder.path().join("out");
    let plan = br#"{"settings":{"gitlab.url":"no address at all","managers.concurrent":"0"}}"#;
    let ran = run(&["render", "-", "--out", out.to_str().unwrap()], plan);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.err.contains("error "), "{}", ran.err);
    assert!(out.join("values.yaml").exists());
}

#[test]
fn what_is_no_plan_is_refused() {
    let folder = Folder::new();
    for text in ["", "[]", "nonsense", "{\"a\":1}", "{\"settings\":5}"] {
        let ran = run(
            &["render", "-", "--out", folder.path().to_str().unwrap()],
            text.as_bytes(),
        );
        assert_eq!(ran.code, 2, "{text}");
        assert!(ran.err.contains("not a plan file"), "{text}: {}", ran.err);
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let folder = Folder::new();
    let (out, target) = (folder.path().join("out"), folder.file("target", "mine"));
    fs::create_dir(&out).unwrap();
    std::os::unix::fs::symlink(&target, out.join("values.yaml")).unwrap();
    let ran = run(
        &[
            "render",
            "--preset",
            "small-team",
            "--out",
            out.to_str().unwrap(),
        ],
        b"",
    );
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert_eq!(fs::read_to_string(target).unwrap(), "mine");
}

#[test]
fn what_is_rendered_passes_the_check() {
    let folder = Folder::new();
    for preset in runwright_model::preset::PRESETS {
        let out = folder.path().join(preset.id);
        run(
            &[
                "render",
                "--preset",
                preset.id,
                "--out",
                out.to_str().unwrap(),
            ],
            b"",
        );
        for name in ["values.yaml", "config.toml"] {
            let ran = run(&["check", out.join(name).to_str().unwrap()], b"");
            assert_eq!(
                (ran.code, ran.out.as_str()),
                (0, ""),
                "{} {name}",
                preset.id
            );
        }
    }
}
