/** Writes a release into the text of `studio.yaml`, and leaves all else as it stands. */
import { isMap, isScalar, parseDocument } from "yaml";

/** The text with that release; undefined when it is not one of keys and values over lines. */
export function withRelease(text: string, release: string): string | undefined {
  const document = parseDocument(text, { logLevel: "silent", uniqueKeys: false });
  const { contents, errors } = document;
  if (errors.length > 0) return undefined;
  const line = `release: ${release}\n`;
  if (contents === null || (isScalar(contents) && contents.value === null)) return appended(text, line);
  if (!isMap(contents) || contents.flow === true) return undefined;
  const pair = contents.items.findLast(({ key }) => isScalar(key) && key.value === "release");
  if (pair === undefined) return appended(text, line);
  const { key, value } = pair;
  const range = isScalar(value) ? value.range : undefined;
  if (!isScalar(key) || range === undefined || range === null) return undefined;
  const [start, end] = range;
  // A key without a value has its value right after the colon.
  return `${text.slice(0, start)}${start === end && text[start - 1] === ":" ? " " : ""}${release}${text.slice(end)}`;
}

function appended(text: string, line: string): string {
  return text === "" || text.endsWith("\n") ? `${text}${line}` : `${text}\n${line}`;
}
