/** The lines of a block with the blocks in them, to any depth; without recursion, as braces may be many. */
import { lineDistance } from "./cursor.ts";
import type { SourceToken } from "./token.ts";
import type { BlockNode, DirectiveNode, ImportNode, LineNode } from "./tree.ts";

/** The lines of a server block or a snippet. */
export interface Body {
  readonly lines: readonly LineNode[];
  readonly close: SourceToken | undefined;
  /** The first token behind the block. */
  readonly next: number;
}

/** Reads from behind the opening brace, if there is one, to the brace that closes it or to the end. */
export function readBody(tokens: readonly SourceToken[], from: number): Body {
  const reader = new BodyReader(tokens, from);
  return reader.read();
}

/** Whether a token starts a line. */
export function isNewLine(tokens: readonly SourceToken[], at: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  return token === undefined || before === undefined || lineDistance(before, token) > 0;
}

/** The tokens from a place to the end of its line. */
export function restOfLine(tokens: readonly SourceToken[], from: number): readonly SourceToken[] {
  let end = from;
  while (end < tokens.length && !isNewLine(tokens, end)) end++;
  return tokens.slice(from, end);
}

type Draft<Node> = { -readonly [Key in keyof Node]: Node[Key] };

interface DirectiveDraft extends Draft<DirectiveNode> {
  args: SourceToken[];
  block: BlockDraft | undefined;
}

interface BlockDraft extends Draft<BlockNode> {
  lines: LineNode[];
}

/** A block that is open, and the line in it to which the next word may belong. */
interface Level {
  readonly lines: LineNode[];
  line: DirectiveDraft | ImportNode | undefined;
}

class BodyReader {
  readonly #tokens: readonly SourceToken[];
  readonly #root: Level = { lines: [], line: undefined };
  readonly #levels: Level[] = [this.#root];
  #at: number;

  constructor(tokens: readonly SourceToken[], from: number) {
    this.#tokens = tokens;
    this.#at = from;
  }

  read(): Body {
    for (let token = this.#tokens[this.#at]; token !== undefined; token = this.#tokens[this.#at]) {
      const level = this.#levels.at(-1) ?? this.#root;
      if (token.text === "}" && this.#levels.length === 1) {
        return { lines: this.#root.lines, close: token, next: this.#at + 1 };
      }
      if (token.text === "}") this.#close(token);
      else if (token.text === "{" && this.#mayOpen(level)) this.#open(level, token);
      else if (level.line === undefined || isNewLine(this.#tokens, this.#at)) this.#start(level, token);
      else this.#continue(level.line, token);
      this.#at++;
    }
    this.#endAll();
    return { lines: this.#root.lines, close: undefined, next: this.#at };
  }

  /** A brace belongs to the directive before it, even from the next line; in a block it may stand alone. */
  #mayOpen({ line }: Level): boolean {
    return line?.kind === "directive" || this.#levels.length > 1;
  }

  #open(level: Level, open: SourceToken): void {
    const directive = level.line?.kind === "directive" ? level.line : this.#directive(level, open);
    const block = directive.block ?? { kind: "block", open, lines: [], close: undefined };
    directive.block = block;
    directive.last = open;
    this.#levels.push({ lines: block.lines, line: undefined });
  }

  #close(close: SourceToken): void {
    this.#levels.pop();
    const owner = this.#levels.at(-1)?.line;
    if (owner?.kind !== "directive" || owner.block === undefined) return;
    owner.block.close = close;
    owner.last = close;
  }

  #start(level: Level, token: SourceToken): void {
    const isImport = token.text === "import" && (this.#levels.length === 1 || isNewLine(this.#tokens, this.#at));
    if (!isImport) {
      this.#directive(level, token);
      return;
    }
    const args = restOfLine(this.#tokens, this.#at + 1);
    level.line = { kind: "import", name: token, args, first: token, last: args.at(-1) ?? token };
    level.lines.push(level.line);
    this.#at += args.length;
  }

  #directive(level: Level, name: SourceToken): DirectiveDraft {
    const depth = this.#levels.length;
    const line: DirectiveDraft = {
      kind: "directive",
      depth,
      name,
      args: [],
      block: undefined,
      first: name,
      last: name,
    };
    level.line = line;
    level.lines.push(line);
    return line;
  }

  #continue(line: DirectiveDraft | ImportNode, token: SourceToken): void {
    if (line.kind === "import") return;
    line.args.push(token);
    line.last = token;
  }

  /** Blocks that are still open reach to the end. */
  #endAll(): void {
    const last = this.#tokens.at(-1);
    for (const { line } of this.#levels.slice(0, -1)) {
      if (line?.kind === "directive" && last !== undefined) line.last = last;
    }
  }
}
