//! Target: platform, versions, names.

use crate::parts::{fields, group, head, more, shown};
use crate::store::Store;
use crate::texts as tx;
use runwright_widgets::dom::El;

pub fn view(store: Store, page: El) -> El {
    let fullname = store.said.part("facts/fullname");
    let pair = store.said.part("facts/pair_note");
    let release = fields(group(store, tx::T_RELEASE, None), store, &["target.chart"]).child(
        El::new("p", "note")
            .none(move || pair.with(String::is_empty))
            .says(move || pair.get()),
    );
    let names = fields(
        group(store, tx::T_NAMES, None),
        store,
        &["target.namespace", "target.job_namespace", "target.release"],
    )
    .child(shown(
        store,
        tx::T_FULLNAME,
        tx::T_FULLNAME_LEAD,
        fullname.into(),
    ))
    .mount(more(
        store,
        &["target.fullname_override", "target.plan_name"],
    ));
    page.child(head(store, tx::TARGET, tx::TARGET_LEAD, Some("target")))
        .child(fields(
            group(store, tx::T_CLUSTER, None),
            store,
            &["target.platform", "target.kubernetes"],
        ))
        .child(release)
        .child(names)
}
