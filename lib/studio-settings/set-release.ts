/** Writes a release into the text of `studio.yaml`, and leaves all else as it stands. */
import { isMap, isScalar, parseDocument, type YAMLMap } from "yaml";
import { SETTINGS_FILE } from "./settings-file.ts";

/** The text with that release; undefined when it is not one of keys and values. */
export function withRelease(text: string, release: string): string | undefined {
  const document = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
  const { contents, errors } = document;
  if (errors.length > 0) return undefined;
  const line = `release: ${release}\n`;
  if (contents === null || (isScalar(contents) && contents.value === null)) return appended(text, line);
  if (!isMap(contents)) return undefined;
  const pair = contents.items.findLast(({ key }) => isScalar(key) && key.value === "release");
  if (pair === undefined && contents.flow === true) return inBraces(text, release, contents);
  if (pair === undefined) return appended(text, line);
  const { key, value } = pair;
  const range = isScalar(value) ? value.range : undefined;
  if (!isScalar(key) || range === undefined || range === null) return undefined;
  const [start, end] = range;
  // A key without a value has its value right after the colon.
  return `${text.slice(0, start)}${start === end && text[start - 1] === ":" ? " " : ""}${release}${text.slice(end)}`;
}

/** What to say where it cannot be written. */
export function notWritten(release: string): string {
  return `${SETTINGS_FILE} cannot be read as settings: write release: ${release} there.`;
}

/** As the first entry of a map in braces. */
function inBraces(text: string, release: string, { range, items }: YAMLMap): string | undefined {
  if (range === undefined || range === null) return undefined;
  const inside = range[0] + 1;
  const [head, rest] = [text.slice(0, inside), text.slice(inside)];
  const comma = /^\s/.test(rest) ? "," : ", ";
  return `${head}release: ${release}${items.length > 0 ? comma : ""}${rest}`;
}

function appended(text: string, line: string): string {
  return text === "" || text.endsWith("\n") ? `${text}${line}` : `${text}\n${line}`;
}
