//! Reads the names a message holds: hosts, images, accounts.

use super::details::details;
use crate::seen::{Seen, What};

/// A name stands between the words before it and the first of the characters that end it.
const NAMES: [(What, &str, &str); 93] = [
    (What::Image, "failed to pull image \"", "\""),
    (What::Image, "back-off pulling image \"", "\""),
    (What::Image, "failed to pull and unpack image \"", "\""),
    (What::Image, "failed to resolve reference \"", "\""),
    (What::Image, "pulling image \"", "\""),
    (What::Image, "pull policy for image '", "'"),
    (What::Image, "parse image name \"", "\""),
    (What::Image, "failed to inspect image \"", "\""),
    (What::Image, "default image tag \"", "\""),
    (What::Image, "container image \"", "\""),
    (What::Image, "manifest for ", " ,"),
    (What::Image, "pull access denied for ", " ,"),
    (What::Image, "executor with image ", " "),
    (What::Image, "for image '", "'"),
    (What::Pod, "pods \"", "\""),
    (What::Pod, "pod \"", "\""),
    (What::Pod, "waiting for pod ", " "),
    (What::Pod, "running on runner-", " "),
    (What::Pod, "pods/runner-", " \"/?:"),
    (What::Pod, "involvedobject.name=", " "),
    (What::Namespace, "in the namespace \"", "\""),
    (What::Namespace, "using kubernetes namespace: ", " "),
    (What::Namespace, "/api/v1/namespaces/", "/ \"?"),
    (What::Container, "in container ", ":, "),
    (What::Container, "container not found (\"", "\""),
    (What::Container, "container \"", "\""),
    (What::Container, "exceeds its request of 0. container ", " "),
    (What::Container, "container ", " "),
    (What::Verb, "\" cannot ", " "),
    (What::Resource, " resource \"", "\""),
    (What::Group, "in api group \"", "\""),
    (What::Host, "could not resolve host: ", " ;,'\")"),
    (What::Host, "could not resolve hostname ", " :;,'\""),
    (What::Host, "enotfound ", " :;,'\""),
    (What::Host, "eai_again ", " :;,'\""),
    (What::Host, "bad address '", "'"),
    (What::Host, "unknownhostexception: ", " :;,'\")"),
    (What::Host, "unknown host ", " :;,'\")"),
    (What::Host, "translate host name \"", "\""),
    (What::Host, "failed to connect to ", " :"),
    (What::Host, "couldn't connect to ", " :"),
    (What::Host, "server can't find ", ": "),
    (What::Host, "lookup error: lookup ", " :"),
    (What::Host, "lookup ", " :,)"),
    (What::Host, "in connection to ", " :"),
    (What::Host, "temporary failure resolving '", "'"),
    (What::Host, "but wanted to match ", " :,"),
    (What::Host, "cannot validate certificate for ", " "),
    (What::Endpoint, "dial tcp ", " "),
    (What::Endpoint, "docker daemon at ", " "),
    (What::Endpoint, "connection to the server ", " "),
    (What::Url, "couldn't execute post against ", " "),
    (What::Url, "couldn't execute get against ", " "),
    (What::Url, "couldn't execute put against ", " "),
    (What::Url, "couldn't execute patch against ", " "),
    (What::Url, "unable to access '", "'"),
    (What::Url, "fatal: repository '", "'"),
    (What::Url, "authentication failed for '", "'"),
    (What::Url, "post \"", "\""),
    (What::Url, "get \"", "\""),
    (What::Url, "head \"", "\""),
    (What::Url, "post http", " \""),
    (What::Url, "get http", " \""),
    (What::Url, "status=post ", " "),
    (What::Lacking, "insufficient ", " ,.;:\""),
    (What::Lacking, "enough resource: ", " ,"),
    (What::Quota, "exceeded quota: ", " ,"),
    (What::Quota, "failed quota: ", " :"),
    (What::Requested, " requested: ", " "),
    (What::Used, " used: ", " "),
    (What::Limited, " limited: ", " \""),
    (What::Level, "podsecurity \"", ":\""),
    (What::Webhook, "admission webhook \"", "\""),
    (What::Webhook, "calling webhook \"", "\""),
    (What::Policy, "denied the request: [", "]"),
    (What::Policy, "due to the following policies ", " :"),
    (What::Policy, "[denied by ", "]"),
    (What::Policy, "policy '", "'"),
    (What::Policy, "violate due to policy ", " ,:"),
    (What::Secret, "secret \"", "\""),
    (What::Secret, "image pull secrets (", ")"),
    (What::Volume, "persistentvolumeclaim \"", "\""),
    (What::Volume, "emptydir volume \"", "\""),
    (What::Volume, "for volume \"", "\""),
    (What::Alias, "provided host alias ", " "),
    (What::Size, "storage limit \"", "\""),
    (What::Size, "total limit of containers ", " ."),
    (What::Size, "exceeds the limit \"", "\""),
    (What::Node, "node \"", "\""),
    (What::Node, " successfully assigned ", "\n\""),
    (What::Node, "\n node: ", " /\n"),
    (What::Reason, "reason \"", "\""),
    (What::Runner, "running with gitlab-runner ", " "),
];

