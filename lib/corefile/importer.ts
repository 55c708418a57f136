/** What `import` stands for: a snippet, a file, or all files that match a pattern. */
import type { CorefileFiles } from "./files.ts";
import { isMalformedPattern } from "./glob.ts";
import { lex } from "./lexer.ts";
import type { ProblemCause } from "./problem.ts";
import type { SourceToken } from "./token.ts";

/** What an import stands for, or why it cannot be had, in CoreDNS's words. */
export type Imported =
  | { readonly kind: "tokens"; readonly tokens: readonly SourceToken[]; readonly warning?: string }
  | { readonly kind: "error"; readonly code: string; readonly text: string; readonly cause: ProblemCause };

/** CoreDNS's bounds on imports; both of its messages name the first. */
export const MAX_SNIPPET_IMPORTS = 10_000;
const DEPTH = "import-depth";
const MAX_FILE_IMPORTS = 100_000;
/** A long file that imports itself would fill the memory before it reaches CoreDNS's bounds. */
const MAX_IMPORTED_TOKENS = 2_000_000;

/** The tokens of files, kept from one reading to the next as long as a file's text stays the same. */
export type LexedFiles = Map<string, { readonly text: string; readonly tokens: readonly SourceToken[] }>;

/** Looks up imports, and counts them. */
export class Importer {
  readonly #files: CorefileFiles;
  readonly #lexed: LexedFiles;
  readonly #snippets = new Map<string, readonly SourceToken[]>();
  readonly #read = new Map<string, readonly SourceToken[]>();
  #snippetImports = 0;
  #fileImports = 0;
  #importedTokens = 0;
  #isTooDeep = false;

  constructor(files: CorefileFiles, lexed: LexedFiles = new Map()) {
    this.#files = files;
    this.#lexed = lexed;
  }

  /** The paths of all files that were read. */
  get paths(): readonly string[] {
    return [...this.#read.keys()];
  }

  /** Keeps a snippet; of two with the same name the first one stays. */
  define(name: string, tokens: readonly SourceToken[]): void {
    if (!this.#snippets.has(name)) this.#snippets.set(name, tokens);
  }

  /** Whether a snippet of that name is known. */
  hasSnippet(name: string): boolean {
    return this.#snippets.has(name);
  }

  /**
   * What the argument of an import in `importer` stands for. A snippet goes before a file of the same name. Beyond the
   * bounds it is an error once, and then nothing, so that the reading ends.
   */
  find(argument: string, importer: string): Imported {
    if (this.#isTooDeep) return { kind: "tokens", tokens: [] };
    const found = this.#find(argument, importer);
    this.#isTooDeep = found.kind === "error" && found.code === DEPTH;
    return found;
  }

  #find(argument: string, importer: string): Imported {
    const snippet = this.#snippets.get(argument);
    const found: Imported =
      snippet === undefined ? this.#findFiles(argument, importer) : { kind: "tokens", tokens: snippet };
    if (snippet !== undefined && this.#snippetImports++ >= MAX_SNIPPET_IMPORTS) return tooDeep("snippet");
    if (found.kind === "error") return found;
    this.#importedTokens += found.tokens.length;
    if (this.#importedTokens <= MAX_IMPORTED_TOKENS) return found;
    return tooDeep(snippet === undefined ? "file" : "snippet");
  }

  #findFiles(argument: string, importer: string): Imported {
    if (this.#fileImports >= MAX_FILE_IMPORTS) return tooDeep("file");
    this.#fileImports++;
    const pattern = argument.startsWith("/") ? argument : join(folderOf(this.#files.absolute(importer)), argument);
    if (hasTooManyWildcards(pattern)) {
      return failure("import-pattern", `Glob pattern may only contain one wildcard (*), but has others: ${pattern}`);
    }
    if (isMalformedPattern(pattern)) {
      return failure("import-pattern", `Failed to use import pattern ${argument}: syntax error in pattern`);
    }
    const paths = this.#files.glob(pattern);
    if (paths.length > 0) return this.#readAll(paths);
    if (!/[*?[\]]/.test(pattern)) return notFound(argument);
    return { kind: "tokens", tokens: [], warning: `No files matching import glob pattern: ${argument}` };
  }

  #readAll(paths: readonly string[]): Imported {
    const tokens: SourceToken[] = [];
    for (const path of paths) {
      const read = this.#tokensOf(path);
      if ("error" in read) return missing("import-unreadable", `Could not import ${path}: ${read.error}`);
      for (const token of read) tokens.push(token);
    }
    return { kind: "tokens", tokens };
  }

  #tokensOf(path: string): readonly SourceToken[] | { readonly error: string } {
    const known = this.#read.get(path);
    if (known !== undefined) return known;
    if (this.#files.isFolder(path)) return { error: "is a directory" };
    const text = this.#files.read(path);
    if (typeof text !== "string") return text;
    const before = this.#lexed.get(path);
    const tokens = before?.text === text ? before.tokens : lex({ file: this.#files.absolute(path), text }).tokens;
    this.#lexed.set(path, { text, tokens });
    this.#read.set(path, tokens);
    return tokens;
  }
}

function tooDeep(what: "snippet" | "file"): Imported {
  return failure(DEPTH, `maximum ${what} import depth (${MAX_SNIPPET_IMPORTS}) exceeded`);
}

function failure(code: string, text: string): Imported {
  return { kind: "error", code, text, cause: "text" };
}

/** A word without a dot or a slash is meant as a snippet, which another machine has as little as this one. */
function notFound(argument: string): Imported {
  const text = `File to import not found: ${argument}`;
  return /[./]/.test(argument) ? missing("import-not-found", text) : failure("import-not-found", text);
}

function missing(code: string, text: string): Imported {
  return { kind: "error", code, text, cause: "here" };
}

function hasTooManyWildcards(pattern: string): boolean {
  const count = (wildcard: string): number => pattern.split(wildcard).length - 1;
  return count("*") > 1 || count("?") > 1 || (pattern.includes("[") && pattern.includes("]"));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** Go's `filepath.Join` of an absolute folder and a relative path. */
function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
