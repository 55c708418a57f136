/** Why tsig lets requests through or does not, and what it signs. */
import { describe, expect, test } from "vitest";
import { query, request } from "../../chain/_test/messages.ts";
import { Query } from "../../chain/query.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import { readSecret } from "../../dns/tsig/keys.ts";
import { sign } from "../../dns/tsig/sign.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { fakeHmac } from "../../ports/_test/fake-hmac.ts";
import { runCorefile, type World, world } from "../_test/run.ts";
import { type Following, failing, replying, serve, streaming } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
const NOW = Date.UTC(2026, 0, 1) / 1000;

/** How a test signs; the rest is as it should be. */
interface SignedSo {
  readonly key?: string;
  readonly algorithm?: string;
  readonly secret?: string;
  readonly at?: number;
}

function signedWire(question: string, so: SignedSo = {}, fields: Partial<Message> = {}): Uint8Array {
  const { key = "k.example.org.", algorithm = "hmac-sha256.", secret = KEY, at = NOW } = so;
  const keys = { secrets: new Map([[key, readSecret(secret)]]), hmac: fakeHmac };
  const signing = {
    key: key as Name,
    algorithm: algorithm as Name,
    error: 0,
    prior: new Uint8Array(),
    timersOnly: false,
  };
  return sign(keys, { message: encodeMessage(request(question, fields)), signing }, at).message;
}

async function started(lines: string, host: World = world()) {
  const text = `example.org:1053 {\ntsig {\nsecret k.example.org. ${KEY}\nsecret bad. x\n${lines}\n}\n}`;
  const running = await runCorefile(setup, text, host);
  expect(running.messages).toEqual([]);
  const [handler] = running.blocks[0]?.chain.links.map((link) => link.handler) ?? [];
  if (handler === undefined) throw new Error("no handler");
  const arrival = query("example.org. A", {}, { server: "dns://:1053" }).arrival;
  const send = (wire: Uint8Array, then?: Following) =>
    serve(handler, new Query(decodeMessage(wire), arrival, wire), then);
  return { host, handler, send };
}

describe("a signed request", () => {
  test("goes on without its signature, and its reply is sealed", async () => {
    const { send } = await started("");
    const { requestPassedOn, passedOn, outcome, sentence, verdict } = await send(
      signedWire("www.example.org. A"),
      replying(),
    );
    expect(requestPassedOn?.additional).toEqual([]);
    expect(passedOn?.signature).toEqual({ state: "verified", key: "k.example.org." });
    expect([verdict, sentence]).toEqual([
      "passed",
      "the request is signed with the key k.example.org., and so is the reply",
    ]);
    const sealed = decodeMessage(outcome.seal?.seal(encodeMessage(request("www.example.org. A"))) ?? Uint8Array.of());
    expect(sealed.additional.map(({ type, name }) => [type, name])).toEqual([[RRType.TSIG, "k.example.org."]]);
  });
  test.each([
    [{ key: "x." }, 17, "there is no key x.: NOTAUTH, BADKEY"],
    [
      { key: "K.example.org." },
      17,
      "there is no key K.example.org.: CoreDNS knows keys by their names in lower case only: NOTAUTH, BADKEY",
    ],
    [
      { key: "bad.", secret: "eHg=" },
      16,
      "the secret of the key bad. is not Base64, so that nothing can be verified with it: NOTAUTH, BADSIG",
    ],
    [{ secret: "eHg=" }, 16, "the signature is not the one that the key k.example.org. makes: NOTAUTH, BADSIG"],
    [
      { at: NOW - 1000 },
      18,
      "the request is signed with the key k.example.org. at another time: client and server are 1000 s apart, 300 s are allowed: NOTAUTH, BADTIME",
    ],
  ])("%o is answered NOTAUTH", async (so, error, why) => {
    const { send } = await started("");
    const { message, sentence, verdict, outcome } = await send(signedWire("www.example.org. A", so));
    expect([message?.rcode, verdict, sentence]).toEqual([Rcode.NOTAUTH, "refused", why]);
    const sealed = decodeMessage(outcome.seal?.seal(encodeMessage(request("www.example.org. A"))) ?? Uint8Array.of());
    expect(sealed.additional[0]?.rdata).toMatchObject({ error, other: { length: error === 18 ? 6 : 0 } });
  });
  test("of a name outside is left alone", async () => {
    const { send } = await started("");
    const { requestPassedOn, outcome, sentence } = await send(signedWire("www.example.net. A"), replying());
    expect(requestPassedOn?.additional.length).toBe(1);
    expect(outcome.seal).toBeUndefined();
    expect(sentence).toBe("www.example.net. is in none of the zones example.org.: the signature is left alone");
  });
  test("that nobody answers gets a signed code, and the error is logged here", async () => {
    const { send, host } = await started("");
    const { message, outcome } = await send(signedWire("www.example.org. A"), failing(Rcode.SERVFAIL, "plugin/x: no"));
    expect([message?.rcode, outcome.rcode, outcome.error]).toEqual([Rcode.SERVFAIL, Rcode.NOERROR, undefined]);
    expect(outcome.seal).toBeDefined();
    expect(host.log.lines.join()).toContain("request handler returned an error: plugin/x: no");
  });
  test("has all messages of a stream signed, each over the one before", async () => {
    const { send } = await started("");
    const { outcome } = await send(signedWire("example.org. AXFR"), streaming({}, {}));
    const plain = encodeMessage(request("example.org. AXFR"));
    const macs = [1, 2].map(() => {
      const rdata = decodeMessage(outcome.seal?.seal(plain) ?? plain).additional[0]?.rdata;
      return rdata?.kind === "TSIG" ? Buffer.from(rdata.mac).toString("hex") : "";
    });
    expect(new Set(macs).size).toBe(2);
  });
});

