//! Texts and what is read of them.

use crate::source::{Node, Source, Value};
use crate::yaml::source::read;

/// A value with its bytes, and every value in it: `a.0 int 5 <05>`.
fn dump(text: &str, path: &str, node: &Node, out: &mut Vec<String>) {
    let at = |step: &str| match path {
        "" => step.to_owned(),
        _ => [path, ".", step].concat(),
    };
    let sign = if node.alias { "*" } else { "" };
    let value = match &node.value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                dump(text, &at(&index.to_string()), item, out);
            }
            if !items.is_empty() {
                return;
            }
            "[]".to_owned()
        }
        Value::Map(entries) => {
            for entry in entries {
                let merged = if entry.merged { "^" } else { "" };
                dump(text, &at(&[merged, &entry.key].concat()), &entry.node, out);
            }
            if !entries.is_empty() {
                return;
            }
            "{}".to_owned()
        }
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(Some(value)) => value.to_string(),
        Value::Int(None) => "big".to_owned(),
        Value::Float(value) => format!("{value:?}"),
        Value::Date => "date".to_owned(),
        Value::Text(text) => format!("{text:?}"),
        Value::Opaque => "?".to_owned(),
    };
    out.push(format!(
        "{path} {sign}{value} <{}>",
        &text[node.span.clone()]
    ));
}

fn shown(text: &str) -> (Source, Vec<String>) {
    let source = read(text);
    let mut out = Vec::new();
    for (index, node) in source.documents.iter().enumerate() {
        if index > 0 {
            out.push("---".to_owned());
        }
        dump(text, "", node, &mut out);
    }
    (source, out)
}

fn check(text: &str, expect: &[&str]) {
    let (source, got) = shown(text);
    assert_eq!(got, expect, "{text:?}");
    assert_eq!(source.faults, [], "{text:?}");
}

/// With faults at these offsets.
fn faulty(text: &str, expect: &[&str], faults: &[usize]) {
    let (source, got) = shown(text);
    assert_eq!(got, expect, "{text:?}");
    let at: Vec<usize> = source.faults.iter().map(|fault| fault.at).collect();
    assert_eq!(at, faults, "{text:?}");
}

#[test]
fn blocks() {
    check("a: 1", &["a 1 <1>"]);
    check(
        "a:\n  b: x # c\n  c:\nd: ~\n",
        &["a.b \"x\" <x>", "a.c null <>", "d null <~>"],
    );
    check(
        "a:\n- 1\n- 2\nb:\n  - 3\n",
        &["a.0 1 <1>", "a.1 2 <2>", "b.0 3 <3>"],
    );
    check(
        "- - a\n  - b\n- c: 1\n  d: 2\n-\n  e: 3\n-\n",
        &[
            "0.0 \"a\" <a>",
            "0.1 \"b\" <b>",
            "1.c 1 <1>",
            "1.d 2 <2>",
            "2.e 3 <3>",
            "3 null <>",
        ],
    );
    check(
        "a: x\n  y\n\n  z # c\nb: 1\n",
        &["a \"x y\\nz\" <x\n  y\n\n  z>", "b 1 <1>"],
    );
    check(
        "a:\n  x: y:z\n  -b: -c\n",
        &["a.x \"y:z\" <y:z>", "a.-b \"-c\" <-c>"],
    );
    check(
        "? a\n: 1\n? b\nc: 2\n",
        &["a 1 <1>", "b null <>", "c 2 <2>"],
    );
    check("'a b': 1\n\"c\\n\" : 2\n", &["a b 1 <1>", "c\n 2 <2>"]);
    check("é: ü # ö\n", &["é \"ü\" <ü>"]);
    check(
        "\u{feff}a: 1\r\nb:\r\n  - x\r\n",
        &["a 1 <1>", "b.0 \"x\" <x>"],
    );
    check("a: 1\rb: 2\r", &["a 1 <1>", "b 2 <2>"]);
    check("a:\t1\t# c\n", &["a 1 <1>"]);
    check("a: http://x/#y\n", &["a \"http://x/#y\" <http://x/#y>"]);
    let source = read("a:\n  b: 1\n  c: [x]\nd: 2\n");
    let outer = &source.documents[0];
    assert_eq!(
        (
            outer.span.clone(),
            outer.get("a").map(|node| node.span.clone())
        ),
        (0..23, Some(5..18))
    );
    assert_eq!(outer.entries()[0].key_span, 0..1);
}

#[test]
fn flow() {
    check(
        "a: {b: 1, 'c': [x, y z, ], d}\n",
        &[
            "a.b 1 <1>",
            "a.c.0 \"x\" <x>",
            "a.c.1 \"y z\" <y z>",
            "a.d null <>",
        ],
    );
    check(
        "a: [\n  1, # c\n\n  2\n]\nb: {}\n",
        &["a.0 1 <1>", "a.1 2 <2>", "b {} <{}>"],
    );
    check(
        "{\"a\":1,\"b\":{\"c\":[true,null]}}",
        &["a 1 <1>", "b.c.0 true <true>", "b.c.1 null <null>"],
    );
    check("[a: 1, b]", &["0.a 1 <1>", "1 \"b\" <b>"]);
    check(
        "[a\n b, 'c\n d']",
        &["0 \"a b\" <a\n b>", "1 \"c d\" <'c\n d'>"],
    );
    check(
        "[http://x:1/y, a:b]",
        &["0 \"http://x:1/y\" <http://x:1/y>", "1 \"a:b\" <a:b>"],
    );
    check("{a: , b: }", &["a null <>", "b null <>"]);
}

