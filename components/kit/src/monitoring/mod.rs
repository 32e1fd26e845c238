//! Writes alerts, their tests, the dashboard and what collects logs.

use crate::{Cx, Kit};

pub fn write(_cx: &Cx, _kit: &mut Kit) {}
