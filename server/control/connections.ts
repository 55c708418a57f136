/** Which cluster of the user's own each workspace is connected to: for as long as the studio runs, and nowhere in the folder. */
import type { Clock, Timer } from "../../lib/ports/clock.ts";
import { type ContextAccess, readContext } from "../kubernetes/context-access.ts";
import { Refusal } from "../workspaces/refusal.ts";

/** Credentials that a command gives are good for some minutes at least. */
const RENEW_EVERY_MS = 240_000;

export class Connections {
  readonly #byFolder = new Map<string, ContextAccess>();
  readonly #clock: Clock;
  readonly #changed: () => void;
  #renewing: Timer | undefined;

  /** `changed` is called when a connection was made, renewed or ended. */
  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
  }

  of(folder: string): ContextAccess | undefined {
    return this.#byFolder.get(folder);
  }

  /** Throws a `Refusal` for a context that cannot be used. */
  async connect(folder: string, context: string): Promise<void> {
    const read = await readContext(context);
    if (!read.ok) throw new Refusal(400, read.error, "Choose another context.");
    this.#byFolder.set(folder, read.value);
    this.#renewing ??= this.#clock.every(RENEW_EVERY_MS, () => this.#renew());
    this.#changed();
  }

  disconnect(folder: string): void {
    if (!this.#byFolder.delete(folder)) return;
    if (this.#byFolder.size === 0) this.close();
    this.#changed();
  }

  close(): void {
    this.#renewing?.cancel();
    this.#renewing = undefined;
  }

  async #renew(): Promise<void> {
    let isNew = false;
    for (const [folder, before] of this.#byFolder) {
      const read = await readContext(before.name);
      if (!read.ok || this.#byFolder.get(folder) !== before || read.value.authorization === before.authorization)
        continue;
      this.#byFolder.set(folder, read.value);
      isNew = true;
    }
    if (isNew) this.#changed();
  }
}
