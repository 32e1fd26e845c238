//! Draws a field from its declaration: the control that fits its kind, in a row with its state.

use crate::store::{Store, control_id};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::quantity::Resource;
use runwright_model::{Field, Kind, Opt, Severity, Value, field as fields};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{
    Action, ActionKind, Checkbox, Choice, ChoiceCards, Column, ColumnKind, FieldEvent, FieldRow,
    FieldState, FieldText, FindingBox, FindingData, ListEdit, ListEditor, NumberInput, RowsEdit,
    RowsEditor, SecretInput, Segmented, Select, Switch, TextInput, Tone,
};

/// Draws the field with this id.
pub fn field(store: Store, id: &'static str) -> AnyView {
    match fields::find(id) {
        Some(found) => field_of(store, found),
        None => ().into_any(),
    }
}

fn field_of(store: Store, field: &'static Field) -> AnyView {
    let text = Signal::derive(move || {
        let lang = store.lang.get();
        FieldText {
            label: field.label.get(lang).to_string(),
            unit: String::new(),
            help: field.help.get(lang).to_string(),
        }
    });
    let grouped = matches!(
        field.kind,
        Kind::List { .. } | Kind::Rows(_) | Kind::Words(_)
    ) || is_segmented(field);
    let full = matches!(field.kind, Kind::Rows(columns) if columns.len() > 2);
    view! {
        <FieldRow id=control_id(field.id) text=text state=state(store, field) on_event=events(store, field.id) group=grouped full=full>
            {control(store, field)}
        </FieldRow>
    }
    .into_any()
}

/// A choice drawn as cards, each with its sentence, without a row around it.
pub fn cards(place: El, store: Store, id: &'static str, two: bool) -> El {
    let Some(field) = fields::find(id) else {
        return place;
    };
    let Kind::Choice(options) = field.kind else {
        return place;
    };
    let value = store.text_of(id);
    let pick = Callback::new(move |picked: String| store.set(id, picked));
    let label = store.tr(field.label);
    let cards = view! { <ChoiceCards choices=choices(store, options) value=value on_pick=pick two=two id=control_id(id) label=label /> };
    place.mount(cards.into_any()).child(findings(store, id))
}

/// The findings at a field, for places that draw it without its row.
pub fn findings(store: Store, id: &'static str) -> El {
    let Some(field) = fields::find(id) else {
        return El::new("div", "");
    };
    let found = Memo::new(move |_| state(store, field).with(|state| state.findings.clone()));
    let event = events(store, id);
    crate::parts::live(El::new("div", ""), move || {
        let boxed = |(index, data): (usize, FindingData)| {
            let act = Callback::new(move |action| {
                event.run(FieldEvent::Act {
                    finding: index,
                    action,
                })
            });
            let shown = view! { <FindingBox data=Signal::stored(data) on_action=act /> };
            El::new("div", "").mount(shown.into_any())
        };
        found.get().into_iter().enumerate().map(boxed).collect()
    })
}

/// Where a field stands: its own value against the default, and what the engine says of it.
fn state(store: Store, field: &'static Field) -> Signal<FieldState> {
    let engine = store.field_state(field.id);
    let changed = Memo::new(move |_| store.draft.with(|draft| draft.get(field.id).is_some()));
    Memo::new(move |_| {
        let lang = store.lang.get();
        let engine = engine.get();
        let unknown = !engine.off.is_empty()
            && (field.since.is_some() || field.since_chart.is_some())
            && too_new(store, field);
        FieldState {
            changed: changed.get(),
            invalid: engine.invalid,
            disabled: engine.off,
            default: field.default_text(lang),
            since: since(field),
            unknown,
            lines: if engine.line.is_empty() {
                Vec::new()
            } else {
                vec![engine.line]
            },
            findings: store.said.with(|said| match said {
                Some(said) => said
                    .findings
                    .iter()
                    .filter(|finding| belongs(&finding.field, field.id))
                    .map(|finding| finding_data(store, finding))
                    .collect(),
                None => Vec::new(),
            }),
        }
    })
    .into()
}

