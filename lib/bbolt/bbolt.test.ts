/** Files that CoreDNS made and files that are made here; CoreDNS reads ours (conformance/cases/zones/dynupdate). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readBucket } from "./read.ts";
import { writeFile } from "./write.ts";

const NAME = "dynupdate-v1";
const CASES = `${import.meta.dirname}/../../conformance/cases/zones/dynupdate`;
const withDatabase = z.object({ files: z.object({ "zone.db": z.instanceof(Uint8Array) }) });

function entries(octets: number) {
  return [
    { key: "origin", value: Uint8Array.of(1, 2, 3) },
    { key: "records", value: Uint8Array.from({ length: octets }, (_, at) => at % 251) },
  ];
}

/** Numbers that are the same in every run. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % bound;
  };
}

test("a file of CoreDNS is read", () => {
  const { files } = withDatabase.parse(parse(readFileSync(`${CASES}/database.yaml`, "utf8")));
  const read = readBucket(files["zone.db"], NAME);
  if (read.kind !== "bucket") throw new Error(read.kind);
  expect([...read.bucket.keys()]).toEqual(["origin", "records"]);
  expect(Buffer.from(read.bucket.get("origin") ?? []).toString()).toBe("example.org.");
});

// In its parent's page; in a page of its own; in several.
test.each([1, 940, 960, 4000, 4096, 9000, 300_000])("what is written is read: %i octets", (octets) => {
  const written = writeFile(NAME, entries(octets));
  expect(written.length % 4096).toBe(0);
  const read = readBucket(written, NAME);
  if (read.kind !== "bucket") throw new Error(read.kind);
  expect([...read.bucket].map(([key, value]) => ({ key, value: Uint8Array.from(value) }))).toEqual(entries(octets));
});

test("another bucket is none", () =>
  expect(readBucket(writeFile("other", entries(10)), NAME)).toEqual({ kind: "none" }));

describe("a damaged file", () => {
  const whole = writeFile(NAME, entries(9000));
  const damaged = (change: (octets: Uint8Array) => void): Uint8Array => {
    const octets = whole.slice();
    change(octets);
    return octets;
  };
  const faults: Readonly<Record<string, readonly [Uint8Array, string]>> = {
    "nothing of it": [Uint8Array.of(), "invalid database"],
    text: [new Uint8Array(9000).fill(0x78), "invalid database"],
    "less than two pages": [whole.subarray(0, 8000), "file size too small 8000"],
    "both checksums": [
      damaged((octets) => {
        octets[16 + 24] = octets[4096 + 16 + 24] = 9;
      }),
      "checksum error",
    ],
    "its root is no leaf": [
      damaged((octets) => {
        octets[3 * 4096 + 8] = 0x10;
      }),
      "page 3 has unexpected flags 10",
    ],
    "its root is another page": [
      damaged((octets) => {
        octets[3 * 4096] = 9;
      }),
      "page 3 says that it is page 9",
    ],
    "the bucket is not there": [whole.subarray(0, 4 * 4096), "page 4 is not in the file"],
    "a value goes on behind its page": [whole.subarray(0, 5 * 4096), "a value is cut off"],
  };
  test.each(Object.entries(faults))("%s", (_, [octets, text]) =>
    expect(readBucket(octets, NAME)).toEqual({ kind: "damaged", text }),
  );
  test("is read as long as one of its meta pages is right", () => {
    const octets = damaged((copy) => copy.fill(0, 4096, 8192));
    expect(readBucket(octets, NAME).kind).toBe("bucket");
  });
  test("a tree that goes in a circle comes to an end", () => {
    const octets = damaged((copy) => {
      copy[3 * 4096 + 8] = 0x01;
      new DataView(copy.buffer).setBigUint64(3 * 4096 + 16 + 8, 3n, true);
    });
    expect(readBucket(octets, NAME)).toEqual({ kind: "damaged", text: "page 3 is there twice" });
  });
  test("of any kind leads to no exception", () => {
    const below = seeded(11);
    const kinds = new Map<string, number>();
    for (let round = 0; round < 4000; round++) {
      const octets = whole.slice(0, below(10) === 0 ? below(whole.length) : undefined);
      for (let left = 1 + below(6); left > 0 && octets.length > 0; left--) {
        // Most damage where the structure is.
        const at = below(2) === 0 ? below(octets.length) : below(7) * 4096 + below(80);
        if (at < octets.length) octets[at] = below(256);
      }
      const { kind } = readBucket(octets, NAME);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    expect([...kinds.keys()].sort()).toEqual(["bucket", "damaged", "none"]);
  });
});
