import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { PHONE, closePage, nothingWrong, openPage, until } from "./harness.mjs";
import { axe } from "./ui.mjs";

// The answer on the capacity page, with the real engine and its worker.

const PLAN = {
  "managers.replicas": "3",
  "managers.concurrent": "20",
  "capacity.pools": [
    { name: "ci", nodes: "4", cpu: "16", memory: "64Gi", min: "1", max: "4", price: "0.40" },
    { name: "big", nodes: "1", cpu: "32", memory: "128Gi", price: "1.20" },
  ],
  "capacity.profiles": [
    { name: "build", cpu: "4500m", memory: "8Gi", share: "2" },
    { name: "lint", cpu: "500m", memory: "1Gi", share: "3" },
  ],
  "capacity.jobs_per_hour": "200",
};

function real(name, options, body) {
  test(name, { timeout: 60_000 }, async () => {
    const plan = JSON.stringify(JSON.stringify(options.plan ?? PLAN));
    const init = `if (!localStorage["runwright.plan.v1"]) localStorage["runwright.plan.v1"] = ${plan};`;
    const page = await openPage({ route: "#/capacity", init, ...options });
    try {
      await worked(page);
      await body(page);
      nothingWrong(page);
    } finally {
      await closePage(page);
    }
  });
}

/** Until the last stage of the newest question is on the page. */
async function worked(page) {
  await page.locator(".tiles .big").first().waitFor({ timeout: 30_000 });
  const open = () => page.locator(".sizing [aria-busy], .part > .sub:not(.none)").count();
  await until(open, (count) => count === 0, "the answer is worked out", 30_000);
}

const part = (page, name) => page.locator(".part").filter({ has: page.getByRole("heading", { name, exact: true }) });
const tile = (page, name) => page.locator(".tiles > div").filter({ has: page.locator("dt").getByText(name, { exact: true }) });
const number = async (place) => Number.parseFloat((await place.locator(".big").innerText()).replaceAll(",", ""));
const rows = (place) => place.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));

/** The table behind a chart. */
async function table(place) {
  await place.getByRole("button", { name: "Show as table" }).click();
  return rows(place.locator(".chart"));
}

real("the page answers with a sentence, numbers and what to know", {}, async (page) => {
  assert.match(await page.locator(".headline").innerText(), /\d/);
  const [best, expected, least] = await Promise.all(["Best", "Expected", "Guaranteed"].map((name) => number(tile(page, name))));
  assert.ok(least >= 1 && least <= expected && expected <= best + 1, `${least} ≤ ${expected} ≤ ${best}`);
  assert.equal(await number(tile(page, "Slots")), 60);
  assert.match(await tile(page, "Wait, busy hour").innerText(), /\d+ ?(s|min|h)\b/);
  // 60 slots are more than the nodes hold.
  const advice = page.locator(".advice > li");
  assert.match((await advice.allInnerTexts()).join("\n"), /60 slots/);
  await advice.locator(".link").first().click();
  await until(() => page.evaluate(() => document.activeElement.id), (id) => id.startsWith("f-"), "the way leads to a field");
});

real("a change is taken with the keyboard, and the numbers move", {}, async (page) => {
  const helps = part(page, "What helps most");
  const before = await page.locator(".tiles").innerText();
  const apply = helps.getByRole("button", { name: /^Apply:/ }).first();
  await apply.focus();
  await page.keyboard.press("Enter");
  const inside = () => page.evaluate(() => Boolean(document.activeElement.closest(".savings")));
  await until(inside, Boolean, "focus stays at the list");
  await until(() => page.locator(".tiles").innerText(), (now) => now !== before, "the numbers move", 15_000);
  await worked(page);
  assert.ok(await inside(), "focus stays when the list is drawn anew");
  await page.locator("[data-action=undo]").click();
  await until(() => page.locator(".tiles").innerText(), (now) => now === before, "undone", 15_000);
});

