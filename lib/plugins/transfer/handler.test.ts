import { describe, expect, test } from "vitest";
import { lines, query, record } from "../../chain/_test/messages.ts";
import { offers } from "../../chain/key.ts";
import { unanswered } from "../../chain/outcome.ts";
import type { Message } from "../../dns/message/message.ts";
import { FakeLog } from "../../ports/_test/fake-log.ts";
import { zoneOf } from "../../zone/_test/zone-of.ts";
import { type Following, replying, serve } from "../_test/serve.ts";
import type { Access } from "./access.ts";
import { NOT_AUTHORITATIVE, type Transferer, zoneTransfer } from "./api.ts";
import { createTransfer } from "./handler.ts";

const PLACE = { offset: 0, line: 1, column: 1 };
const AT = { file: "Corefile", start: PLACE, end: PLACE };
const SOA = record("example.org. 60 IN SOA ns.example.net. admin.example.org. 7 1 1 1 1");

const access = (zones: readonly string[], ...to: readonly string[]): Access => ({
  zones: zones.map((zone) => query(`${zone} A`).qname),
  to,
  source: undefined,
  at: AT,
  toAt: { ...AT, start: { ...PLACE, line: 3 } },
});

const giving =
  (...sets: readonly (readonly string[])[]): Transferer =>
  () => ({ kind: "records", records: sets.map((texts) => texts.map(record)) });

interface Asking {
  readonly uses?: readonly Access[];
  readonly transferers?: readonly Transferer[];
  readonly fields?: Partial<Message>;
  readonly transport?: "udp" | "tcp" | "tls" | "quic";
  readonly following?: Following;
}

async function ask(question: string, asking: Asking = {}) {
  const { uses = [access(["example.org."], "*")], transferers = [zone], fields, transport = "tcp", following } = asking;
  const log = new FakeLog();
  const handler = createTransfer({ uses, transferers: () => transferers, log, offers: offers() });
  const served = await serve(handler, query(question, fields, { transport }), following);
  return { ...served, log: log.lines, answers: served.streamed.map(({ answer }) => lines(answer)) };
}

const ZONE = zoneOf("www A 192.0.2.1", "a TXT b", "www AAAA 2001:db8::1");
const zone: Transferer = (name, serial) => (name === "example.org." ? zoneTransfer(ZONE, serial) : NOT_AUTHORITATIVE);
const WHOLE = [
  "example.org. 60 IN SOA ns.example.net. admin.example.org. 7 1 1 1 1",
  "example.org. 60 IN NS ns.example.net.",
  "a.example.org. 60 IN TXT b",
  "www.example.org. 60 IN A 192.0.2.1",
  "www.example.org. 60 IN AAAA 2001:db8::1",
  "example.org. 60 IN SOA ns.example.net. admin.example.org. 7 1 1 1 1",
].map((line) => line.replace(" b", ' "b"'));
const NOOP = [
  '[INFO] Outgoing noop, incremental transfer for up to date zone "example.org." to 192.0.2.99 for 7 SOA serial',
];
const has = (serial: number): Partial<Message> => {
  if (SOA.rdata.kind !== "SOA") throw new Error("no SOA");
  return { authority: [{ ...SOA, rdata: { ...SOA.rdata, serial } }] };
};

describe("a whole zone", () => {
  const cases: Readonly<Record<string, readonly [string, Asking]>> = {
    "for AXFR": ["example.org. AXFR", {}],
    "over TLS": ["example.org. AXFR", { transport: "tls" }],
    "for IXFR from an older serial": ["example.org. IXFR", { fields: has(6) }],
    "for IXFR from a newer serial": ["example.org. IXFR", { fields: has(8) }],
    "for IXFR from serial 0": ["example.org. IXFR", { fields: has(0) }],
    "for somebody by address": [
      "example.org. AXFR",
      { uses: [access(["org."], "198.51.100.1:53", "192.0.2.99:5353")] },
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, asking]) => {
    const { answers, streamed, verdict, rule, sentence, log } = await ask(question, asking);
    expect(answers).toEqual([WHOLE]);
    expect(streamed.map(({ authoritative, rcode }) => [authoritative, rcode])).toEqual([[true, 0]]);
    expect([verdict, rule?.start.line]).toEqual(["answered", 3]);
    expect(sentence).toBe("192.0.2.99 may fetch example.org.: all records of the zone follow, message after message");
    expect(log).toEqual([
      '[INFO] Outgoing transfer of 6 records of zone "example.org." to 192.0.2.99 for 7 SOA serial',
    ]);
  });

  test("the name of the zone is repeated and logged as it was asked", async () => {
    const { streamed, log } = await ask("eXample.org. AXFR");
    expect(streamed[0]?.question[0]?.name).toBe("eXample.org.");
    expect(log[0]).toContain('zone "eXample.org." to');
  });
});

