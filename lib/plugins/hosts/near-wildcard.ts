/** A wildcard of the lines that does not cover a name, though people expect it to: told to those who ask why. */

import { RRType } from "../../dns/iana/rrtype.ts";
import { type CanonicalName, parentOf } from "../../dns/name/name.ts";
import type { Why } from "../../explanation/why.ts";
import type { Fallthrough } from "../../plugin-kit/zones.ts";
import type { HostsEntry } from "./entry.ts";
import type { HostsTable } from "./table.ts";
import { words } from "./words.ts";

/** A name without entry; `fallthrough` when it does not go on to the next plugin. */
export interface NearMiss {
  readonly qname: CanonicalName;
  readonly fallthrough: Fallthrough | undefined;
}

/** Notes a wildcard that nearly covers the name, and a fallthrough that is set for other names only. */
export function noteNearMiss(tables: readonly HostsTable[], { qname, fallthrough }: NearMiss, why: Why): void {
  const zones = fallthrough?.zones.join(" ") ?? "";
  if (zones !== "") why.note(words.otherFallthrough({ zones, qname }));
  const near = nearWildcard(tables, qname);
  if (near === undefined) return;
  const { entry, because } = near;
  const facts = { wildcard: entry.name, qname };
  why.note(because === "below" ? words.oneLabel(facts) : words.notParent(facts), { rule: entry.at });
}

/** The entry of a wildcard, and what keeps it from the name. */
interface NearWildcard {
  readonly entry: HostsEntry;
  /** `below`: more than one label lies under it. `parent`: the name is the one that it stands under. */
  readonly because: "below" | "parent";
}

/** The nearest wildcard above a name that covers one label only, or the one right below it. */
function nearWildcard(tables: readonly HostsTable[], qname: CanonicalName): NearWildcard | undefined {
  const under = find(tables, `*.${qname}` as CanonicalName);
  if (under !== undefined) return { entry: under, because: "parent" };
  const parent = parentOf(qname);
  for (let above = parent === undefined ? undefined : parentOf(parent); above !== undefined && above !== "."; ) {
    const entry = find(tables, `*.${above}` as CanonicalName);
    if (entry !== undefined) return { entry, because: "below" };
    above = parentOf(above);
  }
  return undefined;
}

function find(tables: readonly HostsTable[], name: CanonicalName): HostsEntry | undefined {
  return tables.flatMap((table) => [...table.exact(name, RRType.A), ...table.exact(name, RRType.AAAA)])[0];
}
