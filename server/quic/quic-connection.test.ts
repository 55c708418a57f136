/** Two connections that hand each other their datagrams: when either learns that it is over. */
import { describe, expect, it } from "vitest";
import { TestAuthority } from "../_test/key-pairs.ts";
import { newConnectionId } from "./connection-id.ts";
import { quicConfig } from "./quic-config.ts";
import { QuicConnection, type QuicEvents } from "./quic-connection.ts";
import { loadQuiche, missingQuic } from "./quiche.ts";

const CLIENT = { address: "127.0.0.1", port: 40_000 };
const SERVER = { address: "127.0.0.1", port: 853 };

class Side implements QuicEvents {
  readonly events: string[] = [];
  readonly sent: Uint8Array[] = [];
  established(): void {
    this.events.push("established");
  }
  mayRead(): boolean {
    return true;
  }
  received(stream: number, octets: Uint8Array): void {
    this.events.push(`${stream}: ${Buffer.from(octets)}`);
  }
  wasReset(): void {
    this.events.push("reset");
  }
  closed(): void {
    this.events.push("closed");
  }
}

async function pair() {
  const quiche = await loadQuiche();
  const { cert, key } = new TestAuthority().signed("dns.example.org");
  const grants = { protocol: "doq", idleTimeoutMs: 5000, bidirectional: 4, unidirectional: 4 };
  const host = ({ address, port }: typeof CLIENT) => ({ host: address, port });
  const [one, other] = [new Side(), new Side()];
  const nowMs = () => performance.now();
  const client = new QuicConnection({
    native: quiche.Connection.connect(
      "dns.example.org",
      newConnectionId(),
      host(CLIENT),
      host(SERVER),
      quicConfig(quiche, { peer: "unchecked" }, grants),
    ),
    events: one,
    send: (datagram) => void one.sent.push(datagram),
    nowMs,
  });
  const server = new QuicConnection({
    native: quiche.Connection.accept(
      newConnectionId(),
      undefined,
      host(SERVER),
      host(CLIENT),
      quicConfig(quiche, { cert, key, peer: "unchecked" }, grants),
    ),
    events: other,
    send: (datagram) => void other.sent.push(datagram),
    nowMs,
  });
  const pass = (): void => {
    while (one.sent.length + other.sent.length > 0) {
      for (const datagram of one.sent.splice(0)) server.receive(datagram, { from: CLIENT, to: SERVER });
      for (const datagram of other.sent.splice(0)) client.receive(datagram, { from: SERVER, to: CLIENT });
    }
  };
  client.flush();
  pass();
  return { client, server, one, other, pass };
}

describe.skipIf(missingQuic() !== undefined)("a connection that the other side closes", () => {
  it("is over at once, with the reason", async () => {
    const { client, server, one, other, pass } = await pair();
    server.close(2);
    pass();
    expect(one.events).toEqual(["established", "closed"]);
    expect(client.peerError).toMatchObject({ isApp: true, errorCode: 2 });
    server.abandon();
    expect(other.events).toEqual(["established", "closed"]);
  });

  it("gives what came before its end", async () => {
    const { client, server, one, pass } = await pair();
    client.write(0, Buffer.from("question"), true);
    pass();
    server.write(0, Buffer.from("reply"), true);
    server.close(0);
    pass();
    expect(one.events).toEqual(["established", "0: reply", "closed"]);
    server.abandon();
  });
});
