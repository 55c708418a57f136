/** The syntax of RE2 as far as it is needed to write texts that match: groups, alternatives, repetitions, classes. */

export type PatternNode =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "alternatives"; readonly of: readonly PatternNode[] }
  | { readonly kind: "repetition"; readonly of: PatternNode; readonly least: number; readonly most: number };

const NOTHING: PatternNode = { kind: "text", text: "" };
/** Characters of names, the likeliest first: the first of them that a class has stands for it. */
const LIKELY = "a1bz0-A_.";
/** Repetitions beyond this make no name. */
const MOST_REPEATED = 63;
const MAX_DEPTH = 50;

/** The expression taken apart; undefined for syntax that is not known here. */
export function readPatternNodes(source: string): PatternNode | undefined {
  const reader = new PatternReader(source);
  const node = reader.alternatives(0);
  return reader.isDone ? node : undefined;
}

class PatternReader {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get isDone(): boolean {
    return this.#at === this.#source.length;
  }

  alternatives(depth: number): PatternNode {
    const of: PatternNode[] = [];
    let parts: PatternNode[] = [];
    while (!this.isDone && this.#source[this.#at] !== ")") {
      if (this.#takes("|")) {
        of.push({ kind: "sequence", parts });
        parts = [];
        continue;
      }
      const atom = this.#atom(depth);
      if (atom === undefined) break;
      parts.push(this.#repeated(atom));
    }
    const last: PatternNode = { kind: "sequence", parts };
    return of.length === 0 ? last : { kind: "alternatives", of: [...of, last] };
  }

  #atom(depth: number): PatternNode | undefined {
    const character = this.#next();
    switch (character) {
      case "^":
      case "$":
        return NOTHING;
      case ".":
        return { kind: "text", text: "a" };
      case "(":
        return depth > MAX_DEPTH ? undefined : this.#group(depth);
      case "[":
        return this.#class();
      case "\\":
        return this.#escape();
      default:
        return { kind: "text", text: character };
    }
  }

  #group(depth: number): PatternNode | undefined {
    const [opening] = /^\?(?:P?<\w+>|[a-zA-Z-]*:|[a-zA-Z-]+(?=\)))/.exec(this.#source.slice(this.#at)) ?? [""];
    this.#at += opening.length;
    const inner = this.alternatives(depth + 1);
    return this.#takes(")") ? inner : undefined;
  }

  #class(): PatternNode | undefined {
    const start = this.#at;
    this.#takes("^");
    // A bracket that comes first is one of the characters.
    this.#takes("]");
    while (!this.isDone && this.#source[this.#at] !== "]") {
      const [named] = /^\[:\^?\w+:\]/.exec(this.#source.slice(this.#at)) ?? [];
      if (named !== undefined) this.#at += named.length;
      else this.#at += this.#source[this.#at] === "\\" ? 2 : 1;
    }
    if (!this.#takes("]")) return undefined;
    return characterOf(`[${this.#source.slice(start, this.#at)}`);
  }

  #escape(): PatternNode | undefined {
    const letter = this.#next();
    if (/[AzbB]/.test(letter)) return NOTHING;
    if (letter === "Q") {
      const end = this.#source.indexOf("\\E", this.#at);
      const text = this.#source.slice(this.#at, end < 0 ? undefined : end);
      this.#at = end < 0 ? this.#source.length : end + 2;
      return { kind: "text", text };
    }
    if (/[dDwWsS]/.test(letter)) return characterOf(`\\${letter}`);
    return /[a-zA-Z0-9]/.test(letter) ? undefined : { kind: "text", text: letter };
  }

  #repeated(of: PatternNode): PatternNode {
    const [written, least, comma, most] = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})/.exec(this.#source.slice(this.#at)) ?? [];
    if (written === undefined) return of;
    this.#at += written.length;
    this.#takes("?");
    if (written === "*") return { kind: "repetition", of, least: 0, most: MOST_REPEATED };
    if (written === "+") return { kind: "repetition", of, least: 1, most: MOST_REPEATED };
    if (written === "?") return { kind: "repetition", of, least: 0, most: 1 };
    const from = Math.min(Number(least), MOST_REPEATED);
    const upTo = comma === undefined ? from : most === "" || most === undefined ? MOST_REPEATED : Number(most);
    return { kind: "repetition", of, least: from, most: Math.min(upTo, MOST_REPEATED) };
  }

  #next(): string {
    const character = String.fromCodePoint(this.#source.codePointAt(this.#at) ?? 0);
    this.#at += character.length;
    return character;
  }

  #takes(character: string): boolean {
    if (this.#source[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }
}

/** A character of a class: JavaScript knows these as Go does, but for the named ones. */
function characterOf(written: string): PatternNode | undefined {
  const inJavaScript = written
    .replaceAll("[:alpha:]", "a-zA-Z")
    .replaceAll("[:alnum:]", "a-zA-Z0-9")
    .replaceAll("[:digit:]", "0-9")
    .replaceAll("[:lower:]", "a-z")
    .replaceAll("[:upper:]", "A-Z")
    .replaceAll("[:word:]", "\\w")
    .replaceAll("[:xdigit:]", "0-9a-fA-F");
  try {
    const pattern = new RegExp(`^${inJavaScript}$`, "s");
    const likely = [...LIKELY].find((character) => pattern.test(character)) ?? firstIn(pattern);
    return likely === undefined ? undefined : { kind: "text", text: likely };
  } catch {
    return undefined;
  }
}

const FIRST_PRINTED = 0x21;
const LAST_PRINTED = 0x7e;

function firstIn(pattern: RegExp): string | undefined {
  for (let code = FIRST_PRINTED; code <= LAST_PRINTED; code++) {
    const character = String.fromCharCode(code);
    if (pattern.test(character)) return character;
  }
  return undefined;
}
