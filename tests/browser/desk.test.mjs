import assert from "node:assert/strict";
import { test } from "node:test";
import { WORKER } from "./desk.mjs";
import { DIST, PHONE, closePage, nothingWrong, openPage, settled, until, waitForFiles } from "./harness.mjs";
import { serve } from "./server.mjs";
import { DIALOG, axe, codeText, fileNames, leaveField, notice } from "./ui.mjs";

const VALUES = "concurrent: 7\ncheckInterval: 5\npodAnnotations: {}\n";

/** A page whose engine answers as `desk.mjs` says; `overrides` are the server's. */
function desk(name, options, body) {
  test(name, { timeout: 60_000 }, async () => {
    const server = await serve(DIST, { "worker.js": () => WORKER, ...options.overrides });
    const page = await openPage({ on: server, ...options });
    try {
      await body(page, server);
      nothingWrong(page, options.except);
    } finally {
      await closePage(page);
      await server.close();
    }
  });
}

const choose = (page, ...files) => page.locator("#open-files").setInputFiles(files.map(([name, text]) => ({ name, mimeType: "text/plain", buffer: Buffer.from(text) })));
const opened = (page) => page.locator(".openfile h3").allInnerTexts();
const concurrent = (page) => page.evaluate(() => JSON.parse(localStorage["runwright.plan.v1"] ?? "{}")["managers.concurrent"]);
const isOpen = (page, ...names) => until(() => opened(page), (now) => now.join() === names.join(), `open: ${names}`);

desk("a lazy page fetches the desk and the full engine, the first load neither", { route: "#/managers" }, async (page, server) => {
  const lazy = () => server.requests.filter((path) => /desk\.css|runwright-desk|engine-full/.test(path));
  assert.deepEqual(lazy(), []);
  await page.evaluate(() => (location.hash = "#/open"));
  await page.locator("#desk h1").waitFor();
  await until(() => lazy().length, (count) => count === 5, "style, script and module of the desk, script and module of the engine");
  // The engine that took over serves the form.
  await page.evaluate(() => (location.hash = "#/managers"));
  await settled(page, () => page.locator("#f-managers-concurrent").fill("21"));
});

desk("a desk that cannot be loaded says so and can be tried again", { overrides: { "runwright-desk.js": (seen) => (seen < 1 ? "throw new Error('lost')" : null) } }, async (page) => {
  await page.evaluate(() => (location.hash = "#/open"));
  await page.locator("#desk [role=alert]").waitFor();
  await page.locator("#desk button").click();
  await page.locator("#desk h1").waitFor();
});

desk("a full engine that cannot be loaded is said, and is asked for again", { route: "#/managers", overrides: { "runwright-engine-full_bg.wasm": (seen) => (seen < 1 ? "no module" : null) } }, async (page) => {
  await page.evaluate(() => (location.hash = "#/open"));
  await page.locator(notice("engine")).waitFor();
  await choose(page, ["team.yaml", VALUES]);
  await isOpen(page, "team.yaml");
});

desk("an opened file becomes the plan; undo, redo and Back bring both back", { route: "#/open" }, async (page) => {
  await choose(page, ["team.yaml", VALUES]);
  await isOpen(page, "team.yaml");
  assert.equal(await concurrent(page), "7");
  await until(() => fileNames(page), (names) => names[0].includes("team.yaml"), "the opened file comes first");
  await until(() => codeText(page), (text) => text.startsWith("concurrent: 7"), "and is in view");
  assert.match(await page.locator(".openfile").innerText(), /2 of 3 keys understood/);
  await leaveField(page);
  await page.keyboard.press("Control+z");
  await isOpen(page);
  assert.equal(await concurrent(page), undefined);
  await page.keyboard.press("Control+Shift+Z");
  await isOpen(page, "team.yaml");
  await page.goBack();
  await isOpen(page);
});

desk("opened files outlive a reload; closing keeps the plan", { route: "#/open" }, async (page) => {
  await choose(page, ["team.yaml", VALUES]);
  await isOpen(page, "team.yaml");
  await page.reload();
  await waitForFiles(page);
  await isOpen(page, "team.yaml");
  await page.locator("#desk").getByRole("button", { name: "Close files" }).click();
  await isOpen(page);
  assert.equal(await concurrent(page), "7");
  await until(() => fileNames(page), (names) => !names.some((name) => name.includes("team.yaml")), "its tab is gone");
});

