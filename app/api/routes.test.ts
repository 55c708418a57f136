import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { askReplySchema } from "../../lib/api/ask.ts";
import { applyReplySchema, checkReplySchema } from "../../lib/api/check.ts";
import { corednsProgramSchema } from "../../lib/api/coredns.ts";
import { engineInfoSchema } from "../../lib/api/engine.ts";
import { failureSchema } from "../../lib/api/failure.ts";
import {
  clusterApplyReplySchema,
  clusterImportReplySchema,
  contextsReplySchema,
  exportReplySchema,
  previewReplySchema,
  reloadReplySchema,
} from "../../lib/api/kubernetes.ts";
import { methodsOf } from "../../lib/api/methods.ts";
import { podClientReplySchema } from "../../lib/api/pod.ts";
import { ROUTES } from "../../lib/api/routes.ts";
import { testRunReplySchema } from "../../lib/api/tests.ts";
import { whatIfReplySchema } from "../../lib/api/what-if.ts";
import { changedReplySchema, examplesReplySchema, fileReplySchema, workspaceSchema } from "../../lib/api/workspace.ts";
import { Studio } from "../../server/control/studio.ts";
import { FakeApi } from "../../server/kubernetes/_test/fake-api.ts";
import { type GuardSettings, guardSettings, refuse } from "./_lib/guard.ts";
import { POST as ask } from "./ask/route.ts";
import { POST as whatIf } from "./ask/what-if/route.ts";
import { POST as check } from "./check/route.ts";
import { POST as askCoredns } from "./coredns/ask/route.ts";
import { GET as coredns } from "./coredns/route.ts";
import { POST as apply } from "./engine/apply/route.ts";
import { POST as control } from "./engine/control/route.ts";
import { GET as engine } from "./engine/route.ts";
import { GET as events } from "./events/route.ts";
import { GET as examples } from "./examples/route.ts";
import { POST as kubeApply } from "./kubernetes/apply/route.ts";
import { GET as kubeContexts } from "./kubernetes/contexts/route.ts";
import { POST as kubeExport } from "./kubernetes/export/route.ts";
import { POST as kubeImport } from "./kubernetes/import/route.ts";
import { POST as preview } from "./kubernetes/preview/route.ts";
import { POST as reload } from "./kubernetes/reload/route.ts";
import { POST as kubeRollBack } from "./kubernetes/roll-back/route.ts";
import { POST as podClient } from "./pod/client/route.ts";
import { POST as podResolve } from "./pod/resolve/route.ts";
import { GET as session } from "./session/route.ts";
import { POST as tests } from "./tests/route.ts";
import { DELETE as deleteFile, GET as readFile, PUT as writeFile } from "./workspace/file/route.ts";
import { POST as open } from "./workspace/open/route.ts";
import { POST as rename } from "./workspace/rename/route.ts";
import { GET as workspace } from "./workspace/route.ts";

