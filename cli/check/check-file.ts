/** Checks a zone file or a hosts file that is named by itself, as the studio's editor would. */
import { resolve } from "node:path";
import { kindByUse } from "../../lib/language/files/file-kind.ts";
import { problemsOfWhole } from "../../lib/language/problems/problems-of-file.ts";
import { type KnownFile, knowFile } from "../file-kind.ts";
import type { CheckedFile, Finding } from "./finding.ts";
import type { Input } from "./inputs.ts";
import { refusalsOf } from "./named-files.ts";
import { placeOf } from "./subject.ts";

/** A file that is no configuration, and what it is. */
export interface PlainFile {
  readonly input: Input;
  readonly known: KnownFile;
}

/** Those of the inputs that are zone files or hosts files; what was found in a folder was chosen as something else. */
export async function plainFilesOf(inputs: readonly Input[]): Promise<readonly PlainFile[]> {
  const files: PlainFile[] = [];
  for (const input of inputs) {
    if (input.foundIn !== undefined) continue;
    const known = await knowFile(input);
    if (known.kind === "zone-file" || known.kind === "hosts-file") files.push({ input, known });
  }
  return files;
}

/** What is wrong with it. */
export function checkPlainFile({ input, known }: PlainFile, { lint }: { readonly lint: boolean }): CheckedFile {
  const { workspace, file, folder } = known.around;
  if (known.kind !== "zone-file" && known.kind !== "hosts-file") return { name: input.name, findings: [] };
  const problems = problemsOfWhole(workspace, file, known.kind);
  // Who asks about a file that no Corefile names wants to know whether CoreDNS would take it.
  const refused = new Set(kindByUse(workspace, file) === undefined ? refusalsOf(problems) : []);
  const findings = (lint ? problems : refusalsOf(problems)).map((problem): Finding => {
    const { code, message, help, range } = problem;
    const path = range.file === file ? input.name : resolve(folder, range.file);
    const place = placeOf({ ...range, file: path });
    const severity = refused.has(problem) ? "error" : problem.severity;
    return { ...place, severity, code, message, ...(help === undefined ? {} : { help }), isHere: false };
  });
  return { name: input.name, findings };
}
