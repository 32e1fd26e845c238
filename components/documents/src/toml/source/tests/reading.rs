//! What is read, what is told of it, and where it stands.

use super::super::read;
use super::show;
use crate::source::keys;

fn check(text: &str, expect: &str) {
    let source = read(text);
    assert_eq!(show(&source.documents[0]), expect, "{text}");
    assert_eq!(source.faults, [], "{text}");
}

/// Of a text with faults: the lines of these, and the keys that are repeated.
fn check_faults(text: &str, expect: &str, lines: &[usize], repeated: &[&str]) {
    let source = read(text);
    assert_eq!(show(&source.documents[0]), expect, "{text}");
    let found: Vec<usize> = source
        .faults
        .iter()
        .map(|fault| text[..fault.at].matches('\n').count() + 1)
        .collect();
    assert_eq!(found, lines, "{text}: {:?}", source.faults);
    let keys: Vec<&str> = source
        .repeated
        .iter()
        .map(|(key, _)| key.as_str())
        .collect();
    assert_eq!(keys, repeated, "{text}");
}

#[test]
fn tables_in_all_their_forms() {
    check("", "{}");
    check("\u{feff}a = 1", "{a:1}");
    check("# c\r\n\r\na = 1 # c\r\n\tb=2\r\n", "{a:1 b:2}");
    check("a.b = 1\na.c.d = 2\n", "{a:{b:1 c:{d:2}}}");
    check("a . 'b c' . \"d\\t\" = 1", "{a:{b c:{d\t:1}}}");
    check("[a]\nb = 1\n[a.c]\nd = 2\n[e]\n", "{a:{b:1 c:{d:2}} e:{}}");
    check("[a.b]\nc = 1\n[a]\nd = 2\n", "{a:{b:{c:1} d:2}}");
    check(
        "[[a]]\nb = 1\n[a.c]\nd = 1\n[[a.e]]\n[[a]]\n[a.c]\nd = 2",
        "{a:[{b:1 c:{d:1} e:[{}]} {c:{d:2}}]}",
    );
    check("[a]\nb.c = 1\n[a.b.d]\ne = 1\n", "{a:{b:{c:1 d:{e:1}}}}");
    check("[ a . b ] # c\nA = 1\na = 2", "{a:{b:{A:1 a:2}}}");
    check(
        "1 = 2\n1.5 = 3\n".replace("1 = 2\n", "").as_str(),
        "{1:{5:3}}",
    );
}

#[test]
fn values_in_all_their_forms() {
    check(
        "a = [1, 'b', [true], {c = 2, d.e = 3, d.f = 4},]",
        "{a:[1 \"b\" [true] {c:2 d:{e:3 f:4}}]}",
    );
    check(
        "a = [ # c\n  1, # c\n  # c\n  2 # c\n  , 3\n]\nb = []",
        "{a:[1 2 3] b:[]}",
    );
    check(
        "a = {}\nb = { c = 1 }\nd = {\n  e = 1, # c\n}",
        "{a:{} b:{c:1} d:{e:1}}",
    );
    check("a = '''\nb\n'c' ''\n''''", "{a:\"b\\n'c' ''\\n'\"}");
    check(
        "a = \"\"\"b \\\n   \n  c\\\"\"\"\"\"",
        "{a:\"b c\\\"\\\"\"}",
    );
    check(
        "a = \"\"\"\"\"\"\nb = ''\nc = \"\"",
        "{a:\"\" b:\"\" c:\"\"}",
    );
    check(
        r#"a = "\b\t\n\f\r\"\\\u00e9\U0001F600""#,
        "{a:\"\\u{8}\\t\\n\\u{c}\\r\\\"\\\\é😀\"}",
    );
    check(
        "a = 1979-05-27 07:32:00Z # c\nb = [07:32:00, 1979-05-27]",
        "{a:date b:[date date]}",
    );
    check(
        "a = 1_0\nb = 0xff\nc = 99999999999999999999\nd = 1e3\ne = -inf",
        "{a:10 b:255 c:big d:1000.0 e:-inf}",
    );
}

#[test]
fn templates_stand_for_values() {
    check(
        "a = {{ .x }}\nb = ${X}\nc = ###X_1###\nd = {{ .x | quote }} # c",
        "{a:? b:? c:? d:?}",
    );
    check(
        "a = 1{{ .x }}\nb = [{{ .x }}, 2]\nc = { d = ${X} }",
        "{a:? b:[? 2] c:{d:?}}",
    );
    check("a = \"{{ .x }} ${X}\"", "{a:\"{{ .x }} ${X}\"}");
    check(
        "{{- if .x }}\na = 1\n  {{ end }} # c\n{% endif %}\n",
        "{a:1}",
    );
    check(
        "a = [\n{{- range .x }}\n  \"{{ . }}\",\n{{- end }}\n]",
        "{a:[\"{{ . }}\"]}",
    );
    check("a = [{{ range .x }}{{ . | quote }},{{ end }}]", "{a:[? ?]}");
}

