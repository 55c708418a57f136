/** What the server says of a text comes late: by then the text may be another one, or a later look may be under way. */
import { beforeEach, describe, expect, it } from "vitest";
import type { CheckReply } from "../api/check.ts";
import { ROUTES } from "../api/routes.ts";
import type { Problem } from "../text/problem.ts";
import { fakeServer } from "./_test/fake-server.ts";
import { type ApiCall, createStudioApi } from "./api-client.ts";
import { createStudioStore, type StudioStore } from "./store.ts";

type Reply = { readonly status: number; readonly body: unknown };

/** A call that the server has not answered yet. */
interface Held {
  readonly path: string;
  readonly answer: (reply: Reply) => void;
}

const HELD: readonly string[] = [ROUTES.check, ROUTES.advice];

let store: StudioStore;
let held: Held[];
const state = () => store.getState();
const messages = () => state().problems.list.map(({ message }) => message);

beforeEach(async () => {
  const server = fakeServer();
  held = [];
  const send = (call: ApiCall): Promise<Reply> =>
    HELD.includes(call.path) ? new Promise((answer) => held.push({ path: call.path, answer })) : server.send(call);
  store = createStudioStore({ api: createStudioApi(send), nowMs: () => 0 });
  await state().actions.loadWorkspace();
});

function problem(message: string, severity: Problem["severity"] = "error"): Problem {
  const place = { line: 1, column: 1, offset: 0 };
  const range = { file: "Corefile", start: place, end: place };
  return { code: "listen", severity, cause: "here", message, range };
}

function found(...problems: readonly Problem[]): Reply {
  const body: CheckReply = { problems: [...problems], tookMs: 1 };
  return { status: 200, body };
}

/** The next call that waits for this route. */
async function asked(path: string): Promise<Held> {
  for (let round = 0; round < 50; round++) {
    const at = held.findIndex((call) => call.path === path);
    if (at >= 0) return held.splice(at, 1)[0] ?? Promise.reject(new Error("gone"));
    await Promise.resolve();
  }
  throw new Error(`${path} was not asked`);
}

const check = (): Promise<void> => state().actions.check(false);

describe("a reply that a later look has overtaken", () => {
  it("is not taken", async () => {
    const first = check();
    const early = await asked(ROUTES.check);
    const second = check();
    (await asked(ROUTES.check)).answer(found(problem("new")));
    (await asked(ROUTES.advice)).answer(found());
    await second;
    early.answer(found(problem("old")));
    await first;
    expect(messages()).toEqual(["new"]);
  });
  it("does not end the look that is under way, nor when it failed", async () => {
    const first = check();
    const early = await asked(ROUTES.check);
    const second = check();
    const late = await asked(ROUTES.check);
    early.answer({ status: 500, body: { error: "gone", help: "" } });
    await first;
    expect(state().problems.isChecking).toBe(true);
    expect(state().engine.failure).toBeUndefined();
    late.answer(found());
    (await asked(ROUTES.advice)).answer(found());
    await second;
    expect(state().problems.isChecking).toBe(false);
  });
  it("brings no advice", async () => {
    const first = check();
    (await asked(ROUTES.check)).answer(found());
    const early = await asked(ROUTES.advice);
    const second = check();
    early.answer(found(problem("old advice", "warning")));
    await first;
    expect(messages()).toEqual([]);
    (await asked(ROUTES.check)).answer(found());
    (await asked(ROUTES.advice)).answer(found(problem("advice", "warning")));
    await second;
    expect(messages()).toEqual(["advice"]);
  });
});

describe("a reply about a text that was edited since", () => {
  it("goes behind what the page finds by itself", async () => {
    const checked = check();
    const call = await asked(ROUTES.check);
    state().actions.editFile("Corefile", "x");
    state().actions.takeLocalProblems({ corefile: [problem("mine")], files: [] });
    call.answer(found(problem("the server's")));
    (await asked(ROUTES.advice)).answer(found(problem("advice", "warning")));
    await checked;
    expect(messages()).toEqual(["mine", "the server's"]);
  });
  it("counts as it stands while the text is the one that was looked at", async () => {
    state().actions.takeLocalProblems({ corefile: [problem("mine")], files: [] });
    const checked = check();
    (await asked(ROUTES.check)).answer(found(problem("the server's"), problem("mine")));
    (await asked(ROUTES.advice)).answer(found());
    await checked;
    expect(messages()).toEqual(["the server's", "mine"]);
  });
});
