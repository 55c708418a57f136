/** Texts of rules made to names, as CoreDNS makes them. */

import { isDomainName, type Name, readName } from "../../dns/name/name.ts";
import type { Regex } from "../../go/regex.ts";

/** What comes in the place of a name that cannot be: it has no wire format, so the reply is never sent, as in CoreDNS. */
const UNWRITABLE = ".." as Name;

/** The name that a text is; undefined when CoreDNS takes it for no name. */
export function nameOf(text: string): Name | undefined {
  return isDomainName(text) ? (readName(text) ?? UNWRITABLE) : undefined;
}

/** The name that a text is, for a record: one that cannot be written when it is none, or not absolute. */
export function recordName(text: string): Name {
  const backslashes = /(\\*)\.$/.exec(text)?.[1];
  const isAbsolute = backslashes !== undefined && backslashes.length % 2 === 0;
  return (isAbsolute ? readName(text) : undefined) ?? UNWRITABLE;
}

/** The whole match and the groups; a group that took no part is empty. Undefined when nothing matches. */
export function groupsOf({ pattern, groups }: Regex, text: string): readonly string[] | undefined {
  const matcher = pattern.matcher(text);
  if (!matcher.find()) return undefined;
  return Array.from({ length: groups + 1 }, (_, group) => matcher.group(group) ?? "");
}

/** Puts groups in the place of `{0}`, `{1}` and so on, one after the other. */
export function insertGroups(replacement: string, groups: readonly string[]): string {
  return groups.reduce((text, value, group) => text.replaceAll(`{${group}}`, () => value), replacement);
}
