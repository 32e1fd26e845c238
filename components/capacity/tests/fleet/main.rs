//! Asks for whole fleets: jobs at once, quota, waits beside the formulas, nodes and cost over a day, what helps, errors.

#![allow(clippy::unwrap_used)]

mod properties;

use runwright_capacity::run_query;
use serde_json::{Value, json};

const GIB: i64 = 1 << 30;

fn ask(query: &Value) -> Value {
    run_query(query).unwrap_or_else(|error| json!({ "error": error }))
}

/// What stands at each place of the answer.
fn check(query: &Value, expect: &[(&str, Value)]) {
    let answer = ask(query);
    for (place, value) in expect {
        let found = answer.pointer(place).unwrap_or(&Value::Null);
        assert_eq!(
            found, value,
            "{place} of {query}\n{}\n{}",
            answer["jobs"], answer["error"]
        );
    }
}

/// Three nodes of 8 cores and 32 GiB that keep nothing, and a job of so many millicores.
fn guide(cpu_m: i64) -> Value {
    json!({
        "platform": "k3s",
        "pools": [{ "name": "ci", "count": 3, "cpu_m": 8000, "memory": 32 * GIB, "price_per_hour": 0.5,
                    "overhead": { "cpu_m": 300, "pods": 4 } }],
        "profiles": [{ "name": "dind", "share": 1, "mean_s": 300,
                       "request": { "cpu_m": cpu_m, "memory": 9 * GIB / 2 } }],
        "managers": { "replicas": 1, "concurrent": 10 }
    })
}

fn codes(answer: &Value) -> Vec<&str> {
    let advice = answer["advice"].as_array().into_iter().flatten();
    advice.filter_map(|one| one["code"].as_str()).collect()
}

fn with(mut query: Value, changes: Value) -> Value {
    for (key, value) in changes.as_object().into_iter().flatten() {
        query[key] = value.clone();
    }
    query
}

#[test]
fn a_job_of_four_and_a_half_cores_runs_once_on_a_node_of_eight() {
    check(
        &guide(4500),
        &[
            ("/jobs/best", json!(3)),
            ("/jobs/proved", json!(true)),
            ("/jobs/expected/mean", json!(3.0)),
            ("/jobs/expected/least", json!(3)),
            ("/jobs/guaranteed/0/jobs", json!(3)),
            (
                "/jobs/placed",
                json!([{ "pool": "ci", "nodes": 3, "jobs": [1] }]),
            ),
            ("/pools/0/binding", json!(["cpu_m"])),
            // 3 x (7700 - 4500) of 3 x 7700.
            ("/pools/0/stranded_cpu_m", json!(9600)),
            ("/pools/0/stranded_cpu_permille", json!(415)),
            ("/slots/slots", json!(10)),
            ("/slots/jobs_at_risk", json!(7)),
            ("/slots/poll_timeout_s", json!(180)),
            (
                "/advice/0",
                json!({ "code": "slots_above_expected", "about": null, "numbers": [10, 3, 180] }),
            ),
            ("/changes/0/kind", json!("less_cpu")),
            (
                "/changes/0/edits/0",
                json!({ "path": "profiles[0].request.cpu_m", "from": "4500", "to": "3850" }),
            ),
            ("/changes/0/expected", json!(6.0)),
            ("/changes/0/cost_per_hour_change", json!(0.0)),
            (
                "/cost/fixed",
                json!({ "per_hour": 1.5, "per_month": 1095.0, "per_job": null }),
            ),
            ("/cost/autoscaled", json!(null)),
            ("/worst", json!(null)),
        ],
    );
    check(
        &guide(3700),
        &[
            ("/jobs/best", json!(6)),
            ("/jobs/guaranteed/0/jobs", json!(6)),
        ],
    );
}