desk("a file with a secret is never stored", { route: "#/open" }, async (page) => {
  await choose(page, ["team.yaml", VALUES + "runnerToken: hunter2\n"]);
  await isOpen(page, "team.yaml");
  assert.match(await page.locator("#desk").innerText(), /Kept in memory only/);
  assert.equal(await page.evaluate(() => JSON.stringify(localStorage).includes("hunter2")), false);
});

desk("findings of opened files count, show their line and lead to it", { route: "#/open" }, async (page) => {
  await choose(page, ["team.yaml", VALUES]);
  await isOpen(page, "team.yaml");
  assert.match(await page.locator("#desk [role=status]").first().innerText(), /Opened team\.yaml/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "open-now");
  const found = page.locator(".openfile .finding").filter({ hasText: "It is low" });
  assert.equal(await found.locator(".srcline mark").innerText(), "e", "the line with its place");
  assert.ok(await page.locator(".topbar .counts .sev.err").count(), "it counts");
  await found.getByRole("button", { name: "Line 2:3" }).click();
  await page.evaluate(() => (location.hash = "#/overview"));
  await page.locator("#findings li").filter({ hasText: "It is low" }).waitFor();
  await page.evaluate(() => (location.hash = "#/open"));
  await found.getByRole("button", { name: "To the setting" }).click();
  await until(() => page.evaluate(() => document.activeElement.id), (id) => id === "f-managers-concurrent", "the field has the focus");
});

desk("a long list of findings shows its first ones, then all", { route: "#/open" }, async (page) => {
  await choose(page, ["team.yaml", VALUES + "many: 1\n"]);
  const shown = () => page.locator(".openfile .finding").count();
  await until(shown, (count) => count === 20, "the first");
  const all = Number(/\d+/.exec(await page.locator(".openfile h4").innerText()));
  assert.ok(all > 30);
  await page.locator(".openfile").getByRole("button", { name: "Show all" }).click();
  await until(shown, (count) => count === all, "all");
});

desk("a second file joins the first and keeps what was changed since", { route: "#/open" }, async (page) => {
  await choose(page, ["team.yaml", VALUES]);
  await isOpen(page, "team.yaml");
  await page.locator(".openfile").getByRole("button", { name: "Take 40" }).click();
  await until(() => concurrent(page), (now) => now === "40", "the fix is applied");
  await until(() => page.locator(".openfile .finding").filter({ hasText: "It is low" }).count(), (count) => count === 0, "what it mends is gone");
  await choose(page, ["more.yaml", "concurrent: 7\n"]);
  await isOpen(page, "team.yaml", "more.yaml");
  assert.equal(await concurrent(page), "40");
});

desk("what is not known changes nothing and keeps the pasted text", { route: "#/open" }, async (page) => {
  await page.getByText("Paste a file").click();
  await page.locator("#open-text").fill("hello: world");
  await page.getByRole("button", { name: "Read" }).click();
  await page.getByText("Nothing in it is known here").waitFor();
  assert.equal(await page.locator("#open-text").inputValue(), "hello: world");
  assert.deepEqual(await opened(page), []);
});

desk("a file dropped on any page is opened", { route: "#/dns" }, async (page) => {
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "team.yaml"));
    for (const kind of ["dragenter", "dragover", "drop"]) document.body.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }, VALUES);
  await isOpen(page, "team.yaml");
});

desk("settings: search, filters, and one value with the form", { route: "#/settings" }, async (page) => {
  await page.locator("#f-managers-concurrent").fill("33");
  await until(() => concurrent(page), (now) => now === "33", "the plan follows");
  await page.locator("#settings-search").fill("flag_7");
  await until(() => page.locator(".setting .path").allInnerTexts(), (paths) => paths.length === 11 && paths.every((path) => path.includes("flag_7")), "the matches");
  await page.locator("#settings-search").fill("");
  await page.getByRole("button", { name: "Changed", exact: true }).click();
  await until(() => page.locator(".setting .path").allInnerTexts(), (paths) => paths.join() === "concurrent", "what is changed");
  await page.getByRole("button", { name: "All", exact: true }).click();
  await until(() => page.locator(".setting").count(), (count) => count === 60, "a first part");
  await page.getByRole("button", { name: "Show more" }).click();
  await until(() => page.locator(".setting").count(), (count) => count === 120, "as many again");
  assert.match(await page.locator(".setting a.link").first().getAttribute("href"), /^https:\/\/github\.com\/gitlabhq\/gitlab-runner\/blob\/0123abc\/common\/config\.go$/);
  assert.equal(await page.locator("#f-values-secrets").count(), 0, "a secret has no control");
});

