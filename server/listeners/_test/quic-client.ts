/** A client over QUIC that keeps what came, for tests. */
import { dialQuic } from "../../quic/dial.ts";
import type { QuicConnection } from "../../quic/quic-connection.ts";

/** How to connect. */
export interface ClientOptions {
  readonly port: number;
  readonly protocol: string;
  readonly authority: string;
  readonly certificate?: { readonly cert: string; readonly key: string };
}

/** What came so far. */
export interface Seen {
  readonly connection: QuicConnection;
  /** Octets by stream, `fin` behind those of one that has ended, `reset` for one that was given up. */
  stream(number: number): string;
  /** Done when it says so, or the connection is over. */
  until(done: (seen: Seen) => boolean): Promise<void>;
  /** With what the server ended the connection. */
  readonly ended: number | undefined;
  close(): void;
}

/** Connects; done when both sides have agreed, or never will. */
export async function quicClient({ port, protocol, authority, certificate }: ClientOptions): Promise<Seen> {
  const streams = new Map<number, Buffer[]>();
  const ends = new Map<number, string>();
  let looks: (() => void)[] = [];
  let isEstablished = false;
  let isOver = false;
  const look = (): void => {
    for (const one of looks) one();
  };
  const dialled = await dialQuic(
    {
      to: { address: "127.0.0.1", port },
      protocol,
      serverName: "dns.example.org",
      authorities: [authority],
      ...(certificate === undefined ? {} : { certificate }),
      idleTimeoutMs: 20_000,
    },
    {
      established: () => {
        isEstablished = true;
        look();
      },
      mayRead: () => true,
      received: (stream, octets, isLast) => {
        streams.set(stream, [...(streams.get(stream) ?? []), Buffer.from(octets)]);
        if (isLast) ends.set(stream, " fin");
        look();
      },
      wasReset: (stream) => {
        ends.set(stream, " reset");
        look();
      },
      closed: () => {
        isOver = true;
        look();
      },
    },
  );
  const { connection } = dialled;
  const seen: Seen = {
    connection,
    stream: (number) => `${Buffer.concat(streams.get(number) ?? []).toString("hex")}${ends.get(number) ?? ""}`,
    until: (done) =>
      new Promise((resolve) => {
        const check = (): void => {
          if (!done(seen) && !isOver && connection.peerError === null) return;
          looks = looks.filter((one) => one !== check);
          clearInterval(timer);
          resolve();
        };
        // That the other side has ended the connection shows when its clock runs out.
        const timer = setInterval(check, 20);
        looks.push(check);
        check();
      }),
    get ended() {
      return connection.peerError?.errorCode;
    },
    close: () => dialled.close(0),
  };
  await seen.until(() => isEstablished);
  return seen;
}
