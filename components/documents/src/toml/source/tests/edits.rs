//! What a change looks like.

use super::super::{edit, read};
use crate::source::{Change, Refusal, Seg, apply};
use crate::tree::{Map, Node};

/// `a.b.0.c` as a path.
pub(super) fn path(path: &str) -> Vec<Seg> {
    let segs = path.split('.').filter(|seg| !seg.is_empty());
    segs.map(|seg| {
        seg.parse()
            .map_or_else(|_| Seg::Key(seg.to_owned()), Seg::Index)
    })
    .collect()
}

fn result(text: &str, at: &str, change: Change) -> Result<String, Refusal> {
    let source = read(text);
    let splices = edit(text, &source, &path(at), &change)?;
    Ok(apply(text, &splices))
}

fn set(text: &str, at: &str, value: impl Into<Node>, expect: &str) {
    assert_eq!(
        result(text, at, Change::Set(value.into())).as_deref(),
        Ok(expect),
        "{at} in {text}"
    );
}

fn remove(text: &str, at: &str, expect: &str) {
    assert_eq!(
        result(text, at, Change::Remove).as_deref(),
        Ok(expect),
        "{at} in {text}"
    );
}

fn map(entries: &[(&str, Node)]) -> Map {
    let mut map = Map::new();
    for (key, value) in entries {
        map.put(*key, value.clone());
    }
    map
}

#[test]
fn scalars_keep_their_quotes() {
    set("a = 1 # c\nb=2", "a", 7, "a = 7 # c\nb=2");
    set("a = 'x'", "a", "y\"z", "a = 'y\"z'");
    set("a = 'x'", "a", "it's", "a = \"it's\"");
    set("a = \"x\"", "a", "y", "a = \"y\"");
    set("a = \"x\"", "a", true, "a = true");
    set("a = 1", "a", "x", "a = \"x\"");
    set("a = 1\nb = 'x'", "a", "y", "a = 'y'\nb = 'x'");
    set("a = '''\nx\n'''", "a", "y\nz\n", "a = '''\ny\nz\n'''");
    set(
        "a = \"\"\"\nx\n\"\"\"",
        "a",
        "y\nz\n",
        "a = \"\"\"\ny\nz\n\"\"\"",
    );
    set("a = \"\"\"x\"\"\"", "a", "y", "a = \"\"\"y\"\"\"");
    set("a.b = {c = [1, 2]}", "a.b.c.1", 3, "a.b = {c = [1, 3]}");
    set("a = 0xff", "a", 255, "a = 0xff");
}

#[test]
fn lists_keep_their_form() {
    set(
        "a = [1, 2]",
        "a",
        vec![Node::from(1), Node::from(2), Node::from(3)],
        "a = [1, 2, 3]",
    );
    set("a = [ 1, 2, ]", "a.2", 3, "a = [ 1, 2, 3, ]");
    set("a = []", "a.0", "x", "a = [\"x\"]");
    set(
        "a = [\n  1, # one\n  2 # two\n]\n",
        "a.2",
        3,
        "a = [\n  1, # one\n  2, # two\n  3\n]\n",
    );
    set("a = [\n\t1,\n]\n", "a.1", 3, "a = [\n\t1,\n\t3,\n]\n");
    set(
        "a = [1, 2, 3]",
        "a",
        vec![Node::from(2), Node::from(3)],
        "a = [2, 3]",
    );
    set(
        "a = [2, 3]",
        "a",
        vec![Node::from(1), Node::from(2), Node::from(3)],
        "a = [1, 2, 3]",
    );
    set(
        "a = [{b = 1}, {b = 2}]",
        "a.1.c",
        3,
        "a = [{b = 1}, {b = 2, c = 3}]",
    );
    remove("a = [1, 2, 3]", "a.0", "a = [2, 3]");
    remove("a = [1, 2, 3]", "a.1", "a = [1, 3]");
    remove("a = [1, 2, 3]", "a.2", "a = [1, 2]");
    remove("a = [1]", "a.0", "a = []");
    remove(
        "a = [\n  1, # one\n  # of two\n  2, # two\n  3\n]",
        "a.1",
        "a = [\n  1, # one\n  3\n]",
    );
    remove("a = [\n  1,\n  2\n]", "a.1", "a = [\n  1\n]");
    remove("a = [\n  1,\n]", "a.0", "a = []");
    remove("a = { b = 1, c = 2 }", "a.b", "a = { c = 2 }");
    remove("a = { b = 1, c = 2 }", "a.c", "a = { b = 1 }");
    remove("a = { b.c = 1, b.d = 2, e = 3 }", "a.b", "a = { e = 3 }");
    set(
        "a = { b.c = 1, e = 3 }",
        "a.b.d",
        2,
        "a = { b.c = 1, b.d = 2, e = 3 }",
    );
    set("a = {}", "a.b", 1, "a = { b = 1 }");
}

