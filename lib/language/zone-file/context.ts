/** What an entry of a master file stands under: origin, TTL and owner, as the lines before it set them. */
import type { Name } from "../../dns/name/name.ts";
import { ROOT, readRelativeName } from "../../dns/name/name.ts";
import { readTtl } from "../../dns/text/number.ts";
import { utf8Octets } from "../../text/octets.ts";
import type { DirectiveEntry, ParsedEntry } from "./parse.ts";

/** The TTL of records that have none of their own. */
interface TtlDefault {
  readonly seconds: number;
  /** Set by $TTL: then TTLs of records do not change it. */
  readonly byDirective: boolean;
}

/** What stands at the start of an entry. */
export interface EntryContext {
  /** What relative names are relative to; undefined when nobody said. */
  readonly origin: Name | undefined;
  readonly ttl: TtlDefault | undefined;
  /** The owner of the record before: that of a line that begins with a blank. */
  readonly owner: Name | undefined;
}

/** The name that a word stands for; undefined when it is none. */
export function nameOf(text: string, origin: Name | undefined): Name | undefined {
  if (text === "@") return origin;
  if (origin === undefined && !text.endsWith(".")) return undefined;
  return readRelativeName(utf8Octets(text), origin ?? ROOT);
}

/** What stands behind an entry. */
export function contextAfter(parsed: ParsedEntry, before: EntryContext): EntryContext {
  if (parsed.kind === "blank") return before;
  if (parsed.kind === "directive") {
    const [first] = parsed.args;
    if (first === undefined) return before;
    if (parsed.name === "$ORIGIN") return { ...before, origin: nameOf(first.text, before.origin) ?? before.origin };
    if (parsed.name !== "$TTL") return before;
    const seconds = readTtl(first.text);
    return seconds === undefined ? before : { ...before, ttl: { seconds, byDirective: true } };
  }
  const owner = parsed.owner === undefined ? before.owner : (nameOf(parsed.owner.text, before.origin) ?? before.owner);
  const seconds = parsed.ttl === undefined ? undefined : readTtl(parsed.ttl.text);
  const ttl = seconds === undefined || before.ttl?.byDirective ? before.ttl : { seconds, byDirective: false };
  return { ...before, owner, ttl };
}

/** What an included file begins with. */
export function contextInside({ args }: DirectiveEntry, before: EntryContext): EntryContext {
  const [, origin] = args;
  const named = origin === undefined ? undefined : nameOf(origin.text, before.origin);
  return { origin: named ?? before.origin, ttl: before.ttl, owner: undefined };
}
