/** Asks many questions at once, each of several servers, and waits for what comes back. */
import { createSocket, type Socket } from "node:dgram";
import { connect } from "node:net";

/** The replies to one message, in the order of the servers; undefined where none came. */
export type Replies = readonly (Buffer | undefined)[];

interface Round {
  readonly replies: (Buffer | undefined)[][];
  /** True for messages that nobody answers: they are not waited for. */
  readonly silent: readonly boolean[];
  missing: number;
  changed(): void;
}

/** One UDP socket, so that all servers see the same client. Its messages carry their place in the round as ID. */
export class Asker {
  readonly #socket: Socket;
  readonly #ports: readonly number[];
  #round: Round | undefined;
  #firstId = 0;

  private constructor(socket: Socket, ports: readonly number[]) {
    this.#socket = socket;
    this.#ports = ports;
    socket.on("message", (reply, { port }) => this.#take(reply, ports.indexOf(port)));
    socket.on("error", () => undefined);
  }

  /** Opens an asker of the servers on these ports of 127.0.0.1. */
  static open(ports: readonly number[]): Promise<Asker> {
    const socket = createSocket({ type: "udp4", recvBufferSize: 4 << 20, sendBufferSize: 4 << 20 });
    return new Promise((done) => socket.bind(0, "127.0.0.1", () => done(new Asker(socket, ports))));
  }

  close(): void {
    this.#socket.close();
  }

  /** Sends all messages over UDP; done when all are answered, or when `quietMs` passed without a reply. */
  async udp(messages: readonly Buffer[], quietMs: number): Promise<readonly Replies[]> {
    const silent = messages.map((message) => message.length < 12 || (message[2] ?? 0) >= 0x80);
    const missing = silent.filter((isSilent) => !isSilent).length * this.#ports.length;
    const replies = messages.map(() => this.#ports.map((): Buffer | undefined => undefined));
    this.#firstId = (this.#firstId + 1000) & 0x7f_ff;
    await new Promise<void>((done) => {
      let timer = setTimeout(done, quietMs);
      const round: Round = {
        replies,
        silent,
        missing,
        changed: () => {
          clearTimeout(timer);
          timer = setTimeout(done, round.missing === 0 ? 0 : quietMs);
        },
      };
      this.#round = round;
      for (const [at, message] of messages.entries()) {
        const octets = numbered(message, this.#firstId + at);
        for (const port of this.#ports) this.#socket.send(octets, port, "127.0.0.1");
      }
    });
    this.#round = undefined;
    return replies;
  }

  #take(reply: Buffer, server: number): void {
    const round = this.#round;
    if (round === undefined || server < 0 || reply.length < 2) return;
    const at = reply.readUInt16BE(0) - this.#firstId;
    const row = round.replies[at];
    if (row === undefined || row[server] !== undefined) return;
    row[server] = reply;
    if (round.silent[at] !== true) round.missing--;
    round.changed();
  }

  /** Sends each message over a TCP connection of its own. */
  tcp(messages: readonly Buffer[], quietMs: number): Promise<readonly Replies[]> {
    return Promise.all(
      messages.map((message, at) =>
        Promise.all(this.#ports.map((port) => overTcp(port, numbered(message, at), quietMs))),
      ),
    );
  }
}

function numbered(message: Buffer, id: number): Buffer {
  const octets = Buffer.from(message);
  if (octets.length >= 2) octets.writeUInt16BE(id & 0xff_ff, 0);
  return octets;
}

function overTcp(port: number, message: Buffer, quietMs: number): Promise<Buffer | undefined> {
  return new Promise((done) => {
    let received = Buffer.alloc(0);
    const socket = connect({ host: "127.0.0.1", port, noDelay: true });
    const end = (reply: Buffer | undefined): void => {
      socket.destroy();
      done(reply);
    };
    socket.setTimeout(quietMs, () => end(undefined));
    socket.on("error", () => end(undefined));
    socket.on("close", () => end(undefined));
    socket.on("connect", () => socket.write(Buffer.concat([lengthOf(message), message])));
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (received.length < 2) return;
      const length = received.readUInt16BE(0);
      if (received.length >= length + 2) end(received.subarray(2, length + 2));
    });
  });
}

/** The two octets before a message over TCP (RFC 1035 section 4.2.2). */
export function lengthOf(message: Uint8Array): Buffer {
  return Buffer.from([message.length >> 8, message.length & 0xff]);
}
