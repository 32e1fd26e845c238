//! Writes what differs between two questions into the cells of the plan's tables.

use runwright_model::answer::fleet::{FleetPool, FleetProfile};
use runwright_model::answer::{Label, Taint, TaintEffect, Toleration};
use runwright_model::field::{Kind, find};
use runwright_model::quantity::Quantity;
use runwright_model::reader::is_blank;
use runwright_model::{Draft, Edit, Row, Value};

/// Cells by column.
pub(super) type Cells = Vec<(&'static str, String)>;

/// A table of the plan as it was written. All its changes become one edit.
pub(super) struct Table {
    id: &'static str,
    rows: Vec<Row>,
    /// Where each row of the plan stands among those written.
    places: Vec<usize>,
    changed: bool,
}

impl Table {
    /// None where the plan has other rows than the draft, which happens while a cell cannot be read.
    pub fn new(id: &'static str, rows_of_plan: usize, draft: &Draft) -> Option<Table> {
        let field = find(id)?;
        let Kind::Rows(columns) = field.kind else {
            return None;
        };
        let rows = match draft.get(id) {
            Some(value) => value.rows().to_vec(),
            None => field.initial.value().rows().to_vec(),
        };
        let filled = rows.iter().enumerate();
        let filled = filled.filter(|(_, row)| !is_blank(row, columns));
        let places: Vec<usize> = filled.map(|(at, _)| at).collect();
        (places.len() == rows_of_plan).then_some(Table {
            id,
            rows,
            places,
            changed: false,
        })
    }

    /// Sets cells of a row of the plan; the others stay as they are written.
    pub fn set(&mut self, at: usize, cells: Cells) -> Option<()> {
        if cells.is_empty() {
            return Some(());
        }
        let row = self.rows.get_mut(*self.places.get(at)?)?;
        for (column, text) in cells {
            if text.is_empty() {
                row.remove(column);
            } else {
                row.insert(column.to_string(), text);
            }
        }
        self.changed = true;
        Some(())
    }

    pub fn add(&mut self, cells: Cells) {
        let mut row = Row::new();
        for (column, text) in cells.into_iter().filter(|(_, text)| !text.is_empty()) {
            row.insert(column.to_string(), text);
        }
        self.rows.push(row);
        self.changed = true;
    }

    pub fn edit(self) -> Option<Edit> {
        let rows = Value::Rows(self.rows);
        self.changed.then(|| Edit::set(self.id, rows))
    }
}

fn cpu(milli: i64) -> String {
    Quantity::from_milli(milli).canonical()
}

fn bytes(bytes: i64) -> String {
    Quantity::from_bytes(bytes).canonical()
}

fn number(value: i64) -> String {
    value.to_string()
}

fn or_empty(value: Option<i64>, text: fn(i64) -> String) -> String {
    value.map(text).unwrap_or_default()
}

/// Cells of a kind of jobs that has its own requests.
pub(super) fn profiles(had: &FleetProfile, has: &FleetProfile) -> Cells {
    let mut cells = Cells::new();
    if let (Some(from), Some(to)) = (had.request, has.request) {
        let mut put = |column, from: i64, to: i64, text: fn(i64) -> String| {
            if from != to {
                cells.push((column, text(to)));
            }
        };
        put("cpu", from.cpu_m, to.cpu_m, cpu);
        put("memory", from.memory, to.memory, bytes);
        put("storage", from.ephemeral, to.ephemeral, bytes);
        put("gpu", from.gpu, to.gpu, number);
    }
    if had.node_selector != has.node_selector {
        cells.push(("selector", labels(&has.node_selector)));
    }
    if had.tolerations != has.tolerations {
        let words: Vec<String> = has.tolerations.iter().map(toleration).collect();
        cells.push(("tolerations", words.join(" ")));
    }
    cells
}

/// Cells of a pool. A machine of another size is of another type.
pub(super) fn pools(had: &FleetPool, has: &FleetPool) -> Cells {
    let (from, to) = (pool_row(had), pool_row(has));
    let pairs = from.into_iter().zip(to);
    let mut cells: Cells = pairs
        .filter(|(from, to)| from != to)
        .map(|(_, to)| to)
        .collect();
    if had.pool.cpu_m != has.pool.cpu_m || had.pool.memory != has.pool.memory {
        cells.push(("machine", String::new()));
    }
    cells
}

/// Every cell of a pool, always in this order.
pub(super) fn pool_row(pool: &FleetPool) -> Cells {
    let machine = &pool.pool;
    let exact = machine.allocatable;
    let taints: Vec<String> = machine.taints.iter().map(taint).collect();
    // A pool that scales counts its most; the cell of nodes is then not looked at.
    vec![
        ("name", machine.name.clone()),
        ("nodes", number(machine.count)),
        ("cpu", cpu(machine.cpu_m)),
        ("memory", bytes(machine.memory)),
        ("disk", or_empty(machine.disk, bytes)),
        ("max_pods", or_empty(machine.max_pods, number)),
        ("used_cpu", cpu(machine.overhead.cpu_m)),
        ("used_memory", bytes(machine.overhead.memory)),
        ("used_pods", number(machine.overhead.pods)),
        ("alloc_cpu", or_empty(exact.map(|node| node.cpu_m), cpu)),
        (
            "alloc_memory",
            or_empty(exact.map(|node| node.memory), bytes),
        ),
        ("min", or_empty(pool.min, number)),
        ("max", or_empty(pool.max, number)),
        ("price", pool.price_per_hour.map(price).unwrap_or_default()),
        ("gpu", or_empty((pool.gpu != 0).then_some(pool.gpu), number)),
        ("labels", labels(&machine.labels)),
        ("taints", taints.join(" ")),
    ]
}

/// To the millionth, as the answer gives money.
fn price(price: f64) -> String {
    let millionths = Quantity::from_milli((price * 1e6).round() as i64).decimal();
    // A thousand thousandths: the point moves by three more places.
    match Quantity::parse(&[&millionths, "e-3"].concat()) {
        Ok(price) => price.decimal(),
        Err(_) => millionths,
    }
}

fn labels(labels: &[Label]) -> String {
    let words: Vec<String> = labels
        .iter()
        .map(|one| pair(&one.key, &one.value))
        .collect();
    words.join(" ")
}

fn pair(key: &str, value: &str) -> String {
    [key, "=", value].concat()
}

/// `key=value:Effect`, or `key:Effect` without a value.
pub(crate) fn taint(one: &Taint) -> String {
    let key = if one.value.is_empty() {
        one.key.clone()
    } else {
        pair(&one.key, &one.value)
    };
    [&key, ":", effect(one.effect)].concat()
}

fn toleration(one: &Toleration) -> String {
    let mut word = match &one.value {
        Some(value) => pair(&one.key, value),
        None => one.key.clone(),
    };
    if let Some(named) = one.effect {
        word.push(':');
        word.push_str(effect(named));
    }
    word
}

fn effect(effect: TaintEffect) -> &'static str {
    match effect {
        TaintEffect::NoSchedule => "NoSchedule",
        TaintEffect::PreferNoSchedule => "PreferNoSchedule",
        TaintEffect::NoExecute => "NoExecute",
    }
}
