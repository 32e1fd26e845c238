use super::run::run;

#[track_caller]
fn check(args: &[&str], code: i32, out: &str, err: &str) {
    let ran = run(args, b"");
    assert_eq!(ran.code, code, "{args:?}: {}", ran.err);
    assert!(
        ran.out.contains(out) && (!out.is_empty() || ran.out.is_empty()),
        "{args:?}: {}",
        ran.out
    );
    assert!(
        ran.err.contains(err) && (!err.is_empty() || ran.err.is_empty()),
        "{args:?}: {}",
        ran.err
    );
}

#[test]
fn help_and_version() {
    check(&["--help"], 0, "usage: runwright COMMAND", "");
    check(&["-h"], 0, "usage: runwright COMMAND", "");
    check(&["help"], 0, "usage: runwright COMMAND", "");
    check(
        &["--version"],
        0,
        concat!("runwright ", env!("CARGO_PKG_VERSION"), "\n"),
        "",
    );
    check(&["render", "--help"], 0, "usage: runwright render", "");
    check(&["capacity", "--help"], 0, "usage: runwright capacity", "");
    check(&["check", "-h"], 0, "usage: runwright check", "");
    check(&["import", "-h"], 0, "usage: runwright import", "");
    check(&["set", "-h"], 0, "usage: runwright set", "");
    check(&["set", "-h", "--lang=zh"], 0, "用法：runwright set", "");
    check(&["--lang", "zh", "--help"], 0, "用法：runwright", "");
    check(
        &["check", "--help", "--lang=zh"],
        0,
        "用法：runwright check",
        "",
    );
}

#[test]
fn what_is_not_understood_is_refused_with_a_hint() {
    check(&[], 2, "", "no command is given\n  commands are");
    check(&["--lang", "zh"], 2, "", "没有给出命令");
    check(
        &["frobnicate"],
        2,
        "",
        "there is no command frobnicate\n  commands are",
    );
    check(&["check"], 2, "", "no file is given");
    check(
        &["check", "--frob", "x"],
        2,
        "",
        "unknown option --frob\n  see runwright check --help",
    );
    check(&["check", "-x"], 2, "", "unknown option -x");
    check(
        &["--frob"],
        2,
        "",
        "unknown option --frob\n  see runwright --help",
    );
    check(
        &["check", "--json=yes", "x"],
        2,
        "",
        "--json takes no value",
    );
    check(&["render", "x.json"], 2, "", "--out is missing");
    check(&["render", "x.json", "--out"], 2, "", "--out needs a value");
    check(&["render", "--out", "x"], 2, "", "no file is given");
    check(
        &["render", "a", "b", "--out", "x"],
        2,
        "",
        "render takes one file",
    );
    check(
        &["render", "a", "--preset", "guide-public", "--out", "x"],
        2,
        "",
        "exclude each other",
    );
    check(
        &["render", "--preset", "nope", "--out", "x"],
        2,
        "",
        "presets are guide-internal",
    );
    check(
        &["check", "a", "--out", "x"],
        2,
        "",
        "--out is no option of check",
    );
    check(
        &["check", "a", "--lang", "fr"],
        2,
        "",
        "there is no language fr",
    );
    check(&["capacity"], 2, "", "no file is given");
    check(&["import"], 2, "", "no file is given");
    check(&["set"], 2, "", "no file is given");
    check(&["set", "x"], 2, "", "nothing to set is given");
    check(&["set", "x", "a.b"], 2, "", "a.b says no value");
    check(&["set", "x", "-"], 2, "", "- says no value");
    check(&["set", "-", "a=1", "-i"], 2, "", "stdin cannot be changed");
    check(
        &["set", "x", "a=1", "--json"],
        2,
        "",
        "--json is no option of set",
    );
    check(
        &["import", "x", "--force"],
        2,
        "",
        "--force is no option of import",
    );
    check(
        &["set", "/nowhere/x", "a=1"],
        2,
        "",
        "cannot read /nowhere/x",
    );
    check(
        &["check", "a", "--format", "xml"],
        2,
        "",
        "there is no format xml\n  formats are human",
    );
    check(
        &["capacity", "/nowhere/query.json"],
        2,
        "",
        "cannot read /nowhere/query.json",
    );
    check(
        &["render", "/nowhere/plan.json", "--out", "x"],
        2,
        "",
        "cannot read /nowhere/plan.json",
    );
}
