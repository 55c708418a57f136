/** What was edited between the files of two sides: lines that went and came, one place at a time. */
import { diffArrays } from "diff";

/** The texts of a side by path. */
export type SideTexts = ReadonlyMap<string, string>;

/** One place of one file that is not the same. */
export interface TextChange {
  readonly file: string;
  /** The first of the lines that went, counted from 1; where none went, that behind which the new ones stand is one less. */
  readonly beforeLine: number;
  readonly removed: readonly string[];
  /** The first of the lines that came. */
  readonly afterLine: number;
  readonly added: readonly string[];
}

/** Beyond so many edits the search for the fewest takes too long: then the whole text is one change. */
const MAX_EDITS = 2000;
/** Longer texts are compared as a whole. */
const MAX_CHARACTERS = 4_000_000;

/** All changes, file by file. */
export function textChanges(before: SideTexts, after: SideTexts): readonly TextChange[] {
  const files = [...new Set([...before.keys(), ...after.keys()])].sort();
  return files.flatMap((file) => changesOfFile(file, before.get(file) ?? "", after.get(file) ?? ""));
}

function changesOfFile(file: string, before: string, after: string): readonly TextChange[] {
  if (before === after) return [];
  const [old, now] = [linesOf(before), linesOf(after)];
  const isLong = before.length + after.length > MAX_CHARACTERS;
  const parts = isLong ? undefined : diffArrays([...old], [...now], { maxEditLength: MAX_EDITS });
  if (parts === undefined) return [{ file, beforeLine: 1, removed: old, afterLine: 1, added: now }];
  const changes: TextChange[] = [];
  let [beforeLine, afterLine] = [1, 1];
  let open: { removed: readonly string[]; added: readonly string[] } | undefined;
  const close = (): void => {
    if (open === undefined) return;
    changes.push({ file, beforeLine, afterLine, ...open });
    beforeLine += open.removed.length;
    afterLine += open.added.length;
    open = undefined;
  };
  for (const { added, removed, value } of parts) {
    if (removed) open = { removed: value, added: open?.added ?? [] };
    else if (added) open = { removed: open?.removed ?? [], added: value };
    else {
      close();
      beforeLine += value.length;
      afterLine += value.length;
    }
  }
  close();
  return changes;
}

/** The texts before, with some of the changes made. */
export function withChanges(before: SideTexts, changes: readonly TextChange[]): SideTexts {
  const made = new Map(before);
  for (const file of new Set(changes.map((change) => change.file))) {
    const own = changes
      .filter((change) => change.file === file)
      .toSorted((one, other) => one.beforeLine - other.beforeLine);
    const old = linesOf(before.get(file) ?? "");
    const pieces: (readonly string[])[] = [];
    let next = 0;
    for (const { beforeLine, removed, added } of own) {
      pieces.push(old.slice(next, beforeLine - 1), added);
      next = beforeLine - 1 + removed.length;
    }
    const lines = [...pieces, old.slice(next)].flat();
    made.set(file, joined(lines));
  }
  return made;
}

/** Lines with their ends. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** A line that was the last one may stand before others now. */
function joined(lines: readonly string[]): string {
  return lines.map((line, index) => (line.endsWith("\n") || index === lines.length - 1 ? line : `${line}\n`)).join("");
}

/** `Corefile:7`, or `Corefile:7-9`; the side on which there are lines, the newer first. */
export function changePlace({ file, beforeLine, removed, afterLine, added }: TextChange): string {
  const [line, count] = added.length > 0 ? [afterLine, added.length] : [beforeLine, removed.length];
  return count > 1 ? `${file}:${line}-${line + count - 1}` : `${file}:${line}`;
}
