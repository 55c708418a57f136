/** As part of which zone files a file is read: itself, or those that include it; and what it begins with then. */
import { includePath } from "../../go/path.ts";
import { type FileUse, fileUses } from "../files/file-uses.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { contextAfter, contextInside, type EntryContext } from "./context.ts";
import { guessOrigin } from "./origin.ts";
import type { ParsedEntry } from "./parse.ts";

/** The files that the Corefile names and that include this one; the file itself when it is named, or when none does. */
export function zoneFilesAround(workspace: LanguageWorkspace, listed: string): readonly string[] {
  const named = namedZoneFiles(workspace);
  if (named.has(listed)) return [listed];
  const roots = [...named.keys()].filter((root) => contextIn(workspace, { root, wanted: listed }) !== undefined);
  return roots.length === 0 ? [listed] : roots;
}

/** True when a zone file that the Corefile names includes this one. */
export function isIncluded(workspace: LanguageWorkspace, listed: string): boolean {
  return [...namedZoneFiles(workspace).keys()].some(
    (root) => contextIn(workspace, { root, wanted: listed }) !== undefined,
  );
}

/** Origin and TTL with which a file begins, as the first zone has it that it is read for. */
export function contextOfFile(workspace: LanguageWorkspace, listed: string, text: string): EntryContext {
  const [root = listed] = zoneFilesAround(workspace, listed);
  const found = root === listed ? undefined : contextIn(workspace, { root, wanted: listed });
  return found ?? startOf(workspace, listed, text);
}

function startOf(workspace: LanguageWorkspace, listed: string, text: string): EntryContext {
  const origin = namedZoneFiles(workspace).get(listed)?.zones[0] ?? guessOrigin(listed, text);
  return { origin, ttl: undefined, owner: undefined };
}

/** The zone files that the Corefile names, each with its first use. */
function namedZoneFiles(workspace: LanguageWorkspace): ReadonlyMap<string, FileUse> {
  const { uses } = fileUses(workspace);
  return new Map(uses.flatMap((use) => (use.kind === "zone-file" ? [[use.listed, use] as const] : [])).reverse());
}

interface Waiting {
  readonly file: string;
  readonly text: string;
  readonly start: EntryContext;
}

/** With what a file begins where another one, or one that that includes, includes it first; undefined when none does. */
function contextIn(
  workspace: LanguageWorkspace,
  { root, wanted }: { readonly root: string; readonly wanted: string },
): EntryContext | undefined {
  const first = workspace.files.read(root);
  if (typeof first !== "string" || !mayInclude(first)) return undefined;
  const waiting: Waiting[] = [{ file: root, text: first, start: startOf(workspace, root, first) }];
  const seen = new Set([root]);
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const { path, start } of includesOf(next, workspace.service.entries(next.text))) {
      const listed = listedPath(workspace, path);
      if (listed === wanted) return start;
      const text = seen.has(listed) ? undefined : workspace.files.read(path);
      seen.add(listed);
      if (typeof text === "string" && mayInclude(text)) waiting.push({ file: path, text, start });
    }
  }
  return undefined;
}

const mayInclude = (text: string): boolean => /\$include/i.test(text);

function includesOf(
  { file, start }: Waiting,
  entries: readonly ParsedEntry[],
): readonly { readonly path: string; readonly start: EntryContext }[] {
  const found: { readonly path: string; readonly start: EntryContext }[] = [];
  let before = start;
  for (const parsed of entries) {
    if (parsed.kind === "directive" && parsed.name === "$INCLUDE") {
      const path = parsed.args[0]?.text;
      if (path !== undefined) found.push({ path: includePath(file, path), start: contextInside(parsed, before) });
    }
    before = contextAfter(parsed, before);
  }
  return found;
}
