/** Where in a Corefile a place is: on which line of which block, and in or behind which word. */
import type { SourceToken } from "../../corefile/token.ts";
import type { Comment, DirectiveNode, LineNode, TopLevelNode } from "../../corefile/tree.ts";
import { lastIndexWhere, type Parsed } from "./parsed.ts";

/**
 * What may be written at a place: the first word of something outside of blocks (`top`) or a further key (`keys`), the
 * name of a directive or property, an argument; nothing in a comment or at a brace.
 */
type SpotKind = "comment" | "brace" | "top" | "keys" | "name" | "argument";

/** A place of a tree. */
export interface Spot {
  readonly kind: SpotKind;
  readonly offset: number;
  /** The word that the place is in, at the start of, or behind. */
  readonly token: SourceToken | undefined;
  readonly item: TopLevelNode | undefined;
  /** The directives in whose blocks the place is, the outermost first. */
  readonly blocks: readonly DirectiveNode[];
  /** The lines of the block in which the place is. */
  readonly siblings: readonly LineNode[];
  /** The line on which the place is, if there is something on it. */
  readonly line: LineNode | undefined;
  /** The arguments, or keys, before the word at the place. */
  readonly before: readonly SourceToken[];
}

/** Finds the place of an offset. */
export function spotAt({ text, tree }: Parsed, offset: number): Spot {
  const finder = new Finder(text, offset);
  const { comments, items } = tree;
  const comment = comments[lastIndexWhere(comments, ({ start }) => start < offset)];
  const item = items[lastIndexWhere(items, ({ first }) => first.start <= offset)];
  if (comment !== undefined && isInComment(comment, offset)) return { ...finder.nowhere, kind: "comment" };
  return item === undefined ? finder.nowhere : finder.inItem(item);
}

function isInComment({ end }: Comment, offset: number): boolean {
  return offset <= end;
}

/** The word of a place up to the place itself; empty between words. */
export function partialWord({ token, offset }: Spot): string {
  return token === undefined ? "" : token.raw.slice(0, offset - token.start);
}

class Finder {
  readonly #text: string;
  readonly #offset: number;
  readonly nowhere: Spot;

  constructor(text: string, offset: number) {
    this.#text = text;
    this.#offset = offset;
    this.nowhere = {
      kind: "top",
      offset,
      token: undefined,
      item: undefined,
      blocks: [],
      siblings: [],
      line: undefined,
      before: [],
    };
  }

  inItem(item: TopLevelNode): Spot {
    const here = { ...this.nowhere, item };
    if (item.kind === "import") return this.#onLine(item, here) ?? this.nowhere;
    const { open, close } = item;
    const keys = item.kind === "snippet" ? [item.nameToken] : item.keys.map(({ token }) => token);
    if (close !== undefined && this.#offset > close.start) return this.#behind(close);
    if (open !== undefined && this.#isIn(open))
      return { ...here, kind: this.#offset === open.start ? "keys" : "brace" };
    const isBeforeBody =
      open === undefined ? keys.length > 0 && this.#isOnLineOf(keys.at(-1)) : this.#offset < open.start;
    if (isBeforeBody) {
      const token = keys.find((key) => this.#isIn(key));
      return { ...here, kind: "keys", token, before: keys.filter(({ end }) => end < this.#offset) };
    }
    return this.#inLines(item.body, { ...here, kind: "name", siblings: item.body });
  }

  #inLines(lines: readonly LineNode[], here: Spot): Spot {
    const blocks: DirectiveNode[] = [];
    let spot: Spot = { ...here, blocks };
    let siblings = lines;
    for (;;) {
      const line = siblings[lastIndexWhere(siblings, ({ first }) => first.start <= this.#offset)];
      if (line === undefined) return spot;
      const block = line.kind === "directive" ? line.block : undefined;
      if (line.kind === "import" || block === undefined || this.#offset <= block.open.start) {
        return this.#onLine(line, spot) ?? spot;
      }
      if (this.#offset <= block.open.end) return { ...spot, kind: "brace" };
      if (block.close !== undefined && this.#offset > block.close.start) {
        return this.#isOnLineOf(block.close) ? { ...spot, kind: "brace" } : spot;
      }
      siblings = block.lines;
      blocks.push(line);
      spot = { ...spot, siblings };
    }
  }

  /** A place on the line itself; undefined behind its end. */
  #onLine(line: LineNode, spot: Spot): Spot | undefined {
    if (this.#isIn(line.name)) return { ...spot, kind: "name", line, token: line.name };
    const token = line.args.find((word) => this.#isIn(word));
    const before = line.args.filter(({ end }) => end < this.#offset);
    const last = token ?? before.at(-1) ?? line.name;
    if (token === undefined && !this.#isOnLineOf(last)) return undefined;
    return { ...spot, kind: "argument", line, token, before };
  }

  #behind(brace: SourceToken): Spot {
    return this.#isIn(brace) ? { ...this.nowhere, kind: "brace" } : this.nowhere;
  }

  #isIn({ start, end }: SourceToken): boolean {
    return start <= this.#offset && this.#offset <= end;
  }

  /** No line ends between the word and the place. */
  #isOnLineOf(word: SourceToken | undefined): boolean {
    return word === undefined || !this.#text.slice(word.end, this.#offset).includes("\n");
  }
}