#[test]
fn small_jobs_on_every_node_keep_a_large_one_out() {
    let query = json!({
        "platform": "k3s",
        "pools": [{ "name": "ci", "count": 3, "cpu_m": 7900, "memory": 32 * GIB }],
        "profiles": [
            { "name": "small", "share": 3, "request": { "cpu_m": 2000, "memory": GIB } },
            { "name": "large", "share": 1, "request": { "cpu_m": 6000, "memory": GIB },
              "worst": { "cpu_m": 8000, "memory": GIB } }
        ],
        "managers": { "replicas": 3, "concurrent": 1 }
    });
    check(
        &query,
        &[
            // Small, small, large, small, small, small; then a large one would leave five small ones a single node.
            ("/jobs/best", json!(6)),
            ("/jobs/proved", json!(true)),
            ("/jobs/guaranteed/1/jobs", json!(3)),
            ("/jobs/guaranteed/0/jobs", json!(3)),
            ("/worst/never_fits", json!(["large"])),
            ("/worst/best", json!(9)),
            ("/advice/0/code", json!("slots_fit")),
            ("/quota", json!(null)),
        ],
    );
}

#[test]
fn a_quota_admits_what_asks_for_what_it_counts() {
    let quota = json!({ "requests.cpu": 10, "pods": "20", "limits.cpu": "40" });
    let query = with(guide(3700), json!({ "quota": quota }));
    check(
        &query,
        &[
            ("/jobs/best", json!(2)),
            ("/jobs/expected/most", json!(2)),
            ("/jobs/guaranteed/0/jobs", json!(2)),
            (
                "/quota",
                json!({ "jobs": 2, "binding": ["cpu_m"], "binds": true, "ignored": ["limits.cpu"] }),
            ),
            (
                "/advice/1",
                json!({ "code": "quota_binds", "about": null, "numbers": [2] }),
            ),
        ],
    );
    let silent = json!([{ "name": "silent", "share": 1, "containers": [{ "request": { "cpu_m": 500 } }, {}] }]);
    let query = with(query, json!({ "profiles": silent }));
    let answer = ask(&query);
    assert_eq!(answer["jobs"]["best"], 0);
    assert!(codes(&answer).contains(&"quota_needs_request"), "{answer}");
    let range = json!({ "default_request": { "cpu_m": 1500 } });
    check(
        &with(query, json!({ "limit_range": range })),
        &[("/requests/0/cpu_m", json!(2000)), ("/jobs/best", json!(5))],
    );
}

/// Ten places and many more for slots, jobs of exponential length.
fn line(jobs_per_hour: f64, slots: i64) -> Value {
    json!({
        "platform": "k3s",
        "pools": [{ "name": "ci", "count": 10, "cpu_m": 8000, "memory": 32 * GIB }],
        "profiles": [{ "name": "a", "share": 1, "mean_s": 280, "pull_s": 20, "sd_s": 300,
                       "request": { "cpu_m": 6000, "memory": GIB } }],
        "arrivals": { "jobs_per_hour": jobs_per_hour },
        "managers": { "replicas": 1, "concurrent": slots }
    })
}

#[test]
fn the_simulated_line_agrees_with_the_formulas() {
    let about = |simulated: &Value, exact: i64, slack: i64| {
        let simulated = simulated.as_i64().unwrap();
        assert!(
            (simulated - exact).abs() <= slack,
            "{simulated} is not about {exact}"
        );
    };
    // M/M/c: 100 jobs an hour of 300 s on 10 slots: 8.33 erlangs.
    let answer = ask(&line(100.0, 10));
    assert_eq!(answer["waiting"]["closed"]["form"], "mmc");
    assert_eq!(answer["waiting"]["waits"]["failing_permille"], 0);
    let exact = answer["waiting"]["closed"]["mean_ms"].as_i64().unwrap();
    assert!((80_000..100_000).contains(&exact), "{exact}");
    let error = |answer: &Value| {
        answer["waiting"]["waits"]["mean_error_ms"]
            .as_i64()
            .unwrap()
    };
    // An interval of 95 % is missed by one run in twenty; twice as wide by one in thousands.
    about(
        &answer["waiting"]["waits"]["mean_ms"],
        exact,
        2 * error(&answer),
    );
    assert!(error(&answer) < exact / 8);
    about(&answer["waiting"]["waits"]["utilisation_permille"], 833, 15);
    // With patience: 120 an hour, 180 s, 9.4 % fail.
    let answer = ask(&line(120.0, 200));
    assert_eq!(answer["waiting"]["closed"]["form"], "patience");
    assert_eq!(answer["waiting"]["closed"]["failing_permille"], 94);
    about(&answer["waiting"]["waits"]["failing_permille"], 94, 8);
    // In pipelines of ten, 785 s.
    let mut query = line(100.0, 10);
    query["arrivals"]["jobs_per_pipeline"] = json!({ "10": 1 });
    let answer = ask(&query);
    assert_eq!(answer["waiting"]["closed"]["form"], "batch");
    about(&answer["waiting"]["closed"]["mean_ms"], 785_000, 1000);
    about(
        &answer["waiting"]["waits"]["mean_ms"],
        785_000,
        2 * error(&answer),
    );
    assert!(error(&answer) < 785_000 / 4);
    // More come than are done.
    let answer = ask(&line(130.0, 10));
    assert_eq!(answer["waiting"]["waits"], Value::Null);
    assert!(codes(&answer).contains(&"overloaded"));
    let curve = answer["waiting"]["curve"].as_array().unwrap();
    assert!(curve.len() >= 6 && curve.iter().any(|point| point["slots"] == 10));
}

