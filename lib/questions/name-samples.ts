/** Names for which a pattern or a wildcard holds, and names beside them. */
import type { NamePattern } from "../directive/facts.ts";
import { type CanonicalName, canonical, isAtOrBelow, parentOf, ROOT, readName } from "../dns/name/name.ts";
import { regexSamples } from "./regex-samples.ts";
import { below, siblingOf, unknownBelow } from "./zone-points.ts";

const MOST_SAMPLES = 3;
const SOME_LABEL = "some";
const OTHER_NAMES = ["other", "other-name", "x9"];

/** Names in these zones for which the pattern holds, and one for which it does not. */
export function patternSamples(pattern: NamePattern, zones: readonly CanonicalName[]): readonly CanonicalName[] {
  const fits = fitsOf(pattern);
  const candidates = candidatesOf(pattern, zones);
  const holding = candidates.filter(fits);
  const others = zones.flatMap((zone) => OTHER_NAMES.flatMap((label) => below([label], zone) ?? []));
  const nearOthers = holding.flatMap((name) => nearTo(name)).filter((name) => isInOne(name, zones));
  const beside = [...nearOthers, ...others].find((name) => !fits(name));
  return [...new Set([...holding.slice(0, MOST_SAMPLES), ...(beside === undefined ? [] : [beside])])];
}

/** A name below a wildcard, the wildcard itself, and a name beside what it covers. */
export function wildcardSamples(wildcard: CanonicalName): readonly CanonicalName[] {
  const parent = parentOf(wildcard);
  if (parent === undefined) return [];
  const names = [below([SOME_LABEL], parent), below([SOME_LABEL, "deep"], parent), parent, siblingOf(parent)];
  return names.filter((name) => name !== undefined);
}

function isInOne(name: CanonicalName, zones: readonly CanonicalName[]): boolean {
  return zones.some((zone) => isAtOrBelow(name, zone));
}

function fitsOf(pattern: NamePattern): (name: CanonicalName) => boolean {
  const { from } = pattern;
  switch (pattern.match) {
    case "exact":
      return (name) => name === from;
    case "prefix":
      return (name) => name.startsWith(pattern.from);
    case "suffix":
      return (name) => name.endsWith(pattern.from);
    case "substring":
      return (name) => name.includes(pattern.from);
    case "regex":
      return (name) => pattern.from.pattern.matcher(name).find();
  }
}

/** Names in the zones first: others come to another block. */
function candidatesOf(pattern: NamePattern, zones: readonly CanonicalName[]): readonly CanonicalName[] {
  const texts = pattern.match === "regex" ? regexSamples(pattern.from, MOST_SAMPLES * 2) : textsOf(pattern);
  const written = texts.flatMap((text) => [
    text,
    ...zones.map((zone) => `${text.replace(/\.$/, "")}.${zone === ROOT ? "" : zone}`),
  ]);
  const names = [...new Set(written.flatMap((text) => readAsName(text) ?? []))];
  return [...names.filter((name) => isInOne(name, zones)), ...names.filter((name) => !isInOne(name, zones))];
}

function textsOf({ match, from }: Exclude<NamePattern, { readonly match: "regex" }>): readonly string[] {
  const bare = from.replace(/\.$/, "");
  if (match === "exact") return [from];
  if (match === "prefix") return [bare, `${bare}${bare.endsWith("-") ? "" : "."}${SOME_LABEL}`];
  if (match === "suffix")
    return [`${SOME_LABEL}${from.startsWith(".") || from.startsWith("-") ? "" : "."}${from}`, from.replace(/^\./, "")];
  return [`${SOME_LABEL}-${bare}`, bare, `${SOME_LABEL}${bare}${bare.endsWith(".") ? "" : "."}${SOME_LABEL}`];
}

function readAsName(text: string): CanonicalName | undefined {
  if (!/^[\w.-]+$/.test(text)) return undefined;
  const name = readName(text.endsWith(".") ? text : `${text}.`);
  return name === undefined ? undefined : canonical(name);
}

/** The name with something more, or less, of it. */
function nearTo(name: CanonicalName): readonly CanonicalName[] {
  const parent = parentOf(name);
  const beside = siblingOf(name);
  return [beside, parent === undefined ? undefined : unknownBelow(parent), parent].filter((one) => one !== undefined);
}
