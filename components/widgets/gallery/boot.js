// Theme, language and view come from the query, such as ?theme=dark&view=files, so that a picture of each can be taken.
import start from "./pkg/gallery.js";
const query = new URLSearchParams(location.search);
for (const name of ["theme", "view", "embed"]) {
  if (query.has(name)) document.documentElement.setAttribute(`data-${name}`, query.get(name));
}
document.documentElement.lang = query.get("lang") ?? "en";
document.body.insertAdjacentHTML("afterbegin", await (await fetch("sprite.html")).text());
await start("./pkg/gallery_bg.wasm");
document.documentElement.dataset.ready = "";
if (query.has("at")) document.querySelector(query.get("at"))?.scrollIntoView();
if (query.has("click")) document.querySelector(query.get("click"))?.click();
if (query.has("focus")) document.querySelector(query.get("focus"))?.focus();
