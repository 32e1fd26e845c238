//! Keys are set where they stand, and nothing else changes.

use super::run::{Folder, run};

/// The lines that differ, old ones with `-` and new ones with `+`.
#[track_caller]
fn check(text: &str, args: &[&str], expect: &[&str]) {
    let ran = run(&[&["set", "-"], args].concat(), text.as_bytes());
    assert_eq!(ran.code, 0, "{args:?}: {}", ran.err);
    let (old, new): (Vec<&str>, Vec<&str>) =
        (text.split('\n').collect(), ran.out.split('\n').collect());
    let same = |(one, other): &(&&str, &&str)| one == other;
    let ends = old.iter().rev().zip(new.iter().rev());
    let tail = ends.take_while(same).count();
    let rest = old.len().min(new.len()) - tail;
    let head = old.iter().zip(&new).take(rest).take_while(same).count();
    let mut lines = Vec::new();
    for (mark, side) in [("-", &old), ("+", &new)] {
        lines.extend(
            side[head..side.len() - tail]
                .iter()
                .map(|line| [mark, line].concat()),
        );
    }
    assert_eq!(lines, expect, "{args:?}\n{}", ran.out);
}

/// What is said of a wish that is not granted.
#[track_caller]
fn refused(text: &str, args: &[&str], expect: &str) {
    let ran = run(&[&["set", "-"], args].concat(), text.as_bytes());
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (1, ""),
        "{args:?}: {}",
        ran.err
    );
    assert!(ran.err.contains(expect), "{args:?}: {}", ran.err);
}

const TOML: &str = "\
# ours
concurrent = 4 # four
[[runners]]
  executor = \"shell\"
