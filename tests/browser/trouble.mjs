// What the fake engine of desk.mjs answers about a runner at work: small, with one of each thing that is drawn.

/** Runs in the worker, so it stands on its own. */
export const trouble = () => {
  const step = (text, command = "", expect = "") => ({ text, command, expect });
  const cpu = (plan) => plan.draft["job.cpu_request"] ?? "2";
  const TITLES = { pod_unschedulable: "No node has room for the job pod", dns_unknown_host: "git.example.com is not known to the first DNS server", image_pull_auth: "The registry refuses the pull" };
  const advice = (plan, category) => ({
    title: TITLES[category],
    meaning: `The pod asks for ${cpu(plan)} cores; each of the 3 nodes labelled \`workload=ci\` has room for one such pod. The line about shell profiles is a stock phrase and has nothing to do with it.`,
    steps: [step("What the nodes have left:", "kubectl get nodes -l workload=ci -o wide"), step("What is taken on each:", "kubectl describe nodes -l workload=ci \\\n  | grep -A 8 'Allocated resources'", "`cpu` above 90 %")],
    fixes:
      category === "image_pull_auth"
        ? []
        : [
            { label: "Ask for 1 core and run 4 jobs", edits: [{ field: "managers.concurrent", value: "4" }, { field: "job.cpu_request", value: "1" }] },
            { label: "Run fewer jobs at once", edits: [{ field: "managers.concurrent", value: "2" }] },
          ],
    by_hand: [step("Add a node to the pool of `workload=ci`.")],
    confirm: [step("A job starts within a minute:", "kubectl -n ci-jobs get pods -w", "`Running`")],
    prevent: ["Alert on pods that are Pending for more than 2 minutes.", "Set `concurrent` from the capacity page."],
    alike: [{ category: "image_pull_auth", title: TITLES.image_pull_auth, how: "The pod is scheduled there, and its events name a pull." }],
    wrong: category === "pod_unschedulable" ? [{ claim: "Raise `poll_timeout`", truth: "A longer wait helps when an autoscaler is adding a node. This pool is fixed, so the job would only fail later." }] : [],
    section: category === "dns_unknown_host" ? "dns" : "nodes",
    source: "gitlab-org/gitlab-runner@0123abc:executors/kubernetes/kubernetes.go",
  });
  const MARKS = [
    ["pod_unschedulable", /Insufficient cpu|timed out waiting/, "certain", "almost certain"],
    ["dns_unknown_host", /Could not resolve/, "likely", "likely"],
  ];
  const diagnose = ({ plan, text }) => {
    const lines = text.split("\n").filter((line, at, all) => line || at < all.length - 1);
    const causes = [];
    for (const [category, test, sure, sure_text] of MARKS) {
      const found = lines.flatMap((line, at) => (test.test(line) ? [at + 1] : []));
      if (found.length) causes.push({ mark: "AB"[causes.length], category, sure, sure_text, lines: found, advice: advice(plan, category) });
    }
    const marks = (number) => causes.filter((cause) => cause.lines.includes(number)).map((cause) => cause.mark).join("");
    const dull = (line) => /^(Running|Preparing|Waiting|Using|Getting|Fetching)/.test(line);
    const rows = [];
    for (const [at, line] of lines.entries()) {
      const mark = marks(at + 1);
      const far = lines.length > 400 && !mark && at > 3 && at < lines.length - 4;
      if (far && rows.at(-1).kind === "gap") rows.at(-1).gap += 1;
      else if (far) rows.push({ line: at + 1, text: "", kind: "gap", gap: 1 });
      else rows.push({ line: at + 1, text: line.slice(0, 2000), kind: mark ? "marked" : dull(line) ? "routine" : "plain", mark });
    }
    return {
      kind: "diagnose",
      what: `job log, ${lines.length} lines`,
      lines: lines.length,
      marked: rows.filter(({ kind }) => kind === "marked").length,
      routine: lines.filter(dull).length,
      rows,
      causes,
      notes: causes.length > 1 ? ["They are independent: B appeared only after a retry got past A."] : causes.length ? [] : ["The job's own script failed: exit code 1."],
      ask_for: causes.length ? [] : [step("The events of the namespace:", "kubectl -n ci-jobs get events --sort-by=.lastTimestamp")],
    };
  };
  const cause = ({ plan, category }) => (TITLES[category] ? { kind: "cause", mark: "", category, sure: "possible", sure_text: "", lines: [], advice: advice(plan, category) } : { kind: "failed", message: `no such cause: ${category}` });
  const symptoms = () => ({
    kind: "symptoms",
    symptoms: [
      { id: "pending", title: "Jobs stay pending", about: "GitLab shows the job as pending, or its pod does not start.", node: "pod" },
      { id: "slow", title: "Jobs start slowly", about: "Minutes pass before the first command.", node: "pod" },
    ],
    nodes: [
      { id: "pod", question: "Is there a pod for the job?", steps: [step("Look for it:", "kubectl -n ci-jobs get pods")], answers: [{ label: "Yes, it is Pending", node: "events", category: "" }, { label: "No pod at all", node: "", category: "dns_unknown_host" }] },
      { id: "events", question: "What do its events say?", steps: [step("Read them:", "kubectl -n ci-jobs describe pod NAME", "a line with `FailedScheduling`")], answers: [{ label: "FailedScheduling", node: "", category: "pod_unschedulable" }, { label: "ErrImagePull", node: "", category: "image_pull_auth" }] },
    ],
    causes: Object.entries(TITLES),
  });
  const start = ({ plan, text }) => {
    const measured = text !== "";
    const warm = plan.draft["job.cpu_request"] === "1";
    const lengths = [["queue", "Waits for a manager", 1500, "check_interval 3 s / 2"], ["pending", "Waits for a node", 4000, "3 nodes with room"], ["pull", "Pulls images", measured ? 31000 : 24000, "1.2 GB ÷ 50 MB/s = 24 s"], ["clone", "Clones", 8000, "160 MB ÷ 20 MB/s = 8 s"], ["cleanup", "Cleans up", 1000, "one call"]];
    let at = 0;
    const phases = lengths.map(([id, label, length_ms, sum]) => {
      const phase = { id, label, start_ms: at, length_ms, length_text: `${length_ms / 1000} s`, sum };
      at += length_ms;
      return phase;
    });
    return {
      kind: "start",
      from: measured ? "2 pods of the paste" : "the plan's estimates",
      measured,
      phases,
      total_ms: at,
      total_text: `${at / 1000} s`,
      savings: [
        { id: "pull", label: "Keep images on the nodes", detail: "With `if-not-present` a node pulls an image once.", saved_ms: 20000, saved_text: "20 s", sum: "24 s − 4 s", edits: [{ field: "job.cpu_request", value: "1" }], chosen: warm, source: "gitlab-org/gitlab-runner@0123abc:common/config.go" },
        { id: "depth", label: "Clone less", detail: "`GIT_DEPTH: 20` in place of all history.", saved_ms: 6000, saved_text: "6 s", sum: "8 s − 2 s", edits: [], chosen: false, source: "" },
        { id: "helper", label: "Take the helper from your registry", detail: "It is near.", saved_ms: 1000, saved_text: "1 s", sum: "2 s − 1 s", edits: [], chosen: true, source: "" },
      ],
      saved_ms: 26000,
      saved_text: "26 s",
      snippet: "variables:\n  GIT_DEPTH: 20\n",
      tokens: [],
      notes: ["The first job on a node takes longer than the next ones."],
    };
  };
  const kit = ({ plan }) => ({
    kind: "kit",
    files: [
      { path: "monitoring/rules.yaml", about: "Alerts", group: "run", text: "groups:\n  - name: runner\n", tokens: [], origins: [], changed: [], gone: [] },
      { path: "runbooks/upgrade.md", about: "Upgrade", group: "run", text: "# Upgrade\n\nDrain first.\n", tokens: [], origins: [], changed: [], gone: [] },
    ],
    alerts: [
      { name: "GitLabRunnerSlotsNearlyFull", severity: "warning", about: "Jobs will soon wait for a slot.", expr: "sum(gitlab_runner_jobs) / sum(gitlab_runner_concurrent) > 0.9", wait: "10m", threshold: `90 % of ${plan.draft["managers.concurrent"] ?? "10"} slots`, cause: "pod_unschedulable" },
      { name: "GitLabRunnerDown", severity: "critical", about: "No manager answers.", expr: 'absent(up{job="runner"})', wait: "5m", threshold: "", cause: "" },
      { name: "GitLabRunnerOld", severity: "info", about: "The runner is two releases behind.", expr: "gitlab_runner_version_info", wait: "", threshold: "2 releases", cause: "" },
    ],
    metrics: [
      { name: "gitlab_runner_jobs", exists: true, note: "Jobs that run now.", since: "" },
      { name: "gitlab_runner_job_queue_duration_seconds", exists: true, note: "Time from creation to start.", since: "16.3" },
      { name: "gitlab_runner_jobs_running_total", exists: false, note: "Take `gitlab_runner_jobs`.", since: "" },
    ],
    commands: [step("Follow the managers' log:", "kubectl -n gitlab-runner logs -l app=platform-ci -f")],
    runbooks: [
      {
        id: "upgrade",
        path: "runbooks/upgrade.md",
        title: "Upgrade the runner",
        lead: "From one chart to the next without losing a job.",
        impact: [["Running jobs", "go on until they end"], ["Takes", "as long as the longest job, at most `1h`"]],
        steps: [
          { title: "Drain", before: [step("Nobody else deploys.")], work: [step("Stop taking jobs:", "kubectl -n gitlab-runner scale deploy/platform-ci --replicas=0")], after: [step("No job runs:", "kubectl -n ci-jobs get pods", "No resources found")], undo: [step("Take jobs again:", "kubectl -n gitlab-runner scale deploy/platform-ci --replicas=3")] },
          { title: "Upgrade", before: [], work: [step("Install the chart:", "helm upgrade platform-ci gitlab/gitlab-runner -f values.yaml")], after: [], undo: [] },
        ],
      },
      { id: "token", path: "runbooks/token.md", title: "Change the token", lead: "A new token without a pause.", impact: [], steps: [{ title: "Make it", before: [], work: [step("In GitLab, make a new runner.")], after: [], undo: [] }] },
    ],
  });
  return { diagnose, cause, symptoms, start, kit };
};
