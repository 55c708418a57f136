import { describe, expect, test } from "vitest";
import { type ReplyLines, reply } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import { run, world } from "../_test/run.ts";
import { type Following, failing, replying, streaming } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const NAME = "www.example.org.";
const SOA = "example.org. 300 IN SOA ns.example.org. admin.example.org. 1 2 3 4 5";
const A = `${NAME} 900 IN A 192.0.2.33`;
const AAAA = `${NAME} 900 IN AAAA 2001:db8::1`;

/** Asks a dns64 over a plugin that does `then`; the server itself replies `ipv4` to what dns64 looks up. */
async function ask(lines: string, then: Following, ipv4: ReplyLines = { answer: [A] }) {
  const host = world();
  const running = await run(setup, lines, host);
  const lookedUp: string[] = [];
  running.lifeCycle.servers = [
    {
      label: "dns://:53",
      ask: ({ request, question: { name, type } }) => {
        lookedUp.push(`${name} ${rrtypeName(type)}`);
        return reply(request, ipv4);
      },
    },
  ];
  const served = await running.ask(`${NAME} AAAA`, then);
  const counted = /coredns_dns64_requests_translated_total\{[^}]*\} (\d+)/.exec(await host.metrics.expose())?.[1];
  return { ...served, lookedUp, counted };
}

const ALL = "dns64 {\nallow_ipv4\n}";

describe("a reply without an AAAA record", () => {
  const cases: Readonly<Record<string, readonly [then: Following, ttl: number]>> = {
    "lets records live as long as its SOA record": [replying({ authority: [SOA] }), 300],
    "lets them live 600 seconds without one": [replying(), 600],
    "may be an error": [replying({ rcode: Rcode.REFUSED }), 600],
    "is the last one of a stream": [streaming({ answer: [AAAA] }, {}), 600],
  };
  test.each(Object.entries(cases))("%s", async (_, [then, ttl]) => {
    const { answer, lookedUp, counted, wayBack } = await ask(ALL, then);
    expect(answer).toEqual([`${NAME} ${ttl} IN AAAA 64:ff9b::c000:221`]);
    expect([lookedUp, counted]).toEqual([[`${NAME} A`], "1"]);
    expect(wayBack).toContain("changed: A records put behind 64:ff9b::/96 as AAAA records: 1");
  });

  test("code and sections are those of the reply to the A question, its other records as they came", async () => {
    const alias = "www.example.org. 60 IN CNAME web.example.org.";
    const glue = "ns.example.org. 60 IN A 192.0.2.53";
    const found = { rcode: Rcode.REFUSED, truncated: true, answer: [alias], additional: [glue] };
    const { message, answer, outcome, wayBack } = await ask(ALL, replying({ authoritative: true }), found);
    expect(answer).toEqual([alias]);
    expect([message?.rcode, message?.truncated, message?.authoritative]).toEqual([Rcode.REFUSED, true, false]);
    expect([message?.additional.length, outcome.rcode]).toEqual([1, Rcode.NOERROR]);
    expect(wayBack).toContain("no A record either: the client gets the reply to the A question, REFUSED");
  });

  test("without a reply for A the query fails", async () => {
    const running = await run(setup, ALL);
    const { outcome, verdict } = await running.ask(`${NAME} AAAA`, replying());
    const error = { text: "dns64: upstream returned no response" };
    expect([outcome, verdict]).toEqual([{ rcode: Rcode.SERVFAIL, answeredBy: "dns64", error }, "failed"]);
  });
});

describe("nothing is looked up", () => {
  const cases: Readonly<Record<string, readonly [lines: string, then: Following, sentence: string]>> = {
    "over IPv4": ["dns64", replying(), "asked over IPv4, and allow_ipv4 is not set"],
    "when there is an AAAA record": [ALL, replying({ answer: [AAAA] }), "has an AAAA record of its own"],
    "when the name does not exist": [ALL, replying({ rcode: Rcode.NXDOMAIN, authority: [SOA] }), "does not exist"],
    "when nothing came": [ALL, failing(Rcode.SERVFAIL), "no reply came back"],
  };
  test.each(Object.entries(cases))("%s", async (_, [lines, then, said]) => {
    const { lookedUp, sentence, counted } = await ask(lines, then);
    expect([lookedUp, counted]).toEqual([[], undefined]);
    expect(sentence).toContain(said);
  });
  test("for another type", async () => {
    const running = await run(setup, ALL);
    expect((await running.ask(`${NAME} A`, replying())).sentence).toContain("this is A in class IN");
  });
});

test("a client over IPv6 needs no allow_ipv4", async () => {
  const running = await run(setup, "dns64");
  const arrival = { client: { address: "2001:db8::99", port: 40_000 } };
  const { verdict } = await running.ask(`${NAME} AAAA`, replying(), { arrival });
  expect(verdict).toBe("failed");
});

test("translate_all asks although there is a record, and the last prefix of all lines counts", async () => {
  const lines = "dns64 2001:db8:1::/96\ndns64 {\nallow_ipv4\ntranslate_all\nprefix 2001:db8:2::/96\n}";
  const { answer, notes } = await ask(lines, replying({ answer: [AAAA] }));
  expect(answer).toEqual([`${NAME} 600 IN AAAA 2001:db8:2::c000:221`]);
  expect(notes[0]).toContain("translate_all is set, so the A records");
});
