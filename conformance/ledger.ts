/**
 * The ledger of cases that wait for what our engine or this runner does not do yet: a line each, by case file, with what it
 * waits for. Every case that is not in it must be identical, and every line must still be true, so that a case can neither
 * begin to wait nor stop waiting unseen.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

/** Two runs: serving a case's questions, and `check --here` on its configuration. */
export type Mode = "serve" | "check";

const PATH = join(import.meta.dirname, "waiting.json");
const linesSchema = z.record(z.string(), z.string().min(1));
const ledgerSchema = z.strictObject({ serve: linesSchema, check: linesSchema });

/** By mode and case file, below `cases`: what it waits for. */
export type Ledger = z.infer<typeof ledgerSchema>;

/** Reads `waiting.json`. Throws when it is no ledger. */
export function readLedger(): Ledger {
  return ledgerSchema.parse(JSON.parse(readFileSync(PATH, "utf8")));
}

/** Writes `waiting.json`, in the order of the case files. */
export function writeLedger(ledger: Ledger): void {
  writeFileSync(PATH, `${JSON.stringify({ serve: sorted(ledger.serve), check: sorted(ledger.check) }, null, 2)}\n`);
}

function sorted(lines: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(lines).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How a case ended when it was held against its recording. */
export type Verdict =
  | { readonly kind: "identical" }
  | { readonly kind: "differs"; readonly differences: readonly string[] }
  | { readonly kind: "waits"; readonly because: string };

/** What is known of a case: its line in the ledger, what it waits for now, and what differs when it was run. */
export interface Tried {
  readonly line: string | undefined;
  readonly waitsFor: string | undefined;
  readonly differences: readonly string[] | undefined;
}

const TAKE_OUT = "take it out of conformance/waiting.json (npm run conformance -- --shrink)";

/** The verdict in both directions: waiting without a line fails, and so does a line without waiting. */
export function verdictOf({ line, waitsFor, differences }: Tried): Verdict {
  const isIdentical = differences !== undefined && differences.length === 0;
  if (line === undefined) {
    if (isIdentical) return { kind: "identical" };
    const because = waitsFor === undefined ? [] : [`waits, and conformance/waiting.json does not have it: ${waitsFor}`];
    return { kind: "differs", differences: [...because, ...(differences ?? [])] };
  }
  if (isIdentical) return { kind: "differs", differences: [`is identical now: ${TAKE_OUT}`] };
  if (waitsFor !== undefined) return { kind: "waits", because: waitsFor };
  return { kind: "differs", differences: [`waits for nothing any more: ${TAKE_OUT}`, ...(differences ?? [])] };
}

/** Lines of the ledger about cases that are not there. */
export function staleLines(ledger: Ledger, isThere: (file: string) => boolean): readonly string[] {
  return [...new Set([...Object.keys(ledger.serve), ...Object.keys(ledger.check)])].filter((file) => !isThere(file));
}
