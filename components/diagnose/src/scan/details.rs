//! Reads what a message holds beside names: reasons, statuses, addresses, keys, sizes.

use crate::seen::{Seen, What};

/// Of one kind so many are taken from a message.
const MANY: usize = 6;

/// What happened to a pod, in the words of Kubernetes.
const REASONS: [&str; 17] = [
    "TerminationByKubelet",
    "PreemptionByScheduler",
    "DeletionByTaintManager",
    "EvictionByEvictionAPI",
    "DeletionByPodGC",
    "TaintManagerEviction",
    "EvictionThresholdMet",
    "Evicted",
    "Preempted",
    "Preempting",
    "NodeShutdown",
    "NodeNotReady",
    "NodeLost",
    "SpotInterrupted",
    "SpotInterruption",
    "ContainerStatusUnknown",
    "DisruptionTerminating",
];

/// What stands before a number that is an HTTP status.
const STATUSES: [&str; 12] = [
    "returned error: ",
    "status code ",
    "status code: ",
    "statuscode: ",
    "http status: ",
    "http status ",
    "received: ",
    "status=",
    "status: ",
    "code=",
    "error ",
    " http ",
];

/// Notes the details of a message; `lower` is the text in lower case, byte for byte as long.
pub fn details(text: &str, lower: &str, seen: &mut Seen) {
    reasons(text, lower, seen);
    statuses(text, lower, seen);
    endpoints(text, lower, seen);
    keys(text, lower, seen);
    lacking(lower, seen);
    policies(lower, seen);
    mtu(lower, seen);
}

/// What follows each place of some words.
fn after<'a>(text: &'a str, lower: &'a str, words: &'a str) -> impl Iterator<Item = &'a str> {
    let places = lower.match_indices(words).take(MANY);
    places.filter_map(move |(at, _)| text.get(at + words.len()..))
}

/// The text up to the first of some characters.
fn until<'a>(text: &'a str, ends: &[char]) -> &'a str {
    text.split(ends).next().unwrap_or("")
}

/// Why a certificate was refused, or what happened to the pod.
fn reasons(text: &str, lower: &str, seen: &mut Seen) {
    for words in ["x509: ", "ssl certificate problem: "] {
        for rest in after(text, lower, words) {
            let sentence = until(rest, &['\n', '"', '(', '\'', ';']);
            // Fields of a log line go on with `name=`.
            let end = sentence
                .split_inclusive(' ')
                .take_while(|word| !word.contains('='))
                .map(str::len)
                .sum();
            let sentence = sentence.get(..end).unwrap_or("");
            let sentence = sentence.split(". ").next().unwrap_or("");
            seen.put(What::Reason, sentence.trim().trim_end_matches(['.', ',']));
        }
    }
    for words in [
        "server certificate verification failed",
        "Peer's Certificate issuer is not recognized",
    ] {
        if text.contains(words) {
            seen.put(What::Reason, words);
        }
    }
    for phase in after(text, lower, "(last phase: ") {
        seen.put(What::Reason, until(phase, &[')', ',']).trim());
    }
    for reason in REASONS {
        let whole = |(at, _): (usize, &str)| {
            let letter = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
            let bytes = text.as_bytes();
            !letter(at.checked_sub(1).and_then(|at| bytes.get(at)))
                && !letter(bytes.get(at + reason.len()))
        };
        if text.match_indices(reason).any(whole) {
            seen.put(What::Reason, reason);
        }
    }
}

fn statuses(text: &str, lower: &str, seen: &mut Seen) {
    for words in STATUSES {
        for rest in after(text, lower, words) {
            let code = rest.get(..3).unwrap_or("");
            let next = rest.as_bytes().get(3);
            if code.starts_with(['3', '4', '5'])
                && code.bytes().all(|byte| byte.is_ascii_digit())
                && !next.is_some_and(u8::is_ascii_alphanumeric)
            {
                seen.put(What::Status, code);
            }
        }
    }
}