/// Nothing that is a name is longer.
const LONG: usize = 300;
/// Of one kind so many are taken from a message.
const MANY: usize = 6;

/// Notes the names of a message.
pub fn capture(text: &str, seen: &mut Seen) {
    // Byte for byte as long as the text, so that places are the same in both.
    let lower = text.to_ascii_lowercase();
    for (what, before, ends) in &NAMES {
        for (at, _) in lower.match_indices(before).take(MANY) {
            let rest = text.get(at + before.len()..).unwrap_or("");
            let end = rest.find(|c| ends.contains(c)).unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or("");
            if name.len() <= LONG {
                put(*what, before, name, rest.get(end..).unwrap_or(""), seen);
            }
        }
    }
    account(text, seen);
    server(text, seen);
    taints(text, &lower, seen);
    lists(text, &lower, seen);
    statuses(text, seen);
    details(text, &lower, seen);
}

/// Notes one name in the form that `What` promises.
fn put(what: What, before: &str, name: &str, rest: &str, seen: &mut Seen) {
    let name = name.trim().trim_end_matches([',', '.', ';']);
    match what {
        What::Pod => {
            let whole = if before.ends_with("runner-") {
                ["runner-", name].concat()
            } else {
                name.to_string()
            };
            let (namespace, pod) = whole.split_once('/').unwrap_or(("", &whole));
            if pod.contains(' ') || pod.starts_with('.') || pod == "to" || pod == "running" {
                return;
            }
            seen.put(What::Namespace, namespace);
            seen.put(What::Pod, pod);
        }
        What::Url => {
            let url = if before.ends_with("http") {
                ["http", name].concat()
            } else {
                name.to_string()
            };
            let url = url.trim_matches('"').trim_end_matches(':');
            seen.put(What::Url, url);
            let host = url.split_once("://").map_or("", |(_, rest)| rest);
            let host = host.split(['/', '?']).next().unwrap_or("");
            let host = host.rsplit('@').next().unwrap_or("");
            seen.put(
                What::Host,
                host.rsplit_once(':').map_or(host, |(host, _)| host),
            );
        }
        What::Host => {
            let name = name.trim_end_matches('.');
            if name.contains('=') || name == "error" {
                return;
            }
            seen.put(What::Host, name);
            let port = rest.strip_prefix(" port ").map(|rest| {
                let end = rest
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(rest.len());
                rest.get(..end).unwrap_or("")
            });
            if let Some(port) = port {
                seen.put(What::Endpoint, &[name, ":", port].concat());
            }
        }
        What::Endpoint => {
            let name = name.trim_end_matches([':', '.', '/']);
            if name.contains(':') && !name.starts_with("lookup") {
                seen.put(What::Endpoint, name);
            }
        }
        What::Container if before == "container " => {
            const ENDS: [&str; 3] = [" was ", " exceeded", " terminated"];
            if ENDS.iter().any(|end| rest.starts_with(end)) {
                seen.put(What::Container, name);
            }
        }
        What::Group if name.is_empty() => {}
        What::Resource | What::Secret => {
            for part in name.split(',') {
                seen.put(what, part.trim());
            }
        }
        // The volume that a claim is bound to is no claim.
        What::Volume if name.starts_with("pvc-") => {}
        What::Node if before == " successfully assigned " => {
            let node = name.split_once(" to ").map_or("", |(_, node)| node);
            seen.put(What::Node, node.trim());
        }
        _ => seen.put(what, name),
    }
}

