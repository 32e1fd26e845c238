//! Lists all causes, here and in the other areas.

pub(super) use crate::scan::CATEGORIES;
