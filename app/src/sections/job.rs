//! Job pod: sizes, images, resources, start and end, the pipeline example.

use super::resources;
use crate::field::cards;
use crate::parts::{comparisons, fields, fold, group, head, more, prose, shown};
use crate::store::Store;
use crate::texts as tx;
use runwright_widgets::dom::El;
use runwright_widgets::signal::Signal;

pub fn view(store: Store, page: El) -> El {
    let qos = store.said.part("facts/qos");
    let build = cards(group(store, tx::J_BUILD, None), store, "job.builder", true);
    let build = fields(build, store, &["job.dind_image", "job.buildkit_image"])
        .mount(more(store, &["job.registry_mirror", "job.mtu"]));
    let size = group(store, tx::J_SIZE, Some(tx::J_SIZE_LEAD)).child(comparisons(
        store,
        tx::J_SIZE,
        "facts/job_sizes",
    ));
    let overwrites = El::new("div", "")
        .child(prose(store, "lead", tx::J_OVERWRITE_LEAD))
        .child(resources::matrix(
            store,
            "_overwrite_max_allowed",
            tx::J_OVERWRITE,
        ));
    let amounts = group(store, tx::J_RESOURCES, Some(tx::J_RESOURCES_LEAD))
        .child(resources::matrix(store, "", tx::J_RESOURCES))
        .child(shown(store, tx::J_QOS, tx::J_QOS_HELP, qos.into()))
        .mount(fold(
            store,
            tx::J_OVERWRITE,
            Signal::stored(String::new()),
            overwrites,
        ));
    let images = [
        "job.image",
        "job.pull_policy",
        "job.allowed_pull_policies",
        "job.pull_secrets",
        "job.helper_flavor",
    ];
    let images = fields(group(store, tx::J_IMAGES, None), store, &images)
        .mount(more(store, &["job.helper_image"]));
    let start = fields(
        group(store, tx::J_START, None),
        store,
        &["job.poll_timeout", "job.print_pod_events", "job.volumes"],
    );
    let pipeline = group(store, tx::J_PIPELINE, Some(tx::J_PIPELINE_LEAD));
    page.child(head(store, tx::JOB, tx::JOB_LEAD, Some("job")))
        .child(build)
        .child(size)
        .child(amounts)
        .child(images)
        .child(start.mount(more(store, &["job.termination_grace"])))
        .child(fields(
            pipeline,
            store,
            &["ci.clone_depth", "ci.cache_key_file", "ci.cache_path"],
        ))
}
