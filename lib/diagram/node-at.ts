/** The plugin of the diagram that a line of the text belongs to. */
import type { ChainModel } from "./chain-model.ts";

/** The identity of the node; undefined between blocks and on a block's own line. */
export function nodeAt({ blocks }: ChainModel, file: string, line: number): string | undefined {
  const around = blocks.find(({ at }) => at.file === file && at.start.line <= line && line <= at.end.line);
  if (around === undefined) return undefined;
  let nearest: { readonly id: string; readonly line: number } | undefined;
  for (const { id, at } of [...around.chain, ...around.outside]) {
    const isBefore = at.file === file && at.start.line <= line;
    if (isBefore && at.start.line > (nearest?.line ?? 0)) nearest = { id, line: at.start.line };
  }
  return line === around.at.end.line && nearest?.line !== line ? undefined : nearest?.id;
}
