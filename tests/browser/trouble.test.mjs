import assert from "node:assert/strict";
import { test } from "node:test";
import { WORKER } from "./desk.mjs";
import { DIST, PHONE, closePage, nothingWrong, openPage, settled, until } from "./harness.mjs";
import { serve } from "./server.mjs";
import { DIALOG, PALETTE_INPUT, action, axe, leaveField } from "./ui.mjs";

const LOG = `Preparing environment
Waiting for pod ci-jobs/runner-1 to be running, status is Pending
WARNING: Event retrieved from the cluster: 0/6 nodes are available: 3 Insufficient cpu.
ERROR: Job failed (system failure): timed out waiting for pod to start
Fetching changes
fatal: unable to access 'https://git.example.com/a.git/': Could not resolve host: git.example.com
`;

/** A page whose engine answers as `trouble.mjs` says. */
function run(name, options, body) {
  test(name, { timeout: 60_000 }, async () => {
    const server = await serve(DIST, { "worker.js": () => WORKER });
    const page = await openPage({ on: server, route: "#/trouble", ...options });
    try {
      if (!options.bare) await page.locator("#desk h1").waitFor();
      await body(page, server);
      nothingWrong(page);
    } finally {
      await closePage(page);
      await server.close();
    }
  });
}

const plan = (page, id) => page.evaluate((id) => JSON.parse(localStorage["runwright.plan.v1"] ?? "{}")[id], id);
const focused = (page, id) => until(() => page.evaluate(() => document.activeElement.id), (now) => now === id, `the focus is on ${id}`);
const titles = async (page) => (await page.locator(".cause h3").allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
const said = (page, words) => until(() => page.locator("#desk [role=status]").allInnerTexts(), (all) => all.includes(words), `it is said: ${words}`);

/** Pastes as the browser does: the text area hears of it before the text is in. */
const paste = (page, selector, text) =>
  page.locator(selector).evaluate((area, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", text);
    area.focus();
    if (area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }))) {
      area.setRangeText(text);
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
  }, text);
const pasted = async (page, text = LOG) => {
  await paste(page, "#log-text", text);
  await page.locator(".log li").first().waitFor();
};

run("a pasted log is marked, and its causes are ranked", {}, async (page) => {
  await pasted(page);
  await said(page, "2 causes found");
  assert.deepEqual(await titles(page), ["Cause A: No node has room for the job pod", "Cause B: git.example.com is not known to the first DNS server"]);
  const rows = page.locator(".log li");
  assert.deepEqual(await rows.evaluateAll((rows) => rows.map((row) => [row.className, row.dataset.cause ?? ""].join(":"))), ["noise:", "noise:", "m:A", "m:A", "noise:", "m two:B"]);
  assert.match(await rows.nth(2).textContent(), /^Cause A .*Insufficient cpu/s, "a letter beside the colour");
  assert.match(await page.locator(".paste .cap").innerText(), /job log, 6 lines, lines marked: 3, dimmed as routine: 3/i);
  assert.match(await page.locator(".found").innerText(), /They are independent/);
  await focused(page, "log");
});

run("lines lead to causes and causes to lines", {}, async (page) => {
  await pasted(page);
  await page.locator(".log li").nth(5).click();
  await focused(page, "cause-B");
  // Marking text is no click.
  await page.locator("#log").focus();
  await page.evaluate(() => getSelection().selectAllChildren(document.querySelector(".log li")));
  await page.locator(".log li").nth(5).dispatchEvent("click");
  await focused(page, "log");
  await page.evaluate(() => getSelection().removeAllRanges());
  await page.locator(".cause").first().getByRole("button", { name: "Line 4", exact: true }).click();
  await focused(page, "log");
  assert.equal(await page.locator(".log li.cur").getAttribute("data-n"), "4");
  // The same by keys: from the first row down to the first mark, and in.
  await leaveField(page);
  await page.locator("#log").focus();
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".log li.cur").getAttribute("data-n"), "3");
  await page.keyboard.press("Enter");
  await focused(page, "cause-A");
});

