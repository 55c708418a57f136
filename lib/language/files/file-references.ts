/** Words that name a file of the workspace: in the Corefile, in what it imports, and in zone files that include others. */

import { folderOf, includePath } from "../../go/path.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { Range } from "../../text/position.ts";
import { namedFiles } from "../corefile/named-files.ts";
import { reachOf } from "../corefile/reach.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { fileKind } from "./file-kind.ts";
import { fileUses } from "./file-uses.ts";

/** One word that names a file. */
export interface FileReference {
  /** With quotes, if there are some. */
  readonly range: Range;
  /** As it is written, without quotes. */
  readonly word: string;
  /** The files that it names, by the workspace's names. */
  readonly files: readonly string[];
  /** The absolute folder from which a relative word starts. */
  readonly folder: string;
  /** What reads it: each has its own way to quote, and only an import starts from the folder of its own file. */
  readonly how: "import" | "argument" | "include";
}

/** All words that name files, each once: the Corefile and its imports first, then the zone files. */
export function fileReferences(workspace: LanguageWorkspace): readonly FileReference[] {
  return [...inCorefiles(workspace), ...inZoneFiles(workspace)];
}

function inCorefiles(workspace: LanguageWorkspace): readonly FileReference[] {
  const reach = reachOf(workspace, workspace.corefile);
  return [...reach.files.values()].flatMap((reached) =>
    namedFiles({ workspace, reach, reached }).map(({ token, files, folder, how }) => ({
      range: token.range,
      word: token.text,
      files,
      folder,
      how,
    })),
  );
}

interface ZoneText {
  /** As CoreDNS names it: below root, when there is one. */
  readonly path: string;
  readonly listed: string;
}

/** Each file once for each path that CoreDNS has of it: what it includes starts from there. */
function inZoneFiles(workspace: LanguageWorkspace): readonly FileReference[] {
  const named = fileUses(workspace).uses.filter(({ kind }) => kind === "zone-file");
  const others = workspace.paths.filter((path) => fileKind(workspace, path) === "zone-file");
  const waiting: ZoneText[] = [...named, ...others.map((path) => ({ path, listed: path }))];
  const seen = new Set<string>();
  const found: FileReference[] = [];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { path, listed } = next;
    const absolute = workspace.files.absolute(path);
    const text = seen.has(absolute) ? undefined : workspace.files.read(path);
    seen.add(absolute);
    if (typeof text !== "string" || !/\$include/i.test(text)) continue;
    const lines = new LineIndex(listed, text);
    for (const parsed of workspace.service.entries(text)) {
      const word = parsed.kind === "directive" && parsed.name === "$INCLUDE" ? parsed.args[0] : undefined;
      if (word === undefined) continue;
      const included = includePath(path, word.text);
      if (typeof workspace.files.read(included) !== "string") continue;
      const target = { path: included, listed: listedPath(workspace, included) };
      const folder = folderOf(absolute);
      const range = lines.range(word.start, word.end);
      found.push({ range, word: word.text, files: [target.listed], folder, how: "include" });
      waiting.push(target);
    }
  }
  return found;
}