real("tables hold the numbers of the pictures", {}, async (page) => {
  const best = await number(tile(page, "Best"));
  const nodes = await table(part(page, "Jobs on the nodes"));
  const jobs = nodes.map(([, count, mix]) => count * [...mix.matchAll(/× (\d+)/g)].reduce((sum, [, n]) => sum + Number(n), 0));
  assert.equal(jobs.reduce((sum, n) => sum + n, 0), best, JSON.stringify(nodes));
  assert.equal(nodes.reduce((sum, [, count]) => sum + Number(count), 0), 5);
  const waits = await table(part(page, "Waiting in the busy hour"));
  assert.ok(waits.some(([slots]) => slots === "60"), "the chosen slots are on the curve");
  assert.equal((await table(part(page, "Nodes over the day"))).length, 24);
  const stairs = part(page, "Jobs per node, by job size");
  const build = await table(stairs);
  assert.ok(build.length > 1);
  await stairs.locator("label", { hasText: "lint" }).click();
  await until(() => rows(stairs.locator(".chart")), (lint) => JSON.stringify(lint) !== JSON.stringify(build), "the other kind");
  const cost = await rows(part(page, "Cost"));
  assert.equal(cost[0][1], "2.8", "4 × 0.40 + 1.20 an hour");
});

real("a picture follows its resource, and the keyboard reaches it", {}, async (page) => {
  const nodes = part(page, "Jobs on the nodes");
  const region = nodes.getByRole("region");
  const picture = () => region.innerHTML();
  const before = await picture();
  assert.match(before, /<svg/);
  await nodes.getByRole("radio", { name: "CPU" }).focus();
  await page.keyboard.press("ArrowRight");
  await until(picture, (now) => now !== before && /<svg/.test(now), "memory");
  await page.keyboard.press("Tab");
  assert.ok(await region.evaluate((at) => at === document.activeElement), "the region is next");
});

real("sums are folded, with their sources", {}, async (page) => {
  const fold = part(page, "The sums").locator("details").first();
  await fold.locator("summary").click();
  await until(() => fold.locator("tbody tr").count(), (count) => count > 0, "sums");
  for (const link of await page.locator(".sums a").all()) assert.match(await link.getAttribute("href"), /^https:\/\//);
});

real("the question and the report are taken along", {}, async (page) => {
  const take = async (name) => {
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
  };
  const [name, question] = await take("Download question");
  assert.equal(name, "runwright-capacity.json");
  assert.deepEqual(JSON.parse(question).profiles.map((kind) => kind.name), ["build", "lint"]);
  const [report, text] = await take("Download report");
  assert.equal(report, "runwright-capacity.md");
  assert.match(text, /^# /m);
});

real("an answer is not asked for again by who comes back", {}, async (page) => {
  const before = await page.locator(".tiles").innerText();
  await page.evaluate(() => (location.hash = "#/starts"));
  await page.locator(".tiles").waitFor({ state: "detached" });
  await page.evaluate(() => (location.hash = "#/capacity"));
  await page.locator(".tiles").waitFor();
  assert.equal(await page.locator(".sizing [aria-busy]").count(), 0, "nothing is at work");
  assert.equal(await page.locator(".tiles").innerText(), before);
});

real("the Chinese page has Chinese headings and sentences", { lang: "zh", viewport: PHONE }, async (page) => {
  const texts = await page.locator(".capacity :is(h1, h2, dt > span:first-child, .headline p, .said p, .saving h3)").allInnerTexts();
  assert.ok(texts.length > 20, `${texts.length}`);
  const latin = texts.filter((text) => text && !/\p{Script=Han}/u.test(text));
  assert.deepEqual(latin, []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, "no sideways scroll");
});

for (const theme of ["light", "dark"]) {
  real(`axe finds nothing in a whole answer, ${theme}`, { theme }, async (page) => {
    for (const fold of await page.locator(".part summary").all()) await fold.click();
    assert.deepEqual(await axe(page), []);
  });
}
