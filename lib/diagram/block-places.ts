/** Which blocks of a model a place belongs to; asked for many places, so looked up instead of compared with each block. */
import type { Range } from "../text/position.ts";
import type { ChainBlock, ChainModel } from "./chain-model.ts";

interface Stretch {
  readonly block: ChainBlock;
  readonly start: number;
  readonly end: number;
}

/** The blocks of a model by their places; good until the text changes, as places move along with it. */
export class BlockPlaces {
  readonly #model: ChainModel;
  readonly #stretches = new Map<string, Stretch[]>();
  #lines: ReadonlyMap<string, ReadonlySet<ChainBlock>> | undefined;

  constructor(model: ChainModel) {
    this.#model = model;
    for (const block of model.blocks) {
      const { file, start, end } = block.at;
      add(this.#stretches, file, { block, start: start.offset, end: end.offset });
    }
    for (const stretches of this.#stretches.values()) stretches.sort((a, b) => a.start - b.start);
  }

  /** The blocks in whose stretch a place is; when there are none, those that have (imported) a directive on its line. */
  blocksAt(place: Range): readonly ChainBlock[] {
    const around = this.#around(place);
    if (around.length > 0) return around;
    this.#lines ??= linesOf(this.#model);
    return [...(this.#lines.get(lineOf(place)) ?? [])];
  }

  /** Stretches of one file lie behind each other; those of a file that is imported twice are the same. */
  #around({ file, start: { offset } }: Range): readonly ChainBlock[] {
    const stretches = this.#stretches.get(file) ?? [];
    let low = 0;
    let high = stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((stretches[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    const found: ChainBlock[] = [];
    for (let at = low - 1; at >= 0; at--) {
      const stretch = stretches[at];
      if (stretch === undefined || stretch.end < offset) break;
      found.push(stretch.block);
    }
    return found;
  }
}

function linesOf({ blocks }: ChainModel): ReadonlyMap<string, ReadonlySet<ChainBlock>> {
  const lines = new Map<string, Set<ChainBlock>>();
  for (const block of blocks) {
    for (const { at } of [...block.chain, ...block.outside]) {
      const line = lineOf(at);
      const there = lines.get(line);
      if (there === undefined) lines.set(line, new Set([block]));
      else there.add(block);
    }
  }
  return lines;
}

const lineOf = ({ file, start }: Range): string => `${start.line} ${file}`;

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
