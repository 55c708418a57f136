/** What `import` stands for: a snippet, a file, or all files that match a pattern. */

import type { ProblemCause } from "../../text/problem.ts";
import { lex } from "../lexer.ts";
import type { SourceToken } from "../token.ts";
import type { CorefileFiles } from "./files.ts";
import type { ImportCounts } from "./import-loops.ts";
import { matchedFiles } from "./import-pattern.ts";

/** What an import stands for, or why it cannot be had, in CoreDNS's words. */
export type Imported =
  | { readonly kind: "tokens"; readonly tokens: readonly SourceToken[]; readonly warning?: string }
  | { readonly kind: "error"; readonly code: string; readonly text: string; readonly cause: ProblemCause };

/** What an import asks for. */
export interface ImportRequest {
  readonly argument: string;
  /** The file in which it stands. */
  readonly importer: string;
  /** What is counted from here until the reader is here again, when nothing else can come of it. */
  readonly round?: ImportCounts;
}

/** How many imports there may be. */
export interface ImportBounds {
  readonly files: number;
  readonly snippets: number;
  /** How many tokens they may stand for: a thousand files of which each imports the next twice would fill the memory. */
  readonly tokens: number;
}

/** Named in both of CoreDNS's messages. */
export const MAX_SNIPPET_IMPORTS = 10_000;
const DEPTH = "import-depth";
/** CoreDNS's, which does not count tokens. */
const BOUNDS: ImportBounds = { files: 100_000, snippets: MAX_SNIPPET_IMPORTS, tokens: 2_000_000 };

/** The tokens of files, kept from one reading to the next as long as a file's text stays the same. */
export type LexedFiles = Map<string, { readonly text: string; readonly tokens: readonly SourceToken[] }>;

/** Looks up imports, and counts them. */
export class Importer {
  readonly #files: CorefileFiles;
  readonly #lexed: LexedFiles;
  readonly #snippets = new Map<string, readonly SourceToken[]>();
  readonly #bounds: ImportBounds;
  readonly #read = new Map<string, readonly SourceToken[]>();
  /** What arguments in files stand for. */
  readonly #found = new Map<string, Imported>();
  #snippetImports = 0;
  #fileImports = 0;
  #importedTokens = 0;
  #isTooDeep = false;

  constructor(files: CorefileFiles, lexed: LexedFiles = new Map(), bounds: ImportBounds = BOUNDS) {
    this.#files = files;
    this.#lexed = lexed;
    this.#bounds = bounds;
  }

  /** What has been counted until now. */
  get counts(): ImportCounts {
    return { files: this.#fileImports, snippets: this.#snippetImports, defined: this.#snippets.size };
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
  find(request: ImportRequest): Imported {
    if (this.#isTooDeep) return { kind: "tokens", tokens: [] };
    if (request.round !== undefined) this.#countRounds(request.round);
    const found = this.#find(request);
    this.#isTooDeep = found.kind === "error" && found.code === DEPTH;
    return found;
  }

  /** Counts as many whole rounds as there is room for. */
  #countRounds({ files, snippets }: ImportCounts): void {
    const inFiles =
      files === 0 ? Number.POSITIVE_INFINITY : Math.floor((this.#bounds.files - this.#fileImports) / files);
    const inSnippets =
      snippets === 0 ? Number.POSITIVE_INFINITY : Math.floor((this.#bounds.snippets - this.#snippetImports) / snippets);
    const rounds = Math.min(inFiles, inSnippets);
    this.#fileImports += rounds * files;
    this.#snippetImports += rounds * snippets;
  }

  #find({ argument, importer }: ImportRequest): Imported {
    const snippet = this.#snippets.get(argument);
    if (snippet === undefined && this.#fileImports++ >= this.#bounds.files) return tooDeep("file");
    if (snippet !== undefined && this.#snippetImports++ >= this.#bounds.snippets) return tooDeep("snippet");
    const found: Imported =
      snippet === undefined ? this.#filesOf(argument, importer) : { kind: "tokens", tokens: snippet };
    if (found.kind === "error") return found;
    this.#importedTokens += found.tokens.length;
    if (this.#importedTokens <= this.#bounds.tokens) return found;
    return tooDeep(snippet === undefined ? "file" : "snippet");
  }

  #filesOf(argument: string, importer: string): Imported {
    const key = `${importer}\0${argument}`;
    const found = this.#found.get(key) ?? this.#findFiles(argument, importer);
    this.#found.set(key, found);
    return found;
  }

  #findFiles(argument: string, importer: string): Imported {
    const found = matchedFiles(argument, importer, this.#files);
    if (found.kind === "too-many-wildcards") {
      return failure(
        "import-pattern",
        `Glob pattern may only contain one wildcard (*), but has others: ${found.pattern}`,
      );
    }
    if (found.kind === "malformed") {
      return failure("import-pattern", `Failed to use import pattern ${argument}: syntax error in pattern`);
    }
    const { paths, pattern } = found;
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