run("a fix shows its lines, and applying it is one step that can be taken back", {}, async (page) => {
  await pasted(page);
  const card = page.locator(".cause").first();
  await until(() => card.locator(".hunks").innerText(), (text) => /concurrent: 10[^]*concurrent: 4/.test(text), "the changed lines");
  await card.getByRole("button", { name: /^Preview: Ask/ }).click();
  await until(() => page.locator(DIALOG).innerText(), (text) => text.includes("concurrent: 4"), "the preview");
  await page.keyboard.press("Escape");
  await settled(page, () => card.getByRole("button", { name: /^Apply: Ask/ }).click());
  assert.deepEqual([await plan(page, "managers.concurrent"), await plan(page, "job.cpu_request")], ["4", "1"]);
  await until(() => card.innerText(), (text) => /asks for 1 cores/.test(text) && /in the plan already/.test(text), "the advice follows the plan");
  await focused(page, "cause-A");
  await page.keyboard.press("Control+z");
  await until(() => plan(page, "managers.concurrent"), (now) => now === undefined, "undone");
  assert.equal(await plan(page, "job.cpu_request"), undefined);
  await until(() => card.innerText(), (text) => /asks for 2 cores/.test(text), "and the advice too");
});

run("advice that does not help, commands to copy, and the page of the form", { init: () => Object.defineProperty(navigator, "clipboard", { value: { writeText: (text) => ((window.copied = text), Promise.resolve()) } }) }, async (page) => {
  await pasted(page);
  const card = page.locator(".cause").first();
  assert.match(await card.locator(".finding.warn").innerText(), /Raise poll_timeout[^]*only fail later/);
  await card.getByRole("button", { name: "Copy" }).nth(1).click();
  assert.equal(await page.evaluate(() => window.copied), "kubectl describe nodes -l workload=ci \\\n  | grep -A 8 'Allocated resources'");
  await card.getByText("What else would look the same").click();
  await card.getByRole("link", { name: "The registry refuses the pull" }).click();
  await until(() => titles(page), (all) => all.join() === "The registry refuses the pull", "the other cause");
  await page.goBack();
  await until(() => titles(page), (all) => all.length === 2, "and back at the log");
  await page.locator(".cause").nth(1).getByRole("link", { name: "Open DNS" }).click();
  await page.locator("h1").filter({ hasText: "DNS" }).waitFor();
});

run("typing is answered while it goes on, and clearing forgets the text", {}, async (page) => {
  await page.locator("#log-text").pressSequentially("x Insufficient cpu");
  await until(() => titles(page), (all) => all.length === 1, "a cause");
  assert.equal(await page.locator("#log-text").inputValue(), "x Insufficient cpu", "the text area stays");
  await page.getByRole("button", { name: "Show marked lines" }).click();
  await until(() => page.locator(".log li").count(), (count) => count === 1, "the row");
  await page.getByRole("button", { name: "Replace" }).click();
  await focused(page, "log-text");
  await pasted(page, LOG);
  await until(() => titles(page), (all) => all.length === 2, "the causes of the other text");
  await page.getByRole("button", { name: "Clear" }).click();
  await focused(page, "log-text");
  assert.equal(await page.locator("#log-text").inputValue(), "");
  await until(() => page.locator(".cause:visible").count(), (count) => count === 0, "no cause is left");
});

run("what is not enough says what to fetch", {}, async (page) => {
  await pasted(page, "hello\nexit code 1\n");
  await said(page, "No known cause found");
  assert.match(await page.locator(".fetch").innerText(), /Not enough to tell[^]*get events/);
  assert.match(await page.locator(".found").innerText(), /own script failed/);
});

run("a text that comes before the last one is read takes its place", {}, async (page) => {
  await pasted(page);
  await page.getByRole("button", { name: "Clear" }).click();
  await focused(page, "log-text");
  // Cleared while it is read, then another.
  await paste(page, "#log-text", `${LOG}more\n`);
  await page.getByRole("button", { name: "Clear" }).click();
  await focused(page, "log-text");
  await pasted(page, "x Could not resolve host\ny\n");
  await until(() => titles(page), (all) => all.length === 1, "the cause of the last one");
});

