/** How zones lie to one another. */
import { type CanonicalName, isAtOrBelow, ROOT } from "../dns/name/name.ts";
import type { LintBlock } from "./block.ts";

/** Whether one of the zones holds all names of this one. */
export function covers(zones: readonly CanonicalName[], zone: CanonicalName): boolean {
  return zones.some((other) => isAtOrBelow(zone, other));
}

/** Whether two zones have names in common: one is at or below the other. */
export function overlap(a: CanonicalName, b: CanonicalName): boolean {
  return isAtOrBelow(a, b) || isAtOrBelow(b, a);
}

/** The zones that two lists have in common. */
export function common(left: readonly CanonicalName[], right: readonly CanonicalName[]): readonly CanonicalName[] {
  return left.flatMap((a) => {
    return right.flatMap((b) => {
      if (isAtOrBelow(a, b)) return [a];
      return isAtOrBelow(b, a) ? [b] : [];
    });
  });
}

/** The zones in which names can be by the time that answering plugins see them: all when names may be rewritten. */
export function zonesBehindRewrite(block: LintBlock): readonly CanonicalName[] {
  return block.directives.some(({ changesNames }) => changesNames === true) ? [ROOT] : block.zones;
}

/** A zone as people write it: without the dot at its end, but for the root. */
export function zoneText(zone: CanonicalName): string {
  return zone === ROOT ? zone : zone.replace(/\.$/, "");
}

/** A zone with a brace or a scheme in its name: a mistake of its own, about which other rules speak. */
export function isOdd(zone: CanonicalName): boolean {
  return zone.includes("{") || zone.includes("}") || zone.includes("://");
}

/** Words in a row: `a`, `a and b`, `a, b and c`. */
export function inWords(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
