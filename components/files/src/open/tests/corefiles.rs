//! Corefiles, bare and in a ConfigMap.

use super::*;

const COREFILE: &str = ".:53 {
    errors
    kubernetes cluster.local in-addr.arpa ip6.arpa {
        pods insecure
    }
    forward . /etc/resolv.conf {   # the node's
        max_concurrent 1000
    }
    cache 30
}

# ours
corp.internal:53 {
    forward . 10.1.0.251 10.1.0.252
}
";

#[test]
fn what_a_corefile_says_is_the_plan() {
    reads(
        COREFILE,
        &[
            ("dns.strategy", "hybrid"),
            (
                "dns.zones",
                "resolvers:10.1.0.251, 10.1.0.252,zone:corp.internal",
            ),
            ("dns.cluster_domain", "default"),
        ],
    );
    reads(
        ".:53 {\n    bind 169.254.20.10\n    kubernetes k8s.lan\n    forward . 9.9.9.9\n}\n",
        &[
            ("dns.strategy", "public"),
            ("dns.upstreams", "[9.9.9.9]"),
            ("dns.cluster_domain", "k8s.lan"),
            ("dns.nodelocal", "true"),
        ],
    );
}

#[test]
fn nothing_changed_is_the_same_text() {
    assert_eq!(edited(COREFILE, &[]), COREFILE);
    let crlf = COREFILE.replace('\n', "\r\n");
    assert_eq!(edited(&crlf, &[]), crlf);
}

#[test]
fn zones_are_changed_added_and_removed() {
    let corp = [
        ("zone", "corp.internal"),
        ("resolvers", "10.1.0.251, 10.1.0.252"),
    ];
    let lan = [("zone", "lan"), ("resolvers", "10.0.0.1")];
    changes(
        COREFILE,
        &[(
            "dns.zones",
            rows(&[&[
                ("zone", "corp.internal"),
                ("resolvers", "10.1.0.251, 10.1.0.9"),
            ]]),
        )],
        &[
            "-    forward . 10.1.0.251 10.1.0.252",
            "+    forward . 10.1.0.251 10.1.0.9",
        ],
    );
    changes(
        COREFILE,
        &[("dns.zones", rows(&[&corp, &lan]))],
        &[
            "+",
            "+lan:53 {",
            "+    errors",
            "+    cache 30",
            "+    forward . 10.0.0.1",
            "+}",
        ],
    );
    changes(
        COREFILE,
        &[("dns.zones", rows(&[]))],
        &[
            "-",
            "-# ours",
            "-corp.internal:53 {",
            "-    forward . 10.1.0.251 10.1.0.252",
            "-}",
        ],
    );
}

#[test]
fn upstreams_take_the_place_of_the_nodes() {
    let text = ".:53 {\n    forward . /etc/resolv.conf\n}\n";
    changes(
        text,
        &[
            ("dns.strategy", "public".into()),
            ("dns.upstreams", list(&["9.9.9.9"])),
        ],
        &["-    forward . /etc/resolv.conf", "+    forward . 9.9.9.9"],
    );
}

#[test]
fn a_corefile_in_a_config_map_is_changed_through_it() {
    let inner: String = COREFILE
        .lines()
        .map(|line| {
            if line.is_empty() {
                "\n".to_owned()
            } else {
                format!("    {line}\n")
            }
        })
        .collect();
    let text = format!(
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: coredns\ndata:\n  Corefile: |\n{inner}  other: x\n"
    );
    assert_eq!(edited(&text, &[]), text);
    changes(
        &text,
        &[("dns.cluster_domain", "k8s.lan".into())],
        &[
            "-        kubernetes cluster.local in-addr.arpa ip6.arpa {",
            "+        kubernetes k8s.lan in-addr.arpa ip6.arpa {",
        ],
    );
}