run("a text of megabytes stays out of the text area", {}, async (page) => {
  const line = "a line of a long log that says nothing of any cause whatsoever, and goes on\n";
  await pasted(page, line.repeat(70_000) + LOG);
  await until(() => titles(page), (all) => all.length === 2, "the causes");
  const gap = page.locator(".log li.fold").first();
  assert.match(await gap.innerText(), /^[0-9]+ lines left out$/);
  assert.ok((await page.locator(".log li").count()) < 420);
  await page.getByRole("button", { name: "Replace" }).click();
  await focused(page, "log-text");
  assert.equal(await page.locator("#log-text").inputValue(), "");
});

run("files are chosen or dropped, and are not opened as files of the plan", {}, async (page) => {
  await page.locator("#log-text-files").setInputFiles([{ name: "job.log", mimeType: "text/plain", buffer: Buffer.from(LOG) }]);
  await until(() => titles(page), (all) => all.length === 2, "the causes");
  await page.getByRole("button", { name: "Clear" }).click();
  await page.locator(".paste").evaluate((place, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "job.log"));
    for (const kind of ["dragenter", "dragover", "drop"]) place.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }, "x Could not resolve host\n");
  await until(() => titles(page), (all) => all.length === 1, "the cause of the dropped file");
  assert.equal(new URL(page.url()).hash, "#/trouble");
});

run("the text is in no storage and no link, and goes with a reload", {}, async (page, server) => {
  await pasted(page, `${LOG}glrt-very-secret Insufficient cpu\n`);
  await until(() => titles(page), (all) => all.length === 2, "the causes");
  await settled(page, () => page.locator(".cause").first().getByRole("button", { name: /^Apply: Run fewer/ }).click());
  const kept = await page.evaluate(async () => {
    const names = await indexedDB.databases();
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state, location.href, document.cookie, names]);
  });
  assert.ok(!kept.includes("very-secret"));
  assert.ok(!server.requests.some((path) => path.includes("very-secret")));
  await page.evaluate(() => (location.hash = "#/dns"));
  await page.evaluate(() => (location.hash = "#/trouble"));
  await until(() => page.locator(".log li").count(), (count) => count === 7, "another page is no end");
  await page.reload();
  await page.locator("#log-text").waitFor();
  assert.equal(await page.locator("#log-text").inputValue(), "");
});

run("the examples are texts that the page can show", {}, async (page) => {
  const names = await page.locator(".tries button").allInnerTexts();
  assert.equal(names.length, 3);
  for (const name of names) {
    await page.getByRole("button", { name }).click();
    await page.locator(".log li").first().waitFor();
    await page.getByRole("button", { name: "Clear" }).click();
    await page.locator(".tries").waitFor();
  }
});

run("a symptom leads to its cause by keys alone", {}, async (page) => {
  await page.locator(".troublebar input:checked").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".symptoms a").first().waitFor();
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.innerText), /Jobs stay pending/);
  await page.keyboard.press("Enter");
  const question = (text) => until(() => page.locator("#question").allInnerTexts(), (now) => now.join() === text, text);
  await question("Is there a pod for the job?");
  assert.match(await page.locator(".question").innerText(), /kubectl -n ci-jobs get pods/);
  await page.locator(".answers button").first().focus();
  await page.keyboard.press("Enter");
  await question("What do its events say?");
  await focused(page, "question");
  for (let i = 0; i < 3; i += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await until(() => titles(page), (all) => all.join() === "The registry refuses the pull", "the cause");
  await focused(page, "cause-one");
  assert.match(await page.locator(".trail").innerText(), /Yes, it is Pending[^]*ErrImagePull/);
  // Back to an answer, and the other way from there.
  await page.getByRole("button", { name: "Change: What do its events say?" }).press("Enter");
  await question("What do its events say?");
  await focused(page, "question");
  await page.getByRole("button", { name: "FailedScheduling" }).press("Enter");
  await until(() => titles(page), (all) => all.join() === "No node has room for the job pod", "the other cause");
  await page.goBack();
  await page.locator(".symptoms a").first().waitFor();
});

