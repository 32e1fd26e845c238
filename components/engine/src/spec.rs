//! Says what the form is drawn from: the declared fields and presets, in one language.
//!
//! The page holds ids only. Declarations and their words in both languages stay in the engine, which
//! keeps the first load small.

use crate::words::WORDS;
use runwright_model::field::{self, Column, Field, Kind, Opt};
use runwright_model::protocol::{ColumnSpec, FieldSpec, OptionSpec, PresetSpec, Spec};
use runwright_model::version::PAIRS;
use runwright_model::{Lang, preset};
use std::collections::BTreeMap;

/// The fields and presets.
pub fn spec(lang: Lang) -> Spec {
    let mut fields = BTreeMap::new();
    let mut order = Vec::new();
    for field in field::all() {
        fields.insert(field.id.to_string(), field_spec(field, lang));
        order.push(field.id.to_string());
    }
    let preset = |preset: &preset::Preset| PresetSpec {
        label: preset.label.get(lang).to_string(),
        help: preset.help.get(lang).to_string(),
        draft: preset.draft(),
    };
    let words = WORDS
        .iter()
        .map(|(name, text)| (name.to_string(), text.get(lang).to_string()));
    Spec {
        fields,
        presets: preset::PRESETS.iter().map(preset).collect(),
        order,
        words: words.collect(),
    }
}

fn field_spec(field: &Field, lang: Lang) -> FieldSpec {
    let mut spec = FieldSpec {
        label: field.label.get(lang).to_string(),
        help: field.help.get(lang).to_string(),
        kind: kind(&field.kind).to_string(),
        unit: String::new(),
        example: field.example.to_string(),
        default: field.initial.value(),
        default_text: field.default_text(lang),
        since: since(field),
        max: 0,
        options: Vec::new(),
        columns: Vec::new(),
    };
    match field.kind {
        Kind::Int { unit, .. } => spec.unit = unit.get(lang).to_string(),
        Kind::Quantity(runwright_model::quantity::Resource::Cpu) => {
            spec.unit = lang.pick("cores", "核").to_string()
        }
        Kind::List { max, .. } => spec.max = max as u32,
        Kind::Choice(options) | Kind::Words(options) => spec.options = option_specs(options, lang),
        Kind::Rows(columns) => {
            spec.columns = columns
                .iter()
                .map(|column| column_spec(column, lang))
                .collect()
        }
        _ => {}
    }
    if field.id == "target.chart" {
        spec.kind = "choice".to_string();
        spec.options = chart_options();
    }
    spec
}

fn kind(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text(_) => "text",
        Kind::Int { .. } => "int",
        Kind::Quantity(_) => "quantity",
        Kind::Bool => "bool",
        Kind::Choice(_) => "choice",
        Kind::List { .. } => "list",
        Kind::Words(_) => "words",
        Kind::Rows(_) => "rows",
        Kind::Secret => "secret",
    }
}

fn since(field: &Field) -> String {
    match (field.since, field.since_chart) {
        (Some(since), _) => since.short(),
        (_, Some(since)) => ["chart ", &since.short()].concat(),
        _ => String::new(),
    }
}

fn option_specs(options: &[Opt], lang: Lang) -> Vec<OptionSpec> {
    let spec = |option: &Opt| OptionSpec {
        value: option.value.to_string(),
        label: option.label.get(lang).to_string(),
        help: option.help.get(lang).to_string(),
    };
    options.iter().map(spec).collect()
}

fn chart_options() -> Vec<OptionSpec> {
    let spec = |pair: &runwright_model::version::Pair| OptionSpec {
        value: pair.chart.to_string(),
        label: runwright_model::plan::target::chart_label(pair),
        help: String::new(),
    };
    PAIRS.iter().map(spec).collect()
}

fn column_spec(column: &Column, lang: Lang) -> ColumnSpec {
    ColumnSpec {
        id: column.id.to_string(),
        label: column.label.get(lang).to_string(),
        kind: kind(&column.kind).to_string(),
        default: column.default.to_string(),
        example: column.example.to_string(),
        unit: match column.kind {
            Kind::Int { unit, .. } => unit.get(lang).to_string(),
            _ => String::new(),
        },
        options: match column.kind {
            Kind::Choice(options) => option_specs(options, lang),
            _ => Vec::new(),
        },
        columns: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_name_every_field_and_option() {
        for lang in [Lang::En, Lang::Zh] {
            let spec = spec(lang);
            assert_eq!(spec.order.len(), spec.fields.len());
            for (id, field) in &spec.fields {
                assert!(!field.label.is_empty() && !field.help.is_empty(), "{id}");
                assert!(
                    field.options.iter().all(|option| !option.label.is_empty()),
                    "{id}"
                );
                assert!(
                    field.columns.iter().all(|column| !column.label.is_empty()),
                    "{id}"
                );
            }
        }
    }
}
