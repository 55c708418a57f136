/** What to select around a place, step by step: word, line, block, and so on to the whole file. */
import type { Range } from "../text/position.ts";
import { askedAt } from "./corefile/asked.ts";
import { rangeAt } from "./corefile/parsed.ts";
import type { LanguageWorkspace, TextPlace } from "./workspace.ts";

/** Ranges from the innermost to the outermost; each holds the one before it. */
export function getSelections(workspace: LanguageWorkspace, place: TextPlace): readonly Range[] {
  const asked = askedAt(workspace, place);
  if (asked === undefined) return [];
  const { parsed, spot } = asked;
  const spans: (readonly [number, number])[] = [];
  const add = (start: number, end: number): void => {
    const last = spans.at(-1);
    const isInside = start <= spot.offset && spot.offset <= end;
    const isWider = last === undefined || (start <= last[0] && last[1] <= end && end - start > last[1] - last[0]);
    if (isInside && isWider) spans.push([start, end]);
  };
  if (spot.token !== undefined) add(spot.token.start, spot.token.end);
  if (spot.line !== undefined) {
    const lastWord = spot.line.args.at(-1) ?? spot.line.name;
    add(spot.line.first.start, lastWord.end);
    add(spot.line.first.start, spot.line.last.end);
  }
  for (const node of spot.blocks.toReversed()) {
    if (node.block !== undefined) add(node.block.open.end, node.block.close?.start ?? node.last.end);
    add(node.first.start, node.last.end);
  }
  if (spot.item !== undefined) {
    if (spot.item.kind !== "import" && spot.item.open !== undefined) {
      add(spot.item.open.end, spot.item.close?.start ?? spot.item.last.end);
    }
    add(spot.item.first.start, spot.item.last.end);
  }
  add(0, parsed.text.length);
  return spans.map(([start, end]) => rangeAt(parsed, start, end));
}
