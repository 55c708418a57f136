/** What may go to the client unread, and that nothing broken ever does. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EDNS, type ReplyLines, reply, request } from "../chain/_test/messages.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { plainRcode } from "./plain-reply.ts";

const asked = request("www.example.org. A");
const question = encodeMessage(asked);
const SIGNED = [
  "www.example.org. 30 IN DS 60485 5 1 2BB183AF",
  "www.example.org. 30 IN DNSKEY 256 3 5 AQPS",
  "www.example.org. 30 IN RRSIG A 5 3 86400 20030322173103 20030220173103 2642 example.org. AAAA",
];
const SOA = "example.org. 60 IN SOA ns.example.org. admin.example.org. 1 2 3 4 5";

function encoded(lines: ReplyLines, compress = true): Uint8Array {
  return encodeMessage(reply(asked, lines), { compress });
}

const mixed: ReplyLines = {
  answer: [
    "www.example.org. 30 IN CNAME web.example.org.",
    "web.example.org. 30 IN A 192.0.2.1",
    "web.example.org. 30 IN AAAA 2001:db8::1",
  ],
  authority: ["example.org. 30 IN NS ns.example.org.", SOA],
  additional: ["example.org. 30 IN MX 10 mail.example.org."],
  edns: EDNS,
};

describe("a reply", () => {
  const plain: Readonly<Record<string, readonly [Uint8Array, number]>> = {
    "with common types": [encoded(mixed), Rcode.NOERROR],
    "without compression": [encoded(mixed, false), Rcode.NOERROR],
    "without records": [encoded({ rcode: Rcode.NXDOMAIN }), Rcode.NXDOMAIN],
    "with an extended RCODE": [encoded({ rcode: Rcode.BADVERS, edns: EDNS }), Rcode.BADVERS],
    "with texts": [encoded({ answer: ['www.example.org. 30 IN TXT "a" "" "bc"'] }), Rcode.NOERROR],
    "with records of DNSSEC": [encoded({ answer: SIGNED }), Rcode.NOERROR],
    "to the question in other letters": [encodeMessage(reply(request("WWW.example.ORG. A"))), Rcode.NOERROR],
  };
  test.each(Object.entries(plain))("%s is plain", (_, [bytes, rcode]) =>
    expect(plainRcode(bytes, question)).toBe(rcode),
  );

  const others: Readonly<Record<string, Uint8Array>> = {
    "with types that are seldom": encoded({ answer: ['www.example.org. 30 IN CAA 0 issue "ca.example"'] }),
    "with EDNS options": encoded({ edns: { ...EDNS, options: [{ code: 10, data: new Uint8Array(8) }] } }),
    "with an OPT record in the answer section": changed(encoded({ edns: EDNS }), { 7: 1, 11: 0 }),
    "with a second OPT record": withSecondOpt(),
    "whose address has three octets": changed(encoded({ answer: ["www.example.org. 30 IN A 192.0.2.1"] }), {
      44: 3,
    }).slice(0, -1),
    "whose text runs over its end": changed(encoded({ answer: ['www.example.org. 30 IN TXT "a"'] }), { 45: 200 }),
    "that is a question": question,
    "with octets behind it": Uint8Array.from([...encoded(mixed), 0]),
    "that ends early": encoded(mixed).slice(0, -1),
    "to another question": encodeMessage(reply(request("mail.example.org. A"))),
    "to another type": encodeMessage(reply(request("www.example.org. AAAA"))),
  };
  test.each(Object.entries(others))("%s is not", (_, bytes) => expect(plainRcode(bytes, question)).toBeUndefined());
});

function changed(bytes: Uint8Array, octets: Readonly<Record<number, number>>): Uint8Array {
  const copy = bytes.slice();
  for (const [at, octet] of Object.entries(octets)) copy[Number(at)] = octet;
  return copy;
}

function withSecondOpt(): Uint8Array {
  const bytes = encoded({ edns: EDNS });
  return changed(Uint8Array.from([...bytes, ...bytes.slice(-11)]), { 11: 2 });
}

test("a pointer to itself is odd", () => {
  const bytes = encoded({ answer: ["www.example.org. 30 IN A 192.0.2.1"] });
  const owner = question.length;
  bytes[owner + 1] = owner;
  expect(plainRcode(bytes, question)).toBeUndefined();
});

test("a name that runs over the end of its RDATA is not plain", () => {
  const bytes = encoded(mixed);
  bytes[111] = 79;
  expect(plainRcode(bytes, question)).toBeUndefined();
});

test("whatever is called plain can be decoded, with the same code, and nothing is lost when it is written again", () => {
  const whole = encoded(mixed);
  const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), (changes, length) => {
      const bytes = whole.slice(0, length);
      for (const { at, to } of changes) if (at < length) bytes[at] = to;
      const rcode = plainRcode(bytes, question);
      if (rcode === undefined) return;
      const message = decodeMessage(bytes);
      expect(message.rcode).toBe(rcode);
      expect(decodeMessage(encodeMessage(message))).toEqual(message);
    }),
    { numRuns: 20_000 },
  );
});

test("every message that is whole and of common types is called plain", () => {
  const names = fc
    .array(fc.constantFrom("a", "bb", "ccc", "www"), { minLength: 1, maxLength: 6 })
    .map((labels) => `${labels.join(".")}.example.org.`);
  const records = fc.array(
    fc.oneof(
      names.map((name) => `${name} 30 IN A 192.0.2.1`),
      fc.tuple(names, names).map(([owner, target]) => `${owner} 30 IN CNAME ${target}`),
      fc.tuple(names, names).map(([owner, target]) => `${owner} 30 IN MX 10 ${target}`),
    ),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(records, records, (answer, authority) => {
      expect(plainRcode(encoded({ answer, authority }), question)).toBe(Rcode.NOERROR);
    }),
  );
});
