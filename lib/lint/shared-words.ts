/** Words that several server blocks have, since they stand in a snippet or in a file that these import. */
import type { Range } from "../text/position.ts";
import type { LintSubject } from "./subject.ts";

/** Counts the blocks that have a word; all words are counted when the first one is asked for that may be shared. */
export class SharedWords {
  readonly #subject: LintSubject;
  #counts: ReadonlyMap<string, number> | undefined;

  constructor(subject: LintSubject) {
    this.#subject = subject;
  }

  /** How many blocks have the word that starts there, as a directive or within one; 1 for what is in no block. */
  blocksWith({ file, start }: Range): number {
    const { blocks, tree } = this.#subject;
    const mayBeShared = file !== tree.source.file || tree.items.some(({ kind }) => kind === "snippet");
    if (!mayBeShared || blocks.length < 2) return 1;
    this.#counts ??= this.#count();
    return this.#counts.get(`${start.offset} ${file}`) ?? 1;
  }

  #count(): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { source } of this.#subject.blocks) {
      for (const words of source.directives.values()) {
        for (const { range } of words) {
          const key = `${range.start.offset} ${range.file}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
      }
    }
    return counts;
  }
}
