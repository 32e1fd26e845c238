//! Corefiles, bare and in a ConfigMap.

use super::*;

#[test]
fn corefiles_are_judged() {
    let block = |body: &str| {
        let lines: String = body
            .lines()
            .map(|line| ["    ", line, "\n"].concat())
            .collect();
        [".:53 {\n    errors\n    reload\n", &lines, "}\n"].concat()
    };
    let check = |body: &str, expect: &[&str]| codes(&block(body), expect);
    check("forward . 10.0.0.2 10.0.0.3", &[]);
    check(
        "forward . /etc/resolv.conf {\n  max_concurrent 1000\n}",
        &[],
    );
    check("forwrad . 10.0.0.2", &["COR-102"]);
    check("{$PLUGIN}", &[]);
    check("proxy . 10.0.0.2", &["COR-103"]);
    check("kubernetes cluster.local {\n  upstream\n}", &["COR-103"]);
    check("kubernetes cluster.local {\n  pods insecure\n}", &[]);
    check("cache 30\ncache 60", &["COR-104"]);
    check("forward a.internal 10.0.0.2\nforward . 10.0.0.3", &[]);
    let fifteen = "forward . 10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4 10.0.0.5 10.0.0.6 10.0.0.7 10.0.0.8 10.0.0.9 10.0.0.10 10.0.0.11 10.0.0.12 10.0.0.13 10.0.0.14 10.0.0.15";
    check(fifteen, &[]);
    check(&[fifteen, " 10.0.0.16"].concat(), &["COR-105"]);
    check("forward . 127.0.0.53", &["COR-106"]);
    check("forward . 127.0.0.1:5353", &[]);
    check("forward . 127.0.0.11", &[]);
    check(
        "kubernetes cluster.local\nforward . 10.96.0.10",
        &["COR-106"],
    );
    check("forward cluster.local 10.96.0.10", &[]);
    check("forward . 10.0.0.2 8.8.8.8", &["COR-107"]);
    check("forward . tls://9.9.9.9 tls://149.112.112.112", &[]);
    check("forward . 100.100.2.136 fd00::10", &[]);
}

#[test]
fn blocks_are_judged_together() {
    codes(".:53 {\n    kubernetes cluster.local\n}\n", &["COR-108"]);
    codes(
        ".:53 {\n    kubernetes cluster.local\n    import custom/*\n}\n",
        &[],
    );
    codes(
        "a.internal {\n    whoami\n}\na.internal:53 {\n    whoami\n}\n",
        &["COR-109"],
    );
    codes(
        "a.internal {\n    whoami\n}\na.internal:54 {\n    whoami\n}\n",
        &[],
    );
    codes(
        "a.internal {\n    bind 10.0.0.1\n}\na.internal {\n    bind 10.0.0.2\n}\n",
        &[],
    );
    codes(".:53 {\n    errors\n", &["COR-101"]);
}

#[test]
fn parts_of_a_config_map_are_judged() {
    let text = "kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: coredns-custom\ndata:\n  a.override: |\n    forward . tls://9.9.9.9 {\n      tls_servername dns.example.com\n    }\n  b.server: |\n    b.internal {\n      proxy . 10.0.0.2\n    }\n";
    codes(text, &["COR-103"]);
    let notes = check(text, Lang::En);
    assert_eq!((notes[0].line, notes[0].column), (12, 7));
}