#[test]
fn nodes_follow_the_day_and_stay_a_while() {
    let mut query = guide(4500);
    let pool = &mut query["pools"][0];
    pool["min"] = json!(1);
    pool["max"] = json!(4);
    pool["price_per_hour"] = json!(1);
    query["profiles"][0]["pull_s"] = json!(20);
    query["profiles"][0]["mean_s"] = json!(280);
    let day: Vec<i64> = (0..24).map(|hour| if hour < 12 { 12 } else { 0 }).collect();
    query["arrivals"] = json!({ "hours": day });
    check(
        &query,
        &[
            ("/jobs/best", json!(4)),
            ("/waiting/jobs_per_hour", json!(12.0)),
            ("/waiting/erlangs", json!(1.0)),
            // 10 + 240 + 20 s.
            ("/autoscaling/cold_start_ms", json!(270_000)),
            // 1 + 1.2816 x 1, rounded up.
            ("/autoscaling/hours/0/busy", json!(3)),
            (
                "/autoscaling/hours/0/pools/0",
                json!({ "nodes": 3, "node_hours": 3.0 }),
            ),
            // Two nodes for 600 s more.
            (
                "/autoscaling/hours/12/pools/0",
                json!({ "nodes": 1, "node_hours": 1.333 }),
            ),
            (
                "/autoscaling/hours/13/pools/0",
                json!({ "nodes": 1, "node_hours": 1.0 }),
            ),
            ("/autoscaling/node_hours_per_day", json!(48.333)),
            (
                "/cost/fixed",
                json!({ "per_hour": 4.0, "per_month": 2920.0, "per_job": 0.666667 }),
            ),
            ("/cost/autoscaled/per_hour", json!(2.013875)),
            (
                "/advice/1",
                json!({ "code": "poll_timeout_below_cold_start", "about": null, "numbers": [180, 270] }),
            ),
        ],
    );
    let answer = ask(&query);
    let longer = answer["changes"].as_array().unwrap();
    let longer = longer
        .iter()
        .find(|change| change["kind"] == "longer_poll_timeout");
    let edit = json!({ "path": "poll_timeout_s", "from": "180", "to": "300" });
    assert_eq!(longer.unwrap()["edits"][0], edit);
}

#[test]
fn maps_and_lists_of_labels_are_the_same() {
    let maps = with(
        guide(3700),
        json!({
            "pools": [{ "name": "a", "count": 2, "cpu_m": 8000, "memory": 32 * GIB, "labels": { "pool": "a" } },
                      { "name": "b", "count": 2, "cpu_m": 8000, "memory": 32 * GIB,
                        "taints": [{ "key": "only", "value": "b", "effect": "NoSchedule" }] }],
            "profiles": [{ "name": "a", "share": 1, "request": { "cpu_m": 3700 }, "node_selector": { "pool": "a" } },
                         { "name": "b", "share": 1, "request": { "cpu_m": 2500 },
                           "tolerations": [{ "key": "only", "value": "b" }] }],
        }),
    );
    let mut lists = maps.clone();
    let label = json!([{ "key": "pool", "value": "a" }]);
    lists["pools"][0]["labels"] = label.clone();
    lists["profiles"][0]["node_selector"] = label;
    assert_eq!(ask(&maps), ask(&lists));
    // Four of a fill their nodes; the ninth job of the order is one of a.
    check(
        &maps,
        &[("/jobs/best", json!(8)), ("/pools/1/best", json!(4))],
    );
}

