//! Maps the JSON of packing vectors to calls.

use super::{input, output};
use crate::packing::mixed::{Cheapest, Effort, max_jobs, max_mix, min_cost};
use crate::packing::schedule::{Cluster, Strategy};
use crate::packing::{fit, guaranteed};
use serde_json::{Map, Value, json};

type Read<T> = Result<T, String>;

/// Most nodes of a simulated cluster.
const NODES: usize = 20_000;

pub(super) fn run(op: &str, input: &Value) -> Read<Value> {
    let pools = input::pools(input)?;
    let profiles = input::profiles(input)?;
    let numbers = |list: &str, key: &str| input::numbers(input, list, key);
    match op {
        "single" => {
            let each = profiles
                .iter()
                .map(|profile| (profile.name.clone(), output::fit(&fit(&pools, profile))));
            Ok(Value::Object(each.collect()))
        }
        "max_jobs" => {
            let packing = max_jobs(
                &pools,
                &profiles,
                &numbers("profiles", "demand")?,
                Effort::FULL,
            );
            Ok(json!({
                "max_total_jobs": packing.found,
                "bound": packing.bound,
                "proved": packing.bound == packing.found,
            }))
        }
        "max_mix" => {
            let packing = max_mix(
                &pools,
                &profiles,
                &input::list_of_numbers(input, "mix")?,
                Effort::FULL,
            );
            Ok(json!({
                "max_mix_sets": packing.found,
                "bound": packing.bound,
                "proved": packing.bound == packing.found,
            }))
        }
        "min_cost" => {
            let prices = numbers("pools", "price")?;
            let demand = numbers("profiles", "demand")?;
            Ok(
                match min_cost(&pools, &profiles, &demand, &prices, Effort::FULL) {
                    Cheapest::Packed(packing) => json!({
                        "min_cost": packing.found,
                        "bound": packing.bound,
                        "proved": packing.bound == packing.found,
                    }),
                    Cheapest::Never => json!({ "min_cost": null, "proved": true }),
                    Cheapest::Unknown(bound) => {
                        json!({ "min_cost": null, "bound": bound, "proved": false })
                    }
                },
            )
        }
        "guaranteed" => {
            let each: Map<String, Value> = profiles
                .iter()
                .map(|profile| {
                    (
                        profile.name.clone(),
                        json!(guaranteed(&pools, &profiles, profile)),
                    )
                })
                .collect();
            Ok(json!({ "guaranteed": each }))
        }
        _ => {
            let strategy = match input.get("strategy").and_then(Value::as_str) {
                None | Some("LeastAllocated") => Strategy::LeastAllocated,
                Some("MostAllocated") => Strategy::MostAllocated,
                Some(other) => return Err(["strategy: unknown name ", other].concat()),
            };
            let mut cluster = Cluster::new(&pools, &profiles, strategy, NODES);
            let mut assign = Vec::new();
            for name in input::texts(input, "arrivals")? {
                let profile = profiles
                    .iter()
                    .position(|profile| profile.name == name)
                    .ok_or_else(|| ["arrivals: unknown profile ", &name].concat())?;
                let node = cluster
                    .place(profile)
                    .and_then(|node| i64::try_from(node).ok());
                assign.push(node.unwrap_or(-1));
            }
            let placed = assign.iter().filter(|node| **node >= 0).count();
            Ok(json!({ "assign": assign, "placed": placed }))
        }
    }
}
