import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PHONE, closePage, nothingWrong, openPage, settled, until } from "./harness.mjs";
import { DIALOG, axe, codeText, fileNames, fileText, leaveField } from "./ui.mjs";

// Opened files with the real engine.

const VALUES = [
  "# Runners of the build team.",
  "gitlabUrl: https://git.example.org/   # ours",
  "concurrent: 12",
  "checkInterval: 3",
  "",
  "runners:",
  "  secret: team-token",
  "  config: |",
  "    [[runners]]",
  "      [runners.kubernetes]",
  "        namespace = \"builds\"",
  "        cpu_limits = \"2\"   # a slip",
  "mine:",
  "  kept: [1, 2]",
  "",
].join("\r\n");

const CONFIG = "concurrent = 4\n\n[[runners]]\n  name = \"one\"\n  url = \"https://git.example.org/\"\n  executor = \"kubernetes\"\n  [runners.kubernetes]\n    namespace = \"builds\"\n";

function real(name, options, body) {
  test(name, { timeout: 60_000 }, async () => {
    const page = await openPage({ route: "#/open", ...options });
    try {
      await page.locator("#desk h1").waitFor();
      await body(page);
      nothingWrong(page);
    } finally {
      await closePage(page);
    }
  });
}

async function choose(page, name, text) {
  await page.locator("#open-files").setInputFiles([{ name, mimeType: "text/plain", buffer: Buffer.from(text) }]);
  await until(() => fileNames(page), (names) => names.some((shown) => shown.includes(name)), `${name} is open`);
  await page.waitForFunction((name) => document.querySelector("#file-panel").getAttribute("aria-label") === name, name);
}

async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download this file" }).click()]);
  return readFileSync(await download.path(), "utf8");
}

const to = (page, hash) => page.evaluate((hash) => (location.hash = hash), hash);
const search = async (page, text) => {
  await page.locator("#settings-search").fill(text);
  await until(() => page.locator(".setting .path").first().innerText(), (path) => path.includes(text), "the row");
};

real("a change of the form rewrites one line of an opened file; the download has the bytes, undo brings them back", {}, async (page) => {
  await choose(page, "team.yaml", VALUES);
  assert.equal(await downloaded(page), VALUES);
  await to(page, "#/managers");
  await settled(page, () => page.locator("#f-managers-concurrent").fill("25"));
  assert.equal(await downloaded(page), VALUES.replace("concurrent: 12", "concurrent: 25"));
  await leaveField(page);
  await settled(page, () => page.keyboard.press("Control+z"));
  assert.equal(await downloaded(page), VALUES);
});

real("pasted TOML is opened and edited as TOML", {}, async (page) => {
  await page.getByText("Paste a file").click();
  await page.locator("#open-name").fill("config.toml");
  await page.locator("#open-text").fill(CONFIG);
  await page.getByRole("button", { name: "Read" }).click();
  await page.locator(".openfile h3").filter({ hasText: "config.toml" }).waitFor();
  await to(page, "#/managers");
  await until(() => page.locator("#f-managers-concurrent").inputValue(), (value) => value === "4", "the form shows it");
  await settled(page, () => page.locator("#f-managers-concurrent").fill("6"));
  assert.equal(await fileText(page, "config.toml"), CONFIG.replace("= 4", "= 6").trimEnd());
});

real("a finding of an opened file stands at its line and leads there", {}, async (page) => {
  await choose(page, "team.yaml", VALUES);
  const found = page.locator(".openfile .finding").filter({ hasText: "cpu_limits" });
  await found.first().getByRole("button", { name: /^Line 12/ }).click();
  await until(() => page.locator('.code li[data-n="12"] .sq').count(), (count) => count === 1, "the line is marked");
  await settled(page, () => found.first().locator(".btn.primary").click());
  await until(() => found.count(), (count) => count === 0, "mended");
  assert.match(await downloaded(page), /^        cpu_limit = "2"/m);
});

real("a broken file says where, with the line", {}, async (page) => {
  await choose(page, "team.yaml", "concurrent: 5\nrunners:\n  config: |\n    [[runners]]\n      name = one\n");
  const line = page.locator(".openfile .finding.err .srcline");
  await line.waitFor();
  assert.equal(await line.innerText(), "name = one");
});

