/** Where an alias led: to records, out of the zone, below a zone cut, in a circle. */
import type { Query } from "../chain/query.ts";
import { RRType, rrtypeName } from "../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../dns/message/message.ts";
import { type CanonicalName, canonical, type Name } from "../dns/name/name.ts";
import type { Why } from "../explanation/why.ts";
import type { Range } from "../text/position.ts";
import type { ZoneAnswer } from "../zone/answer.ts";
import { typesAt } from "../zone/around.ts";
import { recordsOf, type Zone } from "../zone/zone.ts";
import { zoneWords as words } from "./zone-words.ts";

/** A zone, and where it comes from. */
export interface SourcedZone {
  readonly origin: CanonicalName;
  /** A file, or who else keeps the zone. */
  readonly source: string;
  /** The data; undefined while there are none. */
  readonly zone: Zone | undefined;
  /** Where a record of the zone stands. */
  readonly placeOf: (record: ResourceRecord) => Range | undefined;
}

/** A zone and what it answered. */
export interface Looked {
  readonly loaded: SourcedZone;
  readonly answer: ZoneAnswer;
}

/** States what came of an alias; false when the answer has none at its start. */
export function explainAlias(query: Query, { loaded, answer }: Looked, why: Why): boolean {
  const aliases = aliasesOf(answer.answer, query.originalName);
  const [target] = aliases.targets;
  if (target === undefined || query.qtype === RRType.CNAME) return false;
  const last = aliases.targets.at(-1) ?? target;
  const qtype = rrtypeName(query.qtype);
  const { qname } = query;
  const rule = lineOfAlias(loaded, answer);
  const alias = { qname, target, ...howOf(answer) };
  const count = answer.answer.filter(({ name, type }) => type === query.qtype && canonical(name) === canonical(last));
  const { result } = answer;
  const own = loaded.zone?.node(canonical(last));
  if (aliases.isCircle) why.because("answered", words.aliasCircle(alias), { rule });
  else if (result === "delegation") {
    const facts = { ...alias, last, cut: answer.authority[0]?.name ?? "" };
    why.because("answered", words.aliasCut(facts), { rule });
  } else if (count.length > 0)
    why.because("answered", words.alias({ ...alias, last, qtype, count: count.length }), { rule });
  else if (result === "server failure") why.because("failed", words.aliasFailed({ ...alias, last }), { rule });
  else if (result === "name error") why.because("answered", words.aliasDenied({ ...alias, last }), { rule });
  else if (own !== undefined) {
    const facts = { ...alias, last, qtype, types: typesAt(own).join(", ") };
    why.because("answered", words.aliasNoType(facts), { rule });
  } else why.because("answered", words.aliasAlone({ ...alias, last, qtype }), { rule });
  return true;
}

interface Aliases {
  readonly targets: readonly Name[];
  readonly isCircle: boolean;
}

/** The targets of the aliases of an answer, one leading to the next. */
function aliasesOf(answer: readonly ResourceRecord[], start: Name): Aliases {
  const targets: Name[] = [];
  const seen = new Set([canonical(start)]);
  for (let name = canonical(start); ; ) {
    const next = answer.find((record) => record.rdata.kind === "CNAME" && canonical(record.name) === name);
    if (next?.rdata.kind !== "CNAME") return { targets, isCircle: false };
    const { target } = next.rdata;
    targets.push(target);
    name = canonical(target);
    if (seen.has(name)) return { targets, isCircle: true };
    seen.add(name);
  }
}

/** How the alias came about, as it stands in the sentence and at the start of the short one. */
function howOf({ path }: ZoneAnswer): { readonly how: string; readonly start: string } {
  if (path.kind === "wildcard")
    return { how: ` (made from the wildcard ${path.name})`, start: `made from the wildcard ${path.name} in` };
  if (path.kind === "dname") return { how: ` (by the DNAME record of ${path.name})`, start: "moved by the DNAME in" };
  return { how: "", start: "found in" };
}

/** What a wildcard made has another owner than the record in the file. */
function lineOfAlias({ zone, placeOf }: SourcedZone, { answer, path }: ZoneAnswer): Range | undefined {
  const [first] = answer;
  const node = path.kind === "wildcard" ? zone?.node(canonical(path.name)) : undefined;
  const record = node === undefined ? first : recordsOf(node, RRType.CNAME)[0];
  return record === undefined ? undefined : placeOf(record);
}