#[test]
fn scalars() {
    check(
        "- yes\n- Off\n- 0x1F\n- 0o17\n- 017\n- 1_000\n- -5\n- 08\n- 1e3\n- .5\n- -.inf\n- 1.2.3\n- 99999999999999999999\n- 2001-01-01\n- null\n- NO\n- y\n",
        &[
            "0 true <yes>",
            "1 false <Off>",
            "2 31 <0x1F>",
            "3 15 <0o17>",
            "4 15 <017>",
            "5 1000 <1_000>",
            "6 -5 <-5>",
            "7 8.0 <08>",
            "8 1000.0 <1e3>",
            "9 0.5 <.5>",
            "10 -inf <-.inf>",
            "11 \"1.2.3\" <1.2.3>",
            "12 big <99999999999999999999>",
            "13 \"2001-01-01\" <2001-01-01>",
            "14 null <null>",
            "15 false <NO>",
            "16 \"y\" <y>",
        ],
    );
    check(
        r#"- "\t\"\\\/\x41\u00e9\U0001F680\uD83D\uDE80\e""#,
        &[
            "0 \"\\t\\\"\\\\/Aé🚀🚀\\u{1b}\" <\"\\t\\\"\\\\\\/\\x41\\u00e9\\U0001F680\\uD83D\\uDE80\\e\">",
        ],
    );
    check(
        "a: \"x \\\n   y  \n\n  z\"\n",
        &["a \"x y\\nz\" <\"x \\\n   y  \n\n  z\">"],
    );
    check("a: 'it''s\n  b'\n", &["a \"it's b\" <'it''s\n  b'>"]);
    check(
        "a: !!str 5\nb: !x y\nc: !!int \"7\"\nd: !\n",
        &["a \"5\" <5>", "b \"y\" <y>", "c 7 <\"7\">", "d null <>"],
    );
}

#[test]
fn block_scalars() {
    check(
        "a: |\n  x\n   y\n\n  z\n\nb: 1\n",
        &["a \"x\\n y\\n\\nz\\n\" <|\n  x\n   y\n\n  z>", "b 1 <1>"],
    );
    check(
        "a: |-\n  x\nb: |+ # c\n  y\n\nc: >\n  u\n  v\n\n  w\n   q\n  r\n",
        &[
            "a \"x\" <|-\n  x>",
            "b \"y\\n\\n\" <|+ # c\n  y\n>",
            "c \"u v\\nw\\n q\\nr\\n\" <>\n  u\n  v\n\n  w\n   q\n  r>",
        ],
    );
    check(
        "a:\n  b: |2\n      x\n    y\n",
        &["a.b \"  x\\ny\\n\" <|2\n      x\n    y>"],
    );
    check("a: |\nb: |", &["a \"\" <|>", "b \"\" <|>"]);
    check("a: |\n  x", &["a \"x\" <|\n  x>"]);
    check(
        "- |\n x\n-  >-\n  y\n",
        &["0 \"x\\n\" <|\n x>", "1 \"y\" <>-\n  y>"],
    );
    check(
        "a: |\r\n  x\r\n  y\r\nb: 1\r\n",
        &["a \"x\\ny\\n\" <|\r\n  x\r\n  y>", "b 1 <1>"],
    );
    check(
        "a: |\n  # x\n  y: {{ z }}\n# c\n",
        &["a \"# x\\ny: {{ z }}\\n\" <|\n  # x\n  y: {{ z }}>"],
    );
    check(
        "a: |\n{% if x %}\n  y\n{% endif %}\n  z\nb: 1\n",
        &[
            "a \"{% if x %}\\ny\\n{% endif %}\\nz\\n\" <|\n{% if x %}\n  y\n{% endif %}\n  z>",
            "b 1 <1>",
        ],
    );
}

#[test]
fn documents() {
    check("", &[" null <>"]);
    check("# c\n", &[" null <>"]);
    check(
        "a: 1\n---\nb: 2\n...\n---\n",
        &["a 1 <1>", "---", "b 2 <2>", "---", " null <>"],
    );
    check("%YAML 1.1\n--- # c\na: 1\n...\n# d\n", &["a 1 <1>"]);
    check(
        "--- x\n--- |\n y\n--- [1]",
        &[" \"x\" <x>", "---", " \"y\\n\" <|\n y>", "---", "0 1 <1>"],
    );
}