#[test]
fn the_staircase_of_a_kind_is_that_of_its_largest_pool() {
    let mut query = guide(4500);
    let pools = query["pools"].as_array_mut().unwrap();
    pools.push(json!({ "name": "few", "count": 1, "cpu_m": 16000, "memory": 64 * GIB }));
    pools.push(json!({ "name": "small", "count": 9, "cpu_m": 4000, "memory": 16 * GIB }));
    check(
        &query,
        &[
            ("/stairs/0/profile", json!("dind")),
            // It fits no node of the pool that has most.
            ("/stairs/0/stairs/pool", json!("ci")),
            ("/stairs/0/stairs/dimension", json!("cpu_m")),
            ("/stairs/0/stairs/jobs_per_node", json!(1)),
            (
                "/stairs/0/stairs/next_up",
                // Twice on 3 nodes, 4 times on one, once on 9.
                json!({ "size": 3850, "jobs_per_node": 2, "cluster_jobs": 19 }),
            ),
            ("/stairs/0/stairs/less", json!(650)),
            (
                "/stairs/0/stairs/next_down",
                json!({ "size": 7701, "jobs_per_node": 0, "cluster_jobs": 2 }),
            ),
            ("/stairs/0/stairs/headroom", json!(3200)),
            ("/stairs/1", json!(null)),
        ],
    );
    check(&guide(9000), &[("/stairs", json!([]))]);
}

#[test]
fn pause_pods_hold_room_for_fewer_jobs_than_they_are() {
    let pause = |idle: i64, cpu_m: i64| json!({ "pause": { "idle_count": idle, "request": { "cpu_m": cpu_m, "memory": GIB } } });
    // Two on each node hold 4 of its 7.7 cores, and half of a job's memory.
    let expect = json!({ "pods": 6, "placed": 6, "cpu_m": 12000, "memory": 6 * GIB, "cost_per_hour": 0.779221,
                         "warm": [{ "profile": "dind", "jobs": 0 }] });
    check(&with(guide(3700), pause(6, 2000)), &[("/pause", expect)]);
    // 4 GiB a job: a node's three pods hold 3 GiB, its seven hold 7.
    let mut query = guide(500);
    query["profiles"][0]["request"]["memory"] = json!(4 * GIB);
    check(
        &with(query.clone(), pause(9, 100)),
        &[
            ("/pause/warm/0/jobs", json!(0)),
            ("/pause/placed", json!(9)),
        ],
    );
    check(
        &with(query, pause(21, 1000)),
        &[
            ("/pause/placed", json!(21)),
            ("/pause/warm/0/jobs", json!(3)),
            // 7 of 7.7 cores.
            ("/pause/cost_per_hour", json!(1.363636)),
        ],
    );
    // What finds no room waits; the quota and the label of the jobs count for pause pods as well.
    check(
        &with(guide(3700), pause(50, 4000)),
        &[
            ("/pause/pods", json!(50)),
            ("/pause/placed", json!(3)),
            ("/pause/warm/0/jobs", json!(0)),
        ],
    );
    let query = with(guide(3700), json!({ "quota": { "requests.cpu": "9" } }));
    check(
        &with(query, pause(50, 4000)),
        &[("/pause/placed", json!(2))],
    );
    let mut query = guide(3700);
    query["pools"][0]["labels"] = json!({ "for": "builds" });
    query["profiles"][0]["node_selector"] = json!({ "for": "tests" });
    check(
        &with(query, pause(2, 1000)),
        &[
            ("/pause/placed", json!(0)),
            ("/pause/cost_per_hour", json!(0.0)),
        ],
    );
    let mut query = guide(3700);
    query["pools"][0]["price_per_hour"] = Value::Null;
    check(
        &with(query, pause(2, 1000)),
        &[
            ("/pause/placed", json!(2)),
            ("/pause/cost_per_hour", json!(null)),
        ],
    );
    check(
        &with(guide(3700), pause(0, 1000)),
        &[("/pause", json!(null))],
    );
    let answer = ask(&with(guide(3700), pause(6, 4000)));
    let steps: Vec<Value> = answer["steps"].as_array().unwrap().clone();
    let sum = |what: &str| {
        steps
            .iter()
            .find(|step| step["what"] == what)
            .map(|step| step["sum"].clone())
    };
    assert_eq!(sum("pause"), Some(json!("3 × (4000m, 1 GiB)")));
    assert_eq!(sum("warm"), Some(json!("3 × 0")));
}

