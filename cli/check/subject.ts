/** What is checked as one configuration: a Corefile with the files it may read, and where its places are for the user. */
import { relative, resolve } from "node:path";
import { looksLikeManifest } from "../../lib/kubernetes/looks-like-manifest.ts";
import type { MountedText } from "../../lib/kubernetes/mounts.ts";
import type { Range } from "../../lib/text/position.ts";
import type { Place, UnreadFile } from "./finding.ts";
import { type Input, isManifestName } from "./inputs.ts";

/** One configuration. */
export interface Subject {
  /** The file of the user that it is in. */
  readonly name: string;
  /** All files of the user that it is made of, but for those on disk that it imports. */
  readonly files: readonly string[];
  /** The Corefile's path, as CoreDNS would get it with -conf. */
  readonly corefile: string;
  readonly text: string;
  /** The folder in which it was found; undefined when it was asked for by its name. */
  readonly foundIn: string | undefined;
  /** It stands in a manifest. */
  readonly isMounted: boolean;
  /** Texts that lie over the machine's files, by absolute path. */
  readonly texts: ReadonlyMap<string, string>;
  /** A folder of which only these texts are seen. */
  readonly hides?: string;
  /** Where the user finds a place of the configuration. */
  place(range: Range): Place;
  /** Whether a file of it is ours and not the user's: the Corefile around additions that stand alone. */
  isOurs?(file: string): boolean;
}

/** The configurations in the files that were read. */
export interface Subjects {
  readonly subjects: readonly Subject[];
  readonly unread: readonly UnreadFile[];
  /** Files of folders that are no configuration before something else makes one of them. */
  readonly passedOver: readonly UnreadFile[];
}

/** Corefiles by themselves, ConfigMaps put together as a pod would see them. */
export async function subjectsOf(inputs: readonly Input[]): Promise<Subjects> {
  const manifests = inputs.filter(isManifest);
  if (manifests.length === 0) return { subjects: inputs.map(corefileSubject), unread: [], passedOver: [] };
  const { mountedSubjects } = await import("./mounted-subjects.ts");
  const mounted = mountedSubjects(manifests);
  const order = new Map(inputs.map(({ name }, index) => [name, index]));
  const subjects = [...inputs.filter((input) => !isManifest(input)).map(corefileSubject), ...mounted.subjects];
  subjects.sort((one, other) => (order.get(one.name) ?? 0) - (order.get(other.name) ?? 0));
  return { ...mounted, subjects };
}

function isManifest({ name, text }: Input): boolean {
  return isManifestName(name) || looksLikeManifest(text);
}

function corefileSubject({ name, text, foundIn }: Input): Subject {
  const texts = new Map([[resolve(name), text]]);
  return { name, files: [name], corefile: name, text, foundIn, isMounted: false, texts, place: placeOf };
}

/** A place as it is, its file by the name from the folder in which the check was started, when it lies below that. */
export function placeOf({ file: path, start, end }: Range): Place {
  const below = path.startsWith("/") ? relative(process.cwd(), path) : path;
  const file = below.startsWith("..") ? path : below;
  return { file, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}

/** A place in a text of a pod, in its manifest. */
export function placeInManifest({ start, end }: Range, { origin }: MountedText, otherwise: string): Place {
  if (origin === undefined) return { file: otherwise, line: 1, column: 1, endLine: 1, endColumn: 1 };
  const { file, entry } = origin;
  const first = entry.place(start.offset);
  // The end is behind the last character: what follows it in the text may stand on another line of the manifest.
  const last = end.offset > start.offset ? entry.place(end.offset - 1) : undefined;
  const after = last === undefined ? first : { line: last.line, column: last.column + 1 };
  return { file, line: first.line, column: first.column, endLine: after.line, endColumn: after.column };
}
