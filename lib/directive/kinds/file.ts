/** Files and folders: what they hold goes with the kind, so that whoever reads a Corefile need not know the plugin. */

import type { FileContent, ZoneReader } from "../file-content.ts";
import { type Kind, named } from "../kind.ts";
import { text } from "./text.ts";

/** A file, relative to the server block's root. */
export const path: Kind<string> = {
  ...named({ ...text, name: "path" }, { placeholder: "FILE", expects: "a file" }),
  look: "path",
  content: { kind: "other" },
};

/** A folder, relative to the server block's root. */
export const folder: Kind<string> = {
  ...named({ ...text, name: "folder" }, { placeholder: "DIR", expects: "a folder" }),
  look: "path",
};

/** The same kind of path, of what CoreDNS writes. */
export function written(kind: Kind<string>): Kind<string> {
  return { ...kind, isWritten: true };
}

/** A file in the form of /etc/hosts. */
export const hostsFile: Kind<string> = { ...path, content: { kind: "hosts-file" } };

/** A master file. */
export function zoneFile(reader: ZoneReader): Kind<string> {
  const words = { placeholder: "DBFILE", expects: "a master file (RFC 1035)" };
  return { ...named(path, words), content: { kind: "zone-file", reader } };
}

/** A folder of master files. */
export function zoneFolder(
  content: Omit<Extract<FileContent, { readonly kind: "zone-folder" }>, "kind">,
): Kind<string> {
  return { ...folder, content: { kind: "zone-folder", ...content } };
}
