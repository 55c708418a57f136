/** What the words of a line mean. */
import type { DirectiveNode } from "../../corefile/tree.ts";
import type { Directive } from "../../directive/directive.ts";
import type { Line } from "../../directive/line.ts";
import type { Place } from "../../directive/places.ts";
import type { Property } from "../../directive/property.ts";
import { wordPlaces } from "../../directive/word-places.ts";
import { directiveNamed, type LanguageWorkspace } from "../workspace.ts";
import type { Owner } from "./owner.ts";

/** What a word means. */
export type Meaning =
  | { readonly kind: "directive"; readonly directive: Directive<unknown> }
  | { readonly kind: "unknown directive" }
  | {
      readonly kind: "property";
      readonly directive: Directive<unknown>;
      readonly name: string;
      readonly property: Property<unknown>;
    }
  | { readonly kind: "unknown property"; readonly directive: Directive<unknown> }
  /** A word of a free line, as those of hosts. */
  | { readonly kind: "row"; readonly directive: Directive<unknown>; readonly index: number }
  | {
      readonly kind: "argument";
      readonly directive: Directive<unknown>;
      /** The property whose argument it is; undefined for those of the directive itself. */
      readonly property: string | undefined;
      readonly place: Place;
    }
  /** Nothing is known of it, or the line has no place for it. */
  | { readonly kind: "word" };

const WORD: Meaning = { kind: "word" };

/** The grammar of a line's arguments, with the words that stand before them for it. */
export interface Arguments {
  readonly directive: Directive<unknown>;
  readonly property: string | undefined;
  readonly line: Line<unknown>;
  /** Words before the first argument that belong to the line as well, as when the line is in braces. */
  readonly lead: readonly string[];
}

/** The grammar of what stands behind the name of a line; undefined when nothing is known of it. */
export function argumentsOf(workspace: LanguageWorkspace, owner: Owner, name: string): Arguments | undefined {
  if (owner.kind === "unknown") return undefined;
  if (owner.kind === "server block") {
    const directive = directiveNamed(workspace, name);
    return directive === undefined ? undefined : { directive, property: undefined, line: directive.line, lead: [] };
  }
  const { directive } = owner;
  const found = propertyNamed(directive, name);
  if (found !== undefined) return { directive, property: found.name, line: found.property.line, lead: [] };
  const lead = leadInBraces(owner);
  return lead === undefined
    ? undefined
    : { directive, property: undefined, line: directive.line, lead: [...lead, name] };
}

/** For a directive whose line may stand in braces: the words before the brace. */
export function leadInBraces(owner: Owner): readonly string[] | undefined {
  if (owner.kind !== "directive" || owner.directive.line.shape !== "custom") return undefined;
  if (owner.directive.line.blockBelow === undefined) return undefined;
  return owner.node?.args.map(({ text }) => text) ?? [];
}

/** A property by the word in the text. */
export function propertyNamed(
  { properties, anyCase }: Directive<unknown>,
  word: string,
): { readonly name: string; readonly property: Property<unknown> } | undefined {
  const name = anyCase ? word.toLowerCase() : word;
  const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return property === undefined ? undefined : { name, property };
}

/** What was found for a line: lines that an edit does not touch stay the same objects. */
export interface KnownMeanings {
  readonly directives: LanguageWorkspace["directives"];
  readonly owner: Owner;
  readonly meanings: readonly Meaning[];
}

/** The meaning of each word of a line, its name first. */
export function lineMeanings(workspace: LanguageWorkspace, owner: Owner, node: DirectiveNode): readonly Meaning[] {
  const { directives, service } = workspace;
  const before = service.meaningsOf.get(node);
  if (before?.directives === directives && isSameOwner(before.owner, owner)) return before.meanings;
  const meanings = findMeanings(workspace, owner, node);
  service.meaningsOf.set(node, { directives, owner, meanings });
  return meanings;
}

function isSameOwner(left: Owner, right: Owner): boolean {
  if (left.kind !== "directive" || right.kind !== "directive") return left.kind === right.kind;
  return left.directive === right.directive && left.node === right.node;
}

function findMeanings(workspace: LanguageWorkspace, owner: Owner, node: DirectiveNode): readonly Meaning[] {
  const name = node.name.text;
  const words = node.args.map(({ text }) => text);
  const given = argumentsOf(workspace, owner, name);
  if (given === undefined) return withoutGrammar(owner, name, words);
  const { directive, property, line, lead } = given;
  const places = wordPlaces(line, [...lead, ...words]).slice(lead.length);
  const args = places.map(
    (place): Meaning => (place === undefined ? WORD : { kind: "argument", directive, property, place }),
  );
  return [nameMeaning(owner, given, name), ...args];
}

function nameMeaning(owner: Owner, { directive, property, line, lead }: Arguments, name: string): Meaning {
  if (property !== undefined) {
    const found = propertyNamed(directive, property);
    return found === undefined ? WORD : { kind: "property", directive, ...found };
  }
  if (owner.kind === "server block") return { kind: "directive", directive };
  const place = wordPlaces(line, [...lead.slice(0, -1), name]).at(-1);
  return place === undefined ? WORD : { kind: "argument", directive, property, place };
}

function withoutGrammar(owner: Owner, name: string, words: readonly string[]): readonly Meaning[] {
  const unknown = words.map(() => WORD);
  if (owner.kind === "unknown") return [WORD, ...unknown];
  if (owner.kind === "server block") return [{ kind: "unknown directive" }, ...unknown];
  const { directive } = owner;
  if (directive.rows !== undefined) {
    return [name, ...words].map((_, index): Meaning => ({ kind: "row", directive, index }));
  }
  if (directive.ignoredWords.includes(name)) return [WORD, ...unknown];
  return [{ kind: "unknown property", directive }, ...unknown];
}
