//! Tells by a pod's name what made it, where nothing else is known of it.

/// Letters of generated names: no vowels, and no digits that look like letters (apimachinery, util/rand).
const GENERATED: &str = "bcdfghjklmnpqrstvwxz2456789";

fn is_generated(text: &str) -> bool {
    text.chars().all(|letter| GENERATED.contains(letter))
}

/// The name without the five letters that a controller adds; none where it has none.
fn stem(name: &str) -> Option<&str> {
    let (stem, end) = name.rsplit_once('-')?;
    (end.len() == 5 && is_generated(end)).then_some(stem)
}

/// The stem without the hash that a Deployment adds; none where there is no such hash.
fn deployment(stem: &str) -> Option<&str> {
    let (name, hash) = stem.rsplit_once('-')?;
    ((7..=10).contains(&hash.len()) && is_generated(hash)).then_some(name)
}

/// The name that the pods of one DaemonSet share; none for pods of Deployments and for names that are not generated.
pub(super) fn daemon(name: &str) -> Option<&str> {
    stem(name).filter(|stem| deployment(stem).is_none())
}

/// A static pod carries the name of its node.
pub(super) fn is_static(name: &str, node: &str) -> bool {
    name.strip_suffix(node)
        .is_some_and(|rest| rest.len() > 1 && rest.ends_with('-'))
}

/// A pod of the chart's Deployment, whose name is the release and `gitlab-runner`.
pub(super) fn is_manager(name: &str) -> bool {
    let stem = stem(name).unwrap_or(name);
    deployment(stem).unwrap_or(stem).ends_with("gitlab-runner")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_controllers() {
        for (name, expect) in [
            ("kube-proxy-7xxpf", Some("kube-proxy")),
            ("pdcsi-node-2l8kd", Some("pdcsi-node")),
            ("coredns-85cc4f6d5-swj9w", None),
            ("coredns-59486948-4hr6q", None),
            ("prometheus-0", None),
            ("my-nginx-proxy", None),
            ("kube-proxy", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(daemon(name), expect, "{name}");
        }
        for (name, expect) in [
            ("gitlab-runner-6c8f9d7b5c-x2x5z", true),
            ("ci-gitlab-runner-6c8f9d7b5c-x2x5z", true),
            ("gitlab-runner-0", false),
            ("gitlab-runner-cache-6c8f9d7b5c-x2x5z", false),
        ] {
            assert_eq!(is_manager(name), expect, "{name}");
        }
        assert!(is_static("etcd-cp-1", "cp-1"));
        assert!(!is_static("cp-1", "cp-1"));
        assert!(!is_static("-cp-1", "cp-1"));
        assert!(!is_static("etcdcp-1", "cp-1"));
    }
}
