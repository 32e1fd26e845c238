import assert from "node:assert/strict";
import { check } from "./check.mjs";
import { PHONE } from "./harness.mjs";
import { DIALOG, ROUTES, axe } from "./ui.mjs";

const VIEWS = [];
for (const lang of ["en", "zh"]) {
  for (const theme of ["light", "dark"]) VIEWS.push({ lang, theme });
  VIEWS.push({ lang, search: "?embed=1" }, { lang, viewport: PHONE });
}

for (const view of VIEWS) {
  const name = [view.lang, view.theme ?? (view.viewport ? "phone" : "embed")].join(" ");
  check(`axe finds nothing: ${name}`, view, async (page) => {
    const found = {};
    for (const route of ROUTES) {
      await page.evaluate((hash) => (location.hash = hash), `#/${route}`);
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      // The pages of the desk come with their module.
      await page.locator("main h1").first().waitFor();
      const list = await axe(page);
      if (list.length) found[route] = list;
    }
    assert.deepEqual(found, {});
  });
}

for (const [what, keys] of [["help", "?"], ["palette", "Control+k"]]) {
  check(`axe finds nothing with ${what} open`, {}, async (page) => {
    await page.keyboard.press(keys);
    await page.locator(DIALOG).waitFor();
    assert.deepEqual(await axe(page), []);
  });
}
