/** Whether a block that is being opened has its closing brace already, somewhere below. */
import { parsedText } from "./corefile/parsed.ts";
import type { LanguageService } from "./service.ts";

/** True when the brace at the end of a line, up to an offset, opens a block and a brace is missing to close it. */
export function isLeftOpen(
  service: LanguageService,
  { file, text, offset }: { readonly file: string; readonly text: string; readonly offset: number },
): boolean {
  const { tree } = parsedText(service, { file, text });
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
