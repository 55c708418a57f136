/** Findings as JUnit XML, which CI servers show as test results: one test case for each file. */
import { printableXml } from "../printable.ts";
import { type CheckedFile, type CheckReport, type Finding, helpOf, isFailure, type UnreadFile } from "./finding.ts";

/** The whole document. */
export function writeJunit({ checked, unread, strict }: CheckReport): string {
  const failed = checked.filter(({ findings }) => findings.some((finding) => isFailure(finding, strict)));
  const counts = `tests="${checked.length + unread.length}" failures="${failed.length}" errors="${unread.length}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="corefile-studio check" ${counts}>`,
    `  <testsuite name="corefile-studio check" ${counts} skipped="0" time="0">`,
    ...checked.flatMap((file) => checkedCase(file, strict)),
    ...unread.flatMap(unreadCase),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}

function checkedCase({ name, findings }: CheckedFile, strict: boolean): string[] {
  const failures = findings.filter((finding) => isFailure(finding, strict));
  const others = findings.filter((finding) => !isFailure(finding, strict));
  if (findings.length === 0) return [`    <testcase ${nameOf(name)}/>`];
  const [first] = failures;
  return [
    `    <testcase ${nameOf(name)}>`,
    ...(first === undefined
      ? []
      : [
          `      <failure type="${xml(first.code)}" message="${xml(first.message)}">${xml(textOf(failures))}</failure>`,
        ]),
    ...(others.length === 0 ? [] : [`      <system-out>${xml(textOf(others))}</system-out>`]),
    "    </testcase>",
  ];
}

function unreadCase({ name, reason }: UnreadFile): string[] {
  return [
    `    <testcase ${nameOf(name)}>`,
    `      <error type="unread" message="${xml(reason)}">${xml(reason)}</error>`,
    "    </testcase>",
  ];
}

function nameOf(file: string): string {
  return `name="${xml(file)}" classname="corefile-studio.check" file="${xml(file)}" time="0"`;
}

function textOf(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const { file, line, column, severity, code, message } = finding;
      const help = helpOf(finding);
      const head = `${file}:${line}:${column}: ${severity} [${code}]\n${message}\n`;
      return help === undefined ? head : `${head}help: ${help}\n`;
    })
    .join("\n");
}

/** Text for XML 1.0; characters that it cannot have become U+FFFD. */
function xml(text: string): string {
  const escaped = text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return printableXml(escaped);
}
