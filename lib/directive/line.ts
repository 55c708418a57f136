/** Lines: the arguments behind a directive's or a property's name, and how CoreDNS walks over them. */
import type { Token } from "../corefile/token.ts";
import type { Argument, GivenBy } from "./argument.ts";
import type { Complaint } from "./complaint.ts";
import type { Meant } from "./kind.ts";
import type { Value } from "./value.ts";

declare const givesBrand: unique symbol;

/** Named arguments in their order. */
export type Arguments = Readonly<Record<string, Argument<unknown>>>;

/** What the arguments of a line leave in the configuration. */
export type GivenByArguments<A extends Arguments> = { readonly [Name in keyof A]: GivenBy<A[Name]> };

/** How CoreDNS walks over a line. */
export interface LineOptions {
  /**
   * `line` (the usual way): all words up to a brace are taken, then counted, then read. `steps`: one word after the other
   * is taken and read, a brace included; only an argument that takes the rest takes it as a `line` does.
   */
  readonly reads?: "line" | "steps";
  /** What CoreDNS says when words are missing. */
  readonly missing?: Complaint;
  /**
   * Words beyond the last argument: what CoreDNS says of them (in `steps` of the first of them), `ignore` when it takes
   * and forgets them, `leave` (only in `steps`) when it reads them as what comes next.
   */
  readonly extra?: Complaint | "ignore" | "leave";
  /** Counts words beyond the last argument of a line in `steps` all at once: the last one is named, not the first. */
  readonly extraTogether?: boolean;
}

/** Arguments one after the other. */
export interface OrderedLine<Gives> {
  readonly shape: "ordered";
  readonly args: Arguments;
  readonly options: LineOptions;
  readonly [givesBrand]?: Gives;
}

/** Alternatives, chosen by the first word; it is taken as the line's `reads` has it. */
export interface FormsLine<Gives> {
  readonly shape: "forms";
  /** By first word; the empty word stands for a line without arguments. */
  readonly forms: Readonly<Record<string, Form<unknown>>>;
  readonly options: FormsOptions;
  readonly [givesBrand]?: Gives;
}

/** Arguments led by keywords, in any order, each as often as it is wanted. */
export interface ClausesLine<Gives> {
  readonly shape: "clauses";
  readonly clauses: Arguments;
  readonly options: ClausesOptions;
  readonly [givesBrand]?: Gives;
}

/** A line whose order of checks no table can tell: described by other lines, read by a function. */
export interface CustomLine<Gives> {
  readonly shape: "custom";
  /** How it may look, for hover, completion and manual. */
  readonly looks: readonly Line<unknown>[];
  /** How it is written in a manual, when `looks` would say it at too great length. */
  readonly syntax?: readonly string[];
  /** All words up to a brace; gives what they mean or what CoreDNS says. */
  readonly read: (words: readonly Token[], line: CustomReader) => Gives | Complained;
  /** True when words of a block in braces belong to the line as well if it has fewer than this many of its own. */
  readonly blockBelow?: number;
  readonly [givesBrand]?: Gives;
}

/** Any line. */
export type Line<Gives> = OrderedLine<Gives> | FormsLine<Gives> | ClausesLine<Gives> | CustomLine<Gives>;

/** A complaint was made; there is nothing to go on with. */
export const COMPLAINED: unique symbol = Symbol("complained");
export type Complained = typeof COMPLAINED;

/** What a function that reads a line may do. */
export interface CustomReader {
  /** Says what is wrong, in a complete text without place-holders, at a word or at the line. */
  complain(complaint: Complaint, at?: Token): Complained;
  /** Reads a word as an argument of a line does. */
  take<T>(argument: Argument<Value<T>>, token: Token): Value<T> | Complained;
}

/** One alternative. */
export interface Form<Gives> {
  readonly summary?: string;
  readonly line: Line<Gives>;
  /** The properties that may stand in a block behind this form; without it all. */
  readonly properties?: readonly string[];
}

/** How alternatives are chosen. */
export interface FormsOptions {
  readonly reads?: "line" | "steps";
  /** What CoreDNS says of a first word that it does not know. */
  readonly unknown: Complaint;
  /** What CoreDNS says when there is no word and no form for that. */
  readonly missing?: Complaint;
  /** True when the case of the first word does not matter. */
  readonly anyCase?: boolean;
  /** Words that people write for one of the alternatives. */
  readonly meant?: Meant;
}

/** What CoreDNS says of clauses. */
export interface ClausesOptions {
  /** Of a word that should be a keyword. */
  readonly unknown: Complaint;
  /** Of a keyword without words behind it; `{value:lower}` is the keyword. */
  readonly empty: Complaint;
  readonly anyCase?: boolean;
}

/** What a line, or arguments written as a plain record, leave in the configuration. */
export type GivenByLine<L> = L extends Line<infer Gives> ? Gives : L extends Arguments ? GivenByArguments<L> : never;

/** Arguments one after the other, walked over in another way than the usual one. */
export function line<const A extends Arguments>(args: A, options: LineOptions = {}): OrderedLine<GivenByArguments<A>> {
  return { shape: "ordered", args, options };
}

/** One word after the other; what is behind the last argument is refused unless the options say otherwise. */
export function steps<const A extends Arguments>(
  args: A,
  options: Omit<LineOptions, "reads"> = {},
): OrderedLine<GivenByArguments<A>> {
  return line(args, { ...options, reads: "steps" });
}

/** An alternative, its arguments as a record or as a line. */
export function form<const A extends Arguments | Line<unknown>>(
  args: A,
  more: Omit<Form<unknown>, "line"> = {},
): Form<GivenByLine<A>> {
  return { line: asLine(args) as Line<GivenByLine<A>>, ...more };
}

/** What the alternatives leave: which one it is, its word, and its arguments. */
export type GivenByForms<F> = {
  readonly [Name in keyof F & string]: {
    readonly form: Name;
    readonly word: Value<Name> | undefined;
    readonly args: F[Name] extends Form<infer Gives> ? Gives : never;
  };
}[keyof F & string];

/** Alternatives that the first word chooses from. */
export function forms<const F extends Readonly<Record<string, Form<unknown>>>>(
  choices: F,
  options: FormsOptions,
): FormsLine<GivenByForms<F>> {
  return { shape: "forms", forms: choices, options };
}

/** What clauses leave: the words of all clauses of a name, in order; undefined when it is not there. */
export type GivenByClauses<A extends Arguments> = { readonly [Name in keyof A]: GivenBy<A[Name]> | undefined };

/** Arguments led by their names, in any order. */
export function clauses<const A extends Arguments>(named: A, options: ClausesOptions): ClausesLine<GivenByClauses<A>> {
  return { shape: "clauses", clauses: named, options };
}

/** A line that a function reads. */
export function custom<Gives>(options: Omit<CustomLine<Gives>, "shape">): CustomLine<Gives> {
  return { ...options, shape: "custom" };
}

/** A line out of a line or of a plain record of arguments. */
export function asLine(args: Arguments | Line<unknown> | undefined): Line<unknown> {
  if (args === undefined) return { shape: "ordered", args: {}, options: {} };
  return isLine(args) ? args : { shape: "ordered", args, options: {} };
}

function isLine(args: Arguments | Line<unknown>): args is Line<unknown> {
  return typeof args.shape === "string";
}
