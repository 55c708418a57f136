/** A hosts file that is read again when its time or size changes (CoreDNS, plugin hosts). */
import { quote } from "../../go/quote.ts";
import { finish, inSlices, type Slices } from "../../plugin-kit/slices.ts";
import type { Timer } from "../../ports/clock.ts";
import type { Host } from "../../ports/host.ts";
import { linesOf } from "../../system-files/file-lines.ts";
import { type HostsOptions, HostsTable } from "./table.ts";

/** Which file, how to read it, and how many entries stand beside it in the Corefile. */
export interface HostsFileOptions {
  readonly path: string;
  readonly options: HostsOptions;
  readonly inlineSize: number;
}

/** A file that is being read. */
interface Reading {
  readonly steps: Generator<undefined, HostsTable>;
  readonly modifiedMs: number;
  readonly size: number;
  readonly isFolder: boolean;
}

export class HostsFile {
  /** The entries as last read; none before `start` and while there is no file. */
  table: HostsTable = HostsTable.empty();
  readonly #host: Host;
  readonly #options: HostsFileOptions;
  #modifiedMs: number | undefined;
  #isFolder = false;
  #size = -1;
  #timer: Timer | undefined;
  #slices: Slices<HostsTable> | undefined;

  constructor(host: Host, options: HostsFileOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Why there is nothing in it, as the rest of a sentence about the file; undefined when it was read. */
  get lack(): string | undefined {
    if (this.#modifiedMs === undefined) return "does not exist";
    return this.#isFolder ? "is a folder, not a file" : undefined;
  }

  /** Reads the file, and looks at it every `reloadMs` from then on; 0 for never again. */
  start(reloadMs: number): undefined {
    const reading = this.#open();
    if (reading !== undefined) this.#take(finish(reading.steps), reading);
    if (reloadMs > 0) this.#timer = this.#host.clock.every(reloadMs, () => this.#look());
    return undefined;
  }

  stop(): void {
    this.#timer?.cancel();
    this.#slices?.abandon();
  }

  /** A large file is read in slices: queries are answered in between. */
  async #look(): Promise<void> {
    const reading = this.#slices === undefined ? this.#open() : undefined;
    if (reading === undefined) return;
    this.#slices = inSlices(reading.steps, this.#host.clock);
    const table = await this.#slices.value;
    this.#slices = undefined;
    if (table !== undefined) this.#take(table, reading);
  }

  /** Begins to read the file if it is not the one that was read. */
  #open(): Reading | undefined {
    const { path, options } = this.#options;
    const { files, log } = this.#host;
    const stat = files.stat(path);
    if (stat === undefined || (stat.modifiedMs === this.#modifiedMs && stat.size === this.#size)) return undefined;
    const file = files.stream(path);
    if (file.kind === "error") return undefined;
    const hostsLog = log.forPlugin("hosts");
    const complain = (what: string): void => hostsLog.error(`Hosts file ${quote(path)}, ${what}`);
    // A folder can be opened, but not read: then there are no entries.
    const lines = linesOf(file.pieces, path, ({ text }) =>
      hostsLog.error(`Failed to parse hosts file ${quote(path)}: ${text}`),
    );
    const { modifiedMs, size } = file;
    return { steps: HostsTable.steps(lines, { ...options, complain }), modifiedMs, size, isFolder: stat.isFolder };
  }

  #take(table: HostsTable, { modifiedMs, size, isFolder }: Reading): void {
    const { path, inlineSize } = this.#options;
    const { metrics, log } = this.#host;
    this.table = table;
    this.#modifiedMs = modifiedMs;
    this.#isFolder = isFolder;
    this.#size = size;
    log.forPlugin("hosts").debug(`Parsed hosts file into ${this.table.size} entries`);
    metrics
      .gauge({
        name: "coredns_hosts_entries",
        help: "The combined number of entries in hosts and Corefile.",
        labels: ["hostsfile"],
      })
      .child(path)
      .set(inlineSize + this.table.size);
    metrics
      .gauge({
        name: "coredns_hosts_reload_timestamp_seconds",
        help: "The timestamp of the last reload of hosts file.",
        labels: [],
      })
      .child()
      .set(modifiedMs / 1000);
  }
}