#[test]
fn new_keys_stand_with_their_siblings() {
    set(
        "a = 1\n\n# of b\n[b]\nc = 1\n",
        "d",
        2,
        "a = 1\nd = 2\n\n# of b\n[b]\nc = 1\n",
    );
    set(
        "[b]\n  c = 1\n\n[d]\n",
        "b.e",
        2,
        "[b]\n  c = 1\n  e = 2\n\n[d]\n",
    );
    set("[b]\n  c = 1\n[d]", "d.e", 2, "[b]\n  c = 1\n[d]\n  e = 2");
    set(
        "  [b]\n    [b.c]\n      d = 1\n",
        "b.e",
        2,
        "  [b]\n    e = 2\n    [b.c]\n      d = 1\n"
            .replace("    e", "      e")
            .replace("      e", "    e")
            .as_str(),
    );
    set("a = 'x'\n", "b", "y", "a = 'x'\nb = 'y'\n");
    set("a=1\r\n", "b", 2, "a=1\r\nb=2\r\n");
    set("a   = 1\nbcd = 2\n", "ef", 3, "a   = 1\nbcd = 2\nef  = 3\n");
    set(
        "a   = 1\nbcd = 2\n",
        "efghi",
        3,
        "a   = 1\nbcd = 2\nefghi = 3\n",
    );
    set("a = 1", "b", 2, "a = 1\nb = 2");
    set("", "b", 2, "b = 2\n");
    set("# top\n\n[a]\n", "b", 2, "# top\n\nb = 2\n\n[a]\n");
    set("# of a\n[a]\n", "b", 2, "b = 2\n\n# of a\n[a]\n");
    set("a.b = 1\nc = 2\n", "a.d", 3, "a.b = 1\na.d = 3\nc = 2\n");
    set("[a.b]\nc = 1\n", "a.d", 2, "[a]\nd = 2\n\n[a.b]\nc = 1\n");
    set(
        "[[a]]\nb = 1\n[[a]]\nb = 2\n",
        "a.0.c",
        3,
        "[[a]]\nb = 1\nc = 3\n[[a]]\nb = 2\n",
    );
    set("a = 1\n", "x y", "é", "a = 1\n\"x y\" = \"é\"\n");
    set("a = 1\n", "b", "x\ny", "a = 1\nb = \"\"\"\nx\ny\"\"\"\n");
    set(
        "{{ if .x }}\na = 1\n{{ end }}\n[b]\n",
        "c",
        2,
        "{{ if .x }}\na = 1\n{{ end }}\nc = 2\n[b]\n",
    );
}

#[test]
fn new_tables_stand_behind_their_parent() {
    let one = map(&[("x", Node::from(1))]);
    set(
        "[a]\nb = 1\n\n[c]\n",
        "a.d",
        one.clone(),
        "[a]\nb = 1\n\n[a.d]\nx = 1\n\n[c]\n",
    );
    set(
        "[a]\n[a.b]\ny = 1\n[c]\n",
        "a.d",
        one.clone(),
        "[a]\n[a.b]\ny = 1\n[a.d]\nx = 1\n[c]\n",
    );
    set(
        "[[r]]\n  n = 1\n  [r.k]\n    i = 1\n[s]\n",
        "r.0.k.d",
        one.clone(),
        "[[r]]\n  n = 1\n  [r.k]\n    i = 1\n    [r.k.d]\n      x = 1\n[s]\n",
    );
    set("a = 1\n", "b.c.d", one.clone(), "a = 1\n\n[b.c.d]\nx = 1\n");
    set("a = 1\n", "b.x", 1, "a = 1\n\n[b]\nx = 1\n");
    set(
        "a = {b = 1}\n",
        "a.c",
        one.clone(),
        "a = {b = 1, c = { x = 1 }}\n",
    );
    set("a.b = 1\n", "a.c", one.clone(), "a.b = 1\na.c.x = 1\n");
    set(
        "a = 1\n",
        "b",
        vec![one.clone(), one.clone()],
        "a = 1\n\n[[b]]\nx = 1\n\n[[b]]\nx = 1\n",
    );
    set(
        "[[b]]\nx = 2\n\n[b.c]\ny = 1\n\n[d]\n",
        "b.1",
        one.clone(),
        "[[b]]\nx = 2\n\n[b.c]\ny = 1\n\n[[b]]\nx = 1\n\n[d]\n",
    );
    set("a = 5\nb = 6\n", "a", one, "b = 6\n\n[a]\nx = 1\n");
}

