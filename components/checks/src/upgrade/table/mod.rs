//! Lists what changed in each release: the runner's in three files, the chart's in one.
//!
//! Sources: gitlabhq/gitlab-runner tags v17.0.0 to v19.3.0 and main@d79f3e7b (structs of common/config.go, flags of
//! helpers/featureflags/flags.go, CHANGELOG.md, docs); chart packages 0.18.1 to 0.86.0 in the history of
//! DoD-Platform-One/gitlab-runner@839115b7, their templates before their CHANGELOG. What is told of 19.4 is main before
//! the release. Executors other than Kubernetes are left out.

mod chart;
mod moved;
mod runner_17;
mod runner_18;
mod runner_19;

use super::change::Changes;
use runwright_model::Version;

/// The releases of the runner whose changes are known, both included.
pub(super) const KNOWN: (Version, Version) = (Version::new(17, 0, 0), Version::new(19, 4, 0));
/// Of the chart the templates were read up to here; later changes are known from the ordinary path only.
pub(super) const CHART_READ: Version = Version::new(0, 86, 0);

/// The runner's releases, oldest first.
pub(super) const RUNNER: [&[Changes]; 3] = [
    runner_17::RELEASES,
    runner_18::RELEASES,
    runner_19::RELEASES,
];
/// The chart's releases, oldest first.
pub(super) const CHART: &[Changes] = chart::RELEASES;