desk("a key in the search never draws more than a first part", { route: "#/settings" }, async (page) => {
  await until(() => page.locator(".setting").count(), (count) => count === 60, "the list");
  const most = await page.evaluate(async () => {
    const input = document.getElementById("settings-search");
    const frame = () => new Promise(requestAnimationFrame);
    let most = 0;
    for (const text of ["f", "fl", "flag", "flag_1", "flag_", ""]) {
      input.value = text;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await frame();
      most = Math.max(most, document.querySelectorAll(".setting").length);
    }
    return most;
  });
  assert.ok(most > 0 && most <= 60, `${most} rows`);
});

desk("tables are edited as JSON", { route: "#/settings" }, async (page) => {
  const value = () => page.evaluate(() => JSON.parse(localStorage["runwright.plan.v1"] ?? "{}")["config.runners.kubernetes.volumes.secret"]);
  const box = page.locator(".tables").first();
  const add = box.getByRole("button", { name: "Add", exact: true });
  await add.last().click();
  await box.getByLabel("name").first().pressSequentially("certs");
  await until(value, (now) => now === '[{"name":"certs"}]', "the text");
  await box.locator("summary").first().click();
  await add.first().click();
  await box.getByLabel("mode").fill("420");
  await until(value, (now) => now === '[{"name":"certs","items":[{"mode":420}]}]', "the nested text");
  await box.getByRole("button", { name: /^Duplicate 1\. certs/ }).click();
  await box.getByRole("button", { name: /^Remove 2\. certs/ }).click();
  await until(value, (now) => now === '[{"name":"certs","items":[{"mode":420}]}]', "one is left");
});

desk("upgrade shows what lies between two charts", { route: "#/upgrade" }, async (page) => {
  await page.locator("#desk .finding").waitFor();
  const text = await page.locator("#desk").innerText();
  for (const part of [/From .+ to/, /A key is gone/, /0\.90\.0/]) assert.match(text, part);
  assert.ok((await page.locator("#desk .code").innerText()).includes("helm upgrade"));
});

desk("the file views compare, and the short file opens in a dialog", { route: "#/open" }, async (page) => {
  const view = (name) => page.locator(".filebar .seg").getByText(name, { exact: true });
  assert.equal(await view("Defaults").count(), 0, "not while no file is open");
  await choose(page, ["team.yaml", VALUES]);
  await isOpen(page, "team.yaml");
  await view("Opened").click();
  await until(() => codeText(page), (text) => text.includes("old opened"), "the opened state");
  await view("Defaults").click();
  await until(() => codeText(page), (text) => text.includes("old defaults"), "the defaults");
  await page.evaluate(() => (location.hash = "#/dns"));
  await page.getByRole("button", { name: "Minimal file" }).click();
  await page.locator(DIALOG).waitFor();
  await until(() => page.locator(DIALOG).innerText(), (text) => text.includes("team.yaml") && text.includes("Left out"), "the short file");
});

for (const view of [{}, { theme: "dark", lang: "zh" }, { viewport: PHONE }]) {
  desk(`axe finds nothing in the desk: ${JSON.stringify(view)}`, { ...view, route: "#/open" }, async (page) => {
    await choose(page, ["team.yaml", VALUES]);
    await isOpen(page, "team.yaml");
    const found = { open: await axe(page) };
    await page.evaluate(() => (location.hash = "#/settings"));
    await page.locator(".tables button").first().click();
    await until(() => page.locator(".setting").count(), (count) => count === 60, "the list");
    // What a bar covers counts as too small a target.
    await page.evaluate(() => scrollTo(0, 0));
    found.settings = await axe(page);
    await page.evaluate(() => (location.hash = "#/upgrade"));
    await page.locator("#desk .finding").waitFor();
    found.upgrade = await axe(page);
    assert.deepEqual(found, { open: [], settings: [], upgrade: [] });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
  });
}
