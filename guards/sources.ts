/** The project's source files and what each imports, read from the text. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

/** The project's top folder. */
export const ROOT_FOLDER = resolve(import.meta.dirname, "..");

const SKIPPED = new Set(["node_modules", ".next", ".git", "cases", "test-results", "playwright-report", "public"]);

/** Paths of all TypeScript files under a folder, relative to the project's top, tests and generated files included. */
export function sourceFiles(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(join(ROOT_FOLDER, folder));
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : sourceFiles(path);
    return /\.(ts|tsx|mts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}

/** One import of a file: a path relative to the project's top, or a package's name. */
export interface Import {
  readonly target: string;
  readonly isPackage: boolean;
  /** Only types are taken: nothing of it runs. */
  readonly typeOnly: boolean;
}

const STATEMENT =
  /(?:^|\n)\s*(import|export)\s+(type\s+)?(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** What a file imports or re-exports, dynamic imports included. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT_FOLDER, file), "utf8");
  return [...text.matchAll(STATEMENT)].map((match) => {
    const specifier = match[3] ?? match[4] ?? "";
    const typeOnly = match[2] !== undefined;
    if (specifier.startsWith("@/")) return { target: specifier.slice(2), isPackage: false, typeOnly };
    if (!specifier.startsWith(".")) return { target: specifier, isPackage: true, typeOnly };
    return {
      target: relative(ROOT_FOLDER, resolve(ROOT_FOLDER, dirname(file), specifier)),
      isPackage: false,
      typeOnly,
    };
  });
}
