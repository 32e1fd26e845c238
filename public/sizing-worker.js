// The capacity worker: answers a question in stages and looks for a newer one between them.
//
// The page's sizing.js speaks to it. First message in: { module, js }. Then { text } with a question, or { cancel: true }.
// Out: { ready: true } or { ready: false, error } once, { text } for each answer, { error } when it died.

let engine;
let queued = null;
let running = false;
// A message to itself is handled after those that wait, so a new question is seen before the next stage.
const self_ = new MessageChannel();
self_.port1.onmessage = step;

addEventListener("message", ({ data }) => {
  if (data.module) return start(data);
  queued = data.cancel ? null : data.text;
  if (data.cancel) running = false;
  else next();
});

async function start({ module, js }) {
  try {
    const loaded = await import(js);
    await loaded.default({ module_or_path: module });
    engine = loaded;
    postMessage({ ready: true });
    if (queued !== null) next();
  } catch (error) {
    postMessage({ ready: false, error: String(error?.message ?? error) });
  }
}

function next() {
  if (!engine) return;
  running = true;
  self_.port2.postMessage(0);
}

function step() {
  if (!running) return;
  try {
    let text;
    if (queued !== null) {
      text = engine.start(queued);
      queued = null;
    } else text = engine.step();
    if (text) postMessage({ text });
    running = engine.busy();
    if (running) self_.port2.postMessage(0);
  } catch (error) {
    // Errors are answers, so anything thrown is a panic.
    running = false;
    engine = undefined;
    postMessage({ error: String(error?.message ?? error) });
  }
}
