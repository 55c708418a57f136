/** A server for the store's tests: it keeps files in memory, behind the real schemas. */
import type { AskReply } from "../../api/ask.ts";
import { ROUTES } from "../../api/routes.ts";
import type { Workspace } from "../../api/workspace.ts";
import type { ApiCall } from "../api-client.ts";
import { SERVING as engine } from "./engine-info.ts";
import { EXPLANATION } from "./explanation.ts";

const askReply: AskReply = {
  asked: { name: "web.example.org.", type: "A", class: "IN", wireHex: "00" },
  listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } },
  received: { kind: "nothing", because: "timeout", text: "No reply within 5 s.", tookMs: 5000 },
  explanation: EXPLANATION,
  engine,
};

/** Makes one with a Corefile and a zone file. */
export function fakeServer() {
  const files = new Map([
    ["Corefile", ".:1053 {\n    whoami\n}\n"],
    ["zones/db.example.org", "; empty\n"],
  ]);
  let revision = 1;
  const calls: ApiCall[] = [];
  let opened: Record<string, unknown> = { kind: "home" };
  const workspace = (): Workspace => ({
    name: "test",
    folder: opened.kind === "home" ? "/dns" : `/${opened.kind}`,
    origin: opened.kind === "shared" ? "shared" : opened.kind === "own-copy" ? "copy" : "folder",
    ...(opened.kind === "shared" ? { isReadOnly: true } : {}),
    corefile: "Corefile",
    revision,
    isTruncated: false,
    environment: {},
    files: [...files].map(([path, text]) => ({ path, sizeBytes: text.length, modifiedMs: 0, isText: true })),
  });
  const answer = (call: ApiCall): { status: number; body: unknown } => {
    const body = call.body as Record<string, unknown>;
    const path = String(call.query?.path ?? body?.path);
    if (call.path === ROUTES.workspace) return { status: 200, body: workspace() };
    if (call.path === ROUTES.file && call.method === "GET" && !files.has(path))
      return { status: 404, body: { error: `${path}: no such file`, help: "" } };
    if (call.path === ROUTES.file && call.method === "GET")
      return { status: 200, body: { path, text: files.get(path), revision: `r-${files.get(path)}` } };
    if (call.path === ROUTES.file && call.method === "DELETE") {
      files.delete(path);
      return { status: 200, body: { workspace: workspace() } };
    }
    if (call.path === ROUTES.file) {
      if (body.baseRevision === null && files.has(path))
        return { status: 409, body: { error: "It is there already.", help: "Choose another name." } };
      if (body.baseRevision !== null && body.baseRevision !== `r-${files.get(path)}`)
        return { status: 409, body: { error: "It was changed outside.", help: "Load it again." } };
      files.set(path, String(body.text));
      revision += 1;
      return { status: 200, body: { revision: `r-${body.text}`, workspace: workspace() } };
    }
    if (call.path === ROUTES.pack) return { status: 200, body: packed(files, body.drafts) };
    if (call.path === ROUTES.open) {
      opened = body;
      return { status: 200, body: workspace() };
    }
    if (call.path === ROUTES.ask) return { status: 200, body: askReply };
    if (call.path === ROUTES.check) return { status: 200, body: { problems: [], tookMs: 1 } };
    if (call.path === ROUTES.apply) return { status: 200, body: { applied: true, problems: [], engine, tookMs: 1 } };
    return { status: 404, body: "<html>" };
  };
  const send = async (call: ApiCall) => {
    calls.push(call);
    return answer(call);
  };
  return { files, calls, send };
}

/** Every file, with unsaved texts in their places. */
function packed(files: ReadonlyMap<string, string>, drafts: unknown) {
  const texts = { ...Object.fromEntries(files), ...(drafts as Record<string, string>) };
  return { files: Object.entries(texts).map(([path, text]) => ({ path, text })), left: [], others: [] };
}