run("causes are searched by their names", {}, async (page) => {
  await page.getByText("By symptom").click();
  const names = () => page.locator(".names a").allInnerTexts();
  await until(names, (all) => all.length === 3, "all");
  await page.locator("#cause-search").fill("image pull");
  await until(names, (all) => all.join() === "The registry refuses the pull", "by its category");
  await page.locator("#cause-search").fill("nothing like it");
  await page.getByText("No cause matches.").waitFor();
  await page.locator("#cause-search").fill("");
  await page.locator(".names a").first().click();
  await until(() => titles(page), (all) => all.length === 1, "its card");
});

run("a link leads to a cause; one of no such name says so", { route: "#/trouble?cause=pod_unschedulable" }, async (page) => {
  await until(() => titles(page), (all) => all.join() === "No node has room for the job pod", "the cause");
  await page.evaluate(() => (location.hash = "#/trouble?cause=nonsense"));
  await page.getByText("There is no cause of this name.").waitFor();
  await page.evaluate(() => (location.hash = "#/trouble?symptom=slow"));
  await until(() => page.locator("#question").count(), (count) => count === 1, "the question");
  await page.getByText("By log").click();
  await page.locator("#log-text").waitFor();
  assert.equal(new URL(page.url()).hash, "#/trouble");
});

run("the palette leads to the pages", { route: "#/starts" }, async (page) => {
  for (const name of ["Troubleshoot", "Monitoring", "Operations", "Faster starts"]) {
    await page.keyboard.press("Control+k");
    await page.locator(PALETTE_INPUT).fill(name);
    await page.keyboard.press("Enter");
    await page.locator("#desk h1").filter({ hasText: name }).waitFor();
  }
});

run("the download is made by the full engine, which knows the kit", { route: "#/managers", bare: true }, async (page, server) => {
  const full = () => server.requests.some((path) => /engine-full/.test(path));
  assert.ok(!full(), "not before");
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(action("download-all")).click()]);
  assert.match(download.suggestedFilename(), /\.zip$/);
  assert.ok(full());
});

run("starts: a timeline that is a table, savings that change the plan, and real times", { route: "#/starts" }, async (page) => {
  const rows = page.locator(".phases tr.phase");
  await until(() => rows.allInnerTexts(), (all) => all.length === 6 && /Pulls images[^]*24 s/.test(all[2]), "the phases");
  assert.match((await page.locator(".phases .sum").allInnerTexts()).join("\n"), /1\.2 GB/, "how a length comes about");
  assert.match(await rows.nth(2).innerText(), /longest/);
  const bars = await page.locator(".phases .on").evaluateAll((bars) => bars.map((bar) => [Number(bar.getAttribute("x")), Number(bar.getAttribute("width"))]));
  for (const [at, [x]] of bars.entries()) assert.ok(!at || Math.abs(x - (bars[at - 1][0] + bars[at - 1][1])) <= 2, `bar ${at} begins where the last one ends`);
  const first = page.locator(".saving").first();
  assert.match(await page.locator(".saving").nth(1).innerText(), /outside of the plan/);
  assert.match(await page.locator(".saving").nth(2).innerText(), /in use/);
  await settled(page, () => first.getByRole("button", { name: /^Apply/ }).click());
  assert.equal(await plan(page, "job.cpu_request"), "1");
  await until(() => first.innerText(), (text) => /in use/.test(text), "it is in the plan");
  assert.match(await page.locator(".snippet .code").innerText(), /GIT_DEPTH/);
  await page.getByText("Use real times").click();
  await paste(page, "#times-text", '{ "kind": "PodList",\n "items": [] }');
  await until(() => page.locator(".from").innerText(), (text) => /measured[^]*2 pods of the paste/.test(text), "what was measured");
  await until(() => rows.nth(2).innerText(), (text) => /31 s/.test(text), "its times");
  await page.locator(".times").getByRole("button", { name: "Clear" }).click();
  await until(() => page.locator(".from").innerText(), (text) => /estimated/.test(text), "the plan's again");
});