fn too_new(store: Store, field: &Field) -> bool {
    let chart = store.draft.with(|draft| {
        draft
            .get("target.chart")
            .and_then(|value| value.text())
            .map(str::to_string)
    });
    let Some(chart) = chart.and_then(|text| runwright_model::Version::parse(&text)) else {
        return false;
    };
    let runner = runwright_model::version::runner_of(chart);
    field.since.is_some_and(|since| runner < since)
        || field.since_chart.is_some_and(|since| chart < since)
}

fn since(field: &Field) -> String {
    match (field.since, field.since_chart) {
        (Some(since), _) => since.short(),
        (_, Some(since)) => ["chart ", &since.short()].concat(),
        _ => String::new(),
    }
}

/// Whether a finding's place is the field or a part of it.
pub fn belongs(place: &str, id: &str) -> bool {
    place
        .strip_prefix(id)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

pub fn finding_data(store: Store, finding: &runwright_model::Finding) -> FindingData {
    let mut actions = Vec::new();
    for (index, fix) in finding.fixes.iter().enumerate() {
        let kind = if index == 0 {
            ActionKind::Primary
        } else {
            ActionKind::Button
        };
        actions.push(Action {
            label: fix.label.clone(),
            kind,
        });
    }
    if !finding.fixes.is_empty() {
        actions.push(Action {
            label: store.say(tx::PREVIEW),
            kind: ActionKind::Button,
        });
    }
    FindingData {
        tone: tone(finding.severity),
        title: finding.title.clone(),
        code: finding.code.clone(),
        body: finding.body.clone(),
        actions,
    }
}

pub fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Error,
        Severity::Warning => Tone::Warning,
        Severity::Advice => Tone::Advice,
    }
}

/// Takes the action of a finding: one of its fixes, or the preview of the first.
pub fn act(store: Store, finding: &runwright_model::Finding, action: usize) {
    match finding.fixes.get(action) {
        Some(fix) => store.apply(&fix.edits, &fix.label),
        None => {
            if let Some(fix) = finding.fixes.first() {
                crate::dialogs::preview(store, fix.edits.clone());
            }
        }
    }
}

fn events(store: Store, id: &'static str) -> Callback<FieldEvent> {
    Callback::new(move |event| match event {
        FieldEvent::Reset => store.reset(id),
        FieldEvent::Lit(true) => store.lit.set(id.to_string()),
        FieldEvent::Lit(false) => {
            store.settle();
            store.lit.update(|lit| {
                if lit == id {
                    lit.clear();
                }
            });
        }
        FieldEvent::Line(_) => store.go_to_line(&store.field_state(id).get_untracked().line),
        FieldEvent::Act { finding, action } => {
            let found = store.said.with_untracked(|said| {
                said.as_ref()?
                    .findings
                    .iter()
                    .filter(|finding| belongs(&finding.field, id))
                    .nth(finding)
                    .cloned()
            });
            if let Some(found) = found {
                act(store, &found, action);
            }
        }
    })
}

fn is_segmented(field: &Field) -> bool {
    match field.kind {
        Kind::Choice(options) => options.len() <= 5,
        _ => false,
    }
}

fn choices(store: Store, options: &'static [Opt]) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let lang = store.lang.get();
        options
            .iter()
            .map(|option| Choice {
                value: option.value.to_string(),
                label: option.label.get(lang).to_string(),
                detail: option.help.get(lang).to_string(),
                ..Choice::default()
            })
            .collect()
    })
}

