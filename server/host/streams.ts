/** Streams over TCP, Unix sockets and TLS; errors in Go's words. */
import { connect, isIP, type Socket } from "node:net";
import { resolve } from "node:path";
import { type ConnectionOptions, connect as connectTls } from "node:tls";
import { joinHostPort } from "../../lib/go/net.ts";
import { type ByteStream, StreamError, type StreamPlace, type Streams } from "../../lib/ports/stream.ts";
import { listenForStreams } from "./stream-listeners.ts";
import { reasonOf } from "./system-words.ts";
import { materialOf } from "./tls-material.ts";

type TlsPlace = Extract<StreamPlace, { readonly network: "tls" }>;

/** Streams of this machine; relative paths of sockets count from `folder`. */
export function streamsOf(folder: string): Streams {
  return {
    listen: (place, accept) =>
      listenForStreams(place, { folder, accept: (socket, text) => accept(new SocketStream(socket, text)) }),
    connect: (place, timeoutMs) => connectTo(place, { folder, timeoutMs }),
  };
}

interface Connecting {
  readonly folder: string;
  readonly timeoutMs: number;
}

async function connectTo(place: StreamPlace, { folder, timeoutMs }: Connecting): Promise<ByteStream> {
  const text = textOf(place);
  if (place.network !== "unix" && isIP(place.address) === 0) {
    throw new StreamError("other", `dial ${text}: lookup ${place.address}: no such host`);
  }
  const socket = open(place, folder);
  socket.unref();
  const ready = place.network === "tls" ? "secureConnect" : "connect";
  return new Promise<ByteStream>((resolve, reject) => {
    const fail = (kind: StreamError["kind"], reason: string): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(new StreamError(kind, `dial ${text}: ${reason}`));
    };
    const timer = setTimeout(() => fail("timeout", "i/o timeout"), timeoutMs);
    const failed = (error: Error): void => {
      const step = "syscall" in error && error.syscall === "connect" ? "connect: " : "";
      fail(kindOf(error), `${step}${reasonOf(error)}`);
    };
    socket.once("error", failed);
    socket.once(ready, () => {
      clearTimeout(timer);
      socket.off("error", failed);
      resolve(new SocketStream(socket, text));
    });
  });
}

function open(place: StreamPlace, folder: string): Socket {
  switch (place.network) {
    case "unix":
      return connect({ path: resolve(folder, place.path) });
    case "tcp":
      return connect({ host: place.address, port: place.port, noDelay: true });
    default:
      return connectTls(tlsOptions(place));
  }
}

function tlsOptions({ address, port, serverName = address, material, insecure = false }: TlsPlace): ConnectionOptions {
  // A name that is an address is in no greeting (RFC 6066 section 3), and is checked all the same.
  const named = isIP(serverName) === 0 ? { servername: serverName } : {};
  return { host: address, port, ...named, rejectUnauthorized: !insecure, ...materialOf(material) };
}

/**
 * A socket that is read only when somebody asks, so that the network slows down who sends too much. It keeps the process
 * alive while a step is waited for, and at no other time.
 */
class SocketStream implements ByteStream {
  readonly #socket: Socket;
  readonly #text: string;
  #error: Error | undefined;
  #isOver = false;
  #wake: () => void = () => undefined;

  constructor(socket: Socket, text: string) {
    this.#socket = socket;
    this.#text = text;
    socket.on("readable", () => this.#wake());
    socket.on("error", (error) => {
      this.#error = error;
      this.#wake();
    });
    for (const end of ["end", "close"]) {
      socket.on(end, () => {
        this.#isOver = true;
        this.#wake();
      });
    }
  }

  async read(): Promise<Uint8Array | undefined> {
    for (;;) {
      const octets: Buffer | null = this.#socket.read();
      if (octets !== null) return octets;
      if (this.#error !== undefined) throw this.#failure("read", this.#error);
      if (this.#isOver) return undefined;
      this.#socket.ref();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#socket.unref();
    }
  }

  write(octets: Uint8Array): Promise<void> {
    if (!this.#socket.writable) {
      const closed = new StreamError("closed", `write ${this.#text}: use of closed network connection`);
      return Promise.reject(this.#error === undefined ? closed : this.#failure("write", this.#error));
    }
    this.#socket.ref();
    return new Promise((resolve, reject) => {
      this.#socket.write(octets, (error) => {
        this.#socket.unref();
        if (error instanceof Error) reject(this.#failure("write", error));
        else resolve();
      });
    });
  }

  close(): void {
    this.#socket.end();
    this.#socket.resume();
  }

  #failure(verb: "read" | "write", error: Error): StreamError {
    return new StreamError(kindOf(error), `${verb} ${this.#text}: ${reasonOf(error)}`);
  }
}

function textOf(place: StreamPlace): string {
  return place.network === "unix" ? `unix ${place.path}` : `tcp ${joinHostPort(place.address, place.port)}`;
}

function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : "";
}

function kindOf(error: Error): StreamError["kind"] {
  const code = codeOf(error);
  if (code === "ECONNREFUSED" || code === "ENOENT") return "refused";
  return code === "ECONNRESET" || code === "EPIPE" ? "closed" : "other";
}
