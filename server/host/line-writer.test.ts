import { openSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { descriptorSink, type LineSink, LineWriter } from "./line-writer.ts";

type Result = { readonly error: string } | { readonly taken: number } | "all" | "never";

/** A sink that does as it is told, write by write; after that it takes all. */
function scripted(...results: Result[]): LineSink & { readonly written: string[] } {
  const written: string[] = [];
  return {
    written,
    write(octets, done) {
      const result = results.shift() ?? "all";
      if (result === "never") return;
      setImmediate(() => {
        if (typeof result === "object" && "error" in result) {
          return done(Object.assign(new Error(result.error), { code: result.error }), 0);
        }
        const taken = result === "all" ? octets.length : result.taken;
        written.push(Buffer.from(octets.subarray(0, taken)).toString());
        done(null, taken);
      });
    },
    writeNow(octets) {
      written.push(Buffer.from(octets).toString());
      return octets.length;
    },
  };
}

describe("a writer of lines", () => {
  it("makes one write of the lines of a turn", async () => {
    const sink = scripted();
    const writer = new LineWriter(sink);
    writer.line("one");
    writer.line("two");
    expect(sink.written).toEqual([]);
    await writer.settled(1000);
    expect(sink.written).toEqual(["one\ntwo\n"]);
  });
  it("writes the rest of what was taken in part, and waits for a descriptor that takes nothing yet", async () => {
    const sink = scripted({ taken: 2 }, { error: "EAGAIN" });
    const writer = new LineWriter(sink);
    writer.line("one");
    await writer.settled(1000);
    expect(sink.written.join("")).toBe("one\n");
  });
  it.each(["ENOSPC", "EPIPE", "EIO"])(
    "goes on after %s, counts what is lost and tells of it once it writes again",
    async (code) => {
      const sink = scripted({ error: code }, { error: code });
      const writer = new LineWriter(sink);
      writer.line("one");
      writer.line("two");
      await writer.settled(1000);
      writer.line("three");
      await writer.settled(1000);
      expect(writer.lost).toBe(3);
      writer.line("four");
      await writer.settled(1000);
      expect(sink.written.join("")).toMatch(/^four\n\[WARNING\] 3 lines of this log are lost: [a-z/ ]+\n$/);
    },
  );
  it("keeps within its bounds while the reader sleeps", async () => {
    const writer = new LineWriter(scripted("never"));
    const line = "x".repeat(1024 * 1024);
    for (let count = 0; count < 100; count++) writer.line(line);
    expect(writer.lost).toBeGreaterThan(80);
  });
  it("writes at once what waits when the process ends", () => {
    const sink = scripted();
    const writer = new LineWriter(sink);
    writer.line("last words");
    writer.flush();
    writer.flush();
    expect(sink.written.join("")).toBe("last words\n");
  });
  it.runIf(process.platform === "linux")("survives a full disk", async () => {
    const writer = new LineWriter(descriptorSink(openSync("/dev/full", "w")));
    writer.line("lost");
    await vi.waitFor(() => expect(writer.lost).toBe(1));
    writer.flush();
  });
});
