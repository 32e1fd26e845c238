//! Says in the reader's language why a plan's fleet is not answered.

use runwright_model::{Lang, Text, text::t};

/// What the errors of `capacity::fleet` begin and end with, and the sentence for each; `{}` is the number in the error.
const KNOWN: [(&str, &str, Text); 10] = [
    (
        "pools: at least",
        "",
        t("There is no node pool: add one.", "没有节点池，请添加。"),
    ),
    (
        "pools: at most",
        "nodes are answered",
        t(
            "More than {} nodes are not answered.",
            "节点超过 {} 个，无法计算。",
        ),
    ),
    (
        "pools: at most",
        "",
        t(
            "More than {} node pools are not answered.",
            "节点池超过 {} 个，无法计算。",
        ),
    ),
    (
        "pools: more than",
        "",
        t(
            "More than {} jobs at once are not answered: give jobs a request.",
            "同时运行的作业超过 {} 个，无法计算：请为作业设置请求。",
        ),
    ),
    (
        "pools[",
        "min: from 0 to max is needed",
        t(
            "A pool has more least nodes than most nodes.",
            "有节点池的最少节点多于最多节点。",
        ),
    ),
    (
        "profiles: at least",
        "",
        t(
            "There is no kind of job: add one.",
            "没有作业类型，请添加。",
        ),
    ),
    (
        "profiles: at most",
        "",
        t(
            "More than {} kinds of jobs are not answered.",
            "作业类型超过 {} 种，无法计算。",
        ),
    ),
    (
        "profiles: one with",
        "",
        t(
            "Every kind of job has share 0: give one a share.",
            "所有作业类型的份额都是 0：请至少填一个。",
        ),
    ),
    (
        "arrivals: more than",
        "",
        t(
            "More than {} jobs would be at work at once: fewer jobs an hour, or shorter ones.",
            "同时在运行的作业将超过 {} 个：请减少每小时作业数或缩短时长。",
        ),
    ),
    (
        "managers: more than",
        "",
        t(
            "More than {} slots are not answered.",
            "槽位超过 {} 个，无法计算。",
        ),
    ),
];

/// The sentence for an error; one that is not known stays as it is.
pub fn refused(error: &str, lang: Lang) -> String {
    let known = KNOWN
        .iter()
        .find(|(begin, end, _)| error.starts_with(begin) && error.ends_with(end));
    let Some((_, _, text)) = known else {
        return error.to_string();
    };
    let number: String = error
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    text.get(lang).replace("{}", &number)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::question::question;
    use crate::work::Work;
    use runwright_model::{Draft, Plan, json};

    #[track_caller]
    fn check(draft: &str, expect: &str) {
        let draft = Draft::from_json(&json::read(draft).unwrap()).unwrap();
        let error = Work::new(question(&Plan::read(&draft).plan)).err().unwrap();
        assert_eq!(refused(&error, Lang::En), expect, "{error}");
        assert_ne!(refused(&error, Lang::Zh), error);
    }

    #[test]
    fn errors_of_plans_are_sentences() {
        check(
            r#"{"capacity.pools": []}"#,
            "There is no node pool: add one.",
        );
        check(
            r#"{"capacity.profiles": []}"#,
            "There is no kind of job: add one.",
        );
        check(
            r#"{"capacity.profiles": [{"name": "a", "share": "0"}]}"#,
            "Every kind of job has share 0: give one a share.",
        );
        check(
            r#"{"capacity.pools": [{"nodes": "9000"}]}"#,
            "More than 5000 nodes are not answered.",
        );
        check(
            &[
                "{\"capacity.pools\": [",
                &[r#"{"name": "a"}"#; 21].join(","),
                "]}",
            ]
            .concat(),
            "More than 20 node pools are not answered.",
        );
        check(
            &[
                "{\"capacity.profiles\": [",
                &[r#"{"name": "a"}"#; 13].join(","),
                "]}",
            ]
            .concat(),
            "More than 12 kinds of jobs are not answered.",
        );
        check(
            r#"{"managers.concurrent": "9000", "managers.replicas": "9"}"#,
            "More than 10000 slots are not answered.",
        );
        check(
            r#"{"capacity.jobs_per_hour": "99000", "capacity.profiles": [{"mean_s": "9000"}]}"#,
            "More than 10000 jobs would be at work at once: fewer jobs an hour, or shorter ones.",
        );
    }
}
