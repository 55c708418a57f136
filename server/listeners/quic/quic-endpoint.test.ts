/** Clients that say hello and nothing else, by the thousand: what each costs outside V8's heap goes with it. */
import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { TestAuthority } from "../../_test/key-pairs.ts";
import { materialOf } from "../../host/tls-material.ts";
import { quicConfig } from "../../quic/quic-config.ts";
import { loadQuiche, missingQuic } from "../../quic/quiche.ts";
import { QuicEndpoint } from "./quic-endpoint.ts";

const GREETINGS = 10_000;
/** More than there are, and half of what there are where V8 is told nothing. */
const MOST_AT_ONCE = 5000;

/** A long head of version 1, and noise where the client's TLS should be. */
function greeting(): Buffer {
  const octets = randomBytes(1200);
  octets[0] = 0xc0;
  octets.writeUInt32BE(1, 1);
  octets[5] = 8;
  // No ID of its own, no token, and the length of what is left.
  octets.fill(0, 14, 16);
  octets.writeUInt16BE(0x4000 | (1200 - 18), 16);
  return octets;
}

describe.skipIf(missingQuic() !== undefined)("many clients that say hello and nothing else", () => {
  it("are collected while they come", async () => {
    const quiche = await loadQuiche();
    let held = 0;
    let most = 0;
    const registry = new FinalizationRegistry(() => void held--);
    const Connection = {
      connect: quiche.Connection.connect.bind(quiche.Connection),
      accept: (...args: Parameters<typeof quiche.Connection.accept>) => {
        const native = quiche.Connection.accept(...args);
        registry.register(native, 0);
        most = Math.max(most, ++held);
        return native;
      },
    };
    const { cert, key } = materialOf(new TestAuthority().signed("dns.example.org"));
    const config = quicConfig(
      quiche,
      { cert, key: String(key), peer: "unchecked" },
      { protocol: "doq", idleTimeoutMs: 1000, bidirectional: 1, unidirectional: 1 },
    );
    const endpoint = new QuicEndpoint({
      quiche: { ...quiche, Connection },
      config: () => config,
      maxConnections: () => 0,
      tooMany: 0,
      serve: () => {
        throw new Error("nobody has agreed on anything");
      },
      nowMs: () => performance.now(),
    });
    const place = { address: "127.0.0.1", port: 853 };
    for (let sent = 0; sent < GREETINGS; sent++) {
      const from = { address: "127.0.0.1", port: 1024 + (sent % 60_000) };
      endpoint.take({ datagram: greeting(), from, to: place, proxyFields: undefined, send: () => undefined });
      if (sent % 20 === 0) await turn();
    }
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThan(MOST_AT_ONCE);
  }, 60_000);
});
