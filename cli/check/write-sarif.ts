/** Findings as SARIF 2.1.0 (OASIS), which code scanning services read. */
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { rules } from "../../lib/lint/rules.ts";
import { MORE_PROBLEMS } from "../../lib/text/bounded-problems.ts";
import { printableJson } from "../printable.ts";
import {
  type CheckReport,
  type Finding,
  findingsOf,
  helpOf,
  type Place,
  placeOfUnread,
  type UnreadFile,
} from "./finding.ts";

const LEVELS = { error: "error", warning: "warning", information: "note" } as const;
const LINT_RULES = new Map(rules.map((rule) => [rule.code, rule]));

/** The whole log, of one run. */
export function writeSarif(report: CheckReport, version: string): string {
  const findings = findingsOf(report);
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const driver = {
    name: "corefile-studio",
    version,
    rules: codes.map((code) => ruleOf(code, findings)),
  };
  const run = {
    tool: { driver },
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: report.unread.length === 0,
        ...(report.unread.length === 0 ? {} : { toolExecutionNotifications: report.unread.map(notificationOf) }),
      },
    ],
    artifacts: report.checked.map(({ name }) => ({ location: { uri: uriOf(name) } })),
    results: findings.map((finding) => resultOf(finding, codes.indexOf(finding.code))),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${printableJson(log)}\n`;
}

function ruleOf(code: string, findings: readonly Finding[]): object {
  const severity = findings.find((finding) => finding.code === code)?.severity ?? "error";
  const rule = LINT_RULES.get(code);
  const title = rule?.sentence ?? titleOf(code);
  return {
    id: code,
    name: nameOf(rule?.name ?? code),
    shortDescription: { text: title },
    fullDescription: { text: title },
    help: { text: rule?.why ?? helpOfCode(code, severity) },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function helpOfCode(code: string, severity: Finding["severity"]): string {
  if (code === MORE_PROBLEMS)
    return "A file with very many problems has only the first ones as results; this one counts the others.";
  return severity === "warning"
    ? "CoreDNS 1.15.0 starts with this; the result's message says what it does then."
    : "CoreDNS 1.15.0 does not start with this; the result's message is its own.";
}

/** `forward.too-many-upstreams` as `forward: too many upstreams`. */
function titleOf(code: string): string {
  const [plugin = "", ...rest] = code.split(".");
  if (/^[ZH]F\d+$/.test(code)) return `${code.startsWith("Z") ? "Zone files" : "Hosts files"}: advice ${code}`;
  const words = (rest.length === 0 ? plugin : rest.join(".")).replaceAll("-", " ");
  return rest.length === 0 ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : `${plugin}: ${words}`;
}

function nameOf(code: string): string {
  const words = code.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("");
}

function resultOf(finding: Finding, ruleIndex: number): object {
  const { code, severity, message, fixes } = finding;
  const help = LINT_RULES.has(code) ? undefined : helpOf(finding);
  return {
    ruleId: code,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(finding.file) }, region: regionOf(finding) } }],
    ...(fixes === undefined || fixes.length === 0 ? {} : { fixes: fixes.map(fixOf) }),
  };
}

function fixOf({ title, edits }: NonNullable<Finding["fixes"]>[number]): object {
  const files = [...new Set(edits.map(({ place }) => place.file))];
  return {
    description: { text: title },
    artifactChanges: files.map((file) => ({
      artifactLocation: { uri: uriOf(file) },
      replacements: edits
        .filter(({ place }) => place.file === file)
        .map(({ place, text }) => ({ deletedRegion: regionOf(place), insertedContent: { text } })),
    })),
  };
}

function notificationOf(file: UnreadFile): object {
  return {
    level: "error",
    message: { text: `${placeOfUnread(file)}: ${file.reason}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(file.name) } } }],
  };
}

function regionOf({ line, column, endLine, endColumn }: Place): object {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

/** Relative paths stay relative to where the check ran, as code scanning wants them. */
function uriOf(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  const parts = file.replaceAll("\\", "/").split("/");
  return parts
    .map(encodeURIComponent)
    .join("/")
    .replace(/^(?:\.\/)+/, "");
}
