/** What dnssec makes of replies, with signatures that a test can foretell. */
import { describe, expect, test } from "vitest";
import { EDNS, lines, type ReplyLines, reply, request } from "../../chain/_test/messages.ts";
import { answered } from "../../chain/outcome.ts";
import { Reply } from "../../chain/reply.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import type { Message } from "../../dns/message/message.ts";
import { runCorefile, type World, world } from "../_test/run.ts";
import { failing, replying, streaming } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const PUBLIC = "0J8u0XJ9GNGFEBXuAmLu04taHG4BXPP3gwhetiOUMnGA+x09nqzgF5IYOyjWB7N3rXqQbnOSILhH1hnuyh7mmA==";
/** A key of which the made-up cryptography says that it cannot sign. */
const SILENT = `${PUBLIC.slice(0, -4)}/w==`;
const key = (flags: number, publicHalf = PUBLIC): string => `example.org. IN DNSKEY ${flags} 3 13 ${publicHalf}\n`;
const PRIVATE = "Private-key-format: v1.3\nAlgorithm: 13\nPrivateKey: /4BZk8AFvyW5hL3cOLSVxIp1RTqHSAEloWUxj86p3gs=\n";
const FILES = {
  "ksk.key": key(257),
  "ksk.private": PRIVATE,
  "zsk.key": key(256),
  "zsk.private": PRIVATE,
  "silent.key": key(257, SILENT),
  "silent.private": PRIVATE,
};
const KSK = 18512;
const ZSK = 18511;
const TIMES = "20260109000000 20251231210000";
const SIGNED = { fields: { edns: { ...EDNS, dnssecOk: true } } };

const SOA = "example.org. 300 IN SOA ns.example.org. admin.example.org. 1 7200 900 1209600 60";
const A = "www.example.org. 60 IN A 192.0.2.1";
const NAME_TYPES = "A HINFO TXT AAAA LOC SRV CERT SSHFP RRSIG NSEC TLSA HIP OPENPGPKEY SPF";
const APEX_TYPES = "A NS SOA HINFO MX TXT AAAA LOC SRV CERT SSHFP RRSIG NSEC DNSKEY TLSA HIP OPENPGPKEY SPF";
const CUT_TYPES = "A NS HINFO TXT AAAA LOC SRV CERT SSHFP RRSIG NSEC TLSA HIP OPENPGPKEY SPF";
const without = (types: string, type: string): string => types.replace(new RegExp(`\\b${type}\\b ?`), "").trim();

/** Records as lines, signatures without their octets. */
function shown({ answer, authority, additional }: Message): readonly (readonly string[])[] {
  return [answer, authority, additional].map((section) => lines(section).map(plain));
}
const plain = (line: string): string => line.replace(/( IN RRSIG .*) \S+$/, "$1");

function start(keys: string, host: World = world(FILES), zones = "") {
  return runCorefile(setup, `example.org:1053 {\ndnssec ${zones} {\n${keys}\n}\n}`, host);
}

async function ask(question: string, given: ReplyLines, keys = "key file ksk") {
  const { ask: send } = await start(keys);
  const served = await send(question, replying(given), SIGNED);
  if (served.message === undefined) throw new Error("no reply");
  const [answer = [], authority = [], additional = []] = shown(served.message);
  return { ...served, answer, authority, additional, rcode: served.message.rcode };
}

const rrsig = (owner: string, covers: string, { ttl = 60, labels = 3, tag = KSK } = {}): string =>
  `${owner} ${ttl} IN RRSIG ${covers} 13 ${labels} 3600 ${TIMES} ${tag} example.org.`;

