/** Keeps zones up to date with their files. */
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { SourcedZone } from "../../plugin-kit/explain-zone-alias.ts";
import { inSlices, type Slices } from "../../plugin-kit/slices.ts";
import type { Timer } from "../../ports/clock.ts";
import type { Host } from "../../ports/host.ts";
import type { Range } from "../../text/position.ts";
import type { Notifier } from "../transfer/api.ts";
import { type ReadZone, readZoneFile, type ZoneFailure, zoneFileSteps } from "./zone-file.ts";

/** How a zone is kept. */
export interface Keeping {
  /** 0 for never looking again. */
  readonly reloadMs: number;
  readonly byTime: boolean;
}

/** A zone and when its file was last changed. */
export class KeptZone implements SourcedZone {
  readonly origin: CanonicalName;
  #source: string;
  zone: SourcedZone["zone"];
  placeOf: (record: ResourceRecord) => Range | undefined = () => undefined;
  keeping: Keeping = { reloadMs: 0, byTime: false };
  #modifiedMs = 0;
  #timer: Timer | undefined;
  #reading: Slices<ReadZone | ZoneFailure> | undefined;

  constructor(origin: CanonicalName, file: string) {
    this.origin = origin;
    this.#source = file;
  }

  /** The master file's path as the Corefile gives it, root applied. */
  get source(): string {
    return this.#source;
  }

  /** The file is another one from now on; it is read when it is looked at next. */
  moveTo(file: string): void {
    this.#source = file;
  }

  /** Reads the file; gives why it could not be taken. */
  read(host: Host, serial: number): ZoneFailure | undefined {
    return this.#take(readZoneFile(host.files, { path: this.source, origin: this.origin, serial }));
  }

  #take(read: ReadZone | ZoneFailure): ZoneFailure | undefined {
    if (read.kind !== "zone") return read;
    this.zone = read.zone;
    this.placeOf = read.placeOf;
    this.#modifiedMs = read.modifiedMs;
    return undefined;
  }

  /** Begins to look at the file; of changes the secondaries are notified. */
  keep(host: Host, notify?: Notifier): void {
    const { reloadMs, byTime } = this.keeping;
    if (reloadMs <= 0) return;
    this.#timer = host.clock.every(reloadMs, async () => {
      if (this.#reading !== undefined || !(await this.#look(host, byTime))) return;
      const failure = await notify?.(this.origin);
      if (failure !== undefined) host.log.forPlugin("file").warning(`Failed sending notifies: ${failure}`);
    });
  }

  stop(): void {
    this.#timer?.cancel();
    this.#reading?.abandon();
  }

  /** True when there is a new zone. A large file is read in slices: queries are answered in between. */
  async #look(host: Host, byTime: boolean): Promise<boolean> {
    const log = host.log.forPlugin("file");
    if (byTime) {
      const stat = host.files.stat(this.source);
      if (stat === undefined) {
        log.error(
          `Failed to stat zone "${this.origin}" in "${this.source}": stat ${this.source}: no such file or directory`,
        );
        return false;
      }
      if (stat.modifiedMs <= this.#modifiedMs) return false;
    }
    const serial = byTime ? 0 : (this.zone?.apex.soa?.rdata.serial ?? -1);
    const reading = inSlices(zoneFileSteps(host.files, { path: this.source, origin: this.origin, serial }), host.clock);
    this.#reading = reading;
    const read = await reading.value;
    this.#reading = undefined;
    if (read === undefined) return false;
    const failure = this.#take(read);
    const name = `"${this.origin}" in "${this.source}"`;
    if (failure === undefined) {
      log.info(`Successfully reloaded zone ${name} with ${this.zone?.apex.soa?.rdata.serial ?? 0} SOA serial`);
    } else if (failure.kind === "open") log.error(`Failed to open zone ${name}: ${failure.text}`);
    else if (failure.kind === "wrong") log.error(`Parsing zone "${this.origin}": ${failure.text}`);
    return failure === undefined;
  }
}
