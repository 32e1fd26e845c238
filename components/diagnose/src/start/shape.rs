//! Estimates the start of a job from what a plan decides and from assumptions that the page shows.
//!
//! The job is the first on its node: no image is there yet. That is where the time goes, and what autoscaled nodes see.

use crate::advice::Case;
use runwright_model::Plan;
use runwright_model::format::host_of;
use runwright_model::plan::{Builder, HelperFlavor, Strategy, VolumeKind};

/// Assumed, not measured; every sum that uses one names it.
pub(super) mod assumed {
    /// Compressed sizes in MB.
    pub const HELPER_MB: u32 = 60;
    pub const HELPER_UBUNTU_MB: u32 = 120;
    pub const JOB_MB: u32 = 200;
    pub const DIND_MB: u32 = 150;
    pub const BUILDKIT_MB: u32 = 100;
    /// Pulling and unpacking, in MB per second: over the internet, and from a registry near the nodes.
    pub const FAR: u32 = 25;
    pub const NEAR: u32 = 100;
    /// A question to the registry, in ms.
    pub const ASK_MS: u32 = 400;
    pub const SCHEDULE_MS: u32 = 500;
    /// Until the cluster has one more node, in ms.
    pub const NODE_MS: u32 = 120_000;
    pub const CONTAINER_MS: u32 = 1000;
    pub const DIND_TLS_MS: u32 = 4000;
    pub const DIND_PLAIN_MS: u32 = 2500;
    pub const BUILDKIT_MS: u32 = 1000;
    /// Files of the newest commit, and each further commit, in kB; commits of the project; kB per second.
    pub const TIP_KB: u32 = 20_000;
    pub const COMMIT_KB: u32 = 40;
    pub const COMMITS: u32 = 5000;
    pub const CLONE_KB_S: u32 = 10_000;
    /// Lookups of a job, and one answer, in ms.
    pub const LOOKUPS: u32 = 20;
    pub const ANSWER_MS: u32 = 2;
    /// What the script downloads without a cache; rates of package registries and of object storage, in MB per second.
    pub const DEPENDENCIES_MB: u32 = 100;
    pub const PACKAGES: u32 = 10;
    pub const STORE: u32 = 50;
    pub const CLEANUP_MS: u32 = 1000;
}
use assumed::*;

/// The runner looks at a new pod every 3 s (`poll_interval`), so it sees it run half of that late on average.
pub(super) const POLL_MS: u32 = 3000;

/// What the estimate depends on.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub interval_s: u32,
    /// Jobs that the managers take at once, and those among them that find no room.
    pub slots: i64,
    pub at_risk: i64,
    /// `always` comes first.
    pub always: bool,
    /// Images are on the node already.
    pub ready: bool,
    pub never: bool,
    pub helper_mb: u32,
    pub helper_near: bool,
    pub builder: Builder,
    pub depth: u32,
    pub cache: bool,
    pub ndots: u32,
    pub searches: u32,
    /// Dots of GitLab's name; none for an address.
    pub dots: Option<u32>,
}

/// Lengths in ms.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Times {
    pub queue: u32,
    pub pending: u32,
    pub pull: u32,
    pub init: u32,
    pub services: u32,
    pub clone: u32,
    pub run: u32,
    pub cleanup: u32,
}

impl Times {
    pub fn total(&self) -> u32 {
        [
            self.queue,
            self.pending,
            self.pull,
            self.init,
            self.services,
            self.clone,
            self.run,
            self.cleanup,
        ]
        .iter()
        .fold(0, |sum: u32, part| sum.saturating_add(*part))
    }
}

impl Shape {
    pub fn of(case: &Case) -> Shape {
        let plan = case.plan;
        let first = plan.job.pull_policy.first().map(String::as_str);
        let host = host_of(&plan.gitlab.url).unwrap_or("");
        let address = host.is_empty()
            || host.contains(':')
            || host.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let replaced = plan.dns.strategy == Strategy::Internal && !plan.dns.nameservers.is_empty();
        let searches = if replaced {
            plan.searches().len()
        } else {
            plan.cluster_searches().len()
        };
        Shape {
            interval_s: plan.gitlab.check_interval,
            slots: case.answer.slots.max(1),
            at_risk: case.answer.jobs_at_risk.clamp(0, case.answer.slots.max(1)),
            always: first == Some("always") || (first.is_none() && moves(&plan.job.image)),
            ready: false,
            never: first == Some("never"),
            helper_mb: match plan.job.helper_flavor {
                HelperFlavor::Ubuntu if plan.job.helper_image.is_empty() => HELPER_UBUNTU_MB,
                _ => HELPER_MB,
            },
            helper_near: !plan.job.helper_image.is_empty(),
            builder: plan.job.builder,
            depth: plan.ci.clone_depth,
            cache: has_cache(plan),
            ndots: plan.dns.ndots.unwrap_or(if replaced { 1 } else { 5 }),
            searches: u32::try_from(searches).unwrap_or(u32::MAX),
            dots: (!address).then(|| u32::try_from(host.matches('.').count()).unwrap_or(0)),
        }
    }

