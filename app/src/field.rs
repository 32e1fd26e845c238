//! Draws a field from its declaration: the control that fits its kind, in a row with its state.

use crate::js::Js;
use crate::parts::live;
use crate::platform;
use crate::said::{Found, weight};
use crate::store::{Deed, Store, control_id};
use crate::texts as tx;
use leptos::prelude::*;
use runwright_model::{Row, Value};
use runwright_widgets::dom::El;
use runwright_widgets::signal::{Memo, Signal};
use runwright_widgets::{
    Action, ActionKind, Checkbox, Choice, ChoiceCards, Column, ColumnKind, FieldEvent, FieldRow,
    FieldState, FieldText, FindingBox, FindingData, ListEdit, ListEditor, NumberInput, RowsEdit,
    RowsEditor, SecretInput, Segmented, Select, Switch, TextInput, Tone,
};
use std::sync::Arc;

/// Draws the field with this id.
pub fn field(store: Store, id: &'static str) -> AnyView {
    field_of(store, id, None)
}

/// The same with a control of another's making.
pub fn field_of(
    store: Store,
    id: &'static str,
    own: Option<fn(Store, &'static str) -> AnyView>,
) -> AnyView {
    let spec = untrack(|| store.said.field(id));
    let kind = spec.texts("kind");
    let text = Signal::derive(move || {
        let spec = store.said.field(id);
        FieldText {
            label: spec.texts("label"),
            unit: String::new(),
            help: spec.texts("help"),
        }
    });
    let few = kind == "choice" && spec.list("options").len() <= 5;
    let grouped = few || matches!(kind.as_str(), "list" | "words" | "rows" | "tables");
    let full = own.is_some() || kind == "rows" && spec.list("columns").len() > 2;
    view! {
        <FieldRow id=control_id(id) text=text state=state(store, id) on_event=events(store, id) group=grouped full=full>
            // Made inside the row, which tells the control its id and state.
            {match own {
                Some(own) => own(store, id),
                None => control(store, id, &kind, few, &spec),
            }}
        </FieldRow>
    }
    .into_any()
}

/// A choice drawn as cards, each with its sentence, without a row around it.
pub fn cards(place: El, store: Store, id: &'static str, two: bool) -> El {
    let pick = Callback::new(move |picked: String| store.set(id, Value::Text(picked)));
    let label = Signal::derive(move || store.said.field(id).texts("label"));
    let value = store.text_of(id);
    let cards = view! { <ChoiceCards choices=choices(store, id) value=value on_pick=pick two=two id=control_id(id) label=label /> };
    place.mount(cards.into_any()).child(findings(store, id))
}

/// The findings at a field, for places that draw it without its row.
pub fn findings(store: Store, id: &'static str) -> El {
    findings_of(store, Arc::new(vec![vec![id.to_string()]]))
}

/// The findings at any of several fields.
pub fn findings_of(store: Store, ids: Arc<Vec<Vec<String>>>) -> El {
    findings_where(store, move |place| {
        ids.iter().flatten().any(|id| belongs(place, id))
    })
}

/// The findings at the places that fit.
pub fn findings_where(store: Store, fits: impl Fn(&str) -> bool + Send + Sync + 'static) -> El {
    let fits: Box<dyn Fn(&str) -> bool + Send + Sync> = Box::new(fits);
    // Compared as text, so that the boxes stay while nothing about them changes.
    let shown = Memo::new(move |_| {
        let found = store.said.found();
        let here = found.iter().filter(|found| fits(&found.field));
        here.map(|found| found.all.json()).collect::<Vec<String>>()
    });
    live(El::new("div", ""), move || {
        let preview = tx::PREVIEW.get(store.lang.get());
        let boxed = |json: &String| {
            let all = Js::parse(json);
            let data = finding_data(&all, preview);
            let act = Callback::new({
                let json = json.clone();
                move |action| act(store, &Js::parse(&json), action)
            });
            let shown = view! { <FindingBox data=Signal::stored(data) on_action=act /> };
            El::new("div", "").mount(shown.into_any())
        };
        shown.get().iter().map(boxed).collect()
    })
}

/// Where a field stands: its own value against the default, and what the engine says of it.
fn state(store: Store, id: &'static str) -> Signal<FieldState> {
    Memo::new(move |_| {
        let spec = store.said.field(id);
        let engine = store.field_state(id);
        let line = engine.texts("line");
        FieldState {
            changed: store.draft.with(|draft| draft.get(id).is_some()),
            invalid: engine.flag("invalid"),
            disabled: engine.texts("off"),
            default: spec.texts("default_text"),
            since: spec.texts("since"),
            unknown: engine.flag("too_new"),
            lines: if line.is_empty() {
                Vec::new()
            } else {
                vec![line]
            },
            findings: found_at(store, id),
        }
    })
    .into()
}

fn found_at(store: Store, id: &str) -> Vec<FindingData> {
    let preview = tx::PREVIEW.get(store.lang.get());
    store
        .said
        .found()
        .iter()
        .filter(|found| belongs(&found.field, id))
        .map(|found| finding_data(&found.all, preview))
        .collect()
}

/// Whether a finding's place is the field or a part of it.
pub fn belongs(place: &str, id: &str) -> bool {
    place
        .strip_prefix(id)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

pub fn finding_data(found: &Js, preview: &str) -> FindingData {
    let mut actions = Vec::new();
    for fix in found.list("fixes") {
        let kind = if actions.is_empty() {
            ActionKind::Primary
        } else {
            ActionKind::Button
        };
        actions.push(Action {
            label: fix.texts("label"),
            kind,
        });
    }
    if !actions.is_empty() {
        actions.push(Action {
            label: preview.to_string(),
            kind: ActionKind::Button,
        });
    }
    FindingData {
        tone: tone(weight(found)),
        title: found.texts("title"),
        code: found.texts("code"),
        body: found.texts("body"),
        actions,
    }
}

pub fn tone(weight: u8) -> Tone {
    match weight {
        3 => Tone::Error,
        2 => Tone::Warning,
        _ => Tone::Advice,
    }
}

/// Takes the action of a finding: one of its fixes, or the preview of the first.
pub fn act(store: Store, finding: &Js, action: usize) {
    let fixes = finding.list("fixes");
    match (fixes.get(action), fixes.first()) {
        (Some(fix), _) => {
            store.apply(&fix.edits("edits"), &fix.texts("label"));
            // The button goes with its finding.
            let field = control_id(&finding.texts("field"));
            let place = platform::element(&field).or_else(|| platform::element("main"));
            if let Some(place) = place {
                let _ = place.focus();
            }
        }
        (None, Some(fix)) => store.act(Deed::Preview(fix.edits("edits"))),
        _ => {}
    }
}

fn events(store: Store, id: &'static str) -> Callback<FieldEvent> {
    Callback::new(move |event| match event {
        FieldEvent::Reset => store.reset(id),
        FieldEvent::Lit(true) => store.act(Deed::Light(id)),
        FieldEvent::Lit(false) => {
            store.act(Deed::Settle);
            if store.lit.with_untracked(|lit| lit == id) {
                store.act(Deed::Light(""));
            }
        }
        FieldEvent::Line(_) => store.go_to_line(&untrack(|| store.field_state(id)).texts("line")),
        FieldEvent::Act { finding, action } => {
            let found = untrack(|| store.said.found());
            if let Some(found) = found
                .iter()
                .filter(|found| belongs(&found.field, id))
                .nth(finding)
            {
                act(store, &found.all, action);
            }
        }
    })
}

fn choices(store: Store, id: &'static str) -> Signal<Vec<Choice>> {
    Signal::derive(move || options(&store.said.field(id)))
}

/// The options of a choice.
pub fn options(spec: &Js) -> Vec<Choice> {
    let choice = |option: &Js| Choice {
        value: option.texts("value"),
        label: option.texts("label"),
        detail: option.texts("help"),
        ..Choice::default()
    };
    spec.list("options").iter().map(choice).collect()
}

fn control(store: Store, id: &'static str, kind: &str, few: bool, spec: &Js) -> AnyView {
    let value = store.value(id);
    let text =
        Signal::derive(move || value.with(|value| value.text().unwrap_or_default().to_string()));
    let typed = Callback::new(move |text: String| store.type_in(id, Value::Text(text)));
    let picked = Callback::new(move |text: String| store.set(id, Value::Text(text)));
    let example = Signal::stored(spec.texts("example"));
    let unit = Signal::derive(move || store.said.field(id).texts("unit"));
    match kind {
        "secret" => {
            let secret = store.token;
            view! { <SecretInput value=secret on_input=Callback::new(move |text| store.act(Deed::Token(text))) placeholder=example /> }.into_any()
        }
        "int" => view! { <NumberInput value=text on_input=typed unit=unit placeholder=example /> }.into_any(),
        "quantity" => view! { <NumberInput value=text on_input=typed unit=unit placeholder=example free=true /> }.into_any(),
        "bool" => {
            let on = Signal::derive(move || text.with(|text| text == "true"));
            let change = Callback::new(move |on: bool| store.set(id, on.into()));
            view! { <Switch value=on on_change=change /> }.into_any()
        }
        "choice" if few => view! { <Segmented choices=choices(store, id) value=text on_pick=picked /> }.into_any(),
        "choice" => view! { <Select choices=choices(store, id) value=text on_pick=picked /> }.into_any(),
        "list" => list(store, id, value, spec.number("max") as usize, example),
        "words" => words(store, id, value, spec),
        "rows" => rows(store, id, value, spec),
        _ => view! { <TextInput value=text on_input=typed mono=true placeholder=example /> }.into_any(),
    }
}

/// The places below a field that hold an error: `3` or `3.zone`, without the field's own id.
fn refused(store: Store, id: &str) -> Vec<String> {
    let below = |found: &Found| Some(found.field.strip_prefix(id)?.strip_prefix('.')?.to_string());
    store
        .said
        .found()
        .iter()
        .filter(|found| found.weight == 3)
        .filter_map(below)
        .collect()
}

fn list(
    store: Store,
    id: &'static str,
    value: Memo<Value>,
    max: usize,
    example: Signal<String>,
) -> AnyView {
    let items = Signal::derive(move || value.with(Value::list));
    let bad = Signal::derive(move || {
        refused(store, id)
            .iter()
            .filter_map(|place| place.parse().ok())
            .collect::<Vec<usize>>()
    });
    // Empty items count for nothing, so they take no place either.
    let most = Signal::derive(move || match max {
        0 => 0,
        max => max + items.with(|items| items.iter().filter(|item| item.is_empty()).count()),
    });
    let edit = Callback::new(move |edit: ListEdit| {
        let typing = matches!(edit, ListEdit::Set(..));
        let mut list = items.get_untracked();
        edit.apply(&mut list);
        if typing {
            store.type_in(id, Value::List(list))
        } else {
            store.set(id, Value::List(list))
        }
    });
    view! {
        <ListEditor items=items on_edit=edit add=store.tr(tx::ADD) max=most full=store.tr(tx::FULL) refused=bad placeholder=example />
    }
    .into_any()
}

/// A list of words from a fixed set: a box for each, in the order they were chosen.
fn words(store: Store, id: &'static str, value: Memo<Value>, spec: &Js) -> AnyView {
    let lists = Signal::derive(move || value.with(Value::list));
    let word = |place: El, option: Choice| {
        let word = option.value;
        let (shown, asked) = (word.clone(), word.clone());
        let label = Signal::derive(move || {
            let list = lists.get();
            match list.iter().position(|item| *item == shown) {
                Some(at) if list.len() > 1 => [&(at + 1).to_string(), ". ", &shown].concat(),
                _ => shown.clone(),
            }
        });
        let on = Signal::derive(move || lists.with(|list| list.contains(&asked)));
        let change = Callback::new(move |on: bool| {
            let mut list = lists.get_untracked();
            list.retain(|item| *item != word);
            if on {
                list.push(word.clone());
            }
            store.set(id, Value::List(list));
        });
        place.mount(view! { <Checkbox value=on on_change=change label=label /> }.into_any())
    };
    options(spec)
        .into_iter()
        .fold(El::new("div", "words"), word)
        .view()
}

fn rows(store: Store, id: &'static str, value: Memo<Value>, spec: &Js) -> AnyView {
    let heads = Signal::derive(move || {
        store
            .said
            .field(id)
            .list("columns")
            .iter()
            .map(head)
            .collect::<Vec<Column>>()
    });
    // Ids and defaults do not change with the language.
    let columns: Vec<(String, String)> = spec
        .list("columns")
        .iter()
        .map(|column| (column.texts("id"), column.texts("default")))
        .collect();
    let (shown, named) = (columns.clone(), columns.clone());
    let cells = Signal::derive(move || {
        let cell =
            |row: &Row, (id, default): &(String, String)| row.get(id).unwrap_or(default).clone();
        value.with(|value| {
            value
                .rows()
                .iter()
                .map(|row| shown.iter().map(|column| cell(row, column)).collect())
                .collect::<Vec<Vec<String>>>()
        })
    });
    let bad = Signal::derive(move || {
        let place = |place: &String| {
            let (row, column) = place.split_once('.')?;
            Some((
                row.parse().ok()?,
                named.iter().position(|known| known.0 == column)?,
            ))
        };
        refused(store, id)
            .iter()
            .filter_map(place)
            .collect::<Vec<(usize, usize)>>()
    });
    let edit = Callback::new(move |edit: RowsEdit| {
        let mut rows = value.with_untracked(|value| value.rows().to_vec());
        let typing = matches!(edit, RowsEdit::Set { .. });
        edit_rows(&mut rows, edit, &columns);
        let value = Value::Rows(rows);
        if typing {
            store.type_in(id, value)
        } else {
            store.set(id, value)
        }
    });
    let label = Signal::derive(move || store.said.field(id).texts("label"));
    view! { <RowsEditor columns=heads rows=cells on_edit=edit add=store.tr(tx::ADD_ROW) refused=bad label=label /> }.into_any()
}

fn edit_rows(rows: &mut Vec<Row>, edit: RowsEdit, columns: &[(String, String)]) {
    match edit {
        RowsEdit::Set { row, column, value } => {
            if let (Some(row), Some(column)) = (rows.get_mut(row), columns.get(column)) {
                row.insert(column.0.clone(), value);
            }
        }
        RowsEdit::Add => {
            let mut row = Row::new();
            for (id, default) in columns.iter().filter(|column| !column.1.is_empty()) {
                row.insert(id.clone(), default.clone());
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
}

/// A column of a table as its editor takes it.
pub fn head(column: &Js) -> Column {
    let kind = match column.texts("kind").as_str() {
        "choice" => ColumnKind::Select(options(column)),
        "bool" => ColumnKind::Check,
        "int" => ColumnKind::Number,
        _ => ColumnKind::Mono,
    };
    Column {
        label: column.texts("label"),
        kind,
        placeholder: column.texts("example"),
    }
}
