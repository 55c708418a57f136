/** Upstreams that are listeners of the same configuration. */
import { describe, expect, it } from "vitest";
import { FakeClock } from "../../../lib/ports/_test/fake-clock.ts";
import { FakeExchange } from "../../../lib/ports/_test/fake-exchange.ts";
import type { UpstreamEndpoint } from "../../../lib/ports/exchange.ts";
import { redirectOwnUpstreams } from "./own-upstreams.ts";

const OWN: UpstreamEndpoint = { transport: "udp", address: "127.0.0.1", port: 53 };
const OTHER: UpstreamEndpoint = { transport: "udp", address: "192.0.2.53", port: 53 };
const ports = {
  find: ({ address }: { readonly address: string }) =>
    address === OWN.address ? { address: OWN.address, port: 40_053 } : undefined,
};

function redirected() {
  const base = new FakeExchange(new FakeClock(), () => "silence");
  return { base, exchange: redirectOwnUpstreams(base, ports) };
}

describe("an upstream", () => {
  it("on loopback that is a listener of the configuration is reached there, others where they are", async () => {
    const { base, exchange } = redirected();
    for (const endpoint of [OWN, OTHER]) await exchange.connect(endpoint, 1);
    expect(base.connected).toEqual(["udp 127.0.0.1:40053", "udp 192.0.2.53:53"]);
  });
  it("that is asked in a circle leaves file descriptors to others, and its own words are the system's", async () => {
    const { base, exchange } = redirected();
    const [first] = await Promise.all(Array.from({ length: 256 }, () => exchange.connect(OWN, 1)));
    const refused = "dial udp 127.0.0.1:53: socket: too many open files";
    await expect(exchange.connect(OWN, 1)).rejects.toThrow(refused);
    await expect(exchange.connect({ ...OWN, transport: "tcp" }, 1)).rejects.toThrow("dial tcp 127.0.0.1:53: socket: ");
    await exchange.connect(OTHER, 1);
    first?.close();
    first?.close();
    await exchange.connect(OWN, 1);
    await expect(exchange.connect(OWN, 1)).rejects.toThrow(refused);
    expect(base.open.size).toBe(257);
  });
  it("that cannot be reached counts no longer", async () => {
    let isDown = true;
    const exchange = redirectOwnUpstreams(
      {
        connect: (endpoint) => {
          if (isDown) throw new Error("not today");
          return new FakeExchange(new FakeClock(), () => "silence").connect(endpoint);
        },
      },
      ports,
    );
    for (let times = 0; times < 2000; times++) await exchange.connect(OWN, 1).catch(() => undefined);
    isDown = false;
    await expect(exchange.connect(OWN, 1)).resolves.toMatchObject({ usable: true });
  });
});
