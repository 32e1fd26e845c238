// Measures the built page in headless Chromium and prints JSON.
//
//   sizes_gzip            bytes of the first load and of the engine
//   first_paint_ms        first contentful paint of the static shell
//   first_files_ms        from navigation to the first files shown
//   key_to_files_ms       from the browser's time stamp of a key press to the shown answer: p50, p95, max
//   key_to_files_frame_ms the same with Chromium's wait for a frame
//   within                whether each promise holds
//
// Median of RUNS cold loads (a fresh context each); KEYS real key presses in one field, each once the answer to the one
// before is painted.
//
// After a key press Chromium holds back every task of the page, a worker's message too, until the next frame is
// out (feature DeferRendererTasksAfterInput): the character is painted first, and an echo that takes 1 ms arrives
// after up to 16. key_to_files_ms is measured with that feature off, so that it shows the work of the page and
// the engine; key_to_files_frame_ms with it on, as a user has it.
import { performance } from "node:perf_hooks";
import { DIST, closePage, openPage, relaunch, shutdown } from "../tests/browser/harness.mjs";
import { CONCURRENT, CONCURRENT_ROUTE } from "../tests/browser/ui.mjs";
import { sizes } from "./size.mjs";

const RUNS = 7;
const KEYS = 240;

const round = (ms) => Math.round(ms * 100) / 100;
const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)];
};

/** Notes when the first files were shown, in milliseconds since navigation. */
const noteFirstFiles = () => {
  const note = () => {
    if (document.documentElement?.dataset.ready === "1") window.firstFiles ??= performance.now();
  };
  new MutationObserver(note).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ["data-ready"] });
};

/** Notes the time from each key press to the answer that is shown after it. */
const noteKeys = () => {
  window.samples = [];
  let pressed = 0;
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  new MutationObserver(() => {
    if (pressed) window.samples.push(performance.now() - pressed);
    pressed = 0;
    window.sampled?.();
  }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-seq"] });
};

async function loads() {
  const [paints, files] = [[], []];
  for (let run = 0; run < RUNS; run += 1) {
    const page = await openPage({ init: noteFirstFiles });
    paints.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
    files.push(await page.evaluate(() => window.firstFiles));
    await closePage(page);
  }
  return [quantile(paints, 0.5), quantile(files, 0.5)];
}

/** Samples in milliseconds, one per key press. */
async function keys() {
  const page = await openPage({ route: CONCURRENT_ROUTE });
  await page.locator(CONCURRENT).click();
  await page.keyboard.press("End");
  await page.evaluate(noteKeys);
  for (let key = 0; key < KEYS; key += 1) {
    // A digit and its removal in turn: every press changes the plan. The page itself says when it is done, since asking
    // it again and again would be measured as well, and the next key comes once the answer is painted.
    await page.evaluate(() => {
      const frame = () => new Promise(requestAnimationFrame);
      window.shown = new Promise((done) => (window.sampled = done)).then(frame).then(frame);
    });
    await page.keyboard.press(key % 2 ? "Backspace" : String(1 + ((key / 2) % 9)));
    await page.evaluate(() => window.shown);
  }
  const samples = await page.evaluate(() => window.samples);
  await closePage(page);
  return samples;
}

const summary = (samples) => ({
  keys: samples.length,
  p50: round(quantile(samples, 0.5)),
  p95: round(quantile(samples, 0.95)),
  max: round(Math.max(...samples)),
});

const started = performance.now();
try {
  const { first, engine } = sizes(DIST);
  const [paint, files] = await loads();
  const withFrame = summary(await keys());
  await relaunch(["--disable-features=DeferRendererTasksAfterInput"]);
  const work = summary(await keys());
  const report = {
    sizes_gzip: { first_load: first.gzip, engine: engine.gzip },
    first_paint_ms: round(paint),
    first_files_ms: round(files),
    key_to_files_ms: work,
    key_to_files_frame_ms: withFrame,
    within: { first_load: first.gzip <= first.budget, engine: engine.gzip <= engine.budget, key_to_files_p95: work.p95 < 16 },
    took_s: Math.round((performance.now() - started) / 1000),
  };
  console.log(JSON.stringify(report, null, 2));
} finally {
  await shutdown();
}
