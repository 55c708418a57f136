/** A zone that is fetched from its primaries and kept up to date (CoreDNS, plugins file and secondary). */
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { durationOfMs } from "../../go/duration.ts";
import { splitHostPort } from "../../go/net.ts";
import { quote } from "../../go/quote.ts";
import type { SourcedZone } from "../../plugin-kit/explain-zone-alias.ts";
import type { Log } from "../../ports/log.ts";
import { Zone } from "../../zone/zone.ts";
import type { SecondaryParts } from "./parts.ts";
import { Pause } from "./pause.ts";
import { askSerial, askZone, connect } from "./primary.ts";
import { isOlder } from "./serial.ts";
import { Ticker } from "./ticker.ts";

const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;
const REFRESH_JITTER_MS = 5000;
const RETRY_JITTER_MS = 2000;

/** Takes the records of a transfer before they are served; a text is why they are not. */
export type TakeRecords = (records: readonly ResourceRecord[]) => string | undefined;

/** Whether a primary has more, and why that is not known. */
interface Checked {
  readonly isNewer: boolean;
  readonly error?: string;
}

export class FetchedZone implements SourcedZone {
  readonly origin: CanonicalName;
  /** `ADDRESS:PORT` each, in the order in which they are asked. */
  readonly primaries: readonly string[];
  zone: Zone | undefined;
  /** No primary could be asked for too long. */
  isExpired = false;
  readonly placeOf = (): undefined => undefined;
  readonly #parts: SecondaryParts;
  readonly #log: Log;
  readonly #pause: Pause;
  readonly #take: TakeRecords | undefined;
  #from: string | undefined;
  #check: Promise<void> | undefined;
  #isCheckWanted = false;

  /** With `take` the zone is a catalog: its records say more than they answer. */
  constructor(
    { origin, primaries }: Pick<FetchedZone, "origin" | "primaries">,
    parts: SecondaryParts,
    take?: TakeRecords,
  ) {
    this.origin = origin;
    this.primaries = primaries;
    this.#parts = parts;
    // CoreDNS tells of transfers in the name of file.
    this.#log = parts.host.log.forPlugin("file");
    this.#pause = new Pause(parts.host.clock);
    this.#take = take;
  }

  get source(): string {
    return this.#from === undefined ? "not transferred yet" : `transferred from ${this.#from}`;
  }

  /** The data of another, until there are new ones. */
  inherit({ zone, isExpired }: FetchedZone): void {
    this.zone = zone;
    this.isExpired = isExpired;
  }

  /** Whether an address is that of a primary, whatever its port. */
  isPrimary(address: string): boolean {
    return this.primaries.some((primary) => {
      const split = splitHostPort(primary);
      return split.ok && split.host === address;
    });
  }