#[test]
fn removal_takes_what_is_its_own() {
    remove(
        "a = 1\n# of b\n# more\nb = 2 # c\nc = 3\n",
        "b",
        "a = 1\nc = 3\n",
    );
    remove("a = 1\n# off = 1\nb = 2\n", "b", "a = 1\n# off = 1\n");
    remove("a = 1\n# loose\n\nb = 2\n", "b", "a = 1\n# loose\n\n");
    remove("a = 1\nb = 2", "b", "a = 1");
    remove("a = [\n 1,\n]\nb = 2\n", "a", "b = 2\n");
    remove(
        "a = 1\n\n# of b\n[b]\nx = 1\n\n[b.c]\ny = 1\n\n[d]\n",
        "b",
        "a = 1\n\n[d]\n",
    );
    remove("[b]\nx = 1\n\n[d]\n[b.c]\ny = 1\n", "b", "[d]\n");
    remove(
        "[[a]]\nb = 1\n[a.c]\n[[a]]\nb = 2\n",
        "a.0",
        "[[a]]\nb = 2\n",
    );
    remove("a.b = 1\nc = 2\na.d = 3\n", "a", "c = 2\n");
    remove("a = [\n  1, # c\n  2 ]\n", "a.1", "a = [\n  1 # c\n   ]\n");
    remove("a = [\n  1,\n  2 ]\n", "a.1", "a = [\n  1 ]\n");
    remove("a = 1\n", "x", "a = 1\n");
    remove("a = {{ x }}\nb = 1\n", "a", "b = 1\n");
}

#[test]
fn what_is_not_safe_is_refused() {
    let check = |text: &str, at: &str, change: Change, expect: Refusal| {
        assert_eq!(result(text, at, change), Err(expect), "{at} in {text}");
    };
    let one = || Change::Set(Node::from(1));
    check("a = 1\n", "a.b", one(), Refusal::NoPlace);
    check("a = [1]\n", "a.2", one(), Refusal::NoPlace);
    check("a = 1\n", "b.1", one(), Refusal::NoPlace);
    check("a = 1\n", "0", one(), Refusal::NoPlace);
    check("a = {{ x }}\n", "a", one(), Refusal::Template);
    check("a = ${X}\n", "a.b", one(), Refusal::Template);
    check("{{ if x }}\n[a]\nb = 1\n", "d.c", one(), Refusal::Template);
    check("a = 1\nb = [\n", "c", one(), Refusal::Unreadable);
    check("b = [\na = 2\n", "a", one(), Refusal::Unreadable);
    check("a = 1\noops\n", "a", Change::Remove, Refusal::Unreadable);
    // What is hidden by what goes would come to light.
    check(
        "a.b.c = 1\na = 3\n",
        "a.b",
        Change::Remove,
        Refusal::Unreadable,
    );
    assert_eq!(
        result("a.b.c = 1\na = 3\nd = 4\n", "a", Change::Remove).as_deref(),
        Ok("d = 4\n")
    );
    check(
        "a = 1\n",
        "a",
        Change::Set(Node::Scalar(crate::tree::Scalar::Null)),
        Refusal::Form,
    );
    check("a = 1\n", "", one(), Refusal::Form);
}

#[test]
fn large_changes_take_linear_time() {
    let pairs =
        |step: usize| (0..20_000).map(move |number| (format!("key_{}", number * step), number * 7));
    let mut text: String = pairs(1)
        .map(|(key, number)| format!("{key} = {number}\n"))
        .collect();
    text.push_str(&"[[t]]\na = 1\n".repeat(10_000));
    let mut wanted = Map::new();
    // `Map::put` looks through the keys.
    wanted.entries.extend(
        pairs(2).flat_map(|(key, number)| map(&[(&key, Node::from(number as i64))]).entries),
    );
    wanted.put(
        "t",
        vec![map(&[("a", Node::from(2)), ("b", Node::from(3))]); 9_000],
    );
    // What is not linear takes minutes here.
    let after = result(&text, "", Change::Set(Node::Map(wanted))).unwrap();
    let source = read(&after);
    assert_eq!(
        (source.faults.len(), source.documents[0].entries().len()),
        (0, 20_001)
    );
    assert_eq!(source.documents[0].get("t").unwrap().items().len(), 9_000);
}