[[runners]]
  Executor = \"kubernetes\"
  environment = [\"A=1\", \"B=2\"]
  [runners.kubernetes]
    CPU_Limit = '1'   # keep
    privileged = false
    [runners.kubernetes.node_selector]
      a = \"b\"
    [[runners.kubernetes.volumes.empty_dir]]
      name = \"x\"
    [[runners.kubernetes.volumes.empty_dir]]
      name = \"y\"
";

#[test]
fn values_are_of_the_type_of_the_key() {
    check(
        TOML,
        &["concurrent=9"],
        &["-concurrent = 4 # four", "+concurrent = 9 # four"],
    );
    check(
        TOML,
        &["runners.kubernetes.privileged=true"],
        &["-    privileged = false", "+    privileged = true"],
    );
    check(
        TOML,
        &["runners.kubernetes.cpu_limit=500m"],
        &[
            "-    CPU_Limit = '1'   # keep",
            "+    CPU_Limit = '500m'   # keep",
        ],
    );
    let environment = "-  environment = [\"A=1\", \"B=2\"]";
    check(
        TOML,
        &["runners.environment=A=1,C=3"],
        &[environment, "+  environment = [\"A=1\", \"C=3\"]"],
    );
    check(
        TOML,
        &["runners.environment=[\"A=1\",\"C=3,4\"]"],
        &[environment, "+  environment = [\"A=1\", \"C=3,4\"]"],
    );
    check(
        TOML,
        &["runners.environment[1]=C=3"],
        &[environment, "+  environment = [\"A=1\", \"C=3\"]"],
    );
    check(TOML, &["runners.limit=5"], &["+  limit = 5"]);
    check(TOML, &["runners.name="], &["+  name = \"\""]);
}

#[test]
fn places_are_found_as_the_runner_does() {
    check(
        TOML,
        &["RUNNERS.executor=docker"],
        &["-  Executor = \"kubernetes\"", "+  Executor = \"docker\""],
    );
    check(
        TOML,
        &["runners[0].executor=docker"],
        &["-  executor = \"shell\"", "+  executor = \"docker\""],
    );
    check(
        TOML,
        &["runners.kubernetes.node_selector.\"x.io/y\"=z"],
        &["+      \"x.io/y\" = \"z\""],
    );
    check(
        TOML,
        &["runners.kubernetes.volumes.empty_dir[1].name=z"],
        &["-      name = \"y\"", "+      name = \"z\""],
    );
    refused(
        TOML,
        &["runners.kubernetes.volumes.empty_dir.name=z"],
        "empty_dir is a list\n  say which item is meant: empty_dir[0]",
    );
    check(
        "concurrent = 1\n",
        &["runners.limit=5"],
        &["+", "+[[runners]]", "+limit = 5"],
    );
}

#[test]
fn keys_are_taken_out() {
    let gone = &["-    privileged = false"];
    check(TOML, &["runners.kubernetes.privileged-"], gone);
    check(TOML, &["--unset", "runners.kubernetes.privileged"], gone);
    check(
        TOML,
        &["runners.environment[0]-"],
        &[
            "-  environment = [\"A=1\", \"B=2\"]",
            "+  environment = [\"B=2\"]",
        ],
    );
    check(TOML, &["runners.limit-"], &[]);
    refused(TOML, &["runners.limt-"], "did you mean runners.limit?");
    check("own = 1\nconcurrent = 1\n", &["own-"], &["-own = 1"]);
}

const VALUES: &str = "\
gitlabUrl: https://gitlab.example.com
concurrent: 10
nodeSelector: {}
runners:
  config: |
    [[runners]]
      [runners.kubernetes]
        image = \"alpine\"  # small
";

#[test]
fn the_part_is_found() {
    check(
        VALUES,
        &["concurrent=5"],
        &["-concurrent: 10", "+concurrent: 5"],
    );
    check(
        VALUES,
        &["config:concurrent=5"],
        &["+    concurrent = 5", "+"],
    );
    check(
        VALUES,
        &["runners.kubernetes.image=busybox"],
        &[
            "-        image = \"alpine\"  # small",
            "+        image = \"busybox\"  # small",
        ],
    );
    check(
        VALUES,
        &["nodeSelector.\"kubernetes.io/arch\"=arm64"],
        &[
            "-nodeSelector: {}",
            "+nodeSelector:",
            "+  kubernetes.io/arch: arm64",
        ],
    );
    check(
        VALUES,
        &["resources={\"limits\":{\"cpu\":\"1\"}}", "replicas=2"],
        &[
            "+resources:",
            "+  limits:",
            "+    cpu: \"1\"",
            "+replicas: 2",
        ],
    );
    check(
        &VALUES.replace('\n', "\r\n"),
        &["concurrent=5"],
        &["-concurrent: 10\r", "+concurrent: 5\r"],
    );
    refused(TOML, &["values:concurrent=5"], "the file has no such part");
    refused(
        "gitlabUrl: https://gitlab.example.com/\n",
        &["runners.kubernetes.cpu_limit=1"],
        "the file has no such part",
    );
    refused("a: 1\n", &["concurrent=5"], "the file is not recognised");
}

#[test]
fn corefiles_take_arguments() {
    let text = ".:53 {\n    errors\n    forward . /etc/resolv.conf { # up\n        policy random\n    }\n    cache 30\n}\n";
    let forward = "-    forward . /etc/resolv.conf { # up";
    for prefix in ["", "corefile:"] {
        check(
            text,
            &[&[prefix, "\".:53\".forward=. 1.1.1.1 9.9.9.9"].concat()],
            &[forward, "+    forward . 1.1.1.1 9.9.9.9 { # up"],
        );
    }
    check(
        text,
        &["\".:53\".forward[1]=1.1.1.1"],
        &[forward, "+    forward . 1.1.1.1 { # up"],
    );
    check(
        text,
        &["\".:53\".cache[0]-"],
        &["-    cache 30", "+    cache"],
    );
    check(
        text,
        &["\".:53\".forward.policy=sequential"],
        &["-        policy random", "+        policy sequential"],
    );
    check(text, &["\".:53\".errors-"], &["-    errors"]);
    check(text, &["--force", "\".:53\".reload="], &["+    reload"]);
    refused(text, &["\".:53\".reload="], "there is no such key");
    refused(text, &["\".:53\".forwrd=."], "did you mean forward?");
    refused(text, &["\".\".forward=."], "addresses are .:53");
    refused(text, &["forward=."], "names a block and a plugin");
    refused(text, &["\".:53\".cache=30 {"], "words on one line");
    refused(text, &["\".:53\".cache[4]=30"], "could not be changed");
}

#[test]
fn what_does_not_fit_is_refused_with_a_hint() {
    refused(
        TOML,
        &["concurrent=many"],
        "concurrent: a whole number is expected",
    );
    refused(
        TOML,
        &["runners.kubernetes.privileged=yes"],
        "true or false is expected",
    );
    refused(
        TOML,
        &["runners.kubernetes.pull_policy=Always"],
        "one of these is expected: always, if-not-present, never",
    );
    refused(
        TOML,
        &["runners.kubernetes.cpu_limit=5x"],
        "a quantity such as 500m",
    );
    refused(
        TOML,
        &["runners.unhealthy_interval=soon"],
        "a duration such as 5m",
    );
    refused(
        TOML,
        &["runners.kubernetes.cpu_limt=1"],
        "did you mean runners.kubernetes.cpu_limit?",
    );
    refused(TOML, &["runners.name.x=1"], "name has nothing below it");
    refused(
        TOML,
        &["concurrent[0]=1"],
        "concurrent has nothing below it",
    );
    refused(
        TOML,
        &["runners.kubernetes.node_selector=a"],
        "a map of texts",
    );
    refused(
        TOML,
        &["runners.kubernetes.volumes.empty_dir[0]={\"name\":\"x\",\"own\":1}"],
        "there is no key own",
    );
    refused(
        TOML,
        &["runners.kubernetes.volumes.empty_dir[0]={\"name\":1}"],
        "name: a text is expected",
    );
    refused(TOML, &["a..b=1"], "this is no path");
    refused(TOML, &["=1"], "this is no path");
    refused(VALUES, &["gitlaburl=x"], "did you mean gitlabUrl?");
    refused(
        TOML,
        &["concurrent=x", "--lang", "zh"],
        "concurrent：此处应为整数",
    );
    // One wish that is not granted keeps all others from being written.
    refused(
        TOML,
        &["concurrent=5", "own=1"],
        "own: there is no such key",
    );
    let shared = "x: &a {limits: {cpu: 1}}\ngitlabUrl: x\nresources: *a\n";
    refused(
        shared,
        &["resources.limits.cpu=2"],
        "belongs to a YAML anchor",
    );
}

#[test]
fn force_writes_all_the_same() {
    check(
        TOML,
        &["--force", "concurrent=many"],
        &["-concurrent = 4 # four", "+concurrent = \"many\" # four"],
    );
    check("concurrent = 1\n", &["--force", "own=1"], &["+own = 1"]);
    check(
        "gitlabUrl: x\n",
        &["--force", "own.list=[1, 2]"],
        &["+own:", "+  list: [1, 2]"],
    );
}

#[test]
fn files_are_written_in_place() {
    let folder = Folder::new();
    let file = folder.file("config.toml", TOML);
    let ran = run(&["set", &file, "concurrent=9", "-i"], b"");
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    let changed = TOML.replace("concurrent = 4", "concurrent = 9");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), changed);
    let ran = run(&["set", &file, "own=9", "--in-place"], b"");
    assert_eq!(ran.code, 1);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), changed);
    // Nothing is left beside it.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let broken = folder.file("latin1.toml", b"concurrent = 1 # \xe9\n");
    let ran = run(&["set", &broken, "concurrent=9", "-i"], b"");
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("is not UTF-8"), "{}", ran.err);
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let file = folder.file("config.toml", TOML);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.path().join("link.toml");
    std::os::unix::fs::symlink(&file, &link).unwrap();
    let ran = run(&["set", link.to_str().unwrap(), "concurrent=9", "-i"], b"");
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        std::fs::symlink_metadata(&link)
            .unwrap()
            .file_type()
            .is_symlink()
    );
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .contains("concurrent = 9")
    );
}
