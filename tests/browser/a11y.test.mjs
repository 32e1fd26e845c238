import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check } from "./check.mjs";
import { PHONE } from "./harness.mjs";
import { DIALOG, ROUTES } from "./ui.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

/** What axe finds, one line each with the first elements it is about. */
async function findings(page) {
  // Through the debugger, which the content security policy does not bind.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => axe.run(document, rules), RULES);
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ""}`);
}

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
      const list = await findings(page);
      if (list.length) found[route] = list;
    }
    assert.deepEqual(found, {});
  });
}

for (const [what, keys] of [["help", "?"], ["palette", "Control+k"]]) {
  check(`axe finds nothing with ${what} open`, {}, async (page) => {
    await page.keyboard.press(keys);
    await page.locator(DIALOG).waitFor();
    assert.deepEqual(await findings(page), []);
  });
}
