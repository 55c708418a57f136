/** Kept replies: what is taken off them, and that they are given as they came even where that is odd. */
import { describe, expect, test } from "vitest";
import { EDNS, query, record, reply, request } from "../../chain/_test/messages.ts";
import { finish } from "../../chain/finish.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { ROOT } from "../../dns/name/name.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { WireError } from "../../dns/wire/wire-error.ts";
import { A, WWW } from "./_test/bench.ts";
import { lifetimeMs } from "./cacheable.ts";
import { Entry, withTtl } from "./entry.ts";
import { CACHE_DEFAULTS } from "./settings.ts";

const OPT: ResourceRecord = {
  ...{ name: ROOT, type: RRType.OPT, class: 1232, ttl: 0 },
  rdata: { kind: "UNKNOWN", data: new Uint8Array(0) },
};
const address = record(A);
const EMPTY_SOA: ResourceRecord = { ...address, type: RRType.SOA, rdata: { kind: "UNKNOWN", data: new Uint8Array(0) } };
const asked = request(WWW);

function kept(records: readonly ResourceRecord[]): Entry {
  const message = { ...reply(asked), answer: records, additional: [address] };
  const [question] = message.question;
  if (question === undefined) throw new Error("no question");
  return new Entry(message, question, { storedMs: 0, ttlSeconds: 300 });
}

describe("OPT records", () => {
  const message = {
    ...reply(asked),
    ...{ answer: [address, OPT], authority: [OPT], additional: [OPT, address], edns: EDNS, ednsPlace: 1 },
  };
  test("are taken off wherever they stand", () => {
    const { answer, authority, additional, edns, ednsPlace } = withTtl(message, 300);
    expect([answer, authority, additional, edns, ednsPlace]).toEqual([[address], [], [address], undefined, undefined]);
  });
  test("of the additional section have no TTL that counts", () => {
    const onlyAdditional = { ...message, answer: [address], authority: [] };
    expect(lifetimeMs(onlyAdditional, "NOERROR", { ...CACHE_DEFAULTS, zones: [ROOT] })).toBe(300_000);
  });
});

test("records without RDATA are written with zeros each time", () => {
  for (const edns of [undefined, EDNS]) {
    const client = query(WWW, { edns });
    const bytes = finish(client, kept([EMPTY_SOA]).replyTo(client.request, 300));
    expect(bytes.length).toBe(33 + 27 + 20 + 31 + (edns === undefined ? 0 : 11));
  }
});

test("a reply without a wire format has none from the cache either", () => {
  const rdata = { kind: "SVCB", priority: 1, target: ROOT, params: [{ key: 1, value: Uint8Array.of(0) }] } as const;
  const entry = kept([{ ...address, type: RRType.SVCB, rdata }]);
  expect(() => finish(query(WWW), entry.replyTo(asked, 300))).toThrow(WireError);
});

test("a reply that is read out of the cache is not decoded", () => {
  const value = {
    ...address,
    type: RRType.CAA,
    rdata: { kind: "CAA", flags: 0, tag: "issue", value: "a\\b" },
  } as const;
  const client = query(WWW, { edns: EDNS });
  const bytes = finish(client, kept([value]).replyTo(client.request, 300));
  expect(Buffer.from(bytes).includes("a\\b")).toBe(true);
  expect(decodeMessage(bytes).edns).toEqual(EDNS);
});

test("a hit is copied straight to where the client's reply goes, and leaves the kept octets as they are", () => {
  const entry = kept([address]);
  const client = { ...asked, id: 0x1234, recursionDesired: true, checkingDisabled: true };
  const buffer = new Uint8Array(512);
  const bytes = finish(query(WWW, client), entry.replyTo(client, 17), buffer);
  expect(bytes.buffer).toBe(buffer.buffer);
  expect(decodeMessage(bytes)).toMatchObject({
    id: 0x1234,
    recursionDesired: true,
    checkingDisabled: true,
    answer: [{ ttl: 17 }],
    additional: [{ ttl: 17 }],
  });
  const [one, other] = [entry.replyTo(asked, 300), entry.replyTo(client, 17)];
  expect(one.wire).toBe(other.wire);
  const second = finish(query(WWW), one);
  expect(decodeMessage(second)).toMatchObject({ id: 4711, checkingDisabled: false, answer: [{ ttl: 300 }] });
  expect([one.message.answer[0]?.ttl, other.message.answer[0]?.ttl]).toEqual([300, 17]);
});
