/** Reads files of keys as CoreDNS does when it is set up; this engine checks no signatures yet. */

import type { Value } from "../../directive/value.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Files } from "../../ports/files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import type { SetupContext } from "../../set-up/setup.ts";
import { octetString } from "../../text/octets.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type TsigConfig } from "./directive.ts";
import { type KeyFileReading, readKeyFile } from "./key-file.ts";

export const setup = defineSetup(
  directive,
  ([use], context) => {
    const problem = keysProblem(use, context);
    if (problem === undefined) context.notServedYet();
    return problem;
  },
  // Files are read as they are named.
  { onTheWay: ({ uses: [use], cut }, context) => keysProblem(use ?? cut, context) },
);

function keysProblem(use: Pick<TsigConfig, "lines"> | undefined, { host, problem }: SetupContext): Problem | undefined {
  const fault = use === undefined ? undefined : faultOf(use, host.files);
  if (fault === undefined) return undefined;
  const { file, line, text } = fault.word.token;
  const message = `Wrong argument count or unexpected line ending after '${text}'`;
  const at = { at: fault.word.at, cause: "here" } as const;
  return { ...problem(`plugin/tsig: ${file}:${line} - Error during parsing: ${message}`, at), help: fault.help };
}

/** The word at which CoreDNS gives up, and what it does not say about it. */
interface Fault {
  readonly word: Value<unknown>;
  readonly help: string;
}

/** A file that is none of keys, or a key that is there already. */
function faultOf({ lines }: Pick<TsigConfig, "lines">, files: Files): Fault | undefined {
  const known = new Set<CanonicalName>();
  for (const { name, args } of lines) {
    if (name !== "secret" && name !== "secrets") continue;
    const word = name === "secret" ? args.key : args.file;
    const reading: KeyFileReading =
      name === "secret" ? { ok: true, keys: new Map([[args.name.value, args.key.value]]) } : readKeys(word.text, files);
    if (!reading.ok) return { word, help: reading.why };
    const twice = [...reading.keys.keys()].find((key) => known.has(key));
    if (twice !== undefined) return { word, help: `The key ${twice} is there already.` };
    for (const key of reading.keys.keys()) known.add(key);
  }
  return undefined;
}

function readKeys(path: string, files: Files): KeyFileReading {
  const file = files.read(path);
  if (file.kind === "file") {
    const reading = readKeyFile(octetString(file.bytes));
    return reading.ok
      ? reading
      : { ok: false, why: `${path} is not a file of keys that CoreDNS can read: ${reading.why}.` };
  }
  // A folder can be opened, and has no lines.
  return file.code === "EISDIR" ? { ok: true, keys: new Map() } : { ok: false, why: file.text };
}