test("a client that has the zone's serial gets its SOA record alone, without authority", async () => {
  const { answers, streamed, sentence, log } = await ask("example.org. IXFR", { fields: has(7) });
  expect(answers).toEqual([WHOLE.slice(0, 1)]);
  expect(streamed[0]?.authoritative).toBe(false);
  expect(sentence).toBe("192.0.2.99 has serial 7 of example.org., which is the zone's: the SOA record alone is sent");
  expect(log).toEqual(NOOP);
});

describe("messages", () => {
  const long = (octets: number): string => `x.example.org. 60 IN TXT ${'"'}${"a".repeat(octets)}${'"'}`;
  const SOA_LINE = WHOLE[0] ?? "";

  test("hold up to 63000 octets of records", async () => {
    const many = Array.from({ length: 300 }, () => long(250));
    const { streamed, answers, log } = await ask("example.org. AXFR", {
      transferers: [giving([SOA_LINE], many, [], [SOA_LINE])],
    });
    // 276 octets each: an owner of 15, ten of the record, 251 of text.
    expect(answers.map(({ length }) => length)).toEqual([228, 74]);
    expect(streamed.every(({ authoritative }) => authoritative)).toBe(true);
    expect(log[0]).toContain("transfer of 302 records");
  });

  test("end with a message that counts for none when the closing SOA record stands alone in it", async () => {
    const { streamed, answers, log } = await ask("example.org. AXFR", {
      transferers: [
        giving(
          [SOA_LINE],
          Array.from({ length: 228 }, () => long(249)),
          [long(150)],
          [SOA_LINE],
        ),
      ],
    });
    expect(answers.map(({ length }) => length)).toEqual([230, 1]);
    expect(streamed.map(({ authoritative }) => authoritative)).toEqual([true, false]);
    expect(log).toEqual(NOOP);
  });
});

describe("refusals", () => {
  test.each(["udp", "quic"] as const)("over %s", async (transport) => {
    const { outcome, verdict } = await ask("example.net. AXFR", { transport });
    expect([outcome, verdict]).toEqual([unanswered("transfer", 5), "refused"]);
  });
  test("of a client that is not named", async () => {
    const { message, outcome, sentence, rule } = await ask("example.org. AXFR", {
      uses: [access(["example.org."], "192.0.2.9:53", "[2001:db8::1]:53")],
    });
    expect([outcome.rcode, message?.rcode]).toEqual([0, 5]);
    expect([sentence, rule?.start.line]).toEqual([
      "192.0.2.99 is not among those who may fetch example.org. (192.0.2.9:53 [2001:db8::1]:53): REFUSED",
      3,
    ]);
  });
  test("the longest zone says who may", async () => {
    const uses = [access(["example.org."], "192.0.2.1:53"), access(["org.", "."], "*")];
    expect((await ask("example.org. AXFR", { uses })).message?.rcode).toBe(5);
    const following = replying();
    expect((await ask("example.net. AXFR", { uses, following })).sentence).toContain("no plugin of this server block");
  });
  const broken: Readonly<Record<string, Partial<Message>>> = {
    "an IXFR question without a SOA record": {},
    "with another record": { authority: [record("example.org. 1 IN A 192.0.2.1")] },
    "with two": { authority: [SOA, SOA] },
  };
  test.each(Object.entries(broken))("%s is a failure", async (_, fields) => {
    const { outcome, verdict } = await ask("example.org. IXFR", { fields });
    expect([outcome, verdict]).toEqual([unanswered("transfer", 2), "failed"]);
  });
  test("a zone without data is a failure with an error", async () => {
    const { outcome } = await ask("example.org. AXFR", { transferers: [() => zoneTransfer(undefined, 0)] });
    expect(outcome).toEqual(unanswered("transfer", 2, "no SOA"));
  });
});

describe("what others answer", () => {
  const cases: Readonly<Record<string, readonly [string, Asking, string]>> = {
    "questions of other types": ["example.org. SOA", {}, "not in scope"],
    "names outside of the zones": ["example.net. AXFR", {}, "not in scope"],
    "zones that no plugin has": ["www.example.org. AXFR", {}, "passed"],
  };
  test.each(Object.entries(cases))("%s", async (_, [question, asking, verdict]) => {
    const served = await ask(question, { ...asking, following: replying() });
    expect([served.outcome.answeredBy, served.verdict]).toEqual(["next", verdict]);
  });
  test("the first plugin that has the zone gives it out", async () => {
    const transferers = [() => NOT_AUTHORITATIVE, giving(["example.org. 1 IN A 192.0.2.7"]), zone];
    expect((await ask("example.org. AXFR", { transferers })).answers).toEqual([["example.org. 1 IN A 192.0.2.7"]]);
  });
});