/// Addresses of Docker daemons, in the form of `DOCKER_HOST`, and the far end of a connection that was open.
fn endpoints(text: &str, lower: &str, seen: &mut Seen) {
    const ENDS: [char; 6] = [' ', '"', '\'', ',', ')', '\n'];
    for scheme in ["tcp://", "unix://"] {
        for rest in after(text, lower, scheme) {
            let address = until(rest, &ENDS).trim_end_matches([':', '.', '/', '?']);
            if !address.is_empty() {
                seen.put(What::Endpoint, &[scheme, address].concat());
            }
        }
    }
    for rest in after(text, lower, "dial unix ") {
        let path = until(rest, &ENDS).trim_end_matches([':', '.']);
        seen.put(What::Endpoint, &["unix://", path].concat());
    }
    for (scheme, port) in [("http://", ":2375"), ("https://", ":2376")] {
        for rest in after(text, lower, scheme) {
            let host = until(rest, &['/', ' ', '"', '\n']);
            if host.ends_with(port) {
                seen.put(What::Endpoint, &["tcp://", host].concat());
            }
        }
    }
    for rest in after(text, lower, "->") {
        let address = until(rest, &ENDS).trim_end_matches(':');
        let port = address.rsplit_once(':').map_or("", |(_, port)| port);
        // To the DNS server: it is named as such.
        let number = !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
        if number && port != "53" {
            seen.put(What::Endpoint, address);
        }
    }
}

/// The key that a reader of configurations stopped at.
fn keys(text: &str, lower: &str, seen: &mut Seen) {
    for (words, end) in [
        ("last key parsed '", '\''),
        ("last key parsed \"", '"'),
        ("last key \"", '"'),
        ("last key '", '\''),
        ("jsonschema: '", '\''),
        ("unknown field \"", '"'),
        ("key \"runners", '"'),
    ] {
        for rest in after(text, lower, words) {
            let key = until(rest, &[end, '\n']);
            let key = if words.ends_with("runners") {
                ["runners", key].concat()
            } else if key.starts_with('/') {
                // `/runners/0/kubernetes/…`
                let names = key.split('/');
                let names = names.filter(|name| name.parse::<u32>().is_err() && !name.is_empty());
                names.collect::<Vec<_>>().join(".")
            } else {
                key.to_string()
            };
            seen.put(What::Key, &key);
        }
    }
}

/// What a quota wants to be said: `must specify limits.cpu for: build,helper; limits.memory for: build`.
fn lacking(lower: &str, seen: &mut Seen) {
    for rest in after(lower, lower, "must specify ") {
        for part in until(rest, &['\n', '"', ')']).split(';') {
            let part = part.split(" for:").next().unwrap_or("");
            for name in part.split(',') {
                let name = name.trim().trim_end_matches('.');
                if !name.is_empty() && !name.contains(' ') {
                    seen.put(What::Lacking, name);
                }
            }
        }
    }
}

/// Pull policies as `config.toml` writes them.
fn policies(lower: &str, seen: &mut Seen) {
    for words in [
        "pull_policy ([",
        "pullpolicies ([",
        "pull policies ([",
        "pull_policy ([",
    ] {
        for rest in after(lower, lower, words) {
            for name in until(rest, &[']', '\n']).split([' ', ',']) {
                let name = match name {
                    "ifnotpresent" => "if-not-present",
                    "always" | "never" | "if-not-present" => name,
                    _ => continue,
                };
                seen.put(What::Policy, name);
            }
        }
    }
}

/// The numbers after `mtu`; first those that are not Ethernet's, as a pod's network has.
fn mtu(lower: &str, seen: &mut Seen) {
    let mut numbers: Vec<&str> = Vec::new();
    for rest in after(lower, lower, "mtu") {
        let rest = rest.trim_start_matches(['=', ':', ' ', '"', '\n']);
        let end = rest.find(|c: char| !c.is_ascii_digit());
        let number = rest.get(..end.unwrap_or(rest.len())).unwrap_or("");
        if number.len() == 4 {
            numbers.push(number);
        }
    }
    numbers.sort_by_key(|number| *number == "1500");
    for number in numbers {
        seen.put(What::Size, number);
    }
}

/// Whether git was given a URL with a path after the repository's own: `…/app.git/team/app.git/`.
pub fn doubled(text: &str) -> bool {
    let url = text
        .split_once("fatal: repository '")
        .map(|(_, rest)| until(rest, &['\'', '\n']));
    let path = url.and_then(|url| url.split_once(".git/"));
    path.is_some_and(|(_, rest)| rest.contains(".git"))
}
