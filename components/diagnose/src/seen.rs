//! Holds what a text names: the host that was not found, the image, the account.

/// What can be named. One list, so that the rules that find and the advice that uses cannot drift apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A host name that was looked up or connected to.
    Host,
    /// The DNS server that was asked, an address without the port.
    Server,
    /// `host:port` that was connected to.
    Endpoint,
    Url,
    Image,
    /// The container's name.
    Container,
    Pod,
    Namespace,
    Node,
    /// `system:serviceaccount:ns:name`, as `ns:name`; other users as they stand.
    Account,
    Verb,
    /// Plural, with its subresource: `pods/attach`.
    Resource,
    /// API group; empty for the core group.
    Group,
    /// What nodes lack: `cpu`, `memory`, `ephemeral-storage`, `nvidia.com/gpu`.
    Lacking,
    /// `key=value` or `key` of a taint that is not tolerated.
    Taint,
    Quota,
    Requested,
    Used,
    Limited,
    /// `baseline` or `restricted`.
    Level,
    Webhook,
    Policy,
    Secret,
    Volume,
    Status,
    Alias,
    Size,
    Key,
    Reason,
    /// The runner's release, such as `17.10.1`.
    Runner,
}

/// What a text names, the first of each kind first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen(Vec<(What, String)>);

impl Seen {
    /// Notes a name once.
    pub fn put(&mut self, what: What, name: &str) {
        let known = self
            .0
            .iter()
            .any(|(of, known)| *of == what && known == name);
        if !known && !name.is_empty() {
            self.0.push((what, name.to_string()));
        }
    }

    /// The first of a kind; empty where there is none.
    pub fn get(&self, what: What) -> &str {
        self.all(what).next().unwrap_or("")
    }

    /// All of a kind, in the order of the text.
    pub fn all(&self, what: What) -> impl Iterator<Item = &str> {
        self.0
            .iter()
            .filter(move |(of, _)| *of == what)
            .map(|(_, name)| name.as_str())
    }

    /// Takes over what another one names.
    pub fn join(&mut self, other: &Seen) {
        for (what, name) in &other.0 {
            self.put(*what, name);
        }
    }
}
