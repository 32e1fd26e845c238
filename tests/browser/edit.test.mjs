import assert from "node:assert/strict";
import { check } from "./check.mjs";
import { settled, until, waitForFiles } from "./harness.mjs";
import { CONCURRENT, CONCURRENT_ROUTE, action, concurrentInFile, leaveField } from "./ui.mjs";

const route = CONCURRENT_ROUTE;
const value = (page) => page.locator(CONCURRENT).inputValue();
const set = (page, text) => settled(page, () => page.locator(CONCURRENT).fill(text));
const becomes = (page, text) => until(() => value(page), (now) => now === text, `the field becomes ${text}`);

check("typing changes values.yaml with every key, and keeps focus and caret", { route }, async (page) => {
  await page.locator(CONCURRENT).click();
  await page.keyboard.press("Control+a");
  await settled(page, () => page.keyboard.press("4"));
  assert.equal(await concurrentInFile(page), "4");
  await page.locator(CONCURRENT).click();
  await page.keyboard.press("End");
  await settled(page, () => page.keyboard.press("2"));
  assert.equal(await page.evaluate(() => document.activeElement.id), CONCURRENT.slice(1));
  assert.equal(await concurrentInFile(page), "42");
});

check("a half-typed number keeps the text and the last good file", { route }, async (page) => {
  await set(page, "12");
  await page.locator(CONCURRENT).fill("12x");
  await until(() => page.locator(CONCURRENT).getAttribute("aria-invalid"), (now) => now === "true", "the field is marked invalid");
  assert.equal(await value(page), "12x");
  assert.equal(await concurrentInFile(page), "12");
});

check("undo and redo by keys", { route }, async (page) => {
  const first = await value(page);
  await set(page, "17");
  await leaveField(page);
  await settled(page, () => page.keyboard.press("Control+z"));
  await becomes(page, first);
  await settled(page, () => page.keyboard.press("Control+Shift+Z"));
  await becomes(page, "17");
  assert.equal(await concurrentInFile(page), "17");
});

check("Back undoes and leaves the page open", { route }, async (page) => {
  const first = await value(page);
  await set(page, "18");
  await page.goBack();
  await becomes(page, first);
  assert.notEqual(await concurrentInFile(page), "18");
});

check("a reload brings the plan back", { route }, async (page) => {
  await set(page, "19");
  await page.reload();
  await waitForFiles(page);
  await becomes(page, "19");
  assert.equal(await concurrentInFile(page), "19");
});

check("language switch changes the page, keeps the plan", { route }, async (page) => {
  await set(page, "21");
  const label = () => page.locator("main h1").innerText();
  const before = await label();
  await page.locator(action("lang")).click();
  await until(() => page.locator("html").getAttribute("lang"), (lang) => lang.startsWith("zh"), "html lang becomes Chinese");
  await until(label, (now) => now !== before && /[\u4e00-\u9fff]/.test(now), "the heading becomes Chinese");
  assert.equal(await value(page), "21");
  await page.reload();
  await waitForFiles(page);
  assert.match(await page.locator("html").getAttribute("lang"), /^zh/, "the choice is kept");
});

check("theme toggle pins another theme and keeps it", { route }, async (page) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  // System, light, dark in some order: two presses at most reach a theme that looks different.
  for (let press = 0; press < 2 && (await background()) === before; press += 1) await page.locator(action("theme")).click();
  const after = await background();
  assert.notEqual(after, before);
  await page.reload();
  await waitForFiles(page);
  assert.equal(await background(), after);
});

check("a list takes keys as fast as they come, and Enter starts the next item", { route: "#/security" }, async (page) => {
  const field = page.locator('.field:has([id^="f-security-allowed_images"])');
  await field.getByRole("button", { name: "Add" }).click();
  await page.keyboard.type("ruby:3\nnode:20\nalpine");
  const cells = () => field.locator(".cell").evaluateAll((list) => list.map((cell) => cell.value));
  await until(cells, (now) => now.join() === "ruby:3,node:20,alpine", "three items");
});

check("lines pasted into a list become an item each", { route: "#/security" }, async (page) => {
  const field = page.locator('.field:has([id^="f-security-allowed_images"])');
  await field.getByRole("button", { name: "Add" }).click();
  await field.locator(".cell").first().evaluate((cell) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text", "ruby:3\n\nnode:20\n");
    cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  const cells = () => field.locator(".cell").evaluateAll((list) => list.map((cell) => cell.value));
  await until(cells, (now) => now.join() === "ruby:3,node:20", "two items");
});

check("the changes show what is gone beside what is new", { route }, async (page) => {
  await set(page, "23");
  await page.locator("#files .seg").getByText("Changes").click();
  const texts = (kind) => page.locator(`.code li.${kind}`).allInnerTexts();
  await until(() => texts("add"), (lines) => lines.some((line) => line.includes("concurrent: 23")), "the new line");
  assert.ok((await texts("del")).some((line) => line.includes("concurrent: ")), "the old line");
});
