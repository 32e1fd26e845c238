import assert from "node:assert/strict";
import { check } from "./check.mjs";
import { PHONE } from "./harness.mjs";
import { ROUTES } from "./ui.mjs";

const SIZES = [PHONE, { width: 320, height: 640 }, { width: 1024, height: 768 }, { width: 1280, height: 800 }, { width: 1920, height: 1080 }];

for (const viewport of SIZES) {
  for (const lang of ["en", "zh"]) {
    check(`no sideways scroll at ${viewport.width}, ${lang}`, { viewport, lang }, async (page) => {
      const found = {};
      for (const name of ROUTES) {
        await go(page, name);
        const wide = await page.evaluate(() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          return [...document.querySelectorAll("body *")]
            .filter((element) => element.getBoundingClientRect().right > width + 1)
            .slice(0, 5)
            .map((element) => element.outerHTML.slice(0, 120));
        });
        if (wide.length) found[name] = wide;
      }
      assert.deepEqual(found, {});
    });
  }
}

check("every section has a heading of its own and a title", {}, async (page) => {
  const seen = new Set();
  for (const name of ROUTES) {
    await go(page, name);
    const heading = await page.locator("main h1").innerText();
    assert.ok(!seen.has(heading), `two sections are called ${heading}`);
    seen.add(heading);
    assert.ok((await page.title()).includes("Runwright"));
  }
});

/** Changes the route in place, as a click on a section does. */
async function go(page, name) {
  await page.evaluate((hash) => (location.hash = hash), `#/${name}`);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
