/** What is in a master file, as a tree: owner names with their records, and directives; and what may be folded. */

import { rrtypeName } from "../../dns/iana/rrtype.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { Range } from "../../text/position.ts";
import type { Fold } from "../folds.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { type AskedFile, askedFile } from "./asked.ts";
import { nameOf } from "./context.ts";
import type { ParsedEntry, RecordEntry } from "./parse.ts";

/** One entry of the outline. */
export interface ZoneOutlineEntry {
  /** The owner as it is written, a record's type, or a directive. */
  readonly name: string;
  readonly detail: string;
  readonly kind: "owner" | "record" | "directive";
  readonly range: Range;
  readonly nameRange: Range;
  readonly children: readonly ZoneOutlineEntry[];
}

const MAX_DETAIL = 80;

/** The outline of a file, in its order. Records that stand together under one owner are one entry. */
export function getZoneOutline(workspace: LanguageWorkspace, file: string): readonly ZoneOutlineEntry[] {
  const asked = askedFile(workspace, file);
  if (asked === undefined) return [];
  const groups: { readonly head: ParsedEntry; readonly records: RecordEntry[] }[] = [];
  for (const { parsed } of asked.entries) {
    if (parsed.kind === "blank") continue;
    const last = groups.at(-1);
    if (parsed.kind === "directive") groups.push({ head: parsed, records: [] });
    else if (last?.head.kind === "record" && continues(parsed, last.head)) last.records.push(parsed);
    else groups.push({ head: parsed, records: [parsed] });
  }
  return groups.flatMap((group) => groupEntry(asked, group));
}

function continues({ owner }: RecordEntry, head: RecordEntry): boolean {
  return owner === undefined || owner.text.toLowerCase() === head.owner?.text.toLowerCase();
}

function groupEntry(
  asked: AskedFile,
  { head, records }: { readonly head: ParsedEntry; readonly records: readonly RecordEntry[] },
): readonly ZoneOutlineEntry[] {
  const { lines, entries } = asked;
  if (head.kind === "directive") {
    const range = lines.range(head.word.start, contentEnd(head));
    const detail = cut(head.args.map(({ text }) => text).join(" "));
    const nameRange = lines.range(head.word.start, head.word.end);
    return [{ name: head.name, detail, kind: "directive", range, nameRange, children: [] }];
  }
  const last = records.at(-1);
  const [word] = head.entry.words;
  if (head.kind !== "record" || last === undefined || word === undefined) return [];
  const before = entries.find(({ parsed }) => parsed === head)?.before;
  const name = head.owner === undefined ? before?.owner : nameOf(head.owner.text, before?.origin);
  const children = records.flatMap((record) => recordEntry(lines, record));
  return [
    {
      name: head.owner?.text ?? before?.owner ?? word.text,
      detail: name ?? "",
      kind: "owner",
      range: lines.range(word.start, contentEnd(last)),
      nameRange: lines.range(word.start, word.end),
      children,
    },
  ];
}

function recordEntry(lines: LineIndex, record: RecordEntry): readonly ZoneOutlineEntry[] {
  const { type, typeCode, rdata, entry } = record;
  const [first] = entry.words;
  if (type === undefined || typeCode === undefined || first === undefined) return [];
  return [
    {
      name: rrtypeName(typeCode),
      detail: cut(rdata.map(({ text }) => text).join(" ")),
      kind: "record",
      range: lines.range(first.start, contentEnd(record)),
      nameRange: lines.range(type.start, type.end),
      children: [],
    },
  ];
}

/** The end of what is written, without the comment behind it. */
function contentEnd({ entry }: ParsedEntry): number {
  return Math.max(entry.words.at(-1)?.end ?? entry.start, entry.parentheses.at(-1)?.end ?? entry.start);
}

function cut(text: string): string {
  return text.length > MAX_DETAIL ? `${text.slice(0, MAX_DETAIL)}…` : text;
}

/** Entries of several lines, and runs of comments. */
export function getZoneFolds(workspace: LanguageWorkspace, file: string): readonly Fold[] {
  const text = workspace.files.read(file);
  if (typeof text !== "string") return [];
  const lines = new LineIndex(file, text);
  const folds: Fold[] = [];
  let comments: { readonly from: number; to: number } | undefined;
  const flush = (): void => {
    if (comments !== undefined && comments.to > comments.from) {
      folds.push({ startLine: comments.from, endLine: comments.to, kind: "comment" });
    }
    comments = undefined;
  };
  for (const { entry } of workspace.service.entries(text)) {
    const { words, comments: own, firstLine, lastLine, start } = entry;
    const isComment = words.length === 0 && own.length > 0 && firstLine === lines.position(start).line;
    if (isComment && comments !== undefined) comments.to = lastLine;
    else if (isComment) comments = { from: firstLine, to: lastLine };
    else flush();
    if (lastLine > firstLine && words.length > 0)
      folds.push({ startLine: firstLine, endLine: lastLine, kind: "block" });
  }
  flush();
  return folds;
}
