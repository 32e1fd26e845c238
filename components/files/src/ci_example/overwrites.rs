//! Shows how a job asks for other resources than the default, where the plan allows it.

use crate::Context;
use runwright_documents::Map;
use runwright_model::Quantity;

/// One resource of one container: what it has, and how far a job may go.
struct Bound {
    /// The middle of the variables' names: `CPU`, `HELPER_MEMORY`, `SERVICE_EPHEMERAL_STORAGE`.
    name: &'static str,
    request: (Option<Quantity>, Option<Quantity>, &'static str),
    limit: (Option<Quantity>, Option<Quantity>, &'static str),
}

/// Adds the variables at their highest value that still makes a valid pod: a request above its limit is
/// refused by Kubernetes, a value above the maximum fails the job.
pub(super) fn put(cx: &Context, job: &mut Map) {
    let mut variables = Map::new();
    for bound in bounds(cx) {
        let (limit_now, limit_max, limit_field) = bound.limit;
        let (request_now, request_max, request_field) = bound.request;
        // With no room to lower the request, a limit below it helps nobody.
        let limit = limit_max.filter(|max| {
            request_max.is_some() || request_now.is_none_or(|request| request <= *max)
        });
        let ceiling = limit.or(limit_now);
        let request = request_max.map(|max| ceiling.map_or(max, |ceiling| ceiling.min(max)));
        for (value, kind, field) in [
            (request, "_REQUEST", request_field),
            (limit, "_LIMIT", limit_field),
        ] {
            if let Some(value) = value {
                variables
                    .put(
                        ["KUBERNETES_", bound.name, kind].concat(),
                        value.canonical(),
                    )
                    .field(field);
            }
        }
    }
    if variables.is_empty() {
        return;
    }
    job.put("variables", variables).comment(cx.lang.pick(
        "What this job needs more than the default. These are the highest values the runner allows; above them the job fails.",
        "此作业比默认多用的资源。这些是 Runner 允许的最大值，超过即失败。",
    ));
}

/// One line of the table: the maxima are fields of the job, named like their ids.
macro_rules! bound {
    ($job:ident, $has:ident, $name:literal, $request:ident, $limit:ident, $max_request:ident, $max_limit:ident) => {
        Bound {
            name: $name,
            request: (
                $has.$request,
                $job.$max_request,
                concat!("job.", stringify!($max_request)),
            ),
            limit: (
                $has.$limit,
                $job.$max_limit,
                concat!("job.", stringify!($max_limit)),
            ),
        }
    };
}

#[rustfmt::skip]
fn bounds(cx: &Context) -> Vec<Bound> {
    let (plan, job) = (cx.plan, &cx.plan.job);
    let (build, helper, service) = (plan.build_resources(), plan.helper_resources(), plan.service_resources());
    vec![
        bound!(job, build, "CPU", cpu_request, cpu_limit, cpu_request_overwrite_max_allowed, cpu_limit_overwrite_max_allowed),
        bound!(job, build, "MEMORY", memory_request, memory_limit, memory_request_overwrite_max_allowed, memory_limit_overwrite_max_allowed),
        bound!(job, build, "EPHEMERAL_STORAGE", storage_request, storage_limit, ephemeral_storage_request_overwrite_max_allowed, ephemeral_storage_limit_overwrite_max_allowed),
        bound!(job, helper, "HELPER_CPU", cpu_request, cpu_limit, helper_cpu_request_overwrite_max_allowed, helper_cpu_limit_overwrite_max_allowed),
        bound!(job, helper, "HELPER_MEMORY", memory_request, memory_limit, helper_memory_request_overwrite_max_allowed, helper_memory_limit_overwrite_max_allowed),
        bound!(job, helper, "HELPER_EPHEMERAL_STORAGE", storage_request, storage_limit, helper_ephemeral_storage_request_overwrite_max_allowed, helper_ephemeral_storage_limit_overwrite_max_allowed),
        bound!(job, service, "SERVICE_CPU", cpu_request, cpu_limit, service_cpu_request_overwrite_max_allowed, service_cpu_limit_overwrite_max_allowed),
        bound!(job, service, "SERVICE_MEMORY", memory_request, memory_limit, service_memory_request_overwrite_max_allowed, service_memory_limit_overwrite_max_allowed),
        bound!(job, service, "SERVICE_EPHEMERAL_STORAGE", storage_request, storage_limit, service_ephemeral_storage_request_overwrite_max_allowed, service_ephemeral_storage_limit_overwrite_max_allowed),
    ]
}