#[test]
fn bad_lines_leave_the_rest() {
    check_faults("a = 1\nb\nc = 3", "{a:1 c:3}", &[2], &[]);
    check_faults(
        "a = yes\nb = 'x\nc = \"\\q\"\nd = 1",
        "{d:1}",
        &[1, 2, 3],
        &[],
    );
    check_faults(
        "a = [\n  1\n  2\n]\nb = 1\n[c]\nd = 1",
        "{b:1 c:{d:1}}",
        &[3],
        &[],
    );
    check_faults("a = [1,\nb = 1", "{b:1}", &[2], &[]);
    check_faults("a = \"\"\"\nx\nb = 1\n[c]\n", "{b:1 c:{}}", &[1], &[]);
    check_faults(
        "[a]\nb = 1\n[c\nb = 2\n[d]\nb = 3",
        "{a:{b:1} d:{b:3}}",
        &[3],
        &[],
    );
    check_faults("a = 1 2\n= 3\nb = \nc = 4", "{c:4}", &[1, 2, 3], &[]);
    check_faults(
        "a = 01\nb = 1.\nc = {d = 1, \ne = 2",
        "{e:2}",
        &[1, 2, 4],
        &[],
    );
    check_faults("a\rb = 1\nc = 2", "{c:2}", &[1], &[]);
}

#[test]
fn of_repeated_keys_the_first_stands() {
    check_faults("a = 1\na = 2", "{a:1}", &[2], &["a"]);
    check_faults(
        "[a]\nb = 1\n[c]\n[a]\nd = 1\n[a.e]",
        "{a:{b:1 e:{}} c:{}}",
        &[4],
        &["a"],
    );
    check_faults("a.b = 1\n[a]\nc = 1", "{a:{b:1}}", &[2], &["a"]);
    check_faults("[a.b]\n[a]\nb.c = 1", "{a:{b:{}}}", &[3], &["b"]);
    check_faults(
        "a = 1\na.b = 2\n[a.c]\nd = 1",
        "{a:1}",
        &[2, 3],
        &["a", "a"],
    );
    check_faults("a = []\n[[a]]\nb = 1", "{a:[]}", &[2], &["a"]);
    check_faults("[[a]]\nb = 1\n[a]\nc = 1", "{a:[{b:1}]}", &[3], &["a"]);
    check_faults(
        "a = {b = 1, b = 2, b.c = 3}",
        "{a:{b:1}}",
        &[1, 1],
        &["b", "b"],
    );
    check_faults("a = {b = 1}\na.c = 1", "{a:{b:1}}", &[2], &["a"]);
}

#[test]
fn everything_has_its_place() {
    let text = "# c\na.b = 'x' # c\n\n  [d.e] # c\n  f = [1, 2]\n  g = {h = 1, i.j = 2}\n\n[[k]]\nl = 1\n[[k]]\n\n[z]";
    let root = &read(text).documents[0];
    let check = |path: &[&str], node: &str, key: &str| {
        let (last, above) = path.split_last().unwrap();
        let entry = root.at(&keys(above)).unwrap().entry(last).unwrap();
        assert_eq!(
            (
                &text[entry.node.span.clone()],
                &text[entry.key_span.clone()]
            ),
            (node, key)
        );
    };
    check(&["a"], "b = 'x'", "a");
    check(&["a", "b"], "'x'", "b");
    let table = "[d.e] # c\n  f = [1, 2]\n  g = {h = 1, i.j = 2}";
    check(&["d"], table, "d");
    check(&["d", "e"], table, "e");
    check(&["d", "e", "f"], "[1, 2]", "f");
    check(&["d", "e", "g", "i"], "j = 2", "i");
    check(&["d", "e", "g", "i", "j"], "2", "j");
    check(&["k"], "[[k]]\nl = 1\n[[k]]", "k");
    check(&["z"], "[z]", "z");
    assert_eq!(root.span, 0..text.len());
}

#[test]
fn depth_and_length_are_bounded() {
    for piece in [
        "[",
        "a=[",
        "a={a=",
        "{",
        "[[a.",
        "a.",
        "\"\"\"",
        "'''",
        "{{",
        "a = \"\"\"\n",
        "a = [\n",
        "#",
        "1${",
        "\\",
        "[\"a\"]\n,\n",
        "a.a=",
        "{{a}}{{\nc\n",
        "a = 1\n",
    ] {
        let text = piece.repeat(200_000 / piece.len());
        // What is not linear takes minutes here; `make fuzz` holds it to a time.
        for head in ["", "a = ", "a = [1,\n"] {
            let text = [head, &text].concat();
            let inside = |at: usize| text.is_char_boundary(at);
            assert!(
                read(&text).faults.iter().all(|fault| inside(fault.at)),
                "{piece}"
            );
        }
    }
    // What was read in vain is not read again for ever.
    let source = read(&"a = {\n".repeat(40_000));
    assert!(source.faults.len() < 20_000);
    let source = read(&["a = ", &"[".repeat(60), &"]".repeat(60)].concat());
    assert_eq!(source.faults, []);
}
