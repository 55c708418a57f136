/** What lint says of upstreams, at the upstreams themselves. */
import type { Range } from "../text/position.ts";
import type { ChainModel } from "./chain-model.ts";

/** A problem as far as it matters here. */
interface Said {
  readonly message: string;
  readonly range: Range;
}

/** Messages by the identity of the box that they are about: those that stand on the word of an upstream. */
export function upstreamWarnings(model: ChainModel, problems: readonly Said[]): ReadonlyMap<string, string> {
  const said = new Map(problems.map(({ message, range }) => [placeOf(range), message]));
  const found = new Map<string, string>();
  if (said.size === 0) return found;
  for (const { chain } of model.blocks) {
    for (const { id, upstreams, upstreamsAt } of chain) {
      upstreamsAt.forEach((at, index) => {
        const message = said.get(placeOf(at));
        if (message !== undefined) found.set(`${id}>${upstreams[index]}`, message);
      });
    }
  }
  return found;
}

const placeOf = ({ file, start }: Range): string => `${start.line}:${start.column} ${file}`;
