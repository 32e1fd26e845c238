//! Advice on permissions, admission, Docker-in-Docker and the API server.

use super::Topic;

pub(super) const TOPICS: &[Topic] = &[];
