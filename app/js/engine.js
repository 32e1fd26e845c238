// The page's way to the engine: a Web Worker, or the main thread where a worker cannot be had.
//
// start(onAnswer, onState) once, then send(seq, text, full) for every request.
//   onAnswer(seq, answer)    what the engine answered, parsed; never called before send returned
//   onState(state, detail)   "starting", "worker", "main-thread": where the engine runs;
//                            "restarted": it died, came back and got the open requests again;
//                            "failed": it died twice on one request (dropped) or did not start; detail says why
//                            "missing": the full engine could not be loaded; what waited for it is dropped
// Answers come in the order of their requests; dropping stale ones is the page's part.
//
// A request that kills the engine is tried once more on a fresh instance: a panic may come from what
// earlier requests left in memory. A request that kills it twice is dropped, and later ones are served.
//
// There are two engines: the small one that the page starts with, and the full one that also reads files. The first
// request that needs the full one (or upgrade(), ahead of it) has it loaded while the small one goes on; then it takes
// over the open requests and serves everything.

// A worker that says nothing for this long does not exist (a frame that blocks it silently).
const READY_MS = 10_000;
// A request that takes this long hangs; settled files take milliseconds.
const HANG_MS = 20_000;

let onAnswer;
let onState;
// The engine in use: { post(request), stop() }, or null while none runs.
let engine = null;
let starting = false;
let mainThread = false;
let instances = 0;
let watchdog = 0;
// The full engine is asked for; it is the one to run.
let wanted = false;
let isFull = false;
// Modules by address.
const compiled = new Map();
// Open requests by seq, oldest first: { seq, text, full, deaths }.
const open = new Map();

export function start(answer, state) {
  onAnswer = answer;
  onState = state;
  onState("starting", "");
  boot("");
}

export function send(seq, text, full) {
  const request = { seq, text, full, deaths: 0 };
  open.set(seq, request);
  if (full) upgrade();
  if (engine) post(request);
  else boot("");
}

export async function upgrade() {
  if (wanted) return;
  wanted = true;
  try {
    await compile(addresses(true).wasm);
    isFull = true;
    engine?.stop();
    engine = null;
    boot("");
  } catch (error) {
    wanted = false;
    for (const { seq, full } of [...open.values()]) if (full) open.delete(seq);
    watch();
    onState("missing", words(error));
  }
}

// Addresses come from index.html, where the build puts a version on them.
function addresses(full) {
  const { href, dataset } = document.getElementById("engine");
  const url = (name) => new URL(name, document.baseURI).href;
  const worker = url(dataset.worker);
  return full ? { wasm: url(dataset.fullWasm), js: url(dataset.fullJs), worker } : { wasm: href, js: url(dataset.js), worker };
}

// Compiled once per page; every instance, in a worker or not, is made from it.
function compile(wasm) {
  const load = async () => {
    const response = await fetch(wasm);
    if (!response.ok) throw new Error(`${response.status} for ${wasm}`);
    // Streaming refuses other types; some static servers do not know wasm.
    const streams = response.headers.get("content-type")?.startsWith("application/wasm");
    return streams ? WebAssembly.compileStreaming(response) : response.arrayBuffer().then(WebAssembly.compile);
  };
  if (!compiled.has(wasm)) compiled.set(wasm, load());
  const module = compiled.get(wasm);
  module.catch(() => compiled.delete(wasm));
  return module;
}

// Starts an engine and hands it the open requests. `reason` is why the last one died, or empty.
async function boot(reason) {
  if (starting) return;
  starting = true;
  try {
    const full = isFull;
    const { wasm, js, worker } = addresses(full);
    const module = await compile(wasm);
    instances += 1;
    if (!mainThread) {
      try {
        engine = await inWorker(worker, js, module);
      } catch (error) {
        console.warn(`no worker for the engine, it runs on the main thread: ${words(error)}`);
        mainThread = true;
      }
    }
    if (mainThread) engine = await onMainThread(js, module);
    starting = false;
    if (full !== isFull) {
      engine.stop();
      engine = null;
      return boot(reason);
    }
    onState(reason ? "restarted" : mainThread ? "main-thread" : "worker", reason);
    for (const request of open.values()) post(request);
  } catch (error) {
    starting = false;
    onState("failed", words(error));
  }
}

function inWorker(address, js, module) {
  return new Promise((done, fail) => {
    const worker = new Worker(address, { type: "module" });
    const timer = setTimeout(() => refuse("it did not start in time"), READY_MS);
    const refuse = (why) => {
      clearTimeout(timer);
      worker.terminate();
      fail(new Error(why));
    };
    // What this worker still sends after it was given up must not count against the next one.
    let ready = false;
    let stopped = false;
    const stop = () => {
      stopped = true;
      worker.terminate();
    };
    const post = ({ seq, text }) => worker.postMessage({ seq, text });
    worker.onmessage = ({ data }) => {
      if (stopped) return;
      if (data.ready) {
        ready = true;
        clearTimeout(timer);
        done({ post, stop });
      } else if (data.ready === false) refuse(data.error);
      else if (data.dead) died(data.seq, data.error);
      else answered(data.seq, data.text);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      const why = event.message || "the worker could not be loaded";
      if (stopped) return;
      if (ready) died(oldest(), why);
      else refuse(why);
    };
    worker.postMessage({ module, js });
  });
}

async function onMainThread(js, module) {
  // Another query is another module record: the only way to a fresh instance of its glue.
  const address = new URL(js);
  address.searchParams.set("instance", String(instances));
  const glue = await import(address.href);
  await glue.default({ module_or_path: module });
  let stopped = false;
  return {
    post: (request) =>
      // A task of its own, so that the page paints the key before the answer is worked out.
      setTimeout(() => {
        if (stopped) return;
        let text;
        try {
          text = glue.handle(request.text);
        } catch (error) {
          died(request.seq, words(error));
          return;
        }
        answered(request.seq, text);
      }, 0),
    stop: () => (stopped = true),
  };
}

// What only the full engine can answer waits for it.
function post(request) {
  if (request.full && !isFull) return;
  engine.post(request);
  watch();
}

function answered(seq, text) {
  open.delete(seq);
  watch();
  onAnswer(seq, JSON.parse(text));
}

function died(seq, why) {
  engine?.stop();
  engine = null;
  clearTimeout(watchdog);
  const request = open.get(seq);
  if (request) {
    request.deaths += 1;
    if (request.deaths > 1) {
      open.delete(seq);
      onState("failed", why);
    }
  }
  boot(why);
}

// Restarts the clock for the oldest open request. The main thread cannot interrupt itself.
function watch() {
  clearTimeout(watchdog);
  const seq = oldest();
  if (seq && !mainThread) watchdog = setTimeout(() => died(seq, "no answer in time"), HANG_MS);
}

// The oldest request that is with the engine.
const oldest = () => [...open.values()].find(({ full }) => isFull || !full)?.seq;
const words = (error) => String(error?.message ?? error);
