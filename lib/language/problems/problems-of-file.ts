/** Problems of the files beside the Corefile: zone files, hosts files, YAML. Corefiles have their own reading. */

import { problemsOfTests } from "../../dns-tests/file-problems.ts";
import { TESTS_FILE } from "../../dns-tests/schema.ts";
import { readSettings } from "../../studio-settings/settings.ts";
import { SETTINGS_FILE } from "../../studio-settings/settings-file.ts";
import type { Problem } from "../../text/problem.ts";
import { type FileKind, fileKind } from "../files/file-kind.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { getYamlProblems } from "../yaml/problems.ts";
import { zoneFilesAround } from "../zone-file/roots.ts";
import { problemsOfHostsFile, problemsOfNamedFiles, problemsOfZoneFile } from "./problems-of-named-files.ts";

/**
 * The problems of one file, given any path of it; none for Corefiles and for files that cannot be read. A zone file is
 * read for each zone that the Corefile names it for; an included one as part of the files that include it.
 */
export function problemsOfFile(workspace: LanguageWorkspace, path: string): readonly Problem[] {
  return problemsOfKind(workspace, path, fileKind(workspace, path));
}

/** The problems of one file that is known to be of a kind. */
function problemsOfKind(workspace: LanguageWorkspace, path: string, kind: FileKind): readonly Problem[] {
  const listed = listedPath(workspace, path);
  switch (kind) {
    case "zone-file":
      return zoneFilesAround(workspace, listed)
        .flatMap((root) => problemsOfZoneFile(workspace, root))
        .filter(({ range }) => range.file === listed);
    case "hosts-file":
      return problemsOfHostsFile(workspace, listed);
    case "yaml": {
      const text = workspace.files.read(listed);
      if (typeof text !== "string") return [];
      if (listed === SETTINGS_FILE) return readSettings(text).problems;
      const problems = getYamlProblems(listed, text);
      return listed === TESTS_FILE && problems.length === 0 ? problemsOfTests(listed, text) : problems;
    }
    default:
      return [];
  }
}

/** As `problemsOfKind`, with those of the files that a zone file includes: without them it is no zone. */
export function problemsOfWhole(workspace: LanguageWorkspace, path: string, kind: FileKind): readonly Problem[] {
  const listed = listedPath(workspace, path);
  const isWhole = kind === "zone-file" && zoneFilesAround(workspace, listed)[0] === listed;
  return isWhole ? problemsOfZoneFile(workspace, listed) : problemsOfKind(workspace, path, kind);
}

/** The problems of the files that the Corefile names, and those of the others that are open; of its settings the server tells, open or not. */
export function problemsOfOpenFiles(workspace: LanguageWorkspace, open: readonly string[]): readonly Problem[] {
  const named = problemsOfNamedFiles(workspace);
  const told = new Set([...named.map(({ range }) => range.file), SETTINGS_FILE, workspace.corefile]);
  return [...named, ...open.filter((path) => !told.has(path)).flatMap((path) => problemsOfFile(workspace, path))];
}
