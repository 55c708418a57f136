/** `corefile-studio check`: what is wrong with Corefiles, for a person, a program or a CI server. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CHECK_USAGE, type CheckOptions, readCheckOptions } from "./check/check-options.ts";
import { type CheckedFile, type CheckReport, exitCodeOf, placeOfUnread } from "./check/finding.ts";
import { type Input, readInputs, textOf } from "./check/inputs.ts";
import { type PlainFile, plainFilesOf } from "./check/plain-files.ts";
import { type Subject, subjectsOf } from "./check/subject.ts";
import { ownVersion } from "./own-version.ts";
import { printable, printableLine } from "./printable.ts";
import { readStandardInput } from "./read-input.ts";
import { usageLine } from "./usage.ts";

const COMMAND = "corefile-studio check";
const NO_COREFILE = "this folder has neither a Corefile nor a manifest with one";

/** Runs the subcommand; gives the exit code. A mistake of ours counts as a file that could not be read. */
export async function runCheck(args: readonly string[]): Promise<number> {
  try {
    return await check(args);
  } catch (fault) {
    complain(`this is a bug in corefile-studio: ${fault instanceof Error ? fault.stack : String(fault)}`);
    return 2;
  }
}

async function check(args: readonly string[]): Promise<number> {
  const options = readCheckOptions(args);
  if ("usageProblem" in options) {
    if (options.usageProblem === "") return print(CHECK_USAGE, 0);
    process.stderr.write(usageLine(COMMAND, options.usageProblem));
    return 2;
  }
  const standardInput = { name: options.stdinName, read: async () => textOf(await readStandardInput()) };
  const { inputs, folders, unread } = await readInputs(options.paths, standardInput);
  const plain = await plainFilesOf(inputs);
  const { subjects, unread: unreadable, passedOver } = await subjectsOf(withoutFiles(inputs, plain));
  const used = new Set(subjects.flatMap(({ files }) => files));
  const useful = new Set(inputs.filter(({ name }) => used.has(name)).map(({ foundIn }) => foundIn));
  const empty = folders.filter((folder) => !useful.has(folder)).map((name) => ({ name, reason: NO_COREFILE }));
  const allUnread = [...unread, ...unreadable, ...empty];
  for (const file of allUnread) complain(printableLine(`${placeOfUnread(file)}: ${file.reason}`));
  for (const file of passedOver) complain(printableLine(`${placeOfUnread(file)}: skipped: ${file.reason}`));
  const report: CheckReport = {
    checked: [...(await checkAll(subjects, options)), ...(await checkFiles(plain, options))],
    unread: allUnread,
    strict: options.strict,
    lineOf: linesOf(inputs),
  };
  if (report.checked.length > 0 || options.format !== "text") await write(report, options);
  return exitCodeOf(report);
}

function withoutFiles(inputs: readonly Input[], plain: readonly PlainFile[]): readonly Input[] {
  const apart = new Set(plain.map(({ input }) => input));
  return inputs.filter((input) => !apart.has(input));
}

/** One file after the other; what another Corefile of the same folder imports is a part and no whole. */
async function checkAll(subjects: readonly Subject[], options: CheckOptions): Promise<readonly CheckedFile[]> {
  if (subjects.length === 0) return [];
  const { checkSubject } = await import("./check/check-subject.ts");
  const checked: { readonly subject: Subject; readonly file: CheckedFile }[] = [];
  const imported = new Set<string>();
  const notes = new Set<string>();
  for (const subject of subjects) {
    const result = await checkSubject(subject, options);
    for (const path of result.imported) imported.add(resolve(path));
    for (const note of result.notes) notes.add(note);
    checked.push({ subject, file: { name: subject.name, findings: result.findings } });
  }
  for (const note of notes) complain(printableLine(note));
  const isPart = ({ corefile, foundIn, isMounted }: Subject): boolean =>
    foundIn !== undefined && !isMounted && imported.has(resolve(corefile));
  return checked.filter(({ subject }) => !isPart(subject)).map(({ file }) => file);
}

async function checkFiles(files: readonly PlainFile[], options: CheckOptions): Promise<readonly CheckedFile[]> {
  if (files.length === 0) return [];
  const { checkPlainFile } = await import("./check/check-file.ts");
  return files.map((file) => checkPlainFile(file, options));
}

async function write(report: CheckReport, { format }: CheckOptions): Promise<void> {
  process.stdout.write(await formatted(report, format));
}

async function formatted(report: CheckReport, format: CheckOptions["format"]): Promise<string> {
  switch (format) {
    case "text":
      return (await import("./check/write-text.ts")).writeText(report, { colour: wantsColour() });
    case "json":
      return (await import("./check/write-json.ts")).writeJson(report);
    case "junit":
      return (await import("./check/write-junit.ts")).writeJunit(report);
    case "sarif":
      return (await import("./check/write-sarif.ts")).writeSarif(report, ownVersion());
  }
}

function wantsColour(): boolean {
  const { NO_COLOR, TERM } = process.env;
  return process.stdout.isTTY === true && (NO_COLOR === undefined || NO_COLOR === "") && TERM !== "dumb";
}

/** Lines of what was read, and of files that were imported. */
function linesOf(inputs: readonly Input[]): CheckReport["lineOf"] {
  const texts = new Map(inputs.map(({ name, text }) => [name, text]));
  const lines = new Map<string, readonly string[]>();
  return (file, line) => {
    const known = lines.get(file) ?? (texts.get(file) ?? readText(file)).split("\n");
    lines.set(file, known);
    return known[line - 1];
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function complain(text: string): void {
  process.stderr.write(`${COMMAND}: ${printable(text)}\n`);
}

function print(text: string, exitCode: number): number {
  process.stdout.write(text);
  return exitCode;
}
