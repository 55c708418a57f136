import { describe, expect, test } from "vitest";
import { EDNS, type ReplyLines, reply } from "../../chain/_test/messages.ts";
import { answered } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { run } from "../_test/run.ts";
import { type Following, failing, replying, streaming } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const A = "www.example.org. 60 IN A 192.0.2.1";
const NS = "example.org. 60 IN NS ns.example.org.";
const SOA = "example.org. 60 IN SOA ns.example.org. admin.example.org. 1 2 3 4 5";
const GLUE = "ns.example.org. 60 IN A 192.0.2.53";

interface Case {
  readonly given: ReplyLines;
  /** How many authority and additional records are left. */
  readonly left: readonly [number, number];
}

const cases: Readonly<Record<string, Case>> = {
  "an answer loses the sections behind it": {
    given: { answer: [A], authority: [NS], additional: [GLUE] },
    left: [0, 0],
  },
  "a reply without records is positive": { given: { additional: [GLUE] }, left: [0, 0] },
  "NODATA keeps its SOA": { given: { authority: [SOA], additional: [GLUE] }, left: [1, 1] },
  "NXDOMAIN keeps its SOA": { given: { rcode: Rcode.NXDOMAIN, authority: [SOA] }, left: [1, 0] },
  "a referral keeps everything": { given: { authority: [NS], additional: [GLUE] }, left: [1, 1] },
  "an error keeps everything": { given: { rcode: Rcode.REFUSED, authority: [NS], additional: [GLUE] }, left: [1, 1] },
};

describe("minimal", () => {
  test.each(Object.entries(cases))("%s", async (_, { given, left }) => {
    const { ask } = await run(setup, "minimal");
    const { message, outcome } = await ask("www.example.org. A", replying(given));
    expect([message?.authority.length, message?.additional.length]).toEqual(left);
    expect([message?.answer.length, outcome.answeredBy]).toEqual([given.answer?.length ?? 0, "next"]);
  });
  test("the OPT record goes with the additional section", async () => {
    const { ask } = await run(setup, "minimal");
    const { message } = await ask("www.example.org. A", replying({ answer: [A], edns: EDNS }));
    expect(message?.edns).toBeUndefined();
  });
  test("a code without a reply stays as it is", async () => {
    const { ask } = await run(setup, "minimal");
    expect((await ask("www.example.org. A", failing(Rcode.REFUSED))).outcome).toEqual({
      rcode: Rcode.REFUSED,
      answeredBy: "next",
    });
  });
  test("an error drops the reply beside it", async () => {
    const { ask } = await run(setup, "minimal");
    const withError: Following = ({ request }) => ({
      ...answered("next", Reply.of(reply(request, { answer: [A] })), Rcode.SERVFAIL),
      error: { text: "plugin/next: bad" },
    });
    const { outcome } = await ask("www.example.org. A", withError);
    expect([outcome.reply, outcome.error?.text]).toEqual([undefined, "plugin/next: bad"]);
  });
  test("of a stream only the last message is left", async () => {
    const { ask } = await run(setup, "minimal");
    const { streamed, answer } = await ask("example.org. AXFR", streaming({ answer: [SOA] }, { answer: [A] }));
    expect([streamed, answer]).toEqual([[], [A]]);
  });
});
