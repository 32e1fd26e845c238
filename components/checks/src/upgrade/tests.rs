//! Tests the findings on many ways.

mod rows;

use super::*;
use runwright_model::version::PAIRS;

/// The versions of a chart and the runner that it installs.
fn chart(minor: u16) -> Versions {
    let chart = PAIRS
        .iter()
        .find(|pair| pair.chart.minor == minor)
        .map_or(Version::new(0, minor, 0), |pair| pair.chart);
    Versions::of_chart(chart)
}

/// Whether the list has the key or one below it; values are written `values:key`.
fn in_list(list: &[&str], part: Part, path: &str) -> bool {
    list.iter().any(|key| {
        let (at, key) = match key.strip_prefix("values:") {
            Some(key) => (Part::Values, key),
            None => (Part::Config, *key),
        };
        let rest = key.strip_prefix(path);
        at == part && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

fn of_list(from: Versions, to: Versions, list: &[&str], lang: Lang) -> Vec<Advice> {
    advise(&from, &to, &|part, path| in_list(list, part, path), lang)
}

/// The findings between two charts; those of the way as a whole (`UPG-102`, `UPG-103`) are left out.
#[track_caller]
fn check(from: u16, to: u16, list: &[&str], expect: &[&str]) -> Vec<Advice> {
    let found = of_list(chart(from), chart(to), list, Lang::En);
    let found: Vec<Advice> = found
        .into_iter()
        .filter(|advice| advice.code != "UPG-102" && advice.code != "UPG-103")
        .collect();
    let codes: Vec<&str> = found.iter().map(|advice| advice.code).collect();
    assert_eq!(codes, expect, "{from} to {to} with {list:?}");
    found
}

#[test]
fn only_what_is_passed_and_set_is_found() {
    check(41, 92, &[], &[]);
    check(92, 92, &["runners.environment"], &[]);
    // The way begins behind `from` and ends with `to`.
    check(88, 89, &["runners.environment"], &["UPG-153"]);
    check(89, 90, &["runners.environment"], &[]);
    check(87, 88, &["runners.environment"], &[]);
    check(64, 65, &["runners.pre_clone_script"], &["UPG-131"]);
    check(65, 92, &["runners.pre_clone_script"], &[]);
}

#[test]
fn keys_of_the_configuration() {
    let flag = |name: &'static str| ["runners.feature_flags.", name].concat();
    check(
        64,
        92,
        &["runners.kubernetes.terminationGracePeriodSeconds"],
        &["UPG-130"],
    );
    check(
        64,
        92,
        &["runners.cache.gcs.BucketName"],
        &["UPG-133", "UPG-145"],
    );
    check(
        64,
        65,
        &[
            "runners.cache.gcs.BucketName",
            &flag("FF_USE_LEGACY_GCS_CACHE_ADAPTER"),
        ],
        &["UPG-110"],
    );
    check(69, 70, &["runners.cache.s3.BucketName"], &["UPG-135"]);
    check(
        69,
        92,
        &["runners.cache.s3.UploadRoleARN"],
        &["UPG-135", "UPG-137", "UPG-145"],
    );
    check(76, 77, &["runners.request_concurrency"], &["UPG-143"]);
    // A flag in the file: the fixed set of the job's, and the bound is not the runner's choice.
    check(
        76,
        81,
        &[
            "runners.request_concurrency",
            &flag("FF_USE_ADAPTIVE_REQUEST_CONCURRENCY"),
        ],
        &["UPG-110", "UPG-147"],
    );
    check(
        72,
        78,
        &[&flag("FF_RETRIEVE_POD_WARNING_EVENTS")],
        &["UPG-141"],
    );
    // It came and went on the way: only that it is gone counts.
    check(
        70,
        84,
        &[&flag("FF_USE_NATIVE_STEPS")],
        &["UPG-147", "UPG-148"],
    );
    check(
        89,
        90,
        &[&flag("FF_USE_NEW_BASH_EVAL_STRATEGY")],
        &["UPG-156"],
    );
    check(
        89,
        92,
        &[&flag("FF_USE_NEW_BASH_EVAL_STRATEGY")],
        &["UPG-158"],
    );
    check(88, 89, &[&flag("FF_HASH_CACHE_KEYS")], &["UPG-152"]);
    check(92, 93, &[&flag("FF_USE_FASTZIP")], &["UPG-160"]);
    check(
        87,
        88,
        &["runners.kubernetes.pod_disruption_budget"],
        &["UPG-150"],
    );
    check(
        87,
        88,
        &["runners.kubernetes.autoscaler.max_pause_pods"],
        &["UPG-151"],
    );
    check(86, 87, &["runners.kubernetes.pod_cpu_limit"], &["UPG-110"]);
    check(
        84,
        85,
        &["runners.kubernetes.helper_image_flavor"],
        &["UPG-149"],
    );
    check(
        91,
        92,
        &["runners.kubernetes.print_pod_warning_events"],
        &["UPG-159"],
    );
}

#[test]
fn values_of_the_chart() {
    check(41, 42, &["values:securityContext.fsGroup"], &["UPG-111"]);
    check(41, 42, &["values:securityContext.runAsUser"], &[]);
    check(
        52,
        53,
        &["values:runners.privileged", "values:runners.secret"],
        &["UPG-112"],
    );
    check(52, 53, &["values:runners.builds.cpuLimit"], &["UPG-112"]);
    check(52, 53, &["values:runners.builds.other"], &["UPG-112"]);
    check(52, 53, &["values:rbac.resources"], &["UPG-113"]);
    check(52, 53, &["values:image"], &["UPG-114"]);
    check(52, 53, &["values:image.tag"], &[]);
    check(
        65,
        66,
        &["values:rbac.create", "values:rbac.serviceAccountName"],
        &["UPG-115", "UPG-116"],
    );
    check(
        65,
        66,
        &["values:rbac.create", "values:serviceAccount.create"],
        &["UPG-110"],
    );
    check(
        73,
        74,
        &["values:runnerRegistrationToken", "values:runners.secret"],
        &["UPG-120"],
    );
    check(75, 76, &["values:runnerRegistrationToken"], &["UPG-140"]);
    check(
        75,
        76,
        &["values:runnerRegistrationToken", "values:runners.secret"],
        &[],
    );
    check(76, 79, &["values:runners.jobNamespace"], &["UPG-110"]);
    check(83, 84, &["values:runners.jobNamespace"], &[]);
    check(
        83,
        84,
        &["values:runners.jobNamespace", "values:rbac.create"],
        &["UPG-121"],
    );
    check(
        83,
        84,
        &[
            "values:runners.jobNamespace",
            "values:rbac.create",
            "values:rbac.clusterWideAccess",
        ],
        &[],
    );
    check(73, 74, &["values:rbac.rules"], &["UPG-138"]);
    check(
        76,
        77,
        &[
            "values:rbac.rules",
            "runners.kubernetes.print_pod_warning_events",
        ],
        &["UPG-110"],
    );
    check(88, 89, &["values:metrics.enabled"], &["UPG-155"]);
}

#[test]
fn findings_say_what_to_do() {
    let moved = check(52, 53, &["values:runners.builds.cpuLimit"], &["UPG-112"]).remove(0);
    assert_eq!(moved.severity, Severity::Error);
    assert_eq!(moved.release, "Chart 0.53.0");
    assert_eq!(moved.title, "runners.builds.cpuLimit is no longer read");
    let old = change::values("runners.builds.cpuLimit");
    let new = change::config("runners.kubernetes.cpu_limit");
    assert_eq!((moved.concerns, moved.rename), (old, Some((old, new))));
    assert_eq!(moved.remove, None);

    let flag = "runners.feature_flags.FF_SKIP_NOOP_BUILD_STAGES";
    let gone = check(91, 92, &[flag], &["UPG-158"]).remove(0);
    assert_eq!(gone.title, "FF_SKIP_NOOP_BUILD_STAGES is gone");
    assert_eq!(
        (gone.rename, gone.remove),
        (None, Some(change::config(flag)))
    );

    // The worst stands first, whatever release it is of.
    let list = [
        "runners.cache.s3.PathStyle",
        "runners.post_clone_script",
        "values:rbac.serviceAccountName",
    ];
    let found = check(
        64,
        92,
        &list,
        &["UPG-131", "UPG-135", "UPG-110", "UPG-115", "UPG-145"],
    );
    assert!(found.is_sorted_by_key(|advice| advice.severity));
}

#[test]
fn the_way_as_a_whole() {
    let codes = |from: Versions, to: Versions| -> Vec<&str> {
        let found = of_list(from, to, &[], Lang::En);
        found.iter().map(|advice| advice.code).collect()
    };
    assert_eq!(codes(chart(92), chart(92)), [""; 0]);
    assert_eq!(codes(chart(85), chart(86)), ["UPG-102"]);
    assert_eq!(codes(chart(86), chart(92)), ["UPG-102", "UPG-103"]);
    assert_eq!(codes(chart(59), chart(65)), ["UPG-102", "UPG-103"]);
    assert_eq!(codes(chart(92), chart(86)), ["UPG-101", "UPG-102"]);
    // A patch of the same minor, and a chart that goes ahead while a pinned image goes back.
    let (mut patch, mut pinned) = (chart(85), chart(86));
    patch.runner.patch += 1;
    pinned.runner = Version::new(18, 7, 0);
    assert_eq!(codes(chart(85), patch), [""; 0]);
    assert_eq!(codes(chart(85), pinned), ["UPG-101", "UPG-102"]);
}

#[test]
fn going_back_names_what_is_lost() {
    let list = [
        "runners.prepare_timeout",
        "runners.kubernetes.autoscaler.policy",
        "runners.kubernetes.image",
        "values:metrics.podMonitor.enabled",
    ];
    let back = check(92, 84, &list, &["UPG-101"]).remove(0);
    assert_eq!(back.severity, Severity::Warning);
    assert_eq!(back.title, "Runner 18.7.1 is older than 19.3.0");
    assert!(back.body.ends_with("It does not know: metrics.podMonitor, runners.kubernetes.autoscaler, runners.prepare_timeout."), "{}", back.body);
    let none = check(92, 91, &list, &["UPG-101"]).remove(0);
    assert_eq!(none.severity, Severity::Advice);

    let rules = check(77, 73, &["values:rbac.rules"], &["UPG-101"]).remove(0);
    assert_eq!(rules.severity, Severity::Advice);

    // With the keys of a caller: what both releases know, or neither, is not lost.
    let keys = [
        (Part::Config, "a", Version::new(19, 0, 0)),
        (Part::Config, "b", Version::new(18, 0, 0)),
        (Part::Config, "c", Version::new(19, 4, 0)),
        (Part::Values, "d", Version::new(0, 85, 0)),
    ];
    let back = downgrade(&chart(92), &chart(84), &mut keys.into_iter(), Lang::En).unwrap();
    assert!(
        back.body.ends_with("It does not know: a, d."),
        "{}",
        back.body
    );
    let up = downgrade(&chart(84), &chart(92), &mut keys.into_iter(), Lang::En);
    assert_eq!(up, None);
}

#[test]
fn the_rest_is_listed_by_release() {
    let list = |from, to, keys: &[&str]| {
        let sets = |part: Part, path: &str| in_list(keys, part, path);
        releases(&chart(from), &chart(to), &sets, Lang::En)
    };
    assert_eq!(list(92, 92, &[]), []);
    assert_eq!(list(92, 85, &[]), []);
    let all = list(41, 93, &[]);
    let names: Vec<&str> = all.iter().map(|release| release.version.as_str()).collect();
    assert_eq!(names.first(), Some(&"Chart 0.42.0"));
    assert_eq!(names.last(), Some(&"Runner 19.4.0"));
    let at = |name: &str| names.iter().position(|other| *other == name).unwrap();
    assert!(at("Chart 0.53.0") < at("Chart 0.53.2") && at("Chart 0.53.2") < at("Runner 17.0.0"));
    assert!(at("Chart 0.84.0") < at("Runner 18.7.0") && at("Runner 18.7.0") < at("Chart 0.85.0"));
    // Nothing to tell, no entry.
    assert!(!names.contains(&"Runner 17.3.0"));

    let one = |from, to, keys: &[&str]| list(from, to, keys).remove(0);
    let plain = one(83, 84, &[]);
    assert_eq!(
        plain.lines[0],
        "Role and RoleBinding stand in runners.jobNamespace."
    );
    let told = list(
        83,
        84,
        &["values:runners.jobNamespace", "values:rbac.create"],
    );
    assert!(!told[0].lines.contains(&plain.lines[0]));
    // Of several new keys those remain that the file does not set.
    let labels = list(81, 82, &["labels"]).remove(0);
    assert_eq!(
        (labels.version.as_str(), labels.date.as_str()),
        ("Runner 18.5.0", "2025-10-17")
    );
    assert_eq!(labels.lines[1], "New runners.labels: labels of the runner.");
}
