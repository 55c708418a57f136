/** Signatures that have expired make a reply one that is not kept. */
import { describe, expect, test } from "vitest";
import { EDNS, record, reply, request } from "../chain/_test/messages.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { responseType } from "./response-type.ts";

const NOW_MS = Date.UTC(2026, 0, 1);
const signed = (inception: string, expiration: string) =>
  record(`www.example.org. 300 IN RRSIG A 8 3 300 ${expiration} ${inception} 1 example.org. AAAA`);
/** RDATA that breaks off before the signer, with zeros for what is missing. */
const brokenOff = (octets: number) => ({
  ...signed("20250101000000", "20270101000000"),
  rdata: { kind: "UNKNOWN", data: new Uint8Array(octets) } as const,
});

describe("a reply to a client with DO is", () => {
  const cases = {
    "NOERROR with a signature that holds": [signed("20250101000000", "20270101000000"), "NOERROR"],
    "an error with one that does not hold any more": [signed("20240101000000", "20250101000000"), "OTHERERROR"],
    "an error with one that does not hold yet": [signed("20270101000000", "20280101000000"), "OTHERERROR"],
    "an error with one that breaks off": [brokenOff(18), "OTHERERROR"],
    "an error with one that is empty": [brokenOff(0), "OTHERERROR"],
    "NOERROR with other RDATA that breaks off": [{ ...brokenOff(2), type: RRType.MX }, "NOERROR"],
  } as const;
  test.each(Object.entries(cases))("%s", (_, [answer, type]) => {
    const message = { ...reply(request("www.example.org. A")), answer: [answer], edns: { ...EDNS, dnssecOk: true } };
    expect(responseType(message, NOW_MS)).toBe(type);
    expect(responseType({ ...message, edns: EDNS }, NOW_MS)).toBe("NOERROR");
  });
});
