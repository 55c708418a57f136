/**
 * Where Go's regexp takes more than the engine that runs patterns here: a group name twice, classes of characters by long
 * names and in any case. Such a pattern is written in another way; places in it are told as they were written.
 */

/** A pattern in two ways. */
export interface TranslatedPattern {
  readonly text: string;
  /** Names of the groups, by their numbers, as they were written. */
  readonly groupNames: readonly string[];
  /** A part of the text, as it was written. */
  written(part: string): string;
}

/** A part that is written in another way. */
interface Piece {
  readonly from: string;
  readonly to: string;
}

const CATEGORIES: ReadonlyMap<string, string> = new Map(
  (
    "casedletter:Lc closepunctuation:Pe combiningmark:M connectorpunctuation:Pc control:Cc currencysymbol:Sc " +
    "dashpunctuation:Pd decimalnumber:Nd enclosingmark:Me finalpunctuation:Pf format:Cf initialpunctuation:Pi letter:L " +
    "letternumber:Nl lineseparator:Zl lowercaseletter:Ll mark:M mathsymbol:Sm modifierletter:Lm modifiersymbol:Sk " +
    "nonspacingmark:Mn number:N openpunctuation:Ps other:C otherletter:Lo othernumber:No otherpunctuation:Po " +
    "othersymbol:So paragraphseparator:Zp privateuse:Co punctuation:P separator:Z spaceseparator:Zs spacingmark:Mc " +
    "surrogate:Cs symbol:S titlecaseletter:Lt unassigned:Cn uppercaseletter:Lu cntrl:Cc digit:Nd punct:P"
  )
    .split(" ")
    .map((pair) => {
      const [name = "", category = ""] = pair.split(":");
      return [name, category] as const;
    }),
);

const QUOTED = /\\Q[\s\S]*?(?:\\E|$)/y;
const CLASS_NAME = /\\[pP](?:\{(\^?)([^}]*)\}|([A-Za-z]))/y;
const ESCAPED = /\\[\s\S]?/y;
const GROUP = /\(\?P?<([A-Za-z0-9_]+)>/y;
const PLAIN_GROUP = /\((?!\?)/y;
const POSIX = /\[:\^?[a-z]+:\]/y;

/** Writes a pattern so that the engine takes it. */
export function translatePattern(source: string): TranslatedPattern {
  const pieces = new Pieces(source);
  const groupNames = [""];
  let inClass = false;
  while (pieces.isLeft) {
    if (!inClass && pieces.take(QUOTED) !== undefined) continue;
    if (pieces.takeClassName()) continue;
    if (pieces.take(ESCAPED) !== undefined) continue;
    if (inClass) {
      if (pieces.take(POSIX) !== undefined) continue;
      inClass = pieces.one() !== "]";
      continue;
    }
    const name = pieces.takeGroup(groupNames);
    if (name !== undefined) groupNames.push(name);
    else if (pieces.take(CLASS_START) !== undefined) inClass = true;
    else pieces.one();
  }
  return { text: pieces.text, groupNames, written: (part) => pieces.written(part) };
}

/** A closing bracket that comes first stands for itself. */
const CLASS_START = /\[\^?\]?/y;

class Pieces {
  readonly #source: string;
  readonly #pieces: Piece[] = [];
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  get isLeft(): boolean {
    return this.#at < this.#source.length;
  }

  get text(): string {
    return this.#pieces.map(({ to }) => to).join("");
  }

  #add(from: string, to = from): void {
    this.#pieces.push({ from, to });
    this.#at += from.length;
  }

  #match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source) ?? undefined;
  }

  take(pattern: RegExp): string | undefined {
    const text = this.#match(pattern)?.[0];
    if (text !== undefined) this.#add(text);
    return text;
  }

  one(): string {
    const character = this.#source.charAt(this.#at);
    this.#add(character);
    return character;
  }

  takeClassName(): boolean {
    const found = this.#match(CLASS_NAME);
    if (found === undefined) return false;
    const [text, negated = "", long, short = ""] = found;
    if (long === undefined) this.#add(text, text.slice(0, 2) + short.toUpperCase());
    else this.#add(text, `${text.slice(0, 2)}{${negated}${canonicalClass(long)}}`);
    return true;
  }

  /** The name of a group that starts here, empty for one without; the second of a name gets another one. */
  takeGroup(known: readonly string[]): string | undefined {
    if (this.take(PLAIN_GROUP) !== undefined) return "";
    const found = this.#match(GROUP);
    if (found === undefined) return undefined;
    const [text, name = ""] = found;
    this.#add(text, known.includes(name) ? text.replace(name, `${name}__again${known.length}`) : text);
    return name;
  }

  written(part: string): string {
    const start = this.text.indexOf(part);
    if (start < 0) return part;
    let at = 0;
    let text = "";
    for (const { from, to } of this.#pieces) {
      const [first, last] = [Math.max(start - at, 0), Math.min(start + part.length - at, to.length)];
      const isPart = from.length === to.length || (first === 0 && last < to.length);
      if (first < last) text += isPart ? from.slice(first, last) : from;
      at += to.length;
    }
    return text;
  }
}

/** Case, blanks, hyphens and underscores do not count. */
function canonicalClass(name: string): string {
  const plain = name.replace(/[ _-]/g, "");
  const canonical = plain.charAt(0).replace(/[a-z]/, (letter) => letter.toUpperCase()) + lowerAscii(plain.slice(1));
  return CATEGORIES.get(canonical.toLowerCase()) ?? canonical;
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
