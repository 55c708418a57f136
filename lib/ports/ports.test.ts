/** The fakes keep to what their ports say. */
import { describe, expect, it } from "vitest";
import { FakeStorage } from "./_test/fake-storage.ts";
import { FakeStreams } from "./_test/fake-streams.ts";
import { StreamError } from "./stream.ts";

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("storage in memory", () => {
  it("keeps its own copy, renames, and fails when it is told to", async () => {
    const storage = new FakeStorage();
    const contents = octets("one");
    await storage.write("new", contents);
    contents[0] = 0;
    expect(await storage.rename("new", "db")).toBeUndefined();
    expect([...storage.files]).toEqual([["db", octets("one")]]);
    expect(await storage.rename("new", "db")).toMatchObject({ code: "ENOENT" });
    const full = { kind: "error", code: "ENOSPC", text: "open db: no space left on device" } as const;
    storage.failures.push(full);
    expect(await storage.write("db", octets("two"))).toBe(full);
    expect(storage.files.get("db")).toEqual(octets("one"));
  });
});

describe("streams without a network", () => {
  it("give what the test sends, in order, and what was written to the test", async () => {
    const streams = new FakeStreams();
    const stream = await streams.connect({ network: "unix", path: "socket" });
    const first = stream.read();
    stream.send(octets("one"));
    stream.send();
    expect([await first, await stream.read()]).toEqual([octets("one"), undefined]);
    await stream.write(octets("two"));
    expect(streams.opened[0]?.written).toEqual([octets("two")]);
    stream.close();
    await expect(stream.write(octets("late"))).rejects.toThrow(StreamError);
    streams.failures.push(new StreamError("refused", "dial unix socket: connect: connection refused"));
    await expect(streams.connect({ network: "unix", path: "socket" })).rejects.toThrow("connection refused");
  });
});