/// Jobs of 1 core come four times as often as ones of 7 on six nodes of 8 cores.
fn mixed() -> Value {
    json!({
        "platform": "k3s",
        "pools": [{ "name": "ci", "count": 6, "cpu_m": 8000, "memory": 32 * GIB, "price_per_hour": 1 }],
        "profiles": [
            { "name": "Small one", "share": 4, "mean_s": 60, "request": { "cpu_m": 1000, "memory": GIB } },
            { "name": "大", "share": 1, "mean_s": 60, "request": { "cpu_m": 7500, "memory": GIB } }
        ],
        "managers": { "replicas": 2, "concurrent": 5 }
    })
}

fn own(answer: &Value) -> Option<Value> {
    let changes = answer["changes"].as_array().into_iter().flatten();
    changes
        .filter(|change| change["kind"] == "own_nodes")
        .find(|change| change["about"] == "大")
        .cloned()
}

#[test]
fn nodes_of_its_own_keep_a_place_for_a_large_job() {
    let answer = ask(&mixed());
    let change = own(&answer).unwrap_or_else(|| panic!("{}", answer["changes"]));
    let pool: Value = serde_json::from_str(change["edits"][1]["to"].as_str().unwrap()).unwrap();
    let jobs = pool["count"].as_i64().unwrap();
    assert_eq!(change["own_jobs"], jobs);
    assert!(change["expected_gain"].as_f64().unwrap() > 1.0, "{change}");
    let edit = |path: &str, from: &str, to: String| json!({ "path": path, "from": from, "to": to });
    assert_eq!(
        change["edits"][0],
        edit("pools[0].count", "6", (6 - jobs).to_string())
    );
    assert_eq!(pool["name"], "ci-kind-2");
    assert_eq!(
        pool["labels"],
        json!([{ "key": "job-kind", "value": "kind-2" }])
    );
    let taint = r#"[{"key":"job-kind","value":"kind-2","effect":"NoSchedule"}]"#;
    let taints: Value = serde_json::from_str(taint).unwrap();
    assert_eq!(pool["taints"], taints);
    assert_eq!(
        change["edits"][2],
        edit("profiles[1].tolerations", "[]", taint.to_owned())
    );
    // The autoscaler keeps as many nodes as before.
    let mut query = mixed();
    query["pools"][0]["min"] = json!(6);
    query["pools"][0]["max"] = json!(6);
    let change = own(&ask(&query)).unwrap();
    let pool = change["edits"]
        .as_array()
        .unwrap()
        .iter()
        .find(|edit| edit["path"] == "pools[+]")
        .unwrap();
    let pool: Value = serde_json::from_str(pool["to"].as_str().unwrap()).unwrap();
    assert_eq!((&pool["min"], &pool["max"]), (&json!(jobs), &json!(jobs)));
    for (what, query) in [
        ("one node", {
            let mut query = mixed();
            query["pools"][0]["count"] = json!(1);
            query
        }),
        ("a selector that matches nothing", {
            let mut query = mixed();
            query["profiles"][0]["node_selector"] = json!({ "disk": "fast" });
            query
        }),
        ("one kind", {
            let mut query = mixed();
            query["profiles"][0]["share"] = json!(0);
            query
        }),
        ("a label of that key", {
            let mut query = mixed();
            query["pools"][0]["labels"] = json!({ "job-kind": "ci" });
            query["profiles"][1]["node_selector"] = json!({ "job-kind": "ci" });
            query
        }),
    ] {
        assert_eq!(own(&ask(&query)), None, "{what}");
    }
}

