//! Texts to try the troubleshooter with, made up for it.

use super::texts::run as rt;
use runwright_model::Text;

/// What each is, and the text.
pub const EXAMPLES: [(Text, &str); 3] = [
    (rt::X_PENDING, PENDING),
    (rt::X_PULL, PULL),
    (rt::X_ACCESS, ACCESS),
];

const PENDING: &str = "Running with gitlab-runner 19.3.0 (9cbf0074)
  on platform-ci-7d9c5b6f4-x2v8q t3_9aKxyz, system ID: r_hT2kPqLm0aVn
Preparing the \"kubernetes\" executor
Using Kubernetes namespace: ci-jobs
Using Kubernetes executor with image registry.example.com/tools/build:1.4 ...
Preparing environment
Using FF_USE_POD_ACTIVE_DEADLINE_SECONDS, the Pod activeDeadlineSeconds will be set to the job timeout: 1h0m0s...
Waiting for pod ci-jobs/runner-t39akxyz-project-214-concurrent-3-p6x0v1ke to be running, status is Pending
WARNING: Event retrieved from the cluster: 0/6 nodes are available: 3 Insufficient cpu, 3 node(s) didn't match Pod's node affinity/selector. preemption: 0/6 nodes are available: 3 No preemption victims found for incoming pod, 3 Preemption is not helpful for scheduling.
Waiting for pod ci-jobs/runner-t39akxyz-project-214-concurrent-3-p6x0v1ke to be running, status is Pending
\tPodScheduled: \"0/6 nodes are available: 3 Insufficient cpu, 3 node(s) didn't match Pod's node affinity/selector.\"
ERROR: Job failed (system failure): prepare environment: waiting for pod running: timed out waiting for pod to start. Check https://docs.gitlab.com/runner/shells/#shell-profile-loading for more information
Running on runner-t39akxyz-project-214-concurrent-3-w2m8q4zt via platform-ci-7d9c5b6f4-x2v8q...
Getting source from Git repository
Fetching changes with git depth set to 20...
fatal: unable to access 'https://gitlab.example.com/platform/api.git/': Could not resolve host: gitlab.example.com
ERROR: Job failed: command terminated with exit code 1
";

const PULL: &str = "LAST SEEN   TYPE      REASON      OBJECT                                                MESSAGE
2m          Normal    Scheduled   pod/runner-t39akxyz-project-88-concurrent-0-b7c1d2e3   Successfully assigned ci-jobs/runner-t39akxyz-project-88-concurrent-0-b7c1d2e3 to node-2
2m          Normal    Pulling     pod/runner-t39akxyz-project-88-concurrent-0-b7c1d2e3   Pulling image \"registry.example.com/tools/build:1.4\"
2m          Warning   Failed      pod/runner-t39akxyz-project-88-concurrent-0-b7c1d2e3   Failed to pull image \"registry.example.com/tools/build:1.4\": failed to pull and unpack image \"registry.example.com/tools/build:1.4\": failed to resolve reference \"registry.example.com/tools/build:1.4\": failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.example.com/token: 401 Unauthorized
2m          Warning   Failed      pod/runner-t39akxyz-project-88-concurrent-0-b7c1d2e3   Error: ErrImagePull
1m          Normal    BackOff     pod/runner-t39akxyz-project-88-concurrent-0-b7c1d2e3   Back-off pulling image \"registry.example.com/tools/build:1.4\"
1m          Warning   Failed      pod/runner-t39akxyz-project-88-concurrent-0-b7c1d2e3   Error: ImagePullBackOff
";

const ACCESS: &str = "Checking for jobs... received                       job=4711 repo_url=https://gitlab.example.com/platform/api.git runner=t3_9aKxyz
Added job to processing list                        builds=1 job=4711 max_builds=4 project=214
ERROR: Job failed (system failure): prepare environment: setting up credentials: secrets is forbidden: User \"system:serviceaccount:gitlab-runner:platform-ci\" cannot create resource \"secrets\" in API group \"\" in the namespace \"ci-jobs\". Check https://docs.gitlab.com/runner/shells/#shell-profile-loading for more information  duration_s=0.41 job=4711 project=214 runner=t3_9aKxyz
Removed job from processing list                    builds=0 job=4711 max_builds=4 project=214
";
