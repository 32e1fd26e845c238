//! Pictures of numbers: pure functions from data to markup, and the figure around them.
//!
//! Every picture has a title and a description for who cannot see it, differs in shape or hatch where it differs in
//! colour, and has a table of the same numbers beside it.

mod curve;
mod day;
mod figure;
mod fleet;
mod kinds;
mod node_bars;
mod ring;
mod scale;
mod stack_bars;
mod staircase;
mod table;
mod tell;
mod time;
mod words;

pub use curve::{Curve, CurveAt, curve};
pub use day::{Day, DayHour, day};
pub(crate) use figure::region;
pub use figure::{Chart, LegendItem, Picture, TableView};
pub use fleet::{FleetBar, FleetBars, FleetKind, FleetPart, fleet_bars};
pub use kinds::kind_class;
pub use node_bars::{BarPart, NodeBar, NodeBars, PartKind, node_bars};
pub use ring::{Ring, ring};
pub use scale::milli;
pub use stack_bars::{StackBar, stack_bars};
pub use staircase::{Staircase, Step, StepPoint, staircase};
pub use table::{DataTable, data_table};
