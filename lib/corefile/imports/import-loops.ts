/**
 * Imports that lead back to themselves. CoreDNS reads on until it has counted its bound of imports, for a second or for
 * hours. Here a reader that comes back to an import in the same state, and has read nothing on the way but what that
 * import stands for, may count at once what it would count by reading the same again and again.
 */
import type { SourceToken } from "../token.ts";

/** How many imports were replaced up to a moment, and how many snippets are known. */
export interface ImportCounts {
  readonly files: number;
  readonly snippets: number;
  readonly defined: number;
}

/** All that decides how the reader takes the tokens that come next. */
export interface ReaderState {
  readonly part: "keys" | "keys behind a comma" | "directives" | "directive";
  /** The list of keys or the directive that has begun; undefined when nothing has. */
  readonly within: object | undefined;
  /** How many braces of the directive are open. */
  readonly depth: number;
}

/** An import as the reader comes upon it. */
export interface ImportPlace {
  /** The word `import`. */
  readonly token: SourceToken;
  /** The token before it, which tells whether what is imported starts on a new line. */
  readonly before: SourceToken | undefined;
  readonly state: ReaderState;
  readonly counts: ImportCounts;
  /** What the word itself came out of. */
  readonly source: Expansion | undefined;
}

/** What an import was replaced by, within what another one was replaced by. */
export class Expansion {
  readonly place: ImportPlace;
  readonly depth: number;

  constructor(place: ImportPlace) {
    this.place = place;
    this.depth = (place.source?.depth ?? 0) + 1;
  }

  /** Whether this came out of another expansion, or is the same. */
  isWithin(outer: Expansion): boolean {
    let at: Expansion | undefined = this;
    while (at !== undefined && at.depth > outer.depth) at = at.place.source;
    return at === outer;
  }
}

/** The imports of one reading. */
export class ImportLoops {
  readonly #latest = new Map<SourceToken, Expansion>();

  /** Notes that an import is replaced. */
  expand(place: ImportPlace): Expansion {
    const expansion = new Expansion(place);
    this.#latest.set(place.token, expansion);
    return expansion;
  }

  /** What each further round will count; undefined when the reading need not come back here. */
  roundAt({ token, before, state, counts, source }: ImportPlace): ImportCounts | undefined {
    const last = this.#latest.get(token);
    if (last === undefined || source?.isWithin(last) !== true) return undefined;
    const { place } = last;
    if (!isSameWord(place.before, before) || !leadsOn(place.state, state)) return undefined;
    if (place.counts.defined !== counts.defined) return undefined;
    return { files: counts.files - place.counts.files, snippets: counts.snippets - place.counts.snippets, defined: 0 };
  }
}

function isSameWord(left: SourceToken | undefined, right: SourceToken | undefined): boolean {
  return left === right || (left?.source === right?.source && left?.start === right?.start);
}

/** Whether the reader takes the same way from both: within one directive more open braces change nothing. */
function leadsOn(before: ReaderState, now: ReaderState): boolean {
  return before.part === now.part && before.within === now.within && before.depth <= now.depth;
}
