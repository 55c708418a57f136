/** What a word of a master file means: owners, TTLs, classes, types, fields of RDATA, directives. */
import { rrtypeName } from "../../dns/iana/rrtype.ts";
import { readTtl } from "../../dns/text/number.ts";
import type { Hover } from "../hover.ts";
import type { LanguageWorkspace, TextPlace } from "../workspace.ts";
import { askedZone } from "./asked.ts";
import { type EntryContext, nameOf } from "./context.ts";
import { nameWords } from "./name-words.ts";
import type { DirectiveEntry, ParsedEntry, RecordEntry } from "./parse.ts";
import type { Word } from "./scan.ts";
import { ttlInWords } from "./ttl-words.ts";
import { DIRECTIVE_WORDS, type FieldWords, TYPE_WORDS } from "./type-words.ts";

/** The meaning of the word at a place; undefined for comments and for what means nothing. */
export function getZoneHover(workspace: LanguageWorkspace, place: TextPlace): Hover | undefined {
  const asked = askedZone(workspace, place);
  if (asked?.at === undefined || asked.word === undefined || asked.isInComment) return undefined;
  const { word, at, lines } = asked;
  const paragraphs = wordsOf(at.parsed, at.before, word);
  if (paragraphs.length === 0) return undefined;
  return { range: lines.range(word.start, word.end), markdown: paragraphs.join("\n\n") };
}

function wordsOf(parsed: ParsedEntry, before: EntryContext, word: Word): readonly string[] {
  if (parsed.kind === "blank") return [];
  if (parsed.kind === "directive") return directiveWords(parsed, before, word);
  if (word === parsed.owner) return [`Owner name${absolute(word, before)}`];
  if (word === parsed.ttl) return [`TTL: ${ttlInWords(readTtl(word.text) ?? 0)}`];
  if (word === parsed.class) return [classWords(word.text)];
  if (word === parsed.type) return typeWords(parsed);
  return fieldWords(parsed, before, word);
}

function absolute({ text }: Word, { origin }: EntryContext): string {
  const name = nameOf(text, origin);
  return name === undefined ? "" : `: ${code(name)}`;
}

const code = (text: string): string => `\`${text}\``;

function classWords(text: string): string {
  const words: Readonly<Record<string, string>> = {
    IN: "Class IN: the Internet. It may be left out.",
    CH: "Class CH: Chaosnet, now used for questions about the server itself.",
    HS: "Class HS: Hesiod.",
  };
  return words[text.toUpperCase()] ?? `Class ${text}`;
}

function typeWords({ typeCode }: RecordEntry): readonly string[] {
  const name = rrtypeName(typeCode ?? 0);
  const words = TYPE_WORDS[name];
  if (words === undefined) return [code(name)];
  const syntax = [name, ...words.fields.map((field) => field.name.replaceAll(" ", "-"))].join(" ");
  const fields = words.fields.map(({ name: field, meaning }) => `- ${code(field)} ${meaning}`).join("\n");
  return [`\`\`\`text\n${syntax}\n\`\`\``, words.summary, fields, words.source];
}

function fieldWords(parsed: RecordEntry, before: EntryContext, word: Word): readonly string[] {
  const field = fieldOf(parsed, word);
  if (field === undefined) return [];
  const isName = nameWords(parsed).includes(word);
  const seconds = isTime(field) ? readTtl(word.text) : undefined;
  const value = isName ? absolute(word, before) : seconds === undefined ? "" : `: ${ttlInWords(seconds)}`;
  return [`${code(field.name)}${value}`, field.meaning];
}

/** The field that a word of RDATA is; the last field may have many words. */
export function fieldOf({ typeCode, rdata }: RecordEntry, word: Word): FieldWords | undefined {
  const fields = TYPE_WORDS[rrtypeName(typeCode ?? 0)]?.fields ?? [];
  const index = rdata.indexOf(word);
  return index < 0 ? undefined : fields[Math.min(index, fields.length - 1)];
}

const isTime = ({ name }: FieldWords): boolean =>
  ["REFRESH", "RETRY", "EXPIRE", "MINIMUM", "ORIGINAL TTL"].includes(name);

function directiveWords({ name, word, args }: DirectiveEntry, before: EntryContext, at: Word): readonly string[] {
  const words = DIRECTIVE_WORDS[name];
  if (at === word) return words === undefined ? [] : [`\`\`\`text\n${words.syntax}\n\`\`\``, words.summary];
  const index = args.indexOf(at);
  if (name === "$TTL" && index === 0) {
    const seconds = readTtl(at.text);
    return seconds === undefined ? [] : [`TTL: ${ttlInWords(seconds)}`];
  }
  const isName = (name === "$ORIGIN" && index === 0) || (name === "$INCLUDE" && index === 1);
  return isName ? [`Origin${absolute(at, before)}`] : [];
}
