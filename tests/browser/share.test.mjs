import assert from "node:assert/strict";
import { check } from "./check.mjs";
import { closePage, nothingWrong, openPage, settled, until } from "./harness.mjs";
import { CONCURRENT, CONCURRENT_ROUTE, concurrentInFile, notice, shareLink } from "./ui.mjs";

const route = CONCURRENT_ROUTE;

check("a share link opens the same plan elsewhere", { route }, async (page) => {
  await settled(page, () => page.locator(CONCURRENT).fill("23"));
  const link = await shareLink(page);
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/docs\/tools\/runwright\/[^?]*#/, "the plan is in the fragment");
  const other = await openPage({ url: link });
  assert.equal(await concurrentInFile(other), "23");
  nothingWrong(other);
  await closePage(other);
});

check("an untouched plan makes a short link", { route }, async (page) => {
  const link = await shareLink(page);
  assert.ok(link.split("#")[1].length < 60, link);
});

check("a broken link warns and keeps the defaults", { route }, async (page) => {
  const defaults = await concurrentInFile(page);
  await settled(page, () => page.locator(CONCURRENT).fill("24"));
  const link = await shareLink(page);
  const [address, fragment] = link.split("#");
  for (const bad of [fragment.slice(0, -6), fragment.replace(/.{4}$/, "@%C3~"), fragment.replace(/v\d/, "vx")]) {
    const other = await openPage({ url: `${address}#${bad}` });
    await until(() => other.locator(notice("link")).count(), (count) => count > 0, `a warning for #${bad}`);
    assert.equal(await concurrentInFile(other), defaults, bad);
    nothingWrong(other);
    await closePage(other);
  }
});

check("a link from the future opens what is known of it, with a warning", { route }, async (page) => {
  await settled(page, () => page.locator(CONCURRENT).fill("25"));
  const link = (await shareLink(page)).replace(/plan=v\d+/, "plan=v99");
  const other = await openPage({ url: link });
  await until(() => other.locator(notice("link")).count(), (count) => count > 0, "a warning");
  assert.equal(await concurrentInFile(other), "25");
  nothingWrong(other);
  await closePage(other);
});
