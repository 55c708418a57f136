/** How dynupdate is written in a Corefile. */
import { one, optional, rest } from "../../directive/argument.ts";
import { type Complaint, plain, position, wrongCount } from "../../directive/complaint.ts";
import { type ConfigOf, defineDirective } from "../../directive/directive.ts";
import { type Kind, named, refused, taken, where } from "../../directive/kind.ts";
import { path, written } from "../../directive/kinds/file.ts";
import { count } from "../../directive/kinds/number.ts";
import { normalizeName, type Zones, zone } from "../../directive/kinds/zone.ts";
import { COMPLAINED, type CustomLine, custom, line } from "../../directive/line.ts";
import { property } from "../../directive/property.ts";
import type { Value } from "../../directive/value.ts";
import { type CanonicalName, isDomainName } from "../../dns/name/name.ts";
import { quote } from "../../go/quote.ts";
import { ALL, isOutside, updatableType } from "./permission.ts";

/** Who may change what. */
interface Rule {
  /** The name of a TSIG key. */
  readonly key: Value<CanonicalName>;
  /** As it is written: `@` for the zone's own name, `*` for all. */
  readonly name: Value<string>;
  readonly types: readonly Value<number | typeof ALL>[];
}

const origin: Kind<Zones> = where(zone, (zones) =>
  zones.length === 1 && isDomainName(zones[0] ?? "") ? undefined : plain("invalid zone {value:q}"),
);

const key: Kind<CanonicalName> = {
  name: "tsig-key",
  placeholder: "KEY",
  expects: "the name of a TSIG key",
  read(text) {
    const name = normalizeName(text);
    const isName = text.trim() !== "" && text !== "*" && text !== "@" && isDomainName(name);
    return isName ? taken(name) : refused("invalid TSIG key {value:q}");
  },
};

const owner: Kind<string> = {
  name: "name",
  look: "zone",
  placeholder: "NAME",
  expects: "an absolute name in the zone, @ for the zone's own, or * for all",
  suggestions: [{ text: "@" }, { text: ALL }],
  read: taken,
};

const type: Kind<number | typeof ALL> = {
  name: "type",
  look: "type",
  placeholder: "TYPE",
  expects: "an RR type such as A or TXT, or * for all",
  suggestions: ["A", "AAAA", "CNAME", "TXT", "SRV", "PTR", ALL].map((text) => ({ text })),
  read(text) {
    const number = text === ALL ? ALL : updatableType(text);
    return number === undefined ? refused("invalid RR type {value:q} in allow rule") : taken(number);
  },
};

const keyArgument = one(key, { summary: "The TSIG key that signs the update; the tsig plugin knows its secret." });
const nameArgument = one(owner, { summary: "The name that may be changed: @ is the zone's own, * stands for all." });

const rule: CustomLine<Rule> = custom({
  looks: [
    line({
      key: keyArgument,
      name: nameArgument,
      types: rest(type, { min: 1, placeholder: "TYPE", summary: "The types that may be changed; * for all." }),
    }),
  ],
  read(words, reader) {
    const [first, second, ...others] = words;
    if (first === undefined || second === undefined || others.length === 0) {
      return reader.complain(plain("allow requires KEY NAME and at least one RR type"), words.at(-1));
    }
    const keyName = reader.take(keyArgument, first);
    if (keyName === COMPLAINED) return COMPLAINED;
    const name = reader.take(nameArgument, second);
    if (name === COMPLAINED) return COMPLAINED;
    const types: Value<number | typeof ALL>[] = [];
    for (const word of others) {
      if (word.text === ALL && others.length > 1) {
        return reader.complain(plain("wildcard RR type must be the only type in an allow rule"), word);
      }
      const read = reader.take(one(type), word);
      if (read === COMPLAINED) return COMPLAINED;
      types.push(read);
    }
    return { key: keyName, name, types };
  },
});

const once = { once: position("{name} specified more than once"), said: "before" } as const;

const NOT_POSITIVE = position("{name} requires a positive integer");
const positive = where(count, (value) => (value <= 0 ? NOT_POSITIVE : undefined), {
  expects: "a whole number, 1 or more",
});

function limit(summary: string) {
  return property({
    summary,
    args: { limit: one(positive, { placeholder: "COUNT", says: NOT_POSITIVE }) },
    repeat: once,
  });
}

export const directive = defineDirective({
  name: "dynupdate",
  since: "1.15.0",
  inChain: true,
  repeat: "once",
  summary: "Serves one zone that clients may change with signed updates (RFC 2136).",
  args: line(
    { zone: optional(origin, { summary: "The zone; by default the server block's, which must then have only one." }) },
    { extra: plain("exactly one zone is allowed") },
  ),
  properties: {
    file: property({
      summary: "The master file that the zone starts from; relative to root. It is never written.",
      args: { file: one(named(path, { placeholder: "DBFILE", expects: "a master file (RFC 1035)" })) },
      repeat: once,
    }),
    database: property({
      summary: "A file that keeps updates across restarts; relative to root. Without it they are lost.",
      args: {
        file: one(where(written(path), (given) => (given === "" ? wrongCount : undefined), { placeholder: "PATH" })),
      },
      repeat: once,
    }),
    allow: property({
      summary: "Who may change what: a key, a name, and record types. May be repeated.",
      args: rule,
      repeat: "each",
    }),
    max_records: limit("How many records the zone may have; 10000 by default."),
    max_bytes: limit("How many octets its records may have in wire format; 8388608 by default."),
    max_update_records: limit("How many records one update may have; 1024 by default."),
  },
  unknownProperty: position("unknown property {value:q}"),
  refine({ args, properties }, complain) {
    const [zoneOfRules] = args.zone?.value ?? [];
    if (zoneOfRules === undefined) return;
    const outside = properties.allow.find((use) => isOutside(use.args.name.value, zoneOfRules));
    if (outside !== undefined) complain(outsideOf(zoneOfRules, outside.args.name), outside.args.name);
  },
  // CoreDNS looks at what is missing behind a second use, which it refuses.
  finish([use], complain) {
    if (use === undefined) return;
    if (use.properties.file === undefined) complain(position("file is required"));
    else if (use.properties.allow.length === 0) complain(position("at least one allow rule is required"));
  },
});

/** What CoreDNS says of a rule for a name that is not in the zone. */
export function outsideOf(zoneOfRules: CanonicalName, { text }: Value<string>): Complaint {
  return plain(`allow name ${quote(text)} is outside zone ${quote(zoneOfRules)}`);
}

/** One use of dynupdate. */
export type DynUpdateConfig = ConfigOf<typeof directive>;
