/** What a Corefile reaches: files by imports, snippets, and what each import stands for. */
import { replaceVariables } from "../../corefile/imports/environment.ts";
import { matchedFiles } from "../../corefile/imports/import-pattern.ts";
import type { DirectiveNode, ImportNode, LineNode, SnippetNode } from "../../corefile/tree.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { nestedLines } from "./nested-lines.ts";
import { type Parsed, parsedFile } from "./parsed.ts";

/** Where lines stand, once they are imported: outside of blocks, in a server block, or in a directive's block. */
export type Around =
  | { readonly kind: "top" }
  | { readonly kind: "server block" }
  | { readonly kind: "directive"; readonly name: string };

/** A snippet and the file that has it. */
interface SnippetPlace {
  readonly node: SnippetNode;
  readonly parsed: Parsed;
}

/** One import. */
export interface ImportUse {
  readonly node: ImportNode;
  readonly parsed: Parsed;
  /** The argument with variables replaced; undefined when there is none. */
  readonly argument: string | undefined;
  /** The snippet in which it stands. */
  readonly inSnippet: string | undefined;
  readonly around: Around;
}

/** A file and where its lines stand. */
export interface ReachedFile {
  readonly parsed: Parsed;
  readonly around: Around;
}

/** All that is read when CoreDNS starts with a file. */
export interface Reach {
  readonly files: ReadonlyMap<string, ReachedFile>;
  /** By name; of two with the same name the first one counts. */
  readonly snippets: ReadonlyMap<string, SnippetPlace>;
  readonly imports: readonly ImportUse[];
}

const TOP: Around = { kind: "top" };
const SERVER_BLOCK: Around = { kind: "server block" };
const MAX_FILES = 2000;

/** What the Corefile reaches if the file is part of that, else what the file itself reaches. */
export function reachOf(workspace: LanguageWorkspace, file: string): Reach {
  const fromCorefile = reachFrom(workspace, workspace.corefile);
  return fromCorefile.files.has(file) ? fromCorefile : reachFrom(workspace, file);
}

function reachFrom(workspace: LanguageWorkspace, file: string): Reach {
  const { reachesOf } = workspace.service;
  const reaches = reachesOf.get(workspace) ?? new Map<string, Reach>();
  reachesOf.set(workspace, reaches);
  const before = reaches.get(file);
  const found = before !== undefined && isNewest(workspace, before) ? before : new Walk(workspace).from(file);
  reaches.set(file, found);
  return found;
}

/** False when another version of one of its files was parsed since: trees move along with their text. */
function isNewest(workspace: LanguageWorkspace, { files }: Reach): boolean {
  return [...files].every(([file, { parsed }]) => parsedFile(workspace, file, parsed.readAs) === parsed);
}

/** A file as its place in the reach has it read; undefined when it cannot be read. */
export function reachedFile(workspace: LanguageWorkspace, file: string): ReachedFile | undefined {
  const reached = reachOf(workspace, file).files.get(file);
  if (reached !== undefined) return reached;
  const parsed = parsedFile(workspace, file);
  return parsed === undefined ? undefined : { parsed, around: TOP };
}

/** The files that an import stands for, by the workspace's names. */
export function importedFiles(
  workspace: LanguageWorkspace,
  { argument, parsed }: Pick<ImportUse, "argument" | "parsed">,
): readonly string[] {
  if (argument === undefined || argument === "") return [];
  const { files } = workspace;
  const found = matchedFiles(argument, parsed.file, files);
  if (found.kind !== "paths") return [];
  return found.paths.filter((path) => !files.isFolder(path)).map((path) => listedPath(workspace, path));
}

/** Where the lines of a snippet stand, as the first import of it tells; in a server block when nothing tells. */
export function aroundSnippet(reach: Pick<Reach, "imports">, name: string): Around {
  const seen = new Set<string>();
  for (let current = name; !seen.has(current); ) {
    seen.add(current);
    const use = reach.imports.find(({ argument }) => argument === current);
    if (use === undefined) return SERVER_BLOCK;
    if (use.inSnippet === undefined || use.around.kind === "directive") return use.around;
    current = use.inSnippet;
  }
  return SERVER_BLOCK;
}

interface Waiting {
  readonly file: string;
  readonly around: () => Around;
}

class Walk implements Reach {
  readonly files = new Map<string, ReachedFile>();
  readonly snippets = new Map<string, SnippetPlace>();
  readonly imports: ImportUse[] = [];
  readonly #workspace: LanguageWorkspace;
  readonly #waiting: Waiting[] = [];

  constructor(workspace: LanguageWorkspace) {
    this.#workspace = workspace;
  }

  from(file: string): Reach {
    this.#waiting.push({ file, around: () => TOP });
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      if (!this.files.has(next.file) && this.files.size < MAX_FILES) this.#read(next.file, next.around());
    }
    return this;
  }

  #read(file: string, around: Around): void {
    const parsed = parsedFile(this.#workspace, file, around.kind === "top" ? "corefile" : "lines");
    if (parsed === undefined) return;
    this.files.set(file, { parsed, around });
    const first = this.imports.length;
    for (const item of parsed.tree.items) {
      if (item.kind === "import") this.#import(item, { parsed, inSnippet: undefined, around });
      else if (item.kind === "snippet") {
        if (!this.snippets.has(item.name)) this.snippets.set(item.name, { node: item, parsed });
        this.#lines(item.body, { parsed, inSnippet: item.name, around: SERVER_BLOCK });
      } else {
        const inside = around.kind === "top" ? SERVER_BLOCK : around;
        this.#lines(item.body, { parsed, inSnippet: undefined, around: inside });
      }
    }
    for (const use of this.imports.slice(first)) this.#enqueue(use);
  }

  #lines(lines: readonly LineNode[], where: Pick<ImportUse, "parsed" | "inSnippet" | "around">): void {
    // Deeper blocks belong to the directive as well: nothing else is known of them.
    const inside = (around: Around, { name }: DirectiveNode): Around =>
      around.kind === "directive" ? around : { kind: "directive", name: name.text };
    for (const { line, known } of nestedLines(lines, { known: where.around, inside })) {
      if (line.kind === "import") this.#import(line, { ...where, around: known });
    }
  }

  #import(node: ImportNode, where: Pick<ImportUse, "parsed" | "inSnippet" | "around">): void {
    const [argument] = node.args;
    const text = argument === undefined ? undefined : replaceVariables(argument.text, this.#workspace.environment);
    this.imports.push({ ...where, node, argument: text });
  }

  #enqueue(use: ImportUse): void {
    if (use.argument === undefined || this.snippets.has(use.argument)) return;
    const { inSnippet, around } = use;
    const isFree = inSnippet !== undefined && around.kind === "server block";
    for (const file of importedFiles(this.#workspace, use)) {
      this.#waiting.push({ file, around: () => (isFree ? aroundSnippet(this, inSnippet) : around) });
    }
  }
}
