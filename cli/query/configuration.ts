/** What `query -conf` names: a Corefile, a folder with one, a manifest, standard input. */

import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { looksLikeManifest } from "../../lib/kubernetes/looks-like-manifest.ts";
import { isHostsFile, isSurelyZoneFile } from "../../lib/language/files/content-kind.ts";
import type { Range } from "../../lib/text/position.ts";
import type { Overlay } from "../../server/host/overlay-files.ts";
import { reasonOf } from "../../server/host/system-words.ts";
import { type Place, placeOfUnread } from "../check/finding.ts";
import { isManifestName, readInputs, textOf } from "../check/inputs.ts";
import { placeOf, type Subject, subjectsOf } from "../check/subject.ts";
import { isCorefileName } from "../file-kind.ts";
import { isFolder, readInput, readStandardInput } from "../read-input.ts";

/** A configuration to ask. */
export interface AskedConfiguration {
  /** The Corefile's path, from this folder; that in the pod for one out of a manifest. */
  readonly corefile: string;
  /** Texts that lie over the files on disk, by path. */
  readonly drafts: Readonly<Record<string, string>>;
  /** What a pod would see lies over the files of this machine, and hides those of its folder. */
  readonly overlay?: Overlay;
  /** Where the user finds a place of it. */
  place(range: Range): Place;
}

/** The configuration, or why there is none. */
export type ChosenConfiguration = AskedConfiguration | { readonly reason: string };

/** The name under which CoreDNS itself reports a Corefile from standard input. */
const STANDARD_INPUT = { name: "/dev/stdin", read: async () => textOf(await readStandardInput()) };

/** Chooses the configuration; only a plain Corefile is read where it lies. */
export async function chooseConfiguration(conf: string): Promise<ChosenConfiguration> {
  if (conf === "-") return fromInputs(conf);
  if (!existsSync(conf)) return { reason: `${conf}: no such file or directory` };
  if (isFolder(conf)) return existsSync(join(conf, "Corefile")) ? plain(join(conf, "Corefile"), {}) : fromInputs(conf);
  try {
    const text = textOf(readInput(conf));
    if (isManifestName(conf) || looksLikeManifest(text)) return fromInputs(conf);
    if (!isCorefileName(conf) && (isSurelyZoneFile(text) || isHostsFile(text))) {
      const kind = isSurelyZoneFile(text) ? "zone file" : "hosts file";
      return { reason: `${conf}: this is a ${kind}; -conf takes the Corefile that names it` };
    }
    // A pipe of the shell gives its text once.
    return plain(conf, { [conf]: text });
  } catch (error) {
    return { reason: `${conf}: ${reasonOf(error)}` };
  }
}

async function fromInputs(conf: string): Promise<ChosenConfiguration> {
  const { inputs, unread } = await readInputs([conf], STANDARD_INPUT);
  const { subjects, unread: unreadable } = await subjectsOf(inputs);
  const [only, ...more] = subjects;
  if (only !== undefined && more.length === 0) return ofSubject(only);
  if (only === undefined) {
    const [first] = [...unread, ...unreadable];
    return { reason: first === undefined ? noneIn(conf) : `${placeOfUnread(first)}: ${first.reason}` };
  }
  const names = [...new Set(subjects.map(({ name }) => name))];
  return names.length === 1
    ? {
        reason: `${names[0]}: this manifest has ${subjects.length} Corefiles; query asks one: name a file with only that one`,
      }
    : {
        reason: `${conf}: this folder has ${names.length} configurations; name one with -conf: ${names.join(", ")}`,
      };
}

const noneIn = (folder: string): string => `${folder}: this folder has neither a Corefile nor a manifest with one`;

function ofSubject(subject: Subject): AskedConfiguration {
  if (!subject.isMounted) return plain(subject.corefile, { [subject.corefile]: subject.text });
  const { corefile, texts, hides } = subject;
  const drafts = Object.fromEntries(texts);
  return { corefile, drafts, overlay: { texts, hides }, place: (range) => subject.place(range) };
}

function plain(path: string, drafts: AskedConfiguration["drafts"]): AskedConfiguration {
  return { corefile: relative(process.cwd(), resolve(path)), drafts, place: placeOf };
}