describe("a positive reply", () => {
  test("has a signature for each RRset of the zones, in its own section", async () => {
    const reply = await ask("alias.example.org. A", {
      answer: ["alias.example.org. 60 IN CNAME www.example.org.", A, "www.example.org. 60 IN A 192.0.2.2"],
      authority: ["example.org. 300 IN NS ns.example.net."],
      additional: ["ns.example.net. 60 IN A 192.0.2.3"],
    });
    expect(reply.answer.slice(3)).toEqual([rrsig("alias.example.org.", "CNAME"), rrsig("www.example.org.", "A")]);
    expect(reply.authority.slice(1)).toEqual([rrsig("example.org.", "NS", { ttl: 300, labels: 2 })]);
    expect(reply.additional).toHaveLength(1);
    expect(reply.wayBack).toBe("changed: 3 signatures of zone example.org. are added");
  });
  test("keeps the signatures that it has, and signs none", async () => {
    const signature = `${rrsig("www.example.org.", "TXT")} AAAA`;
    expect((await ask("www.example.org. ANY", { answer: [A, signature] })).answer).toEqual([
      A,
      plain(signature),
      rrsig("www.example.org.", "A"),
    ]);
    expect((await ask("www.example.org. RRSIG", { answer: [signature] })).answer).toEqual([plain(signature)]);
  });
  test("has labels without a wildcard's asterisk", async () =>
    expect((await ask("*.example.org. A", { answer: ["*.example.org. 60 IN A 192.0.2.1"] })).answer[1]).toBe(
      rrsig("*.example.org.", "A", { labels: 2 }),
    ));
  test("is signed when it tells of an error", async () =>
    expect((await ask("www.example.org. A", { rcode: Rcode.SERVFAIL, answer: [A] })).answer).toHaveLength(2));
  test("is signed with every key, of both sorts each where it belongs", async () => {
    const tags = async (keys: string, question: string, reply: ReplyLines): Promise<readonly number[]> =>
      (await ask(question, reply, keys)).answer.flatMap((line) =>
        Number(/(\d+) example\.org\.$/.exec(line)?.[1] ?? []),
      );
    const signers = (numbers: readonly number[]): readonly number[] => numbers.filter((tag) => tag > 0);
    const both = "key file ksk zsk";
    expect(signers(await tags(both, "www.example.org. A", { answer: [A] }))).toEqual([ZSK]);
    expect(signers(await tags("key file zsk zsk", "www.example.org. A", { answer: [A] }))).toEqual([ZSK, ZSK]);
    const { ask: send } = await start(both);
    const { message } = await send("example.org. DNSKEY", undefined, SIGNED);
    expect(lines(message?.answer ?? []).map(plain)).toEqual([
      `example.org. 3600 IN DNSKEY 257 3 13 ${PUBLIC}`,
      `example.org. 3600 IN DNSKEY 256 3 13 ${PUBLIC}`,
      rrsig("example.org.", "DNSKEY", { ttl: 3600, labels: 2 }),
    ]);
  });
});

describe("a negative reply", () => {
  const nodata = { authority: [SOA] };
  test("becomes NODATA with an NSEC record made for the question", async () => {
    const reply = await ask("No.example.org. A", { ...nodata, rcode: Rcode.NXDOMAIN });
    expect(reply.rcode).toBe(Rcode.NOERROR);
    expect(reply.authority).toEqual([
      SOA,
      rrsig("example.org.", "SOA", { ttl: 300, labels: 2 }),
      rrsig("No.example.org.", "NSEC", { ttl: 300 }),
      `No.example.org. 300 IN NSEC \\000.No.example.org. ${without(NAME_TYPES, "A")}`,
    ]);
    expect(reply.wayBack).toContain("denies A at No.example.org.");
  });
  /** Questions, and the types that the denied name is said to have. */
  const bitmaps: Readonly<Record<string, string>> = {
    "www.example.org. MX": NAME_TYPES,
    "www.example.org. SPF": without(NAME_TYPES, "SPF"),
    "www.example.org. DS": CUT_TYPES,
    "example.org. MX": without(APEX_TYPES, "MX"),
    "example.org. DS": APEX_TYPES,
  };
  test.each(Object.entries(bitmaps))("%s", async (question, types) =>
    expect((await ask(question, nodata)).authority.at(-1)?.replace(/^.* IN NSEC \S+ /, "")).toBe(types),
  );
  test("to a question for NSEC becomes an answer", async () => {
    const reply = await ask("www.example.org. NSEC", nodata);
    expect(reply.answer).toEqual([
      rrsig("www.example.org.", "NSEC", { ttl: 300 }),
      `www.example.org. 300 IN NSEC \\000.www.example.org. ${NAME_TYPES}`,
    ]);
    expect(reply.authority).toEqual([]);
  });
  test("with more than a SOA record stays as it is", async () => {
    const reply = await ask("no.example.org. A", { rcode: Rcode.NXDOMAIN, authority: [SOA, A] });
    expect([reply.rcode, reply.authority]).toEqual([Rcode.NXDOMAIN, [SOA, A]]);
    expect(reply.wayBack).toBe(
      "observed: the negative reply is not signed: its authority section is not one SOA record",
    );
    expect((await ask("no.example.org. A", { rcode: Rcode.NXDOMAIN, authority: [A] })).authority).toEqual([A]);
  });
});