#[test]
fn anchors_and_merges() {
    check("a: &x {k: 1}\nb: *x\n", &["a.k 1 <1>", "b.k 1 <1>"]);
    check(
        "a: &x\n  k: 1\nb: &y 2\nc: *y\n",
        &["a.k 1 <1>", "b 2 <2>", "c *2 <*y>"],
    );
    check(
        "a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  k: 3\n",
        &["a.k 1 <1>", "a.l 2 <2>", "b.k 3 <3>", "b.^l 2 <2>"],
    );
    check(
        "a: &x {k: 1}\nb: &y {k: 2, m: 3}\nc: {<<: [*x, *y]}\n",
        &[
            "a.k 1 <1>",
            "b.k 2 <2>",
            "b.m 3 <3>",
            "c.^k 1 <1>",
            "c.^m 3 <3>",
        ],
    );
    check("&k a: 1\nb: *k\n", &["a 1 <1>", "b *\"a\" <*k>"]);
    let bomb: String = (1..20).fold(
        "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned(),
        |text, step| {
            let last = format!("*a{}", step - 1);
            let items = [last.as_str(); 8].join(", ");
            format!("{text}a{step}: &a{step} [{items}]\n")
        },
    );
    assert!(!read(&bomb).faults.is_empty());
}

#[test]
fn templates() {
    check(
        "{{- if .a }}\na: {{ .x }}\n{{- end }}\nb: {{ c }}/{{ d }}:v1 # e\n",
        &["a ? <{{ .x }}>", "b ? <{{ c }}/{{ d }}:v1>"],
    );
    check(
        "{{ k }}: v\nx: ${Y}\nz: a-${B:-c}-d\n",
        &["{{ k }} \"v\" <v>", "x ? <${Y}>", "z ? <a-${B:-c}-d>"],
    );
    check(
        "a: ###ZARF_VAR_X###\nb: x/###Y###\n### note ###\n",
        &["a ? <###ZARF_VAR_X###>", "b ? <x/###Y###>"],
    );
    check(
        "a: \"{{ .x }}\"\nb: '${Y}'\n",
        &["a \"{{ .x }}\" <\"{{ .x }}\">", "b \"${Y}\" <'${Y}'>"],
    );
    check(
        "a: \"{{ .x | default \"y\" }}\"\nb: 1\n",
        &[
            "a \"{{ .x | default \\\"y\\\" }}\" <\"{{ .x | default \"y\" }}\">",
            "b 1 <1>",
        ],
    );
    check(
        "{{- /*\n a: b\n*/ -}}\na:\n  {{- toYaml .x | nindent 2 }}\nb:\n  {{- if .c }}\n  d: 1\n  {{- end }}\n",
        &["a ? <{{- toYaml .x | nindent 2 }}>", "b.d 1 <1>"],
    );
    check(
        "{% if x %}\na: [{{ y }}, z]\n{% endif %}\n{# n #}\n",
        &["a.0 ? <{{ y }}>", "a.1 \"z\" <z>"],
    );
    check(
        "a:\n{{- with .x }}\n  b: {{ . | quote }}\n{{- end }}\nc: {}\n",
        &["a.b ? <{{ . | quote }}>", "c {} <{}>"],
    );
}

#[test]
fn what_cannot_be_read_leaves_the_rest() {
    faulty("a: [1, 2\nb: 1\n", &["a ? <[1, 2>", "b 1 <1>"], &[3]);
    faulty("a: \"x\nb: 1\n", &["a ? <\"x>", "b 1 <1>"], &[3]);
    faulty("a: b: c\nd: 1\n", &["a ? <b: c>", "d 1 <1>"], &[4]);
    faulty(
        "a: x\n  b: c\n  d: e\nf: 1\n",
        &["a \"x\" <x>", "f 1 <1>"],
        &[7],
    );
    faulty(
        "a:\n  b: 1\n  what\n  c: 2\nd: 3\n",
        &["a.b 1 <1>", "a.c 2 <2>", "d 3 <3>"],
        &[12],
    );
    faulty("a: 1\n\tb: 2\nc: 3\n", &["a 1 <1>", "c 3 <3>"], &[6]);
    faulty(
        "a: @x\nb: *y\nc: 'x' y\nd: 1\n",
        &["a ? <@x>", "b ? <*y>", "c ? <'x' y>", "d 1 <1>"],
        &[3, 9, 19],
    );
    faulty("hello\na: 1\n", &["a 1 <1>"], &[6]);
    faulty("a: \"\\q\"\nb: 1\n", &["a ? <\"\\q\">", "b 1 <1>"], &[4]);
    let source = read("a: 1\nb: 2\na: 3\n");
    assert_eq!(source.repeated, [("a".to_owned(), 10..11)]);
    assert_eq!(
        source.documents[0].get("a").map(|node| &node.value),
        Some(&Value::Int(Some(1)))
    );
    for deep in [
        "[".repeat(200),
        "- ".repeat(200),
        "{a: ".repeat(200),
        (0..200).map(|n| format!("{}a:\n", " ".repeat(n))).collect(),
    ] {
        assert_eq!(read(&deep).faults.len(), 1, "{}", &deep[..20]);
    }
}
