/** The problems of a Corefile that is being edited: after each change, at the cost of what has changed. */

import type { CorefileFiles } from "../../corefile/imports/files.ts";
import { isSamePlace } from "../../corefile/live/chunk-read.ts";
import { LiveCorefile, type LivePart } from "../../corefile/live/live-corefile.ts";
import { advise } from "../../directive/advice/advise.ts";
import { boundedProblems } from "../../text/bounded-problems.ts";
import type { Problem } from "../../text/problem.ts";
import type { TextChange } from "../../text/text-change.ts";
import { type BlockOptions, type BlockProblems, blockProblems, inOrder } from "./block-problems.ts";

interface Looked {
  readonly blocks: readonly BlockProblems[];
  readonly hasProblems: boolean;
  /** Where the blocks stood: problems name lines. */
  readonly origin: LivePart["origin"];
}

/** A Corefile's text, its changes, and what is wrong with it as far as the text tells; the first is CoreDNS's. */
export class LiveProblems {
  readonly #corefile: LiveCorefile;
  readonly #options: BlockOptions;
  readonly #looked = new WeakMap<LivePart, Looked>();

  constructor(text: string, options: BlockOptions) {
    this.#options = options;
    const directives = new Set(options.directives.map(({ name }) => name));
    // The variables are those of the machine that CoreDNS runs on, which the text does not tell.
    this.#corefile = new LiveCorefile(text, { file: options.file, directives, environment: undefined });
  }

  get text(): string {
    return this.#corefile.text;
  }

  /** How many characters the text has. */
  get length(): number {
    return this.#corefile.length;
  }

  edit(change: TextChange): void {
    this.#corefile.edit(change);
  }

  /** What is wrong now. Files are those that the Corefile may import. */
  read(files: CorefileFiles): readonly Problem[] {
    const { parts, problems, remarks } = this.#corefile.read(files);
    const blocks = parts.flatMap((part) => this.#look(part).blocks);
    const errors = problems.filter(({ severity }) => severity === "error");
    const advice = problems.filter(({ severity }) => severity !== "error");
    const told = boundedProblems([...errors, ...inOrder(blocks), ...advice, ...remarks]);
    return advise(told, this.#options.directives);
  }

  #look(part: LivePart): Looked {
    const before = this.#looked.get(part);
    if (before !== undefined && !this.#isStale(before, part)) return before;
    const blocks = part.blocks.map((block) => blockProblems(block, this.#options));
    const hasProblems = blocks.some(({ keys, directives }) => keys.length + directives.length > 0);
    const looked = { blocks, hasProblems, origin: { ...part.origin } };
    this.#looked.set(part, looked);
    return looked;
  }

  #isStale({ hasProblems, origin }: Looked, { origin: now, hasImports }: LivePart): boolean {
    return hasProblems && (hasImports || !isSamePlace(origin, now));
  }
}