describe("a referral", () => {
  const ns = "sub.example.org. 60 IN NS ns.sub.example.org.";
  const ds = "sub.example.org. 90 IN DS 1 13 2 AABB";
  test("has its DS records signed", async () =>
    expect((await ask("www.sub.example.org. A", { authority: [ns, ds] })).authority).toEqual([
      ns,
      ds,
      rrsig("sub.example.org.", "DS"),
    ]));
  test("without any has them denied", async () =>
    expect((await ask("www.sub.example.org. A", { authority: [ns] })).authority).toEqual([
      ns,
      rrsig("www.sub.example.org.", "NSEC", { labels: 4 }),
      `www.sub.example.org. 60 IN NSEC www\\000.sub.example.org. ${CUT_TYPES}`,
    ]));
  test("has no NSEC record when the label after that of the name would be too long", async () => {
    const { authority, wayBack } = await ask(`${"a".repeat(63)}.sub.example.org. A`, { authority: [ns] });
    expect(authority).toEqual([ns]);
    expect(wayBack).toContain("no signature could be added");
  });
  test("of the apex has the types of an apex", async () =>
    expect((await ask("example.org. A", { authority: ["example.org. 60 IN NS ns.example.org."] })).authority[2]).toBe(
      `example.org. 60 IN NSEC \\000.example.org. ${APEX_TYPES}`,
    ));
});

describe("what is not signed", () => {
  test("is asked for without DO", async () => {
    const { ask: send } = await start("key file ksk");
    const { answer, sentence, wayBack } = await send("www.example.org. A", replying({ answer: [A] }));
    expect([answer, wayBack]).toEqual([[A], undefined]);
    expect(sentence).toBe("the client did not set the DO bit, so the reply is not signed");
    const { message } = await send("example.org. DNSKEY");
    expect(message?.answer).toHaveLength(1);
  });
  test("is outside the zones", async () => {
    const { ask: send } = await start("key file ksk");
    const { answer, sentence } = await send("www.example.net. A", replying({ answer: [A] }), SIGNED);
    expect(answer).toEqual([A]);
    expect(sentence).toBe("www.example.net. is in none of the zones example.org.");
  });
  test("is about another name than was asked for, as after a rewrite", async () => {
    const { ask: send } = await start("key file ksk");
    const other = request("www.example.net. A");
    const { answer, wayBack } = await send(
      "www.example.org. A",
      () => answered("next", Reply.of(reply(other, { answer: [A] }))),
      SIGNED,
    );
    expect(answer).toEqual([A]);
    expect(wayBack).toBe(
      "observed: the reply is about www.example.net., which is in none of the zones example.org.: it is not signed",
    );
  });
  test("has a key that cannot sign, and is sent all the same", async () => {
    expect((await ask("www.example.org. A", { answer: [A] }, "key file ksk silent")).answer).toEqual([A]);
    const denied = await ask("no.example.org. A", { rcode: Rcode.NXDOMAIN, authority: [SOA] }, "key file silent");
    expect([denied.rcode, denied.authority]).toEqual([Rcode.NXDOMAIN, [SOA]]);
    expect(denied.wayBack).toContain("no signature could be added");
  });
  test("has no keys: only denials are made", async () => {
    expect((await ask("www.example.org. A", { answer: [A] }, "")).answer).toEqual([A]);
    const { authority } = await ask("no.example.org. A", { rcode: Rcode.NXDOMAIN, authority: [SOA] }, "");
    expect(authority).toHaveLength(2);
  });
  test("has not come", async () => {
    const { ask: send } = await start("key file ksk");
    const { outcome, wayBack } = await send("www.example.org. A", failing(Rcode.SERVFAIL, "no"), SIGNED);
    expect([outcome.rcode, wayBack]).toEqual([Rcode.SERVFAIL, "observed: no reply came back to sign"]);
  });
});

