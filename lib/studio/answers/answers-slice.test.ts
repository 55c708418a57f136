/** Which answers are those of the text on the screen, how a question ends, and what is said without an explanation. */
import { beforeEach, describe, expect, it } from "vitest";
import type { AskReply, Received } from "../../api/ask.ts";
import type { EngineInfo } from "../../api/engine.ts";
import { ROUTES } from "../../api/routes.ts";
import { NO_CLUSTER, type Problem } from "../../text/problem.ts";
import { SERVING } from "../_test/engine-info.ts";
import { atLine, EXPLANATION } from "../_test/explanation.ts";
import { type ApiCall, createStudioApi } from "../api-client.ts";
import { engineInWords, isTextLive, portsElsewhere, servesOlderText } from "../engine-slice.ts";
import { createStudioStore, type StudioStore } from "../store.ts";
import { isStale, selectedAnswer } from "./answers-slice.ts";
import { whyNoExplanation } from "./no-explanation.ts";

const SAVED = ".:1053 {\n    whoami\n}\n";
const nothing = (because: Extract<Received, { kind: "nothing" }>["because"]): Received => ({
  kind: "nothing",
  because,
  text: `${because}.`,
  tookMs: 1300,
});

/** A server whose engine serves what was applied last, unless that says "bad"; an identity is the text itself. */
class FakeServer {
  serves: string | undefined;
  received: Received = nothing("timeout");
  refusal: { status: number; body: unknown } | undefined;
  isAway = false;
  calls: ApiCall[] = [];
  hold: Promise<void> | undefined;

  get engine(): EngineInfo {
    return {
      ...SERVING,
      ...(this.serves === undefined ? {} : { configuration: { identity: this.serves, sinceMs: 0 } }),
    };
  }

  send = async (call: ApiCall): Promise<{ status: number; body: unknown }> => {
    this.calls.push(call);
    if (this.isAway) throw new Error("refused");
    if (call.path === ROUTES.control) return { status: 200, body: this.engine };
    if (call.path === ROUTES.ask) {
      await this.hold;
      if (this.refusal !== undefined) return this.refusal;
      const reply: AskReply = {
        asked: { name: "web.example.org.", type: "A", class: "IN", wireHex: "00" },
        listener: { label: "dns://:53", bound: { address: "127.0.0.1", port: 1053 } },
        received: this.received,
        explanation: { ...EXPLANATION, configuration: this.serves },
        engine: this.engine,
      };
      return { status: 200, body: reply };
    }
    if (call.path === ROUTES.workspace) return { status: 200, body: WORKSPACE };
    if (call.path === ROUTES.file) return { status: 200, body: { path: "Corefile", text: SAVED, revision: "r" } };
    if (call.path === ROUTES.advice) return { status: 200, body: { problems: [], tookMs: 1 } };
    return { status: 200, body: this.#look(call) };
  };

  #look({ path, body }: ApiCall): object {
    const { drafts } = body as { drafts: Record<string, string> };
    const text = drafts.Corefile ?? SAVED;
    const problem: Problem = { code: "x", severity: "error", cause: "text", message: "bad", range: atLine(1) };
    const looked = { configuration: text, problems: text === "bad" ? [problem] : [], tookMs: 1 };
    if (path === ROUTES.check) return looked;
    if (text !== "bad") this.serves = text;
    return { ...looked, applied: text !== "bad", engine: { ...this.engine, servesEarlier: text === "bad" } };
  }
}

const WORKSPACE = {
  name: "test",
  folder: "/dns",
  origin: "folder",
  corefile: "Corefile",
  revision: 1,
  isTruncated: false,
  environment: {},
  files: [{ path: "Corefile", sizeBytes: 1, modifiedMs: 0, isText: true }],
};

let server: FakeServer;
let store: StudioStore;
const state = () => store.getState();
const act = () => store.getState().actions;
const isOld = (): boolean | undefined => {
  const answer = selectedAnswer(state().answers);
  return answer && isStale(answer, state());
};

beforeEach(async () => {
  server = new FakeServer();
  store = createStudioStore({ api: createStudioApi(server.send), nowMs: () => 1_700_000_000_000 });
  await act().loadWorkspace();
  await act().check(true);
  act().editQuestion({ name: "web.example.org" });
});

describe("an answer", () => {
  it("is stale from an edit on, until the text that it came from is there and live again", async () => {
    await act().ask();
    expect(isOld()).toBe(false);
    act().editFile("Corefile", "edited");
    expect(isOld()).toBe(true);
    act().editFile("Corefile", SAVED);
    await act().check(true);
    expect(isOld()).toBe(false);
  });
  it("of what another text gave is never shown as that of this one", async () => {
    server.serves = "what somebody else applied";
    await act().ask();
    expect(isOld()).toBe(true);
  });
  it("is fresh once it is asked again in its place", async () => {
    await act().ask();
    act().editFile("Corefile", "edited");
    await act().check(true);
    expect(isOld()).toBe(true);
    await act().ask({ again: true });
    expect(isOld()).toBe(false);
    expect(state().answers.list).toHaveLength(1);
  });
  it("is stale while edits go live on request only, and the header says that an earlier text serves", async () => {
    act().setAutomatic(false);
    act().editFile("Corefile", "edited");
    await act().check(false);
    await act().ask();
    expect([isOld(), isTextLive(state()), servesOlderText(state())]).toEqual([true, false, true]);
    expect(engineInWords(state().engine, servesOlderText(state()))).toMatchObject({
      word: "Serving earlier text",
      text: expect.stringContaining("only on request"),
    });
    await act().check(true);
    expect([isTextLive(state()), servesOlderText(state())]).toEqual([true, false]);
    act().editFile("Corefile", "bad");
    await act().check(true);
    expect(servesOlderText(state())).toBe(true);
  });
});

