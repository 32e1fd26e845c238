// A worker that answers what concerns opened files by itself and hands the rest to the real engine.
//
// The tests of the desk are about the page: what it shows of an answer, and what it makes of a click. The answers are
// small on purpose, and hold one of each thing that is drawn.
import { trouble } from "./trouble.mjs";

const answers = () => {
  const spec = (label, kind, more = {}) => ({ label, help: `Help of ${label}.`, kind, unit: "", example: "", default: kind === "bool" ? "false" : "", default_text: "none", since: "", max: 0, options: [], columns: [], ...more });
  const column = (id, kind, more = {}) => ({ id, label: id, kind, default: "", example: "", options: [], ...more });
  const row = (id, path, more = {}) => ({ id, part: id.startsWith("values.") ? "values" : "config", path, help: `Help of ${path}.`, default: "none", since: "", deprecated: "", removed: "", security: false, secret: false, source: "gitlab-org/gitlab-runner@0123abc:common/config.go", ...more });
  const mounts = spec("mounts", "tables", { columns: [column("name", "text"), column("read_only", "bool"), column("items", "tables", { columns: [column("key", "text"), column("mode", "int")] })] });
  const fields = { "config.runners.kubernetes.volumes.secret": mounts, "values.secrets": spec("secrets", "text"), "values.hostAliases": spec("hostAliases", "text") };
  const many = [];
  for (let i = 0; i < 400; i += 1) {
    const path = `runners.feature_flags.flag_${i}`;
    fields[`config.${path}`] = spec(path, i % 2 ? "bool" : "text");
    many.push(row(`config.${path}`, path, { security: i % 10 === 0 }));
  }
  return {
    read: ({ sources }) => ({
      kind: "read",
      files: sources.map(({ name, text }) => {
        const known = /concurrent/.test(text);
        return {
          name,
          what: known ? "Values of the chart" : "",
          parts: known ? [{ part: "values", place: "", line: 1, edited: true }, { part: "config", place: "runners.config", line: 4, edited: false }] : [],
          findings: [],
          kept: known ? [{ key: "podAnnotations", line: 3 }] : [],
          understood: known ? 2 : 0,
          total: known ? 3 : 0,
          secret: /hunter2/.test(text),
        };
      }),
      draft: { "managers.concurrent": /concurrent: *(\d+)/.exec(sources.map(({ text }) => text).join("\n"))?.[1] ?? "10" },
    }),
    settings: () => ({
      kind: "settings",
      fields,
      rows: [
        row("values.hostAliases", "hostAliases", { deprecated: "chart 0.60" }),
        row("values.secrets", "secrets", { secret: true, security: true }),
        row("managers.concurrent", "concurrent"),
        row("config.runners.kubernetes.volumes.secret", "runners.kubernetes.volumes.secret"),
        ...many,
      ],
    }),
    upgrade: ({ plan, chart }) => ({
      kind: "upgrade",
      from: plan.draft["target.chart"] ?? "now",
      to: chart,
      findings: [{ code: "UP-1", severity: "error", field: "", title: "A key is gone", body: "Take `new` in its place.", fixes: [] }],
      releases: [{ version: "0.90.0", date: "2026-06-01", lines: ["A default changed."] }],
      script: "helm repo update\nhelm upgrade",
      tokens: [],
    }),
    minimal: ({ path }) => ({ kind: "minimal", text: `# ${path}\nconcurrent: 7\n`, tokens: [], dropped: [{ key: "checkInterval", value: "3", line: 9 }] }),
    compare: ({ path, with: other }) => ({ kind: "compare", hunks: [{ path, rows: [{ mark: "-", line: 1, text: `old ${other}` }, { mark: "+", line: 1, text: "new" }] }] }),
  };
};

/** The body of worker.js. */
export const WORKER = `
const FAKE = { ...(${answers})(), ...(${trouble})() };
let handle;
onmessage = async ({ data }) => {
  if (data.module) {
    const engine = await import(data.js);
    await engine.default({ module_or_path: data.module });
    handle = engine.handle;
    postMessage({ ready: true });
    return;
  }
  const { ask } = JSON.parse(data.text);
  const say = FAKE[ask.kind]?.(ask);
  let text = say ? JSON.stringify({ seq: data.seq, say }) : handle(data.text);
  if (ask.kind === "plan" && ask.sources.length) {
    const answer = JSON.parse(text);
    for (const { name, text } of ask.sources) {
      const low = /concurrent/.test(text) && ask.draft["managers.concurrent"] !== "40";
      const found = { code: "VAL-1", severity: "error", field: "managers.concurrent", at: [name, 2], column: 3, title: "It is low", body: "Few jobs run.", fixes: [{ label: "Take 40", edits: [{ field: "managers.concurrent", value: "40" }] }] };
      if (low) answer.say.findings.push(found);
      // As many as no one reads at once.
      for (let i = 0; low && i < 30 * /many/.test(text); i += 1) answer.say.findings.push({ ...found, severity: "advice", field: "", fixes: [], title: "Number " + i });
      answer.say.files.unshift({ path: name, about: "opened", group: "opened", text, tokens: [], origins: [], changed: [], gone: [] });
    }
    text = JSON.stringify(answer);
  }
  postMessage({ seq: data.seq, text });
};`;
