// Holds the built page to its budget: gzip bytes, as a static host sends them. Exits 1 above it.
//
//   node scripts/size.mjs [DIST] [--json]
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

// 1 kB is 1000 bytes.
const BUDGET = { first: 180_000, engine: 350_000, full: 1_040_000, desk: 280_000, sizing: 300_000 };
const NAMES = { first: "first load", engine: "engine", full: "full engine, when first needed", desk: "desk, when first needed", sizing: "capacity answers, when first needed" };

// Sizes of one built page: { first, engine, full, desk }, each { gzip, raw, budget, files: [{ name, raw, gzip }] } in bytes.
export function sizes(dist) {
  const names = readdirSync(dist, { recursive: true, withFileTypes: false }).map(String);
  const all = (test) => names.filter((name) => test(name)).sort();
  const groups = {
    first: all((n) => n === "index.html" || n === "boot.js" || (n.endsWith(".css") && n !== "desk.css") || /^runwright-app-.*\.(js|wasm)$/.test(n) || /^snippets[\\/].*\.js$/.test(n)),
    engine: all((n) => /^runwright-engine(_bg)?\.(js|wasm)$/.test(n) || n === "worker.js"),
    full: all((n) => /^runwright-engine-full.*\.(js|wasm)$/.test(n)),
    sizing: all((n) => /^runwright-sizing.*\.(js|wasm)$/.test(n) || n === "sizing-worker.js"),
    desk: all((n) => /^runwright-desk.*\.(js|wasm)$/.test(n) || n === "desk.css"),
  };
  const report = {};
  for (const [group, list] of Object.entries(groups)) {
    const files = list.map((name) => {
      const bytes = readFileSync(join(dist, name));
      return { name, raw: bytes.length, gzip: gzipSync(bytes).length };
    });
    const sum = (key) => files.reduce((total, file) => total + file[key], 0);
    report[group] = { gzip: sum("gzip"), raw: sum("raw"), budget: BUDGET[group], files };
  }
  return report;
}

const kb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);

if (import.meta.url === `file://${process.argv[1]}`) {
  const dist = process.argv.slice(2).find((arg) => !arg.startsWith("-")) ?? "dist";
  const report = sizes(dist);
  if (process.argv.includes("--json")) console.log(JSON.stringify(report, null, 2));
  let over = false;
  for (const [group, { gzip, raw, budget, files }] of Object.entries(report)) {
    // An empty group means a renamed file: the budget would hold for nothing.
    const wasm = files.some(({ name }) => name.endsWith(".wasm"));
    if (!wasm) console.error(`size: no wasm file for "${group}" in ${dist}`);
    if (!wasm || gzip > budget) over = true;
    if (process.argv.includes("--json")) continue;
    console.log(`${NAMES[group].padEnd(46)}${"raw".padStart(10)}${"gzip".padStart(10)}`);
    for (const file of files) console.log(`  ${file.name.padEnd(44).slice(0, 44)}${kb(file.raw)}${kb(file.gzip)}`);
    console.log(`  ${"sum".padEnd(44)}${kb(raw)}${kb(gzip)}   of ${kb(budget).trim()}${gzip > budget ? "  TOO LARGE" : ""}`);
  }
  if (over) {
    console.error("size: the page is above its budget");
    process.exit(1);
  }
}
