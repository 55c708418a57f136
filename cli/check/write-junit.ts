/** Findings as JUnit XML, which CI servers show as test results: one test case for each file. */
import { escapeXml } from "../printable.ts";
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
          `      <failure type="${escapeXml(first.code)}" message="${escapeXml(first.message)}">${escapeXml(textOf(failures))}</failure>`,
        ]),
    ...(others.length === 0 ? [] : [`      <system-out>${escapeXml(textOf(others))}</system-out>`]),
    "    </testcase>",
  ];
}

function unreadCase({ name, reason }: UnreadFile): string[] {
  return [
    `    <testcase ${nameOf(name)}>`,
    `      <error type="unread" message="${escapeXml(reason)}">${escapeXml(reason)}</error>`,
    "    </testcase>",
  ];
}

function nameOf(file: string): string {
  return `name="${escapeXml(file)}" classname="corefile-studio.check" file="${escapeXml(file)}" time="0"`;
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
