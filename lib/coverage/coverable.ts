/** What of a workspace questions can come to, line by line: blocks, directives in their path, rules, entries, records. */
import { loadCorefile } from "../corefile/load.ts";
import type { Token } from "../corefile/token.ts";
import { type WrittenUse, writtenUses } from "../corefile/written-uses.ts";
import type { Directive } from "../directive/directive.ts";
import { includePath } from "../go/path.ts";
import { propertyNamed } from "../language/corefile/meanings.ts";
import { fileUses } from "../language/files/file-uses.ts";
import { directiveNamed, type LanguageWorkspace, listedPath } from "../language/workspace.ts";
import { hostsAddress, readHostsLine } from "../system-files/hosts-line.ts";
import type { CoverableKind } from "./kinds.ts";

/** Something that a question can come to. */
export interface Coverable {
  readonly kind: CoverableKind;
  /** By the workspace's name for it. */
  readonly file: string;
  readonly line: number;
  /** The last line of it; a rule in braces has several. */
  readonly endLine: number;
  /** How it begins, for people. */
  readonly words: string;
}

/** So much of a line is shown. */
const MAX_WORDS = 120;

/** All that can be covered, each line once per kind, in the order of the files. Set-up only directives are not among it. */
export function coverableOf(workspace: LanguageWorkspace): readonly Coverable[] {
  const found = new Found(workspace);
  const { corefile, files, environment } = workspace;
  const text = files.read(corefile);
  if (typeof text !== "string") return [];
  const { blocks, isDefault } = loadCorefile({ file: corefile, text, files, environment });
  for (const block of isDefault ? [] : blocks) {
    const [key] = block.keys;
    if (key !== undefined)
      found.add(
        "block",
        block.keys.filter(({ file }) => file === key.file),
      );
    for (const [name, tokens] of block.directives) {
      const directive = directiveNamed(workspace, name);
      if (directive?.inChain === true) addDirective(found, directive, writtenUses(tokens));
    }
  }
  addFiles(found, workspace);
  return found.all;
}

function addDirective(found: Found, directive: Directive<unknown>, uses: readonly WrittenUse[]): void {
  const plugins = directive.runsPerUse === true ? uses : uses.slice(0, 1);
  for (const { line } of plugins) found.add("directive", line);
  const { rules } = directive;
  for (const { line, properties } of uses) {
    if (rules === "uses") found.add("rule", line, [...line, ...properties.flat()].at(-1));
    for (const words of properties) {
      const name = words[0]?.text ?? "";
      const known = propertyNamed(directive, name)?.name;
      if (known === undefined && directive.rows !== undefined) found.add("entry", words);
      else if (known !== undefined && rules !== "uses" && rules?.includes(known) === true) found.add("rule", words);
    }
  }
}

/** Zone files with what they include, and hosts files; what lies outside of the workspace is not for its tests. */
function addFiles(found: Found, workspace: LanguageWorkspace): void {
  const listed = new Set(workspace.paths);
  const seen = new Set<string>();
  const waiting = fileUses(workspace).uses.map(({ path, kind }) => ({ path, kind }));
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, kind } = next;
    const file = listedPath(workspace, path);
    const text = seen.has(file) || !listed.has(file) || kind === "other" ? undefined : workspace.files.read(path);
    seen.add(file);
    if (typeof text !== "string") continue;
    if (kind === "hosts-file") addHostsLines(found, file, text);
    else
      for (const included of addRecords(found, { file, text, workspace }))
        waiting.push({ path: includePath(path, included), kind });
  }
}

function addHostsLines(found: Found, file: string, text: string): void {
  for (const [index, line] of text.split("\n").entries()) {
    const { address, names } = readHostsLine(line);
    if (address === undefined || names.length === 0 || hostsAddress(address.text) === undefined) continue;
    found.addLine({ kind: "entry", file, line: index + 1, endLine: index + 1, words: shortened(line) });
  }
}

interface ZoneText {
  readonly file: string;
  readonly text: string;
  readonly workspace: LanguageWorkspace;
}

/** Gives the files that it includes, as they are written. */
function addRecords(found: Found, { file, text, workspace }: ZoneText): readonly string[] {
  const included: string[] = [];
  for (const parsed of workspace.service.entries(text)) {
    if (parsed.kind === "blank") continue;
    if (parsed.kind === "directive" && parsed.name === "$INCLUDE") {
      const [path] = parsed.args;
      if (path !== undefined) included.push(path.text);
    } else if (parsed.kind === "record" || parsed.name === "$GENERATE") {
      const { firstLine, lastLine, start, end } = parsed.entry;
      const words = shortened(text.slice(start, Math.min(end, start + 4 * MAX_WORDS)));
      found.addLine({ kind: "record", file, line: firstLine, endLine: lastLine, words });
    }
  }
  return included;
}

/** Each line once per kind: a snippet may be imported many times, a file named by several zones. */
class Found {
  readonly #workspace: LanguageWorkspace;
  readonly #byPlace = new Map<string, Coverable>();

  constructor(workspace: LanguageWorkspace) {
    this.#workspace = workspace;
  }

  get all(): readonly Coverable[] {
    return [...this.#byPlace.values()].sort((left, right) => (left.file === right.file ? left.line - right.line : 0));
  }

  /** Adds what begins with these words and goes on to `last`, when that is in the same file. */
  add(kind: CoverableKind, words: readonly Token[], last = words.at(-1)): void {
    const [first] = words;
    if (first === undefined) return;
    const { file, start } = first.range;
    const endLine = last?.range.file === file ? last.range.end.line : start.line;
    const text = shortened(words.map(({ text }) => text).join(" "));
    this.addLine({ kind, file: listedPath(this.#workspace, file), line: start.line, endLine, words: text });
  }

  addLine(coverable: Coverable): void {
    const key = `${coverable.kind} ${coverable.line} ${coverable.file}`;
    if (!this.#byPlace.has(key)) this.#byPlace.set(key, coverable);
  }
}

function shortened(line: string): string {
  const words = line.replace(/\s+/g, " ").trim();
  return words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS - 1)}…` : words;
}
