/** What `import` stands for: a snippet of this Corefile, a file, or all files that match a pattern. */
import type { CorefileFiles } from "./files.ts";
import { lex } from "./lexer.ts";
import type { Token } from "./token.ts";

/** Why nothing can be imported, in CoreDNS's words. */
export interface ImportFailure {
  readonly code: string;
  readonly error: string;
}

/** Snippets and files that a Corefile imports, with the limits that keep an import of itself from going on for ever. */
export class Importer {
  static readonly MAX_SNIPPETS = 10_000;
  /** CoreDNS stops after 100,000 files; so many words of one file that imports itself would be more than memory. */
  static readonly MAX_FILES = 100_000;
  static readonly #MAX_TOKENS = 2_000_000;
  readonly warnings: string[] = [];
  readonly imported: string[] = [];
  readonly #files: CorefileFiles;
  readonly #snippets = new Map<string, readonly Token[]>();
  #snippetImports = 0;
  #fileImports = 0;
  #tokens = 0;

  constructor({ files }: { readonly files: CorefileFiles }) {
    this.#files = files;
  }

  /** Whether a snippet has this name. */
  has(name: string): boolean {
    return this.#snippets.has(name);
  }

  /** Remembers a snippet. */
  define(name: string, tokens: readonly Token[]): void {
    this.#snippets.set(name, tokens);
  }

  /** The words of a snippet or of files; `file` is the one with the import, to which relative patterns are relative. */
  resolve(pattern: string, file: string): readonly Token[] | ImportFailure {
    const tokens = this.#resolve(pattern, file);
    if ("error" in tokens) return tokens;
    this.#tokens += tokens.length;
    return this.#tokens > Importer.#MAX_TOKENS ? tooDeep("file") : tokens;
  }

  #resolve(pattern: string, file: string): Token[] | ImportFailure {
    const snippet = this.#snippets.get(pattern);
    if (snippet !== undefined)
      return this.#snippetImports++ >= Importer.MAX_SNIPPETS ? tooDeep("snippet") : [...snippet];
    if (this.#fileImports++ >= Importer.MAX_FILES) return tooDeep("file");
    const absolute = pattern.startsWith("/") ? pattern : join(folderOf(this.#files.absolute(file)), pattern);
    if (hasSeveralWildcards(absolute)) {
      return {
        code: "import-pattern",
        error: `Glob pattern may only contain one wildcard (*), but has others: ${absolute}`,
      };
    }
    const matches = this.#files.glob(absolute);
    if (matches.length === 0) {
      if (!/[*?[\]]/.test(absolute)) return { code: "import-not-found", error: `File to import not found: ${pattern}` };
      this.warnings.push(`[WARNING] No files matching import glob pattern: ${pattern}`);
    }
    return this.#read(matches);
  }

  #read(paths: readonly string[]): Token[] | ImportFailure {
    const tokens: Token[] = [];
    for (const path of paths) {
      if (this.#files.isFolder(path))
        return { code: "import-unreadable", error: `Could not import ${path}: is a directory` };
      const text = this.#files.read(path);
      if (typeof text !== "string")
        return { code: "import-unreadable", error: `Could not import ${path}: ${text.error}` };
      const absolute = this.#files.absolute(path);
      if (!this.imported.includes(absolute)) this.imported.push(absolute);
      for (const token of lex({ file: absolute, text }).tokens) tokens.push(token);
    }
    return tokens;
  }
}

/** Both limits name the same number, as in CoreDNS. */
function tooDeep(what: "snippet" | "file"): ImportFailure {
  return { code: "import-too-deep", error: `maximum ${what} import depth (${Importer.MAX_SNIPPETS}) exceeded` };
}

function hasSeveralWildcards(pattern: string): boolean {
  const count = (character: string): number => pattern.split(character).length - 1;
  return count("*") > 1 || count("?") > 1 || (pattern.includes("[") && pattern.includes("]"));
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")) || "/";
}

/** Go's filepath.Join of an absolute folder and a relative path. */
function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}
