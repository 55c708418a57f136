/** What may go to the client unread, and that nothing broken ever does. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EDNS, type ReplyLines, reply, request } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { frame } from "./framing.ts";

const asked = request("www.example.org. A");
const question = encodeMessage(asked);
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

describe("a reply is", () => {
  const cases: Readonly<Record<string, readonly [Uint8Array, ReturnType<typeof frame>]>> = {
    "plain with common types": [encoded(mixed), { kind: "plain", rcode: 0 }],
    "plain without compression": [encoded(mixed, false), { kind: "plain", rcode: 0 }],
    "plain without records": [encoded({ rcode: Rcode.NXDOMAIN }), { kind: "plain", rcode: Rcode.NXDOMAIN }],
    "plain with an extended RCODE": [
      encoded({ rcode: Rcode.BADVERS, edns: EDNS }),
      { kind: "plain", rcode: Rcode.BADVERS },
    ],
    "framed with other types": [encoded({ answer: ['www.example.org. 30 IN TXT "a"'] }), { kind: "framed", rcode: 0 }],
    "framed with EDNS options": [
      encoded({ edns: { ...EDNS, options: [{ code: 10, data: new Uint8Array(8) }] } }),
      { kind: "framed", rcode: 0 },
    ],
    "odd when it is a question": [question, { kind: "odd", rcode: 0 }],
    "odd with octets behind it": [Uint8Array.from([...encoded(mixed), 0]), { kind: "odd", rcode: 0 }],
    "odd when it ends early": [encoded(mixed).slice(0, -1), { kind: "odd", rcode: 0 }],
    "odd for another question": [encodeMessage(reply(request("mail.example.org. A"))), { kind: "odd", rcode: 0 }],
    "odd for another type": [encodeMessage(reply(request("www.example.org. AAAA"))), { kind: "odd", rcode: 0 }],
    "plain for the question in other letters": [
      encodeMessage(reply(request("WWW.example.ORG. A"))),
      { kind: "plain", rcode: 0 },
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [bytes, expected]) => expect(frame(bytes, question)).toEqual(expected));
});

test("a pointer to itself is odd", () => {
  const bytes = encoded({ answer: ["www.example.org. 30 IN A 192.0.2.1"] });
  const owner = question.length;
  bytes[owner + 1] = owner;
  expect(frame(bytes, question).kind).toBe("odd");
});

test("a name that runs over the end of its RDATA is not plain", () => {
  const bytes = encoded(mixed);
  bytes[111] = 79;
  expect(frame(bytes, question).kind).not.toBe("plain");
});

test("whatever is called plain can be decoded, with the same code", () => {
  const whole = encoded(mixed);
  const change = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 4 }), fc.nat(whole.length), (changes, length) => {
      const bytes = whole.slice(0, length);
      for (const { at, to } of changes) if (at < length) bytes[at] = to;
      const { kind, rcode } = frame(bytes, question);
      if (kind === "plain") expect(decodeMessage(bytes).rcode).toBe(rcode);
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
      expect(frame(encoded({ answer, authority }), question).kind).toBe("plain");
    }),
  );
});