run("monitoring: settings, alerts with their thresholds, names of metrics, files", { route: "#/monitoring" }, async (page) => {
  const alerts = page.locator(".alert");
  await until(() => alerts.first().innerText(), (text) => /warning[^]*after 10m[^]*90 % of 10 slots/.test(text), "an alert");
  await alerts.first().getByText("Expression").click();
  assert.match(await alerts.first().locator(".cmd").innerText(), /sum\(gitlab_runner_jobs\)/);
  assert.deepEqual(await page.locator(".metrics tbody tr").allInnerTexts().then((all) => all.map((text) => /does not exist/.test(text))), [false, false, true]);
  await page.locator("#f-managers-metrics").click();
  await until(() => plan(page, "managers.metrics"), (now) => now === "false", "a setting of the plan");
  assert.ok(await page.locator("#f-gitlab-log_format-l").count());
  await page.locator(".kitfile summary").first().click();
  await until(() => page.locator(".kitfile .code").innerText(), (text) => /name: runner/.test(text), "the file");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download rules.yaml" }).click()]);
  assert.equal(download.suggestedFilename(), "rules.yaml");
  assert.equal(await page.locator(".kitfile").count(), 1, "runbooks have a page of their own");
  await alerts.first().getByRole("link", { name: /^To the cause/ }).click();
  await until(() => titles(page), (all) => all.join() === "No node has room for the job pod", "the cause of the alert");
});

run("operations: a runbook is walked through and printed alone", { route: "#/operations", init: () => (window.print = () => (window.printed = true)) }, async (page) => {
  await page.locator(".symptoms a").first().click();
  const book = page.locator(".runbook");
  await until(() => book.locator("h2").allInnerTexts(), (all) => all.join() === "Upgrade the runner", "the runbook");
  const text = await book.innerText();
  for (const part of [/Running jobs\s+go on until they end/, /Before/, /Do/, /After/, /Undo/, /No resources found/]) assert.match(text, part);
  await said(page, "0 of 4 done");
  await book.getByLabel("Nobody else deploys.").check();
  await said(page, "1 of 4 done");
  await page.goBack();
  await page.locator(".symptoms a").first().click();
  await said(page, "1 of 4 done");
  assert.ok(await book.getByLabel("Nobody else deploys.").isChecked());
  assert.ok(!(await page.evaluate(() => JSON.stringify({ ...localStorage }))).includes("upgrade/"));
  await page.getByRole("button", { name: "Print" }).click();
  assert.ok(await page.evaluate(() => window.printed));
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  for (const gone of [".topbar", ".nav", ".files", ".pagehead", ".runbar", ".kitfiles", ".cmd .btn"]) assert.equal(await page.locator(`${gone}:visible`).count(), 0, gone);
  assert.ok(await book.isVisible());
  const light = await book.locator("h2").evaluate((title) => getComputedStyle(title).color);
  assert.equal(light, "rgb(21, 25, 31)", "dark ink, whatever the theme");
  await page.emulateMedia({ media: "screen", colorScheme: "light" });
  await page.getByRole("button", { name: "Clear ticks" }).click();
  await said(page, "0 of 4 done");
  await page.evaluate(() => (location.hash = "#/operations?runbook=none"));
  await page.getByText("There is no runbook of this name.").waitFor();
});

for (const view of [{}, { theme: "dark", lang: "zh" }, { viewport: PHONE }]) {
  run(`axe finds nothing where a runner is at work: ${JSON.stringify(view)}`, view, async (page) => {
    const found = {};
    const look = async (name) => {
      // What a bar covers counts as too small a target.
      await page.evaluate(() => scrollTo(0, 0));
      const list = await axe(page);
      if (list.length) found[name] = list;
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `nothing scrolls sideways: ${name}`);
    };
    await page.locator(".tries button").first().click();
    await page.locator(".hunks .code").first().waitFor();
    await page.locator(".folds summary").first().click();
    await look("log");
    for (const [hash, there] of [["#/trouble?symptom=pending", "#question"], ["#/trouble?cause=pod_unschedulable", ".hunks .code"], ["#/starts", ".saving"], ["#/monitoring", ".alert"], ["#/operations", ".symptoms"], ["#/operations?runbook=upgrade", ".runbook"]]) {
      await page.evaluate((hash) => (location.hash = hash), hash);
      await page.locator(there).first().waitFor();
      for (const fold of await page.locator("#desk details:not([open]) > summary").all()) if (await fold.isVisible()) await fold.click();
      await look(hash);
    }
    assert.deepEqual(found, {});
  });
}
