/** Properties: the lines in a directive's block. */
import type { Range } from "../text/position.ts";
import { type Argument, rest } from "./argument.ts";
import type { Complaint } from "./complaint.ts";
import { type Zones, zone } from "./kinds/zone.ts";
import { type Arguments, asLine, type GivenByLine, type Line, line, steps } from "./line.ts";
import type { Value } from "./value.ts";

declare const usedBrand: unique symbol;

/**
 * What several lines of a property mean: `last` counts, `each` counts, `merge` (arguments that a later line has replace
 * those of an earlier one; lists grow), or only one may stand in a block.
 */
export type PropertyRepeat = "last" | "each" | "merge" | OncePerBlock;

/** A property that may stand in a block only once. */
export interface OncePerBlock {
  readonly once: Complaint;
  /** Whether CoreDNS says so before it reads the arguments, or after. */
  readonly said: "before" | "after";
}

/** One line of a property. */
export interface PropertyUse<Args> {
  readonly name: string;
  /** The property's word. */
  readonly at: Range;
  readonly args: Args;
}

/**
 * Says what is wrong, in a complete text without place-holders; the editor marks the value or the range, else the
 * property or the directive.
 */
export type Complain = (complaint: Complaint, at?: Value<unknown> | Range) => void;

/** A property as data; `Used` is what it leaves in the configuration. */
export interface Property<Used> {
  readonly summary: string;
  readonly line: Line<unknown>;
  readonly repeat: PropertyRepeat;
  /** The release that brought it. */
  readonly since?: string;
  /** True when it does nothing any more. */
  readonly obsolete?: boolean;
  check?(args: unknown, complain: Complain, earlier: readonly PropertyUse<unknown>[]): void;
  readonly [usedBrand]?: Used;
}

/** What a property leaves in the configuration. */
export type UsedBy<P> = P extends Property<infer Used> ? Used : never;

type UsedByRepeat<Args, Repeat> = Repeat extends "each" ? readonly PropertyUse<Args>[] : PropertyUse<Args> | undefined;

/** How a property is described. */
export interface PropertyOptions<A, Repeat extends PropertyRepeat> {
  readonly summary: string;
  /** Arguments as a record in their order, or a line; none without it. */
  readonly args?: A;
  /** `last` without it. */
  readonly repeat?: Repeat;
  readonly since?: string;
  readonly obsolete?: boolean;
  /** Checks across the arguments of one line, before the next line is looked at; `earlier` are the lines of this property before it. */
  check?(args: GivenByLine<A>, complain: Complain, earlier: readonly PropertyUse<GivenByLine<A>>[]): void;
}

/** A property. */
export function property<
  const A extends Arguments | Line<unknown> = Readonly<Record<never, never>>,
  const Repeat extends PropertyRepeat = "last",
>(options: PropertyOptions<A, Repeat>): Property<UsedByRepeat<GivenByLine<A>, Repeat>> {
  const { args, repeat, check, ...words } = options;
  type Args = GivenByLine<A>;
  return {
    ...words,
    line: asLine(args),
    repeat: repeat ?? "last",
    // The line above is what makes the arguments, so they are of the type that the check wants.
    ...(check === undefined
      ? {}
      : {
          check: (given: unknown, complain, earlier) =>
            check(given as Args, complain, earlier as readonly PropertyUse<Args>[]),
        }),
  };
}

/** A property without arguments. `extra` as in a line: refused one by one unless the options say otherwise. */
export function flag(
  summary: string,
  options: {
    readonly extra?: Complaint | "ignore" | "leave";
    readonly reads?: "line" | "steps";
    readonly since?: string;
  } = {},
): Property<PropertyUse<Readonly<Record<never, never>>> | undefined> {
  const { extra, reads, since } = options;
  const args = line({}, { reads: reads ?? "line", ...(extra === undefined ? {} : { extra }) });
  return property({ summary, args, ...(since === undefined ? {} : { since }) });
}

/** A property that a release brought. */
export function since<Described extends Property<unknown>>(release: string, described: Described): Described {
  return { ...described, since: release };
}

/** A property of one argument, taken in `steps`: what stands behind it is read as the next property. */
export function setting<T, const Repeat extends PropertyRepeat = "last">(
  summary: string,
  value: Argument<Value<T>>,
  repeat?: Repeat,
): Property<UsedByRepeat<{ readonly value: Value<T> }, Repeat>> {
  const args = steps({ value }, { extra: "leave" });
  return property({ summary, args, ...(repeat === undefined ? {} : { repeat }) });
}

/** What `fallthrough [ZONES...]` leaves: zones, none for all. Use `fallthroughZones` of kinds/zone.ts. */
export interface FallthroughArgs {
  readonly zones: readonly Value<Zones>[];
}

/** `fallthrough [ZONES...]`, which many plugins have. */
export function fallthrough(
  summary = "Passes names without an entry here to the next plugin.",
): Property<PropertyUse<FallthroughArgs> | undefined> {
  return property({
    summary,
    args: { zones: rest(zone, { summary: "Only names in these zones; without zones, all names." }) },
  });
}
