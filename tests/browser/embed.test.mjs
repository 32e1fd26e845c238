import assert from "node:assert/strict";
import { test } from "node:test";
import { check } from "./check.mjs";
import { closePage, nothingWrong, openPage, settled, site, until, waitForFiles } from "./harness.mjs";
import { serve } from "./server.mjs";
import { CONCURRENT, CONCURRENT_ROUTE, concurrentInFile, notice } from "./ui.mjs";

// A portal on another origin that gives the frame scripts and nothing else: no origin, no storage, no worker.
for (const sandbox of ["allow-scripts", "allow-scripts allow-same-origin allow-downloads"]) {
  test(`works in an iframe with sandbox="${sandbox}"`, { timeout: 60_000 }, async () => {
    const { url, origin } = await site();
    const frameUrl = `${url}?embed=1${CONCURRENT_ROUTE}`;
    const html = `<!doctype html><title>Portal</title><iframe title="Runwright" sandbox="${sandbox}" width="1400" height="850" src="${frameUrl}"></iframe>`;
    const portal = await serve("/nonexistent", { "/portal.html": () => html, "/favicon.ico": () => "" });
    const page = await openPage({ on: portal, origins: [origin], url: `${portal.origin}/portal.html`, wait: false });
    try {
      const frame = await (await page.waitForSelector("iframe")).contentFrame();
      await waitForFiles(frame);
      assert.equal(await frame.evaluate(() => document.documentElement.dataset.embed), "1");
      await settled(frame, () => frame.locator(CONCURRENT).fill("41"));
      assert.equal(await concurrentInFile(frame), "41");
      nothingWrong(page);
    } finally {
      await closePage(page);
      await portal.close();
    }
  });
}

for (const storage of ["denied", "full"]) {
  check(`storage ${storage}: works and says that nothing is saved`, { storage, route: CONCURRENT_ROUTE }, async (page) => {
    await settled(page, () => page.locator(CONCURRENT).fill("42"));
    assert.equal(await concurrentInFile(page), "42");
    await until(() => page.locator(notice("storage")).count(), (count) => count > 0, "the page says so");
  });
}
