import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Mutant, mutantsOf } from "./mutants.ts";

/** A text, and each of its lines as it may become. */
const SOURCES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  "operators.ts": {
    "export const a = (x: number, y: number) => x < y;": ["x <= y", "x >= y"],
    "export const b = (x: boolean, y: boolean) => x && y;": ["x || y"],
    "export const c = (x: number, y: number) => x + y;": ["x - y"],
    "export const d = (x: string, y: string) => x + y;": [],
    "export const e = (x: bigint, y: bigint) => x >>= y;": [],
    "export const f = (x: unknown) => !x;": ["=> (x)"],
    "export const g = (x: boolean, y: string) => (x ? y : undefined);": ["(!(x) ? y"],
  },
  "constants.ts": {
    "export const a = 1_000;": ["= 1001", "= (999)"],
    "export const b = 8n;": ["= 9n", "= (7n)"],
    "export const c = true;": ["= false"],
    "export type D = 3 | true;": [],
    "export interface E { readonly e: 4 }": [],
  },
  "statements.ts": {
    "declare const act: (at?: number) => void; // – not only ASCII": [],
    "export function f(x: boolean, y: boolean): void {": ["{ return;"],
    "  if (x) act(); else act();": ["if (!(x)) act(); else act();", "if (x) ; else act();", "else ;"],
    "  if (y) return;": ["if (!(y)) return;", "if (false) return;"],
    "  let i = x ? NaN : 0; i++; for (; i > NaN; i -= NaN) {}": [
      "x) ? NaN",
      ": 1;",
      ": (-1);",
      "i--;",
      "i >= NaN",
      "i <= NaN",
      "i += NaN",
    ],
    "}": [],
  },
};

let folder = "";
let mutants: ReadonlyMap<string, readonly Mutant[]>;
const textOf = (file: string): string => `${Object.keys(SOURCES[file] ?? {}).join("\n")}\n`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mutants-"));
  const compilerOptions = { strict: true, target: "esnext", module: "nodenext", types: [] };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  for (const file of Object.keys(SOURCES)) writeFileSync(join(folder, file), textOf(file));
  mutants = mutantsOf(folder, "tsconfig.json", Object.keys(SOURCES));
});
afterAll(() => rmSync(folder, { recursive: true }));

const lines = Object.entries(SOURCES).flatMap(([file, texts]) =>
  Object.entries(texts).map(([text, expected], index) => ({ file, line: index + 1, text, expected })),
);
test.each(lines)("$text", ({ file, line, expected }) => {
  const broken = (mutants.get(file) ?? [])
    .filter((mutant) => mutant.line === line)
    .map(({ start, end, text }) => `${textOf(file).slice(0, start)}${text}${textOf(file).slice(end)}`.split("\n"));
  expect(broken).toHaveLength(expected.length);
  for (const part of expected) expect(broken.some((all) => all[line - 1]?.includes(part))).toBe(true);
});
