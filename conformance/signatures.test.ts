import { generateKeyPairSync, sign } from "node:crypto";
import dnsPacket from "dns-packet";
import { describe, expect, it } from "vitest";
import { badSignatures, keysOf } from "./signatures.ts";

const now = Math.floor(Date.now() / 1000);
const { publicKey, privateKey } = generateKeyPairSync("ed25519");
const octets = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
const files = { "k.key": `example.org. IN DNSKEY 257 3 15 ${octets.toString("base64")}\n` };
const keys = keysOf({ files });

/** A reply with two addresses and a signature over them, made with what `made` says otherwise. */
function reply(made: { readonly ttl?: number; readonly address?: string; readonly hours?: number } = {}) {
  const name = "www.example.org";
  const addresses = [made.address ?? "192.0.2.2", "192.0.2.1"];
  const expiration = now + (made.hours ?? 1) * 3600;
  const wireName = (text: string) =>
    Buffer.concat([
      ...text.split(".").map((label) => Buffer.concat([Buffer.of(label.length), Buffer.from(label)])),
      Buffer.of(0),
    ]);
  const fixed = Buffer.alloc(18);
  fixed.writeUInt16BE(1, 0);
  fixed.set([15, 3], 2);
  fixed.writeUInt32BE(60, 4);
  fixed.writeUInt32BE(expiration, 8);
  fixed.writeUInt32BE(now - 7200, 12);
  fixed.writeUInt16BE(keys[0]?.tag ?? 0, 16);
  const head = Buffer.from([0, 1, 0, 1, 0, 0, 0, 60, 0, 4]);
  const signed = [1, 2].flatMap((last) => [wireName(name), head, Buffer.from([192, 0, 2, last])]);
  const signature = sign(null, Buffer.concat([fixed, wireName("example.org"), ...signed]), privateKey);
  const wire = dnsPacket.encode({
    type: "response",
    questions: [{ type: "A", name }],
    answers: [
      ...addresses.map((data) => ({ type: "A" as const, name: "WWW.Example.org", ttl: made.ttl ?? 7, data })),
      {
        type: "RRSIG",
        name,
        ttl: 7,
        data: {
          typeCovered: "A",
          algorithm: 15,
          labels: 3,
          originalTTL: 60,
          expiration,
          inception: now - 7200,
          keyTag: keys[0]?.tag ?? 0,
          signersName: "example.org",
          signature,
        },
      },
    ],
  });
  return { kind: "message", wire } as const;
}

describe("a signature", () => {
  it("holds over the RRset in any order, with any TTL and case", () =>
    expect(badSignatures(reply(), keys)).toEqual([]));
  it("does not hold over other records", () =>
    expect(badSignatures(reply({ address: "192.0.2.3" }), keys)).toEqual([
      "www.example.org. A: is not that of its key",
    ]));
  it("does not hold when it has expired", () =>
    expect(badSignatures(reply({ hours: -1 }), keys)).toEqual(["www.example.org. A: does not hold now"]));
  it("of an unknown key is not looked at", () =>
    expect(badSignatures(reply({ address: "192.0.2.3" }), [])).toEqual([]));
  it("in a transfer may stand in another message than its RRset", () => {
    const { wire } = reply();
    const { answers = [] } = dnsPacket.decode(wire);
    const wires = [answers.slice(0, 2), answers.slice(2)].map((part) =>
      dnsPacket.encode({ type: "response", answers: part }),
    );
    expect(badSignatures({ kind: "transfer", wires }, keys)).toEqual([]);
    expect(badSignatures({ kind: "transfer", wires: wires.slice(1) }, keys)).toEqual([
      "www.example.org. A: covers nothing",
    ]);
  });
});
