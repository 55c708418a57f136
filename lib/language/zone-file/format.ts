/**
 * Formatting of master files: columns of records that stand together are lined up. Only blanks change, entries of
 * several lines stay as they are, and a file that does not give the very same records afterwards is left alone.
 */

import { type Name, ROOT } from "../../dns/name/name.ts";
import { writeRecord } from "../../dns/text/record.ts";
import { DEFAULT_TTL, RecordReader } from "../../dns/text/record-reader.ts";
import { TextError } from "../../dns/text/text-error.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { LineSpan } from "../format-edits.ts";
import { lineEdits } from "../line-edits.ts";
import type { LanguageWorkspace } from "../workspace.ts";
import { type ParsedEntry, parseEntries, type RecordEntry } from "./parse.ts";
import { contextOfFile } from "./roots.ts";

/** Wider owners stick out instead of pushing all others to the right. */
const MAX_OWNER_WIDTH = 40;
/** Where records without an owner begin when none around them has one. */
const INDENT_WIDTH = 4;

/** The edits that format a file, or only some lines of it; none for a file with mistakes in it. */
export function getZoneFormatEdits(workspace: LanguageWorkspace, file: string, span?: LineSpan): readonly TextEdit[] {
  const text = workspace.files.read(file);
  if (typeof text !== "string") return [];
  const origin = contextOfFile(workspace, file, text).origin ?? ROOT;
  return lineEdits({ file, text, formatted: formatZone(text, origin) }, span);
}

/** The text in its usual form; the text itself when it has mistakes, or would not mean the same. */
export function formatZone(text: string, origin: Name): string {
  const formatted = tryFormatZone({ file: "", text, origin });
  return typeof formatted === "string" ? formatted : text;
}

/** A zone file, with what its relative names are relative to. */
export interface ZoneFileText {
  readonly file: string;
  readonly text: string;
  readonly origin: Name;
}

/** The text in its usual form; or its first mistake, in CoreDNS's words, which may hide what the lines mean. */
export function tryFormatZone({ file, text, origin }: ZoneFileText): string | { readonly mistake: string } {
  const before = meaningOf(text, { file, origin });
  if (before instanceof TextError) return { mistake: before.message };
  const formatted = lineUp(text);
  return meaningOf(formatted, { file, origin }) === before ? formatted : text;
}

/**
 * All records as text, or the first mistake. Included files say nothing here: they stay as they are. A part of a zone may
 * have its TTLs from the file that includes it.
 */
function meaningOf(text: string, at: { readonly file: string; readonly origin: Name }): string | TextError {
  const reader = new RecordReader(text, { ...at, defaultTtl: DEFAULT_TTL, include: () => "" });
  const records: string[] = [];
  for (let next = reader.next(); next !== undefined; next = reader.next()) {
    if (next instanceof TextError) return next;
    records.push(writeRecord(next));
  }
  return records.join("\n");
}

/** A line of the file: a record to be lined up, or something that is written out as it is. */
interface Row {
  /** Columns without the comment; one for what is no record. */
  readonly cells: readonly string[];
  readonly comment: string;
  readonly isRecord: boolean;
  readonly lineEnd: string;
}

function lineUp(text: string): string {
  const rows = parseEntries(text).map((parsed) => rowOf(text, parsed));
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (row.isRecord && last?.at(-1)?.isRecord) last.push(row);
    else groups.push([row]);
  }
  return groups.map(writeGroup).join("");
}

function rowOf(text: string, parsed: ParsedEntry): Row {
  const { start, end, firstLine, lastLine, comments, words } = parsed.entry;
  const raw = text.slice(start, end);
  const lineEnd = `${raw.endsWith("\r") ? "\r" : ""}${end < text.length ? "\n" : ""}`;
  const whole = { comment: "", isRecord: false, lineEnd };
  const asItIs: Row = { ...whole, cells: [raw.replace(/\r$/, "")] };
  const isPlain = firstLine === lastLine && !raw.slice(0, -1).includes("\r") && parsed.entry.parentheses.length === 0;
  if (!isPlain || parsed.kind === "directive") return asItIs;
  if (parsed.kind === "blank") return { ...whole, cells: [raw.trimEnd()] };
  const [comment] = comments;
  const cells = cellsOf(text, parsed);
  if (cells === undefined || words.length === 0) return asItIs;
  const written = comment === undefined ? "" : text.slice(comment.start, comment.end).trimEnd();
  return { cells, comment: written, isRecord: true, lineEnd };
}

/** Owner, TTL and class, type, RDATA; undefined for a record that is not complete. */
function cellsOf(text: string, { owner, type, rdata, entry, others }: RecordEntry): readonly string[] | undefined {
  const last = rdata.at(-1);
  if (type === undefined || last === undefined || others.length > 0) return undefined;
  const head = entry.words.filter((word) => word !== owner && word.end <= type.start).map((word) => word.text);
  const [first] = rdata;
  const data =
    first === undefined
      ? ""
      : rdata.reduce((written, word, index) => {
          const before = rdata[index - 1];
          const gap = before === undefined || before.end === word.start ? "" : " ";
          return `${written}${gap}${text.slice(word.start, word.end)}`;
        }, "");
  return [owner?.text ?? "", head.join(" "), type.text, data];
}

function writeGroup(rows: readonly Row[]): string {
  if (!rows[0]?.isRecord) return rows.map(({ cells, lineEnd }) => (cells[0] ?? "") + lineEnd).join("");
  const widths = [0, 1, 2].map((column) => widthOf(rows, column));
  const lines = rows.map(({ cells }) => writeCells(cells, widths));
  const commentAt = largest(rows.map(({ comment }, index) => (comment === "" ? 0 : (lines[index]?.length ?? 0))));
  return rows
    .map(({ comment, lineEnd }, index) => {
      const line = lines[index] ?? "";
      return (comment === "" ? line : `${line.padEnd(commentAt)} ${comment}`) + lineEnd;
    })
    .join("");
}

function widthOf(rows: readonly Row[], column: number): number {
  const widths = rows.map(({ cells }) => cells[column]?.length ?? 0);
  if (column > 0) return largest(widths);
  const owners = largest(widths.filter((width) => width <= MAX_OWNER_WIDTH));
  return owners === 0 ? INDENT_WIDTH - 1 : owners;
}

/** 0 for none; a call takes no list of any length. */
function largest(numbers: readonly number[]): number {
  return numbers.reduce((most, number) => Math.max(most, number), 0);
}

/** A record without a type's neighbours has no column for them. */
function writeCells(
  [owner = "", head = "", type = "", data = ""]: readonly string[],
  widths: readonly number[],
): string {
  const [ownerWidth = 0, headWidth = 0, typeWidth = 0] = widths;
  const columns = [
    owner.padEnd(ownerWidth),
    ...(headWidth === 0 ? [] : [head.padEnd(headWidth)]),
    type.padEnd(typeWidth),
    data,
  ];
  return columns.join(" ");
}
