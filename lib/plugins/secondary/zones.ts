/** The zones of a secondary: those of its lines, and the members of its catalogs (CoreDNS, plugin secondary). */
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { longestMatch } from "../../plugin-kit/zones.ts";
import type { Log } from "../../ports/log.ts";
import type { Circle } from "../../ports/siblings.ts";
import { type Member, readCatalog } from "./catalog.ts";
import { FetchedZone } from "./fetched-zone.ts";
import type { SecondaryParts } from "./parts.ts";

/** What workers tell each other: a zone, and the address of the primary that says it has changed. */
const NOTIFIED = "secondary: notified";

/** A zone as it is written. */
export interface SecondaryZone {
  readonly origin: CanonicalName;
  readonly primaries: readonly string[];
  /** Which zones its catalog may list, none for all; undefined when it is no catalog. */
  readonly members: readonly CanonicalName[] | undefined;
}

/** A zone that a catalog brought. */
interface Dynamic {
  readonly catalog: CanonicalName;
  readonly memberId: string;
}

export class SecondaryZones {
  readonly #parts: SecondaryParts;
  readonly #log: Log;
  readonly #settings: ReadonlyMap<CanonicalName, SecondaryZone>;
  readonly #zones = new Map<CanonicalName, FetchedZone>();
  readonly #dynamic = new Map<CanonicalName, Dynamic>();
  /** The catalogs as they were read last. */
  readonly #catalogs = new Map<CanonicalName, readonly Member[]>();
  /** The zones that each catalog listed last. */
  readonly #listed = new Map<CanonicalName, ReadonlySet<CanonicalName>>();
  #names: readonly CanonicalName[];
  #circle: Circle | undefined;
  #isStopped = false;

  constructor(settings: readonly SecondaryZone[], parts: SecondaryParts) {
    this.#parts = parts;
    this.#log = parts.host.log.forPlugin("secondary");
    this.#settings = new Map(settings.map((one) => [one.origin, one]));
    for (const one of this.#settings.values()) {
      const { origin } = one;
      const take = (records: readonly ResourceRecord[]): string | undefined => this.#takeCatalog(origin, records);
      this.#zones.set(origin, new FetchedZone(one, parts, one.members === undefined ? undefined : take));
    }
    this.#names = [...this.#zones.keys()];
  }

  /** The zones that there are just now. */
  get names(): readonly CanonicalName[] {
    return this.#names;
  }

  /** The zone of a name. */
  of(qname: CanonicalName): FetchedZone | undefined {
    const name = longestMatch(qname, this.#names);
    return name === undefined ? undefined : this.#zones.get(name);
  }

  /** The zone with this apex. */
  get(origin: CanonicalName): FetchedZone | undefined {
    return this.#zones.get(origin);
  }

  start(): void {
    // A NOTIFY comes to one of several workers, and concerns all.
    this.#circle = this.#parts.host.siblings.join(NOTIFIED, (text) => {
      const [origin = "", client = ""] = text.split(" ");
      for (const [name, zone] of this.#zones) if (name === origin && zone.isPrimary(client)) zone.notified(client);
    });
    for (const zone of this.#zones.values()) void zone.keep();
  }

  /** A primary says that a zone has changed. */
  notified(zone: FetchedZone, client: string): void {
    zone.notified(client);
    this.#circle?.tell(`${zone.origin} ${client}`);
  }

  stop(): void {
    this.#isStopped = true;
    this.#circle?.leave();
    for (const zone of this.#zones.values()) zone.stop();
  }

  #takeCatalog(origin: CanonicalName, records: readonly ResourceRecord[]): string | undefined {
    const read = readCatalog(origin, records);
    if (!read.ok) return read.error;
    this.#catalogs.set(origin, read.members);
    const started = this.#apply(origin, read.members);
    this.#log.info(`Parsed catalog zone ${origin} with ${read.members.length} member zones`);
    if (!this.#isStopped) for (const zone of started) void zone.keep();
    return undefined;
  }

  /** Gives the zones that are to be fetched. */
  #apply(origin: CanonicalName, members: readonly Member[]): readonly FetchedZone[] {
    const listed = new Set<CanonicalName>();
    const started: FetchedZone[] = [];
    let rejected = 0;
    for (const member of members) {
      if (this.#isAllowed(origin, member.zone)) {
        listed.add(member.zone);
        const zone = this.#applyMember(origin, member);
        if (zone !== undefined) started.push(zone);
      } else rejected++;
    }
    for (const zone of this.#listed.get(origin) ?? []) {
      if (listed.has(zone) || this.#dynamic.get(zone)?.catalog !== origin) continue;
      this.#remove(zone);
      this.#log.info(`Removed catalog member zone ${zone} from catalog ${origin}`);
    }
    this.#listed.set(origin, listed);
    if (rejected > 0)
      this.#log.warning(`Skipped ${rejected} member zones from catalog ${origin}: outside configured member zones`);
    return started;
  }

  #isAllowed(origin: CanonicalName, zone: CanonicalName): boolean {
    const allowed = this.#settings.get(origin)?.members ?? [];
    return allowed.length === 0 || longestMatch(zone, allowed) !== undefined;
  }

  #applyMember(origin: CanonicalName, member: Member): FetchedZone | undefined {
    const { zone, id } = member;
    const existing = this.#zones.get(zone);
    if (existing === undefined) {
      this.#log.info(`Added catalog member zone ${zone} from catalog ${origin}`);
      return this.#replace(origin, member);
    }
    const dynamic = this.#dynamic.get(zone);
    if (dynamic?.catalog === origin) {
      if (dynamic.memberId === id) return undefined;
      this.#log.info(
        `Reset catalog member zone ${zone} from ${origin} after member ID changed from ${dynamic.memberId} to ${id}`,
      );
      return this.#replace(origin, member);
    }
    const source = this.#catalogs.get(dynamic?.catalog ?? origin)?.find((other) => other.zone === zone);
    if (dynamic === undefined || source?.changeOfOwnership !== origin) {
      this.#log.warning(`Skipping catalog member zone ${zone} from ${origin}: zone already exists`);
      return undefined;
    }
    const isSame = dynamic.memberId === source.id && source.id === id;
    const from = `Migrated catalog member zone ${zone} from catalog ${dynamic.catalog} to ${origin}`;
    this.#log.info(
      isSame
        ? `${from}, preserving state for member ID ${source.id}`
        : `${from} with state reset after member identity changed from ${source.id} to ${id}`,
    );
    return this.#replace(origin, member, isSame ? existing : undefined);
  }

  /** Puts a new zone in the place of one that may be there; what that one still fetches is served nowhere. */
  #replace(catalog: CanonicalName, { zone: origin, id }: Member, inherited?: FetchedZone): FetchedZone {
    this.#zones.get(origin)?.stop();
    const { primaries = [] } = this.#zones.get(catalog) ?? {};
    const zone = new FetchedZone({ origin, primaries }, this.#parts);
    if (inherited !== undefined) zone.inherit(inherited);
    this.#zones.set(origin, zone);
    this.#dynamic.set(origin, { catalog, memberId: id });
    this.#names = [...this.#zones.keys()];
    return zone;
  }

  #remove(zone: CanonicalName): void {
    this.#zones.get(zone)?.stop();
    this.#zones.delete(zone);
    this.#dynamic.delete(zone);
    this.#names = [...this.#zones.keys()];
  }
}
