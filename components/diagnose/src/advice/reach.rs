//! Advice on registration, GitLab, names, network, clone and cache.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[];