test("each message of a stream is signed", async () => {
  const { ask: send } = await start("key file ksk");
  const { streamed } = await send("example.org. AXFR", streaming({ answer: [SOA] }, { answer: [A] }), SIGNED);
  expect(streamed.map(({ answer }) => lines(answer).map(plain)[1])).toEqual([
    rrsig("example.org.", "SOA", { ttl: 300, labels: 2 }),
    rrsig("www.example.org.", "A"),
  ]);
});

describe("signatures are kept", () => {
  const DAY_MS = 24 * 3_600_000;
  async function asker() {
    const host = world(FILES);
    const running = await start("key file ksk", host);
    const inception = async (reply: ReplyLines = { answer: [A] }) => {
      const { message } = await running.ask("www.example.org. A", replying(reply), SIGNED);
      const [rdata] = (message?.answer ?? []).flatMap((one) => (one.rdata.kind === "RRSIG" ? one.rdata : []));
      return rdata?.inception;
    };
    const counted = () => ({
      hits: host.metrics.of("coredns_dnssec_cache_hits_total")["dns://:53"] ?? 0,
      misses: host.metrics.of("coredns_dnssec_cache_misses_total")["dns://:53"] ?? 0,
      entries: host.metrics.of("coredns_dnssec_cache_entries")["dns://:53,signature"] ?? 0,
    });
    return { ...running, host, inception, counted };
  }
  test("for six days, and counted", async () => {
    const { host, inception, counted } = await asker();
    const first = await inception();
    await host.clock.pass(6 * DAY_MS);
    expect(await inception()).toBe(first);
    expect(counted()).toEqual({ hits: 1, misses: 1, entries: 1 });
    await host.clock.pass(1000);
    expect(await inception()).toBe((first ?? 0) + 6 * 86_400 + 1);
    expect(counted()).toEqual({ hits: 1, misses: 2, entries: 1 });
  });
  test("for the RRset as it is: its TTL and the order of its records count", async () => {
    const { inception, counted } = await asker();
    const other = A.replace("192.0.2.1", "192.0.2.2");
    await inception({ answer: [A, other] });
    await inception({ answer: [other, A] });
    await inception({ answer: [A.replace("60", "59"), other] });
    expect(counted()).toEqual({ hits: 0, misses: 3, entries: 3 });
  });
  test("and cleared away when they are old, until the server stops", async () => {
    const { host, inception, counted, stop } = await asker();
    await inception();
    await host.clock.pass(6 * DAY_MS + 8 * 3_600_000);
    await inception({ answer: [A.replace("60", "61")] });
    expect(counted().entries).toBe(1);
    await stop();
    expect(host.clock.timers).toBe(0);
  });
  test("as many as the capacity says, of which CoreDNS makes a multiple of 256", async () => {
    const host = world(FILES);
    const running = await start("key file ksk\ncache_capacity 1", host);
    for (let last = 0; last < 1100; last++) {
      await running.ask("www.example.org. A", replying({ answer: [A.replace("60", String(last))] }), SIGNED);
    }
    expect(host.metrics.of("coredns_dnssec_cache_entries")["dns://:53,signature"]).toBe(1024);
  });
});
