//! States how a rule is declared and how it says what it found.

use crate::context::Cx;
use crate::spacing::spaced;
use runwright_model::{Edit, Finding, Fix, Lang, Severity, Text};

/// One rule. It says nothing, or adds findings under its code.
pub struct Rule {
    /// Stable and searchable, such as `DNS-103`.
    pub code: &'static str,
    /// Of most findings; a finding may say otherwise.
    pub severity: Severity,
    /// Where findings stand that name no other place.
    pub field: &'static str,
    pub check: fn(&Cx, &mut Report),
}

pub(crate) const fn error(
    code: &'static str,
    field: &'static str,
    check: fn(&Cx, &mut Report),
) -> Rule {
    Rule {
        code,
        severity: Severity::Error,
        field,
        check,
    }
}

pub(crate) const fn warning(
    code: &'static str,
    field: &'static str,
    check: fn(&Cx, &mut Report),
) -> Rule {
    Rule {
        code,
        severity: Severity::Warning,
        field,
        check,
    }
}

pub(crate) const fn advice(
    code: &'static str,
    field: &'static str,
    check: fn(&Cx, &mut Report),
) -> Rule {
    Rule {
        code,
        severity: Severity::Advice,
        field,
        check,
    }
}

/// Takes down what one rule says.
pub struct Report<'a> {
    rule: &'a Rule,
    lang: Lang,
    found: &'a mut Vec<Finding>,
}

impl<'a> Report<'a> {
    pub(crate) fn new(rule: &'a Rule, lang: Lang, found: &'a mut Vec<Finding>) -> Report<'a> {
        Report { rule, lang, found }
    }

    /// A finding with a fixed title.
    pub(crate) fn say(&mut self, title: Text, body: String) -> Hit<'_> {
        self.tell(title.get(self.lang).to_string(), body)
    }

    /// A finding whose title names something of the plan.
    pub(crate) fn tell(&mut self, title: String, body: String) -> Hit<'_> {
        let index = self.found.len();
        self.found.push(Finding {
            code: self.rule.code.to_string(),
            severity: self.rule.severity,
            field: self.rule.field.to_string(),
            at: None,
            column: 0,
            title: spaced(self.lang, title),
            body: spaced(self.lang, body),
            fixes: Vec::new(),
        });
        Hit {
            finding: self.found.get_mut(index),
            lang: self.lang,
        }
    }
}

/// The finding just made.
pub(crate) struct Hit<'a> {
    finding: Option<&'a mut Finding>,
    lang: Lang,
}

impl Hit<'_> {
    pub fn at(mut self, place: impl Into<String>) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.field = place.into();
        }
        self
    }

    pub fn at_cell(self, field: &str, row: usize, column: &str) -> Self {
        let place = [field, &row.to_string(), column].join(".");
        self.at(place)
    }

    pub fn severity(mut self, severity: Severity) -> Self {
        if let Some(finding) = &mut self.finding {
            finding.severity = severity;
        }
        self
    }

    pub fn fix(self, label: Text, edits: Vec<Edit>) -> Self {
        let label = label.get(self.lang).to_string();
        self.fix_named(label, edits)
    }

    pub fn fix_named(mut self, label: String, edits: Vec<Edit>) -> Self {
        if let Some(finding) = &mut self.finding {
            let label = spaced(self.lang, label);
            finding.fixes.push(Fix { label, edits });
        }
        self
    }
}
