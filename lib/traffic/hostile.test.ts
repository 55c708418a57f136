/** No input makes a reader throw, whatever it is and however it comes. */
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatOf } from "./format.ts";
import { Traffic } from "./traffic.ts";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`../../fixtures/traffic/${name}`, import.meta.url));

/** Reads pieces, and gives how many queries were found. */
function read(octets: Uint8Array, sizes: readonly number[]): Traffic {
  const traffic = new Traffic({ source: "a test", ports: [1853], mostQuestions: 50 });
  let at = 0;
  for (const size of sizes) {
    traffic.push(octets.subarray(at, at + size));
    at += size;
  }
  traffic.push(octets.subarray(at));
  traffic.end();
  return traffic;
}

const pieces = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 20 });
const anything = fc.uint8Array({ maxLength: 400 });

describe.each(["coredns.log", "coredns.dnstap", "dns.pcap", "any.pcapng"])("%s", (name) => {
  const whole = fixture(name);

  test("with octets put in, taken out and changed", () => {
    const change = fc.record({
      at: fc.nat(whole.length),
      drop: fc.integer({ min: 0, max: 40 }),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 12 }),
        fc.constantFrom(
          Uint8Array.of(0xff, 0xff, 0xff, 0xff),
          Uint8Array.of(0, 0, 0, 0),
          Uint8Array.of(0xc0, 0x0c),
          Uint8Array.of(0x5c, 0x22),
        ),
      ),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), pieces, (changes, sizes) => {
        let octets = whole;
        for (const { at, drop, put } of changes) {
          octets = Uint8Array.from([...octets.subarray(0, at), ...put, ...octets.subarray(at + drop)]);
        }
        const { questions } = read(octets, sizes);
        const kept = questions.list().reduce((sum, { count }) => sum + count, 0);
        expect(kept + questions.dropped).toBe(questions.asked);
        expect(questions.size).toBeLessThanOrEqual(50);
      }),
      { numRuns: 300 },
    );
  });

  test("with anything after its beginning", () => {
    const head = whole.subarray(0, 80);
    fc.assert(
      fc.property(anything, pieces, (rest, sizes) => {
        const octets = Uint8Array.from([...head, ...rest]);
        expect(read(octets, sizes).octets).toBe(octets.length);
      }),
      { numRuns: 300 },
    );
  });
});

test("anything at all", () => {
  fc.assert(
    fc.property(anything, pieces, (octets, sizes) => {
      expect(read(octets, sizes).format).toBe(formatOf(octets));
    }),
    { numRuns: 500 },
  );
});

test("any text, and any text in the place of CoreDNS's", () => {
  const words = fc.constantFrom(
    "[INFO] ",
    "{",
    '"A IN ',
    "example.org. ",
    " - 1 ",
    "A ",
    "\\",
    "\n",
    "NOERROR ",
    "[::1]:5",
  );
  const line = fc.array(fc.oneof(words, fc.string({ unit: "binary", maxLength: 12 })), { maxLength: 30 });
  fc.assert(
    fc.property(line, pieces, (parts, sizes) => {
      const octets = new TextEncoder().encode(parts.join(""));
      expect(read(octets, sizes).damage).toBeUndefined();
    }),
    { numRuns: 1000 },
  );
});
