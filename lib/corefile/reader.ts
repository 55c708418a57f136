/**
 * Reads tokens into server blocks as Caddy's parser does, and goes on after an error. Where a block was left open, all
 * that follows would be read as part of it: once CoreDNS is known to refuse, a reader may close such blocks by itself.
 */
import type { ServerBlock } from "./configuration.ts";
import { replaceVariables } from "./imports/environment.ts";
import type { ReaderState } from "./imports/import-loops.ts";
import { ImportStatements } from "./imports/import-statements.ts";
import { MAX_SNIPPET_IMPORTS } from "./imports/importer.ts";
import { OpenBlocks } from "./open-blocks.ts";
import type { ProblemList } from "./problem-list.ts";
import type { BlocksRead, ReaderOptions } from "./reader-options.ts";
import { rangeBetween, type SourceToken } from "./token.ts";
import { TokenStream } from "./token-stream.ts";

/** Reads all server blocks. */
export function readBlocks(tokens: readonly SourceToken[], options: ReaderOptions): BlocksRead {
  const reader = new Reader(tokens, options);
  const blocks = reader.read();
  return { blocks, hasOpenBlocks: reader.hasOpenBlocks, endsOpen: reader.endsOpen };
}

interface OpenBlock {
  readonly keys: SourceToken[];
  readonly directives: Map<string, SourceToken[]>;
}

class Reader {
  readonly #stream: TokenStream;
  readonly #options: ReaderOptions;
  readonly #problems: ProblemList;
  #block: OpenBlock = { keys: [], directives: new Map() };
  readonly #open: OpenBlocks;
  readonly #imports: ImportStatements;
  endsOpen = false;

  constructor(tokens: readonly SourceToken[], options: ReaderOptions) {
    this.#stream = new TokenStream(tokens, options.before);
    this.#options = options;
    this.#problems = options.problems;
    this.#open = new OpenBlocks(this.#stream, options);
    this.#imports = new ImportStatements(this.#stream, options);
  }

  get hasOpenBlocks(): boolean {
    return this.#open.found;
  }

  read(): readonly ServerBlock[] {
    const blocks: ServerBlock[] = [];
    while (this.#stream.next() && this.#stream.token !== this.#options.end && !this.#hasRefused()) {
      this.#open.isAtNext = false;
      this.endsOpen = true;
      const { keys, directives } = this.#openBlock();
      const keepsKeys = this.#readOne();
      const [first] = keys;
      if (this.#open.isAtNext) {
        this.#open.closeBeforeNext(first);
        this.endsOpen = false;
      }
      if (!keepsKeys || first === undefined) continue;
      const last = this.#stream.token ?? first;
      const at = () =>
        last.source === first.source && last.end >= first.end ? rangeBetween(first, last) : first.range;
      blocks.push({
        keys,
        directives,
        get at() {
          return at();
        },
      });
    }
    return blocks;
  }

