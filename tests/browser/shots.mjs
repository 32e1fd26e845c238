// Takes screenshots of the built page: node shots.mjs FOLDER [ROUTE…] (all sections by default).
//
// Files are named ROUTE-WIDTH-THEME-LANG.png. SHOTS=1280-light-en,390-dark-zh narrows it to these kinds.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { closePage, openPage, shutdown } from "./harness.mjs";
import { ROUTES } from "./ui.mjs";

const SIZES = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

const [folder, ...given] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node shots.mjs FOLDER [ROUTE…]");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
try {
  for (const viewport of SIZES) {
    for (const theme of ["light", "dark"]) {
      for (const lang of ["en", "zh"]) {
        const kind = `${viewport.width}-${theme}-${lang}`;
        if (process.env.SHOTS && !process.env.SHOTS.split(",").includes(kind)) continue;
        const page = await openPage({ viewport, theme, lang });
        for (const route of given.length ? given : ROUTES) {
          await page.evaluate((hash) => (location.hash = hash), `#/${route}`);
          if (route === "capacity") await page.waitForFunction(() => document.querySelector(".capacity ol.savings li"));
          await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
          const path = join(folder, `${route}-${kind}.png`);
          await page.screenshot({ path });
          console.log(path);
        }
        await closePage(page);
      }
    }
  }
} finally {
  await shutdown();
}