#[test]
fn slots_as_guaranteed_are_safe_and_slow() {
    let answer = ask(&with(
        mixed(),
        json!({ "arrivals": { "jobs_per_hour": 120 } }),
    ));
    let changes = answer["changes"].as_array().unwrap();
    let safe = changes
        .iter()
        .find(|change| change["kind"] == "slots_as_guaranteed")
        .unwrap();
    assert_eq!(
        safe["edits"],
        json!([{ "path": "managers.concurrent", "from": "5", "to": "3" }])
    );
    assert_eq!(safe["expected_gain"], 0.0);
}

#[test]
fn init_containers_count_where_they_ask_for_more() {
    let query = |init: Value, range: Value| {
        with(
            guide(0),
            json!({ "limit_range": range, "profiles": [{ "name": "a", "share": 1,
                "containers": [{ "request": { "cpu_m": 1000, "memory": GIB } }, { "request": { "cpu_m": 500, "memory": GIB } }],
                "init_containers": init }] }),
        )
    };
    for (init, range, cpu_m, sum) in [
        (json!([]), json!({}), 1500, "1000m + 500m, 1 GiB + 1 GiB"),
        (
            json!([{ "request": { "cpu_m": 500 } }]),
            json!({}),
            1500,
            "1000m + 500m, 1 GiB + 1 GiB",
        ),
        (
            json!([{ "request": { "cpu_m": 3000 } }]),
            json!({}),
            3000,
            "max(1000m + 500m, 3000m), 1 GiB + 1 GiB",
        ),
        (
            json!([{ "request": { "cpu_m": 200 }, "sidecar": true }]),
            json!({}),
            1700,
            "1000m + 500m + 200m, 1 GiB + 1 GiB + 0 B",
        ),
        (
            json!([{}]),
            json!({ "default_request": { "cpu_m": 2000 } }),
            2000,
            "max(1000m + 500m, 2000m), 1 GiB + 1 GiB",
        ),
    ] {
        let query = query(init, range);
        let sum = json!({ "what": "profile_request", "about": "a", "sum": sum })
            .as_object()
            .cloned()
            .unwrap();
        let answer = ask(&query);
        assert_eq!(answer["requests"][0]["cpu_m"], cpu_m, "{query}");
        assert_eq!(answer["steps"][0]["sum"], sum["sum"], "{query}");
    }
    // A quota wants every container to say what it asks for.
    let quota = with(
        query(json!([{}]), json!({})),
        json!({ "quota": { "requests.cpu": "9" } }),
    );
    assert!(codes(&ask(&quota)).contains(&"quota_needs_request"));
    // Less for the containers helps nothing where an init container asks for as much.
    let stuck = query(json!([{ "request": { "cpu_m": 4000 } }]), json!({}));
    let answer = ask(&stuck);
    let mut kinds = answer["changes"].as_array().unwrap().iter();
    assert!(
        kinds.all(|change| change["kind"] != "less_cpu"),
        "{}",
        answer["changes"]
    );
}

#[test]
fn advice_names_what_is_not_known_and_what_never_fits() {
    let mut query = guide(3700);
    query["profiles"][0]["worst"] = json!({ "cpu_m": 9000 });
    let found = |query: &Value, code: &str| {
        let answer = ask(query);
        let advice = answer["advice"].as_array().unwrap().clone();
        advice.into_iter().find(|one| one["code"] == code)
    };
    let worst = found(&query, "worst_never_fits").unwrap();
    assert_eq!(worst["about"], "dind");
    assert_eq!(found(&query, "labels_unknown"), None);
    // A kind that never fits is named once.
    query["profiles"][0]["node_selector"] = json!({ "pool": "ci" });
    assert_eq!(found(&query, "worst_never_fits"), None);
    let unknown = found(&query, "labels_unknown").unwrap();
    assert_eq!(
        (&unknown["about"], &unknown["numbers"]),
        (&Value::Null, &json!([]))
    );
    query["pools"][0]["labels"] = json!({ "pool": "other" });
    assert_eq!(found(&query, "labels_unknown"), None);
    assert!(found(&query, "never_fits").is_some());
}

