import assert from "node:assert/strict";
import { test } from "node:test";
import { DIST, closePage, nothingWrong, openPage, settled, until } from "./harness.mjs";
import { serve } from "./server.mjs";
import { CONCURRENT, CONCURRENT_ROUTE, concurrentInFile, notice } from "./ui.mjs";

// Workers that stand in for the real one: the first ones the page asks for, then the file itself.
const DIES = `onmessage = ({ data }) => data.module
  ? postMessage({ ready: true })
  : postMessage({ seq: data.seq, error: "unreachable", dead: true });`;
const THROWS = `onmessage = ({ data }) => { if (data.module) postMessage({ ready: true }); else throw new Error("lost"); };`;
const REFUSES = `onmessage = () => postMessage({ ready: false, error: "no engine here" });`;
const first = (count, body) => (seen) => (seen < count ? body : null);

/** Opens the page on a server of its own whose worker.js is `worker`, and hands it to `body`. */
function withWorker(name, worker, body) {
  test(name, { timeout: 60_000 }, async () => {
    const server = await serve(DIST, { "worker.js": worker });
    const page = await openPage({ on: server, route: CONCURRENT_ROUTE, wait: false });
    try {
      await body(page, server);
    } finally {
      await closePage(page);
      await server.close();
    }
  });
}

const edits = async (page, text) => {
  await settled(page, () => page.locator(CONCURRENT).fill(text));
  assert.equal(await concurrentInFile(page), text);
};
const ready = (page) => page.waitForSelector('html[data-ready="1"]', { state: "attached" });

for (const [how, body] of [["a panic", DIES], ["an uncaught error", THROWS]]) {
  withWorker(`the engine comes back after ${how}`, first(1, body), async (page, server) => {
    await ready(page);
    assert.equal(server.requests.filter((path) => path.endsWith("worker.js")).length, 2);
    await until(() => page.locator(notice("engine")).count(), (count) => count > 0, "the page says so");
    await edits(page, "31");
    nothingWrong(page);
  });
}

withWorker("a request that kills twice is dropped, later ones are served", first(2, DIES), async (page) => {
  await until(() => page.locator(notice("engine")).count(), (count) => count > 0, "the page says so");
  await page.locator(CONCURRENT).waitFor();
  assert.ok(!(await page.locator("#fatal").isVisible()), "the page is not given up");
  await page.locator(CONCURRENT).fill("32");
  await ready(page);
  await until(() => concurrentInFile(page), (now) => now === "32", "the next request is answered");
});

withWorker("without a worker the engine runs on the main thread", () => REFUSES, async (page, server) => {
  await ready(page);
  await edits(page, "33");
  assert.ok(server.requests.some((path) => path.endsWith("runwright-engine.js")));
  nothingWrong(page);
});

test("a browser without Worker gets the main thread", { timeout: 60_000 }, async () => {
  const bare = await openPage({ route: CONCURRENT_ROUTE, init: () => delete window.Worker });
  assert.equal(await bare.evaluate(() => typeof Worker), "undefined");
  await edits(bare, "34");
  nothingWrong(bare);
  await closePage(bare);
});
