import assert from "node:assert/strict";
import { check } from "./check.mjs";
import { until } from "./harness.mjs";
import { CONCURRENT_ROUTE, DIALOG, PALETTE_INPUT, leaveField } from "./ui.mjs";

const route = CONCURRENT_ROUTE;
const focused = (page) => page.evaluate(() => document.activeElement.id || document.activeElement.tagName);
const open = (page) => page.locator(DIALOG).count();

check("Tab reaches the first field", { route }, async (page) => {
  for (let press = 0; press < 60; press += 1) {
    await page.keyboard.press("Tab");
    if ((await focused(page)).startsWith("f-")) return;
  }
  assert.fail("no field after 60 presses of Tab");
});

check("the skip link is first and leads to the form", { route }, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  await page.keyboard.press("Enter");
  await until(() => focused(page), (id) => id === "main", "focus is in the form");
  assert.match(page.url(), /#\/managers/, "the route is kept");
});

check("? opens help, Esc closes it and gives focus back", { route }, async (page) => {
  await page.locator("nav a").first().focus();
  const before = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("?");
  await until(() => open(page), (count) => count === 1, "help opens");
  await page.keyboard.press("Escape");
  await until(() => open(page), (count) => count === 0, "help closes");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), before);
});

check("Ctrl+K opens the palette, Enter goes there", { route }, async (page) => {
  await leaveField(page);
  await page.keyboard.press("Control+k");
  await page.locator(PALETTE_INPUT).waitFor();
  assert.ok(await page.locator(PALETTE_INPUT).evaluate((input) => input === document.activeElement), "the input has focus");
  await page.keyboard.type("capacity");
  await page.keyboard.press("Enter");
  await until(() => page.url(), (url) => url.includes("#/capacity"), "the section opens");
  assert.equal(await open(page), 0);
});

check("Esc closes the palette and gives focus back", { route }, async (page) => {
  await page.locator("nav a").first().focus();
  const before = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Control+k");
  await page.locator(PALETTE_INPUT).waitFor();
  await page.keyboard.press("Escape");
  await until(() => open(page), (count) => count === 0, "the palette closes");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), before);
});

check("? typed in a field stays in the field", { route: "#/gitlab" }, async (page) => {
  await page.locator("main input[type=text], main input[type=url], main input:not([type])").first().focus();
  await page.keyboard.press("?");
  assert.equal(await open(page), 0);
});
