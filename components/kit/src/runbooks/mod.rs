//! Writes the runbooks: each step with a check before and after it.

use crate::{Cx, Kit};

pub fn write(_cx: &Cx, _kit: &mut Kit) {}