real("a setting without a field is searched, set, shown in the file and found from its line", { route: "#/settings" }, async (page) => {
  await search(page, "runtime_class_name");
  await settled(page, () => page.locator("#f-config-runners-kubernetes-runtime_class_name").fill("gvisor"));
  const row = page.locator("#s-config-runners-kubernetes-runtime_class_name");
  const place = await until(() => row.locator(".lines").innerText(), (text) => /:\d+$/.test(text), "its line");
  await row.locator(".lines").click();
  const line = page.locator(`.code li[data-n="${place.split(":")[1]}"]`);
  await until(() => line.innerText(), (text) => text.includes('runtime_class_name = "gvisor"'), "the line");
  await to(page, "#/dns");
  await line.click();
  await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "f-config-runners-kubernetes-runtime_class_name", "back at the row");
  assert.equal(await page.locator("#settings-search").inputValue(), "runners.kubernetes.runtime_class_name");
  await to(page, "#/settings");
  await page.locator("#settings-search").fill("token");
  await page.getByText("Kept in the file, never in the plan.").first().waitFor();
});

real("settings are searched by the help of either language", { route: "#/settings", lang: "zh" }, async (page) => {
  await page.locator("#settings-search").fill("命名空间");
  await until(() => page.locator(".setting").count(), (count) => count > 0 && count < 60, "some rows");
});

real("free values and tables are written to the file", { route: "#/settings" }, async (page) => {
  await search(page, "podDisruptionBudget");
  await settled(page, () => page.locator("#f-values-podDisruptionBudget").fill('{"minAvailable": 1}'));
  await until(() => fileText(page, "values.yaml"), (text) => /podDisruptionBudget:\s+minAvailable: 1/.test(text), "in the values");
  await search(page, "runners.kubernetes.volumes.csi");
  const box = page.locator(".tables").first();
  await settled(page, () => box.getByRole("button", { name: "Add", exact: true }).last().click());
  await box.getByLabel("name", { exact: true }).first().pressSequentially("store");
  await box.getByLabel("driver", { exact: true }).first().pressSequentially("d.example");
  await settled(page, () => box.getByLabel("read_only", { exact: true }).first().selectOption("true"));
  const text = await until(() => fileText(page, "config.toml"), (text) => text.includes("volumes.csi"), "in the template");
  for (const part of ['name = "store"', 'driver = "d.example"', "read_only = true"]) assert.ok(text.includes(part), part);
});

real("the way from one chart to another is worked out", { route: "#/upgrade" }, async (page) => {
  await to(page, "#/target");
  await settled(page, () => page.locator("#f-target-chart").selectOption("0.86.0"));
  await to(page, "#/upgrade");
  await page.locator("#upgrade-to").selectOption("0.92.0");
  await until(() => page.locator("#desk").innerText(), (text) => /From 0\.86\.0.* to 0\.92\.0/.test(text), "both");
  assert.match(await page.locator("#desk .code").innerText(), /helm/);
});

real("the short file leaves out what repeats a default; the views compare", {}, async (page) => {
  await choose(page, "team.yaml", VALUES);
  await page.locator(".filebar .seg").getByText("Defaults", { exact: true }).click();
  await until(() => codeText(page), (text) => /concurrent: 12/.test(text), "what differs from the defaults");
  await page.locator(".filebar .seg").getByText("Text", { exact: true }).click();
  await page.getByRole("button", { name: "Minimal file" }).click();
  await until(() => page.locator(DIALOG).locator(".kept").allTextContents(), (lists) => lists.join().includes("checkInterval: 3"), "what is left out");
});

for (const [lang, theme, viewport] of [["en", "light"], ["zh", "dark"], ["en", "dark", PHONE]]) {
  real(`axe finds nothing on the desk with a real file: ${lang}, ${theme}${viewport ? ", phone" : ""}`, { lang, theme, ...(viewport && { viewport }) }, async (page) => {
    await choose(page, "team.yaml", VALUES);
    await page.locator(".openfile .finding").first().waitFor();
    const found = { open: await axe(page) };
    await to(page, "#/settings");
    await page.locator(".setting").nth(59).waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    found.settings = await axe(page);
    await to(page, "#/upgrade");
    await page.locator("#desk .snippet").waitFor();
    found.upgrade = await axe(page);
    assert.deepEqual(found, { open: [], settings: [], upgrade: [] });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
  });
}
