/** Arguments that are wrong, missing or too many. */

import type { SourceToken } from "../../corefile/token.ts";
import { isClosedKind } from "../../directive/meant.ts";
import { type Place, placesAfter } from "../../directive/places.ts";
import { wordPlaces } from "../../directive/word-places.ts";
import type { Fix } from "../../text/edit.ts";
import { completePlaces } from "../completion/values.ts";
import type { Asked } from "../corefile/asked.ts";
import { type Arguments, argumentsOf } from "../corefile/meanings.ts";
import { rangeAt } from "../corefile/parsed.ts";
import { replaceWord } from "./replace-word.ts";

const MAX_CHOICES = 6;

/** Other words for the argument at the place, or further ones behind the line. */
export function argumentFixes(asked: Asked, code: string): readonly Fix[] {
  const { workspace, owner, spot } = asked;
  const { line } = spot;
  if (line?.kind !== "directive") return [];
  const given = argumentsOf(workspace, owner, line.name.text);
  if (given === undefined) return [];
  const words = line.args.map(({ text }) => text);
  const index = spot.token === undefined ? -1 : line.args.indexOf(spot.token);
  if (code.endsWith("wrong-count")) return countFixes(asked, given, line.args);
  const place = index < 0 ? undefined : wordPlaces(given.line, [...given.lead, ...words])[given.lead.length + index];
  return place === undefined || spot.token === undefined ? [] : otherWords(spot.token, place);
}

/** All words that may stand there, if they are few; the problem itself knows the nearest. */
function otherWords(token: SourceToken, place: Place): readonly Fix[] {
  if (!isClosedKind(place.kind)) return [];
  const words = place.suggestions.map(({ text }) => text);
  return words.length <= MAX_CHOICES ? words.map((word) => replaceWord(token, word)) : [];
}

/** Words that may follow when some are missing; else the last word is one too many. */
function countFixes(asked: Asked, { line, lead }: Arguments, args: readonly SourceToken[]): readonly Fix[] {
  const { parsed, spot } = asked;
  const written = args.map(({ text }) => text);
  const places = wordPlaces(line, [...lead, ...written]).slice(lead.length);
  const extra = args[places.indexOf(undefined)];
  if (extra !== undefined && places.length === args.length) {
    const before = args[args.indexOf(extra) - 1] ?? spot.line?.name;
    const start = before?.end ?? extra.start;
    return [{ title: `Remove ${extra.text}`, edits: [{ range: rangeAt(parsed, start, extra.end), text: "" }] }];
  }
  const end = (args.at(-1) ?? spot.line?.name)?.end;
  const [next] = placesAfter(line, [...lead, ...written]);
  if (end === undefined || next === undefined) return [];
  return completePlaces({ ...asked, spot: { ...spot, token: undefined } }, [next])
    .slice(0, MAX_CHOICES)
    .map(({ insert }) => ({
      title: `Add ${insert}`,
      edits: [{ range: rangeAt(parsed, end, end), text: ` ${insert}` }],
    }));
}
