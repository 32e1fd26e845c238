use serde_json::{Value, json};

use super::run::{Folder, run};

const VALUES: &str = "\
gitlabUrl: https://gitlab.example.com
concurrent: 7
own: 1
runners:
  secret: runner
  config: |
    [[runners]]
      output_limit = 9000
      [runners.kubernetes]
        cpu_limit = \"2\"
";

#[test]
fn json_has_the_documented_shape() {
    let ran = run(&["import", "--json", "-"], VALUES.as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.err);
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let file = &said["files"][0];
    assert_eq!(file["file"], "-");
    assert_eq!(file["kind"], "values");
    assert_eq!(
        file["what"],
        "Values of the gitlab-runner chart, with the runner's template"
    );
    assert_eq!(
        file["parts"],
        json!([
            {"part": "values", "place": "", "line": 1, "edited": true},
            {"part": "config", "place": "runners.config", "line": 6, "edited": true},
        ])
    );
    assert_eq!(file["kept"], json!([{"key": "own", "line": 3}]));
    assert_eq!(
        (file["understood"].as_u64(), file["total"].as_u64()),
        (Some(9), Some(10))
    );
    let found = &file["findings"][0];
    assert_eq!(
        (&found["file"], &found["code"], &found["line"]),
        (&json!("-"), &json!("CHT-135"), &json!(3))
    );
    assert_eq!(said["plan"]["format"], 1);
    let settings = &said["plan"]["settings"];
    assert_eq!(settings["managers.concurrent"], "7");
    assert_eq!(settings["job.cpu_limit"], "2");
    assert_eq!(settings["config.runners.output_limit"], "9000");
}

#[test]
fn the_plan_is_one_that_render_takes() {
    let folder = Folder::new();
    let ran = run(&["import", "--json", "-"], VALUES.as_bytes());
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    let plan = folder.file("plan.json", said["plan"].to_string());
    let out = folder.path().join("out");
    let ran = run(&["render", &plan, "-o", out.to_str().unwrap()], b"");
    assert!(
        ran.code < 2 && !ran.err.contains("warning: "),
        "{}",
        ran.err
    );
    let values = std::fs::read_to_string(out.join("values.yaml")).unwrap();
    for expect in ["concurrent: 7", "output_limit = 9000", "cpu_limit = \"2\""] {
        assert!(values.contains(expect), "{expect}\n{values}");
    }
}

#[test]
fn credentials_stay_in_the_file() {
    let text = "gitlabUrl: https://gitlab.example.com\nrunnerToken: glrt-0123456789abcdefghij\nsentryDsn: https://key@sentry.example.com/1\n";
    for args in [&["import", "-"][..], &["import", "-", "--json"]] {
        let ran = run(args, text.as_bytes());
        assert!(!ran.out.contains("glrt-0"), "{}", ran.out);
        assert!(!ran.out.contains("key@sentry"), "{}", ran.out);
    }
}

#[test]
fn people_get_lines() {
    let check = |lang: &str, expect: &[&str]| {
        let ran = run(&["import", "-", "--lang", lang], VALUES.as_bytes());
        for line in expect {
            assert!(ran.out.contains(line), "{line}\n{}", ran.out);
        }
    };
    check(
        "en",
        &[
            "-: Values of the gitlab-runner chart, with the runner's template\n",
            "\n  config runners.config, line 6\n",
            "\n  9 of 10 keys understood\n",
            "\n  kept as it is: own, line 3\n",
            "\n-:3:1 advice CHT-135 ",
            "\n  managers.concurrent = 7\n",
        ],
    );
    check(
        "zh",
        &[
            "\n  能理解 10 个键中的 9 个\n",
            "\n  原样保留：own，第 3 行\n",
        ],
    );
}

#[test]
fn files_of_all_kinds_are_told_apart() {
    let check = |text: &str, kind: &str, code: i32| {
        let ran = run(&["import", "-", "--json"], text.as_bytes());
        let said: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(said["files"][0]["kind"], kind, "{text}");
        assert_eq!(ran.code, code, "{text}");
    };
    check("concurrent = 2\n[[runners]]\n", "config", 0);
    check(".:53 {\n    forward . 1.1.1.1\n}\n", "corefile", 0);
    check(
        "gitlab-runner:\n  gitlabUrl: https://gitlab.example.com\n",
        "umbrella",
        0,
    );
    check("a: 1\n", "unknown", 1);
    check("", "unknown", 1);
}

#[test]
fn files_make_one_plan() {
    let folder = Folder::new();
    let values = folder.file("values.yaml", "gitlabUrl: https://gitlab.example.com\n");
    let config = folder.file(
        "config.toml",
        "concurrent = 3\n[[runners]]\n[runners.kubernetes]\ncpu_limit = \"3\"\n",
    );
    let ran = run(&["import", &values, &config, "--json"], b"");
    let said: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(said["files"].as_array().unwrap().len(), 2);
    let settings = &said["plan"]["settings"];
    assert_eq!(settings["gitlab.url"], "https://gitlab.example.com");
    assert_eq!(settings["job.cpu_limit"], "3");
    let ran = run(&["import", &values, "/nowhere/config.toml"], b"");
    assert_eq!(ran.code, 2);
}