#[test]
fn what_is_out_of_bounds_is_named() {
    let pool = json!({ "name": "ci", "count": 1, "cpu_m": 8000, "memory": GIB });
    let many = |what: &Value, count: usize| Value::Array(vec![what.clone(); count]);
    let profile = json!({ "name": "a", "share": 1, "mean_s": 60, "request": { "cpu_m": 100 } });
    for (changes, expect) in [
        (json!({ "pools": [] }), "pools: at least one"),
        (json!({ "pools": many(&pool, 21) }), "pools: at most 20"),
        (json!({ "profiles": [] }), "profiles: at least one"),
        (
            json!({ "profiles": many(&profile, 13) }),
            "profiles: at most 12",
        ),
        (json!({ "profiles": 3 }), "invalid type"),
        (
            json!({ "pools": [{ "count": 5001 }] }),
            "at most 5000 nodes",
        ),
        (
            json!({ "pools": [{ "count": 1, "min": 3 }] }),
            "pools[0].min and max",
        ),
        (
            json!({ "pools": [{ "min": 3, "max": 2 }] }),
            "pools[0].min:",
        ),
        (
            json!({ "pools": [{ "price_per_hour": -1 }] }),
            "pools[0].price_per_hour",
        ),
        (
            json!({ "profiles": [{ "share": -1 }] }),
            "profiles[0].share",
        ),
        (json!({ "profiles": [{ "share": 0 }] }), "a share above 0"),
        (
            json!({ "arrivals": { "jobs_per_hour": 1e300 } }),
            "arrivals.jobs_per_hour",
        ),
        (json!({ "arrivals": { "hours": [1, 2] } }), "24 numbers"),
        (
            json!({ "arrivals": { "jobs_per_pipeline": { "0": 1 } } }),
            "1 to 1000 jobs",
        ),
        (
            json!({ "arrivals": { "jobs_per_pipeline": { "2": 0 } } }),
            "a share above 0",
        ),
        (
            json!({ "arrivals": { "jobs_per_hour": 1e6 } }),
            "10000 jobs at work",
        ),
        (
            json!({ "managers": { "replicas": 1000, "concurrent": 1000 } }),
            "10000 slots",
        ),
        (json!({ "quota": { "pods": "1K" } }), "quota.pods"),
        (json!({ "pause": { "idle_count": -1 } }), "pause.idle_count"),
        (
            json!({ "pause": { "idle_count": 100_001 } }),
            "pause.idle_count",
        ),
        (
            json!({ "profiles": [{ "share": 1, "init_containers": vec![json!({}); 101] }] }),
            "profiles[0].init_containers",
        ),
        (
            json!({ "pools": [{ "count": 5000, "cpu_m": 64000, "memory": GIB }],
                    "profiles": [{ "share": 1 }] }),
            "100000 jobs at once",
        ),
    ] {
        let error = run_query(&with(guide(4500), changes.clone())).unwrap_err();
        assert!(error.contains(expect), "{changes}: {error}");
    }
}

#[test]
fn every_number_has_its_sum() {
    let mut query = line(100.0, 12);
    query["pools"][0]["price_per_hour"] = json!(0.25);
    let answer = ask(&query);
    let steps = answer["steps"].as_array().unwrap();
    for (what, sum, result) in [
        ("best", "10 × 1", "10"),
        ("expected", "400 ÷ 40", "10"),
        ("guaranteed", "10 × 1", "10"),
        ("slots", "1 × 12", "12"),
        ("at_risk", "12 \u{2212} 10", "2"),
        ("erlangs", "100 ÷ 3600 × 300", "8.333"),
        ("load", "8.333 ÷ 10", "0.833"),
        ("cost_per_month", "2.5 × 730", "1825"),
        ("cost_per_job", "2.5 ÷ 100", "0.025"),
    ] {
        let step = steps.iter().find(|step| step["what"] == what).unwrap();
        assert_eq!(
            (step["sum"].as_str(), step["result"].as_str()),
            (Some(sum), Some(result)),
            "{what}"
        );
    }
    assert!(!answer["node_steps"].as_array().unwrap().is_empty());
}
