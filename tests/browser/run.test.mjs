import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { closePage, nothingWrong, openPage, settled, until } from "./harness.mjs";
import { action, codeText } from "./ui.mjs";
import { readZip } from "./zip.mjs";

// A runner at work, with the real engine.

const LOG = [
  "Running with gitlab-runner 19.3.0 (9cbf0074)",
  "Using Kubernetes namespace: ci-jobs",
  "Waiting for pod ci-jobs/runner-abc-project-7-concurrent-0-x1y2z3w4 to be running, status is Pending",
  "WARNING: Event retrieved from the cluster: 0/3 nodes are available: 3 Insufficient cpu.",
  "ERROR: Job failed (system failure): prepare environment: waiting for pod running: timed out waiting for pod to start",
  "",
].join("\n");

function real(name, options, body) {
  test(name, { timeout: 60_000 }, async () => {
    const page = await openPage(options);
    try {
      await page.locator("#desk h1").waitFor();
      await body(page);
      nothingWrong(page);
    } finally {
      await closePage(page);
    }
  });
}

real("a log leads to its cause, and the fix to the line of the file", { route: "#/trouble" }, async (page) => {
  await page.locator("#log-text").fill(LOG);
  const cause = page.locator(".cause").first();
  await cause.waitFor();
  assert.equal(await page.locator(".cause").count(), 1);
  assert.match(await cause.innerText(), /sched_insufficient_resources/);
  assert.match(await cause.innerText(), /runner-abc-project-7-concurrent-0-x1y2z3w4/, "the pod of the log is in the commands");
  await settled(page, () => cause.getByRole("button", { name: /^Apply/ }).first().click());
  await until(() => codeText(page), (text) => /poll_timeout = 600/.test(text), "the line of the fix");
});

real("a link leads to a cause, in the language of the page", { route: "#/trouble?cause=dns_timeout", lang: "zh" }, async (page) => {
  const cause = page.locator(".cause").first();
  await cause.waitFor();
  assert.match(await cause.innerText(), /dns_timeout/);
  assert.match(await cause.innerText(), /\p{Script=Han}/u);
});

real("the kit is shown, and is in the download", { route: "#/monitoring" }, async (page) => {
  await page.locator(".alert").first().waitFor();
  assert.match(await page.locator(".alerts").innerText(), /GitLabRunnerDown/);
  await page.evaluate(() => (location.hash = "#/operations"));
  await page.getByText("runbooks/upgrade.md").first().waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(action("download-all")).click()]);
  const names = [...readZip(readFileSync(await download.path())).keys()];
  for (const name of ["monitoring/prometheus-rule.yaml", "rules/gitlab-runner_test.yaml", "monitoring/dashboard.json", "runbooks/oncall.md", "runbooks/backup.sh"]) {
    assert.ok(names.some((path) => path.endsWith(`/${name}`)), `${name}: ${names}`);
  }
});

real("the start of a job is measured from its pod", { route: "#/starts" }, async (page) => {
  const pod = {
    kind: "Pod",
    metadata: { name: "runner-abc-project-7-concurrent-0-x1y2z3w4", creationTimestamp: "2026-05-04T10:00:00Z", labels: { "job.runner.gitlab.com/pod": "runner-abc" } },
    status: {
      phase: "Running",
      conditions: [{ type: "PodScheduled", status: "True", lastTransitionTime: "2026-05-04T10:00:07Z" }],
      initContainerStatuses: [{ name: "init-permissions", state: { terminated: { startedAt: "2026-05-04T10:00:20Z", finishedAt: "2026-05-04T10:00:21Z" } } }],
      containerStatuses: [{ name: "build", state: { running: { startedAt: "2026-05-04T10:00:40Z" } } }],
    },
  };
  await page.getByText("Use real times").click();
  await page.locator("#times-text").fill(JSON.stringify(pod, null, 1));
  await until(() => page.locator(".from").innerText(), (text) => /measured/.test(text), "it is measured");
  await until(() => page.locator(".phases tr.phase").allInnerTexts(), (rows) => rows.some((row) => /7 s/.test(row)), "the wait for a node");
});
