/** Receivers that connect to this server: each gets every message as it comes (CoreDNS, dnstap listener). */
import type { Host } from "../../ports/host.ts";
import type { Log } from "../../ports/log.ts";
import type { ByteStream, StreamListenError, StreamListening, StreamListenPlace } from "../../ports/stream.ts";
import { listenPlace, type SocketWord } from "./endpoint.ts";
import { FrameStream, isStreamFailure } from "./frame-stream.ts";
import { type CertificateFiles, readListenerTls } from "./listener-tls.ts";

const TIMEOUT_MS = 4000;
/** So many messages wait for a slow receiver; it does not get those that come then. */
const MOST_WAITING = 10_000;

/** Where receivers come. */
export interface ReceiversSettings {
  readonly socket: SocketWord;
  /** Of a listener over TLS; undefined without the line. */
  readonly files: CertificateFiles | undefined;
  /** Takes receivers without a certificate, although there is an authority. */
  readonly insecure: boolean;
}

export class Receivers {
  readonly #settings: ReceiversSettings;
  readonly #host: Host;
  readonly #log: Log;
  readonly #connected = new Set<Receiver>();
  #listening: StreamListening | undefined;
  #isOver = false;

  constructor(settings: ReceiversSettings, host: Host, log: Log) {
    this.#settings = settings;
    this.#host = host;
    this.#log = log;
  }

  /** Listens, and goes on without when that is not possible. */
  async start(): Promise<void> {
    const place = await this.#place();
    if (place === undefined) return;
    const listening =
      "kind" in place ? place : await this.#host.streams.listen(place, (stream) => void this.#take(stream));
    if ("kind" in listening) this.#log.error(`Failed to start dnstap listener: ${listening.text}`);
    else this.#listening = listening;
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#listening?.close();
    const connected = [...this.#connected];
    this.#connected.clear();
    await Promise.all(connected.map((receiver) => receiver.end()));
  }

  send(message: Uint8Array): void {
    for (const receiver of this.#connected) receiver.send(message);
  }

  get count(): number {
    return this.#connected.size;
  }

  async #place(): Promise<StreamListenPlace | StreamListenError | undefined> {
    const { socket, files, insecure } = this.#settings;
    if (socket.network === "unix") return socket;
    if (socket.network === "tls" && files === undefined) {
      this.#log.warning("TLS listener requires cert and key files");
      return undefined;
    }
    const tls = files === undefined || socket.network === "tcp" ? undefined : readListenerTls(files, this.#host);
    if (tls !== undefined && "text" in tls) return tls;
    const place = await listenPlace(socket.host, this.#host);
    if ("kind" in place) return place;
    if (tls === undefined) return { network: "tcp", ...place };
    const clients = tls.asksClients ? (insecure ? "those that show one" : "all") : "any";
    return { network: "tls", ...place, material: tls.material, clients };
  }

  async #take(stream: ByteStream): Promise<void> {
    try {
      const frames = await FrameStream.open(stream, { clock: this.#host.clock, timeoutMs: TIMEOUT_MS });
      const receiver = new Receiver(frames, () => this.#connected.delete(receiver));
      if (this.#isOver) await receiver.end();
      else this.#connected.add(receiver);
    } catch (error) {
      if (!isStreamFailure(error)) throw error;
      this.#log.warning(`Error creating encoder for dnstap client: ${error.message}`);
    }
  }
}

/** One that is connected. */
class Receiver {
  readonly #frames: FrameStream;
  readonly #gone: () => void;
  #waiting: Uint8Array[] = [];
  #sending: Promise<void> | undefined;

  constructor(frames: FrameStream, gone: () => void) {
    this.#frames = frames;
    this.#gone = gone;
  }

  send(message: Uint8Array): void {
    if (this.#waiting.length < MOST_WAITING) this.#waiting.push(message);
    this.#sending ??= this.#sendWaiting();
  }

  /** Sends what waits, and takes leave. */
  async end(): Promise<void> {
    await this.#sending;
    await this.#frames.end();
  }

  async #sendWaiting(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const messages = this.#waiting;
        this.#waiting = [];
        await this.#frames.send(messages);
      }
    } catch (error) {
      if (!isStreamFailure(error)) throw error;
      this.#gone();
    } finally {
      this.#sending = undefined;
    }
  }
}
