import { beforeEach, describe, expect, it } from "vitest";
import type { Fault } from "../../../lib/api/conditions.ts";
import { request } from "../../../lib/chain/_test/messages.ts";
import { replyTo } from "../../../lib/chain/respond.ts";
import { Rcode } from "../../../lib/dns/iana/rcode.ts";
import { decodeMessage } from "../../../lib/dns/wire/decode.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { FakeClock } from "../../../lib/ports/_test/fake-clock.ts";
import { FakeExchange } from "../../../lib/ports/_test/fake-exchange.ts";
import type { Exchange, UpstreamEndpoint } from "../../../lib/ports/exchange.ts";
import { faultyExchange } from "./faulty-exchange.ts";

const UPSTREAM = "192.0.2.53:53";
const QUESTION = encodeMessage({ ...request("www.example.org. A"), id: 4711 });

let clock: FakeClock;
let real: FakeExchange;
let faults: Map<string, Fault>;
let exchange: Exchange;

beforeEach(() => {
  clock = new FakeClock();
  real = new FakeExchange(clock, (message) =>
    encodeMessage(replyTo(decodeMessage(message), { rcode: Rcode.NXDOMAIN })),
  );
  faults = new Map();
  exchange = faultyExchange(real, faults, clock);
});

async function ask(transport: UpstreamEndpoint["transport"] = "udp", timeoutMs = 2000): Promise<string> {
  const connected = exchange.connect({ transport, address: "192.0.2.53", port: 53 }, 5000);
  const asked = connected
    .then((connection) => connection.exchange(QUESTION, { timeoutMs }))
    .then((bytes) => {
      const { id, rcode, truncated, question } = decodeMessage(bytes);
      return `${id} ${question[0]?.name} ${rcode}${truncated ? " truncated" : ""}`;
    })
    .catch((error: Error) => error.message);
  await clock.pass(0);
  return asked;
}

describe("an upstream that is made to fail", () => {
  it("replies itself while nothing is set, and again once that is taken back", async () => {
    const itself = `4711 www.example.org. ${Rcode.NXDOMAIN}`;
    expect(await ask()).toBe(itself);
    faults.set(UPSTREAM, { kind: "servfail" });
    expect(await ask()).not.toBe(itself);
    faults.delete(UPSTREAM);
    expect(await ask()).toBe(itself);
  });

  it("says SERVFAIL to the question without being asked", async () => {
    faults.set(UPSTREAM, { kind: "servfail" });
    expect(await ask()).toBe(`4711 www.example.org. ${Rcode.SERVFAIL}`);
    expect(real.connected).toEqual([]);
  });

  it("cuts its replies off over UDP only", async () => {
    faults.set(UPSTREAM, { kind: "truncated" });
    expect(await ask("udp")).toBe(`4711 www.example.org. ${Rcode.NOERROR} truncated`);
    expect(await ask("tcp")).toBe(`4711 www.example.org. ${Rcode.NXDOMAIN}`);
  });

  it("keeps silent until the time is over, in Go's words", async () => {
    faults.set(UPSTREAM, { kind: "timeout" });
    const asked = ask();
    let isOver = false;
    void asked.then(() => {
      isOver = true;
    });
    await clock.pass(1999);
    expect(isOver).toBe(false);
    await clock.pass(1);
    expect(await asked).toBe("read udp 192.0.2.53:53: i/o timeout");
  });

  it("refuses, where TCP is dialled and where UDP is read", async () => {
    faults.set(UPSTREAM, { kind: "refused" });
    expect(await ask("tcp")).toBe("dial tcp 192.0.2.53:53: connect: connection refused");
    expect(await ask("udp")).toBe("read udp 192.0.2.53:53: read: connection refused");
  });

  it("replies later, or not in time", async () => {
    faults.set(UPSTREAM, { kind: "lag", ms: 300 });
    const asked = ask();
    await clock.pass(300);
    expect(await asked).toBe(`4711 www.example.org. ${Rcode.NXDOMAIN}`);
    const late = ask("udp", 200);
    await clock.pass(200);
    expect(await late).toBe("read udp 192.0.2.53:53: i/o timeout");
  });

  it("fails on a connection that was open before, which is not used again then", async () => {
    const connection = await exchange.connect({ transport: "tcp", address: "192.0.2.53", port: 53 }, 5000);
    await connection.exchange(QUESTION, { timeoutMs: 2000 });
    expect(connection.usable).toBe(true);
    faults.set(UPSTREAM, { kind: "refused" });
    await expect(connection.exchange(QUESTION, { timeoutMs: 2000 })).rejects.toThrow("connection refused");
    expect(connection.usable).toBe(false);
  });
});
