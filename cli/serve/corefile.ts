/** Where `serve` has its Corefile from: a file that may change, or a text that comes once. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { looksLikeManifest } from "../../lib/kubernetes/looks-like-manifest.ts";
import type { EngineSource } from "../../server/engine/instance.ts";
import { overlayFiles } from "../../server/host/overlay-files.ts";
import { isManifestName } from "../check/inputs.ts";
import { isFolder, readInput, textOfPipe } from "../read-input.ts";

/** The Corefile that is served when none is named. */
export const DEFAULT_COREFILE = "Corefile";
const STANDARD_INPUT = "/dev/stdin";

/**
 * The source with a Corefile that comes through a pipe (`-conf stdin`, `-conf <(envsubst < Corefile)`) read once and kept:
 * a second reading would find nothing.
 */
export function withPipedCorefile(source: EngineSource): EngineSource {
  const isStandardInput = source.corefile === "stdin";
  const path = isStandardInput ? STANDARD_INPUT : source.corefile;
  const text = isStandardInput ? readFileSync(0, "utf8") : textOfPipe(path);
  if (text === undefined) return { ...source, corefile: path };
  const { host } = source;
  const texts = new Map([[host.files.absolute(path), text]]);
  return { ...source, corefile: path, host: { ...host, files: overlayFiles(host.files, { texts }) } };
}

/** Why serving cannot begin, in CoreDNS's words: the Corefile cannot be read. One that nobody asked for may be missing. */
export function whyNotLoaded({ corefile, host }: EngineSource, isAskedFor: boolean): string | undefined {
  const read = host.files.read(corefile);
  if (read.kind === "file" || (!isAskedFor && read.code === "ENOENT")) return undefined;
  return isAskedFor ? `loading Caddyfile via flag: ${read.text}` : read.text;
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
