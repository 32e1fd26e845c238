//! The list of sections with their state.

use crate::parts::{counts, words};
use crate::route::Route;
use crate::store::{Store, View};
use crate::texts as tx;
use crate::topbar;
use runwright_model::{Section, Text};
use runwright_widgets::dom::El;
use runwright_widgets::icon_small;

const GROUPS: [(Text, &[Route]); 4] = [
    (
        tx::PLAN,
        &[
            Route::Overview,
            Route::Open,
            Route::Section(Section::Target),
            Route::Section(Section::Gitlab),
            Route::Section(Section::Managers),
        ],
    ),
    (
        tx::JOBS,
        &[
            Route::Section(Section::Job),
            Route::Section(Section::Nodes),
            Route::Section(Section::Dns),
        ],
    ),
    (
        tx::PROVE,
        &[
            Route::Section(Section::Security),
            Route::Section(Section::Capacity),
            Route::Settings,
            Route::Upgrade,
        ],
    ),
    (
        tx::RUN,
        &[
            Route::Trouble,
            Route::Starts,
            Route::Monitoring,
            Route::Operations,
        ],
    ),
];

/// The name of a page.
pub fn label(route: Route) -> Text {
    match route {
        Route::Overview => tx::OVERVIEW,
        Route::Section(Section::Target) => tx::TARGET,
        Route::Section(Section::Gitlab) => tx::GITLAB,
        Route::Section(Section::Managers) => tx::MANAGERS,
        Route::Section(Section::Job) => tx::JOB,
        Route::Section(Section::Nodes) => tx::NODES,
        Route::Section(Section::Dns) => tx::DNS,
        Route::Section(Section::Security) => tx::SECURITY,
        Route::Section(Section::Capacity) => tx::CAPACITY,
        Route::Open => tx::OPEN_FILES,
        Route::Settings => tx::ALL_SETTINGS,
        Route::Upgrade => tx::UPGRADE,
        Route::Trouble => tx::TROUBLE,
        Route::Starts => tx::STARTS,
        Route::Monitoring => tx::M_WATCH,
        Route::Operations => tx::OPERATIONS,
    }
}

pub fn nav(store: Store) -> El {
    let saved = move || {
        let denied = store
            .notices
            .with(|notices| notices.iter().any(|notice| notice.name == "storage"));
        if denied {
            String::new()
        } else {
            tx::SAVED.get(store.lang.get()).to_string()
        }
    };
    let foot = El::new("div", "foot")
        .child(El::new("span", "").says(saved))
        .child(words(store, "span", "", tx::NOTHING_LEAVES));
    let nav = El::new("nav", "nav").attr("aria-label", move || {
        tx::SECTIONS.get(store.lang.get()).to_string()
    });
    // On a phone the bar at the top has no room for these.
    let quick = El::new("div", "quick")
        .child(topbar::find(store, "btn palette-hint"))
        .child(topbar::undo(store))
        .child(topbar::redo(store))
        .child(topbar::share(store, "btn ghost s"));
    let nav = nav.child(quick);
    GROUPS
        .iter()
        .enumerate()
        .fold(nav, |nav, (index, (title, routes))| {
            nav.child(group(store, index, *title, routes))
        })
        .child(foot)
}

fn group(store: Store, index: usize, title: Text, routes: &'static [Route]) -> El {
    let id = ["nav-", &index.to_string()].concat();
    let links = routes.iter().fold(El::new("ul", ""), |list, route| {
        list.child(link(store, *route))
    });
    El::new("section", "")
        .set("aria-labelledby", &id)
        .child(words(store, "h2", "", title).set("id", &id))
        .child(links)
}

fn link(store: Store, route: Route) -> El {
    // Following the link to the page in force changes no fragment, so the view is set here.
    let link = El::new("a", "")
        .set("href", &route.href())
        .attr("aria-current", move || {
            String::from(if store.route.get() == route {
                "page"
            } else {
                ""
            })
        })
        .child(words(store, "span", "", label(route)))
        .on("click", move |_| store.view.set(View::Form));
    let link = match route {
        Route::Section(section) => link.child(state(store, section.id())),
        _ => link,
    };
    El::new("li", "").child(link)
}

fn state(store: Store, section: &'static str) -> El {
    let found = store.said.counts(Some(section));
    let tick = El::new("span", "st ok")
        .none(move || !store.said.is_there() || found.get() != (0, 0, 0))
        .mount(icon_small("tick"))
        .child(words(store, "span", "vh", tx::COMPLETE));
    El::new("span", "n")
        .mount(counts(store, Some(section)))
        .child(tick)
}
