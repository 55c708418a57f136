/** What the page itself finds wrong with the Corefile, at once after each key, at the cost of what has changed. */
import { filesInMemory } from "../../lib/corefile/imports/files-in-memory.ts";
import { LiveProblems } from "../../lib/language/problems/live-problems.ts";
import { directives } from "../../lib/plugins/directives.gen.ts";
import { corefileOf } from "../../lib/studio/files/workspace-slice.ts";
import type { StudioState } from "../../lib/studio/slice.ts";
import type { Problem } from "../../lib/text/problem.ts";
import type { TextChange } from "../../lib/text/text-change.ts";

const DEFAULT_PORT = "53";

/** Follows the texts of one workspace. */
export class TextProblems {
  #live: { readonly file: string; readonly problems: LiveProblems } | undefined;

  /** What is wrong after these changes of a file, each of which counts from the text that the one before it left. */
  read(state: StudioState, path: string, changes: readonly TextChange[]): readonly Problem[] {
    const corefile = corefileOf(state.workspace);
    if (corefile === undefined) return [];
    const live = this.#live;
    if (live?.file === corefile.path) {
      if (path === corefile.path) for (const change of changes) live.problems.edit(change);
    }
    const isInStep = live?.file === corefile.path && live.problems.length === corefile.text.length;
    const problems = isInStep ? live.problems : this.#start(corefile);
    const texts = Object.fromEntries(state.workspace.files.map((file) => [file.path, file.text]));
    // What an import of a file that is not open stands for, only the server knows.
    return problems.read(filesInMemory(texts)).filter(({ cause }) => cause === "text");
  }

  #start({ path, text }: { readonly path: string; readonly text: string }): LiveProblems {
    const problems = new LiveProblems(text, { file: path, directives, defaultPort: DEFAULT_PORT });
    this.#live = { file: path, problems };
    return problems;
  }
}
