//! Security: permissions, pods, network, images, secrets, and the readiness checklist.

use super::checklist;
use crate::field::cards;
use crate::parts::{fields, group, head, prose};
use crate::store::Store;
use crate::texts as tx;
use runwright_widgets::dom::El;

const PERMISSIONS: [&str; 4] = [
    "security.service_account",
    "security.job_service_account",
    "security.automount_token",
    "security.deploy",
];
const PODS: [&str; 6] = [
    "security.pod_security",
    "security.non_root",
    "security.run_as_user",
    "security.seccomp",
    "security.no_privilege_escalation",
    "security.drop_all",
];
const NETWORK: [&str; 4] = [
    "security.network_policy",
    "security.internet",
    "security.gitlab_cidrs",
    "security.egress",
];

pub fn view(store: Store, page: El) -> El {
    let permissions = cards(
        group(store, tx::S_PERMISSIONS, None),
        store,
        "security.rbac",
        false,
    );
    let secrets = [tx::S_SECRETS_1, tx::S_SECRETS_2, tx::S_SECRETS_3];
    let secrets = secrets
        .into_iter()
        .fold(group(store, tx::S_SECRETS, None), |place, text| {
            place.child(prose(store, "prose", text))
        });
    page.child(head(
        store,
        tx::SECURITY,
        tx::SECURITY_LEAD,
        Some("security"),
    ))
    .child(fields(permissions, store, &PERMISSIONS))
    .child(fields(group(store, tx::S_PODS, None), store, &PODS))
    .child(fields(group(store, tx::S_NETWORK, None), store, &NETWORK))
    .child(fields(
        group(store, tx::S_IMAGES, None),
        store,
        &["security.allowed_images", "security.allowed_services"],
    ))
    .child(secrets)
    .child(group(store, tx::S_CHECKLIST, Some(tx::S_CHECKLIST_LEAD)).child(checklist::view(store)))
}
