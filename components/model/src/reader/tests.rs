//! What the reader does with values that cannot be read.

use super::*;

/// Field and text on top of the defaults; then what was found to be wrong.
fn read(sets: &[(&str, Value)], good: &[(&str, Value)]) -> (Plan, Vec<String>) {
    let draft = |sets: &[(&str, Value)]| {
        let mut draft = Draft::default();
        for (id, value) in sets {
            draft.set(id, value.clone());
        }
        draft
    };
    let reading = Plan::read_with(&draft(sets), &draft(good));
    let places = reading.problems.into_iter().map(|found| found.place);
    (reading.plan, places.collect())
}

#[test]
fn a_text_of_the_wrong_form_stays_out_of_the_plan() {
    let check = |text: &str, good: &[(&str, Value)], release: &str, problems: usize| {
        let (plan, found) = read(&[("target.release", text.into())], good);
        assert_eq!(plan.target.release, release, "{text}");
        assert_eq!(found.len(), problems, "{text}: {found:?}");
    };
    let good = [("target.release", Value::from("ci"))];
    check("-bad", &[], "gitlab-runner", 1);
    check("-bad", &good, "ci", 1);
    check("a\u{7}b", &good, "ci", 1);
    check("fine", &good, "fine", 0);
    // Free text is kept whatever it holds.
    let odd = Value::from("-x\u{7}$(y)");
    let (plan, found) = read(&[("gitlab.runner_name", odd)], &[]);
    assert_eq!(plan.gitlab.runner_name, "-x\u{7}$(y)");
    assert_eq!(found, ["gitlab.runner_name"]);
}

#[test]
fn a_list_does_without_the_items_it_cannot_read() {
    let names = Value::List(
        ["worker-1", "-l", "", "b c", "worker-2"]
            .map(String::from)
            .into(),
    );
    let good = [("nodes.names", Value::List(vec!["old".into()]))];
    let (plan, found) = read(&[("nodes.names", names)], &good);
    assert_eq!(plan.nodes.names, ["worker-1", "worker-2"]);
    assert_eq!(found, ["nodes.names.1", "nodes.names.3"]);
}

fn rows(cells: &[&[(&str, &str)]]) -> Value {
    Value::Rows(cells.iter().map(|row| crate::field::row_of(row)).collect())
}

#[test]
fn a_cell_of_the_wrong_form_is_its_default() {
    let bad = rows(&[&[("key", "-bad"), ("value", "ci")]]);
    let (plan, found) = read(&[("nodes.selector", bad.clone())], &[]);
    assert_eq!(found, ["nodes.selector.0.key"]);
    assert_eq!(plan.nodes.selector[0].key, "");
    let good = rows(&[&[("key", "pool"), ("value", "ci")]]);
    let (plan, _) = read(&[("nodes.selector", bad)], &[("nodes.selector", good)]);
    assert_eq!(plan.nodes.selector[0].key, "pool");
}

#[test]
fn a_fresh_row_is_not_filled_in() {
    let fresh = rows(&[&[("key", ""), ("effect", "NoSchedule")]]);
    let (plan, found) = read(&[("nodes.tolerations", fresh)], &[]);
    assert_eq!((plan.nodes.tolerations.len(), found.len()), (0, 0));
    let open = rows(&[
        &[("cidr", " "), ("ports", "443")],
        &[("cidr", "10.0.0.0/8")],
    ]);
    assert_eq!(
        read(&[("security.egress", open)], &[])
            .0
            .security
            .egress
            .len(),
        1
    );
    // A pool is nodes of a size even where only the defaults say which.
    let pool = rows(&[&[("nodes", "1"), ("cpu", "8")], &[("nodes", "")]]);
    assert_eq!(
        read(&[("capacity.pools", pool)], &[])
            .0
            .capacity
            .pools
            .len(),
        1
    );
}

#[test]
fn a_number_below_zero_is_out_of_range() {
    let check = |text: &str, range: bool| {
        let found = u32::from_text(text, &Kind::Bool);
        assert_eq!(
            matches!(found, Err(ProblemKind::OutOfRange { .. })),
            range,
            "{text}"
        );
    };
    check("-1", true);
    check("-", false);
    check("1.5", false);
    check("--1", false);
    check("99999999999", true);
}
