import { describe, expect, test } from "vitest";
import { type ReplyLines, reply } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { run, world } from "../_test/run.ts";
import { type Following, failing, replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const NAME = "www.example.org.";
const A = `${NAME} 900 IN A 192.0.2.33`;
const SOA = "example.org. 300 IN SOA ns.example.org. admin.example.org. 1 2 3 4 5";
const aaaa = (address: string): string => `${NAME} 900 IN AAAA ${address}`;
const BLOCK = "siit {\neam 192.0.2.80 2001:DB8:0::80\n}";

async function ask(then: Following, ipv6: ReplyLines | undefined, question = "A") {
  const host = world();
  const running = await run(setup, BLOCK, host);
  const inner: (string | undefined)[] = [];
  running.lifeCycle.servers = [
    {
      label: "dns://:53",
      ask: async (query) => {
        // What others look up for the sake of this look-up comes here again.
        const [link] = running.blocks[0]?.chain.links ?? [];
        const again = query.withRequest({ ...query.request, question: [{ ...query.question, type: 1 }] });
        await link?.handler.serve(again, Object.assign(replying(), { plugin: "next" }), {
          because: (verdict) => inner.push(verdict),
          back: () => undefined,
          asks: () => undefined,
          uses: () => undefined,
          nests: () => undefined,
          note: () => undefined,
          waits: () => undefined,
        });
        return ipv6 === undefined ? undefined : reply(query.request, ipv6);
      },
    },
  ];
  const served = await running.ask(`${NAME} ${question}`, then);
  const counted = /coredns_siit_requests_translated_total\{[^}]*\} (\d+)/.exec(await host.metrics.expose())?.[1];
  return { ...served, inner, counted };
}

describe("a reply without an A record", () => {
  test("records under the prefix and mapped ones become A records, others are left out", async () => {
    const found = ["64:ff9b::c000:221", "2001:db8::80", "2001:db8::81", "::ffff:192.0.2.1"].map(aaaa);
    const { answer, counted, notes } = await ask(replying({ authority: [SOA] }), { answer: found });
    expect(answer).toEqual([`${NAME} 300 IN A 192.0.2.33`, `${NAME} 300 IN A 192.0.2.80`]);
    expect(counted).toBe("1");
    expect(notes.slice(1)).toEqual([
      "64:ff9b::c000:221 is in 64:ff9b::/96, with 192.0.2.33 in it",
      "eam on line 3 has 192.0.2.80 for 2001:db8::80",
      "2001:db8::81 is not in 64:ff9b::/96, and no eam line names it",
      "::ffff:192.0.2.1 is not in 64:ff9b::/96, and no eam line names it",
    ]);
  });
  test("what was made of it is told", async () => {
    const { wayBack } = await ask(replying(), { answer: [aaaa("2001:db8::80")] });
    expect(wayBack).toBe("changed: AAAA records made A records: 1, with a TTL of 600 at most (no SOA record came)");
  });
  test("stays as it came when no address can be translated, and is not counted", async () => {
    const { message, counted, sentence } = await ask(replying({ authority: [SOA] }), {
      answer: [aaaa("2001:db8::81")],
    });
    expect([message?.answer.length, message?.authority.length, counted]).toEqual([0, 1, undefined]);
    expect(sentence).toContain("none of the 1 AAAA records");
  });
  test("the error of the other question goes to the client, under its own question", async () => {
    const { message, outcome, counted } = await ask(replying(), { rcode: Rcode.NXDOMAIN, authority: [SOA] });
    expect([message?.rcode, outcome.rcode, message?.question[0]?.type]).toEqual([Rcode.NXDOMAIN, Rcode.NXDOMAIN, 1]);
    expect([message?.authority.length, counted]).toEqual([1, undefined]);
  });
  test("without a reply for AAAA the query fails", async () => {
    const { outcome } = await ask(replying(), undefined);
    expect(outcome.error?.text).toBe("siit: upstream lookup returned no response");
  });
});

test("what is looked up for siit's sake is not translated again", async () => {
  const { inner } = await ask(replying(), { answer: [aaaa("2001:db8::80")] });
  expect(inner).toEqual(["not in scope"]);
});

describe("nothing is looked up", () => {
  const cases: Readonly<Record<string, readonly [then: Following, said: string, question?: string]>> = {
    "when there is an A record": [replying({ answer: [A] }), "has an A record of its own"],
    "when the reply is cut off": [replying({ truncated: true }), "cut off"],
    "when the name does not exist": [replying({ rcode: Rcode.NXDOMAIN, authority: [SOA] }), "does not exist"],
    "when nothing came": [failing(Rcode.SERVFAIL), "no reply came back"],
    "for another type": [replying(), "this is AAAA in class IN", "AAAA"],
  };
  test.each(Object.entries(cases))("%s", async (_, [then, said, question]) => {
    const { inner, sentence } = await ask(then, {}, question);
    expect([inner, sentence?.includes(said)]).toEqual([[], true]);
  });
});
