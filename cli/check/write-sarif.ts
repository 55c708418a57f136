/** Findings as SARIF 2.1.0 (OASIS), which code scanning services read. */
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckReport, Finding, Place, UnreadFile } from "./finding.ts";

const LEVELS = { error: "error", warning: "warning", information: "note" } as const;
const HOME = "https://coredns.io/manual/configuration/";

/** The whole log, of one run. */
export function writeSarif(report: CheckReport, version: string): string {
  const findings = report.checked.flatMap((file) => file.findings);
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const driver = {
    name: "corefile-studio",
    version,
    informationUri: HOME,
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
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(code: string, findings: readonly Finding[]): object {
  const first = findings.find((finding) => finding.code === code);
  const text = titleOf(code);
  const help = first?.help ?? `${text}. CoreDNS's own words are the result's message.`;
  return {
    id: code,
    name: nameOf(code),
    shortDescription: { text },
    fullDescription: { text: first?.severity === "error" ? `${text}: CoreDNS does not start.` : `${text}.` },
    help: { text: help },
    defaultConfiguration: { level: LEVELS[first?.severity ?? "error"] },
  };
}

/** `forward.too-many-upstreams` as `forward: too many upstreams`. */
function titleOf(code: string): string {
  const [plugin = "", ...rest] = code.split(".");
  const words = (rest.length === 0 ? plugin : rest.join(".")).replaceAll("-", " ");
  return rest.length === 0 ? `${words.charAt(0).toUpperCase()}${words.slice(1)}` : `${plugin}: ${words}`;
}

function nameOf(code: string): string {
  const words = code.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("");
}

function resultOf(finding: Finding, ruleIndex: number): object {
  const { code, severity, message, help, fixes } = finding;
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

function notificationOf({ name, reason }: UnreadFile): object {
  return {
    level: "error",
    message: { text: `${name}: ${reason}` },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(name) } } }],
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