describe("an unsigned request", () => {
  const wire = encodeMessage(request("www.example.org. A"));
  test("passes when it need not be signed", async () => {
    const { send } = await started("require TXT");
    expect((await send(wire, replying())).sentence).toBe("the request is not signed, and need not be");
  });
  test.each([
    ["require A", "a query for A must be signed, and the request is not: REFUSED", 5],
    ["require all", "a query for A must be signed, and the request is not: REFUSED", 5],
    ["require_opcode QUERY", "a request with opcode QUERY must be signed, and the request is not: REFUSED", 5],
  ])("is refused by %s", async (line, why, at) => {
    const { send } = await started(line);
    const { message, sentence, rule } = await send(wire);
    expect([message?.rcode, sentence, rule?.start.line]).toEqual([Rcode.REFUSED, why, at]);
  });
  test("of a name outside passes", async () => {
    const { send } = await started("require all");
    const { sentence } = await send(encodeMessage(request("www.example.net. A")), replying());
    expect(sentence).toBe("www.example.net. is in none of the zones example.org.: it need not be signed");
  });
});

test("a TSIG record before the end is FORMERR", async () => {
  const { send } = await started("");
  const signed = decodeMessage(signedWire("www.example.org. A"));
  const [record] = signed.additional;
  const twice = { ...signed, additional: record === undefined ? [] : [record, record] };
  const { message, sentence } = await send(encodeMessage(twice));
  expect([message?.rcode, sentence]).toEqual([
    Rcode.FORMERR,
    "the request has a TSIG record that is not its last: FORMERR",
  ]);
});

test("requests that nobody makes end in no exception", async () => {
  const { send } = await started("require all");
  let seed = 7;
  const below = (bound: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % bound;
  };
  let rcodes = 0;
  for (let round = 0; round < 3000; round++) {
    const wire = signedWire("www.example.org. A").slice(0, below(4) === 0 ? 34 + below(90) : undefined);
    for (let flips = below(4); flips > 0; flips--) wire[12 + below(wire.length - 12)] = below(256);
    let request: Message;
    try {
      request = decodeMessage(wire);
    } catch {
      continue;
    }
    if (request.question.length === 0) continue;
    const { outcome } = await send(wire, replying());
    if (outcome.reply === undefined) continue;
    outcome.seal?.seal(encodeMessage(outcome.reply.message));
    rcodes++;
  }
  expect(rcodes).toBeGreaterThan(500);
});
