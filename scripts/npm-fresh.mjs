// Exits 0 if a folder's node_modules holds what its package-lock.json asks for, else 1.
import { readFileSync } from "node:fs";

const dir = process.argv[2];
try {
  const wanted = JSON.parse(readFileSync(`${dir}/package-lock.json`, "utf8")).packages;
  const there = JSON.parse(readFileSync(`${dir}/node_modules/.package-lock.json`, "utf8")).packages;
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    if (path && !optional && there[path]?.version !== version) process.exit(1);
  }
} catch {
  process.exit(1);
}
