//! GitLab: the server, the token and the managers' habits.

use crate::field::cards;
use crate::parts::{fields, group, head, more};
use crate::store::Store;
use crate::texts as tx;
use runwright_widgets::dom::El;

pub fn view(store: Store, page: El) -> El {
    let token = cards(
        group(store, tx::G_TOKEN, Some(tx::G_TOKEN_LEAD)),
        store,
        "gitlab.auth",
        true,
    );
    let manager = fields(
        group(store, tx::G_MANAGER, None),
        store,
        &[
            "gitlab.runner_name",
            "gitlab.log_level",
            "gitlab.check_interval",
        ],
    );
    page.child(head(store, tx::GITLAB, tx::GITLAB_LEAD, Some("gitlab")))
        .child(fields(
            group(store, tx::G_SERVER, None),
            store,
            &["gitlab.url", "gitlab.ca_secret"],
        ))
        .child(fields(
            token,
            store,
            &["gitlab.secret_name", "gitlab.token"],
        ))
        .child(manager.mount(more(store, &["gitlab.log_format", "gitlab.clone_url"])))
}
