//! Routes in the fragment: `#/dns`, `#/dns?plan=v1.…` for a shared plan, and `#/trouble?cause=…` for a place in a page of the
//! desk, which reads what stands behind the question mark by itself.
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
    Trouble,
    Starts,
    Monitoring,
    Operations,
}

impl Route {
    pub const ALL: [Route; 16] = [
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
        Route::Trouble,
        Route::Starts,
        Route::Monitoring,
        Route::Operations,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Route::Overview => "overview",
            Route::Section(section) => section.id(),
            Route::Open => "open",
            Route::Settings => "settings",
            Route::Upgrade => "upgrade",
            Route::Trouble => "trouble",
            Route::Starts => "starts",
            Route::Monitoring => "monitoring",
            Route::Operations => "operations",
        }
    }

    /// Whether the desk shows it.
    pub fn is_desk(self) -> bool {
        self == Route::Section(Section::Capacity)
            || !matches!(self, Route::Overview | Route::Section(_))
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
