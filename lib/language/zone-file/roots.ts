/** As part of which zone files a file is read: itself, or those that include it. */
import { includePath } from "../../dns/text/path.ts";
import { fileUses } from "../file-uses.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { parseEntry } from "./parse.ts";
import { scanEntries } from "./scan.ts";

/** The files that the Corefile names and that include this one; the file itself when it is named, or when none does. */
export function zoneFilesAround(workspace: LanguageWorkspace, listed: string): readonly string[] {
  const named = namedZoneFiles(workspace);
  if (named.includes(listed)) return [listed];
  const roots = named.filter((root) => reaches(workspace, root, listed));
  return roots.length === 0 ? [listed] : roots;
}

/** True when a zone file that the Corefile names includes this one. */
export function isIncluded(workspace: LanguageWorkspace, listed: string): boolean {
  return namedZoneFiles(workspace).some((root) => reaches(workspace, root, listed));
}

function namedZoneFiles(workspace: LanguageWorkspace): readonly string[] {
  const { uses } = fileUses(workspace);
  return [...new Set(uses.filter(({ kind }) => kind === "zone-file").map(({ listed }) => listed))];
}

/** True when a file includes another one, or one that does. */
function reaches(workspace: LanguageWorkspace, from: string, wanted: string): boolean {
  const waiting = [from];
  const seen = new Set(waiting);
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const text = workspace.files.read(file);
    if (typeof text !== "string" || !/\$include/i.test(text)) continue;
    for (const entry of scanEntries(text)) {
      const parsed = parseEntry(entry);
      if (parsed.kind !== "directive" || parsed.name !== "$INCLUDE") continue;
      const path = parsed.args[0]?.text;
      if (path === undefined) continue;
      const listed = listedPath(workspace, includePath(file, path));
      if (listed === wanted) return true;
      if (!seen.has(listed)) {
        seen.add(listed);
        waiting.push(listed);
      }
    }
  }
  return false;
}
