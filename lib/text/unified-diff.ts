/** The difference of two texts in the unified format, as `diff -u` and `patch` have it. */
import { FILE_HEADERS_ONLY, formatPatch, type StructuredPatch, type StructuredPatchHunk, structuredPatch } from "diff";

/** What was, and what should be. */
export interface DiffTexts {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const CONTEXT = 3;
/** Beyond so many edits the search for the fewest takes too long: then the whole text is replaced. */
const MAX_EDITS = 2000;

/** The diff with its two header lines; empty when the texts are the same. */
export function unifiedDiff({ name, before, after }: DiffTexts): string {
  if (before === after) return "";
  const options = { context: CONTEXT, maxEditLength: MAX_EDITS };
  const names: readonly [string, string] = [`${name}.orig`, name];
  const patch: StructuredPatch = structuredPatch(...names, before, after, undefined, undefined, options) ?? {
    oldFileName: names[0],
    newFileName: names[1],
    oldHeader: undefined,
    newHeader: undefined,
    hunks: [replacementOf(before, after)],
  };
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

/** All lines go and all new ones come. */
function replacementOf(before: string, after: string): StructuredPatchHunk {
  const removed = linesOf(before);
  const added = linesOf(after);
  const lines = [...marked("-", removed), ...marked("+", added)];
  return { oldStart: 1, oldLines: removed.length, newStart: 1, newLines: added.length, lines };
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function marked(mark: "-" | "+", lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) =>
    line.endsWith("\n") ? [mark + line.slice(0, -1)] : [mark + line, "\\ No newline at end of file"],
  );
}
