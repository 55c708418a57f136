/** What every question about a place in a master file starts with: the entry there, the word, and what came before. */
import type { Name } from "../../dns/name/name.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { LanguageWorkspace, TextPlace } from "../workspace.ts";
import { type PlacedEntry, placeEntries } from "./read.ts";
import { contextOfFile } from "./roots.ts";
import type { Word } from "./scan.ts";

/** A master file that questions are asked about. */
export interface AskedFile {
  readonly lines: LineIndex;
  readonly entries: readonly PlacedEntry[];
  /** What names are relative to at the start of the file. */
  readonly origin: Name | undefined;
}

/** A place in it. */
export interface AskedZone extends AskedFile {
  readonly offset: number;
  /** The entry at the place, also when the place is on an empty line behind others. */
  readonly at: PlacedEntry | undefined;
  /** The word that the place is in, or at the end of. */
  readonly word: Word | undefined;
  readonly isInComment: boolean;
}

/** The file; undefined when it cannot be read. */
export function askedFile(workspace: LanguageWorkspace, file: string): AskedFile | undefined {
  const text = workspace.files.read(file);
  if (typeof text !== "string") return undefined;
  const start = contextOfFile(workspace, file, text);
  return {
    lines: new LineIndex(file, text),
    entries: placeEntries(workspace.service.entries(text), start),
    origin: start.origin,
  };
}

/** The place; undefined when the file cannot be read. */
export function askedZone(workspace: LanguageWorkspace, { file, offset }: TextPlace): AskedZone | undefined {
  const asked = askedFile(workspace, file);
  if (asked === undefined) return undefined;
  const at = asked.entries.find(({ parsed: { entry } }) => entry.start <= offset && offset <= entry.end);
  const entry = at?.parsed.entry;
  const word = entry?.words.find(({ start, end }) => start <= offset && offset <= end);
  const isInComment = entry?.comments.some(({ start, end }) => start < offset && offset <= end) ?? false;
  return { ...asked, offset, at, word, isInComment };
}
