//! Holds what is judged: the plan, what was not understood of it, and what its capacity is.

use runwright_model::answer::Answer;
use runwright_model::field::Kind;
use runwright_model::reader::is_blank;
use runwright_model::rules::Disabled;
use runwright_model::{Draft, Edit, Lang, Plan, Problem, Reading, Row, Text, Value, field};

/// Everything a rule may look at.
#[derive(Clone, Copy)]
pub struct Cx<'a> {
    pub plan: &'a Plan,
    pub problems: &'a [Problem],
    pub disabled: &'a [Disabled],
    /// What was typed; fixes build on it, so that they keep what the plan could not read.
    pub draft: &'a Draft,
    pub lang: Lang,
    /// The answer to [`question`](crate::question()) of the plan.
    pub answer: &'a Answer,
    /// The token typed on the page; it is no part of the draft.
    pub token: &'a str,
}

impl<'a> Cx<'a> {
    pub fn new(
        reading: &'a Reading,
        draft: &'a Draft,
        lang: Lang,
        answer: &'a Answer,
        token: &'a str,
    ) -> Cx<'a> {
        Cx {
            plan: &reading.plan,
            problems: &reading.problems,
            disabled: &reading.disabled,
            draft,
            lang,
            answer,
            token,
        }
    }

    pub(crate) fn t(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    /// The token typed on the page, else the one a plan file carries.
    pub(crate) fn token(&self) -> &'a str {
        if self.token.is_empty() {
            &self.plan.gitlab.token
        } else {
            self.token
        }
    }

    /// The value of a field as typed, else its default.
    pub(crate) fn value(&self, id: &str) -> Value {
        match self.draft.get(id) {
            Some(value) => value.clone(),
            None => field::find(id).map_or_else(|| Value::from(""), |field| field.initial.value()),
        }
    }

    pub(crate) fn rows(&self, id: &str) -> Vec<Row> {
        self.value(id).rows().to_vec()
    }

    /// Where a row of the plan stands among those typed: the plan has none that nobody has filled in.
    pub(crate) fn typed_row(&self, id: &str, index: usize) -> usize {
        let Some(Kind::Rows(columns)) = field::find(id).map(|field| field.kind) else {
            return index;
        };
        let rows = self.rows(id);
        let filled = rows.iter().enumerate();
        let mut filled = filled.filter(|(_, row)| !is_blank(row, columns));
        filled.nth(index).map_or(index, |(at, _)| at)
    }

    /// `field.row.column` of the plan as the place where it was typed.
    pub(crate) fn typed_place(&self, place: &str) -> String {
        let mut dots = place.match_indices('.').map(|(at, _)| at).skip(1);
        let (Some(first), Some(second)) = (dots.next(), dots.next()) else {
            return place.to_string();
        };
        let (id, column) = (place.get(..first), place.get(second..));
        let row = place
            .get(first + 1..second)
            .and_then(|row| row.parse().ok());
        match (id, row, column) {
            (Some(id), Some(row), Some(column)) => {
                [id, ".", &self.typed_row(id, row).to_string(), column].concat()
            }
            _ => place.to_string(),
        }
    }

    /// The edit that takes rows of the plan out of a table field.
    pub(crate) fn without_rows(&self, id: &str, out: &[usize]) -> Edit {
        let out: Vec<usize> = out.iter().map(|row| self.typed_row(id, *row)).collect();
        let rows = self.rows(id).into_iter().enumerate();
        let rows = rows.filter(|(index, _)| !out.contains(index));
        Edit::set(id, Value::Rows(rows.map(|(_, row)| row).collect()))
    }

    /// The edit that sets cells of one row of the plan.
    pub(crate) fn with_cells(&self, id: &str, index: usize, cells: &[(&str, &str)]) -> Edit {
        self.with_typed_cells(id, self.typed_row(id, index), cells)
    }

    /// The edit that sets cells of one row as typed.
    pub(crate) fn with_typed_cells(&self, id: &str, index: usize, cells: &[(&str, &str)]) -> Edit {
        let mut rows = self.rows(id);
        if let Some(row) = rows.get_mut(index) {
            for (column, text) in cells {
                row.insert(column.to_string(), text.to_string());
            }
        }
        Edit::set(id, Value::Rows(rows))
    }

    /// The edit that adds a row.
    pub(crate) fn with_row(&self, id: &str, cells: &[(&str, &str)]) -> Edit {
        let mut rows = self.rows(id);
        rows.push(row(cells));
        Edit::set(id, Value::Rows(rows))
    }

    /// The edit that takes one item out of a list.
    pub(crate) fn without_item(&self, id: &str, drop: impl Fn(usize, &str) -> bool) -> Edit {
        let items = self.value(id).list().into_iter().enumerate();
        let items = items.filter(|(index, item)| !drop(*index, item));
        Edit::set(id, items.map(|(_, item)| item).collect::<Vec<_>>())
    }

    /// The edit that adds an item to a list.
    pub(crate) fn with_item(&self, id: &str, item: &str) -> Edit {
        let mut items = self.value(id).list();
        items.push(item.to_string());
        Edit::set(id, items)
    }
}

pub(crate) fn row(cells: &[(&str, &str)]) -> Row {
    let cells = cells.iter();
    cells
        .map(|(column, text)| (column.to_string(), text.to_string()))
        .collect()
}
