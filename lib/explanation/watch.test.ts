import { describe, expect, test } from "vitest";
import { query, record, request } from "../chain/_test/messages.ts";
import { answering, onLine, passing, served, serverOf } from "../chain/_test/serving.ts";
import type { ServedZone } from "../chain/dispatch.ts";
import { afterwards, type Handler } from "../chain/handler.ts";
import { unanswered } from "../chain/outcome.ts";
import { Reply } from "../chain/reply.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { readName } from "../dns/name/name.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { explain } from "./explain.ts";
import type { Explanation, Verdict } from "./explanation.ts";
import type { Listening, ServedQuery } from "./listening.ts";
import { defineWords } from "./words.ts";

const { arrival } = query(". NS");
const words = defineWords({ entry: "{qname} stands in the table", tried: "rule {number} did not match" });

const renaming: Handler = {
  name: "rewrite",
  serve(asked, next) {
    const { request: before } = asked;
    const name = readName("other.example.org.") ?? asked.originalName;
    asked.request = { ...before, question: [{ ...asked.question, name }] };
    return afterwards(next(asked), (outcome) => {
      asked.request = before;
      return outcome;
    });
  },
};
const adding: Handler = {
  name: "minimal",
  serve: (asked, next) =>
    afterwards(next(asked), (outcome) => {
      if (outcome.reply === undefined) return outcome;
      const answer = [record("www.example.org. 60 IN A 192.0.2.7")];
      return { ...outcome, reply: Reply.of({ ...outcome.reply.message, answer }) };
    }),
};
const copying: Handler = {
  name: "loadbalance",
  serve: (asked, next) =>
    afterwards(next(asked), (outcome) =>
      outcome.reply === undefined ? outcome : { ...outcome, reply: Reply.of({ ...outcome.reply.message }) },
    ),
};
const throwing: Handler = {
  name: "broken",
  serve() {
    throw new Error("no such thing");
  },
};
const waiting: Handler = {
  name: "forward",
  serve: async (asked, next, why) => answering("forward").serve(asked, next, why),
};
const talking: Handler = {
  name: "hosts",
  serve(asked, next, why) {
    if (why !== undefined) {
      why.note(words.tried({ number: 1 }));
      why.because("answered", words.entry({ qname: asked.qname }), { rule: onLine(9) });
    }
    return answering("hosts").serve(asked, next, why);
  },
};

async function explained(zone: ServedZone, question = "www.example.org. A"): Promise<Explanation> {
  const { server } = serverOf(zone);
  let explanation: Explanation | undefined;
  const listening = {
    watched: true,
    done: (done: Parameters<typeof explain>[1]) => {
      explanation = explain(server, done);
    },
  };
  await server.serve(encodeMessage(request(question)), arrival, { listening });
  if (explanation === undefined) throw new Error("nothing was explained");
  return explanation;
}

const refusing: Handler = { name: "acl", serve: () => unanswered("acl", Rcode.REFUSED) };
const dropping: Handler = { name: "acl", serve: () => ({ rcode: Rcode.NOERROR, answeredBy: "acl" }) };

describe("a plugin that says nothing", () => {
  const cases: Readonly<Record<string, readonly [Handler, Verdict]>> = {
    "and hands on has passed on": [passing("errors"), "passed"],
    "and copies the reply without a change has passed on": [copying, "passed"],
    "and hands another question on has changed it": [renaming, "changed"],
    "and gives another reply back has passed the question on": [adding, "passed"],
    "and replies has answered": [answering("whoami"), "answered"],
    "and replies later has answered": [waiting, "answered"],
    "and gives a code has failed": [refusing, "failed"],
    "and sends nothing has refused it": [dropping, "refused"],
    "and throws has failed": [throwing, "failed"],
  };
  test.each(Object.entries(cases))("%s", async (_, [handler, verdict]) => {
    const { steps } = await explained(served(".", [handler, answering("whoami")]));
    expect(steps).toMatchObject([{ plugin: handler.name, verdict }]);
  });

  test("is shown with what it changed", async () => {
    const { steps } = await explained(served(".", [renaming, adding, answering("whoami")]));
    expect(steps[0]?.before).toMatch(/^;www\.example\.org\./);
    expect(steps[0]?.after).toMatch(/^;other\.example\.org\./);
    expect(steps[0]?.steps[0]?.back).toEqual({
      verdict: "changed",
      reason: { code: "chain.changedAnswer", facts: {}, sentence: "it changed the reply that came back" },
      changes: [{ part: "answer", kind: "added", after: "www.example.org. 60 IN A 192.0.2.7" }],
    });
  });
});