/// `system:serviceaccount:ns:name`, or another user as it stands.
fn account(text: &str, seen: &mut Seen) {
    for (at, word) in text.match_indices("system:serviceaccount:").take(MANY) {
        let rest = text.get(at + word.len()..).unwrap_or("");
        let end = rest.find(['"', ' ', '\'', ',']).unwrap_or(rest.len());
        seen.put(What::Account, rest.get(..end).unwrap_or(""));
    }
    for (at, word) in text.match_indices("User \"").take(MANY) {
        let rest = text.get(at + word.len()..).unwrap_or("");
        let end = rest.find('"').unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or("");
        if !name.starts_with("system:serviceaccount:") {
            seen.put(What::Account, name);
        }
    }
    // Before 1.12 the API server wrote `cannot get deployments.apps in the namespace`.
    for (at, word) in text.match_indices("\" cannot ").take(MANY) {
        let mut words = text.get(at + word.len()..).unwrap_or("").split(' ');
        let resource = words.nth(1).unwrap_or("");
        if resource != "resource" && !resource.is_empty() {
            let (resource, group) = resource.split_once('.').unwrap_or((resource, ""));
            seen.put(What::Resource, resource);
            seen.put(What::Group, group);
        }
    }
}

/// The DNS server of Go's and of git's words: what stands before `:53` or `#53`.
fn server(text: &str, seen: &mut Seen) {
    for mark in [":53", "#53"] {
        for (at, _) in text.match_indices(mark).take(MANY) {
            let after = text.as_bytes().get(at + mark.len());
            if after.is_some_and(u8::is_ascii_digit) {
                continue;
            }
            let before = text.get(..at).unwrap_or("");
            let start = before.rfind([' ', '>', '(', '"']).map_or(0, |at| at + 1);
            let name = before.get(start..).unwrap_or("");
            let address =
                |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':' | b'[' | b']');
            if name.len() >= 3 && name.bytes().all(address) && name.contains(['.', ':']) {
                seen.put(What::Server, name.trim_matches(['[', ']']));
            }
        }
    }
}

/// `{key: value}` and `{key}` after the word taint.
fn taints(text: &str, lower: &str, seen: &mut Seen) {
    for (at, _) in lower.match_indices("taint").take(MANY) {
        let rest = text.get(at..).unwrap_or("");
        let Some((head, rest)) = rest.split_once('{') else {
            continue;
        };
        if head.len() > 8 {
            continue;
        }
        let inner = rest.split('}').next().unwrap_or("");
        let (key, value) = inner
            .split_once(": ")
            .unwrap_or((inner.trim_end_matches([':', ' ']), ""));
        let value = value.trim();
        if value.is_empty() {
            seen.put(What::Taint, key.trim());
        } else {
            seen.put(What::Taint, &[key.trim(), "=", value].concat());
        }
    }
}

/// Names without quotes of their own: policies after a rule's name, the runner's release in the helper's tag.
fn lists(text: &str, lower: &str, seen: &mut Seen) {
    if let Some(at) = lower.find("gitlab-runner-helper:") {
        let tag = text.get(at + "gitlab-runner-helper:".len()..).unwrap_or("");
        let tag = tag.split(['"', ' ', '@', ',']).next().unwrap_or("");
        if let Some((_, release)) = tag.rsplit_once("-v") {
            seen.put(What::Runner, release);
        }
    }
}

/// HTTP statuses as `status=403 Forbidden`, `error: 403` or `401 Unauthorized`.
fn statuses(text: &str, seen: &mut Seen) {
    const WORDS: [&str; 11] = [
        " Unauthorized",
        " Forbidden",
        " Not Found",
        " Method Not Allowed",
        " Gone",
        " Too Many Requests",
        " Bad Gateway",
        " Service Unavailable",
        " Gateway Time",
        " Internal Server Error",
        " Bad Request",
    ];
    for word in WORDS {
        for (at, _) in text.match_indices(word).take(MANY) {
            let code = text.get(at.saturating_sub(3)..at).unwrap_or("");
            if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()) {
                seen.put(What::Status, code);
            }
        }
    }
}
