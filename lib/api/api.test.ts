import { describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { Explanation } from "../explanation/explanation.ts";
import type { Problem } from "../text/problem.ts";
import { askRequestSchema } from "./ask.ts";
import { applyRequestSchema } from "./check.ts";
import { studioEventSchema } from "./events.ts";
import { explanationSchema } from "./explanation.ts";
import { openRequestSchema } from "./open-workspace.ts";
import type { problemSchema } from "./problem.ts";
import { workspacePathSchema } from "./workspace.ts";

const at = { file: "Corefile", start: { offset: 0, line: 1, column: 1 }, end: { offset: 1, line: 1, column: 2 } };

const explanation: Explanation = {
  inWords: "Found in db.example.org:8.",
  question: { name: "www.example.org.", type: "A", class: "IN" },
  client: { address: "192.0.2.1", port: 4000, transport: "udp" },
  listener: "dns://:53",
  dispatch: [{ zone: "example.org.", at, match: "longest match" }],
  steps: [
    {
      plugin: "cache",
      at,
      verdict: "observed",
      notes: [],
      tookMicros: 12.5,
      steps: [{ plugin: "whoami", at, verdict: "answered", notes: [], tookMicros: 3, steps: [] }],
    },
  ],
  answeredBy: "whoami",
  decidedAt: at,
  notReached: [],
  reply: { rcode: "NOERROR", answers: 0, sent: true },
  tookMicros: 20,
};

describe("schemas give the types of the engine", () => {
  it("explanation", () => expectTypeOf<z.infer<typeof explanationSchema>>().toEqualTypeOf<Explanation>());
  it("problem", () => expectTypeOf<z.infer<typeof problemSchema>>().toEqualTypeOf<Problem>());
});

describe("an explanation survives JSON", () => {
  it("with nested steps", () => {
    expect(explanationSchema.parse(JSON.parse(JSON.stringify(explanation)))).toEqual(explanation);
  });
  it("but not with a step deep down that is not one", () => {
    const broken = structuredClone(explanation) as unknown as { steps: { steps: { verdict: string }[] }[] };
    for (const step of broken.steps.flatMap((outer) => outer.steps)) step.verdict = "guessed";
    expect(explanationSchema.safeParse(broken).success).toBe(false);
  });
});

describe("a path of the workspace", () => {
  const good = ["Corefile", "zones/db.example.org", "a..b", ".hidden", "name with spaces"];
  const bad = ["", "/etc/passwd", "../x", "a/../../x", "a//b", "a/", "./a", "a\\..\\b", "a\0b", "x".repeat(600)];
  it.each(good)("%j is one", (path) => expect(workspacePathSchema.safeParse(path).success).toBe(true));
  it.each(bad)("%j is none", (path) => expect(workspacePathSchema.safeParse(path).success).toBe(false));
});

describe("a question", () => {
  it("is filled in", () => {
    expect(askRequestSchema.parse({ name: "www.example.org" })).toEqual({
      name: "www.example.org",
      type: "A",
      class: "IN",
      transport: "udp",
      flags: { recursionDesired: true, authenticData: false, checkingDisabled: false },
      retryOverTcp: false,
      timeoutMs: 5000,
    });
  });
  const bad: Record<string, unknown> = {
    "no name": {},
    "a transport that the studio does not speak": { name: "x", transport: "carrier pigeon" },
    "a size that does not fit": { name: "x", edns: { size: 70_000 } },
    "a type of thousands of letters": { name: "x", type: "A".repeat(5000) },
  };
  it.each(Object.entries(bad))("is refused: %s", (_, request) => {
    expect(askRequestSchema.safeParse(request).success).toBe(false);
  });
});

describe("the rest", () => {
  it("drafts name files inside the workspace", () => {
    expect(applyRequestSchema.safeParse({ drafts: { "../x": "" } }).success).toBe(false);
    expect(applyRequestSchema.parse({})).toEqual({ drafts: {} });
  });
  it("an example's name is no path", () => {
    expect(openRequestSchema.safeParse({ kind: "example", name: "../../x" }).success).toBe(false);
    expect(openRequestSchema.safeParse({ kind: "example", name: "hosts-trap" }).success).toBe(true);
  });
  it("an event of an unknown kind is refused", () => {
    expect(studioEventSchema.safeParse({ kind: "surprise" }).success).toBe(false);
    expect(studioEventSchema.safeParse({ kind: "explanation", queryId: 1, explanation }).success).toBe(true);
  });
});
