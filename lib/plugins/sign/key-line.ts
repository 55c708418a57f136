/** The line that names keys; words that CoreDNS does not understand there name none. */
import type { Token } from "../../corefile/token.ts";
import { one, rest } from "../../directive/argument.ts";
import { plain, position, wrongCount } from "../../directive/complaint.ts";
import { named } from "../../directive/kind.ts";
import { path } from "../../directive/kinds/file.ts";
import {
  COMPLAINED,
  type Complained,
  type CustomLine,
  type CustomReader,
  custom,
  form,
  forms,
} from "../../directive/line.ts";
import type { Value } from "../../directive/value.ts";

/** The files that hold keys. */
export interface KeyLine {
  readonly files: readonly Value<string>[];
}

const keyFile = named(path, { placeholder: "KEY", expects: "a key file, with or without .key or .private" });
const files = rest(keyFile, {
  min: 1,
  placeholder: "KEY",
  summary: "Key files as dnssec-keygen writes them; relative to root.",
});

/** What CoreDNS says of a `directory` with none or several folders. */
export const ONE_FOLDER = plain('can only be one argument after "directory"');

/** `key file KEY...`. */
export const keyLine: CustomLine<KeyLine> = custom({
  looks: [
    forms(
      { file: form({ files }, { summary: "Reads keys from files, by their names." }) },
      { reads: "steps", unknown: wrongCount },
    ),
  ],
  read: readKeyLine,
});

function readKeyLine([source, ...words]: readonly Token[], reader: CustomReader): KeyLine | Complained {
  if (source === undefined) return reader.complain(wrongCount);
  if (source.text === "directory") return reader.complain(plain("directory: not implemented"), source);
  if (source.text !== "file") return readPassedOver(words, reader);
  if (words.length === 0) return reader.complain(wrongCount, source);
  const taken: Value<string>[] = [];
  for (const word of words) {
    const file = reader.take(one(keyFile), word);
    if (file === COMPLAINED) return COMPLAINED;
    taken.push(file);
  }
  return { files: taken };
}

/** Behind a word that it passes over, CoreDNS reads the next one as a property of its own. */
function readPassedOver([property, ...words]: readonly Token[], reader: CustomReader): KeyLine | Complained {
  switch (property?.text) {
    case undefined:
      return { files: [] };
    case "key":
      return readKeyLine(words, reader);
    case "directory":
      return words.length === 1 ? { files: [] } : reader.complain(ONE_FOLDER, property);
    default:
      return reader.complain(position(`unknown property '${property?.text}'`), property);
  }
}
