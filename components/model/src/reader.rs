//! Turns a draft into a typed plan and the problems found on the way.
//!
//! Reading never fails: a value that cannot be understood leaves the field's default in the plan
//! and a [`Problem`] at the field. The text itself stays in the draft.

use crate::field::{Column, Field, Initial, Kind, Opt};
use crate::format::{Format, FormatError};
use crate::plan::Plan;
use crate::quantity::{self, Quantity, QuantityError};
use crate::rules::{self, Disabled};
use crate::value::{Draft, Row, Value, split};

/// Something in a value that cannot be understood or will be refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The field id; for a cell `field.row.column`, for a list item `field.index`.
    pub place: String,
    /// The text that was found.
    pub found: String,
    pub kind: ProblemKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ProblemKind {
    NotANumber,
    OutOfRange {
        min: u32,
        max: u32,
    },
    NotAQuantity(QuantityError),
    /// Parses, but nearly always is not what was meant, as `256m` of memory.
    OddQuantity(quantity::Suspicion),
    NotAChoice {
        options: &'static [Opt],
    },
    NotASwitch,
    BadFormat(FormatError),
    TooMany {
        max: usize,
    },
    /// A field id this version does not know; kept, not understood.
    UnknownField,
    /// A column this version does not know.
    UnknownColumn,
    /// The value's shape (text, list, rows) is not the field's.
    WrongShape,
}

impl ProblemKind {
    /// Whether the field is marked invalid; an odd quantity is only a warning.
    pub fn is_refused(&self) -> bool {
        !matches!(
            self,
            ProblemKind::OddQuantity(_) | ProblemKind::UnknownColumn
        )
    }

    /// Whether the value could not be read at all, so that another stands in for it.
    pub fn is_fatal(&self) -> bool {
        !matches!(
            self,
            ProblemKind::OddQuantity(_) | ProblemKind::TooMany { .. } | ProblemKind::UnknownColumn
        )
    }
}

/// A plan and what was not understood.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The plan in force: fields that another choice rules out hold their default.
    pub plan: Plan,
    pub problems: Vec<Problem>,
    pub disabled: Vec<Disabled>,
}

impl Plan {
    /// Reads a draft. The plan is complete whatever the draft holds.
    pub fn read(draft: &Draft) -> Reading {
        Plan::read_with(draft, &Draft::default())
    }

    /// Reads a draft; where a value cannot be read, the one in `good` is used before the default.
    pub fn read_with(draft: &Draft, good: &Draft) -> Reading {
        let mut first = Reader::new(draft, good);
        let plan = Plan::read_sections(&mut first);
        let disabled = rules::disabled(&plan);
        let mut problems = std::mem::take(&mut first.problems);
        problems.retain(|problem| {
            !disabled
                .iter()
                .any(|off| problem.place.starts_with(off.field))
        });
        for id in draft.0.keys() {
            let known = crate::field::find(id).is_some()
                || id.starts_with("checklist.")
                || crate::plan::is_key(id);
            if !known {
                problems.push(Problem {
                    place: id.clone(),
                    found: String::new(),
                    kind: ProblemKind::UnknownField,
                });
            }
        }
        if disabled.iter().all(|off| draft.get(off.field).is_none()) {
            return Reading {
                plan,
                problems,
                disabled,
            };
        }
        let mut effective = draft.clone();
        for off in &disabled {
            effective.reset(off.field);
        }
        let plan = Plan::read_sections(&mut Reader::new(&effective, good));
        Reading {
            plan,
            problems,
            disabled,
        }
    }
}

/// Reads field after field of a draft and collects the problems.
pub struct Reader<'a> {
    pub(crate) draft: &'a Draft,
    good: &'a Draft,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    fn new(draft: &'a Draft, good: &'a Draft) -> Reader<'a> {
        Reader {
            draft,
            good,
            problems: Vec::new(),
        }
    }

    pub fn read<T: FromValue>(&mut self, field: Option<&'static Field>) -> T {
        // The macro pairs fields and struct members, so there always is one.
        let field = field.unwrap_or(&crate::plan::NOTHING);
        let mut out = Out {
            place: field.id.to_string(),
            problems: &mut self.problems,
        };
        let Some(value) = self.draft.get(field.id) else {
            return T::from_value(&field.initial.value(), field, &mut out);
        };
        let before = out.problems.len();
        let read = T::from_value(value, field, &mut out);
        let unread = out.problems.get(before..).is_some_and(|new| {
            new.iter()
                .any(|problem| problem.kind.is_fatal() && !stands(&problem.kind, &field.kind))
        });
        match self.good.get(field.id) {
            // What was said of the new value stands; the old one was read before without a problem.
            Some(good) if unread => T::from_value(
                good,
                field,
                &mut Out {
                    place: String::new(),
                    problems: &mut Vec::new(),
                },
            ),
            _ => read,
        }
    }
}

