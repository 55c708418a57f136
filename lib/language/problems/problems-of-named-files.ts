/** Problems of the files that a Corefile names: zone files, for each zone that they are read for, and hosts files. */
import { ROOT } from "../../dns/name/name.ts";
import { boundedProblems } from "../../text/bounded-problems.ts";
import type { Fix } from "../../text/edit.ts";
import type { Range } from "../../text/position.ts";
import type { Problem } from "../../text/problem.ts";
import { type FileUse, fileUses } from "../files/file-uses.ts";
import { getHostsProblems } from "../hosts-file/problems.ts";
import { type LanguageWorkspace, listedPath } from "../workspace.ts";
import { guessOrigin } from "../zone-file/origin.ts";
import { getZoneProblems, type ZoneUse } from "../zone-file/problems.ts";
import { readZoneText } from "../zone-file/read.ts";

/** The problems of all files that the Corefile names, in its order, whether they are open or not. */
export function problemsOfNamedFiles(workspace: LanguageWorkspace): readonly Problem[] {
  const { uses } = fileUses(workspace);
  const paths = (kind: FileUse["kind"]): readonly string[] => [
    ...new Set(uses.filter((use) => use.kind === kind).map(({ listed }) => listed)),
  ];
  return [
    ...paths("zone-file").flatMap((path) => problemsOfZoneFile(workspace, path)),
    ...paths("hosts-file").flatMap((path) => problemsOfHostsFile(workspace, path)),
  ];
}

/** The problems of a zone file as they were last read: most keys change none of them. */
export interface RememberedProblems {
  readonly uses: string;
  /** Every file that was asked for, with what came of it. */
  readonly read: ReadonlyMap<string, string | undefined>;
  readonly problems: readonly Problem[];
}

/** Problems of a zone file and of those that it includes, for all its zones; each once. */
export function problemsOfZoneFile(workspace: LanguageWorkspace, listed: string): readonly Problem[] {
  const { uses: all } = fileUses(workspace);
  const uses = all.filter((use) => use.kind === "zone-file" && use.listed === listed);
  const key = JSON.stringify(uses.map(({ plugin, path, zones }) => [plugin, path, zones]));
  const before = workspace.service.problems.get(listed);
  const isSame = (read: RememberedProblems["read"]): boolean =>
    [...read].every(([path, text]) => textOf(workspace, path) === text);
  if (before !== undefined && before.uses === key && isSame(before.read)) return before.problems;
  const read = new Map<string, string | undefined>();
  const problems = readZoneFile(workspace, { listed, uses, read });
  workspace.service.problems.set(listed, { uses: key, read, problems });
  return problems;
}

function textOf({ files }: LanguageWorkspace, path: string): string | undefined {
  const text = files.read(path);
  return typeof text === "string" ? text : undefined;
}

function readZoneFile(
  workspace: LanguageWorkspace,
  file: { readonly listed: string; readonly uses: readonly FileUse[]; readonly read: Map<string, string | undefined> },
): readonly Problem[] {
  const { listed, uses, read } = file;
  const text = textOf(workspace, listed);
  read.set(listed, text);
  if (text === undefined) return [];
  const include = (path: string): string | { readonly error: string } => {
    const found = workspace.files.read(path);
    read.set(path, typeof found === "string" ? found : undefined);
    return found;
  };
  const problems = new Map<string, Problem>();
  for (const { path, origin, reader } of readings(uses, { listed, text })) {
    // Where nobody knows the zone, relative names are no mistakes.
    const reading = readZoneText({
      file: path,
      text,
      origin: origin ?? ROOT,
      include,
      parse: workspace.service.entries,
    });
    for (const found of getZoneProblems(reading, { origin, reader })) {
      const problem = reader === undefined ? asUnused(found) : found;
      const { range } = problem;
      const where = `${problem.code} ${range.file} ${range.start.offset} ${range.end.offset}`;
      if (!problems.has(where)) problems.set(where, nameListed(workspace, problem));
    }
  }
  return boundedProblems([...problems.values()]);
}

interface Reading extends ZoneUse {
  readonly path: string;
}

/** What nothing reads keeps nothing from starting. */
function asUnused(problem: Problem): Problem {
  return problem.severity === "error" ? { ...problem, severity: "warning" } : problem;
}

/** For what a file is read: each zone of each use, or the zone that it seems to be. */
function readings(
  uses: readonly FileUse[],
  file: { readonly listed: string; readonly text: string },
): readonly Reading[] {
  const named = uses.flatMap((use) =>
    use.kind === "zone-file" ? use.zones.map((origin) => ({ path: use.path, origin, reader: use.reader })) : [],
  );
  if (named.length > 0) return named;
  return [{ path: file.listed, origin: guessOrigin(file.listed, file.text), reader: undefined }];
}

/** The problem with files by the names of the workspace. */
function nameListed(workspace: LanguageWorkspace, problem: Problem): Problem {
  const inFile = (range: Range): Range => ({ ...range, file: listedPath(workspace, range.file) });
  const fixes = problem.fixes?.map(
    (fix): Fix => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, range: inFile(edit.range) })) }),
  );
  return { ...problem, range: inFile(problem.range), ...(fixes === undefined ? {} : { fixes }) };
}

/** The problems of a hosts file. */
export function problemsOfHostsFile(workspace: LanguageWorkspace, listed: string): readonly Problem[] {
  const text = textOf(workspace, listed);
  if (text === undefined) return [];
  const { uses } = fileUses(workspace);
  const zones = uses.filter((use) => use.kind === "hosts-file" && use.listed === listed).flatMap((use) => use.zones);
  return boundedProblems(getHostsProblems({ file: listed, text, zones: zones.length === 0 ? [ROOT] : zones }));
}
