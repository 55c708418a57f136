/** What is wrong with a Corefile that somebody edits, at once after each key, at the cost of what has changed. */
import { filesInMemory } from "../../corefile/imports/files-in-memory.ts";
import type { Directive } from "../../directive/directive.ts";
import type { Problem } from "../../text/problem.ts";
import type { TextChange } from "../../text/text-change.ts";
import { LiveProblems } from "./live-problems.ts";

const DEFAULT_PORT = "53";

/** The texts as they are now. */
export interface EditedTexts {
  /** Undefined while it is not open. */
  readonly corefile: { readonly path: string; readonly text: string } | undefined;
  /** All files that are open, by their paths. */
  readonly texts: Readonly<Record<string, string>>;
}

/** What was done to a file, each change counted from the text that the one before it left. */
export interface Edit {
  readonly file: string;
  readonly changes: readonly TextChange[];
}

interface Followed {
  readonly file: string;
  readonly problems: LiveProblems;
  /** The text that was read last. */
  readonly text: string;
}

/** Follows the texts of one workspace. */
export class EditedProblems {
  readonly #directives: readonly Directive<unknown>[];
  #followed: Followed | undefined;

  /** All directives in the order of plugin.cfg. */
  constructor(directives: readonly Directive<unknown>[]) {
    this.#directives = directives;
  }

  /** What is wrong now, after an edit if there was one. Texts may also change without one, as when a file is read again. */
  read({ corefile, texts }: EditedTexts, edit?: Edit): readonly Problem[] {
    if (corefile === undefined) return [];
    const { path: file, text } = corefile;
    const problems = this.#afterEdit(corefile, edit) ?? this.#start(file, text);
    this.#followed = { file, problems, text };
    // What an import of a file that is not open stands for, only the server knows.
    return problems.read(filesInMemory(texts)).filter(({ cause }) => cause === "text");
  }

  /** What is known of the text, brought up to now; undefined when the edit does not lead to this text. */
  #afterEdit({ path, text }: NonNullable<EditedTexts["corefile"]>, edit: Edit | undefined): LiveProblems | undefined {
    const followed = this.#followed;
    if (followed?.file !== path) return undefined;
    const changes = edit?.file === path ? edit.changes : [];
    if (changes.length === 0) return followed.text === text ? followed.problems : undefined;
    for (const change of changes) followed.problems.edit(change);
    // To compare the texts themselves would be felt at each key.
    return followed.problems.length === text.length ? followed.problems : undefined;
  }

  #start(file: string, text: string): LiveProblems {
    return new LiveProblems(text, { file, directives: this.#directives, defaultPort: DEFAULT_PORT });
  }
}
