/** From directive to handler: keys are read when it is set up, and those of a listener's blocks are put together. */

import { zonesOrBlock } from "../../directive/kinds/zone.ts";
import type { Value } from "../../directive/value.ts";
import type { CanonicalName } from "../../dns/name/name.ts";
import type { Files } from "../../ports/files.ts";
import { defineSetup } from "../../set-up/define-setup.ts";
import { listenerLabels } from "../../set-up/listener-labels.ts";
import type { SetupContext, SetupResult } from "../../set-up/setup.ts";
import { octetString } from "../../text/octets.ts";
import type { Problem } from "../../text/problem.ts";
import { directive, type TsigConfig } from "./directive.ts";
import { createTsig } from "./handler.ts";
import { type KeyFileReading, readKeyFile } from "./key-file.ts";
import { LISTENER_KEYS } from "./keys.ts";
import { MustBeSigned } from "./must-be-signed.ts";

export const setup = defineSetup(directive, ([use], context) => (use === undefined ? undefined : setUp(use, context)), {
  // Files are read as they are named.
  onTheWay: ({ uses: [use], cut }, { host, problem }) => {
    const given = use ?? cut;
    const found = given === undefined ? undefined : keysOf(given, host.files);
    return found === undefined || found instanceof Map ? undefined : problemOf(found, problem);
  },
});

function setUp(use: TsigConfig, { block, host, problem }: SetupContext): SetupResult {
  const keys = keysOf(use, host.files);
  if (!(keys instanceof Map)) return problemOf(keys, problem);
  const all = block.shared(LISTENER_KEYS);
  // Where the block listens is known when all of it is set up.
  block.onStart(() => {
    all.add(listenerLabels(block), keys);
    return undefined;
  });
  return createTsig({
    zones: zonesOrBlock(use.args.zones, block.zones),
    required: new MustBeSigned(
      use.lines.filter((line) => line.name === "require"),
      use.lines.filter((line) => line.name === "require_opcode"),
    ),
    secretsAt: (server) => all.at(server),
    hmac: host.hmac,
    clock: host.clock,
    log: host.log,
  });
}

function problemOf({ word, help }: Fault, problem: SetupContext["problem"]): Problem {
  const { file, line, text } = word.token;
  const message = `Wrong argument count or unexpected line ending after '${text}'`;
  const at = { at: word.at, cause: "here" } as const;
  return { ...problem(`plugin/tsig: ${file}:${line} - Error during parsing: ${message}`, at), help };
}

/** The word at which CoreDNS gives up, and what it does not say about it. */
interface Fault {
  readonly word: Value<unknown>;
  readonly help: string;
}

/** Secrets by the names of their keys; a fault when a file is none of keys, or a key is there already. */
function keysOf({ lines }: Pick<TsigConfig, "lines">, files: Files): Map<CanonicalName, string> | Fault {
  const known = new Map<CanonicalName, string>();
  for (const { name, args } of lines) {
    if (name !== "secret" && name !== "secrets") continue;
    const word = name === "secret" ? args.key : args.file;
    const reading: KeyFileReading =
      name === "secret" ? { ok: true, keys: new Map([[args.name.value, args.key.value]]) } : readKeys(word.text, files);
    if (!reading.ok) return { word, help: reading.why };
    const twice = [...reading.keys.keys()].find((key) => known.has(key));
    if (twice !== undefined) return { word, help: `The key ${twice} is there already.` };
    for (const [key, secret] of reading.keys) known.set(key, secret);
  }
  return known;
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
