// Runs the browser tests in one process and one Chromium: `npm test`, or `npm test -- edit share` for some files.
import { readdirSync } from "node:fs";
import { after } from "node:test";
import { shutdown } from "./harness.mjs";

after(shutdown);

const wanted = process.argv.slice(2);
const here = new URL(".", import.meta.url);
const files = readdirSync(here).filter((name) => name.endsWith(".test.mjs")).sort();
const chosen = files.filter((name) => !wanted.length || wanted.some((part) => name.startsWith(part)));
if (!chosen.length) {
  console.error(`no test file starts with ${wanted.join(" or ")}; there are ${files.join(", ")}`);
  process.exit(2);
}
for (const name of chosen) await import(new URL(name, here).href);
