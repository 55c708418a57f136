/** Findings for a person at a terminal, in the form of compilers: place, severity, CoreDNS's words, the line, our advice. */
import { styleText } from "node:util";
import { printableLine } from "../printable.ts";
import { type CheckReport, type Finding, findingsOf } from "./finding.ts";

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/** Lines that are longer are cut around the place. */
const MAX_LINE = 160;
const COLOURS = { error: "red", warning: "yellow", information: "cyan" } as const;

/** The whole text, with a summary as its last line. */
export function writeText(report: CheckReport, options: { readonly colour: boolean }): string {
  const paint: Paint = (style, text) => (options.colour ? styleText(style, text, { validateStream: false }) : text);
  const findings = findingsOf(report);
  const parts = findings.map((finding) => {
    return `${writeFinding(finding, report.lineOf(finding.file, finding.line), paint)}\n`;
  });
  const summary = summarise(report);
  const worst =
    findings.find(({ severity }) => severity === "error") ?? findings.find(({ severity }) => severity === "warning");
  return `${parts.join("\n")}${parts.length > 0 ? "\n" : ""}${paint(worst === undefined ? "green" : COLOURS[worst.severity], summary)}\n`;
}

function writeFinding(finding: Finding, line: string | undefined, paint: Paint): string {
  const { file, severity, code, message, help, isHere } = finding;
  const place = paint("bold", `${printableLine(file)}:${finding.line}:${finding.column}:`);
  const note = isHere && severity === "information" ? " would not start here:" : "";
  return [
    `${place} ${paint([COLOURS[severity], "bold"], severity)} [${code}]${note}`,
    printableLine(message),
    ...(line === undefined ? [] : excerpt(finding, line, paint)),
    ...(help === undefined ? [] : [`  ${paint("bold", "help:")} ${printableLine(help)}`]),
  ].join("\n");
}

/** The line with carets under the place. */
function excerpt(
  { line: number, column, endLine, endColumn, severity }: Finding,
  line: string,
  paint: Paint,
): string[] {
  const from = Math.min(column - 1, line.length);
  const to = endLine === number ? Math.min(endColumn - 1, line.length) : line.length;
  const cutFrom = line.length > MAX_LINE ? Math.max(0, from - MAX_LINE / 2) : 0;
  const cutTo = line.length > MAX_LINE ? Math.min(line.length, cutFrom + MAX_LINE) : line.length;
  const shown = `${cutFrom > 0 ? "…" : ""}${line.slice(cutFrom, cutTo)}${cutTo < line.length ? "…" : ""}`;
  const before = `${cutFrom > 0 ? " " : ""}${printableLine(line.slice(cutFrom, from))}`.replace(/[^\t]/g, " ");
  const carets = "^".repeat(Math.max(1, printableLine(line.slice(from, Math.min(to, cutTo))).length));
  const gutter = String(number);
  return [
    paint("dim", `  ${gutter} | `) + printableLine(shown.replace(/\r$/, "")),
    paint("dim", `  ${" ".repeat(gutter.length)} | `) + before + paint(COLOURS[severity], carets),
  ];
}

function summarise(report: CheckReport): string {
  const { checked, unread } = report;
  const findings = findingsOf(report);
  const count = (severity: Finding["severity"]): number => findings.filter((one) => one.severity === severity).length;
  const counted = [
    amount(count("error"), "error"),
    amount(count("warning"), "warning"),
    amount(count("information"), "note"),
  ].filter((text) => text !== "");
  const [only] = checked;
  const files =
    checked.length === 1 && only !== undefined ? printableLine(only.name) : amount(checked.length, "file") || "0 files";
  const notRead = unread.length === 0 ? "" : `; ${amount(unread.length, "file")} could not be read`;
  return `${counted.length === 0 ? "No problems" : counted.join(", ")} in ${files}${notRead}.`;
}

function amount(number: number, what: string): string {
  return number === 0 ? "" : `${number} ${what}${number === 1 ? "" : "s"}`;
}
