/** For tests: a Corefile's text in, what the rules see out. */
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import { directives } from "../../plugins/directives.gen.ts";
import { type LintSource, type LintSubject, lintSubject } from "../subject.ts";

/** What may be around a Corefile in a test. */
export interface Surroundings
  extends Partial<Pick<LintSource, "environment" | "defaultPort" | "helpForUnset" | "directives">> {
  /**
   * By absolute path, or by a path relative to the Corefile, which stands in `/`. Without it, and without imports, every
   * file that is named is there, of which most tests do not speak.
   */
  readonly files?: Readonly<Record<string, string>>;
}

/** The subject of a Corefile. */
export function subjectOf(text: string, { files, ...more }: Surroundings = {}): LintSubject {
  const inMemory = filesInMemory({ ...files, Corefile: text });
  return lintSubject({
    file: "Corefile",
    text,
    files: files === undefined ? { ...inMemory, exists: () => true } : inMemory,
    environment: {},
    order: directives.map(({ name }) => name),
    directives,
    ...more,
  });
}