/// Whether a field's value is used although its form is wrong: a list does without the item, and
/// free text is kept whatever it holds.
fn stands(problem: &ProblemKind, kind: &Kind) -> bool {
    matches!(problem, ProblemKind::BadFormat(_))
        && matches!(kind, Kind::List { .. } | Kind::Text(Format::Any))
}

/// Where problems of one field go.
pub struct Out<'a> {
    place: String,
    problems: &'a mut Vec<Problem>,
}

impl Out<'_> {
    fn push(&mut self, suffix: &str, found: &str, kind: ProblemKind) {
        let place = if suffix.is_empty() {
            self.place.clone()
        } else {
            [&self.place, suffix].join(".")
        };
        self.problems.push(Problem {
            place,
            found: found.to_string(),
            kind,
        });
    }
}

/// A type that a whole field can be read into.
pub trait FromValue: Sized {
    fn from_value(value: &Value, field: &Field, out: &mut Out) -> Self;
}

/// A type that one text can be read into.
pub trait FromText: Sized {
    fn from_text(text: &str, kind: &Kind) -> Result<Self, ProblemKind>;
}

/// A type that one row can be read into.
pub trait FromRow: Sized {
    fn from_row(cells: &mut Cells) -> Self;
}

/// The cells of one row being read.
pub struct Cells<'a, 'b> {
    row: &'a Row,
    index: usize,
    out: &'a mut Out<'b>,
}

impl Cells<'_, '_> {
    pub fn read<T: FromText>(&mut self, column: Option<&'static Column>) -> T {
        let column = column.unwrap_or(&crate::plan::NO_COLUMN);
        let text = self
            .row
            .get(column.id)
            .map_or(column.default, String::as_str)
            .trim();
        let place = place(self.index, column.id);
        understand(text, column.default, &column.kind, &place, self.out)
    }
}

fn place(index: usize, column: &str) -> String {
    let mut place = index.to_string();
    place.push('.');
    place.push_str(column);
    place
}

/// The default of a declaration. Every default is read by a test, so the last resort never shows.
fn fallback<T: FromText>(default: &'static str, kind: &Kind) -> T {
    match T::from_text(default, kind) {
        Ok(value) => value,
        Err(_) => match kind {
            Kind::Int { min, .. } => T::from_text(&min.to_string(), kind),
            Kind::Quantity(_) => T::from_text("0", kind),
            Kind::Choice(options) => {
                T::from_text(options.first().map_or("", |option| option.value), kind)
            }
            Kind::Bool => T::from_text("false", kind),
            _ => T::from_text("", kind),
        }
        .unwrap_or_else(|_| unreachable_default()),
    }
}

#[allow(
    clippy::panic,
    reason = "a declaration whose default its own type refuses; a test reads every default"
)]
fn unreachable_default<T>() -> T {
    panic!("a field's default does not fit its type")
}

/// Checks that need no typed value: formats and quantities that look like a slip.
fn check(text: &str, kind: &Kind) -> Option<ProblemKind> {
    match kind {
        Kind::Text(format) if !text.is_empty() => {
            format.check(text).err().map(ProblemKind::BadFormat)
        }
        Kind::List { format, .. } => split(text)
            .iter()
            .find_map(|item| format.check(item).err())
            .map(ProblemKind::BadFormat),
        Kind::Quantity(resource) if !text.is_empty() => {
            quantity::suspicious(text, *resource).map(ProblemKind::OddQuantity)
        }
        _ => None,
    }
}

macro_rules! scalars {
    ($($ty:ty),*) => { $(
        impl FromValue for $ty {
            fn from_value(value: &Value, field: &Field, out: &mut Out) -> Self { scalar(value, field, out) }
        }
    )* };
}
scalars!(
    String,
    bool,
    u32,
    Option<u32>,
    Option<Quantity>,
    Quantity,
    crate::Version
);

/// Reads a field that holds one text.
pub fn scalar<T: FromText>(value: &Value, field: &Field, out: &mut Out) -> T {
    let default = match field.initial {
        Initial::Text(text) => text,
        _ => "",
    };
    let Some(text) = value.text() else {
        out.push("", "", ProblemKind::WrongShape);
        return fallback(default, &field.kind);
    };
    let text = text.trim();
    understand(text, default, &field.kind, "", out)
}

/// Reads one text; what cannot be read, and what does not have the form asked for, gives way to the default.
fn understand<T: FromText>(
    text: &str,
    default: &'static str,
    kind: &Kind,
    place: &str,
    out: &mut Out,
) -> T {
    let (value, problem) = match T::from_text(text, kind) {
        Ok(value) => (Some(value), check(text, kind)),
        Err(problem) => (None, Some(problem)),
    };
    let Some(problem) = problem else {
        return value.unwrap_or_else(|| fallback(default, kind));
    };
    let refused = problem.is_fatal() && !matches!(kind, Kind::Text(Format::Any));
    out.push(place, text, problem);
    match value {
        Some(value) if !refused => value,
        _ => fallback(default, kind),
    }
}

