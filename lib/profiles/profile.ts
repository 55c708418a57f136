/** What a release has: the directives as it knows them, in the order in which it runs them. */
import { rest } from "../directive/argument.ts";
import type { Dated } from "../directive/dated.ts";
import type { Directive, Properties } from "../directive/directive.ts";
import { text } from "../directive/kinds/text.ts";
import { type Property, property } from "../directive/property.ts";
import { laterPlugins, orderOf } from "./orders.ts";
import { compareReleases, NEWEST } from "./releases.ts";
import { laterSchemes } from "./schemes.ts";

/** All directives of the newest release. */
type Directives = readonly Directive<unknown>[];

/** The directives of a release that are described, in its order; of the newest one they are those that are given. */
export function directivesOf(release: string | undefined, directives: Directives): Directives {
  if (release === undefined || release === NEWEST) return directives;
  const known = made.get(directives) ?? new Map<string, Directives>();
  made.set(directives, known);
  let ofRelease = known.get(release);
  if (ofRelease === undefined) {
    const byName = new Map(directives.map((directive) => [directive.name, directive]));
    ofRelease = orderOf(release).flatMap((name) => {
      const directive = byName.get(name);
      return directive === undefined ? [] : [directiveOf(release, directive)];
    });
    known.set(release, ofRelease);
  }
  return ofRelease;
}

/** Whoever asks at each key gets the very same. */
const made = new WeakMap<Directives, Map<string, Directives>>();

/** One directive as a release has it. */
export function directiveOf(release: string | undefined, directive: Directive<unknown>): Directive<unknown> {
  if (release === undefined || release === NEWEST) return directive;
  const isLater = (since: string | undefined): boolean => since !== undefined && compareReleases(since, release) > 0;
  const all = Object.entries(directive.properties);
  const earlier = directive.earlier?.filter(({ before }) => isLater(before)) ?? [];
  const repeat = earlier.find((one) => one.repeat !== undefined);
  const unknown = earlier.find((one) => one.unknownProperty !== undefined);
  const later = Object.fromEntries(all.filter(([, { since }]) => isLater(since)));
  return {
    ...directive,
    ...offeredWithout(later, directive),
    properties: {
      ...Object.fromEntries(all.filter(([, { since }]) => !isLater(since))),
      ...goneProperties(directive, isLater),
    },
    ...(repeat?.repeat === undefined ? {} : { repeat: repeat.repeat }),
    ...(unknown?.unknownProperty === undefined ? {} : { unknownProperty: unknown.unknownProperty }),
    dated: {
      ...datedOf(release),
      laterProperties: later,
      ...(repeat === undefined ? {} : { repeatsSince: repeat.before }),
    },
  };
}

/** What is offered to be written, without lines that the release does not take. */
function offeredWithout(
  later: Properties,
  { whatIfs, template }: Directive<unknown>,
): Pick<Directive<unknown>, "whatIfs" | "template"> {
  const isTaken = (line: string): boolean => !Object.hasOwn(later, line.trim().split(" ", 1)[0] ?? "");
  return {
    ...(whatIfs === undefined
      ? {}
      : { whatIfs: whatIfs.filter(({ change }) => change.kind !== "property" || isTaken(change.line)) }),
    ...(template === undefined ? {} : { template: { ...template, lines: template.lines.filter(isTaken) } }),
  };
}

/** Properties that the newest release has no more; what may stand after them is not known here. */
function goneProperties({ until = {} }: Directive<unknown>, isLater: (since: string) => boolean): Properties {
  return Object.fromEntries(
    Object.entries(until).flatMap(([name, release]): [string, Property<unknown>][] =>
      isLater(release) ? [[name, gone(release)]] : [],
    ),
  );
}

function gone(release: string): Property<unknown> {
  return property({ summary: `CoreDNS has this before ${release} only.`, args: { words: rest(text) }, repeat: "each" });
}

/** What is the same for all directives of a release. */
type OfRelease = Pick<Dated, "release" | "laterDirectives" | "laterSchemes">;
const dates = new Map<string, OfRelease>();

function datedOf(release: string): OfRelease {
  const dated = dates.get(release) ?? {
    release,
    laterDirectives: laterPlugins(release),
    laterSchemes: laterSchemes(release),
  };
  dates.set(release, dated);
  return dated;
}
