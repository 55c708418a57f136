/** Whether a block that is being opened has its closing brace already, somewhere below. */
import { parsedText } from "./corefile/parsed.ts";

/** True when the brace at the end of a line, up to an offset, opens a block and a brace is missing to close it. */
export function isLeftOpen(file: string, text: string, offset: number): boolean {
  const { tree } = parsedText(file, text);
  const item = tree.items.findLast(({ first }) => first.start < offset);
  if (item === undefined || item.kind === "import") return false;
  const last = tree.tokens.findLast(({ start }) => start < offset);
  if (last?.raw !== "{" || text.slice(last.end, offset).includes("\n")) return false;
  let open = 0;
  for (const { raw, start } of tree.tokens) {
    if (start < item.first.start || start > item.last.start) continue;
    if (raw === "{") open += 1;
    else if (raw === "}") open -= 1;
  }
  return open > 0;
}
