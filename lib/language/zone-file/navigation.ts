/** Where names and paths of a master file lead: to the records of a name, and to the files that are included. */
import { canonical } from "../../dns/name/name.ts";
import { includePath } from "../../go/path.ts";
import type { Definition } from "../definition.ts";
import { fileUses } from "../files/file-uses.ts";
import type { Link } from "../links.ts";
import { type LanguageWorkspace, listedPath, type TextPlace } from "../workspace.ts";
import { askedFile, askedZone } from "./asked.ts";
import { nameOf } from "./context.ts";
import { nameWords } from "./name-words.ts";
import type { ParsedEntry } from "./parse.ts";
import type { Word } from "./scan.ts";

/** Links from $INCLUDE to the files, as far as they are there. */
export function getZoneLinks(workspace: LanguageWorkspace, file: string): readonly Link[] {
  const asked = askedFile(workspace, file);
  return (asked?.entries ?? []).flatMap(({ parsed }): readonly Link[] => {
    const word = includedPath(parsed);
    const target = word === undefined ? undefined : targetOf(workspace, file, word);
    if (asked === undefined || word === undefined || target === undefined) return [];
    return [{ kind: "file", range: asked.lines.range(word.start, word.end), file: target }];
  });
}

/** The records of the name at a place, or the file that is included there. */
export function getZoneDefinitions(workspace: LanguageWorkspace, place: TextPlace): readonly Definition[] {
  const asked = askedZone(workspace, place);
  if (asked?.at === undefined || asked.word === undefined) return [];
  const { word, at, lines, entries } = asked;
  const origin = lines.range(word.start, word.end);
  if (includedPath(at.parsed) === word) {
    const file = targetOf(workspace, place.file, word);
    const start = { offset: 0, line: 1, column: 1 };
    return file === undefined
      ? []
      : [{ origin, target: { file, start, end: start }, whole: { file, start, end: start } }];
  }
  if (at.parsed.kind !== "record" || !nameWords(at.parsed).includes(word)) return [];
  const name = nameOf(word.text, at.before.origin);
  if (name === undefined) return [];
  return entries.flatMap(({ parsed, before }): readonly Definition[] => {
    if (parsed.kind !== "record" || parsed.owner === undefined) return [];
    const owner = nameOf(parsed.owner.text, before.origin);
    if (owner === undefined || canonical(owner) !== canonical(name)) return [];
    const target = lines.range(parsed.owner.start, parsed.owner.end);
    return [{ origin, target, whole: lines.range(parsed.entry.start, parsed.entry.end) }];
  });
}

function includedPath(parsed: ParsedEntry): Word | undefined {
  return parsed.kind === "directive" && parsed.name === "$INCLUDE" ? parsed.args[0] : undefined;
}

/** The file that is included, by the workspace's name; relative paths start from the path that CoreDNS has of this file. */
function targetOf(workspace: LanguageWorkspace, file: string, { text }: Word): string | undefined {
  const path = fileUses(workspace).uses.find(({ listed }) => listed === file)?.path ?? file;
  const target = includePath(path, text);
  return typeof workspace.files.read(target) === "string" ? listedPath(workspace, target) : undefined;
}
