import { describe, expect, test } from "vitest";
import { Rcode } from "../dns/iana/rcode.ts";
import { readName } from "../dns/name/name.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { query, record, request } from "./_test/messages.ts";
import { answering, onLine, passing, served, serverOf } from "./_test/serving.ts";
import type { ServedZone } from "./dispatch.ts";
import { explain } from "./explain.ts";
import type { Explanation, Verdict } from "./explanation.ts";
import { afterwards, type Handler } from "./handler.ts";
import { unanswered } from "./outcome.ts";
import { Reply } from "./reply.ts";
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
    if (why.watching) {
      why.note({ words, code: "tried", facts: { number: 1 } });
      why.because("answered", { words, code: "entry", facts: { qname: asked.qname }, rule: onLine(9) });
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
