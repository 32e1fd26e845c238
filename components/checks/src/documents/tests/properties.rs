//! Fixes of one thing leave all others as they are.

use super::*;

/// Keys of a pod that a note is about, each of a table of its own so that any two can stand together.
const WRONG: [&str; 18] = [
    "    cpu_limit = 2 # cores",
    "    memory_limits = \"2Gi\"",
    "    poll_timeout = \"10m\"",
    "    helper_memory_limit = \"256m\"",
    "    pull_policy = \"IfNotPresent\"",
    "    dns_policy = \"ClusterFirst\"",
    "    cap_drop = \"ALL\"",
    "    wholly_unknown = [\n      1,\n    ]",
    "    environment = [\"A=b\"]",
    "    cleanup_resources_timeout = 300",
    "    image_pull_secrets = [{ name = \"registry\" }]",
    "    service_cpus = \"1\"",
    "    # for the nodes\n    [runners.kubernetes.nodeSelector]\n      pool = \"ci\"",
    "    [[runners.kubernetes.node_tolerations]]\n      key = \"ci\"\n      effect = \"NoSchedule\"",
    "    [runners.kubernetes.pod_annotations]\n      example.com = \"x\"",
    "    [[runners.kubernetes.volumes.configmap]]\n      name = \"ca\"\n      mount_path = \"/ca\"",
    "    [[runners.kubernetes.dns_config.options]]\n      name = \"ndots\"\n      value = 2",
    "    [runners.kubernetes.pod_labels]\n      service_account = \"x\"",
];

fn is_there(lines: &str, text: &str) -> bool {
    let mut rest = text.lines();
    lines.lines().all(|line| rest.any(|other| other == line))
}

#[test]
fn other_lines_stay() {
    for (index, one) in WRONG.iter().enumerate() {
        for other in &WRONG[index + 1..] {
            let text = [POD, one, "\n", other, "\n"].concat();
            let start = POD.lines().count() as u32;
            let border = start + one.lines().count() as u32;
            let notes = check(&text, Lang::En);
            assert!(notes.len() >= 2, "{text}");
            for note in &notes {
                let (own, left) = if note.line <= border {
                    (one, other)
                } else {
                    (other, one)
                };
                for fix in &note.fixes {
                    let (after, failed) = applied(&text, fix);
                    assert_eq!(failed, [] as [String; 0], "{text}{fix:?}");
                    assert!(
                        is_there(POD, &after) && is_there(left, &after),
                        "{own}\n{after}{fix:?}"
                    );
                    let rest = check(&after, Lang::En);
                    assert!(rest.len() < notes.len(), "{after}{fix:?}");
                }
            }
        }
    }
}

#[test]
fn texts_that_break_off_are_answered() {
    let whole = [POD, &WRONG.join("\n"), "\n"].concat();
    let values: String = whole
        .lines()
        .map(|line| ["    ", line, "\n"].concat())
        .collect();
    let values = [
        VALUES,
        "replica: 2\nimage: a\nrunners:\n  tags: [a]\n  config: |\n",
        &values,
    ]
    .concat();
    for text in [whole, values] {
        for end in (0..text.len()).step_by(37) {
            let part = &text[..end];
            for note in check(part, Lang::Zh) {
                for fix in &note.fixes {
                    assert!(!fix.label.is_empty() && !fix.edits.is_empty());
                    applied(part, fix);
                }
            }
        }
    }
}

#[test]
fn each_rule_that_has_a_fix_names_it_in_both_languages() {
    for wrong in WRONG {
        let text = [POD, wrong, "\n"].concat();
        let (en, zh) = (check(&text, Lang::En), check(&text, Lang::Zh));
        assert_eq!(en.len(), zh.len());
        for (one, other) in en.iter().zip(&zh) {
            assert_eq!(one.fixes.len(), other.fixes.len());
            for (one, other) in one.fixes.iter().zip(&other.fixes) {
                assert_eq!(one.edits, other.edits);
                assert_ne!(one.label, other.label);
            }
        }
    }
}