  /** Fetches the zone, tries again until it is there, and keeps it fresh until `stop`. */
  async keep(): Promise<void> {
    if (this.primaries.length === 0) return;
    const log = this.#parts.host.log.forPlugin("secondary");
    for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(2 * waitMs, LAST_RETRY_MS)) {
      const failure = await this.#transferIn();
      if (this.#pause.isStopped) return;
      if (failure === undefined) break;
      const { text } = durationOfMs(waitMs);
      log.warning(`All '${this.origin}' masters failed to transfer, retrying in ${text}: ${failure}`);
      if (await this.#pause.wait(waitMs)) return;
    }
    while (!(await this.#untilFresh()));
  }

  stop(): void {
    this.#pause.stop();
  }

  /** A primary says that the zone has changed. While it is being asked already it is asked once more afterwards. */
  notified(client: string): void {
    if (this.#check !== undefined) {
      this.#isCheckWanted = true;
      return;
    }
    this.#check = this.#checkFor(client).finally(() => {
      this.#check = undefined;
      if (this.#isCheckWanted && !this.#pause.isStopped) this.notified(client);
    });
  }

  async #checkFor(client: string): Promise<void> {
    this.#isCheckWanted = false;
    const about = `Notify from ${client} for ${this.origin}`;
    this.#log.info(`${about}: checking transfer`);
    const { isNewer, error } = await this.#shouldTransfer();
    if (isNewer) {
      const failure = await this.#transferIn();
      if (failure !== undefined) this.#log.warning(`${about}: transfer failed: ${failure}`);
    } else this.#log.info(`${about}: no SOA serial increase seen`);
    if (error !== undefined) this.#log.warning(`${about}: failed primary check: ${error}`);
  }

  /** Waits as the SOA record says and asks the primaries; true when it has been stopped. */
  async #untilFresh(): Promise<boolean> {
    const soa = this.zone?.apex.soa?.rdata;
    if (soa === undefined) return this.#pause.wait(1000);
    const { clock, random } = this.#parts.host;
    const every = (seconds: number): Ticker => new Ticker(clock, Math.max(seconds, 1) * 1000);
    const [refresh, retry, expire] = [every(soa.refresh), every(soa.retry), every(soa.expire)];
    let isRetrying = false;
    for (;;) {
      const nextMs = Math.min(refresh.nextMs, retry.nextMs, expire.nextMs);
      if (await this.#pause.wait(Math.max(0, nextMs - clock.monotonicMs()))) return true;
      if (expire.take()) {
        if (isRetrying) this.isExpired = true;
        continue;
      }
      const isRetry = retry.take();
      if (isRetry ? !isRetrying : !refresh.take()) continue;
      if (await this.#pause.wait(random.below(isRetry ? RETRY_JITTER_MS : REFRESH_JITTER_MS))) return true;
      if (await this.#isFresh(isRetry ? "retry" : "refresh")) return false;
      isRetrying = true;
    }
  }

  /** Asks, and fetches what is newer; false when either failed. */
  async #isFresh(when: "refresh" | "retry"): Promise<boolean> {
    const { isNewer, error } = await this.#shouldTransfer();
    if (error !== undefined) this.#log.warning(`Failed ${when} check ${error}`);
    return error === undefined && (!isNewer || (await this.#transferIn()) === undefined);
  }

  /** As in CoreDNS a primary that answers with a code other than NOERROR counts as one without changes. */
  async #shouldTransfer(): Promise<Checked> {
    const { host } = this.#parts;
    const asked = { zone: this.origin, id: host.random.messageId() };
    let error: string | undefined;
    for (const primary of this.primaries) {
      error = undefined;
      try {
        const serial = await askSerial(primary, asked, host);
        if (serial === undefined) continue;
        const own = this.zone?.apex.soa?.rdata.serial;
        return { isNewer: own === undefined || isOlder(own, serial) };
      } catch (thrown) {
        error = textOf(thrown);
      }
    }
    return error === undefined ? { isNewer: false } : { isNewer: false, error };
  }

  /** Fetches the zone from the first primary that gives it; gives why none did. */
  async #transferIn(): Promise<string | undefined> {
    const id = this.#parts.host.random.messageId();
    let failure: string | undefined;
    for (const primary of this.primaries) {
      const fetched = await this.#fetch(primary, id);
      if (typeof fetched !== "string") return this.#accept(fetched, primary);
      failure = fetched;
      if (this.#pause.isStopped) break;
    }
    return failure;
  }

  async #accept({ zone, records }: Fetched, primary: string): Promise<string | undefined> {
    const refused = this.#take?.(records);
    if (refused !== undefined) return refused;
    this.zone = zone;
    this.isExpired = false;
    this.#from = primary;
    this.#log.info(`Transferred: ${this.origin} from ${primary}`);
    const failure = await this.#parts.notify()?.(this.origin);
    if (failure !== undefined) this.#log.warning(`Failed sending notifies: ${failure}`);
    return undefined;
  }

  /** The zone of one primary, or why it cannot be had, which is logged. */
  async #fetch(primary: string, id: number): Promise<Fetched | string> {
    const { host } = this.#parts;
    const who = quote(primary);
    let connection: Awaited<ReturnType<typeof connect>>;
    try {
      connection = await connect(primary, host);
    } catch (thrown) {
      this.#log.error(`Failed to setup transfer \`${this.origin}' with \`${who}': ${textOf(thrown)}`);
      return textOf(thrown);
    }
    const zone = new Zone(this.origin);
    const records: ResourceRecord[] = [];
    try {
      for await (const some of askZone(connection, { zone: this.origin, id }, host)) {
        if (this.#pause.isStopped) return "stopped";
        for (const record of some) {
          const refused = zone.insert(record);
          if (refused !== undefined) {
            this.#log.error(`Failed to parse transfer \`${this.origin}' from: ${who}: ${refused}`);
            return refused;
          }
          if (this.#take !== undefined) records.push(record);
        }
      }
      return { zone, records };
    } catch (thrown) {
      this.#log.error(`Failed to transfer \`${this.origin}' from ${who}: ${textOf(thrown)}`);
      return textOf(thrown);
    } finally {
      connection.close();
    }
  }
}

interface Fetched {
  readonly zone: Zone;
  /** All records as they came, when somebody wants them. */
  readonly records: readonly ResourceRecord[];
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
