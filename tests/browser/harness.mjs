// One Chromium for all tests, a fresh context for each, and a watch over what the page must never do.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";
import { READY } from "./ui.mjs";

export const DIST = process.env.DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));
const BROWSERS = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1440, height: 900 };

let browser;
let server;

/** Starts Chromium, with more flags if given; playwright gives it an empty profile of its own. */
async function launch(flags = []) {
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium: run `make setup-test`, or set CHROMIUM to its path");
  return chromium.launch({ executablePath, args: [...FLAGS, ...flags] });
}

/** Goes on with a browser of other flags; pages that are open are lost. */
export async function relaunch(flags) {
  await browser?.close();
  browser = await launch(flags);
}

/** The shared server of the built page. */
export async function site() {
  if (!existsSync(`${DIST}/index.html`)) throw new Error(`no page in ${DIST}: run \`make dist\``);
  server ??= await serve(DIST);
  return server;
}

/**
 * A page in a fresh context, opened and watched.
 *
 * lang "en" | "zh" and theme "light" | "dark" are the browser's preferences; `search` is the query string
 * with its question mark, `route` the fragment; `storage` "denied" makes every access throw, "full" every write;
 * `init` runs before any script of the page; `on` is another server (of `serve`), `context` an open context to keep
 * its storage; `wait: false` returns before the first files are shown.
 */
export async function openPage(options = {}) {
  const { lang = "en", theme = "light", viewport = DESKTOP, search = "", route = "", storage, init, on, url, wait = true } = options;
  browser ??= await launch();
  const target = on ?? (await site());
  const context =
    options.context ??
    (await browser.newContext({
      viewport,
      locale: lang === "zh" ? "zh-CN" : "en-US",
      colorScheme: theme,
      reducedMotion: "reduce",
      acceptDownloads: true,
      hasTouch: viewport.width < 600,
    }));
  if (storage) await context.addInitScript(STORAGE[storage]);
  if (init) await context.addInitScript(init);
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  watch(page, [target.origin, ...(options.origins ?? [])]);
  try {
    await page.goto(url ?? target.url + search + route);
    if (wait) await waitForFiles(page);
  } catch (error) {
    await context.close();
    throw error;
  }
  return page;
}

const STORAGE = {
  denied: () => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("access denied", "SecurityError");
        },
      });
    }
  },
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("the quota has been exceeded", "QuotaExceededError");
    };
  },
};

const watched = new WeakMap();

function watch(page, origins) {
  const seen = { foreign: [], problems: [] };
  watched.set(page, seen);
  page.on("request", (request) => {
    const address = request.url();
    const local = /^(data|blob|about):/.test(address) || origins.some((origin) => address.startsWith(`${origin}/`));
    if (!local) seen.foreign.push(address);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) seen.problems.push(`${response.status()} ${response.url()}`);
  });
  page.on("pageerror", (error) => seen.problems.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error" || (message.type() === "warning" && /preload/.test(message.text()))) {
      seen.problems.push(`console ${message.type()}: ${message.text()}`);
    }
  });
}

/** No request left for another host. */
export function noForeignRequests(page) {
  assert.deepEqual(watched.get(page).foreign, [], "requests to other hosts");
}

/** Nothing in the console, no failed request, no other host. `except` matches what a test provokes. */
export function nothingWrong(page, except) {
  noForeignRequests(page);
  const problems = watched.get(page).problems.filter((text) => !except?.test(text));
  assert.deepEqual(problems, [], "errors on the page");
}

/** Until the first files are shown; on failure says what the page reported. Takes a page or a frame. */
export async function waitForFiles(page, timeout = 15_000) {
  try {
    await page.waitForSelector(READY, { state: "attached", timeout });
  } catch {
    const fatal = await page.evaluate(() => document.documentElement.dataset.failed ?? "no");
    const problems = watched.get(page)?.problems ?? [];
    throw new Error(`no files after ${timeout} ms; fatal box: ${fatal}; ${problems.join("; ") || "nothing reported"}`);
  }
}

/** Does `act`, then waits until the engine's answer to it is shown. */
export async function settled(page, act) {
  const before = await page.evaluate(() => document.documentElement.dataset.seq);
  const result = await act();
  await page.waitForFunction((old) => document.documentElement.dataset.seq !== old, before, { timeout: 5_000 });
  return result;
}

/** Until `read()` gives something for which `test` is true; fails with the last value. */
export async function until(read, test, what, timeout = 5_000) {
  const end = Date.now() + timeout;
  let value;
  do {
    value = await read();
    if (test(value)) return value;
    await new Promise((done) => setTimeout(done, 20));
  } while (Date.now() < end);
  assert.fail(`${what}; last seen: ${JSON.stringify(value)?.slice(0, 400)}`);
}

/** Closes a page with its context. */
export const closePage = (page) => page.context().close();

export async function shutdown() {
  await browser?.close();
  await server?.close();
}
