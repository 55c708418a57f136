/** What is wrong with the syntax of a YAML file: manifests, dns-tests.yaml. */
import { parseAllDocuments, type YAMLError } from "yaml";
import { LineIndex } from "../../text/line-index.ts";
import type { Problem } from "../../text/problem.ts";
import { repeatedKeys } from "../../yaml/repeated-keys.ts";

/** What the parser says of a map with a key that it has already. */
const REPEATED = { code: "DUPLICATE_KEY", message: "Map keys must be unique" } as const;
type Mistake = Pick<YAMLError, "code" | "message" | "pos">;

/** More than this helps nobody. */
const MAX_PROBLEMS = 100;

/** Mistakes of syntax and keys that stand twice, each at its place. */
export function getYamlProblems(file: string, text: string): readonly Problem[] {
  const lines = new LineIndex(file, text);
  // Templates of manifests may have tags of their own.
  const documents = parseAllDocuments(text, {
    prettyErrors: false,
    logLevel: "silent",
    strict: true,
    uniqueKeys: false,
  });
  if (!Array.isArray(documents)) return [];
  return documents
    .flatMap((document): readonly Mistake[] => {
      const repeated = repeatedKeys(document).map((at): Mistake => ({ ...REPEATED, pos: [at, at + 1] }));
      return [...document.errors, ...repeated].sort((one, other) => one.pos[0] - other.pos[0]);
    })
    .slice(0, MAX_PROBLEMS)
    .map(({ code, message, pos: [start, end] }) => ({
      code: `yaml.${code.toLowerCase().replaceAll("_", "-")}`,
      severity: "error",
      cause: "text",
      message,
      range: lines.range(Math.min(start, text.length), Math.min(Math.max(start, end), text.length)),
    }));
}
