//! Compares a result with what a vector expects, within the vector's tolerance.

use serde_json::{Map, Value};

/// How far numbers may be apart.
pub enum Tolerance {
    /// Equal, but for slack at the dotted paths named.
    Exact { except: Map<String, Value> },
    /// Slack by the last key of the path; equal where none is named.
    Absolute(Map<String, Value>),
    /// A share of the expected number.
    Relative(f64),
}

impl Tolerance {
    pub fn read(value: &Value) -> Result<Tolerance, String> {
        let map = |value: Option<&Value>| {
            value
                .and_then(Value::as_object)
                .cloned()
                .unwrap_or_default()
        };
        match value.get("kind").and_then(Value::as_str) {
            None if value.is_null() => Ok(Tolerance::Exact { except: Map::new() }),
            Some("exact") => Ok(Tolerance::Exact {
                except: map(value.get("except")),
            }),
            Some("absolute") => Ok(Tolerance::Absolute(map(Some(value)))),
            Some("relative") => value
                .get("value")
                .and_then(Value::as_f64)
                .map(Tolerance::Relative)
                .ok_or_else(|| "relative tolerance without a value".to_owned()),
            _ => Err(format!("unknown tolerance {value}")),
        }
    }

    fn slack(&self, path: &str, expected: f64) -> f64 {
        let named = |map: &Map<String, Value>, key: &str| {
            map.get(key).and_then(Value::as_f64).unwrap_or(0.0)
        };
        match self {
            Tolerance::Exact { except } => named(except, path),
            Tolerance::Absolute(map) => named(map, path.rsplit('.').next().unwrap_or(path)),
            Tolerance::Relative(share) => share * expected.abs(),
        }
    }
}

/// Paths at which the result is not as expected; what is not expected is not looked at.
pub fn differences(got: &Value, expected: &Value, tolerance: &Tolerance) -> Vec<String> {
    let mut out = Vec::new();
    walk("", got, expected, tolerance, &mut out);
    out
}

fn walk(path: &str, got: &Value, expected: &Value, tolerance: &Tolerance, out: &mut Vec<String>) {
    let under = |key: &str| {
        if path.is_empty() {
            key.to_owned()
        } else {
            format!("{path}.{key}")
        }
    };
    let same = match (got, expected) {
        (Value::Object(got), Value::Object(expected)) => {
            for (key, value) in expected {
                walk(
                    &under(key),
                    got.get(key).unwrap_or(&Value::Null),
                    value,
                    tolerance,
                    out,
                );
            }
            return;
        }
        (Value::Array(got), Value::Array(expected)) if got.len() == expected.len() => {
            for (index, (got, value)) in got.iter().zip(expected).enumerate() {
                walk(&under(&index.to_string()), got, value, tolerance, out);
            }
            return;
        }
        (Value::Number(got_number), Value::Number(expected_number)) => {
            got == expected
                || match (got_number.as_f64(), expected_number.as_f64()) {
                    (Some(got), Some(expected)) => {
                        // Integers this large that differ may still be equal as floats.
                        let slack = tolerance.slack(path, expected);
                        let whole = got_number.is_i64() && expected_number.is_i64();
                        (slack > 0.0 || !whole) && (got - expected).abs() <= slack
                    }
                    _ => false,
                }
        }
        _ => got == expected,
    };
    if !same {
        out.push(path.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn check(got: Value, expected: Value, tolerance: Value, differs: &[&str]) {
        let tolerance = Tolerance::read(&tolerance).expect("tolerance");
        assert_eq!(differences(&got, &expected, &tolerance), differs);
    }

    #[test]
    fn compares_within_tolerance() {
        let exact = json!({"kind": "exact"});
        check(json!({"a": 1, "b": 2}), json!({"a": 1}), exact.clone(), &[]);
        check(
            json!({"a": [1, 2]}),
            json!({"a": [1, 3]}),
            exact.clone(),
            &["a.1"],
        );
        check(
            json!({"a": [1]}),
            json!({"a": [1, 3]}),
            exact.clone(),
            &["a"],
        );
        check(json!({}), json!({"a": 0}), exact.clone(), &["a"]);
        check(
            json!(9007199254740993_i64),
            json!(9007199254740992_i64),
            exact.clone(),
            &[""],
        );
        check(json!("1"), json!(1), exact, &[""]);
        let except = json!({"kind": "exact", "except": {"x.memory": 10}});
        check(
            json!({"x": {"memory": 5}}),
            json!({"x": {"memory": 15}}),
            except.clone(),
            &[],
        );
        check(
            json!({"memory": 5}),
            json!({"memory": 15}),
            except,
            &["memory"],
        );
        let absolute = json!({"kind": "absolute", "memory": 10, "pods": 0});
        check(
            json!({"x": {"memory": 5, "pods": 1}}),
            json!({"x": {"memory": 15, "pods": 2}}),
            absolute,
            &["x.pods"],
        );
        let relative = json!({"kind": "relative", "value": 0.1});
        check(json!(1.05), json!(1.0), relative.clone(), &[]);
        check(json!(1.2), json!(1.0), relative, &[""]);
    }

    #[test]
    fn refuses_unknown_tolerances() {
        assert!(Tolerance::read(&json!({"kind": "close"})).is_err());
        assert!(Tolerance::read(&json!({"kind": "relative"})).is_err());
    }
}