  #hasRefused(): boolean {
    return this.#options.endsAtError === true && this.#problems.errors.length > 0;
  }

  #openBlock(): OpenBlock {
    this.#block = { keys: [], directives: new Map() };
    return this.#block;
  }

  /** A server block or a snippet; false for a snippet, whose name is no key. */
  #readOne(): boolean {
    if (!this.#keys()) return true;
    const name = snippetName(this.#block.keys);
    if (name !== undefined) {
      this.#snippet(name);
      return false;
    }
    const hasBrace = this.#is("{");
    if (!hasBrace) this.#stream.back();
    this.#directives();
    if (hasBrace && !this.#open.isAtNext && !this.#is("}")) this.#failSyntax("block-unclosed", "}");
    return true;
  }

  /** The words before the block; false when the text ends with them. */
  #keys(): boolean {
    const stream = this.#stream;
    let expectsAnother = false;
    for (;;) {
      const text = this.#expand(stream.text);
      if (text === "import" && stream.isNewLine()) {
        this.#imports.replace(this.#stateInKeys(expectsAnother));
        continue;
      }
      if (text === "{") {
        if (expectsAnother) {
          this.#fail("key-expected", `Expected another address but had '${text}' - check for extra comma`);
        }
        return true;
      }
      if (text !== "" && stream.token !== undefined) {
        expectsAnother = text.endsWith(",");
        this.#block.keys.push(stream.token.withText(expectsAnother ? text.slice(0, -1) : text));
      }
      const hasNext = stream.next();
      if (expectsAnother && !hasNext) this.#fail("end-of-file", "Unexpected EOF");
      if (!hasNext) return false;
      if (!expectsAnother && stream.isNewLine()) return true;
    }
  }

  #stateInKeys(expectsAnother: boolean): ReaderState {
    const { keys } = this.#block;
    const part = expectsAnother ? "keys behind a comma" : "keys";
    return { part, within: keys.length === 0 ? undefined : keys, depth: 0 };
  }

  #snippet(name: string): void {
    const stream = this.#stream;
    if (this.#options.hasSnippet(name)) {
      this.#fail("snippet-redeclared", `redeclaration of previously declared snippet ${name}`);
    }
    if (stream.text !== "{") {
      this.#failSyntax("snippet-unopened", "{");
      stream.back();
      this.#directives();
      return;
    }
    const tokens = this.#snippetTokens();
    if (this.#importsItself(name, tokens)) {
      this.#fail("import-depth", `maximum snippet import depth (${MAX_SNIPPET_IMPORTS}) exceeded`);
    } else {
      this.#options.define(name, tokens);
    }
  }

  #snippetTokens(): readonly SourceToken[] {
    const stream = this.#stream;
    const tokens: SourceToken[] = [];
    let depth = 1;
    while (stream.next()) {
      if (stream.text === "}") depth--;
      else if (stream.text === "{") depth++;
      else if (this.#open.closesHere()) return tokens;
      if (depth === 0) {
        this.endsOpen = false;
        return tokens;
      }
      if (stream.token !== undefined) tokens.push(stream.token);
    }
    this.#failSyntax("block-unclosed", "}");
    return tokens;
  }

  #importsItself(name: string, tokens: readonly SourceToken[]): boolean {
    return tokens.some((token, index) => {
      const argument = tokens[index + 1];
      const before = tokens[index - 1];
      if (token.text !== "import" || argument === undefined || this.#expand(argument.text) !== name) return false;
      return before === undefined || before.file !== token.file || before.line !== token.line;
    });
  }

  #directives(): void {
    const stream = this.#stream;
    while (stream.next() && !this.#hasRefused()) {
      if (stream.text === "}") {
        this.endsOpen = false;
        return;
      }
      if (stream.text === "import") {
        this.#imports.replace({ part: "directives", within: undefined, depth: 0 });
        stream.back();
      } else if (this.#open.closesHere()) {
        return;
      } else {
        this.#directive();
        if (this.#open.isAtNext) return;
      }
    }
  }

  /** A directive with its arguments and its block. */
  #directive(): void {
    const stream = this.#stream;
    const into = this.#entryFor(this.#expand(stream.text));
    if (stream.token !== undefined) into.push(stream.token);
    const open = { depth: 0 };
    while (stream.next()) {
      const text = stream.text;
      if (text === "{") open.depth++;
      else if (open.depth === 0 && stream.isNewLine()) {
        stream.back();
        return;
      } else if (text === "}" && open.depth > 0) open.depth--;
      else if (text === "}") {
        this.#fail("brace-unexpected", "Unexpected '}' because no matching opening brace");
        stream.back();
        return;
      } else if (text === "import" && stream.isNewLine()) {
        this.#imports.replace({ part: "directive", within: open, depth: open.depth });
        stream.back();
        continue;
      } else if (this.#open.closesHere()) {
        return;
      }
      if (stream.token === undefined) continue;
      const expanded = stream.token.withText(this.#expand(text));
      stream.replace(expanded);
      into.push(expanded);
    }
    if (open.depth > 0) this.#fail("end-of-file", "Unexpected EOF");
  }

  #entryFor(name: string): SourceToken[] {
    const { directives } = this.#options;
    if (directives !== undefined && !directives.has(name)) {
      const text = `Error during parsing: Unknown directive '${name}'`;
      this.#problems.error(this.#stream.token, { code: UNKNOWN_DIRECTIVE, cause: "text", text, unknown: name });
      return [];
    }
    const tokens = this.#block.directives.get(name) ?? [];
    this.#block.directives.set(name, tokens);
    return tokens;
  }

  #fail(code: string, text: string): void {
    this.#problems.error(this.#stream.token, { code, cause: "text", text: `Error during parsing: ${text}` });
  }

  #failSyntax(code: string, expected: string): void {
    const text = `Syntax error: Unexpected token '${this.#stream.text}', expecting '${expected}'`;
    this.#problems.error(this.#stream.token, { code, cause: "text", text });
  }

  #is(text: string): boolean {
    return this.#stream.text === text;
  }

  #expand(text: string): string {
    const { environment } = this.#options;
    return environment === undefined ? text : replaceVariables(text, environment);
  }
}

/** The code under which a directive is told that CoreDNS does not know. */
export const UNKNOWN_DIRECTIVE = "unknown-directive";

/** The name of a snippet, whose block has one key, in parentheses. */
function snippetName(keys: readonly SourceToken[]): string | undefined {
  const [key, another] = keys;
  if (key === undefined || another !== undefined) return undefined;
  if (!key.text.startsWith("(") || !key.text.endsWith(")")) return undefined;
  return key.text.slice(1).replace(/\)$/, "");
}
