// A static file server on 127.0.0.1 that shows the page the way a host would, under a sub-path.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
};

// The page must not know where it is mounted.
export const MOUNT = "/docs/tools/runwright/";

/**
 * Serves `root` under MOUNT.
 *
 * `overrides` maps a path below the mount ("worker.js") or an absolute one ("/host.html") to a function of the
 * number of earlier requests for it; it returns a body, or null for the file itself.
 * Returns { url, origin, requests, close }; `requests` are the paths asked for, in order.
 */
export async function serve(root, overrides = {}) {
  const requests = [];
  const counts = new Map();
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    requests.push(path);
    const below = path.startsWith(MOUNT) ? path.slice(MOUNT.length) || "index.html" : path;
    const head = {
      "content-type": TYPES[extname(below)] ?? "application/octet-stream",
      "cache-control": "no-store",
      // As GitHub Pages does; a sandboxed frame has no origin and needs it for modules and wasm.
      "access-control-allow-origin": "*",
    };
    const seen = counts.get(below) ?? 0;
    counts.set(below, seen + 1);
    const body = overrides[below]?.(seen);
    if (body != null) {
      response.writeHead(200, head).end(body);
      return;
    }
    const file = join(root, normalize(below));
    let found = false;
    try {
      found = path.startsWith(MOUNT) && statSync(file).isFile();
    } catch {
      // Not there: answered below.
    }
    if (!found) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found");
      return;
    }
    response.writeHead(200, head);
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  const close = () =>
    new Promise((done) => {
      server.close(done);
      server.closeAllConnections?.();
    });
  return { origin, url: origin + MOUNT, requests, close };
}
