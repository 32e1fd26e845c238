// What the tests know about the page's DOM, in one place. The page promises:
//
//   html[data-ready="1"]      once the first files are shown
//   html[data-seq]            number of the last answer that is shown
//   html[lang], [data-theme]  the language in use; the theme, if pinned
//   #f-managers-concurrent    a field's control: its id with - for .
//   [role=tab]                one per file, named by its path
//   .code li                  one per line of the file in view; .ln inside is the line number
//   [data-action=NAME]        buttons that are found in no other stable way: lang, theme, undo, redo, share, download-all
//   [data-share-link]         the link, as value, href or text, once `share` was pressed
//   [data-notice=NAME]        messages: link (a link not fully honoured), storage (not saved), engine (restarted or failed)
//   dialog[open]              what `?` (help) and Ctrl+K (palette; it holds role=combobox) open
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { until } from "./harness.mjs";

export const READY = 'html[data-ready="1"]';
export const ROUTES = ["overview", "target", "gitlab", "managers", "dns", "job", "nodes", "security", "capacity", "open", "settings", "upgrade", "trouble", "starts", "monitoring", "operations"];

export const CONCURRENT = "#f-managers-concurrent";
export const CONCURRENT_ROUTE = "#/managers";

export const action = (name) => `[data-action="${name}"]`;
export const notice = (name) => `[data-notice="${name}"]`;
export const DIALOG = "dialog[open]";
export const PALETTE_INPUT = "dialog[open] [role=combobox]";

/** Names of the files on offer. */
export const fileNames = (page) => page.locator("[role=tab]").evaluateAll((tabs) => tabs.map((tab) => tab.textContent));

/** Brings a file into view and gives its text. */
export async function fileText(page, name) {
  const tab = page.locator("[role=tab]").filter({ hasText: name }).first();
  if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
  // The rest of a long file follows its first lines.
  await page.waitForSelector(".filepanel .code ol:not([aria-busy])");
  return until(() => codeText(page), (text) => text.length > 0, `no lines for ${name}`);
}

/** Text of the file in view. */
export const codeText = (page) =>
  page.locator(".code li").evaluateAll((lines) =>
    lines
      .map((line) => {
        const copy = line.cloneNode(true);
        for (const number of copy.querySelectorAll(".ln, .vh")) number.remove();
        return copy.textContent;
      })
      .join("\n"),
  );

/** The number that values.yaml gives for `concurrent`. */
export async function concurrentInFile(page) {
  return /^concurrent:\s*(\d+)/m.exec(await fileText(page, "values.yaml"))?.[1];
}

/** Presses Share and gives the link. */
export async function shareLink(page) {
  await page.locator(action("share")).click();
  const at = page.locator("[data-share-link]").first();
  await at.waitFor({ state: "attached" });
  return at.evaluate((element) => element.value ?? element.href ?? element.textContent);
}

/** Leaves every field, so that a shortcut is the page's and not the field's. */
export const leaveField = (page) => page.evaluate(() => document.activeElement?.blur?.());

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };

/** What axe finds, one line each with the first elements it is about. */
export async function axe(page) {
  // Through the debugger, which the content security policy does not bind.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => window.axe.run(document, rules), RULES);
  return violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.slice(0, 3).map((node) => node.target.join(" ")).join(", ")}${nodes.length > 3 ? ` and ${nodes.length - 3} more` : ""}`);
}
