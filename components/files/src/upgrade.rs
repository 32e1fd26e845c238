//! Stands until the upgrade script is there.

use crate::Context;
use runwright_documents::Printed;

pub fn script(_cx: &Context, _from: Option<&str>, _to: &str) -> Printed {
    Printed::default()
}
