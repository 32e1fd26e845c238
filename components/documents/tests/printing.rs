//! Small trees and the documents they become.

use runwright_documents::yaml::{self, Document};
use runwright_documents::{Map, Node, Printed, Scalar, Seq, toml};

fn tree(build: impl FnOnce(&mut Map)) -> Map {
    let mut map = Map::new();
    build(&mut map);
    map
}

/// Compares the text; `origins` reads `field 3-4` for each range.
fn check(printed: &Printed, expect: &str, origins: &[&str]) {
    assert_eq!(printed.text, expect);
    let got: Vec<String> = printed
        .origins
        .iter()
        .map(|origin| {
            format!(
                "{} {}-{}",
                origin.field, origin.first_line, origin.last_line
            )
        })
        .collect();
    assert_eq!(got, origins, "{expect}");
}

fn check_yaml(build: impl FnOnce(&mut Map), expect: &str, origins: &[&str]) {
    check(&yaml::print(&[Document::new(tree(build))]), expect, origins);
}

fn check_toml(build: impl FnOnce(&mut Map), expect: &str, origins: &[&str]) {
    check(&toml::print(&tree(build)), expect, origins);
}

fn named(name: &str) -> Map {
    tree(|map| {
        map.put("name", name);
    })
}

#[test]
fn yaml_values() {
    check_yaml(|_| {}, "{}\n", &[]);
    check_yaml(
        |map| {
            map.put("a", "x");
            map.put("b", "yes");
            map.put("c", true);
            map.put("d", -3);
            map.put("on", Scalar::Null);
            map.put("e", Map::new());
            map.put("f", Seq::new());
        },
        "a: x\nb: \"yes\"\nc: true\nd: -3\n\"on\": null\ne: {}\nf: []\n",
        &[],
    );
    check_yaml(
        |map| {
            map.put_path(&["a", "b"], vec!["x", "-y"]);
            map.put("c", Seq::flow(["x", "y"]));
            map.put("d", Seq::flow(["x".repeat(40), "y".repeat(40)]));
        },
        &[
            "a:\n  b:\n    - x\n    - \"-y\"\nc: [\"x\", \"y\"]\nd:\n  - ",
            &"x".repeat(40),
            "\n  - ",
            &"y".repeat(40),
            "\n",
        ]
        .concat(),
        &[],
    );
    check_yaml(
        |map| {
            map.put("a", "x\ny\n");
            map.put("b", "x\ny");
            map.put("c", "  x\ny\n");
            map.put("d", "x\n\n");
            map.put("e", "x \ny");
            map.put("f", vec!["x\ny\n"]);
        },
        "a: |\n  x\n  y\nb: |-\n  x\n  y\nc: |2\n    x\n  y\nd: \"x\\n\\n\"\ne: \"x \\ny\"\nf:\n  - |\n    x\n    y\n",
        &[],
    );
    check_yaml(
        |map| {
            map.put(
                "a",
                vec![
                    Node::from(vec!["x"]),
                    Node::from(Map::new()),
                    Node::from(named("z")),
                ],
            );
        },
        "a:\n  -\n    - x\n  - {}\n  - name: z\n",
        &[],
    );
}

#[test]
fn yaml_comments_and_origins() {
    check_yaml(
        |map| {
            map.put("a", 1).comment("why\nso").note("unit").field("f.a");
            map.put_path(&["b", "c"], "x")
                .field("f.c")
                .comment("above c");
            map.entry("b").blank().field("f.b").note("all of b");
            map.put("d", 2).field("f.d").blank();
        },
        "# why\n# so\na: 1  # unit\n\nb:  # all of b\n  # above c\n  c: x\n\nd: 2\n",
        &["f.a 3-3", "f.b 5-7", "f.c 7-7", "f.d 9-9"],
    );
    check_yaml(
        |map| {
            let mut list = Seq::new();
            let mut first = named("x");
            first.put("key", "v").comment("inner").field("f.key");
            list.push(first).comment("the first").field("f.0");
            list.push(named("z")).note("the second").blank();
            map.put("list", list).field("f.list");
        },
        "list:\n  # the first\n  - name: x\n    # inner\n    key: v\n\n  -  # the second\n    name: z\n",
        &["f.list 1-8", "f.0 3-5", "f.key 5-5"],
    );
}

