/**
 * Formats a Corefile: four blanks for each open brace, one blank between words, at most one blank line.
 * Words, comments and the lines they share stay as they are, so CoreDNS reads the same configuration.
 */
import { countLineBreaks, type SourceToken } from "./token.ts";
import type { Comment, CorefileTree } from "./tree.ts";

const INDENT = "    ";
/** Deeper blocks are indented no further: a text of braces alone would become too long for any string. */
const MAX_DEPTH = 100;
const BYTE_ORDER_MARK = "\uFEFF";

/** The tree's text in its usual form. To format it again changes nothing. */
export function formatCorefile(tree: CorefileTree): string {
  const writer = new Writer(tree);
  return writer.write();
}

type Element =
  | { readonly kind: "token"; readonly node: SourceToken }
  | { readonly kind: "comment"; readonly node: Comment };

class Writer {
  readonly #tree: CorefileTree;
  readonly #text: string;
  readonly #lineEnd: string;
  readonly #parts: string[] = [];
  #depth = 0;
  /** Where the last element ended in the old text. */
  #at = 0;
  /** Blank lines after a word with a variable may be part of its meaning: a value may have line breaks. */
  #keepsBlankLines = false;

  constructor(tree: CorefileTree) {
    this.#tree = tree;
    this.#text = tree.source.text;
    this.#lineEnd = lineEndOf(tree);
  }

  write(): string {
    const hasMark = this.#text.startsWith(BYTE_ORDER_MARK);
    if (hasMark) this.#at = 1;
    // A first word that starts with the mark would lose it, once nothing stands before it.
    if (hasMark || this.#tree.tokens[0]?.text.startsWith(BYTE_ORDER_MARK)) this.#parts.push(BYTE_ORDER_MARK);
    const start = this.#parts.length;
    for (const element of elementsOf(this.#tree)) {
      this.#separate(element, this.#parts.length === start);
      this.#element(element);
    }
    this.#rest(this.#parts.length === start);
    return this.#parts.join("");
  }

  #separate({ kind, node }: Element, isFirst: boolean): void {
    const breaks = isFirst ? 0 : countLineBreaks(this.#text.slice(this.#at, node.start));
    if (breaks === 0 && !isFirst) {
      if (kind === "token" || !node.glued) this.#parts.push(" ");
      return;
    }
    this.#parts.push(this.#lineEnd.repeat(this.#keepsBlankLines ? breaks : Math.min(breaks, 2)));
    const closes = kind === "token" && node.text === "}";
    this.#parts.push(INDENT.repeat(Math.max(0, Math.min(closes ? this.#depth - 1 : this.#depth, MAX_DEPTH))));
  }

  #element({ kind, node }: Element): void {
    this.#at = node.end;
    if (kind === "comment") {
      this.#parts.push(node.glued ? node.text : node.text.trimEnd());
      return;
    }
    this.#parts.push(node.raw);
    this.#keepsBlankLines = /\{[$%]/.test(node.text);
    if (node.text === "{") this.#depth++;
    if (node.text === "}") this.#depth = Math.max(0, this.#depth - 1);
  }

  /** The end: a line break, but not within quotes that are still open. */
  #rest(isEmpty: boolean): void {
    const rest = this.#text.slice(this.#at);
    const last = this.#tree.tokens.at(-1);
    const endsInQuotes = last !== undefined && last.end === this.#text.length && isUnclosed(last);
    if (rest.trim() !== "") this.#parts.push(isEmpty ? rest.trimStart() : rest);
    else if (!isEmpty && !endsInQuotes) this.#parts.push(this.#lineEnd);
  }
}

/** Tokens and comments in the order of the text. */
function* elementsOf({ tokens, comments }: CorefileTree): Generator<Element> {
  let next = 0;
  for (const token of tokens) {
    for (let comment = comments[next]; comment !== undefined && comment.start < token.start; comment = comments[next]) {
      yield { kind: "comment", node: comment };
      next++;
    }
    yield { kind: "token", node: token };
  }
  for (const comment of comments.slice(next)) yield { kind: "comment", node: comment };
}

/** The first line end behind a word or a comment: those in quotes and those before everything do not count. */
function lineEndOf(tree: CorefileTree): string {
  const { text } = tree.source;
  let at: number | undefined;
  for (const { node } of elementsOf(tree)) {
    const lineEnd = at === undefined ? undefined : /\r?\n/.exec(text.slice(at, node.start));
    if (lineEnd) return lineEnd[0];
    at = node.end;
  }
  return at === undefined ? "\n" : (/\r?\n/.exec(text.slice(at))?.[0] ?? "\n");
}

function isUnclosed({ raw }: SourceToken): boolean {
  return raw.startsWith('"') && !/^"(?:[^"\\]|\\[\s\S])*"$/.test(raw);
}
