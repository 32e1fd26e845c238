// The engine's Web Worker: one request in, one answer out, in the order they came.
//
// The page's engine.js speaks to it. First message in: { module, js }, the compiled engine and the
// address of its JavaScript. Then { seq, text } in, and { seq, text } or { seq, error, dead: true } out.
// Once, on start: { ready: true } or { ready: false, error }.
//
// The module comes compiled from the page, so a restart after a panic neither fetches nor compiles again.

let handle;
let broken = false;
// Requests that arrive before the engine has started; the browser would deliver them to nobody.
const early = [];

addEventListener("message", ({ data }) => {
  if (data.module) start(data);
  else if (handle || broken) answer(data);
  else early.push(data);
});

async function start({ module, js }) {
  try {
    const engine = await import(js);
    await engine.default({ module_or_path: module });
    handle = engine.handle;
    postMessage({ ready: true });
    for (const request of early.splice(0)) answer(request);
  } catch (error) {
    broken = true;
    postMessage({ ready: false, error: String(error?.message ?? error) });
  }
}

function answer({ seq, text }) {
  // A dead engine would answer from memory in an unknown state.
  if (broken) return;
  try {
    postMessage({ seq, text: handle(text) });
  } catch (error) {
    // `handle` returns its errors as text, so anything thrown is a panic or an exhausted stack or memory.
    broken = true;
    postMessage({ seq, error: String(error?.message ?? error), dead: true });
  }
}
