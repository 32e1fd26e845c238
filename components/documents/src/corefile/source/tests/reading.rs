//! What is read, what is told of it, and where it stands.

use super::super::{read, read_plugins};
use super::show;

fn check(text: &str, expect: &str) {
    check_faults(text, expect, &[]);
}

/// Of a text with faults: the lines of these.
fn check_faults(text: &str, expect: &str, lines: &[usize]) {
    let file = read(text);
    assert_eq!(show(&file), expect, "{text}");
    let found: Vec<usize> = file
        .faults
        .iter()
        .map(|fault| text[..fault.at].matches('\n').count() + 1)
        .collect();
    assert_eq!(found, lines, "{text}: {:?}", file.faults);
}

#[test]
fn blocks_and_their_lines() {
    check("", "");
    check(
        ".:53 {\n  errors\n  cache 30\n}\n",
        ".:53 [errors;cache \"30\";]",
    );
    check(
        "\u{feff}a b {\r\n\tx\r\n}\r\n# c\r\nc {\r\n}",
        "a b [x;] c []",
    );
    check("a,\nb, c\n{\n x\n}", "a b c [x;]");
    check(
        "a {\n f . 1.1.1.1 { # c\n  m 1\n  n { o }\n }\n}",
        "a [f \".\" \"1.1.1.1\"{m \"1\";n{o;};};]",
    );
    check("a { x }", "a [x;]");
    check(
        "a\nerrors\nforward . /etc/resolv.conf {\n m 1\n}\n",
        "a [errors;forward \".\" \"/etc/resolv.conf\"{m \"1\";};]",
    );
    check(
        "(s) {\n x\n}\nimport s\na {\n import s\n}",
        "(s) <x;> import s [] a [import \"s\";]",
    );
    check(
        "import a\nimport b/*.c\n. {\n}",
        "import a [] import b/*.c [] . []",
    );
}

#[test]
fn words_and_comments() {
    check(
        "a {\n x \"y z\" \"\" \"q\\\"\\\\n\" b#c\n}",
        "a [x \"y z\" \"\" \"q\\\"\\\\\\\\n\" \"b\";]",
    );
    check(
        "a {\n x \"y\nz\" w # c\n y\"z\n}",
        "a [x \"y\\nz\" \"w\";y\"z;]",
    );
    check(
        "a {\n x {$Y} {%Z%}1\n {$NAME} b\n}",
        "a [x \"{$Y}\" \"{%Z%}1\";{$NAME} \"b\";]",
    );
    check("a {\n x \\\n y\n}", "a [x \"\\\\\";y;]");
    check(
        "a {\n {{- if .x }}\n x {{ .y | quote }} z{{ .w }}\n {{- end }} # c\n {% if a %}\n}",
        "a [x \"{{ .y | quote }}\" \"z{{ .w }}\";]",
    );
    check("{{ .zone }} {\n}", "{{ .zone }} []");
    check("{$ZONE}:53 {\n}", "{$ZONE}:53 []");
}

#[test]
fn faults_leave_the_rest() {
    check_faults("a {\n x\n", "a [x;]", &[1]);
    check_faults("a {\n}\n}\nb {\n}", "a [] b []", &[3]);
    check_faults("a {\n x\n {\n y\n }\n z\n}", "a [x;z;]", &[3]);
    check_faults("{\n x\n}", " [x;]", &[1]);
    check_faults("a, {\n}", "a []", &[1]);
    check_faults("(s)\nb {\n}", "(s) <> b []", &[1]);
    check_faults("a {\n x \"y\n}", "a [x \"y\\n}\";]", &[1, 2]);
    let deep = ["a {\n", &"x {\n".repeat(70), &"}\n".repeat(71)].concat();
    let read = ["a [", &"x{".repeat(65), &"};".repeat(65), "]"].concat();
    check_faults(&deep, &read, &[66]);
}

#[test]
fn lines_of_a_block_elsewhere() {
    let file = read_plugins("log\nforward . tls://1.1.1.1 {\n  x\n}\n");
    assert_eq!(show(&file), " [log;forward \".\" \"tls://1.1.1.1\"{x;};]");
    assert_eq!(file.faults, []);
}

#[test]
fn everything_has_its_place() {
    let text = "a, \"b\" {\n  forward . 1.1.1.1 {\n    max 1 # c\n  }\n}\n";
    let file = read(text);
    let block = &file.blocks[0];
    let forward = block.directive("forward").unwrap();
    let at = |span: &std::ops::Range<usize>| &text[span.clone()];
    assert_eq!(
        (at(&block.span), at(&block.addresses[0].span)),
        (text.trim_end(), "a")
    );
    assert_eq!(at(&block.addresses[1].span), "\"b\"");
    assert_eq!(at(&forward.span), "forward . 1.1.1.1 {\n    max 1 # c\n  }");
    assert_eq!(at(forward.inside.as_ref().unwrap()), "\n    max 1 # c\n  ");
    assert_eq!(at(&forward.option("max").unwrap().span), "max 1");
}

#[test]
fn depth_and_length_are_bounded() {
    for piece in [
        "a {\n", "}", "\"", "{{", "{", "{%", "a,\n", "(a)\n", "#", "\\\"", "a {\r", "{{ x }}", " ",
        "\t",
    ] {
        let text = piece.repeat(400_000 / piece.len());
        // What is not linear takes minutes here; `make fuzz` holds it to a time.
        for found in [read(&text), read_plugins(&text)] {
            assert!(
                found
                    .faults
                    .iter()
                    .all(|fault| text.is_char_boundary(fault.at)),
                "{piece}"
            );
        }
    }
}
