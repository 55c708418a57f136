/** What may be written next in a master file: directives, owners, classes, types with their RDATA, names. */
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { Completion, Completions } from "../completions.ts";
import type { LanguageWorkspace, TextPlace } from "../workspace.ts";
import { type AskedZone, askedZone } from "./asked.ts";
import { nameOf } from "./context.ts";
import { fieldOf } from "./hover.ts";
import { nameWords } from "./name-words.ts";
import { DIRECTIVES, type ParsedEntry, type RecordEntry } from "./parse.ts";
import type { Word } from "./scan.ts";
import { DIRECTIVE_WORDS, TYPE_WORDS } from "./type-words.ts";

/** So many owners are offered. */
const MAX_OWNERS = 200;

/** Completions for a place; undefined where nothing is to be offered: in comments and quotes. */
export function getZoneCompletions(workspace: LanguageWorkspace, place: TextPlace): Completions | undefined {
  const asked = askedZone(workspace, place);
  if (asked === undefined || asked.isInComment || asked.word?.isQuoted) return undefined;
  const { lines, word, offset } = asked;
  const items = itemsAt(asked);
  if (items.length === 0) return undefined;
  const start = word?.start ?? offset;
  return {
    insert: lines.range(start, offset),
    replace: lines.range(start, Math.max(offset, word?.end ?? offset)),
    items,
  };
}

function itemsAt(asked: AskedZone): readonly Completion[] {
  const { at, word, offset, lines } = asked;
  const lineStart = lines.startOfLine(lines.position(offset).line);
  const isFirst = (word?.start ?? offset) === lineStart && (at === undefined || at.parsed.entry.start === lineStart);
  if (isFirst) return [...directives(), ...owners(asked)];
  if (at === undefined) return [];
  const { parsed } = at;
  if (parsed.kind === "directive") return parsed.name === "$GENERATE" ? [] : origins(asked, parsed);
  if (parsed.kind === "blank") return head(undefined);
  const isBeforeType = parsed.type === undefined || parsed.type === word || offset < parsed.type.start;
  return isBeforeType ? head(parsed) : rdata(asked, parsed);
}

function directives(): readonly Completion[] {
  return DIRECTIVES.map((name): Completion => {
    const words = DIRECTIVE_WORDS[name];
    return {
      label: name,
      kind: "directive",
      detail: words?.syntax ?? "",
      documentation: words?.summary ?? "",
      insert: `${name} `,
    };
  });
}

/** Owners that the file has already, and the origin itself. */
function owners({ entries, word }: AskedZone): readonly Completion[] {
  const names = new Set(["@"]);
  for (const { parsed } of entries) {
    if (parsed.kind === "record" && parsed.owner !== undefined && parsed.owner !== word) names.add(parsed.owner.text);
    if (names.size >= MAX_OWNERS) break;
  }
  return [...names].map((label) => ({
    label,
    kind: "zone",
    insert: label,
    ...(label === "@" ? { detail: "the origin" } : {}),
  }));
}

/** What stands between owner and RDATA. */
function head(parsed: RecordEntry | undefined): readonly Completion[] {
  const types = Object.entries(TYPE_WORDS).map(
    ([label, { summary, snippet, fields }]): Completion => ({
      label,
      kind: "keyword",
      detail: fields.map(({ name }) => name.replaceAll(" ", "-")).join(" "),
      documentation: summary,
      // With RDATA behind it already only the type changes.
      insert: parsed?.type === undefined ? `${label} ${template(snippet)}` : label,
      isTemplate: parsed?.type === undefined,
    }),
  );
  const isClassMissing = parsed?.class === undefined;
  const classes: Completion[] = isClassMissing
    ? [{ label: "IN", kind: "keyword", detail: "the Internet", insert: "IN ", continues: true }]
    : [];
  return [...classes, ...types];
}

/** The parts to fill in as place-holders of the editor's templates. */
function template(snippet: string): string {
  let count = 0;
  return snippet.replace(/‹([^›]*)›/g, (_, text: string) => {
    count += 1;
    return `\${${count}:${text}}`;
  });
}

/** Names where a name belongs: hosts with addresses first. */
function rdata(asked: AskedZone, parsed: RecordEntry): readonly Completion[] {
  const { word, offset } = asked;
  const before = parsed.rdata.filter(({ end }) => end < offset);
  const current: Word = word ?? { text: "", isQuoted: false, start: offset, end: offset };
  const changed = { ...parsed, rdata: [...before, current] };
  if (nameWords(changed).includes(current)) return targets(asked);
  const field = fieldOf(changed, current);
  if (parsed.typeCode === RRType.CAA && field?.name === "TAG") {
    return ["issue", "issuewild", "iodef"].map((label) => ({ label, kind: "keyword", insert: label }));
  }
  return [];
}

function targets({ entries }: AskedZone): readonly Completion[] {
  const names = new Map<string, { readonly label: string; readonly types: Set<string> }>();
  for (const { parsed, before } of entries) {
    if (parsed.kind !== "record" || parsed.owner === undefined || parsed.typeCode === undefined) continue;
    const name = nameOf(parsed.owner.text, before.origin);
    if (name === undefined || names.size >= MAX_OWNERS) continue;
    const there = names.get(name) ?? { label: parsed.owner.text, types: new Set() };
    there.types.add(rrtypeName(parsed.typeCode));
    names.set(name, there);
  }
  const rank = ({ types }: { readonly types: ReadonlySet<string> }): number =>
    types.has("A") || types.has("AAAA") ? 0 : 1;
  return [...names.entries()]
    .sort(([, left], [, right]) => rank(left) - rank(right))
    .map(([name, { label, types }]) => ({
      label,
      kind: "zone",
      detail: [...types].join(" "),
      documentation: name,
      insert: label,
    }));
}

function origins({ origin }: AskedZone, parsed: Extract<ParsedEntry, { kind: "directive" }>): readonly Completion[] {
  if (parsed.name === "$TTL") {
    return ["300", "3600", "1d"].map((label) => ({ label, kind: "value", insert: label }));
  }
  if (parsed.name !== "$ORIGIN" || origin === undefined) return [];
  return [{ label: origin, kind: "zone", insert: origin }];
}
