/** Headers of proxies before QUIC's datagrams: who asks is whom the header names, and replies go back through the proxy. */
import { createSocket, type Socket } from "node:dgram";
import { afterEach, expect, it } from "vitest";
import { request } from "../../../lib/chain/_test/messages.ts";
import type { Arrival } from "../../../lib/chain/arrival.ts";
import { encodeMessage } from "../../../lib/dns/wire/encode.ts";
import { framed } from "../../../lib/dns/wire/message-stream.ts";
import { TestAuthority } from "../../_test/key-pairs.ts";
import { missingQuic } from "../../quic/quiche.ts";
import { quicClient } from "../_test/quic-client.ts";
import { SETTINGS } from "../_test/settings.ts";
import { listenQuic } from "./quic.ts";

/** Version 2, over UDP: 192.0.2.99:12345 asks 192.0.2.1:53. */
const HEADER = Buffer.from("0d0a0d0a000d0a515549540a2112000cc0000263c000020130390035", "hex");

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Puts the header before what comes from a client, and gives back what comes from the server. */
async function proxyTo(port: number): Promise<Socket> {
  const [front, back] = [createSocket("udp4"), createSocket("udp4")];
  let client = 0;
  front.on("message", (message, from) => {
    client = from.port;
    back.send(Buffer.concat([HEADER, message]), port, "127.0.0.1");
  });
  back.on("message", (message) => front.send(message, client, "127.0.0.1"));
  await new Promise<void>((resolve) => front.bind(0, "127.0.0.1", resolve));
  closing.push(
    () => front.close(),
    () => back.close(),
  );
  return front;
}

it.skipIf(missingQuic() !== undefined)("a client behind a proxy", async () => {
  const authority = new TestAuthority();
  const { pair } = authority.signed("dns.example.org");
  const arrivals: Arrival[] = [];
  const listener = await listenQuic(
    {
      place: { address: "127.0.0.1", port: 0 },
      server: "quic://:853",
      answer: (bytes, arrival) => {
        arrivals.push(arrival);
        return bytes.slice();
      },
      failed: () => undefined,
      proxies: () => ({
        policyFor: () => "use",
        sessionMs: 0,
        maxSessions: 0,
        keepsFields: false,
        headerWithinMs: 400,
        warn: () => undefined,
      }),
      graceMs: 50,
      nowMs: () => performance.now(),
    },
    () => ({ ...SETTINGS, tls: { clientAuth: "nocert", material: { kind: "tls", pair }, acme: "" } }),
  );
  const proxy = await proxyTo(listener.bound.port);
  const { port } = proxy.address();
  const one = await quicClient({ port, protocol: "doq", authority: authority.cert });
  closing.push(
    () => one.close(),
    () => listener.close(),
  );
  const query = framed(encodeMessage(request("www.example.org. A", { id: 0 })));
  one.connection.write(0, query, true);
  await one.until((seen) => seen.stream(0).endsWith("fin"));
  expect(one.stream(0)).toBe(`${Buffer.from(query).toString("hex")} fin`);
  expect(arrivals).toMatchObject([{ transport: "quic", client: { address: "192.0.2.99", port: 12_345 } }]);
});
