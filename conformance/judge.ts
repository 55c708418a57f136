/** Holds a server against one case. */
import { relative } from "node:path";
import { type Case, type Recording, readCase, readRecording } from "./case.ts";
import { CASES } from "./cases.ts";
import { checkCase } from "./check-case.ts";
import { differences } from "./compare.ts";
import type { Command } from "./engine.ts";
import { type Ledger, type Mode, type Verdict, verdictOf } from "./ledger.ts";
import { runCase, unrunnable } from "./run-case.ts";
import { missingService } from "./services.ts";
import { waitsFor } from "./waiting.ts";

/** Which server is held against the cases, and how. */
export interface Judging {
  readonly mode: Mode;
  /** The command of the server; our own engine in the judge's process without one. */
  readonly command: Command | undefined;
  /** For our engine only: another one is compared wherever this runner can. */
  readonly ledger: Ledger | undefined;
  /** Runs cases of the ledger, too, to see whether they are identical by now. */
  readonly tryAll: boolean;
}

/** Judges the case in this file. */
export async function judge(file: string, { mode, command, ledger, tryAll }: Judging): Promise<Verdict> {
  const testCase = readCase(file);
  const want = readRecording(file);
  if (want === undefined) return { kind: "differs", differences: ["has no recording"] };
  const cannot = mode === "check" ? missingService(testCase) : unrunnable(testCase);
  const compare = (): Promise<readonly string[]> => compareWithRecording({ testCase, want, mode, command });
  if (ledger === undefined) {
    if (cannot !== undefined) return { kind: "waits", because: cannot };
    return verdictOf({ line: undefined, waitsFor: undefined, differences: await compare() });
  }
  const line = ledger[mode][relative(CASES, file)];
  const asks = (): Promise<string | undefined> => waitsFor(testCase, { recording: want, startOnly: mode === "check" });
  const waiting = cannot ?? (line === undefined ? undefined : await asks());
  const isTried = cannot === undefined && (tryAll || waiting === undefined);
  const found = isTried ? await compare() : undefined;
  const isUnexpected = line === undefined && found !== undefined && found.length > 0;
  return verdictOf({ line, waitsFor: isUnexpected ? await asks() : waiting, differences: found });
}

interface Comparison {
  readonly testCase: Case;
  readonly want: Recording;
  readonly mode: Mode;
  readonly command: Command | undefined;
}

async function compareWithRecording({ testCase, want, mode, command }: Comparison): Promise<readonly string[]> {
  if (mode === "check") return checkCase(testCase, want);
  return differences(testCase, want, await runCase({ testCase, command, want }));
}