describe("a question", () => {
  it("that is stopped ends with the server's reply, which tells how far it came", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.hold = promise;
    const asking = act().ask();
    await new Promise((done) => setTimeout(done, 0));
    const [{ id } = { id: "" }] = state().answers.list;
    const stopping = act().cancelAsk(id);
    expect(state().answers.list[0]?.state).toBe("working");
    server.received = nothing("cancelled");
    resolve();
    await Promise.all([asking, stopping]);
    expect(server.calls.filter(({ path }) => path === ROUTES.control)).toMatchObject([{ body: { askId: id } }]);
    expect(state().answers.list).toMatchObject([
      { state: "done", reply: { received: { because: "cancelled" }, explanation: { steps: EXPLANATION.steps } } },
    ]);
  });
  it("that is stopped while its text is not live yet is not asked at all", async () => {
    act().editFile("Corefile", "edited");
    const asking = act().ask();
    const [{ id } = { id: "" }] = state().answers.list;
    await act().cancelAsk(id);
    await asking;
    expect(server.calls.some(({ path }) => path === ROUTES.ask)).toBe(false);
    expect(state().answers.list).toMatchObject([
      { state: "failed", failure: { error: "Stopped before it was asked." } },
    ]);
  });
});

describe("without an explanation", () => {
  const said = (): string => {
    const answer = selectedAnswer(state().answers);
    return answer === undefined ? "" : whyNoExplanation(answer);
  };
  it("a question that is none says what is wrong with it", async () => {
    const meant = { name: "x", type: "A" };
    server.refusal = {
      status: 400,
      body: { error: '"http://x/" is a URL, not a name', help: "Ask for the host in it.", meant },
    };
    await act().ask();
    expect(said()).toBe('"http://x/" is a URL, not a name. Ask for the host in it.');
    expect(selectedAnswer(state().answers)?.failure?.meant).toEqual(meant);
  });
  it("an engine that is stopped says so", async () => {
    server.refusal = { status: 503, body: { error: "the engine is stopped", help: "Restart it." } };
    await act().ask();
    expect(said()).toBe("The engine is stopped. Restart it.");
  });
  it("a page that is offline says so", async () => {
    server.isAway = true;
    await act().ask();
    expect(said()).toMatch(/^The studio's server does not answer\./);
  });
  it.each(["timeout", "cancelled", "connection refused", "connection closed", "unreadable"] as const)(
    "nothing is said of server blocks: %s",
    (because) => {
      const reply = { received: nothing(because) } as AskReply;
      const answer = { id: "1", question: state().question, askedAtMs: 0, state: "done", reply } as const;
      expect(whyNoExplanation(answer)).toMatch(/^[A-Z].*\.$/);
      expect(whyNoExplanation(answer)).not.toContain("server block");
    },
  );
});

describe("an engine that ended itself", () => {
  const problem: Problem = {
    code: "engine-ended-itself",
    severity: "error",
    cause: "here",
    message: "plugin/loop: Loop",
    range: atLine(3),
  };
  it("says the same in the header and first among the problems, and the last answer stays", async () => {
    await act().ask();
    act().takeEngine({ ...server.engine, state: "stopped", because: problem.message, problems: [problem] });
    expect(engineInWords(state().engine, false)).toEqual({ word: "Stopped", text: "plugin/loop: Loop" });
    expect(state().problems.list).toEqual([problem]);
    await act().check(false);
    expect(state().problems.list).toEqual([problem]);
    expect(isOld()).toBe(false);
    await act().check(true);
    expect(state().problems.list).toEqual([]);
  });
});

describe("a cluster", () => {
  const problem: Problem = { code: NO_CLUSTER, severity: "error", cause: "here", message: "x", range: atLine(3) };
  const api = {
    kind: "api" as const,
    server: "https://192.0.2.1:6443",
    context: "lab",
    synced: false,
    failure: "",
    services: 0,
    namespaces: 0,
  };
  it("that is wanted and not there is the engine's state", () => {
    const info = { ...server.engine, state: "refused" as const, because: problem.message, problems: [problem] };
    act().takeEngine(info);
    expect(engineInWords(state().engine, false)).toEqual({
      word: "No cluster",
      text: "This Corefile needs a Kubernetes cluster, and there is none here.",
    });
  });
  it("that is not synced is told; once it is, all is checked and asked again", () => {
    act().takeEngine({ ...server.engine, clusters: [api] });
    expect(engineInWords(state().engine, false)).toMatchObject({
      word: "Serving, cluster not synced",
      text: expect.stringContaining("lab: not synced yet"),
    });
    const { version } = state().workspace;
    const synced = { ...api, synced: true, services: 1, namespaces: 2 };
    act().takeEngine({ ...server.engine, clusters: [synced] });
    expect(state().workspace.version).toBe(version + 1);
    expect(engineInWords(state().engine, false).text).toContain("lab: 1 Service, 2 Namespaces");
    act().takeEngine({ ...server.engine, clusters: [synced], connectedTo: "lab" });
    expect(state().workspace.version).toBe(version + 2);
  });
});

it("ports that another window has are named, those that nobody can have are not", () => {
  const at = (port: number) => ({
    label: `dns://:${port}`,
    kind: "dns" as const,
    wanted: { address: "", port },
    bound: { address: "127.0.0.1", port: 40_000 },
    serves: ["."],
  });
  const info = { ...server.engine, listeners: [at(53), at(1053), at(1053), at(8053)] };
  expect(portsElsewhere({ info: { ...info, hasPorts: false } })).toBe(":1053, :8053");
  expect(portsElsewhere({ info })).toBe("");
});
