/** Reading a Corefile as CoreDNS does (Caddy, caddyfile parser): blocks, snippets, imports, variables, and its errors. */
import type { Configuration, ServerBlock } from "./configuration.ts";
import { type CursorError, lineDistance, TokenCursor } from "./cursor.ts";
import { type Environment, replaceVariables } from "./environment.ts";
import type { CorefileFiles } from "./files.ts";
import { Importer } from "./importer.ts";
import { lex } from "./lexer.ts";
import type { Range } from "./position.ts";
import type { Problem } from "./problem.ts";
import { SourceToken, type Token } from "./token.ts";

/** What a Corefile is read from and with. */
export interface CorefileSource {
  /** Its path as messages shall name it. */
  readonly file: string;
  readonly text: string;
  readonly files: CorefileFiles;
  readonly environment: Environment;
  /** Names of all directives that CoreDNS knows. */
  readonly directives: ReadonlySet<string>;
}

/** Reads a Corefile. Never throws; what is wrong is among the problems, and reading goes on where it sensibly can. */
export function loadCorefile(source: CorefileSource): Configuration {
  return new Reader(source).read();
}

const ORIGIN = { offset: 0, line: 1, column: 1 };

/** Reading cannot go on; the problem has been noted. */
class Stop extends Error {}

class Reader {
  readonly #source: CorefileSource;
  readonly #importer: Importer;
  readonly #problems: Problem[] = [];
  #tokens: Token[];
  #at = -1;

  constructor(source: CorefileSource) {
    this.#source = source;
    this.#tokens = [...lex(source).tokens];
    this.#importer = new Importer(source);
  }

  read(): Configuration {
    const blocks: ServerBlock[] = [];
    try {
      while (this.#next()) {
        const block = this.#block();
        if (block !== undefined && block.keys.length > 0) blocks.push(block);
      }
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
    }
    const { warnings, imported } = this.#importer;
    return { file: this.#source.file, blocks, problems: this.#problems, warnings, imported };
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #text(): string {
    return this.#token?.text ?? "";
  }

  #next(): boolean {
    if (this.#at >= this.#tokens.length - 1) return false;
    this.#at++;
    return true;
  }

  #isNewLine(): boolean {
    const token = this.#token;
    const previous = this.#tokens[this.#at - 1];
    return previous === undefined || (token !== undefined && lineDistance(previous, token) > 0);
  }

