//! Picks from the plan what may go into a Corefile, and keeps the rest for a comment.
//!
//! A Corefile that does not load takes the names of the whole cluster away at the next restart. So what
//! CoreDNS would refuse is left out here, while a finding speaks of it at its field.

use crate::Context;
use runwright_documents::corefile;
use runwright_model::format::Format;
use runwright_model::plan::Strategy;

/// At most this many upstreams fit one `forward` (CoreDNS, plugin/forward).
const MOST_UPSTREAMS: usize = 15;

pub(super) struct Change {
    /// In place of the node's resolvers, for every name outside the cluster; may be empty.
    pub upstreams: Vec<String>,
    pub zones: Vec<Zone>,
    /// Values that cannot go into the file, each once.
    pub left_out: Vec<String>,
}

pub(super) struct Zone {
    /// In lower case, without a dot at the end.
    pub name: String,
    /// At least one.
    pub resolvers: Vec<String>,
}

impl Change {
    pub fn of(cx: &Context) -> Change {
        let dns = &cx.plan.dns;
        let mut change = Change {
            upstreams: Vec::new(),
            zones: Vec::new(),
            left_out: Vec::new(),
        };
        match dns.strategy {
            Strategy::Public => {
                let mut upstreams = Vec::new();
                change.add(cx, &dns.upstreams, &mut upstreams);
                change.upstreams = upstreams;
            }
            Strategy::Hybrid => {
                for row in &dns.zones {
                    change.add_zone(cx, &row.zone, &row.resolvers);
                }
            }
            Strategy::Cluster | Strategy::Internal => {}
        }
        change.zones.retain(|zone| !zone.resolvers.is_empty());
        change
    }

    pub fn is_empty(&self) -> bool {
        self.upstreams.is_empty() && self.zones.is_empty()
    }

    fn add_zone(&mut self, cx: &Context, name: &str, resolvers: &[String]) {
        let zone = name.trim_end_matches('.').to_ascii_lowercase();
        let domain = cx
            .plan
            .dns
            .cluster_domain
            .trim_end_matches('.')
            .to_ascii_lowercase();
        let inside = zone
            .strip_suffix(&domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        if zone.is_empty() || inside || Format::Domain.check(&zone).is_err() {
            self.leave_out(name);
            return;
        }
        let index = match self.zones.iter().position(|known| known.name == zone) {
            Some(index) => index,
            None => {
                self.zones.push(Zone {
                    name: zone,
                    resolvers: Vec::new(),
                });
                self.zones.len() - 1
            }
        };
        let mut list = std::mem::take(&mut self.zones[index].resolvers);
        self.add(cx, resolvers, &mut list);
        self.zones[index].resolvers = list;
    }

    /// Adds resolvers that CoreDNS can take and that are not CoreDNS itself.
    fn add(&mut self, cx: &Context, resolvers: &[String], to: &mut Vec<String>) {
        for resolver in resolvers {
            let own = resolver == &cx.plan.dns.cluster_dns
                || resolver.strip_suffix(":53") == Some(&cx.plan.dns.cluster_dns);
            let good = Format::Upstream.check(resolver).is_ok()
                && corefile::token(resolver).is_ok_and(|token| &token == resolver);
            if own || !good {
                self.leave_out(resolver);
            } else if !to.contains(resolver) {
                if to.len() < MOST_UPSTREAMS {
                    to.push(resolver.clone());
                } else {
                    self.leave_out(resolver);
                }
            }
        }
    }

    fn leave_out(&mut self, value: &str) {
        if !value.is_empty() && !self.left_out.iter().any(|known| known == value) {
            self.left_out.push(value.to_string());
        }
    }
}
