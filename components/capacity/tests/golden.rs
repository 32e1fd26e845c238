//! Runs the vectors of `tests/golden/capacity`, whose figures were worked out by hand.

use serde_json::Value;

use runwright_capacity::run_vector;

const VECTORS: &str = include_str!("../../../tests/golden/capacity/vectors.json");

/// Every expected leaf must be there and equal.
fn holds(got: &Value, expected: &Value) -> bool {
    match expected {
        Value::Object(map) => map
            .iter()
            .all(|(key, value)| holds(got.get(key).unwrap_or(&Value::Null), value)),
        _ => got == expected,
    }
}

#[test]
fn vectors_hold() {
    let file: Value = serde_json::from_str(VECTORS).expect("golden vectors");
    let vectors = file["vectors"].as_array().expect("a list");
    assert!(!vectors.is_empty());
    for vector in vectors {
        let family = vector["family"].as_str().expect("family");
        let name = vector["name"].as_str().expect("name");
        let got =
            run_vector(family, &vector["input"]).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(holds(&got, &vector["expected"]), "{name}: got {got}");
    }
}

#[test]
fn faulty_input_is_named() {
    let check = |family: &str, input: Value, error: &str| {
        assert_eq!(run_vector(family, &input), Err(error.to_owned()), "{input}");
    };
    use serde_json::json;
    check(
        "queue",
        json!({"op": "dice"}),
        "unknown family or op: queue, dice",
    );
    check(
        "queue",
        json!({"op": "mmc"}),
        "jobs_per_hour: a number is needed",
    );
    check(
        "queue",
        json!({"op": "sim_mgc", "jobs_per_hour": 60, "mean_duration": 300, "servers": 0, "cs2": 1}),
        "servers, jobs_per_hour and mean_duration: more than 0 is needed",
    );
    check(
        "packing",
        json!({"op": "scheduler_sim", "arrivals": ["a"]}),
        "arrivals: unknown profile a",
    );
    check(
        "packing",
        json!({"op": "max_mix", "mix": ["1"]}),
        "mix: whole numbers are needed",
    );
    check(
        "allocatable",
        json!({"provider": "moon"}),
        "provider: unknown name moon",
    );
    check(
        "allocatable",
        json!({"provider": "k3s", "cpu_m": "8"}),
        "cpu_m: a whole number is needed",
    );
    check(
        "manager",
        json!({"runners": 3}),
        "runners: a list is needed",
    );
    check("end_to_end", json!({"manager": {}}), "node: is missing");
    check(
        "quantity",
        json!({"op": "cmp", "a": "1K", "b": "1"}),
        "unknown suffix \"K\"; try \"1k\"",
    );
}
