/** Where what a word names is written: a snippet, an imported file, a file that an argument names. */
import type { Range } from "../text/position.ts";
import { askedAt } from "./corefile/asked.ts";
import { rangeAt } from "./corefile/parsed.ts";
import { targetAt } from "./corefile/target.ts";
import type { LanguageWorkspace, TextPlace } from "./workspace.ts";

/** A word and what it stands for. */
export interface Definition {
  /** The word that was asked about. */
  readonly origin: Range;
  /** The name of the snippet, or the start of the file. */
  readonly target: Range;
  /** All of it. */
  readonly whole: Range;
}

/** The definitions of the word at a place; several for an import of several files. */
export function getDefinitions(workspace: LanguageWorkspace, place: TextPlace): readonly Definition[] {
  const asked = askedAt(workspace, place);
  const target = asked === undefined ? undefined : targetAt(asked);
  if (asked === undefined || target === undefined) return [];
  const origin = target.token.range;
  if (target.kind === "files")
    return target.files.map((file) => ({ origin, target: startOf(file), whole: startOf(file) }));
  const snippet = asked.reach.snippets.get(target.name);
  if (snippet === undefined) return [];
  const { node, parsed } = snippet;
  const whole = rangeAt(parsed, node.first.start, node.last.end);
  return [{ origin, target: node.nameToken.range, whole }];
}

function startOf(file: string): Range {
  const start = { offset: 0, line: 1, column: 1 };
  return { file, start, end: start };
}
