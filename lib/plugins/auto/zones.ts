/** The zones of a folder as its files come and go (CoreDNS, plugin auto). */
import { withDot } from "../../corefile/zone-address.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Regex } from "../../go/regex.ts";
import { expandTemplate } from "../../go/regex-expand.ts";
import type { Timer } from "../../ports/clock.ts";
import type { Host } from "../../ports/host.ts";
import { KeptZone } from "../file/api.ts";
import type { CountedZones } from "../prometheus/api.ts";
import type { Notifier } from "../transfer/api.ts";
import { walkFiles } from "./walk.ts";

/** Where zones come from, and how often files are looked at. */
export interface FolderSettings {
  readonly folder: string;
  readonly pattern: Regex;
  /** A template of Go's: `${1}`. */
  readonly template: string;
  /** 0 for never again after the start. */
  readonly reloadMs: number;
}

/** Who hears of zones that come and go. */
export interface FolderListeners {
  readonly notify: Notifier | undefined;
  readonly counted: CountedZones | undefined;
}

export class FolderZones {
  readonly #settings: FolderSettings;
  readonly #host: Host;
  readonly #byName = new Map<CanonicalName, KeptZone>();
  #names: readonly CanonicalName[] = [];
  #timer: Timer | undefined;
  #listeners: FolderListeners = { notify: undefined, counted: undefined };

  constructor(settings: FolderSettings, host: Host) {
    this.#settings = settings;
    this.#host = host;
  }

  /** The zones that there are, in lower case. */
  get names(): readonly CanonicalName[] {
    return this.#names;
  }

  /** A zone by its name in lower case. */
  get(name: CanonicalName): KeptZone | undefined {
    return this.#byName.get(name);
  }

  /** Reads the folder, and looks at it again from time to time. */
  start(listeners: FolderListeners): void {
    this.#listeners = listeners;
    this.#look(listeners);
    const { reloadMs } = this.#settings;
    if (reloadMs === 0) return;
    this.#timer = this.#host.clock.every(reloadMs, () => {
      this.#look(listeners);
      return this.notifyAll();
    });
  }

  stop(): void {
    this.#timer?.cancel();
    for (const zone of this.#byName.values()) zone.stop();
  }

  /** As in CoreDNS each look tells of all zones, and of failures the last is told. */
  async notifyAll(): Promise<void> {
    const { notify } = this.#listeners;
    if (notify === undefined) return;
    let last: string | undefined;
    for (const name of this.#names) last = (await notify(name)) ?? last;
    if (last !== undefined) this.#log.warning(last);
  }

  get #log(): Host["log"] {
    return this.#host.log.forPlugin("auto");
  }

  #look(listeners: FolderListeners): void {
    const seen = new Map<CanonicalName, string>();
    const left = new Set(this.#names);
    for (const found of walkFiles(this.#settings.folder, this.#host.files)) {
      if (found.kind === "error") {
        this.#log.warning(`error reading ${found.path}: ${found.text}`);
        continue;
      }
      const origin = this.#originOf(found.name);
      if (origin === undefined) continue;
      const name = origin.toLowerCase() as CanonicalName;
      const previous = seen.get(name);
      if (previous !== undefined) {
        this.#log.warning(
          `Multiple zone files match origin "${origin}": using "${previous}" instead of "${found.path}"`,
        );
        left.delete(name);
        continue;
      }
      seen.set(name, found.path);
      if (this.#take(origin, found.path, listeners)) left.delete(name);
    }
    for (const name of left) this.#remove(name, listeners);
  }

  /** The zone of a file by its name, as the template writes it; undefined for a file that does not count. */
  #originOf(fileName: string): CanonicalName | undefined {
    const { pattern, template } = this.#settings;
    const matcher = pattern.pattern.matcher(fileName);
    if (!matcher.find()) return undefined;
    const byNumber = (number: number): string | undefined =>
      number <= pattern.groups ? (matcher.group(number) ?? undefined) : undefined;
    const zone = expandTemplate(template, {
      byNumber,
      byName: (name) => byNumber(pattern.groupNames.indexOf(name)),
    });
    // Odd zones stay odd, capitals included: CoreDNS serves them as they are.
    return zone === "" ? undefined : (withDot(zone) as CanonicalName);
  }

  /** True when the zone is there, from now on or from before. */
  #take(origin: CanonicalName, path: string, { notify, counted }: FolderListeners): boolean {
    const name = origin.toLowerCase() as CanonicalName;
    const known = this.#byName.get(name);
    if (known !== undefined) {
      known.moveTo(path);
      return true;
    }
    const zone = new KeptZone(origin, path);
    const failure = zone.read(this.#host, 0);
    if (failure !== undefined) {
      if (failure.kind === "open") this.#log.warning(`Opening ${path} failed: ${failure.text}`);
      else this.#log.warning(`Parse zone \`${origin}': ${failure.text}`);
      return false;
    }
    zone.keeping = { reloadMs: this.#settings.reloadMs, byTime: false };
    zone.keep(this.#host, notify);
    this.#byName.set(name, zone);
    this.#names = [...this.#names, name];
    counted?.add(name, origin);
    this.#log.info(`Inserting zone \`${origin}' from: ${path}`);
    return true;
  }

  #remove(name: CanonicalName, { counted }: FolderListeners): void {
    const zone = this.#byName.get(name);
    counted?.remove(name);
    zone?.stop();
    this.#byName.delete(name);
    this.#names = this.#names.filter((other) => other !== name);
    this.#log.info(`Deleting zone \`${zone?.origin ?? name}'`);
  }
}
