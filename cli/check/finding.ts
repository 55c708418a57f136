/** What a check finds, as its formats print it. */

/** A stretch of a file as its reader counts it: lines and columns from 1, the end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A change that would mend a finding. */
export interface FindingFix {
  readonly title: string;
  readonly edits: readonly { readonly place: Place; readonly text: string }[];
}

/** One finding. */
export interface Finding extends Place {
  readonly severity: "error" | "warning" | "information";
  readonly code: string;
  /** CoreDNS's own line where it has one. */
  readonly message: string;
  readonly help?: string;
  readonly fixes?: readonly FindingFix[];
  /** It would keep CoreDNS from starting on this machine only. */
  readonly isHere: boolean;
}

/** A file that was checked: a Corefile, a manifest, standard input. */
export interface CheckedFile {
  readonly name: string;
  /** The one with which CoreDNS ends first. */
  readonly findings: readonly Finding[];
}

/** A file that could not be checked, and why. */
export interface UnreadFile {
  readonly name: string;
  readonly reason: string;
  /** Where in the file, if that is known. */
  readonly at?: Pick<Place, "line" | "column">;
}

/** The file with the place as compilers write it: `FILE:LINE:COLUMN`. */
export function placeOfUnread({ name, at }: UnreadFile): string {
  return at === undefined ? name : `${name}:${at.line}:${at.column}`;
}

/** All that a run of `check` has to tell. */
export interface CheckReport {
  readonly checked: readonly CheckedFile[];
  readonly unread: readonly UnreadFile[];
  /** Warnings count as problems. */
  readonly strict: boolean;
  /** A line of a file that was checked, counted from 1, without its line end. */
  lineOf(file: string, line: number): string | undefined;
}

/** The findings of all files, in their order; what several Corefiles have in common is told once. */
export function findingsOf({ checked }: Pick<CheckReport, "checked">): readonly Finding[] {
  return uniqueFindings(checked.flatMap(({ findings }) => findings));
}

/** Each finding once: a snippet's mistake is one, however many blocks import it. */
export function uniqueFindings(findings: readonly Finding[]): readonly Finding[] {
  const once = new Map<string, Finding>();
  for (const finding of findings) {
    const { file, line, column, code, message } = finding;
    const key = JSON.stringify([file, line, column, code, message]);
    if (!once.has(key)) once.set(key, finding);
  }
  return [...once.values()];
}

const HERE_HELP = "This depends on the machine: CoreDNS would not start here. With --here it is an error.";

/** What to do about a finding, for those who read it without its severity in words. */
export function helpOf({ help, isHere, severity }: Finding): string | undefined {
  return help ?? (isHere && severity === "information" ? HERE_HELP : undefined);
}

/** Whether a finding makes the check fail. */
export function isFailure({ severity }: Finding, strict: boolean): boolean {
  return severity === "error" || (strict && severity === "warning");
}

/** The exit code: 2 when something could not be read, 1 with problems, else 0. */
export function exitCodeOf({ checked, unread, strict }: CheckReport): number {
  if (unread.length > 0) return 2;
  return checked.some(({ findings }) => findings.some((finding) => isFailure(finding, strict))) ? 1 : 0;
}
