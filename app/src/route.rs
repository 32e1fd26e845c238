//! Routes in the fragment: `#/dns`, and `#/dns?plan=v1.…` for a shared plan.
//!
//! A fragment works under a sub-path, in a frame and from a file, and never reaches a server's log.

use runwright_model::Section;

/// A page of the wizard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Route {
    #[default]
    Overview,
    Section(Section),
    // Of the desk.
    Open,
    Settings,
    Upgrade,
}

impl Route {
    pub const ALL: [Route; 12] = [
        Route::Overview,
        Route::Open,
        Route::Section(Section::Target),
        Route::Section(Section::Gitlab),
        Route::Section(Section::Managers),
        Route::Section(Section::Job),
        Route::Section(Section::Nodes),
        Route::Section(Section::Dns),
        Route::Section(Section::Security),
        Route::Section(Section::Capacity),
        Route::Settings,
        Route::Upgrade,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Route::Overview => "overview",
            Route::Section(section) => section.id(),
            Route::Open => "open",
            Route::Settings => "settings",
            Route::Upgrade => "upgrade",
        }
    }

    /// Whether the desk shows it.
    pub fn is_desk(self) -> bool {
        matches!(self, Route::Open | Route::Settings | Route::Upgrade)
    }

    pub fn href(self) -> String {
        ["#/", self.id()].concat()
    }

    /// Reads a fragment; an unknown one is the overview.
    pub fn parse(hash: &str) -> Route {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let id = path.split('?').next().unwrap_or("");
        Route::ALL
            .into_iter()
            .find(|route| route.id() == id)
            .unwrap_or_default()
    }
}

/// The plan that a fragment carries.
pub fn shared_plan(hash: &str) -> Option<&str> {
    let query = hash.split_once('?')?.1;
    query.split('&').find_map(|pair| pair.strip_prefix("plan="))
}
