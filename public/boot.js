// Starts the page: theme and language before the first paint, then the WebAssembly module.
//
// A classic script that blocks rendering, because the theme must be set before anything is painted.
// It is external so that the content security policy needs no 'unsafe-inline'. trunk writes the hashed
// names of the page's module into its data attributes (see Trunk.toml).
//
// Storage keys shared with the page: "runwright.theme" (light, dark; absent follows the system) and
// "runwright.lang" (en, zh). The query string overrides both for an embedding portal:
// ?theme=dark&lang=zh&embed=1.
(() => {
  "use strict";
  const script = document.currentScript;
  const root = document.documentElement;
  const query = new URLSearchParams(location.search);

  // Reading storage throws in a sandboxed frame and where the user denied it.
  const stored = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };

  const theme = query.get("theme") ?? stored("runwright.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  const wanted = [query.get("lang"), stored("runwright.lang"), ...(navigator.languages ?? [navigator.language])];
  const known = wanted.find((tag) => /^(en|zh)\b/i.test(tag ?? "")) ?? "en";
  root.lang = /^zh/i.test(known) ? "zh-Hans" : "en";

  if (query.has("embed") && query.get("embed") !== "0") root.dataset.embed = "1";

  // Shows the static box of index.html. `kind` is "load" (the module never ran) or "crash" (it did, and died).
  let failed = false;
  const fail = (kind, reason) => {
    console.error(reason);
    if (failed) return;
    failed = true;
    root.dataset.failed = kind;
    const show = () => {
      const box = document.getElementById("fatal");
      if (!box) return;
      for (const text of box.querySelectorAll("[data-kind]")) text.hidden = text.dataset.kind !== kind;
      box.hidden = false;
      const button = document.getElementById("fatal-reload");
      button?.addEventListener("click", () => location.reload());
      button?.focus();
    };
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", show, { once: true });
    else show();
  };

  // After a panic the module is dead and every later event would throw: say so once, at a fixed place.
  // Other script errors leave the page alive and go to the console alone.
  const dead = (error) => typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  addEventListener("error", (event) => {
    if (dead(event.error)) fail("crash", event.error);
  });
  addEventListener("unhandledrejection", (event) => {
    if (dead(event.reason)) fail("crash", event.reason);
  });

  const parsed = new Promise((done) => {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done, { once: true });
    else done();
  });
  const url = (name) => new URL(name, document.baseURI).href;
  Promise.all([import(url(script.dataset.js)), parsed])
    .then(([page]) => page.default({ module_or_path: url(script.dataset.wasm) }))
    .catch((error) => fail(dead(error) ? "crash" : "load", error));
})();
