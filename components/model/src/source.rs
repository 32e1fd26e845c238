//! Turns the place a rule was read at into an address.

/// The address of a place in a public repository's source, of `repository@commit:path`.
pub fn address(source: &str) -> Option<String> {
    let (repository, rest) = source.split_once('@')?;
    let (commit, path) = rest.split_once(':')?;
    // What is developed on GitLab is mirrored.
    let repository = match repository {
        "gitlab-org/gitlab-runner" => "gitlabhq/gitlab-runner",
        other => other,
    };
    (repository.split('/').count() == 2).then(|| {
        [
            "https://github.com/",
            repository,
            "/blob/",
            commit,
            "/",
            path,
        ]
        .concat()
    })
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_source_has_an_address() {
        let check = |source: &str, expect: Option<&str>| {
            assert_eq!(address(source).as_deref(), expect);
        };
        check(
            "kubernetes/autoscaler@55c37cd5:cluster-autoscaler/FAQ.md",
            Some(
                "https://github.com/kubernetes/autoscaler/blob/55c37cd5/cluster-autoscaler/FAQ.md",
            ),
        );
        check("kubernetes 1.34 pkg/scheduler", None);
        check("", None);
    }
}
