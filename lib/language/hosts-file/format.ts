/**
 * Formatting of hosts files: addresses, names and comments of lines that stand together are lined up. Only ASCII blanks
 * between words change, so CoreDNS reads the same entries; lines, their ends, and all words and comments stay.
 */

import { readHostsLine } from "../../system-files/hosts-line.ts";
import type { TextEdit } from "../../text/edit.ts";
import type { LineSpan } from "../format-edits.ts";
import { lineEdits } from "../line-edits.ts";
import type { LanguageWorkspace } from "../workspace.ts";

/** Wider addresses stick out instead of pushing all names to the right; an IPv6 address has at most 45 characters. */
const MAX_ADDRESS_WIDTH = 46;
/** Comments of longer lines follow them at one blank. */
const MAX_COMMENT_COLUMN = 100;
/** Nobody lines up longer lines, and CoreDNS reads none that are much longer still. */
const MAX_LINE = 4096;
const BYTE_ORDER_MARK = "\uFEFF";

/** The edits that format a file, or only some lines of it. */
export function getHostsFormatEdits(workspace: LanguageWorkspace, file: string, span?: LineSpan): readonly TextEdit[] {
  const text = workspace.files.read(file);
  return typeof text === "string" ? lineEdits({ file, text, formatted: formatHosts(text) }, span) : [];
}

/** A line without its end. */
interface Row {
  /** Undefined for what is no entry. */
  readonly address: string | undefined;
  /** The names; the whole line for what is no entry. */
  readonly rest: string;
  readonly comment: string;
  readonly lineEnd: string;
}

/** The text in its usual form. To format it again changes nothing. */
export function formatHosts(text: string): string {
  const rows = text.split("\n").map(rowOf);
  const groups: Row[][] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (row.address !== undefined && last?.at(-1)?.address !== undefined) last.push(row);
    else groups.push([row]);
  }
  return groups.flatMap(writeGroup).join("\n");
}

function rowOf(whole: string): Row {
  const lineEnd = whole.endsWith("\r") ? "\r" : "";
  const content = lineEnd === "" ? whole : whole.slice(0, -1);
  const asItIs: Row = { address: undefined, rest: content, comment: "", lineEnd };
  if (content.length > MAX_LINE) return asItIs;
  const { address, names, comment: hash } = readHostsLine(content);
  const comment = hash === undefined ? "" : withoutBlanksBehind(content.slice(hash));
  if (address === undefined) return { ...asItIs, rest: comment };
  if (address.text === BYTE_ORDER_MARK) return asItIs;
  return { address: address.text, rest: names.map(({ text }) => text).join(" "), comment, lineEnd };
}

function withoutBlanksBehind(comment: string): string {
  return comment.replace(/[ \t\v\f\r]+$/, "");
}

function writeGroup(rows: readonly Row[]): readonly string[] {
  const addressWidth = widest(
    rows.map(({ address }) => address ?? ""),
    MAX_ADDRESS_WIDTH,
  );
  const entries = rows.map(({ address, rest }) => {
    if (address === undefined) return rest;
    return rest === "" ? address : `${address.padEnd(addressWidth)} ${rest}`;
  });
  const commented = entries.filter((_, index) => rows[index]?.comment !== "");
  const commentColumn = widest(commented, MAX_COMMENT_COLUMN);
  return rows.map(({ comment, lineEnd }, index) => {
    const entry = entries[index] ?? "";
    return (comment === "" ? entry : `${entry.padEnd(commentColumn)} ${comment}`) + lineEnd;
  });
}

/** The width of the widest text that is not too wide. */
function widest(texts: readonly string[], most: number): number {
  return texts.reduce((width, { length }) => (length <= most ? Math.max(width, length) : width), 0);
}
