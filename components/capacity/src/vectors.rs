//! Maps the JSON of test vectors and end-to-end queries to calls and their results back to JSON.

mod input;
mod output;
mod packing;
mod queue;

use serde_json::{Value, json};

use runwright_model::Quantity;

use crate::allocatable::allocatable;
use crate::end_to_end::end_to_end;
use crate::manager::slots;
use crate::pod_request::pod_request;

/// Whether a family, and within it an `op`, is answered here.
pub fn supports(family: &str, op: Option<&str>) -> bool {
    matches!(
        (family, op),
        ("quantity", Some("parse" | "cmp" | "add"))
            | ("pod_request" | "allocatable" | "manager" | "end_to_end", _)
            | (
                "packing",
                Some(
                    "single" | "max_jobs" | "max_mix" | "min_cost" | "guaranteed" | "scheduler_sim"
                ),
            )
            | (
                "queue",
                Some(
                    "erlang_b"
                        | "erlang_c"
                        | "mmc"
                        | "min_servers"
                        | "mgc_allen_cunneen"
                        | "kingman"
                        | "batch_mmc"
                        | "patience"
                        | "kaufman_roberts"
                        | "sim_mgc",
                ),
            )
    )
}

/// Answers one vector of a family; the error says which field was not understood.
///
/// Families: `quantity` (`op` parse, cmp, add), `pod_request`, `allocatable`, `manager`,
/// `packing` (`op` single, max_jobs, max_mix, min_cost, guaranteed, scheduler_sim), `queue` (`op` erlang_b, erlang_c, mmc,
/// min_servers, mgc_allen_cunneen, kingman, batch_mmc, patience, kaufman_roberts, sim_mgc) and `end_to_end`.
pub fn run_vector(family: &str, input: &Value) -> Result<Value, String> {
    let op = input.get("op").and_then(Value::as_str);
    if !supports(family, op) {
        let op = op.unwrap_or("none");
        return Err(["unknown family or op: ", family, ", ", op].concat());
    }
    match (family, op) {
        ("quantity", Some(op)) => quantity(op, input),
        ("pod_request", _) => {
            Ok(serde_json::to_value(pod_request(&input::job(input)?)).unwrap_or_default())
        }
        ("allocatable", _) => Ok(output::allocation(&allocatable(&input::machine(input)?))),
        ("manager", _) => {
            let (replicas, concurrent, limits) = input::manager(input)?;
            Ok(output::slots(&slots(replicas, concurrent, &limits)))
        }
        ("packing", Some(op)) => packing::run(op, input),
        ("queue", Some(op)) => queue::run(op, input),
        _ => Ok(output::end_to_end(&end_to_end(&input::case(input)?))),
    }
}

fn quantity(op: &str, input: &Value) -> Result<Value, String> {
    let parsed = |key: &str| Quantity::parse(input::text(input, key)?).map_err(|e| e.to_string());
    match op {
        "parse" => {
            let refused = json!({ "ok": false });
            Ok(Quantity::parse(input::text(input, "s")?).map_or(refused, output::quantity))
        }
        "cmp" => Ok(json!({ "cmp": parsed("a")?.cmp(&parsed("b")?) as i8 })),
        _ => {
            let sum = parsed("a")?.checked_add(parsed("b")?);
            sum.map(output::quantity)
                .ok_or_else(|| "sum is too large".to_owned())
        }
    }
}
