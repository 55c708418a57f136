/** A command line in words, with quotes and backslashes as in a shell (CoreDNS, caddy.SplitCommandAndArgs on Unix). */
import type { Command } from "../../ports/commands.ts";

/** A command, or what CoreDNS says. */
export type CommandReading =
  | { readonly ok: true; readonly value: Command }
  | { readonly ok: false; readonly error: string };

type State = "between" | "word" | "escaped" | "double" | "escaped in double" | "single" | "comment";

/** Characters that are neither space, quote, backslash nor hash; all others are known only inside quotes. */
const PLAIN = /^[A-Za-z0-9._\-,/@$*()+=><:;&^%~|!?[\]{}]$/;
const SPACE = /^[ \t\r\n]$/;
const MARK = /^["'\\#]$/;

/** Splits a command line. */
export function splitCommand(text: string): CommandReading {
  const words: string[] = [];
  let state: State = "between";
  let word = "";
  for (const character of text) {
    const next = step(state, character);
    if (next === undefined) return failed(`${unknownAt(state)} rune: ${character.codePointAt(0) ?? 0}`);
    if (next.ends === true) {
      words.push(word);
      word = "";
    }
    if (next.adds === true) word += character;
    state = next.state;
  }
  const unfinished = UNFINISHED[state];
  if (unfinished !== undefined) return failed(unfinished);
  if (state === "word") words.push(word);
  const [program, ...others] = words;
  if (program === undefined) return { ok: false, error: `no command contained in '${text}'` };
  return { ok: true, value: { program, arguments: others } };
}

const UNFINISHED: Partial<Record<State, string>> = {
  escaped: "EOF found after escape character",
  "escaped in double": "EOF found after escape character",
  double: "EOF found when expecting closing quote.",
  single: "EOF found when expecting closing quote.",
};

function failed(why: string): CommandReading {
  return { ok: false, error: `error parsing command: ${why}` };
}

/** CoreDNS's spelling depends on where the character stands. */
function unknownAt(state: State): string {
  return state === "between" ? "Unknown" : "Uknown";
}

interface Step {
  readonly state: State;
  readonly adds?: true;
  readonly ends?: true;
}

/** What a character does; undefined for one that is not known there. */
function step(state: State, character: string): Step | undefined {
  switch (state) {
    case "between":
      return SPACE.test(character) ? { state } : character === "#" ? { state: "comment" } : inWord(character);
    case "word":
      return SPACE.test(character)
        ? { state: "between", ends: true }
        : character === "#"
          ? { state, adds: true }
          : inWord(character);
    case "escaped":
    case "escaped in double":
      return PLAIN.test(character) || SPACE.test(character) || MARK.test(character)
        ? { state: state === "escaped" ? "word" : "double", adds: true }
        : undefined;
    case "double":
      return character === '"'
        ? { state: "word" }
        : character === "\\"
          ? { state: "escaped in double" }
          : { state, adds: true };
    case "single":
      return character === "'" ? { state: "word" } : { state, adds: true };
    case "comment":
      return character === "\n" ? { state: "between" } : { state };
  }
}

function inWord(character: string): Step | undefined {
  if (character === '"') return { state: "double" };
  if (character === "'") return { state: "single" };
  if (character === "\\") return { state: "escaped" };
  return PLAIN.test(character) ? { state: "word", adds: true } : undefined;
}
