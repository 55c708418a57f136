/** Keys in files: the DNSKEY record in NAME.key and its private half in NAME.private (CoreDNS, plugin sign). */

import { ROOT } from "../../dns/name/name.ts";
import type { DNSKEY } from "../../dns/rdata/dnssec.ts";
import { DEFAULT_TTL, RecordReader } from "../../dns/text/record-reader.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { cleanPath } from "../../go/path.ts";
import { inRoot } from "../../plugin-kit/in-root.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import { privateKeyError } from "../dnssec/api.ts";

/** Zone key and secure entry point (RFC 4034 section 2.1.1): what a key that signs a whole zone has. */
const KEY_SIGNING_FLAGS = 0x0101;

/** Where key files are. */
export interface KeyPlace {
  readonly files: Files;
  readonly root: string;
}

/** Why the keys of this name cannot sign, in CoreDNS's words; undefined when they can. */
export function keyPairError(name: string, { files, root }: KeyPlace): string | undefined {
  const base = inRoot(name.replace(/\.(?:key|private)$/, ""), root);
  const [publicFile, privateFile] = [`${base}.key`, `${base}.private`];
  const publicPart = files.read(cleanPath(publicFile));
  if (publicPart.kind === "error") return publicPart.text;
  const key = readPublicKey(octetString(publicPart.bytes), { file: publicFile, files });
  if (typeof key === "string") return key;
  const privatePart = files.read(cleanPath(privateFile));
  if (privatePart.kind === "file") {
    return privateKeyError(key, { text: octetString(privatePart.bytes), file: privateFile });
  }
  // A folder can be opened, and reading it fails at the first octet.
  return privatePart.code === "EISDIR" ? `${privateFile}: dns: ${privatePart.text}: "" at line: 0:0` : privatePart.text;
}

function readPublicKey(text: string, { file, files }: { file: string; files: Files }): DNSKEY | string {
  const include = (path: string): string | { readonly error: string } => {
    const read = files.read(path);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  // CoreDNS reads the text by itself, so that mistakes in it name no file.
  const options = { origin: ROOT, defaultTtl: DEFAULT_TTL, octets: true, include };
  const record = new RecordReader(text.endsWith("\n") ? text : `${text}\n`, options).next();
  if (record instanceof TextError) return record.message;
  if (record === undefined) return `there is no record in "${file}", and CoreDNS 1.15.0 crashes when it looks for one`;
  if (record.rdata.kind !== "DNSKEY") return `RR in "${file}" is not a DNSKEY: ${record.type}`;
  const { flags } = record.rdata;
  return (flags & KEY_SIGNING_FLAGS) === KEY_SIGNING_FLAGS ? record.rdata : `DNSKEY in "${file}" is not a CSK/KSK`;
}
