//! Keeps what the engine said last: the plan's answer, and what the form is drawn from.
//!
//! Objects of the browser cannot live in a signal, so they stand here and a signal beside them counts
//! the answers. A part is read as text or as JSON text, which is cheap to compare.

use crate::js::Js;
use runwright_model::Section;
use runwright_widgets::signal::{Memo, RwSignal};
use std::cell::RefCell;
use std::rc::Rc;

/// A finding, as far as it is looked at apart from being shown.
#[derive(Clone)]
pub struct Found {
    pub field: String,
    /// 3 an error, 2 a warning, 1 advice.
    pub weight: u8,
    /// `path:line` in an opened file; empty where it is about the plan.
    pub place: String,
    pub all: Js,
}

/// How bad a finding is: 3 an error, 2 a warning, 1 advice.
pub fn weight(finding: &Js) -> u8 {
    match finding.texts("severity").as_str() {
        "error" => 3,
        "warning" => 2,
        _ => 1,
    }
}

#[derive(Default)]
struct Kept {
    plan: Option<Js>,
    found: Rc<Vec<Found>>,
    spec: Option<Js>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// The answers, with the signals that say when there is a new one.
#[derive(Clone, Copy)]
pub struct Said {
    plans: RwSignal<u32>,
    specs: RwSignal<u32>,
}

impl Said {
    pub fn new() -> Said {
        Said {
            plans: RwSignal::new(0),
            specs: RwSignal::new(0),
        }
    }

    pub fn set_plan(self, plan: Js) {
        let found = plan.list("findings").into_iter().map(|all| Found {
            field: all.texts("field"),
            weight: weight(&all),
            place: match all.list("at").as_slice() {
                [path, line] => [&path.text(), ":", &line.text()].concat(),
                _ => String::new(),
            },
            all,
        });
        let found = Rc::new(found.collect());
        KEPT.with_borrow_mut(|kept| {
            kept.plan = Some(plan);
            kept.found = found;
        });
        self.plans.update(|count| *count += 1);
    }

    pub fn set_spec(self, spec: Js) {
        KEPT.with_borrow_mut(|kept| kept.spec = Some(spec));
        self.specs.update(|count| *count += 1);
    }

    /// The plan's answer; nothing before the first.
    pub fn plan(self) -> Js {
        self.plans.track();
        KEPT.with_borrow(|kept| kept.plan.clone())
            .unwrap_or_else(Js::nothing)
    }

    /// The findings, worst first.
    pub fn found(self) -> Rc<Vec<Found>> {
        self.plans.track();
        KEPT.with_borrow(|kept| kept.found.clone())
    }

    /// Whether there is an answer.
    pub fn is_there(self) -> bool {
        self.plans.get() > 0
    }

    pub fn has_spec(self) -> bool {
        self.specs.get() > 0
    }

    /// What the form is drawn from.
    pub fn spec(self) -> Js {
        self.specs.track();
        KEPT.with_borrow(|kept| kept.spec.clone())
            .unwrap_or_else(Js::nothing)
    }

    /// How one field is drawn.
    pub fn field(self, id: &str) -> Js {
        self.spec().at("fields").at(id)
    }

    /// A part of the answer as text, or as JSON where it is more than text.
    pub fn part(self, path: &'static str) -> Memo<String> {
        Memo::new(move |_| self.plan().path(path).text())
    }

    /// Errors, warnings and advice, of the whole plan or of one section.
    pub fn counts(self, of: Option<&'static str>) -> Memo<(u32, u32, u32)> {
        Memo::new(move |_| {
            let mut counts = (0, 0, 0);
            for found in self.found().iter() {
                let here = of.is_none_or(|section| {
                    Section::of(&found.field).is_some_and(|own| own.id() == section)
                        // The page on capacity shows its findings wherever the fields stand.
                        || section == "capacity" && found.all.texts("code").starts_with("CAP-")
                });
                match found.weight {
                    _ if !here => {}
                    3 => counts.0 += 1,
                    2 => counts.1 += 1,
                    _ => counts.2 += 1,
                }
            }
            counts
        })
    }
}
