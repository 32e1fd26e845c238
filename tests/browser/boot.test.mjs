import assert from "node:assert/strict";
import { check } from "./check.mjs";
import { site, until } from "./harness.mjs";
import { fileNames, fileText } from "./ui.mjs";

check("boots under a sub-path, asks no other host, shows files", {}, async (page) => {
  assert.ok((await fileNames(page)).some((name) => name.includes("values.yaml")));
  assert.match(await fileText(page, "values.yaml"), /^runners:/m);
  const { requests } = await site();
  assert.ok(requests.some((path) => path.endsWith("worker.js")), "the engine runs in a worker");
});

check("the shell is painted without any script", { wait: false }, async (page) => {
  const context = await page.context().browser().newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.goto((await site()).url);
  const text = await still.locator("body").innerText();
  await context.close();
  assert.match(text, /Runwright/);
  assert.match(text, /JavaScript and WebAssembly/, "noscript text, English");
  assert.match(text, /允许此页面运行脚本/, "noscript text, Chinese");
});

for (const [lang, tag] of [["en", /^en/], ["zh", /^zh/]]) {
  check(`the browser's language decides: ${lang}`, { lang }, async (page) => {
    assert.match(await page.locator("html").getAttribute("lang"), tag);
  });
}

// A deploy that left an old index.html in the cache: its module is gone.
check("a module that cannot be loaded is said in the static box", { wait: false }, async (page) => {
  const context = await page.context().browser().newContext({ locale: "en-US" });
  const failing = await context.newPage();
  await failing.route(/runwright-app-[^/]*\.wasm/, (route) => route.abort());
  await failing.goto((await site()).url);
  await until(() => failing.locator("#fatal").isVisible(), Boolean, "the box shows");
  assert.match(await failing.locator("#fatal").innerText(), /could not be loaded/);
  await context.close();
});
