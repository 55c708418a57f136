/** A weight file, read at the start and again when its contents change (CoreDNS, plugin loadbalance). */

import type { Duration } from "../../go/duration.ts";
import type { Timer } from "../../ports/clock.ts";
import type { Host } from "../../ports/host.ts";
import { octetString } from "../../text/octets.ts";
import { readWeights, type Weights } from "./weights.ts";

const OPEN_ERROR = "weight file open error";

export class WeightFile {
  /** The weights as last read. */
  current: Weights = new Map();
  readonly #host: Host;
  readonly #path: string;
  readonly #reload: Duration;
  #text: string | undefined;
  #timer: Timer | undefined;

  constructor(host: Host, path: string, reload: Duration) {
    this.#host = host;
    this.#path = path;
    this.#reload = reload;
  }

  /** Reads the file for the first time; gives CoreDNS's words when it cannot and will not try again. */
  start(): string | undefined {
    const log = this.#host.log.forPlugin("loadbalance");
    const error = this.#read();
    if (error === OPEN_ERROR && this.#reload.ms !== 0) {
      log.warning(`Failed to open weight file:${error}. Will try again in ${this.#reload.text}`);
    } else if (error !== undefined) return error;
    if (this.#reload.ms > 0) {
      this.#timer = this.#host.clock.every(this.#reload.ms, () => {
        const failed = this.#read();
        if (failed !== undefined) log.error(failed);
      });
    }
    return undefined;
  }

  stop(): void {
    this.#timer?.cancel();
  }

  #read(): string | undefined {
    const file = this.#host.files.read(this.#path);
    if (file.kind === "error") return OPEN_ERROR;
    const text = octetString(file.bytes);
    if (text === this.#text) return undefined;
    this.#text = text;
    const read = readWeights(text, this.#path);
    if ("error" in read) return String(read.error);
    this.current = read;
    this.#host.log.forPlugin("loadbalance").info(`Successfully reloaded weight file ${this.#path}`);
    return undefined;
  }
}
