/** Findings as JSON, for programs. */
import { printableJson } from "../printable.ts";
import { type CheckReport, findingsOf, helpOf } from "./finding.ts";

/** `{"problems": [...]}`: the findings of all files, in the order of the files. */
export function writeJson(report: CheckReport): string {
  const problems = findingsOf(report).map((finding) => {
    const { file, line, column, endLine, endColumn, severity, code, message } = finding;
    const help = helpOf(finding);
    const place = { file, line, column, endLine, endColumn };
    return { ...place, severity, code, message, ...(help === undefined ? {} : { help }) };
  });
  return `${printableJson({ problems })}\n`;
}