#[test]
fn yaml_documents() {
    let first = Document::new(named("a")).head("The first.");
    let second = Document::new(named("b"));
    check(
        &yaml::print(&[first, second]),
        "# The first.\n\nname: a\n---\nname: b\n",
        &[],
    );
    check(&yaml::print(&[]), "", &[]);
}

#[test]
fn toml_values() {
    check_toml(|_| {}, "", &[]);
    check_toml(
        |map| {
            map.put_path(&["t", "x"], 1);
            map.put("a", "x");
            map.put("b.c", true);
            map.put("nothing", Scalar::Null);
            map.put("list", vec!["x", "y"]);
            map.put("empty", Seq::new());
        },
        "a = \"x\"\n\"b.c\" = true\nlist = [\"x\", \"y\"]\nempty = []\n\n[t]\n  x = 1\n",
        &[],
    );
    check_toml(
        |map| {
            map.put("a", vec![named("x"), named("y")]);
            map.put("b", Seq::flow([named("x")]));
            map.put("c", vec![Node::from(1), Node::from(named("x"))]);
        },
        "b = [{ name = \"x\" }]\nc = [1, { name = \"x\" }]\n\n[[a]]\n  name = \"x\"\n\n[[a]]\n  name = \"y\"\n",
        &[],
    );
    check_toml(
        |map| {
            map.put("a", "x\ny\n");
            map.put("long", vec!["x".repeat(40), "y".repeat(40)]);
        },
        &[
            "a = \"\"\"\nx\ny\n\"\"\"\nlong = [\n  \"",
            &"x".repeat(40),
            "\",\n  \"",
            &"y".repeat(40),
            "\",\n]\n",
        ]
        .concat(),
        &[],
    );
    let nested = tree(|map| {
        map.put_path(&["a", "b"], named("x"));
    });
    check(
        &toml::print_with_indent(&nested, 0),
        "[a]\n\n[a.b]\nname = \"x\"\n",
        &[],
    );
}

#[test]
fn toml_comments_and_origins() {
    check_toml(
        |map| {
            map.put("a", 1).comment("why").note("unit").field("f.a");
            let mut runner = named("x");
            runner.put("tags", {
                let mut tags = Seq::new();
                tags.push("t").comment("the first").field("f.tag");
                tags
            });
            runner
                .put_path(&["kubernetes", "image"], "i")
                .field("f.image")
                .blank();
            runner
                .entry("kubernetes")
                .comment("pods")
                .field("f.kubernetes");
            map.put("runners", vec![runner, named("y")])
                .comment("the runners")
                .field("f.runners");
        },
        "# why\na = 1  # unit\n\n# the runners\n[[runners]]\n  name = \"x\"\n  tags = [\n    # the first\n    \"t\",\n  ]\n\n  \
         # pods\n  [runners.kubernetes]\n    image = \"i\"\n\n[[runners]]\n  name = \"y\"\n",
        &[
            "f.a 2-2",
            "f.runners 5-17",
            "f.tag 9-9",
            "f.kubernetes 13-14",
            "f.image 14-14",
        ],
    );
}

#[test]
fn a_document_within_a_document() {
    let inner = toml::print(&tree(|map| {
        map.put("concurrent", 4).field("managers.concurrent");
        map.put_path(&["t", "x"], "y").field("f.x");
    }));
    check_yaml(
        |map| {
            map.put_path(&["runners", "config"], inner.clone())
                .field("runners.config");
            map.put("last", 1);
        },
        "runners:\n  config: |\n    concurrent = 4\n\n    [t]\n      x = \"y\"\nlast: 1\n",
        &["runners.config 2-6", "managers.concurrent 3-3", "f.x 6-6"],
    );
    // What a block cannot hold becomes a string, without the lines it had.
    check_yaml(
        |map| {
            map.put(
                "config",
                Printed {
                    text: "a \n".to_owned(),
                    ..inner.clone()
                },
            );
        },
        "config: \"a \\n\"\n",
        &[],
    );
}