const TOKEN = "abcdefghijklmnop";
const ORIGIN = "http://127.0.0.1:3000";
let home: string;
let studio: Studio;

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "routes-"));
  mkdirSync(join(home, "mine"));
  writeFileSync(join(home, "mine", "Corefile"), "");
  process.env.PORT = "3000";
  process.env.HOST = "127.0.0.1";
  delete process.env.COREFILE_STUDIO_TOKEN;
  const entry = new URL("../../server/engine/_test/fake-worker.ts", import.meta.url);
  studio = new Studio({ folder: join(home, "mine"), home, entry });
  Reflect.set(globalThis, Symbol.for("corefile-studio"), studio);
});
afterAll(async () => {
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

const headers = { host: "127.0.0.1:3000", origin: ORIGIN, "sec-fetch-site": "same-origin" };
const get = (path: string) => new Request(ORIGIN + path, { headers });
const send = (path: string, body: unknown, method = "POST") =>
  new Request(ORIGIN + path, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });

async function ok<S extends { parse(value: unknown): unknown }>(
  response: Promise<Response>,
  schema: S,
): Promise<ReturnType<S["parse"]>> {
  const reply = await response;
  const json: unknown = await reply.json();
  expect(json).not.toHaveProperty("error");
  expect(reply.status).toBe(200);
  return schema.parse(json) as ReturnType<S["parse"]>;
}
async function failed(response: Promise<Response>): Promise<{ status: number; error: string }> {
  const reply = await response;
  return { status: reply.status, error: failureSchema.parse(await reply.json()).error };
}

describe("the workspace's routes", () => {
  it("list, write, read, rename and delete", async () => {
    expect(await ok(workspace(get(ROUTES.workspace)), workspaceSchema)).toMatchObject({
      name: "mine",
      corefile: "Corefile",
    });
    const { revision } = await ok(
      writeFile(send(ROUTES.file, { path: "a/b", text: "ä", baseRevision: null }, "PUT")),
      changedReplySchema,
    );
    expect(await ok(readFile(get(`${ROUTES.file}?path=a/b`)), fileReplySchema)).toEqual({
      path: "a/b",
      text: "ä",
      revision,
    });
    const renamed = await ok(rename(send(ROUTES.rename, { from: "a/b", to: "c" })), changedReplySchema);
    expect(renamed.workspace.files.map(({ path }) => path)).toEqual(["Corefile", "c"]);
    const deleted = new Request(`${ORIGIN}${ROUTES.file}?path=c`, { method: "DELETE", headers });
    expect((await ok(deleteFile(deleted), changedReplySchema)).workspace.files).toHaveLength(1);
  });
  it("take a Corefile of 1 MB", async () => {
    const text = "# x\n".repeat(262_144);
    await ok(writeFile(send(ROUTES.file, { path: "big", text, baseRevision: null }, "PUT")), changedReplySchema);
    expect((await ok(readFile(get(`${ROUTES.file}?path=big`)), fileReplySchema)).text).toBe(text);
  });
  it("open the sample and go back", async () => {
    expect(await ok(open(send(ROUTES.open, { kind: "sample" })), workspaceSchema)).toMatchObject({ origin: "sample" });
    expect(await ok(open(send(ROUTES.open, { kind: "home" })), workspaceSchema)).toMatchObject({ origin: "folder" });
    await ok(examples(get(ROUTES.examples)), examplesReplySchema);
  });
  const bad: Record<string, () => Promise<Response>> = {
    "400 for a path that leads out": () => readFile(get(`${ROUTES.file}?path=${encodeURIComponent("../secret")}`)),
    "400 for no path": () => readFile(get(ROUTES.file)),
    "404 for a file that is not there": () => readFile(get(`${ROUTES.file}?path=none`)),
    "400 for a write that does not say what it is based on": () =>
      writeFile(send(ROUTES.file, { path: "Corefile", text: "" }, "PUT")),
    "403 for a file that is not listed": () => readFile(get(`${ROUTES.file}?path=.git/config`)),
    "409 for a revision that is not the disk's": () =>
      writeFile(send(ROUTES.file, { path: "Corefile", text: "", baseRevision: "old" }, "PUT")),
    "413 for too large a body": () =>
      writeFile(send(ROUTES.file, { path: "x", text: "x".repeat(17_000_000), baseRevision: null }, "PUT")),
    "415 for a body that a form could send": () =>
      rename(
        new Request(ORIGIN + ROUTES.rename, {
          method: "POST",
          headers: { ...headers, "content-type": "text/plain" },
          body: "{}",
        }),
      ),
    "400 for a body that is no JSON": () =>
      rename(
        new Request(ORIGIN + ROUTES.rename, {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: "{",
        }),
      ),
  };
  it.each(Object.entries(bad))("give %s", async (expected, call) => {
    expect((await failed(call())).status).toBe(Number(expected.slice(0, 3)));
  });
});

describe("the engine's routes", () => {
  it("check, apply, ask, control", async () => {
    expect(await ok(apply(send(ROUTES.apply, { drafts: { Corefile: "good" } })), applyReplySchema)).toMatchObject({
      applied: true,
    });
    expect(await ok(check(send(ROUTES.check, { drafts: { Corefile: "bad" } })), checkReplySchema)).toMatchObject({
      problems: [{ code: "bad" }],
    });
    expect(await ok(ask(send(ROUTES.ask, { name: "x", clientAddress: "10.1.2.3" })), askReplySchema)).toMatchObject({
      asked: { name: "x.", type: "A", class: "IN" },
      received: { kind: "reply" },
      explanation: { client: { address: "10.1.2.3" } },
    });
    expect(await ok(engine(get(ROUTES.engine)), engineInfoSchema)).toMatchObject({ state: "serving" });
    expect(await ok(control(send(ROUTES.control, { action: "restart" })), engineInfoSchema)).toMatchObject({
      state: "serving",
    });
  });
  it("ask texts that do not serve, and leave those that do alone", async () => {
    const tried = (text: string) =>
      ok(whatIf(send(ROUTES.whatIf, { drafts: { Corefile: text }, ask: { name: "x" } })), whatIfReplySchema);
    const { generation } = await ok(engine(get(ROUTES.engine)), engineInfoSchema);
    const [good, bad] = await Promise.all([tried("good"), tried("bad")]);
    expect(good).toMatchObject({ kind: "asked", reply: { received: { kind: "reply" }, explanation: {} } });
    expect(bad).toMatchObject({ kind: "refused", problems: [{ code: "bad" }] });
    expect(await ok(engine(get(ROUTES.engine)), engineInfoSchema)).toMatchObject({ generation, state: "serving" });
  });
  it("ask the user's own CoreDNS, which is not there", async () => {
    vi.stubEnv("COREDNS_BIN", "/nowhere/coredns");
    const reason = "COREDNS_BIN: /nowhere/coredns: no such file or directory";
    expect(await ok(coredns(get(ROUTES.coredns)), corednsProgramSchema)).toMatchObject({ kind: "none", reason });
    expect(await failed(askCoredns(send(ROUTES.askCoredns, { name: "x" })))).toMatchObject({
      status: 404,
      error: reason,
    });
    vi.unstubAllEnvs();
  });
  it("tell which pods may ask, and refuse one that is not there", async () => {
    const client = { kind: "pod", namespace: "a", name: "b" };
    expect(await ok(podClient(send(ROUTES.podClient, { drafts: {}, client })), podClientReplySchema)).toMatchObject({
      hasCluster: false,
      pods: [],
    });
    expect(await failed(podResolve(send(ROUTES.podResolve, { client, name: "x" })))).toMatchObject({
      status: 404,
      error: "there is no pod a/b",
    });
  });
  it("run the tests of the folder, and say what keeps them from it", async () => {
    expect(await failed(tests(send(ROUTES.tests, { id: "t" })))).toMatchObject({ status: 404 });
    const drafts = { "dns-tests.yaml": "tests:\n  - {ask: a.example.org, expect: {}}\n" };
    const { problems, results } = await ok(tests(send(ROUTES.tests, { id: "t", drafts })), testRunReplySchema);
    expect(results).toEqual([]);
    expect(problems).toMatchObject([{ range: { file: "dns-tests.yaml", start: { line: 2 } } }]);
  });
  it("refuse a question without a name, by name", async () => {
    expect(await failed(ask(send(ROUTES.ask, {})))).toMatchObject({
      status: 400,
      error: expect.stringContaining("name"),
    });
  });
  it("stream events until the reader goes away", async () => {
    const abort = new AbortController();
    const response = await events(new Request(ORIGIN + ROUTES.events, { headers, signal: abort.signal }));
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const reader = response.body?.getReader();
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toMatch(/^data: \{"kind":"engine"/);
    abort.abort();
    expect((await reader?.read())?.done).toBe(true);
  });
});

describe("the routes of the user's clusters", () => {
  it("list the contexts of the kubeconfig", async () => {
    const kubeconfig = join(home, "kubeconfig");
    writeFileSync(kubeconfig, "contexts: [{ name: lab, context: { cluster: lab } }]\n");
    process.env.KUBECONFIG = kubeconfig;
    expect(await ok(kubeContexts(get(ROUTES.kubeContexts)), contextsReplySchema)).toMatchObject({
      contexts: [{ name: "lab", cluster: "lab" }],
    });
    delete process.env.KUBECONFIG;
  });
  it("read a cluster, show a change, write it with a backup, and put it back", async () => {
    const data = { Corefile: ".:53 {\n    errors\n}\n" };
    const api = await FakeApi.start([
      { kind: "ConfigMap", metadata: { name: "coredns", namespace: "kube-system" }, data },
    ]);
    const kubeconfig = join(home, "kubeconfig");
    writeFileSync(kubeconfig, api.kubeconfig());
    process.env.KUBECONFIG = kubeconfig;
    const where = { context: "lab", namespace: "kube-system" };
    const found = await ok(
      kubeImport(send(ROUTES.kubeImport, { ...where, withObjects: false })),
      clusterImportReplySchema,
    );
    expect(found.manifest).toContain("errors");
    const change = { namespace: "kube-system", name: "coredns", data: { Corefile: ".:53 {\n}\n" }, replaces: false };
    const order = { context: "lab", change };
    const { resourceVersion, before } = await ok(preview(send(ROUTES.kubePreview, order)), previewReplySchema);
    const { folder } = await ok(workspace(get(ROUTES.workspace)), workspaceSchema);
    expect(
      await failed(kubeApply(send(ROUTES.kubeApply, { ...order, resourceVersion, folder: "/gone" }))),
    ).toMatchObject({ status: 410 });
    const applied = await ok(
      kubeApply(send(ROUTES.kubeApply, { ...order, resourceVersion, folder })),
      clusterApplyReplySchema,
    );
    expect(applied.backup).toMatch(/^backups\/coredns\.\d{8}T\d{6}Z\.yaml$/);
    expect((await ok(readFile(get(`${ROUTES.file}?path=${applied.backup}`)), fileReplySchema)).text).toContain(
      "        errors\n",
    );
    expect(await failed(kubeApply(send(ROUTES.kubeApply, { ...order, resourceVersion, folder })))).toMatchObject({
      status: 409,
    });
    const written = { ...where, name: "coredns", resourceVersion: applied.resourceVersion };
    expect(await ok(reload(send(ROUTES.kubeReload, { ...written, at: applied.at })), reloadReplySchema)).toMatchObject({
      isStored: true,
      pods: [],
    });
    await ok(kubeRollBack(send(ROUTES.kubeRollBack, { ...written, before })), clusterApplyReplySchema);
    expect(api.get("ConfigMap", "coredns")?.data).toEqual(data);
    await api.close();
    delete process.env.KUBECONFIG;
  });
  it("give the folder's Corefile as manifests, unsaved text first", async () => {
    const exported = await ok(
      kubeExport(send(ROUTES.kubeExport, { drafts: { Corefile: ".:53 {\n    whoami\n}\n" } })),
      exportReplySchema,
    );
    expect(exported.configMaps).toMatchObject([
      { name: "coredns", data: { Corefile: expect.stringContaining("whoami") } },
    ]);
    expect(exported.manifests).toContain("kind: Deployment");
  });
});

describe("who may ask", () => {
  const open3000: GuardSettings = { port: "3000", isShared: false, token: undefined };
  const shared: GuardSettings = { port: "3000", isShared: true, token: TOKEN };
  const closed: GuardSettings = { port: "3000", isShared: true, token: undefined };
  const guarded: GuardSettings = { port: "3000", isShared: false, token: TOKEN };
  const cases: Record<string, [GuardSettings, Record<string, string>, boolean]> = {
    "the page itself": [open3000, headers, true],
    "a program on this machine": [open3000, { host: "localhost:3000" }, true],
    "over IPv6": [open3000, { host: "[::1]:3000" }, true],
    "not a name that leads here (DNS rebinding)": [open3000, { host: "evil.example.org:3000" }, false],
    "not a name that begins like ours": [open3000, { host: "127.0.0.1.example.org:3000" }, false],
    "at any address of loopback": [open3000, { host: "127.0.0.2:3000" }, true],
    "in any spelling of it": [open3000, { host: "[0:0:0:0:0:0:0:1]:3000" }, true],
    "with the dot of an absolute name": [open3000, { host: "LOCALHOST.:3000" }, true],
    "not at half an address": [open3000, { host: "127.1:3000" }, false],
    "not at a number": [open3000, { host: "2130706433:3000" }, false],
    "not below localhost": [open3000, { host: "a.localhost:3000" }, false],
    "not with a user": [open3000, { host: "127.0.0.1@evil.example.org:3000" }, false],
    "not at every address": [open3000, { host: "0.0.0.0:3000" }, false],
    "not another port": [open3000, { host: "127.0.0.1:8080" }, false],
    "nobody without Host": [open3000, {}, false],
    "not another site's page": [open3000, { host: "127.0.0.1:3000", origin: "http://evil.example.org" }, false],
    "not another port's page": [open3000, { host: "127.0.0.1:3000", origin: "http://127.0.0.1:8000" }, false],
    "not a sandboxed frame": [open3000, { host: "127.0.0.1:3000", origin: "null" }, false],
    "not an image on another site's page": [
      open3000,
      { host: "127.0.0.1:3000", "sec-fetch-site": "cross-site" },
      false,
    ],
    "with a token, its holder": [
      shared,
      { host: "studio.example.org:3000", cookie: `a=b; corefile-studio-token=${TOKEN}` },
      true,
    ],
    "with a token, a program that has it": [shared, { host: "192.0.2.1:3000", "x-studio-token": TOKEN }, true],
    "with a token, not even this machine without it": [shared, { host: "127.0.0.1:3000" }, false],
    "with a token, nobody with none in the cookie": [
      shared,
      { host: "h:3000", cookie: "corefile-studio-token=" },
      false,
    ],
    "shared without a token, nobody": [closed, { host: "127.0.0.1:3000" }, false],
    "shared without a token, nobody with an empty one": [
      closed,
      { host: "127.0.0.1:3000", cookie: "corefile-studio-token=", "x-studio-token": "" },
      false,
    ],
    "on loopback with a token, its holder": [guarded, { host: "localhost:3000", "x-studio-token": TOKEN }, true],
    "on loopback with a token, nobody else": [guarded, { host: "localhost:3000" }, false],
    "on loopback with a token, no other name": [
      guarded,
      { host: "h.example.org:3000", "x-studio-token": TOKEN },
      false,
    ],
    "with a token, nobody with another": [
      shared,
      { host: "127.0.0.1:3000", cookie: `corefile-studio-token=${TOKEN}s` },
      false,
    ],
  };
  it.each(Object.entries(cases))("%s", (_, [settings, given, allowed]) => {
    expect(refuse(new Request(ORIGIN, { headers: given }), settings) === undefined).toBe(allowed);
  });
  const settings: Record<string, [Record<string, string>, Partial<GuardSettings>]> = {
    "loopback is for this machine": [{ HOST: "127.0.0.1" }, { isShared: false, token: undefined }],
    "in other spellings, too": [{ HOST: "0:0::1" }, { isShared: false }],
    "as a name": [{ HOST: "localhost." }, { isShared: false }],
    "every address is for others": [
      { HOST: "0.0.0.0", COREFILE_STUDIO_TOKEN: TOKEN },
      { isShared: true, token: TOKEN },
    ],
    "what is not known is for others": [{}, { isShared: true }],
    "what the system would read as an address is for others": [{ HOST: "127.1" }, { isShared: true }],
    "an empty token is none": [
      { HOST: "::", COREFILE_STUDIO_TOKEN: "" },
      { isShared: true, token: undefined },
    ],
    "a short token is none": [
      { HOST: "::", COREFILE_STUDIO_TOKEN: "short" },
      { isShared: true, token: undefined },
    ],
  };
  it.each(Object.entries(settings))("%s", (_, [environment, expected]) => {
    expect(guardSettings(environment)).toMatchObject(expected);
  });
  it("every route but the session's is behind the guard", async () => {
    const foreign = { host: "evil.example.org", "content-type": "application/json" };
    const routes = [
      workspace,
      readFile,
      writeFile,
      deleteFile,
      rename,
      open,
      examples,
      check,
      ask,
      engine,
      apply,
      control,
      events,
    ];
    for (const route of routes) {
      const bodiless = [workspace, readFile, deleteFile, examples, engine, events].includes(route);
      const request = new Request(ORIGIN, { headers: foreign, ...(bodiless ? {} : { method: "POST", body: "{}" }) });
      expect((await failed(route(request))).status).toBe(403);
    }
  });
  it("a session needs the token", async () => {
    expect(session(new Request(`${ORIGIN}/api/session?token=`)).status).toBe(403);
    process.env.COREFILE_STUDIO_TOKEN = TOKEN;
    expect(session(new Request(`${ORIGIN}/api/session?token=wrong`)).status).toBe(403);
    const response = session(new Request(`${ORIGIN}/api/session?token=${TOKEN}`));
    process.env.COREFILE_STUDIO_TOKEN = "";
    expect(session(new Request(`${ORIGIN}/api/session?token=`)).status).toBe(403);
    delete process.env.COREFILE_STUDIO_TOKEN;
    expect(response.status).toBe(303);
    expect(response.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict/);
  });
});

describe("a fault of the studio's own", () => {
  it("is told in words that say nothing of this machine, and in full to its terminal", async () => {
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const broken = vi.spyOn(studio, "workspace").mockImplementation(() => {
      throw new Error("ENOENT /home/somebody/secret");
    });
    const reply = await workspace(get(ROUTES.workspace));
    const told = written.mock.calls.join("");
    broken.mockRestore();
    written.mockRestore();
    expect([reply.status, await reply.text()]).toEqual([500, expect.not.stringMatching(/secret|ENOENT| at /)]);
    expect(told).toContain("/home/somebody/secret");
  });
});

describe("the table of routes", () => {
  it("has the methods that each exports", async () => {
    for (const route of Object.values(ROUTES)) {
      const path = join(import.meta.dirname, "..", route, "route.ts");
      const exported = readFileSync(path, "utf8").matchAll(/export (?:async )?function ([A-Z]+)/g);
      expect([route, ...methodsOf(route)]).toEqual([route, ...Array.from(exported, ([, method]) => method)]);
    }
  });

  it("names a folder each", () => {
    const folders = Object.values(ROUTES).map((route) => join(import.meta.dirname, "..", route));
    for (const folder of folders) expect(readdirSync(folder)).toContain("route.ts");
  });
  it("every route is at most 60 lines", () => {
    const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" }).filter((file) =>
      file.endsWith("route.ts"),
    );
    for (const file of files)
      expect(readFileSync(join(import.meta.dirname, file), "utf8").split("\n").length).toBeLessThan(62);
  });
});
