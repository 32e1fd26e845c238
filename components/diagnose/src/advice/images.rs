//! Advice on images, memory, disk, scheduling and quotas.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[];
