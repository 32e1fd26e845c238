//! Holds the invariants of ARCHITECTURE.md that can be read off the sources.

// A panic here is a failed test, in the helpers too.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every Rust source below a folder, with its path from the root.
fn sources(folder: &str) -> Vec<(String, String)> {
    fn walk(at: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found
        .into_iter()
        .map(|path| {
            (
                path.strip_prefix(root()).unwrap().display().to_string(),
                std::fs::read_to_string(&path).unwrap(),
            )
        })
        .collect()
}

/// No line of code (comments aside) below `folder` has any of `words`, except in files whose path ends so.
#[track_caller]
fn absent(folder: &str, words: &[&str], except: &[&str]) {
    let mut found = Vec::new();
    for (path, text) in sources(folder) {
        if except.iter().any(|end| path.ends_with(end)) {
            continue;
        }
        // What stands after `#[cfg(test)] mod tests` may name anything.
        let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or("");
        for (index, line) in code.lines().enumerate() {
            if !line.trim_start().starts_with("//") && words.iter().any(|word| line.contains(word))
            {
                found.push(format!("{path}:{}: {}", index + 1, line.trim()));
            }
        }
    }
    assert_eq!(found, [] as [String; 0]);
}

const PURE: [&str; 7] = [
    "model",
    "documents",
    "files",
    "checks",
    "capacity",
    "diagnose",
    "kit",
];

#[test]
fn only_the_page_knows_the_browser() {
    for name in PURE {
        absent(
            &format!("components/{name}/src"),
            &["leptos", "web_sys", "js_sys", "wasm_bindgen"],
            &[],
        );
    }
    absent(
        "components/engine/src",
        &["leptos", "web_sys", "js_sys", "wasm_bindgen"],
        &["engine/src/entry.rs"],
    );
    absent(
        "components/sizing/src",
        &["leptos", "web_sys", "js_sys", "wasm_bindgen"],
        &["sizing/src/main.rs"],
    );
    absent(
        "components/cli/src",
        &["leptos", "web_sys", "js_sys", "wasm_bindgen"],
        &[],
    );
}

#[test]
fn the_core_is_pure() {
    for name in PURE.into_iter().chain(["sizing"]) {
        let clock_and_world = [
            "std::time",
            "SystemTime",
            "Instant::now",
            "std::env",
            "std::fs",
            "std::net::Tcp",
            "rand::",
        ];
        absent(
            &format!("components/{name}/src"),
            &clock_and_world,
            &["tests.rs", "testing.rs"],
        );
    }
}

#[test]
fn the_page_names_no_file_format() {
    absent(
        "app/src",
        &[
            "runwright_files",
            "runwright_documents",
            "runwright_checks",
            "runwright_capacity",
            "runwright_diagnose",
            "runwright_kit",
            "runwright_sizing",
            "runwright_engine",
        ],
        &[],
    );
    absent(
        "components/widgets/src",
        &["gitlab", "GitLab", "kubernetes"],
        &[],
    );
}

#[test]
fn documents_know_no_product() {
    absent(
        "components/documents/src",
        &["gitlab", "GitLab", "runners."],
        &["lib.rs"],
    );
}

#[test]
fn every_module_says_what_it_does() {
    for folder in ["app/src", "components", "tests/score"] {
        for (path, text) in sources(folder) {
            if path.contains("/tests/")
                || path.ends_with("/tests.rs")
                || path.contains("/examples/")
            {
                continue;
            }
            assert!(text.starts_with("//!"), "{path} has no module doc");
        }
    }
}

#[test]
fn nothing_is_left_for_later() {
    // The words are put together here so that this file does not find itself.
    let words = [
        ["TO", "DO"].concat(),
        ["FIX", "ME"].concat(),
        ["coming", " soon"].concat(),
        ["unimplemented", "!"].concat(),
    ];
    for folder in ["app", "components", "tests/score"] {
        for (path, text) in sources(folder) {
            for word in &words {
                assert!(!text.contains(word.as_str()), "{path} has {word}");
            }
        }
    }
}

#[test]
fn the_page_holds_the_widgets_sprite() {
    let read = |path: &str| std::fs::read_to_string(root().join(path)).unwrap();
    let (page, sprite) = (
        read("app/index.html"),
        read("components/widgets/sprite.html"),
    );
    assert!(
        page.contains(sprite.trim()),
        "copy sprite.html into index.html"
    );
}
