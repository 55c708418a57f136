/** Where `serve` has its Corefile from: a file that may change, or a text that comes once. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { looksLikeManifest } from "../../lib/kubernetes/looks-like-manifest.ts";
import type { FileError, Files } from "../../lib/ports/files.ts";
import type { Snapshot } from "../../server/engine/engine.ts";
import { isManifestName } from "../check/inputs.ts";
import { isFolder, readInput, textOfPipe } from "../read-input.ts";

/** The Corefile that is served when none is named. */
export const DEFAULT_COREFILE = "Corefile";
const STANDARD_INPUT = "/dev/stdin";

/** What is served, and from where. */
export interface Served {
  readonly corefile: string;
  /** A folder of manifests that stand for a cluster. */
  readonly cluster: string | undefined;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * What is served. A Corefile that comes through a pipe (`-conf stdin`, `-conf <(envsubst < Corefile)`) is read once and kept:
 * a second reading would find nothing.
 */
export function snapshotOf({ corefile: conf, cluster, folder, environment }: Served): Snapshot {
  const isStandardInput = conf === "stdin";
  const corefile = isStandardInput ? STANDARD_INPUT : conf;
  const text = isStandardInput ? readFileSync(0, "utf8") : textOfPipe(corefile);
  const model = cluster === undefined ? {} : { cluster };
  const drafts = text === undefined ? {} : { [corefile]: text };
  return { root: folder, corefile, drafts, allowed: [], environment: { ...environment }, ...model };
}

/** Why the Corefile cannot be read; undefined when it can. */
export function whyUnreadable({ corefile, drafts }: Snapshot, files: Files): FileError | undefined {
  const read = corefile in drafts ? undefined : files.read(corefile);
  return read?.kind === "error" ? read : undefined;
}

/** Why serving cannot begin, in CoreDNS's words: the Corefile cannot be read. One that nobody asked for may be missing. */
export function whyNotLoaded(
  snapshot: Snapshot,
  { files, isAskedFor }: { readonly files: Files; readonly isAskedFor: boolean },
): string | undefined {
  const error = whyUnreadable(snapshot, files);
  if (error === undefined || (!isAskedFor && error.code === "ENOENT")) return undefined;
  return isAskedFor ? `loading Caddyfile via flag: ${error.text}` : error.text;
}

/** What `check` and `query` take and a server does not, with what it takes instead; undefined for what may be a Corefile. */
export function whatIsNoCorefile(conf: string): string | undefined {
  if (conf === "-") return "serve reads standard input with -conf stdin, like CoreDNS";
  if (isFolder(conf))
    return `${conf} is a folder; serve takes one Corefile, for instance -conf ${join(conf, "Corefile")}`;
  const isManifest = isManifestName(conf) || looksLikeManifest(textOrNothing(conf));
  return isManifest
    ? `${conf} is a manifest; serve takes a Corefile, like CoreDNS; check and query -conf read manifests`
    : undefined;
}

function textOrNothing(path: string): string {
  try {
    return statSync(path).isFile() ? readInput(path).toString("utf8") : "";
  } catch {
    return "";
  }
}
