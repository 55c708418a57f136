/** Rules from the Corefile to the reply, over a plugin that answers every question with what it was asked. */
import { describe, expect, test } from "vitest";
import { EDNS, lines, nextOf, query, reply } from "../../chain/_test/messages.ts";
import { answered, type Outcome, streamed, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { className } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { writeHex } from "../../text/base.ts";
import { setup } from "./setup.ts";

/** Answers MX questions with the name that was asked and one below it, other types with TXT. */
const mirror = ({ request, question }: Query): Outcome => {
  const { name } = question;
  const type = rrtypeName(question.type);
  const answer = type === "MX" ? [`${name} 60 IN MX 5 mx.${name}`, "x.back.test. 60 IN MX 6 mx.back.test."] : [];
  const text = `${name} 60 IN TXT "${name} ${className(question.class)} ${type}"`;
  return answered("mirror", Reply.of(reply(request, { answer: answer.length > 0 ? answer : [text] })));
};

function handlerOf(rules: readonly string[]) {
  const { blocks, messages } = setUp([".:53 {", ...rules.map((rule) => `rewrite ${rule}`), "}"].join("\n"), [setup]);
  expect(messages).toEqual([]);
  const handler = blocks[0]?.chain.links[0]?.handler;
  if (handler === undefined) throw new Error("no handler");
  return handler;
}

async function serve(
  rules: readonly string[],
  asked: Query,
  next: (query: Query) => Outcome | Promise<Outcome> = mirror,
): Promise<Outcome> {
  return handlerOf(rules).serve(asked, nextOf(next, "mirror"), undefined);
}

function messageOf({ reply: made }: Outcome): Message {
  if (made === undefined) throw new Error("no reply");
  return made.message;
}

interface Case {
  readonly rules: readonly string[];
  readonly asked: string;
  readonly answer: readonly string[];
  /** The question in the reply; the one that was asked without it. */
  readonly question?: string;
}

const cases: Readonly<Record<string, Case>> = {
  "an exact rule goes back by itself, in the lower case in which names compare": {
    rules: ["name a.test b.test"],
    asked: "A.Test. MX",
    answer: ["a.test. 60 IN MX 5 mx.a.test.", "x.back.test. 60 IN MX 6 mx.back.test."],
  },
  "an exact rule is for no name below": {
    rules: ["name exact a.test b.test"],
    asked: "x.a.test. A",
    answer: ['x.a.test. 60 IN TXT "x.a.test. IN A"'],
  },
  "a suffix rule without answer auto leaves the records": {
    rules: ["name suffix .a.test .b.test"],
    asked: "x.a.test. A",
    answer: ['x.b.test. 60 IN TXT "x.b.test. IN A"'],
  },
  "a suffix rule goes back by its two ends": {
    rules: ["name suffix .a.test .back.test answer auto"],
    asked: "y.a.test. MX",
    answer: ["y.a.test. 60 IN MX 5 mx.y.a.test.", "x.a.test. 60 IN MX 6 mx.a.test."],
  },
  "texts of prefix rules get a dot at their end": {
    rules: ["name prefix old- new-"],
    asked: "old-x.test. A",
    answer: ['old-x.test. 60 IN TXT "old-x.test. IN A"'],
  },
  "a substring rule changes all places": {
    rules: ["name substring eu us answer auto"],
    asked: "eu.eu.test. A",
    answer: ['eu.eu.test. 60 IN TXT "us.us.test. IN A"'],
  },
  "a pattern need not match the whole name, and all of it is replaced": {
    rules: ["name regex (mid) new.{1}.test"],
    asked: "a.midway.test. A",
    answer: ['new.mid.test. 60 IN TXT "new.mid.test. IN A"'],
  },
  "answer name and answer value take patterns, the last first": {
    rules: [
      "name regex ^(.*)\\.web\\.test\\.$ {1}.back.test answer name ^(.*)\\.back\\.test\\.$ {1}.web.test value ^mx\\.(.*)\\.$ {1}",
    ],
    asked: "a.web.test. MX",
    answer: ["a.web.test. 60 IN MX 5 a.back.test.", "x.web.test. 60 IN MX 6 back.test."],
  },
  "continue rules see what those before them made, and go back in reverse order": {
    rules: ["continue name suffix .one.test .two.test answer auto", "name suffix .two.test .three.test answer auto"],
    asked: "a.one.test. A",
    answer: ['a.one.test. 60 IN TXT "a.three.test. IN A"'],
  },
  "stop is the default": {
    rules: ["name a.test b.test", "name b.test c.test"],
    asked: "a.test. A",
    answer: ['a.test. 60 IN TXT "b.test. IN A"'],
  },
  "class and type are set back in the question": {
    rules: ["continue class CH IN", "type TXT A"],
    asked: "a.test. TXT CH",
    answer: ['a.test. 60 IN TXT "a.test. IN A"'],
  },
  "a continue rule without anything to undo leaves its question in the reply": {
    rules: ["continue type TXT A"],
    asked: "a.test. TXT",
    answer: ['a.test. 60 IN TXT "a.test. IN A"'],
    question: "a.test. A",
  },
  "ttl sets, caps and raises": {
    rules: ["continue ttl prefix cap. -30", "continue ttl prefix raise. 90-", "ttl exact set.test 7"],
    asked: "cap.test. A",
    answer: ['cap.test. 30 IN TXT "cap.test. IN A"'],
  },
};

describe("rules", () => {
  test.each(Object.entries(cases))("%s", async (_, { rules, asked, answer, question = asked }) => {
    const message = messageOf(await serve(rules, query(asked)));
    expect({ answer: lines(message.answer), question: message.question }).toEqual({
      answer,
      question: query(question).request.question,
    });
  });
});

describe("EDNS options", () => {
  const options: Readonly<
    Record<
      string,
      {
        readonly rule: string;
        readonly sent?: string;
        readonly seen: readonly string[];
        readonly left: readonly string[];
      }
    >
  > = {
    "set appends to a request without EDNS": {
      rule: "edns0 local set 0xffee abcd",
      seen: ["65518:61626364"],
      left: ["65518:61626364"],
    },
    "set replaces": {
      rule: "edns0 local set 0xffee 0x0102",
      sent: "65518:31",
      seen: ["65518:0102"],
      left: ["65518:0102"],
    },
    "append puts another beside it": {
      rule: "edns0 local append 0xffee a",
      sent: "65518:31",
      seen: ["65518:31", "65518:61"],
      left: ["65518:31", "65518:61"],
    },
    "append of a variable leaves what is there": {
      rule: "edns0 local append 0xffee {protocol}",
      sent: "65518:31",
      seen: ["65518:31"],
      left: ["65518:31"],
    },
    "replace without the option does nothing but add EDNS": {
      rule: "edns0 local replace 0xffee a",
      seen: [],
      left: [],
    },
    "unset removes": { rule: "edns0 local unset 0xffee", sent: "65518:31", seen: [], left: [] },
    "an option with a meaning of its own is not taken for a local one": {
      rule: "edns0 local set 10 a",
      sent: "10:31",
      seen: ["10:31", "10:61"],
      left: ["10:31", "10:61"],
    },
    "revert takes it out of what replies repeat": {
      rule: "edns0 local set 0xffee up revert",
      seen: ["65518:7570"],
      left: [],
    },
    "revert puts back what was replaced": {
      rule: "edns0 local set 0xffee up revert",
      sent: "65518:31",
      seen: ["65518:7570"],
      left: ["65518:31"],
    },
    "subnet tells the first bits of the client's address": {
      rule: "edns0 subnet set 24 56",
      seen: ["8:00011800c00002"],
      left: ["8:00011800c00002"],
    },
    "a variable carries an address": {
      rule: "edns0 local set 0xffee {client_ip}",
      seen: ["65518:c0000263"],
      left: ["65518:c0000263"],
    },
    "a variable carries the type": {
      rule: "edns0 local set 0xffee {qtype}",
      seen: ["65518:0001"],
      left: ["65518:0001"],
    },
    "a label without a value does nothing at all": {
      rule: "edns0 local set 0xffee {geoip/city}",
      seen: ["no EDNS"],
      left: ["no EDNS"],
    },
  };
  const optionsOf = ({ request }: Query): readonly string[] =>
    request.edns === undefined
      ? ["no EDNS"]
      : request.edns.options.map(({ code, data }) => `${code}:${writeHex(data)}`);

  test.each(Object.entries(options))("%s", async (_, { rule, sent, seen, left }) => {
    const [code = "", hex = ""] = sent?.split(":") ?? [];
    const data = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const edns = sent === undefined ? undefined : { ...EDNS, options: [{ code: Number(code), data }] };
    const asked = query("a.test. A", { edns });
    let passed: readonly string[] = [];
    await serve([rule], asked, (inner) => {
      passed = optionsOf(inner);
      return mirror(inner);
    });
    expect({ seen: passed, left: optionsOf(asked) }).toEqual({ seen, left });
  });
});

describe("replies that nobody wrote", () => {
  test("a failure behind it is written here, so that rules apply to it", async () => {
    const outcome = await serve(["rcode regex .* SERVFAIL NXDOMAIN"], query("a.test. A"), () =>
      unanswered("x", Rcode.SERVFAIL, "broken"),
    );
    expect(outcome).toMatchObject({
      rcode: Rcode.NOERROR,
      error: { text: "broken" },
      reply: { message: { rcode: Rcode.NXDOMAIN } },
    });
  });
  test("a dropped query stays dropped", async () => {
    const dropped = { rcode: Rcode.NOERROR };
    expect(await serve(["rcode regex .* SERVFAIL NXDOMAIN"], query("a.test. A"), () => dropped)).toBe(dropped);
  });
  test("a name that is none is SERVFAIL, and the question is set back", async () => {
    const asked = query("bad.test. A");
    const outcome = await serve(["name regex ^bad\\.(.*)$ {1}..x."], asked);
    expect(outcome).toMatchObject({ rcode: Rcode.SERVFAIL, error: { text: "invalid name after rewrite: test...x." } });
    expect(asked.question.name).toBe("bad.test.");
  });
});

test("a target of a CNAME is replaced and looked up in the server itself", async () => {
  const rules = ["cname regex ^r([0-9]+)\\.test\\.$ s{1}.test."];
  const text = [".:53 {", ...rules.map((rule) => `rewrite ${rule}`), "}"].join("\n");
  const { blocks, lifeCycle } = setUp(text, [setup]);
  const seen: { readonly name: string; readonly depth: number }[] = [];
  lifeCycle.servers = [
    {
      label: "dns://:53",
      ask: ({ request, question, depth }) => {
        seen.push({ name: question.name, depth });
        return Promise.resolve(reply(request, { answer: ["s7.test. 30 IN A 192.0.2.7"] }));
      },
    },
  ];
  const next = nextOf(
    ({ request }) =>
      answered(
        "x",
        Reply.of(reply(request, { answer: ["a.test. 60 IN CNAME r7.test.", "r7.test. 60 IN A 192.0.2.1"] })),
      ),
    "x",
  );
  const handler = blocks[0]?.chain.links[0]?.handler;
  const outcome = await handler?.serve(query("a.test. A"), next, undefined);
  expect(outcome === undefined ? [] : lines(messageOf(outcome).answer)).toEqual([
    "a.test. 60 IN CNAME s7.test.",
    "s7.test. 30 IN A 192.0.2.7",
  ]);
  expect(seen).toEqual([{ name: "s7.test.", depth: 1 }]);
});

test("a stream is rewritten message by message", async () => {
  const next = ({ request, question: { name } }: Query): Outcome =>
    streamed(
      "transfer",
      [1, 2].map((at) => Reply.of(reply(request, { answer: [`${name} 60 IN A 192.0.2.${at}`] }))),
    );
  const outcome = await serve(["name exact a.test b.test answer auto"], query("a.test. AXFR"), next);
  const messages: Message[] = [];
  for await (const one of outcome.stream ?? []) messages.push(one.message);
  expect(messages.map(({ question, answer }) => [question[0]?.name, ...lines(answer)])).toEqual([
    ["a.test.", "a.test. 60 IN A 192.0.2.1"],
    ["a.test.", "a.test. 60 IN A 192.0.2.2"],
  ]);
  const untouched = await serve(["type MX A"], query("a.test. AXFR"), next);
  expect(untouched.stream).toHaveLength(2);
});
