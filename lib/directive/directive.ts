/** Directives as data: one description drives set-up errors, editor and manual. */

import type { Token } from "../corefile/token.ts";
import type { Range } from "../text/position.ts";
import { type Complaint, position } from "./complaint.ts";
import type { Dated } from "./dated.ts";
import type { Answers, AnswersAt, DirectiveFacts, Exit, NamePattern, View } from "./facts.ts";
import type { Meant } from "./kind.ts";
import type { Zones } from "./kinds/zone.ts";
import { type Arguments, asLine, type GivenByLine, type Line } from "./line.ts";
import type { Complain, Property, UsedBy } from "./property.ts";
import type { Value } from "./value.ts";

declare const configBrand: unique symbol;

/**
 * How CoreDNS takes several uses of a directive in one server block: `each` one counts, `once` is all it allows (in its
 * usual words, or in others; with `ifArgument` only of a use that has words), or only the `first` is looked at.
 */
type Repeat = "each" | "once" | "first" | { readonly once: Complaint; readonly ifArgument?: true };

/** CoreDNS's usual words for a second use. */
export const USED_TWICE = "this plugin can only be used once per Server Block";

/** Named properties. */
export type Properties = Readonly<Record<string, Property<unknown>>>;

/** A free line in a block. */
export interface Row {
  /** The first word. */
  readonly at: Range;
  readonly words: readonly Value<string>[];
}

/** Free lines in a block, beside properties. */
interface Rows<Props> {
  readonly summary: string;
  /** How a row is written: `ADDRESS HOST...`. */
  readonly placeholder: string;
  /** False when a word that is no property is refused nevertheless, after the properties that were read so far. */
  accepts?(properties: Props): boolean;
}

type OneOf<Used> = Used extends readonly (infer One)[] ? One : Exclude<Used, undefined>;

/** One line of any of the properties; its name tells which. */
type PropertyLine<Props> = {
  readonly [Name in keyof Props & string]: OneOf<Props[Name]> & { readonly name: Name };
}[keyof Props & string];

/** One use of a directive. */
export interface Use<Args, Props> {
  /** The directive's word. */
  readonly at: Range;
  /** Its last word, the closing brace included: where CoreDNS's messages about the whole of it stand. */
  readonly last: Token;
  readonly args: Args;
  readonly properties: Props;
  /** All lines of properties in the order of the file, for directives where that counts. */
  readonly lines: readonly PropertyLine<Props>[];
  /** Free lines; empty for directives that have none. */
  readonly rows: readonly Row[];
}

/** What the properties of a directive leave in the configuration. */
export type GivenByProperties<P> = { readonly [Name in keyof P]: UsedBy<P[Name]> };

/** A described directive; `Config` is one use of it. */
export interface Directive<Config> extends DirectiveFacts {
  readonly name: string;
  readonly since?: string;
  readonly inChain: boolean;
  readonly summary: string;
  readonly repeat: Repeat;
  readonly line: Line<unknown>;
  readonly properties: Properties;
  readonly rows?: Rows<unknown>;
  /** Whether braces behind the directive are looked at; if not, they are read as another use. */
  readonly block: boolean;
  readonly unknownProperty: Complaint;
  /** As what CoreDNS reads the words of a property before it says that it does not know it. */
  readonly unknownLine?: Line<unknown>;
  readonly anyCase: boolean;
  readonly ignoredWords: readonly string[];
  readonly prefixes: readonly string[];
  /** Words that people write for a property. */
  readonly meant?: Meant;
  /** For which names a use answers; nothing for a plugin whose purpose that is not. */
  answers?(use: Config, blockZones: Zones): AnswersAt;
  /** The names that a use is about, where words of no kind of their own say it. */
  namePattern?(use: Config): NamePattern | undefined;
  /** Ways out that its zones, `miss` and `otherTypes` do not tell. */
  exits?(use: Config): readonly Exit[];
  /** For a directive that chooses among queries of its block's zones. */
  view?(use: Config): View;
  refine?(config: Config, complain: Complain): void;
  finish?(uses: readonly Config[], complain: Complain): void;
  endsAfter?(config: Config): boolean;
  leavesBlock?(args: unknown): boolean;
  refuseProperty?(args: unknown, name: string): Complaint | undefined;
  refuseUnknown?(args: unknown): Complaint;
  /** The first that fits a release counts. */
  readonly earlier?: readonly Earlier[];
  /** Set where it is described as another release than the newest has it. */
  readonly dated?: Dated;
  readonly [configBrand]?: Config;
}

/** What was different before a release. */
interface Earlier {
  readonly before: string;
  readonly repeat?: Repeat;
  readonly unknownProperty?: Complaint;
}

/** One use of the directive, with types. */
export type ConfigOf<D> = D extends Directive<infer Config> ? Config : never;

