//! Reads values of the browser: the engine's answers, which it has parsed.
//!
//! Readers derived for the same types took 50 kB gzip of the page; picking from the browser's own
//! objects where something is shown takes a tenth.

use js_sys::{Array, JSON, Object, Reflect};
use runwright_model::{Draft, Edit, Row, Value};
use wasm_bindgen::{JsCast, JsValue};

/// A value of the browser. What is missing reads as empty.
#[derive(Clone, Debug)]
pub struct Js(JsValue);

impl Js {
    pub fn nothing() -> Js {
        Js(JsValue::UNDEFINED)
    }

    pub fn of(value: JsValue) -> Js {
        Js(value)
    }

    /// The browser's own value.
    pub fn raw(&self) -> JsValue {
        self.0.clone()
    }

    /// Parses JSON; what is none reads as nothing.
    pub fn parse(text: &str) -> Js {
        Js(JSON::parse(text).unwrap_or(JsValue::UNDEFINED))
    }

    /// The value as JSON; empty for nothing.
    pub fn json(&self) -> String {
        if self.is_nothing() {
            String::new()
        } else {
            JSON::stringify(&self.0)
                .map(String::from)
                .unwrap_or_default()
        }
    }

    /// The value below a dotless key.
    pub fn at(&self, key: &str) -> Js {
        Js(Reflect::get(&self.0, &JsValue::from_str(key)).unwrap_or(JsValue::UNDEFINED))
    }

    /// The value below a path such as `facts/slots_sum`.
    pub fn path(&self, path: &str) -> Js {
        path.split('/').fold(self.clone(), |at, key| at.at(key))
    }

    /// Puts a value below a key.
    pub fn put(&self, key: &str, value: Js) {
        let _ = Reflect::set(&self.0, &JsValue::from_str(key), &value.0);
    }

    /// Takes a key away.
    pub fn take(&self, key: &str) {
        if let Some(object) = self.0.dyn_ref::<Object>() {
            let _ = Reflect::delete_property(object, &JsValue::from_str(key));
        }
    }

    /// A list of values.
    pub fn list_of(items: &[Js]) -> Js {
        let list = Array::new();
        for item in items {
            list.push(&item.0);
        }
        Js(list.into())
    }

    /// How many keys it has.
    pub fn size(&self) -> usize {
        self.keys().len()
    }

    pub fn is_nothing(&self) -> bool {
        self.0.is_null() || self.0.is_undefined()
    }

    /// The text itself; a number or a flag as it is written.
    pub fn text(&self) -> String {
        match self.0.as_string() {
            Some(text) => text,
            None => self.json(),
        }
    }

    pub fn texts(&self, key: &str) -> String {
        self.at(key).0.as_string().unwrap_or_default()
    }

    pub fn number(&self, key: &str) -> i64 {
        self.at(key).0.as_f64().map_or(0, |number| number as i64)
    }

    pub fn flag(&self, key: &str) -> bool {
        self.at(key).0.is_truthy()
    }

    pub fn items(&self) -> Vec<Js> {
        match self.0.dyn_ref::<Array>() {
            Some(array) => array.iter().map(Js).collect(),
            None => Vec::new(),
        }
    }

    pub fn list(&self, key: &str) -> Vec<Js> {
        self.at(key).items()
    }

    pub fn numbers(&self, key: &str) -> Vec<u32> {
        match self.at(key).0.dyn_ref::<Array>() {
            Some(array) => js_sys::Uint32Array::new(array).to_vec(),
            None => Vec::new(),
        }
    }

    pub fn keys(&self) -> Vec<String> {
        match self.0.dyn_ref::<Object>() {
            Some(object) => Object::keys(object)
                .iter()
                .filter_map(|key| key.as_string())
                .collect(),
            None => Vec::new(),
        }
    }

    /// The value as one of a draft.
    pub fn value(&self) -> Value {
        if let Some(text) = self.0.as_string() {
            return Value::Text(text);
        }
        let items = self.items();
        if items.iter().any(|item| item.0.is_object()) {
            Value::Rows(items.iter().map(Js::row).collect())
        } else {
            Value::List(items.iter().map(Js::text).collect())
        }
    }

    pub fn row(&self) -> Row {
        // Inserted one by one: collecting sorts first, with a sort of its own for each type.
        let mut row = Row::new();
        for key in self.keys() {
            let cell = self.texts(&key);
            row.insert(key, cell);
        }
        row
    }

    pub fn draft(&self) -> Draft {
        let mut draft = Draft::default();
        for key in self.keys() {
            let value = self.at(&key).value();
            // What was kept on this device may be from before a setting was renamed.
            if let Some((id, value)) = runwright_model::value::today(&key, value) {
                draft.0.insert(id.to_string(), value);
            }
        }
        draft
    }

    /// The edits of a list.
    pub fn edits(&self, key: &str) -> Vec<Edit> {
        let edit = |edit: &Js| {
            let to = edit.at("value");
            Edit {
                field: edit.texts("field"),
                value: if to.is_nothing() {
                    None
                } else {
                    Some(to.value())
                },
            }
        };
        self.list(key).iter().map(edit).collect()
    }
}
