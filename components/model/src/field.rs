//! States each setting once: id, kind, default, since, label and help.
//!
//! The macros here turn one declaration into the typed struct of a section, the table the page
//! draws its form from, and the reader of drafts. Which line of which file a field becomes is the
//! binding's business, in the `files` crate.

use crate::format::Format;
use crate::quantity::Resource;
use crate::text::{Lang, Text};
use crate::value::{Row, Value};
use crate::version::Version;

/// The sections of the wizard, in the order of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Target,
    Gitlab,
    Managers,
    Job,
    Nodes,
    Dns,
    Security,
    Capacity,
}

impl Section {
    pub const ALL: [Section; 8] = [
        Section::Target,
        Section::Gitlab,
        Section::Managers,
        Section::Job,
        Section::Nodes,
        Section::Dns,
        Section::Security,
        Section::Capacity,
    ];

    /// The route and the prefix of the ids of the section's fields.
    pub fn id(self) -> &'static str {
        match self {
            Section::Target => "target",
            Section::Gitlab => "gitlab",
            Section::Managers => "managers",
            Section::Job => "job",
            Section::Nodes => "nodes",
            Section::Dns => "dns",
            Section::Security => "security",
            Section::Capacity => "capacity",
        }
    }

    /// The section of a field id such as `dns.ndots`; `ci.…` is shown with the job pod, `monitoring.…` with the
    /// managers; all of it is on a page of the desk.
    pub fn of(id: &str) -> Option<Section> {
        let prefix = match id.split('.').next().unwrap_or("") {
            "ci" => "job",
            "monitoring" => "managers",
            prefix => prefix,
        };
        Section::ALL
            .into_iter()
            .find(|section| section.id() == prefix)
    }
}

/// One option of a choice: the value kept in the draft and what is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opt {
    pub value: &'static str,
    pub label: Text,
    /// What the option means, for cards; may be empty.
    pub help: Text,
}

/// What a field holds and how it is edited.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text(Format),
    /// A whole number; empty means "not set" where the default is empty.
    Int {
        min: u32,
        max: u32,
        unit: Text,
    },
    Quantity(Resource),
    Bool,
    Choice(&'static [Opt]),
    /// A list of texts of one format, at most `max` of them.
    List {
        format: Format,
        max: usize,
    },
    /// A list of words from a fixed set; order matters.
    Words(&'static [Opt]),
    Rows(&'static [Column]),
    /// Kept in memory only, see [`Field::is_secret`].
    Secret,
}

/// One column of a table field.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub id: &'static str,
    pub kind: Kind,
    pub default: &'static str,
    pub label: Text,
    /// An example shown while the cell is empty; never the only label.
    pub example: &'static str,
}

/// The default of a field.
#[derive(Clone, Copy, Debug)]
pub enum Initial {
    Text(&'static str),
    List(&'static [&'static str]),
    Rows(&'static [&'static [(&'static str, &'static str)]]),
}

impl Initial {
    pub fn value(&self) -> Value {
        match self {
            Initial::Text(text) => Value::from(*text),
            Initial::List(items) => Value::from(*items),
            Initial::Rows(rows) => Value::Rows(rows.iter().map(|cells| row_of(cells)).collect()),
        }
    }
}

/// A row from its cells. Inserted one by one: collecting would sort first, which costs wasm.
pub(crate) fn row_of(cells: &[(&str, &str)]) -> Row {
    let mut row = Row::new();
    for (id, text) in cells {
        row.insert(id.to_string(), text.to_string());
    }
    row
}

/// One setting.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// `section.name`; stable, because links and saved plans use it.
    pub id: &'static str,
    pub kind: Kind,
    pub initial: Initial,
    pub label: Text,
    pub help: Text,
    /// First runner release that reads the setting, when it is younger than 15.0.
    pub since: Option<Version>,
    /// First chart release that reads the setting, when it is younger than 0.41.
    pub since_chart: Option<Version>,
    /// Shown folded away at first.
    pub advanced: bool,
    /// Shown in the empty control.
    pub example: &'static str,
}

impl Field {
    pub const fn new(
        id: &'static str,
        kind: Kind,
        initial: Initial,
        label: Text,
        help: Text,
    ) -> Field {
        Field {
            id,
            kind,
            initial,
            label,
            help,
            since: None,
            since_chart: None,
            advanced: false,
            example: "",
        }
    }

    pub const fn since(mut self, major: u16, minor: u16) -> Field {
        self.since = Some(Version::new(major, minor, 0));
        self
    }

    pub const fn since_chart(mut self, minor: u16) -> Field {
        self.since_chart = Some(Version::new(0, minor, 0));
        self
    }

    pub const fn advanced(mut self) -> Field {
        self.advanced = true;
        self
    }

    pub const fn example(mut self, example: &'static str) -> Field {
        self.example = example;
        self
    }

    pub fn is_secret(&self) -> bool {
        matches!(self.kind, Kind::Secret)
    }

    pub fn section(&self) -> Option<Section> {
        Section::of(self.id)
    }

