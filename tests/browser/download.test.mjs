import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check } from "./check.mjs";
import { settled } from "./harness.mjs";
import { CONCURRENT, CONCURRENT_ROUTE, action } from "./ui.mjs";
import { readZip } from "./zip.mjs";

check("download all gives a zip that another reader opens", { route: CONCURRENT_ROUTE }, async (page) => {
  await settled(page, () => page.locator(CONCURRENT).fill("51"));
  const download = page.waitForEvent("download");
  await page.locator(action("download-all")).click();
  const saved = await download;
  assert.match(saved.suggestedFilename(), /\.zip$/);
  const entries = readZip(readFileSync(await saved.path()));
  // A folder of its own at the top is fine.
  const find = (name) => [...entries].find(([path]) => path === name || path.endsWith(`/${name}`))?.[1];
  for (const name of ["values.yaml", "install.sh", "rbac.yaml", "CHECKLIST.md"]) assert.ok(find(name), `${name} is in the zip: ${[...entries.keys()]}`);
  assert.match(find("values.yaml"), /^concurrent: 51$/m);
});
