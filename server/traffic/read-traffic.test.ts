import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { notesOf } from "../../lib/traffic/notes.ts";
import { readQuestions, readTraffic } from "./read-traffic.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../fixtures/traffic/${name}`, import.meta.url));
const log = readFileSync(path("coredns.log"));
const from = (...pieces: readonly Uint8Array[]): Readable => Readable.from(pieces, { objectMode: false });

describe("questions of a file", () => {
  test("the most asked first, with what they were asked about", async () => {
    const { questions, asked, notes } = await readQuestions(path("coredns.log"));
    expect([asked, notes]).toEqual([20, []]);
    expect(questions[0]).toMatchObject({
      name: "intranet.corp.example.net.",
      type: "A",
      from: "127.0.0.1",
      via: "udp",
      count: 4,
      source: path("coredns.log"),
      codes: [{ code: "SERVFAIL", count: 4 }],
    });
  });
  test("what was left out is said", async () => {
    const { notes } = await readQuestions(path("dns.pcap"));
    expect(notes).toEqual([expect.stringMatching(/^\d+ packets left out: not DNS$/)]);
  });
  test("a file that is not there", () => expect(readQuestions(path("none"))).rejects.toMatchObject({ code: "ENOENT" }));
});

describe("compressed", () => {
  test("with gzip", async () => {
    const { traffic, damage } = await readTraffic(from(gzipSync(log)), { source: "a test" });
    expect([traffic.questions.asked, traffic.format, damage]).toEqual([20, "log", undefined]);
  });
  test("and cut", async () => {
    const packed = gzipSync(log);
    const { traffic, damage } = await readTraffic(from(packed.subarray(0, packed.length - 20)), { source: "a test" });
    expect(damage).toContain("it cannot be unpacked");
    expect(notesOf(traffic, damage)[0]).toContain("this log is damaged");
  });
  test("twice", async () => {
    const { damage } = await readTraffic(from(gzipSync(gzipSync(log))), { source: "a test" });
    expect(damage).toContain("within another");
  });
});

test("nothing at all is a log without lines", async () => {
  const { traffic, damage } = await readTraffic(from(), { source: "a test" });
  expect([traffic.format, traffic.questions.asked, damage]).toEqual(["log", 0, undefined]);
});

test("progress is told, and reading can be given up", async () => {
  const stop = new AbortController();
  const seen: number[] = [];
  const { traffic } = await readTraffic(from(log, log, log), {
    source: "a test",
    signal: stop.signal,
    onProgress: (octets) => {
      seen.push(octets);
      if (seen.length === 2) stop.abort();
    },
  });
  expect([seen, traffic.questions.asked]).toEqual([[log.length, 2 * log.length], 40]);
});

test("a source that fails is an error", async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    yield log;
    throw new Error("read failed");
  }
  await expect(readTraffic(failing(), { source: "a test" })).rejects.toThrow("read failed");
});
