/** What a chosen configuration says, with its imports, read as CoreDNS reads it. */
import type { Configuration } from "../../lib/corefile/configuration.ts";
import { loadCorefile } from "../../lib/corefile/load.ts";
import { corefileFiles } from "../../server/engine/corefile-files.ts";
import { createHost } from "../../server/host/host.ts";
import { overlayFiles } from "../../server/host/overlay-files.ts";
import type { AskedConfiguration } from "./configuration.ts";

/** Reads it, with the variables of this process; or why it cannot be read. */
export function readChosen({
  corefile: file,
  drafts,
  overlay,
}: AskedConfiguration): Configuration | { readonly reason: string } {
  const { files } = createHost();
  const texts = new Map(Object.entries(drafts).map(([path, text]) => [files.absolute(path), text]));
  const seen = corefileFiles(overlayFiles(files, overlay ?? { texts }));
  const text = seen.read(file);
  if (typeof text !== "string") return { reason: `${file}: ${text.error}` };
  return loadCorefile({ file, text, files: seen, environment: process.env });
}
