/** Where `serve` has its Corefile from: a file that may change, or a text that comes once. */
import { readFileSync, statSync } from "node:fs";
import type { EngineSource } from "../../server/engine/engine.ts";
import { overlayFiles } from "../../server/host/overlay-files.ts";

/** The Corefile that is served when none is named. */
export const DEFAULT_COREFILE = "Corefile";
const STANDARD_INPUT = "/dev/stdin";

/**
 * The source with a Corefile that comes through a pipe (`-conf stdin`, `-conf <(envsubst < Corefile)`) read once and kept:
 * a second reading would find nothing.
 */
export function withPipedCorefile(source: EngineSource): EngineSource {
  const path = source.corefile === "stdin" ? STANDARD_INPUT : source.corefile;
  const text = textOfPipe(path);
  if (text === undefined) return { ...source, corefile: path };
  const { host } = source;
  const texts = new Map([[host.files.absolute(path), text]]);
  return { ...source, corefile: path, host: { ...host, files: overlayFiles(host.files, { texts }) } };
}

/** The text of what is no stored file; undefined for one that is, or that cannot be opened. */
export function textOfPipe(path: string): string | undefined {
  if (path === STANDARD_INPUT) return readFileSync(0, "utf8");
  return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true ? readFileSync(path, "utf8") : undefined;
}

/** Why the Corefile cannot be read, in CoreDNS's words; one that nobody asked for may be missing at the start. */
export function unreadableCorefile({ corefile, host }: EngineSource, isAskedFor: boolean): string | undefined {
  const read = host.files.read(corefile);
  if (read.kind === "file" || (!isAskedFor && read.code === "ENOENT")) return undefined;
  return isAskedFor ? `loading Caddyfile via flag: ${read.text}` : read.text;
}