  /** A block, or a snippet, which is noted and gives nothing. */
  #block(): ServerBlock | undefined {
    const first = this.#token;
    const { keys, atEnd } = this.#keys();
    const start = first?.range ?? { file: this.#source.file, start: ORIGIN, end: ORIGIN };
    if (atEnd) return { keys, directives: new Map(), at: start };
    const name = snippetName(keys);
    if (name !== undefined) {
      this.#snippet(name);
      return undefined;
    }
    const braced = this.#text() === "{";
    if (!braced) this.#at--;
    const directives = this.#directives();
    if (braced && this.#text() !== "}") this.#stop(this.#cursor().syntaxError("}"), "unclosed-block");
    return { keys, directives, at: spanning(start, this.#token?.range) };
  }

  /** The words before the block; a comma lets the list go on over lines. */
  #keys(): { readonly keys: Token[]; readonly atEnd: boolean } {
    const keys: Token[] = [];
    let expectingAnother = false;
    for (;;) {
      const token = this.#token;
      if (token === undefined) return { keys, atEnd: true };
      const text = this.#replace(token.text);
      if (text === "import" && this.#isNewLine()) {
        this.#import();
        // Behind the last word an import of nothing leaves no word to go on with.
        if (this.#token === undefined) return { keys, atEnd: true };
        continue;
      }
      if (text === "{") {
        if (expectingAnother)
          this.#stop(
            this.#cursor().error(`Expected another address but had '${text}' - check for extra comma`),
            "extra-comma",
          );
        return { keys, atEnd: false };
      }
      if (text !== "") {
        expectingAnother = text.endsWith(",");
        keys.push(withText(token, expectingAnother ? text.slice(0, -1) : text));
      }
      const hasNext = this.#next();
      if (!hasNext) {
        if (expectingAnother) this.#stop(this.#cursor().endError(), "unexpected-end");
        return { keys, atEnd: true };
      }
      if (!expectingAnother && this.#isNewLine()) return { keys, atEnd: false };
    }
  }

  #snippet(name: string): void {
    if (this.#importer.has(name))
      this.#stop(this.#cursor().error(`redeclaration of previously declared snippet ${name}`), "snippet-twice");
    if (this.#text() !== "{") this.#stop(this.#cursor().syntaxError("{"), "snippet-without-braces");
    const tokens: Token[] = [];
    let depth = 1;
    while (this.#next()) {
      if (this.#text() === "}" && --depth === 0) break;
      if (this.#text() === "{") depth++;
      if (this.#token !== undefined) tokens.push(this.#token);
    }
    if (depth !== 0) this.#stop(this.#cursor().syntaxError("}"), "unclosed-block");
    const imports = (token: Token, index: number): boolean =>
      token.text === "import" && isLineStart(tokens, index) && this.#replace(tokens[index + 1]?.text ?? "") === name;
    if (tokens.slice(0, -1).some(imports))
      this.#stop(
        this.#cursor().error(`maximum snippet import depth (${Importer.MAX_SNIPPETS}) exceeded`),
        "snippet-in-itself",
      );
    this.#importer.define(name, tokens);
  }

  #directives(): Map<string, Token[]> {
    const directives = new Map<string, Token[]>();
    while (this.#next()) {
      if (this.#text() === "}") break;
      if (this.#text() === "import") {
        this.#import();
        this.#at--;
      } else this.#directive(directives);
    }
    return directives;
  }

  /** One use of a directive: its line, and its block with all that is in it. */
  #directive(directives: Map<string, Token[]>): void {
    const name = this.#replace(this.#text());
    const first = this.#token;
    if (!this.#source.directives.has(name))
      this.#note(this.#cursor().error(`Unknown directive '${name}'`), "unknown-directive");
    const words = directives.get(name) ?? [];
    if (this.#source.directives.has(name)) directives.set(name, words);
    if (first !== undefined) words.push(first);
    let nesting = 0;
    while (this.#next()) {
      const text = this.#text();
      if (text === "{") nesting++;
      else if (this.#isNewLine() && nesting === 0) {
        this.#at--;
        break;
      } else if (text === "}" && nesting > 0) nesting--;
      else if (text === "}")
        this.#stop(this.#cursor().error("Unexpected '}' because no matching opening brace"), "unexpected-brace");
      else if (text === "import" && this.#isNewLine()) {
        this.#import();
        this.#at--;
        continue;
      }
      const token = this.#token;
      if (token === undefined) continue;
      const replaced = withText(token, this.#replace(token.text));
      this.#tokens[this.#at] = replaced;
      words.push(replaced);
    }
    if (nesting > 0) this.#stop(this.#cursor().endError(), "unexpected-end");
  }

  /** Puts what an import stands for in its place; the walk stands at the first of the new words then. */
  #import(): void {
    const start = this.#at;
    if (!this.#nextArg()) this.#stop(this.#cursor().argError(), "import-without-argument");
    const argument = this.#at;
    const pattern = this.#replace(this.#text());
    if (pattern === "")
      this.#stop(this.#cursor().error("Import requires a non-empty filepath"), "import-without-argument");
    if (this.#nextArg())
      this.#stop(
        this.#cursor().error("Import takes only one argument (glob pattern or file)"),
        "import-with-arguments",
      );
    const imported = this.#importer.resolve(pattern, this.#token?.file ?? this.#source.file);
    if ("error" in imported) {
      this.#note(this.#cursor().error(imported.error), imported.code);
      if (imported.code === "import-too-deep") throw new Stop();
    }
    this.#tokens.splice(start, argument - start + 1, ...("error" in imported ? [] : imported));
    this.#at = start;
  }

  #nextArg(): boolean {
    const token = this.#token;
    const following = this.#tokens[this.#at + 1];
    if (token === undefined || following === undefined || lineDistance(token, following) !== 0) return false;
    this.#at++;
    return true;
  }

  #replace(text: string): string {
    return replaceVariables(text, this.#source.environment);
  }

  /** A cursor at the word at hand, for its errors. */
  #cursor(): TokenCursor {
    const token = this.#token;
    const cursor = new TokenCursor(token === undefined ? [] : [token], this.#source.file);
    cursor.next();
    return cursor;
  }

  #note({ message, range }: CursorError, code: string): void {
    const cause = code === "import-not-found" || code === "import-unreadable" ? "here" : "text";
    this.#problems.push({ code, severity: "error", cause, message, range });
  }

  #stop(error: CursorError, code: string): never {
    this.#note(error, code);
    throw new Stop();
  }
}

function isLineStart(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1];
  const token = tokens[index];
  return previous === undefined || (token !== undefined && lineDistance(previous, token) > 0);
}

/** A block with one key in parentheses is a snippet. */
function snippetName(keys: readonly Token[]): string | undefined {
  const [only, ...more] = keys;
  if (only === undefined || more.length > 0 || !only.text.startsWith("(") || !only.text.endsWith(")")) return undefined;
  return only.text.slice(1).replace(/\)$/, "");
}

function withText(token: Token, text: string): Token {
  if (text === token.text) return token;
  return token instanceof SourceToken
    ? token.withText(text)
    : { text, line: token.line, file: token.file, range: token.range };
}

function spanning(start: Range, end: Range | undefined): Range {
  return end === undefined || end.file !== start.file ? start : { ...start, end: end.end };
}
