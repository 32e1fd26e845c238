//! The plan: every decision, typed, section by section.
//!
//! Each section declares its fields once, with kind, default, since and texts. The struct is what
//! the files, checks and sums are made from; the table is what the page draws its form from.

use crate::field::{Column, Field, Initial, Kind};
use crate::format::Format;
use crate::map::Map;
use crate::reader::Reader;
use crate::text::Text;
use crate::value::Value;

pub mod capacity;
pub mod ci;
pub mod dns;
pub mod gitlab;
pub mod job;
pub mod managers;
pub mod monitoring;
pub mod nodes;
pub mod security;
pub mod target;

pub use capacity::{CapacityPlan, Pool, Profile};
pub use ci::Ci;
pub use dns::{Dns, HostAlias, Strategy, Zone};
pub use gitlab::{Auth, Gitlab, LogFormat, LogLevel};
pub use job::{Builder, HelperFlavor, Job, PullPolicy, Volume, VolumeKind};
pub use managers::{Managers, Spread};
pub use monitoring::{LogCollector, Monitoring, Scrape};
pub use nodes::{
    AffinityMode, AffinityOperator, AffinityTerm, NodeLabel, Nodes, TaintEffect, Toleration,
    is_own_taint, is_reserved,
};
pub use security::{DeployTarget, Egress, Pss, Rbac, Security};
pub use target::{Platform, Target};

/// Every decision. Made by [`Plan::read`]; complete whatever the draft holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    pub target: Target,
    pub gitlab: Gitlab,
    pub managers: Managers,
    pub monitoring: Monitoring,
    pub job: Job,
    pub ci: Ci,
    pub nodes: Nodes,
    pub dns: Dns,
    pub security: Security,
    pub capacity: CapacityPlan,
    /// The user's own answers in the checklist: item id to `yes`, `no` or `na`.
    pub answers: Map<String>,
    /// Settings that no field is for, by id: `values.…` or `config.…` with the path of the key. Written by an engine
    /// that opens files.
    pub extras: Vec<(String, Value)>,
    /// Paths of keys that are to go from the opened files, by id as in `extras`, each with the name it gets instead;
    /// without one the key goes.
    pub dropped: Vec<(String, Option<String>)>,
}

/// Whether an id of a draft names a key of a document and no field.
pub fn is_key(id: &str) -> bool {
    ["values.", "config.", "drop.values.", "drop.config."]
        .iter()
        .any(|part| id.starts_with(part))
}

impl Plan {
    pub(crate) fn read_sections(reader: &mut Reader) -> Plan {
        Plan {
            target: Target::read(reader),
            gitlab: Gitlab::read(reader),
            managers: Managers::read(reader),
            monitoring: Monitoring::read(reader),
            job: Job::read(reader),
            ci: Ci::read(reader),
            nodes: Nodes::read(reader),
            dns: Dns::read(reader),
            security: Security::read(reader),
            capacity: CapacityPlan::read(reader),
            answers: reader
                .draft
                .0
                .iter()
                .filter_map(|(id, value)| {
                    Some((
                        id.strip_prefix("checklist.")?.to_string(),
                        value.text()?.to_string(),
                    ))
                })
                .collect(),
            extras: reader
                .draft
                .0
                .iter()
                .filter(|(id, _)| is_key(id) && !id.starts_with("drop."))
                .map(|(id, value)| (id.clone(), value.clone()))
                .collect(),
            dropped: reader
                .draft
                .0
                .iter()
                .filter_map(|(id, value)| {
                    let name = value.text().filter(|name| *name != "true");
                    Some((
                        id.strip_prefix("drop.")?.to_string(),
                        name.map(str::to_string),
                    ))
                })
                .collect(),
        }
    }
}

impl Default for Plan {
    fn default() -> Plan {
        Plan::read(&crate::Draft::default()).plan
    }
}

/// The tables of all sections, in the order of the page.
pub const TABLES: &[&[Field]] = &[
    Target::FIELDS,
    Gitlab::FIELDS,
    Managers::FIELDS,
    Monitoring::FIELDS,
    Job::FIELDS,
    Ci::FIELDS,
    Nodes::FIELDS,
    Dns::FIELDS,
    Security::FIELDS,
    CapacityPlan::FIELDS,
];

pub(crate) const NOTHING: Field = Field::new(
    "",
    Kind::Text(Format::Any),
    Initial::Text(""),
    Text::EMPTY,
    Text::EMPTY,
);
pub(crate) const NO_COLUMN: Column = Column {
    id: "",
    kind: Kind::Text(Format::Any),
    default: "",
    label: Text::EMPTY,
    example: "",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Draft, ProblemKind};

    fn read(pairs: &[(&str, &str)]) -> crate::Reading {
        let mut draft = Draft::default();
        for (id, text) in pairs {
            draft.set(id, Value::from(*text));
        }
        Plan::read(&draft)
    }

    #[test]
    fn every_default_fits_its_type() {
        let reading = Plan::read(&Draft::default());
        assert_eq!(reading.problems, []);
    }

    #[test]
    fn every_row_default_fits_its_type() {
        for field in crate::field::all() {
            if let Kind::Rows(columns) = field.kind {
                // One cell of each row is filled in, so that all the others are read from their defaults.
                let mut row = crate::Row::new();
                row.insert(columns[0].id.to_string(), "x".to_string());
                let mut draft = Draft::default();
                draft.0.insert(field.id.to_string(), Value::Rows(vec![row]));
                let first = format!("{}.0.{}", field.id, columns[0].id);
                for problem in Plan::read(&draft).problems {
                    assert_eq!(problem.place, first, "{problem:?}");
                }
            }
        }
    }

    #[test]
    fn ids_are_unique_and_have_a_section() {
        let ids: Vec<_> = crate::field::all().map(|field| field.id).collect();
        for (index, id) in ids.iter().enumerate() {
            assert!(!ids[..index].contains(id), "{id}");
            assert!(crate::Section::of(id).is_some(), "{id}");
        }
    }

    #[test]
    fn bad_values_keep_the_default_and_say_where() {
        let reading = read(&[
            ("managers.replicas", "tw"),
            ("job.cpu_request", "1K"),
            ("dns.strategy", "magic"),
        ]);
        assert_eq!(
            reading.plan.managers.replicas,
            Plan::default().managers.replicas
        );
        assert_eq!(
            reading.plan.job.cpu_request,
            Plan::default().job.cpu_request
        );
        let places: Vec<_> = reading
            .problems
            .iter()
            .map(|problem| problem.place.as_str())
            .collect();
        assert_eq!(
            places,
            ["managers.replicas", "job.cpu_request", "dns.strategy"]
        );
    }

    #[test]
    fn unknown_fields_are_said_and_kept() {
        let reading = read(&[("future.setting", "1")]);
        assert_eq!(reading.problems[0].kind, ProblemKind::UnknownField);
    }

    #[test]
    fn a_ruled_out_value_is_kept_in_the_draft_and_not_in_the_plan() {
        let reading = read(&[("dns.strategy", "cluster"), ("dns.upstreams", "9.9.9.9")]);
        assert!(
            reading
                .disabled
                .iter()
                .any(|off| off.field == "dns.upstreams")
        );
        assert_eq!(reading.plan.dns.upstreams, Plan::default().dns.upstreams);
    }

    #[test]
    fn a_value_equal_to_the_default_is_not_kept() {
        let mut draft = Draft::default();
        draft.set("managers.replicas", "7".into());
        draft.set("managers.replicas", "2".into());
        assert_eq!(draft, Draft::default());
    }
}
