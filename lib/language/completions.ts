/** What may be written next: directives, properties, words for arguments, keys, imports. */
import type { Range } from "../text/position.ts";
import { completeDirectives } from "./completion/directives.ts";
import { completeImport } from "./completion/imports.ts";
import { completeKeys, completeTop } from "./completion/keys.ts";
import { completeProperties } from "./completion/properties.ts";
import { completeArgument } from "./completion/values.ts";
import { completeVariable } from "./completion/variables.ts";
import { type Asked, askedAt } from "./corefile/asked.ts";
import { rangeAt } from "./corefile/parsed.ts";
import type { LanguageWorkspace, TextPlace } from "./workspace.ts";

/** What a completion is; editors have a sign for each. */
export type CompletionKind =
  | "directive"
  | "property"
  | "keyword"
  | "value"
  | "zone"
  | "file"
  | "folder"
  | "snippet"
  | "template"
  | "variable";

/** One thing that may be written. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** How it goes on, or what it is, in a few words. */
  readonly detail?: string;
  /** What it does, in Markdown. */
  readonly documentation?: string;
  /** What is typed is compared with this, when it is not the label. */
  readonly filter?: string;
  /** The text to insert; with place-holders (`${1:name}`, `$0`) when `isTemplate`. */
  readonly insert: string;
  readonly isTemplate?: boolean;
  /** True when something else must follow: the editor may ask again at once. */
  readonly continues?: boolean;
}

/** All that may be written at a place, in the order in which it should be offered. */
export interface Completions {
  /** What a completion stands for: the word up to the place. */
  readonly insert: Range;
  /** The whole word, for editors that replace it. */
  readonly replace: Range;
  readonly items: readonly Completion[];
}

const NOTHING: readonly Completion[] = [];

/** Completions for a place; undefined where nothing is to be offered: in comments, in quotes, at braces. */
export function getCompletions(workspace: LanguageWorkspace, place: TextPlace): Completions | undefined {
  const asked = askedAt(workspace, place);
  if (asked === undefined) return undefined;
  const { spot, parsed } = asked;
  const { token, offset } = spot;
  if (token?.raw.startsWith('"') === true) return undefined;
  const start = token?.start ?? offset;
  const variable = completeVariable(asked);
  const items = variable?.items ?? itemsAt(asked);
  if (items.length === 0) return undefined;
  const from = start + (variable?.skip ?? 0);
  return {
    insert: rangeAt(parsed, from, offset),
    replace: rangeAt(parsed, from, variable === undefined ? Math.max(offset, token?.end ?? offset) : offset),
    items: unique(items).map((item) => (token === undefined ? withoutBrace(item) : item)),
  };
}

function itemsAt(asked: Asked): readonly Completion[] {
  const { spot } = asked;
  switch (spot.kind) {
    case "comment":
    case "brace":
      return NOTHING;
    case "top":
      return asked.reached.around.kind === "top" ? completeTop() : completeName(asked);
    case "keys":
      return spot.before.length === 0 ? [...completeTop(), ...completeKeys(asked)] : completeKeys(asked);
    case "name":
      return completeName(asked);
    case "argument":
      return spot.line?.kind === "import" ? completeImport(asked) : completeArgument(asked);
  }
}

function completeName(asked: Asked): readonly Completion[] {
  const { owner } = asked;
  return owner.kind === "directive" ? completeProperties(asked, owner) : completeDirectives(asked);
}

/** A brace that is typed on its own opens a block: it must not pick a word that begins with one. */
function withoutBrace(item: Completion): Completion {
  return item.label.startsWith("{") ? { ...item, filter: item.label.replace(/^\{[$%]?/, "") } : item;
}

function unique(items: readonly Completion[]): readonly Completion[] {
  const byLabel = new Map<string, Completion>();
  for (const item of items) {
    const key = `${item.label} ${item.kind === "template"}`;
    if (!byLabel.has(key)) byLabel.set(key, item);
  }
  return [...byLabel.values()];
}
