/** Checks a zone file or a hosts file that is named by itself, as the studio's editor would. */
import { resolve } from "node:path";
import { kindByUse } from "../../lib/language/files/file-kind.ts";
import { problemsOfWhole } from "../../lib/language/problems/problems-of-file.ts";
import type { CheckedFile, Finding } from "./finding.ts";
import { refusalsOf } from "./named-files.ts";
import type { PlainFile } from "./plain-files.ts";
import { placeOf } from "./subject.ts";

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