fn control(store: Store, field: &'static Field) -> AnyView {
    let id = field.id;
    let value = store.value(field);
    let text =
        Signal::derive(move || value.with(|value| value.text().unwrap_or_default().to_string()));
    let typed = Callback::new(move |text: String| store.type_in(id, text));
    let picked = Callback::new(move |text: String| store.set(id, text));
    let example = Signal::stored(field.example.to_string());
    match field.kind {
        Kind::Secret => {
            let secret = store.token;
            view! { <SecretInput value=secret on_input=Callback::new(move |text| secret.set(text)) placeholder=example /> }.into_any()
        }
        Kind::Text(_) if id == "target.chart" => view! { <Select choices=charts() value=text on_pick=picked /> }.into_any(),
        Kind::Text(_) => view! { <TextInput value=text on_input=typed mono=true placeholder=example /> }.into_any(),
        Kind::Int { unit, .. } => {
            view! { <NumberInput value=text on_input=typed unit=store.tr(unit) placeholder=example /> }.into_any()
        }
        Kind::Quantity(resource) => {
            let unit = match resource {
                Resource::Cpu => store.tr(tx::K_CORES),
                _ => Signal::stored(String::new()),
            };
            view! { <NumberInput value=text on_input=typed unit=unit placeholder=example free=true /> }.into_any()
        }
        Kind::Bool => {
            let on = Signal::derive(move || text.with(|text| text == "true"));
            view! { <Switch value=on on_change=Callback::new(move |on: bool| store.set(id, on)) /> }.into_any()
        }
        Kind::Choice(options) if is_segmented(field) => {
            view! { <Segmented choices=choices(store, options) value=text on_pick=picked /> }.into_any()
        }
        Kind::Choice(options) => view! { <Select choices=choices(store, options) value=text on_pick=picked /> }.into_any(),
        Kind::List { max, .. } => list(store, field, value, max),
        Kind::Words(options) => words(store, field, value, options),
        Kind::Rows(columns) => rows(store, field, value, columns),
    }
}

fn charts() -> Signal<Vec<Choice>> {
    Signal::stored(
        runwright_model::version::PAIRS
            .iter()
            .map(|pair| Choice {
                value: pair.chart.to_string(),
                label: runwright_model::plan::target::chart_label(pair),
                ..Choice::default()
            })
            .collect(),
    )
}

/// Items of a list the engine refuses, from findings placed at `field.index`.
fn refused(store: Store, id: &'static str) -> Signal<Vec<usize>> {
    Memo::new(move |_| {
        store.said.with(|said| {
            let all = said.iter().flat_map(|said| said.findings.iter());
            all.filter(|finding| finding.severity == Severity::Error)
                .filter_map(|finding| {
                    finding
                        .field
                        .strip_prefix(id)?
                        .strip_prefix('.')?
                        .parse()
                        .ok()
                })
                .collect()
        })
    })
    .into()
}

fn list(store: Store, field: &'static Field, value: Memo<Value>, max: usize) -> AnyView {
    let id = field.id;
    let items = Signal::derive(move || value.with(Value::list));
    let edit = Callback::new(move |edit: ListEdit| {
        let typing = matches!(edit, ListEdit::Set(..));
        let mut list = items.get_untracked();
        edit.apply(&mut list);
        if typing {
            store.type_in(id, list)
        } else {
            store.set(id, list)
        }
    });
    view! {
        <ListEditor items=items on_edit=edit add=store.tr(tx::ADD) max=Signal::stored(max) full=store.tr(tx::FULL) refused=refused(store, id) placeholder=Signal::stored(field.example.to_string()) />
    }
    .into_any()
}