describe("an explanation", () => {
  test("nests steps as the query went, and tells who answered, and where", async () => {
    const explanation = await explained(served("example.org.", [passing("errors"), talking, answering("whoami")]));
    expect(explanation).toMatchObject({
      question: { name: "www.example.org.", type: "A", class: "IN" },
      client: { address: "192.0.2.99", transport: "udp" },
      listener: "dns://:53",
      dispatch: [{ zone: "example.org.", match: "longest match" }],
      steps: [
        {
          plugin: "errors",
          at: { start: { line: 2 } },
          verdict: "passed",
          steps: [
            {
              plugin: "hosts",
              verdict: "answered",
              reason: { code: "hosts.entry", sentence: "www.example.org. stands in the table" },
              notes: [{ reason: { sentence: "rule 1 did not match" } }],
              rule: { start: { line: 9 } },
            },
          ],
        },
      ],
      answeredBy: "hosts",
      decidedAt: { start: { line: 9 } },
      notReached: [{ plugin: "whoami", because: "hosts answered before it", inRequestPath: true }],
      reply: { rcode: "NOERROR", answers: 0, sent: true },
    });
  });

  test("names what is not in the request path", async () => {
    const outside = [{ plugin: "health", at: onLine(7) }];
    const { notReached } = await explained(served(".", [answering("whoami")], { outside }));
    expect(notReached).toMatchObject([
      { plugin: "health", because: "it is not in the request path", inRequestPath: false },
    ]);
  });

  test("of a query that no block takes has no steps", async () => {
    const explanation = await explained(served("example.net.", [answering("whoami")]));
    expect(explanation).toMatchObject({
      dispatch: [{ match: "no match" }],
      steps: [],
      notReached: [],
      reply: { rcode: "REFUSED", sent: true },
    });
    expect(explanation.answeredBy).toBeUndefined();
  });

  test("of a query that gets no reply says so", async () => {
    const { reply } = await explained(served(".", [dropping]));
    expect(reply).toEqual({ rcode: "", answers: 0, sent: false });
  });
});

describe("a query that is not done", () => {
  const slow: Handler = {
    name: "forward",
    serve(asked, next, why) {
      if (why !== undefined) {
        why.note(words.tried({ number: 1 }));
        why.waits(() => words.entry({ qname: asked.qname }), { upstream: "192.0.2.1:53" });
      }
      return new Promise((done) => setTimeout(() => done(answering("forward").serve(asked, next, undefined)), 5));
    },
  };

  async function soFar(...handlers: Handler[]): Promise<{ early: Explanation; late: Explanation }> {
    const { server } = serverOf(served("example.org.", handlers));
    const told: Explanation[] = [];
    const listening: Listening = {
      watched: true,
      waits: (tell) => told.push(explain(server, tell())),
      done: (done) => told.push(explain(server, done)),
    };
    await server.serve(encodeMessage(request("www.example.org. A")), arrival, { listening });
    const [early, late] = told;
    if (early === undefined || late === undefined) throw new Error("it did not wait");
    return { early, late };
  }

  test("tells the steps that were walked, and what the last one waits for", async () => {
    const { early, late } = await soFar(passing("errors"), slow, answering("whoami"));
    expect(early).toMatchObject({
      unfinished: true,
      answeredBy: undefined,
      reply: { sent: false },
      steps: [
        {
          plugin: "errors",
          verdict: "passed",
          reason: { code: "chain.handedOn" },
          steps: [
            {
              plugin: "forward",
              verdict: "waiting",
              reason: { code: "forward.entry", sentence: "www.example.org. stands in the table" },
              upstream: "192.0.2.1:53",
              notes: [{ reason: { code: "forward.tried" } }],
            },
          ],
        },
      ],
      notReached: [{ plugin: "whoami", because: "forward comes before it and has not finished" }],
    });
    expect(late.unfinished).toBeUndefined();
    expect(late.steps).toMatchObject([{ plugin: "errors", steps: [{ plugin: "forward", verdict: "answered" }] }]);
  });
  test("says that a plugin is at work that says nothing itself", async () => {
    const { early } = await soFar({
      name: "erratic",
      serve: async (asked, next, why) => answering("erratic").serve(asked, next, why),
    });
    expect(early.steps).toMatchObject([{ verdict: "waiting", reason: { sentence: "it has not finished" } }]);
  });
  test("whose reply has come back to a plugin that is still busy with it waits for that one", async () => {
    const busy: Handler = {
      name: "dns64",
      serve: async (asked, next) => {
        const outcome = await next(asked);
        await new Promise((done) => setTimeout(done, 5));
        return outcome;
      },
    };
    const { server } = serverOf(served("example.org.", [busy, answering("whoami")]));
    let tell: (() => ServedQuery) | undefined;
    const listening: Listening = {
      watched: true,
      waits(soFar) {
        tell = soFar;
      },
      done: () => undefined,
    };
    const answer = server.serve(encodeMessage(request("www.example.org. A")), arrival, { listening });
    await Promise.resolve();
    await Promise.resolve();
    if (tell === undefined) throw new Error("it did not wait");
    expect(explain(server, tell()).steps).toMatchObject([
      { plugin: "dns64", verdict: "waiting", steps: [{ plugin: "whoami", verdict: "answered" }] },
    ]);
    await answer;
  });
});
