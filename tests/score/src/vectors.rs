//! Reads a file of vectors, asks the engine, and sums up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use runwright_capacity::{run_vector, vectors::supports};

use crate::compare::{Tolerance, differences};

#[derive(Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

#[derive(Deserialize)]
struct Vector {
    family: String,
    #[serde(default)]
    name: String,
    input: Value,
    expected: Value,
    #[serde(default)]
    tolerance: Value,
}

/// Vectors that are not answered yet count as failed and as unsupported.
#[derive(Default, Serialize)]
pub struct Counts {
    pub passed: usize,
    pub failed: usize,
    pub unsupported: usize,
}

#[derive(Serialize)]
pub struct Failure {
    family: String,
    name: String,
    got: Value,
    expected: Value,
    /// Paths that differ; empty where there is no result.
    differs: Vec<String>,
}

#[derive(Default, Serialize)]
pub struct Report {
    pub passed: usize,
    pub failed: usize,
    pub unsupported: usize,
    pub by_family: BTreeMap<String, Counts>,
    pub failures: Vec<Failure>,
}

/// One answer and how long it took, in milliseconds.
#[derive(Serialize)]
pub struct Timed {
    name: String,
    got: Value,
    ms: f64,
}

/// Answers every vector of a file and takes the time.
pub fn times(text: &str) -> Result<Vec<Timed>, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    file.vectors
        .into_iter()
        .map(|vector| {
            let start = std::time::Instant::now();
            let got = run_vector(&vector.family, &vector.input)?;
            let ms = start.elapsed().as_secs_f64() * 1000.0;
            Ok(Timed {
                name: vector.name,
                got,
                ms,
            })
        })
        .collect()
}

impl Vector {
    fn op(&self) -> Option<&str> {
        self.input.get("op").and_then(Value::as_str)
    }

    /// Whether a name means this vector: its family, or family and op as in `packing/single`.
    fn is_of(&self, name: &str) -> bool {
        match name.split_once('/') {
            Some((family, op)) => self.family == family && self.op() == Some(op),
            None => self.family == name,
        }
    }
}

/// Runs the vectors of the named families, or of all.
pub fn run(text: &str, families: &[String]) -> Result<Report, String> {
    let file: File = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let known = |name: &String| file.vectors.iter().any(|vector| vector.is_of(name));
    if let Some(name) = families.iter().find(|name| !known(name)) {
        return Err(format!("no vectors of family {name}"));
    }
    let mut report = Report::default();
    for vector in file.vectors {
        if families.is_empty() || families.iter().any(|name| vector.is_of(name)) {
            report.count(vector)?;
        }
    }
    Ok(report)
}

impl Report {
    fn count(&mut self, vector: Vector) -> Result<(), String> {
        let counts = self.by_family.entry(vector.family.clone()).or_default();
        let (got, differs) = if supports(&vector.family, vector.op()) {
            let tolerance = Tolerance::read(&vector.tolerance)?;
            match run_vector(&vector.family, &vector.input) {
                Ok(got) => {
                    let differs = differences(&got, &vector.expected, &tolerance);
                    if differs.is_empty() {
                        counts.passed += 1;
                        self.passed += 1;
                        return Ok(());
                    }
                    (got, differs)
                }
                Err(error) => (Value::String(error), Vec::new()),
            }
        } else {
            counts.unsupported += 1;
            self.unsupported += 1;
            (Value::Null, Vec::new())
        };
        counts.failed += 1;
        self.failed += 1;
        self.failures.push(Failure {
            family: vector.family,
            name: vector.name,
            got,
            expected: vector.expected,
            differs,
        });
        Ok(())
    }
}