/// A list of words from a fixed set: a switch for each, in the order they were chosen.
fn words(
    store: Store,
    field: &'static Field,
    value: Memo<Value>,
    options: &'static [Opt],
) -> AnyView {
    let id = field.id;
    let lists = Signal::derive(move || value.with(Value::list));
    options
        .iter()
        .map(|option| {
            let word = option.value;
            let label = Signal::derive(move || {
                let at = lists.with(|list| list.iter().position(|item| item == word));
                let many = lists.with(Vec::len) > 1;
                match at {
                    Some(at) if many => [&(at + 1).to_string(), ". ", word].concat(),
                    _ => word.to_string(),
                }
            });
            let on =
                Signal::derive(move || lists.with(|list| list.iter().any(|item| item == word)));
            let change = Callback::new(move |on: bool| {
                let mut list = lists.get_untracked();
                list.retain(|item| item != word);
                if on {
                    list.push(word.to_string());
                }
                store.set(id, list);
            });
            view! { <Checkbox value=on on_change=change label=label /> }.into_any()
        })
        .fold(El::new("div", "words"), El::mount)
        .view()
}

fn rows(
    store: Store,
    field: &'static Field,
    value: Memo<Value>,
    columns: &'static [runwright_model::Column],
) -> AnyView {
    let id = field.id;
    let heads = Signal::derive(move || {
        let lang = store.lang.get();
        columns
            .iter()
            .map(|column| head(column, lang))
            .collect::<Vec<Column>>()
    });
    let cells = Signal::derive(move || {
        value.with(|value| {
            let row = |row: &runwright_model::Row| {
                columns
                    .iter()
                    .map(|column| {
                        row.get(column.id)
                            .map_or(column.default, String::as_str)
                            .to_string()
                    })
                    .collect()
            };
            value.rows().iter().map(row).collect::<Vec<Vec<String>>>()
        })
    });
    let edit = Callback::new(move |edit: RowsEdit| {
        let mut rows = value.with_untracked(|value| value.rows().to_vec());
        let typing = matches!(edit, RowsEdit::Set { .. });
        match edit {
            RowsEdit::Set { row, column, value } => {
                if let (Some(row), Some(column)) = (rows.get_mut(row), columns.get(column)) {
                    row.insert(column.id.to_string(), value);
                }
            }
            RowsEdit::Add => {
                let mut row = runwright_model::Row::new();
                for column in columns.iter().filter(|column| !column.default.is_empty()) {
                    row.insert(column.id.to_string(), column.default.to_string());
                }
                rows.push(row);
            }
            RowsEdit::Duplicate(at) => {
                if let Some(row) = rows.get(at).cloned() {
                    rows.insert(at + 1, row);
                }
            }
            RowsEdit::Remove(at) if at < rows.len() => {
                rows.remove(at);
            }
            RowsEdit::Remove(_) => {}
        }
        let value = Value::Rows(rows);
        if typing {
            store.type_in(id, value)
        } else {
            store.set(id, value)
        }
    });
    let bad = Memo::new(move |_| {
        store.said.with(|said| {
            let all = said.iter().flat_map(|said| said.findings.iter());
            all.filter(|finding| finding.severity == Severity::Error)
                .filter_map(|finding| {
                    let (row, column) = finding
                        .field
                        .strip_prefix(id)?
                        .strip_prefix('.')?
                        .split_once('.')?;
                    Some((
                        row.parse().ok()?,
                        columns.iter().position(|known| known.id == column)?,
                    ))
                })
                .collect::<Vec<(usize, usize)>>()
        })
    });
    view! { <RowsEditor columns=heads rows=cells on_edit=edit add=store.tr(tx::ADD_ROW) refused=bad label=store.tr(field.label) /> }.into_any()
}

fn head(column: &runwright_model::Column, lang: runwright_model::Lang) -> Column {
    let kind = match column.kind {
        Kind::Choice(options) => ColumnKind::Select(
            options
                .iter()
                .map(|option| Choice {
                    value: option.value.to_string(),
                    label: option.label.get(lang).to_string(),
                    ..Choice::default()
                })
                .collect(),
        ),
        Kind::Bool => ColumnKind::Check,
        Kind::Int { .. } => ColumnKind::Number,
        _ => ColumnKind::Mono,
    };
    Column {
        label: column.label.get(lang).to_string(),
        kind,
        placeholder: column.example.to_string(),
    }
}