    /// Containers that are started, each with a pull policy of its own: init-permissions, helper, build, a service.
    pub fn containers(&self) -> u32 {
        3 + u32::from(self.builder.has_service())
    }

    /// Different images among them.
    pub fn images(&self) -> u32 {
        2 + u32::from(self.builder.has_service())
    }

    pub fn service_mb(&self) -> u32 {
        match self.builder {
            Builder::None => 0,
            Builder::Buildkit => BUILDKIT_MB,
            Builder::DindTls | Builder::DindPlain => DIND_MB,
        }
    }

    pub fn helper_rate(&self) -> u32 {
        if self.helper_near { NEAR } else { FAR }
    }

    /// Moving the bytes of all images, one after another.
    pub fn transfer_ms(&self) -> u32 {
        if self.ready || self.never {
            return 0;
        }
        per_second(self.helper_mb, self.helper_rate())
            + per_second(JOB_MB, FAR)
            + per_second(self.service_mb(), FAR)
    }

    /// Questions to the registry: one per image, with `always` one per container.
    pub fn questions(&self) -> u32 {
        match (self.never, self.always) {
            (true, _) => 0,
            (_, true) => self.containers(),
            _ => self.images(),
        }
    }

    pub fn services_ms(&self) -> u32 {
        match self.builder {
            Builder::None => 0,
            Builder::Buildkit => BUILDKIT_MS,
            Builder::DindTls => DIND_TLS_MS,
            Builder::DindPlain => DIND_PLAIN_MS,
        }
    }

    pub fn clone_kb(&self) -> u32 {
        let commits = match self.depth {
            0 => COMMITS,
            depth => depth.min(COMMITS),
        };
        TIP_KB + commits * COMMIT_KB
    }

    /// Names that are asked for until GitLab's is found; each costs two questions (A and AAAA), sent together.
    pub fn tries(&self) -> u32 {
        match self.dots {
            None => 0,
            Some(dots) if dots < self.ndots => self.searches.saturating_add(1),
            Some(_) => 1,
        }
    }

    pub fn lookup_ms(&self) -> u32 {
        self.tries().saturating_mul(LOOKUPS * ANSWER_MS)
    }

    pub fn estimate(&self) -> Times {
        let wait = self.at_risk.saturating_mul(i64::from(NODE_MS)) / self.slots.max(1);
        Times {
            queue: self.interval_s.saturating_mul(500),
            pending: SCHEDULE_MS + u32::try_from(wait).unwrap_or(u32::MAX / 2),
            pull: self.transfer_ms() + self.questions() * ASK_MS,
            init: CONTAINER_MS + POLL_MS / 2,
            services: self.services_ms(),
            clone: per_second(self.clone_kb(), CLONE_KB_S)
                .saturating_add(self.lookup_ms())
                .saturating_add(if self.cache {
                    per_second(DEPENDENCIES_MB, STORE)
                } else {
                    0
                }),
            run: if self.cache {
                0
            } else {
                per_second(DEPENDENCIES_MB, PACKAGES)
            },
            cleanup: CLEANUP_MS,
        }
    }
}

/// Milliseconds for an amount at a rate per second, rounded up.
pub(super) fn per_second(amount: u32, rate: u32) -> u32 {
    let milli = (u64::from(amount) * 1000).div_ceil(u64::from(rate.max(1)));
    u32::try_from(milli).unwrap_or(u32::MAX / 8)
}

/// Whether a tag moves: Kubernetes then asks the registry each time unless told otherwise.
fn moves(image: &str) -> bool {
    let name = image.rsplit_once('/').map_or(image, |(_, name)| name);
    !name.contains('@') && name.rsplit_once(':').is_none_or(|(_, tag)| tag == "latest")
}

/// Whether a cache outlives its pod: object storage, or a volume at `/cache` that does.
pub(super) fn has_cache(plan: &Plan) -> bool {
    let stored = plan.extras.iter().any(|(id, _)| {
        id.to_ascii_lowercase()
            .starts_with("config.runners.cache.type")
    });
    let mounted = plan.job.volumes.iter().any(|volume| {
        let lasts = matches!(volume.kind, VolumeKind::Pvc | VolumeKind::HostPath);
        lasts && volume.mount_path.trim_end_matches('/') == "/cache"
    });
    let used = !plan.ci.cache_key_file.is_empty() && !plan.ci.cache_path.is_empty();
    used && (stored || mounted)
}
