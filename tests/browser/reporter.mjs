// Prints one line per test, the reasons of those that failed, and closes with `N passed, N failed`.
export default async function* reporter(events) {
  const failures = [];
  let passed = 0;
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr" || type === "test:diagnostic") continue;
    if (type !== "test:pass" && type !== "test:fail") continue;
    // A suite is reported beside its tests.
    if (data.details?.type === "suite") continue;
    const took = `${Math.round(data.details?.duration_ms ?? 0)} ms`;
    if (data.skip !== undefined) {
      yield `  - ${data.name} (skipped)\n`;
    } else if (type === "test:pass") {
      passed += 1;
      yield `  ok ${data.name} (${took})\n`;
    } else {
      failures.push(data);
      yield `  FAILED ${data.name} (${took})\n`;
    }
  }
  for (const { name, details } of failures) {
    const error = details.error?.cause ?? details.error;
    yield `\n${name}\n${String(error?.stack ?? error).replace(/\x1b\[\d*m/g, "").replace(/^/gm, "    ")}\n`;
  }
  yield `\n${passed} passed, ${failures.length} failed\n`;
}
