import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { LoopbackPorts } from "./loopback-ports.ts";
import { QueryBatch } from "./query-batch.ts";
import type { EngineNotice } from "./worker-messages.ts";

async function freePort(): Promise<number> {
  const { port } = await new LoopbackPorts({ prefer: "ephemeral" }).choose({ address: "", port: 53, need: "both" });
  return port;
}

describe("an upstream that is a listener of the configuration", () => {
  const ports = new LoopbackPorts({ prefer: "ephemeral", ownAddresses: () => ["192.0.2.10", "2001:db8::1"] });
  const every = ports.choose({ address: "", port: 53, need: "both" });
  const bound = ports.choose({ address: "192.0.2.99", port: 54, need: "both" });
  it.each([
    ["loopback", { address: "127.0.0.53", port: 53 }, every],
    ["an address of the machine's own", { address: "192.0.2.10", port: 53 }, every],
    ["the same of IPv6, written in another way", { address: "2001:db8:0::1", port: 53 }, every],
    ["an address that a block binds", { address: "192.0.2.99", port: 54 }, bound],
    ["another machine", { address: "192.0.2.11", port: 53 }, undefined],
    ["another port", { address: "192.0.2.10", port: 54 }, undefined],
  ])("%s", async (_, socket, place) => {
    await Promise.all([every, bound]);
    expect(ports.find(socket, "udp")).toEqual(await place);
  });
});

describe("a listener's place", () => {
  it("is on loopback, on another port when its own needs a privilege", async () => {
    const place = await new LoopbackPorts({ prefer: "same" }).choose({ address: "", port: 53, need: "both" });
    expect(place.address).toBe("127.0.0.1");
    expect(place.port).toBeGreaterThanOrEqual(1024);
  });
  it("is its own port when that is free", async () => {
    const port = await freePort();
    expect(await new LoopbackPorts({ prefer: "same" }).choose({ address: "192.0.2.1", port, need: "both" })).toEqual({
      address: "127.0.0.1",
      port,
    });
  });
  it("is never its own port when that is not wanted", async () => {
    const port = await freePort();
    expect(
      (await new LoopbackPorts({ prefer: "ephemeral" }).choose({ address: "", port, need: "both" })).port,
    ).not.toBe(port);
  });
  it("is another port when somebody has TCP there", async () => {
    const port = await freePort();
    const server = createServer();
    await new Promise<void>((done) => server.listen(port, "127.0.0.1", done));
    const place = await new LoopbackPorts({ prefer: "same" }).choose({ address: "", port, need: "both" });
    server.close();
    expect(place.port).not.toBe(port);
  });
  it("is another port when somebody has UDP there, if it needs UDP", async () => {
    const port = await freePort();
    const socket = createSocket("udp4");
    await new Promise<void>((done) => socket.bind(port, "127.0.0.1", done));
    const place = (need: "both" | "tcp") => new LoopbackPorts({ prefer: "same" }).choose({ address: "", port, need });
    const places = [await place("both"), await place("tcp")];
    socket.close();
    expect(places[0]?.port).not.toBe(port);
    expect(places[1]?.port).toBe(port);
  });
  it("stays the same until it is given up; two listeners never share one", async () => {
    const ports = new LoopbackPorts({ prefer: "same" });
    const [first, again, other] = [
      await ports.choose({ address: "", port: 53, need: "both" }),
      await ports.choose({ address: "0.0.0.0", port: 53, need: "both" }),
      await ports.choose({ address: "192.0.2.1", port: 53, need: "both" }),
    ];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
    ports.keepOnly([]);
    expect(ports.find({ address: "127.0.0.1", port: 53 }, "udp")).toBeUndefined();
  });
  it("keeps a loopback address of its own", async () => {
    const ports = new LoopbackPorts({ prefer: "same" });
    expect((await ports.choose({ address: "127.0.0.53", port: 53, need: "both" })).address).toBe("127.0.0.53");
  });
});

describe("query summaries", () => {
  it("go out in batches; what is too much is counted, not put together", () => {
    const notices: EngineNotice[] = [];
    const batch = new QueryBatch((notice) => notices.push(notice));
    let made = 0;
    for (let id = 0; id < 120; id++) {
      batch.add(() => {
        made += 1;
        return {
          id,
          atMs: 0,
          client: "",
          transport: "udp",
          listener: "",
          name: "",
          type: "",
          class: "",
          rcode: "",
          sizeBytes: 0,
          tookMicros: 0,
        };
      });
    }
    batch.send();
    batch.send();
    expect(made).toBe(50);
    expect(notices).toHaveLength(1);
    expect(notices[0]).toMatchObject({ kind: "queries", missed: 70 });
  });
});
