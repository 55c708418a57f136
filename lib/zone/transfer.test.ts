import { expect, test } from "vitest";
import { short } from "./_test/ask.ts";
import { bareZone, zoneOf } from "./_test/zone-of.ts";
import { transferOf } from "./transfer.ts";
import type { Zone } from "./zone.ts";

const sig = (type: string): string => `RRSIG ${type} 8 2 60 20300101000000 20200101000000 1 example.org. AAAA`;
const SOA = "@ SOA ns.example.net. admin.example.org.";
const NS = "@ NS ns.example.net.";

/** What is sent to a client that has a serial, message by message. */
function transferred(zone: Zone, serial: number): readonly (readonly string[])[] | undefined {
  const sent = transferOf(zone, serial);
  return sent === undefined ? undefined : [...sent].map(short);
}

const zone = zoneOf(
  `@ ${sig("SOA")}`,
  `@ ${sig("NS")}`,
  "www A 192.0.2.80",
  "mail A 192.0.2.25",
  "mail TXT post",
  "mail A 192.0.2.26",
);
const whole = [
  [SOA, "@ RRSIG SOA 8", NS, "@ RRSIG NS 8"],
  ["mail A 192.0.2.25", "mail A 192.0.2.26", 'mail TXT "post"'],
  ["www A 192.0.2.80"],
  [SOA],
];

test.each([
  ["a client without a serial gets the whole zone", 0, whole],
  ["a client with an older serial gets the whole zone", 6, whole],
  ["a client with a newer serial gets the whole zone", 8, whole],
  ["a client with the zone's serial gets the SOA alone", 7, [[SOA]]],
])("%s", (_, serial, expected) => expect(transferred(zone, serial)).toEqual(expected));

test("a zone of serial 0 is transferred as others are", () =>
  expect(
    transferred(bareZone("@ SOA ns.example.net. admin.example.org. 0 1 1 1 1", "@ NS ns.example.net."), 0),
  ).toEqual([[SOA, NS], [SOA]]));

test("a zone without SOA is not transferred", () =>
  expect(transferOf(bareZone("www A 192.0.2.80"), 0)).toBeUndefined());
