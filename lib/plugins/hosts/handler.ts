/** Names and addresses from a hosts file and from lines in the Corefile (CoreDNS, plugin hosts). */
import type { Handler, Next } from "../../chain/handler.ts";
import { answered, type Outcome, unanswered } from "../../chain/outcome.ts";
import type { Query } from "../../chain/query.ts";
import { Reply } from "../../chain/reply.ts";
import { replyTo } from "../../chain/respond.ts";
import { Class } from "../../dns/iana/class.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import { addressOfReverseName } from "../../dns/name/reverse.ts";
import type { Why } from "../../explanation/why.ts";
import { type Fallthrough, fallsThrough, longestMatch } from "../../plugin-kit/zones.ts";
import type { HostsEntry } from "./entry.ts";
import { noteNearMiss } from "./near-wildcard.ts";
import type { HostsTable } from "./table.ts";
import { words } from "./words.ts";

const NAME = "hosts";

/** What the handler answers from. */
export interface HostsSources {
  /** The file's table as it was last read, and the block's own lines, in this order. */
  tables(): readonly HostsTable[];
  /** What to call them. */
  readonly name: string;
  /** Why the file has no entries, as a sentence without its end; undefined when it was read. */
  lack(): string | undefined;
}

/** For which names, and what happens when there is nothing for one. */
export interface HostsSettings {
  readonly zones: readonly CanonicalName[];
  readonly ttlSeconds: number;
  readonly fallthrough: Fallthrough;
  /** Types that hosts never has fall through as well. */
  readonly fallthroughUnsupported: boolean;
  /** True when the lines are for names only. */
  readonly noReverse?: boolean;
}

/** A handler that answers A, AAAA and PTR. A name without entry is SERVFAIL: there is no SOA to deny it with. */
export function createHosts(sources: HostsSources, settings: HostsSettings): Handler {
  return {
    name: NAME,
    serve(query, next, why) {
      const inZone = longestMatch(query.qname, settings.zones) !== undefined;
      if (query.qtype === RRType.PTR) return reverse(sources, settings, { query, next, why });
      if (inZone) return forward(sources, settings, { query, next, why });
      why?.because("not in scope", words.outside({ qname: query.qname, zones: settings.zones.join(" ") }));
      return next(query);
    },
  };
}

interface Asked {
  readonly query: Query;
  readonly next: Next;
  readonly why: Why | undefined;
}

function reverse(
  sources: HostsSources,
  settings: HostsSettings,
  { query, next, why }: Asked,
): Outcome | Promise<Outcome> {
  const address = addressOfReverseName(query.qname) ?? "";
  const entries = sources.tables().flatMap((table) => table.namesOf(address));
  if (entries.length === 0) {
    if (settings.noReverse === true) why?.because("passed", words.noReverse());
    else why?.because("passed", words.noAddress({ address: address || query.qname, note: noteOn(sources) }));
    return next(query);
  }
  if (why !== undefined) for (const { at } of entries) why.uses(at);
  why?.because("answered", words.reverse({ address, count: entries.length, source: sources.name }), {
    rule: entries[0]?.at,
  });
  const answer = entries.map(
    ({ name }): ResourceRecord => ({
      name: query.qname,
      type: RRType.PTR,
      class: Class.IN,
      ttl: settings.ttlSeconds,
      rdata: { kind: "PTR", target: name },
    }),
  );
  return answered(NAME, Reply.of(replyTo(query.request, { authoritative: true, answer })));
}

