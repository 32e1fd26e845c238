// The line between the page's two modules: the page itself and the desk, which is loaded when one of its pages is
// first shown. Both import this file, so it is one instance with one state.
//
// load(full) brings the desk into its place, once, and the full engine if its page needs that; "ready" tells the page that it is there. What cannot be fetched is said in
// that place, with a button to try again.
// listen(end, hear): "page" or "desk" hears what the other tells. tell(end, what, value, more) says it; what is told
// to an end that does not listen yet is lost.
import { upgrade } from "./engine.js";

const ends = {};
let desk = null;
let tries = 0;
let dropped = null;

export function listen(end, hear) {
  ends[end] = hear;
}

export function tell(end, what, value, more) {
  ends[end]?.(what, value, more);
}

export function load(full) {
  if (full) upgrade();
  if (desk) return;
  desk = bring();
  show("wait");
  desk.then(
    () => tell("page", "ready"),
    (error) => {
      console.warn(error);
      desk = null;
      show("lost");
      place().querySelector("button").onclick = () => load(full);
    },
  );
}

export function call(what, value) {
  load(true);
  desk.then(() => tell("desk", what, value), () => {});
}

const place = () => document.getElementById("desk");
// What stands in the desk's place before it comes, from index.html.
const show = (name) => place()?.replaceChildren(document.getElementById(name).content.cloneNode(true));

async function bring() {
  const { deskJs, deskWasm, deskCss } = document.getElementById("engine").dataset;
  const url = (name) => new URL(name, document.baseURI);
  // A module that failed to load stays failed under its address.
  const js = url(deskJs);
  if (tries++) js.searchParams.set("try", String(tries));
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = url(deskCss).href;
  document.head.append(style);
  const glue = await import(js.href);
  await glue.default({ module_or_path: url(deskWasm) });
}

// The files that were dropped on the page, once.
export function take() {
  const files = dropped ?? [];
  dropped = null;
  return files;
}

// A file dropped anywhere is opened; the engine that reads it is fetched while it still hangs over the page.
const holds = (event) => !event.defaultPrevented && event.dataTransfer?.types.includes("Files");
addEventListener("dragenter", (event) => holds(event) && upgrade());
addEventListener("dragover", (event) => holds(event) && event.preventDefault());
addEventListener("drop", (event) => {
  if (!holds(event)) return;
  event.preventDefault();
  dropped = [...event.dataTransfer.files];
  location.hash = "#/open";
  tell("desk", "files");
});
