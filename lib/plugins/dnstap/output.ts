/** A receiver that is connected to: messages wait in a queue, and are lost when it is full (CoreDNS, dnstap dio). */
import type { Timer } from "../../ports/clock.ts";
import type { Host } from "../../ports/host.ts";
import type { Log } from "../../ports/log.ts";
import { dialPlace, type SocketWord } from "./endpoint.ts";
import { FrameStream, isStreamFailure } from "./frame-stream.ts";

const TIMEOUT_MS = 4000;
const FLUSH_MS = 1000;
const CHECK_MS = 10_000;
/** So many octets are sent without waiting for the next flush. */
const FULL_OCTETS = 4096;

/** Where messages go, and how. */
export interface OutputSettings {
  readonly socket: SocketWord;
  /** Takes any certificate. */
  readonly insecure: boolean;
  /** How many messages may wait. */
  readonly mostWaiting: number;
}

export class Output {
  readonly #settings: OutputSettings;
  readonly #host: Host;
  readonly #log: Log;
  #waiting: Uint8Array[] = [];
  #waitingOctets = 0;
  #frames: FrameStream | undefined;
  #isBusy = true;
  #dropped = 0;
  #isOver = false;
  /** Why it is not connected. */
  #error = "";
  readonly #timers: Timer[] = [];

  constructor(settings: OutputSettings, host: Host, log: Log) {
    this.#settings = settings;
    this.#host = host;
    this.#log = log;
  }

  /** Connects, and goes on without a connection when there is none. */
  async start(): Promise<void> {
    await this.#dial();
    if (this.#frames === undefined) this.#log.error(`No connection to dnstap endpoint: ${this.#error}`);
    const { clock } = this.#host;
    this.#timers.push(clock.every(FLUSH_MS, () => this.#flush()));
    this.#timers.push(clock.every(CHECK_MS, () => this.#check()));
    this.#isBusy = false;
  }

  /** Sends what waits, takes leave of the receiver, and ends. */
  async stop(): Promise<void> {
    this.#isOver = true;
    for (const timer of this.#timers.splice(0)) timer.cancel();
    await this.#flush();
    await this.#frames?.end();
    this.#frames = undefined;
  }

  send(message: Uint8Array): void {
    if (this.#isOver || this.#waiting.length >= this.#settings.mostWaiting) {
      this.#dropped++;
      return;
    }
    this.#waiting.push(message);
    this.#waitingOctets += message.length;
    if (this.#waitingOctets >= FULL_OCTETS && !this.#isBusy) void this.#flush();
  }

  /** Why messages are lost at the moment; undefined while they are not. */
  get lack(): string | undefined {
    return this.#frames === undefined ? this.#error : undefined;
  }

  async #flush(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    try {
      while (this.#waiting.length > 0) await this.#sendWaiting();
    } finally {
      this.#isBusy = false;
    }
  }

  async #sendWaiting(): Promise<void> {
    const messages = this.#waiting;
    this.#waiting = [];
    this.#waitingOctets = 0;
    const frames = this.#frames;
    if (frames === undefined) {
      this.#dropped += messages.length;
      return;
    }
    try {
      await frames.send(messages);
    } catch (error) {
      if (!isStreamFailure(error)) throw error;
      this.#dropped += messages.length;
      this.#frames = undefined;
      if (!this.#isOver) await this.#dial();
    }
  }

  async #dial(): Promise<void> {
    const { socket, insecure } = this.#settings;
    const { clock, streams } = this.#host;
    try {
      const stream = await streams.connect(await dialPlace(socket, insecure, this.#host), TIMEOUT_MS);
      this.#frames = await FrameStream.open(stream, { clock, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (!isStreamFailure(error)) throw error;
      this.#error = error.message;
    }
  }

  async #check(): Promise<void> {
    if (this.#dropped > 0) this.#log.warning(`Dropped dnstap messages: ${this.#dropped}`);
    this.#dropped = 0;
    if (this.#frames !== undefined || this.#isBusy) return;
    this.#isBusy = true;
    try {
      await this.#dial();
    } finally {
      this.#isBusy = false;
    }
  }
}
