// Measures the capacity answers of the built page in headless Chromium.
//
//   key_ms          from the browser's time stamp of a key press to the first answer on the page: p50, p95, max
//   frame_gap_ms    longest gap between two frames while keys come and answers are worked on: p50 and max of the runs
//   first_ms        in the worker, from a question of 3 pools and 5 kinds of jobs to its first answer: closed forms, a bracket
//   packing_ms      to the best packing of the same question: proved, or the bracket where effort ends
//   done_ms         to everything: waits, the curve, what helps
//   simulated       jobs per second of the simulated line, and what 200,000 and 1,000,000 of them take
//
// Keys come one after the other, each once the first answer to the one before is there, so that work on that one still goes on.
// Questions are drawn with a fixed seed; each is asked once, in a worker of its own that has answered one before.
import { closePage, openPage } from "../tests/browser/harness.mjs";

const QUESTIONS = 120;
const KEYS = 120;

const round = (ms) => Math.round(ms * 100) / 100;
const quantile = (values, q) => [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.ceil(q * values.length) - 1)];
const summary = (values) => ({ n: values.length, p50: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)), max: round(Math.max(...values)) });

/** Plans with 3 pools and 5 kinds of jobs. */
function drafts() {
  let seed = 1n;
  const below = (n) => {
    seed = (seed * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((seed >> 33n) % BigInt(n));
  };
  return Array.from({ length: QUESTIONS }, () => ({
    "capacity.pools": Array.from({ length: 3 }, (_, i) => ({ name: `p${i}`, nodes: String(2 + below(18)), cpu: String([4, 8, 16, 32][below(4)]), memory: `${[16, 32, 64, 128][below(4)]}Gi` })),
    "capacity.profiles": Array.from({ length: 5 }, (_, i) => ({ name: `j${i}`, share: String(1 + below(9)), cpu: `${200 + 100 * below(60)}m`, memory: `${256 * (1 + below(60))}Mi`, mean_s: String(60 + below(900)) })),
    "capacity.jobs_per_hour": String(50 + below(200)),
    "managers.concurrent": "20",
  }));
}

/** Asks all questions in a worker of the page; milliseconds of each. */
const inWorker = async (drafts) => {
  const { sizingJs, sizingWasm, sizingWorker } = document.getElementById("engine").dataset;
  const url = (name) => new URL(name, document.baseURI).href;
  const module = await WebAssembly.compileStreaming(fetch(url(sizingWasm)));
  const worker = new Worker(url(sizingWorker), { type: "module" });
  let hear;
  const ready = new Promise((done) => (hear = done));
  worker.onmessage = ({ data }) => hear(data);
  worker.postMessage({ module, js: url(sizingJs) });
  await ready;
  const ask = (draft, seq) =>
    new Promise((done, fail) => {
      const at = {};
      const began = performance.now();
      hear = (data) => {
        if (data.error) return fail(new Error(data.error));
        const say = JSON.parse(data.text);
        if (say.kind !== "size") return fail(new Error(data.text));
        const now = performance.now();
        at[say.stage] ??= now - began;
        if (say.stage === "waits") at.jobs = say.answer.waiting.waits?.jobs ?? 0;
        if (say.stage === "done") done(at);
      };
      worker.postMessage({ text: JSON.stringify({ seq, lang: "en", kind: "size", draft }) });
    });
  const times = [];
  await ask(drafts[0], 1);
  for (const [seq, draft] of drafts.entries()) times.push(await ask(draft, seq + 2));
  worker.terminate();
  return times;
};

/** Keys in the field of jobs per hour. */
async function typing() {
  const page = await openPage({ route: "#/capacity" });
  const field = page.locator('[id="f-capacity-jobs_per_hour"]');
  await field.waitFor();
  await page.waitForFunction(() => document.documentElement.dataset.sized);
  await field.click();
  await page.keyboard.press("End");
  await page.evaluate(() => {
    window.samples = [];
    window.gaps = [];
    let pressed = 0;
    addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
    new MutationObserver(() => {
      if (pressed) window.samples.push(performance.now() - pressed);
      pressed = 0;
      window.sampled?.();
    }).observe(document.documentElement, { attributes: true, attributeFilter: ["data-sized"] });
    let last = performance.now();
    const frame = (now) => {
      window.gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  for (let key = 0; key < KEYS; key += 1) {
    await page.evaluate(() => (window.shown = new Promise((done) => (window.sampled = done))));
    await page.keyboard.press(key % 2 ? "Backspace" : String(1 + ((key / 2) % 9)));
    await page.evaluate(() => window.shown);
  }
  const [samples, gaps] = await page.evaluate(() => [window.samples, window.gaps.slice(2)]);
  await closePage(page);
  return { key_ms: summary(samples), frame_gap_ms: summary(gaps) };
}

export async function capacity() {
  const typed = await typing();
  const page = await openPage({});
  const times = await page.evaluate(inWorker, drafts());
  await closePage(page);
  const of = (stage) => times.map((at) => at[stage]);
  const played = times.filter(({ jobs }) => jobs > 0);
  const rate = played.map((at) => (at.jobs / (at.waits - at.expected)) * 1000);
  const persecond = quantile(rate, 0.5);
  return {
    ...typed,
    first_ms: summary(of("quick")),
    packing_ms: summary(of("best")),
    done_ms: summary(of("done")),
    simulated: { jobs_per_s: Math.round(persecond), ms_200k: round(200_000 / persecond * 1000), ms_1m: round(1_000_000 / persecond * 1000) },
  };
}
