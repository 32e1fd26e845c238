// The way to the capacity worker: an engine of its own that answers questions about a fleet in stages.
//
// ask(text) starts a question and ends the one before; hear(listener) gets every answer, parsed. cancel() ends what runs.
// listener(answer) also gets { kind: "lost", text } where the worker cannot be loaded or died; the next question starts
// a fresh one. Where no worker can be had it works on the main thread, between frames.

let listener = () => {};
let worker = null;
// The last question, for a worker that is not ready yet.
let wanted = null;
let loading = null;

export function hear(hears) {
  listener = hears;
}

export function ask(text) {
  wanted = text;
  if (worker) worker.post(text);
  else bring();
}

export function cancel() {
  wanted = null;
  worker?.cancel();
}

function bring() {
  loading ??= load().then(
    (made) => {
      loading = null;
      worker = made;
      if (wanted !== null) worker.post(wanted);
    },
    (error) => {
      loading = null;
      lost(error);
    },
  );
}

const lost = (error) => listener({ kind: "lost", text: String(error?.message ?? error) });

async function load() {
  const { sizingJs, sizingWasm, sizingWorker } = document.getElementById("engine").dataset;
  const url = (name) => new URL(name, document.baseURI).href;
  const response = await fetch(url(sizingWasm));
  if (!response.ok) throw new Error(`${response.status} for ${sizingWasm}`);
  // Streaming refuses other types; some static servers do not know wasm.
  const streams = response.headers.get("content-type")?.startsWith("application/wasm");
  const module = await (streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer().then(WebAssembly.compile));
  try {
    return await inWorker(url(sizingWorker), url(sizingJs), module);
  } catch (error) {
    console.warn(`no worker for the capacity answers, they run on the main thread: ${error.message}`);
    return onMainThread(url(sizingJs), module);
  }
}

// A worker that says nothing for this long does not exist (a frame that blocks it silently).
const READY_MS = 10_000;

function inWorker(address, js, module) {
  return new Promise((done, fail) => {
    const made = new Worker(address, { type: "module" });
    const timer = setTimeout(() => refuse("it did not start in time"), READY_MS);
    const refuse = (why) => {
      clearTimeout(timer);
      made.terminate();
      fail(new Error(why));
    };
    let ready = false;
    made.onmessage = ({ data }) => {
      if (data.ready) {
        ready = true;
        clearTimeout(timer);
        done({ post: (text) => made.postMessage({ text }), cancel: () => made.postMessage({ cancel: true }) });
      } else if (data.ready === false) refuse(data.error);
      else if (data.error) {
        made.terminate();
        worker = null;
        lost(data.error);
      } else listener(JSON.parse(data.text));
    };
    made.onerror = (event) => {
      event.preventDefault();
      const why = event.message || "the worker could not be loaded";
      if (!ready) return refuse(why);
      made.terminate();
      worker = null;
      lost(why);
    };
    made.postMessage({ module, js });
  });
}

async function onMainThread(js, module) {
  const engine = await import(js);
  await engine.default({ module_or_path: module });
  let turn = 0;
  const work = (mine) => {
    if (mine !== turn || !engine.busy()) return;
    const text = engine.step();
    if (text) listener(JSON.parse(text));
    setTimeout(work, 0, mine);
  };
  return {
    post(text) {
      const mine = ++turn;
      setTimeout(() => {
        if (mine !== turn) return;
        listener(JSON.parse(engine.start(text)));
        work(mine);
      }, 0);
    },
    cancel: () => void ++turn,
  };
}