impl FromText for String {
    fn from_text(text: &str, _: &Kind) -> Result<Self, ProblemKind> {
        Ok(text.to_string())
    }
}

impl FromText for bool {
    fn from_text(text: &str, _: &Kind) -> Result<Self, ProblemKind> {
        match text {
            "true" => Ok(true),
            "false" | "" => Ok(false),
            _ => Err(ProblemKind::NotASwitch),
        }
    }
}

impl FromText for u32 {
    fn from_text(text: &str, kind: &Kind) -> Result<Self, ProblemKind> {
        let (min, max) = match kind {
            Kind::Int { min, max, .. } => (*min, *max),
            _ => (0, u32::MAX),
        };
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ProblemKind::NotANumber);
        }
        // A number below zero is a number all the same, only outside of every range.
        match text.parse::<u32>() {
            Ok(number) if number >= min && number <= max => Ok(number),
            _ => Err(ProblemKind::OutOfRange { min, max }),
        }
    }
}

impl FromText for Quantity {
    fn from_text(text: &str, _: &Kind) -> Result<Self, ProblemKind> {
        Quantity::parse(text).map_err(ProblemKind::NotAQuantity)
    }
}

impl<T: FromText> FromText for Option<T> {
    fn from_text(text: &str, kind: &Kind) -> Result<Self, ProblemKind> {
        if text.is_empty() {
            Ok(None)
        } else {
            T::from_text(text, kind).map(Some)
        }
    }
}

impl FromText for crate::Version {
    fn from_text(text: &str, _: &Kind) -> Result<Self, ProblemKind> {
        crate::Version::parse(text).ok_or(ProblemKind::BadFormat(FormatError::Version))
    }
}

/// A cell that holds several words.
impl FromText for Vec<String> {
    fn from_text(text: &str, _: &Kind) -> Result<Self, ProblemKind> {
        Ok(split(text))
    }
}

impl FromValue for Vec<String> {
    fn from_value(value: &Value, field: &Field, out: &mut Out) -> Self {
        if matches!(value, Value::Rows(rows) if !rows.is_empty()) {
            out.push("", "", ProblemKind::WrongShape);
        }
        let items: Vec<String> = value
            .list()
            .iter()
            .map(|item| item.trim().to_string())
            .collect();
        let mut read = Vec::new();
        for (index, item) in items.iter().enumerate() {
            let problem = match &field.kind {
                Kind::List { format, .. } if !item.is_empty() => {
                    format.check(item).err().map(ProblemKind::BadFormat)
                }
                Kind::Words(options) if !options.iter().any(|option| option.value == item) => {
                    Some(ProblemKind::NotAChoice { options })
                }
                _ => None,
            };
            match problem {
                Some(kind) => out.push(&index.to_string(), item, kind),
                None if !item.is_empty() => read.push(item.clone()),
                None => {}
            }
        }
        let max = match field.kind {
            Kind::List { max, .. } => max,
            _ => usize::MAX,
        };
        if items.len() > max {
            out.push("", "", ProblemKind::TooMany { max });
        }
        read
    }
}

/// Whether nobody has filled in a row yet: each cell is empty or at its default. It is no row of the plan.
///
/// Where the defaults alone say something, as the size of a node does, only an empty row is blank.
pub fn is_blank(row: &Row, columns: &[Column]) -> bool {
    let speaks =
        |column: &Column| matches!(column.kind, Kind::Quantity(_)) && !column.default.is_empty();
    let speaks = columns.iter().any(speaks);
    let default = |id: &str| {
        let column = columns.iter().find(|column| column.id == id);
        column
            .filter(|_| !speaks)
            .map_or("", |column| column.default)
    };
    row.iter().all(|(id, cell)| {
        let cell = cell.trim();
        cell.is_empty() || cell == default(id)
    })
}

impl<T: FromRow> FromValue for Vec<T> {
    fn from_value(value: &Value, field: &Field, out: &mut Out) -> Self {
        let columns = match field.kind {
            Kind::Rows(columns) => columns,
            _ => &[],
        };
        if matches!(value, Value::Text(text) if !text.is_empty())
            || matches!(value, Value::List(items) if !items.is_empty())
        {
            out.push("", "", ProblemKind::WrongShape);
        }
        let mut read = Vec::new();
        for (index, row) in value.rows().iter().enumerate() {
            for id in row.keys() {
                if !columns.iter().any(|column| column.id == id) {
                    out.push(&place(index, id), "", ProblemKind::UnknownColumn);
                }
            }
            if is_blank(row, columns) {
                continue;
            }
            read.push(T::from_row(&mut Cells { row, index, out }));
        }
        read
    }
}

#[cfg(test)]
mod tests;
