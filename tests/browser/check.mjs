// `check(name, options, body)`: a test that gets a fresh page and must leave nothing wrong behind.
import { test } from "node:test";
import { closePage, nothingWrong, openPage } from "./harness.mjs";

const TIMEOUT = 60_000;

/** `options` are those of openPage, and `except`, what the test provokes on purpose. */
export function check(name, options, body) {
  test(name, { timeout: TIMEOUT }, async () => {
    const page = await openPage(options);
    try {
      await body(page);
      nothingWrong(page, options.except);
    } finally {
      await closePage(page);
    }
  });
}