    /// The default as one line of text, for "Default …" and "Changed from …".
    pub fn default_text(&self, lang: Lang) -> String {
        match (self.kind, self.initial) {
            (Kind::Choice(options), Initial::Text(value)) => {
                label_of(options, value, lang).to_string()
            }
            (Kind::Bool, Initial::Text(value)) => {
                let on = value == "true";
                lang.pick(if on { "on" } else { "off" }, if on { "开" } else { "关" })
                    .to_string()
            }
            (_, Initial::Text("")) => lang.pick("not set", "未设置").to_string(),
            (_, Initial::Text(value)) => value.to_string(),
            (_, Initial::List([])) | (_, Initial::Rows([])) => lang.pick("none", "无").to_string(),
            (_, Initial::List(items)) => items.join(", "),
            (_, Initial::Rows(rows)) => {
                let n = rows.len();
                match lang {
                    Lang::En if n == 1 => "1 row".to_string(),
                    Lang::En => n.to_string() + " rows",
                    Lang::Zh => n.to_string() + " 行",
                }
            }
        }
    }
}

/// The label of an option; the value itself where there is none.
pub fn label_of<'a>(options: &[Opt], value: &'a str, lang: Lang) -> &'a str
where
    'static: 'a,
{
    options
        .iter()
        .find(|option| option.value == value)
        .map_or(value, |option| option.label.get(lang))
}

/// Every field of the plan, section by section.
pub fn all() -> impl Iterator<Item = &'static Field> {
    crate::plan::TABLES.iter().flat_map(|table| table.iter())
}

/// The field with this id.
pub fn find(id: &str) -> Option<&'static Field> {
    all().find(|field| field.id == id)
}

/// Declares a choice: the enum, its words and its labels.
#[macro_export]
macro_rules! choice {
    ( $(#[$meta:meta])* $name:ident { $( $(#[$vmeta:meta])* $variant:ident = $word:literal $label:expr $(, $help:expr)? ; )* } ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $( $(#[$vmeta])* $variant ),* }

        impl $name {
            pub const OPTIONS: &'static [$crate::Opt] = &[ $(
                $crate::Opt { value: $word, label: $label, help: { #[allow(unused_mut, unused_assignments)] { let mut help = $crate::Text::EMPTY; $( help = $help; )? help } } }
            ),* ];

            pub const fn word(self) -> &'static str {
                match self { $( Self::$variant => $word ),* }
            }
        }

        impl $crate::reader::FromText for $name {
            fn from_text(text: &str, _: &$crate::Kind) -> Result<Self, $crate::ProblemKind> {
                match text {
                    $( $word => Ok(Self::$variant), )*
                    _ => Err($crate::ProblemKind::NotAChoice { options: Self::OPTIONS }),
                }
            }
        }

        impl $crate::reader::FromValue for $name {
            fn from_value(value: &$crate::Value, field: &$crate::Field, out: &mut $crate::reader::Out) -> Self {
                $crate::reader::scalar(value, field, out)
            }
        }
    };
}

/// Declares a section of the plan: its struct and its table of fields.
///
/// One line a field: `name: Type = default, kind, label, help => .since(18, 11) .advanced();`
#[macro_export]
macro_rules! section {
    ( $(#[$meta:meta])* $name:ident $prefix:literal {
        $( $(#[$fmeta:meta])* $field:ident : $ty:ty = $initial:expr , $kind:expr , $label:expr , $help:expr $( => $( . $method:ident ( $($arg:expr),* ) )+ )? ; )*
    } ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $( $(#[$fmeta])* pub $field: $ty ),* }

        impl $name {
            pub const FIELDS: &'static [$crate::Field] = &[ $(
                $crate::Field::new(concat!($prefix, ".", stringify!($field)), $kind, $initial, $label, $help) $( $( . $method ( $($arg),* ) )+ )?
            ),* ];

            pub(crate) fn read(reader: &mut $crate::reader::Reader) -> Self {
                let mut fields = Self::FIELDS.iter();
                $name { $( $field: reader.read(fields.next()) ),* }
            }
        }
    };
}

/// Declares a row of a table field: its struct and its columns.
#[macro_export]
macro_rules! row {
    ( $(#[$meta:meta])* $name:ident { $( $(#[$fmeta:meta])* $field:ident : $ty:ty = $default:literal , $kind:expr , $label:expr $(, $example:literal)? ; )* } ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $( $(#[$fmeta])* pub $field: $ty ),* }

        impl $name {
            pub const COLUMNS: &'static [$crate::Column] = &[ $(
                $crate::Column { id: stringify!($field), kind: $kind, default: $default, label: $label, example: { #[allow(unused_mut, unused_assignments)] { let mut example = ""; $( example = $example; )? example } } }
            ),* ];
        }

        impl $crate::reader::FromRow for $name {
            fn from_row(cells: &mut $crate::reader::Cells) -> Self {
                let mut columns = Self::COLUMNS.iter();
                $name { $( $field: cells.read(columns.next()) ),* }
            }
        }
    };
}