function forward(
  sources: HostsSources,
  settings: HostsSettings,
  { query, next, why }: Asked,
): Outcome | Promise<Outcome> {
  const { qname, qtype } = query;
  const tables = sources.tables();
  const isAddress = qtype === RRType.A || qtype === RRType.AAAA;
  const through = fallsThrough(qname, settings.fallthrough);
  if (!isAddress && settings.fallthroughUnsupported && through) {
    why?.because("fell through", words.unsupported({ qtype: rrtypeName(qtype) }));
    return next(query);
  }
  const entries = isAddress ? entriesFor(tables, qname, qtype) : [];
  const known =
    entries.length > 0 ||
    entriesFor(tables, qname, RRType.A).length > 0 ||
    entriesFor(tables, qname, RRType.AAAA).length > 0;
  if (why !== undefined) explain(sources, { query, entries, known, through, fallthrough: settings.fallthrough }, why);
  if (known)
    return answered(
      NAME,
      Reply.of(
        replyTo(query.request, { authoritative: true, answer: entries.map(({ record }) => asOwned(record, qname)) }),
      ),
    );
  return through ? next(query) : unanswered(NAME, Rcode.SERVFAIL);
}

/** The record itself when its owner is the name already: nothing to copy on the usual path. */
function asOwned(record: ResourceRecord, qname: CanonicalName): ResourceRecord {
  return record.name === qname ? record : { ...record, name: qname };
}

function entriesFor(tables: readonly HostsTable[], name: CanonicalName, type: number): readonly HostsEntry[] {
  const [first, second] = tables;
  const own = first?.lookup(name, type) ?? [];
  const others = second?.lookup(name, type) ?? [];
  if (others.length === 0) return own;
  return own.length === 0 ? others : [...own, ...others];
}

interface Finding {
  readonly query: Query;
  readonly entries: readonly HostsEntry[];
  readonly known: boolean;
  readonly through: boolean;
  readonly fallthrough: Fallthrough;
}

function explain(sources: HostsSources, { query, entries, known, through, fallthrough }: Finding, why: Why): void {
  const { qname } = query;
  const qtype = rrtypeName(query.qtype);
  const source = sources.name;
  const [first] = entries;
  for (const { at } of entries) why.uses(at);
  if (first !== undefined && first.record.name !== qname) {
    why.because("answered", words.wildcard({ qname, wildcard: first.record.name, source }), { rule: first.at });
  } else if (first !== undefined) {
    why.because("answered", words.entry({ qname, qtype, count: entries.length, source }), { rule: first.at });
  } else if (known) {
    const [other] = [RRType.A, RRType.AAAA].flatMap((type) => entriesFor(sources.tables(), qname, type));
    const isAddress = query.qtype === RRType.A || query.qtype === RRType.AAAA;
    if (isAddress) why.because("answered", words.otherFamily({ qname, source }), { rule: other?.at });
    else why.because("answered", words.otherType({ qname, qtype, source }), { rule: other?.at });
    if (!isAddress && through) why.note(words.mayFallThrough({ qtype }));
  } else {
    explainMiss(sources, { qname, through }, why);
    noteNearMiss(sources.tables(), { qname, fallthrough: through ? undefined : fallthrough }, why);
  }
}

function explainMiss(
  sources: HostsSources,
  { qname, through }: { readonly qname: CanonicalName; readonly through: boolean },
  why: Why,
): void {
  const verdict = through ? "fell through" : "failed";
  const line = sources.tables().flatMap((table) => table.passedOverFor(qname) ?? [])[0];
  if (line !== undefined) {
    const rule = line.place.range;
    const facts = { qname, line: `${rule.file}:${rule.start.line}`, word: line.fields[0] ?? "" };
    why.because(verdict, through ? words.badLineFellThrough(facts) : words.badLine(facts), { rule });
    return;
  }
  const facts = { qname, source: sources.name, note: noteOn(sources) };
  why.because(verdict, through ? words.fellThrough(facts) : words.noEntry(facts));
}

/** What keeps the sources from having what a reader of their text would look for. */
function noteOn(sources: HostsSources): string {
  const lack = sources.lack();
  if (lack !== undefined) return ` (${lack}, so it has no entries)`;
  const count = sources.tables().reduce((sum, table) => sum + table.passedOverCount, 0);
  if (count === 0) return "";
  return count === 1
    ? " (one line does not begin with an address and is skipped)"
    : ` (${count} lines do not begin with an address and are skipped)`;
}