/** How a directive is described. */
export interface DirectiveOptions<A, P> extends DirectiveFacts {
  /** The word in the Corefile. */
  readonly name: string;
  /** The release of CoreDNS that brought it, where its release notes tell. */
  readonly since?: string;
  /** True when it makes a handler that queries pass. */
  readonly inChain: boolean;
  readonly repeat: Repeat;
  /** A sentence that says what it does. */
  readonly summary: string;
  /** Arguments as a record in their order, or a line; none without it. */
  readonly args?: A;
  readonly properties?: P;
  readonly rows?: Rows<GivenByProperties<P>>;
  /** False when CoreDNS does not look for a block; without it, true if there are properties or rows. */
  readonly block?: boolean;
  /** Without it: FILE:LINE - Error during parsing: unknown property '{value}'. */
  readonly unknownProperty?: Complaint;
  /** As what CoreDNS reads the words of a property before it says that it does not know it; it does not look without. */
  readonly unknownLine?: Line<unknown>;
  /** True when the case of a property's word does not matter. */
  readonly anyCase?: boolean;
  /** Words in the place of a property that CoreDNS passes over in silence. */
  readonly ignoredWords?: readonly string[];
  /** Words that people write for a property, and the property with what else its line needs: `deny` for `block`. */
  readonly meant?: Meant;
  /** Names before every complaint, when it is not the directive's own name once. */
  readonly prefixes?: readonly string[];
  /** For a plugin whose purpose is to answer questions for names: for which, as far as the words of one use tell. */
  answers?(use: Use<GivenByLine<A>, GivenByProperties<P>>, blockZones: Zones): Answers;
  /** The names that a use is about, where words of no kind of their own say it. */
  namePattern?(use: Use<GivenByLine<A>, GivenByProperties<P>>): NamePattern | undefined;
  /** Ways out of one use that its zones, `miss` and `otherTypes` do not tell. */
  exits?(use: Use<GivenByLine<A>, GivenByProperties<P>>): readonly Exit[];
  /** For a directive that chooses among queries of its block's zones. */
  view?(use: Use<GivenByLine<A>, GivenByProperties<P>>): View;
  /** Checks across one use, after its block was read. */
  refine?(config: Use<GivenByLine<A>, GivenByProperties<P>>, complain: Complain): void;
  /** Checks across all uses, after the last. */
  finish?(uses: readonly Use<GivenByLine<A>, GivenByProperties<P>>[], complain: Complain): void;
  /** True when CoreDNS does not look at further uses after this one. */
  endsAfter?(config: Use<GivenByLine<A>, GivenByProperties<P>>): boolean;
  /** True when CoreDNS does not look for a block behind these arguments: what stands in one reads as further uses. */
  leavesBlock?(args: GivenByLine<A>): boolean;
  /** What CoreDNS says of a property that does not go with the arguments, before it reads the property's words. */
  refuseProperty?(args: GivenByLine<A>, name: keyof P & string): Complaint | undefined;
  /** What CoreDNS says of an unknown property when that depends on the arguments; `unknownProperty` without it. */
  refuseUnknown?(args: GivenByLine<A>): Complaint;
  /** What was different in earlier releases; the first that fits one counts. */
  readonly earlier?: readonly Earlier[];
}

/** A directive out of its description. */
export function defineDirective<
  const A extends Arguments | Line<unknown> = Readonly<Record<never, never>>,
  const P extends Properties = Readonly<Record<never, never>>,
>(options: DirectiveOptions<A, P>): Directive<Use<GivenByLine<A>, GivenByProperties<P>>> {
  const { args, properties = {}, block, unknownProperty, anyCase, ignoredWords, prefixes, ...rest } = options;
  const { answers, leavesBlock, refuseProperty, refuseUnknown, ...others } = rest;
  type Args = GivenByLine<A>;
  return {
    ...others,
    // The line below is what makes the arguments, and names are looked up in the properties before they are asked about.
    ...(leavesBlock === undefined ? {} : { leavesBlock: (given: unknown) => leavesBlock(given as Args) }),
    ...(refuseProperty === undefined
      ? {}
      : { refuseProperty: (given: unknown, name: string) => refuseProperty(given as Args, name as keyof P & string) }),
    ...(refuseUnknown === undefined ? {} : { refuseUnknown: (given: unknown) => refuseUnknown(given as Args) }),
    ...(answers === undefined ? {} : { answers: (use, zones) => ({ at: use.at, ...answers(use, zones) }) }),
    line: asLine(args),
    properties,
    block: block ?? (Object.keys(properties).length > 0 || options.rows !== undefined || unknownProperty !== undefined),
    unknownProperty: unknownProperty ?? position("unknown property '{value}'"),
    anyCase: anyCase ?? false,
    ignoredWords: ignoredWords ?? [],
    prefixes: prefixes ?? [options.name],
  };
}
