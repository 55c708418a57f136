/** Keys in files: the DNSKEY record in NAME.key and its private half in NAME.private (CoreDNS, plugin sign). */

import { isKeySigning, type KeyPair } from "../../dns/dnssec/key-pair.ts";
import { keyTag } from "../../dns/dnssec/key-tag.ts";
import { BAD_KEY, isBadBase64, type KeyError, readPrivateKey } from "../../dns/dnssec/private-key.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { ROOT } from "../../dns/name/name.ts";
import type { DNSKEY } from "../../dns/rdata/dnssec.ts";
import { DEFAULT_TTL, RecordReader } from "../../dns/text/record-reader.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { cleanPath } from "../../go/path.ts";
import { inRoot } from "../../plugin-kit/in-root.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";

/** Where key files are. */
export interface KeyPlace {
  readonly files: Files;
  readonly root: string;
}

/** Reads the keys of this name, or tells in CoreDNS's words why they cannot sign. */
export function readKeyPair(name: string, { files, root }: KeyPlace): KeyPair | KeyError {
  const base = inRoot(name.replace(/\.(?:key|private)$/, ""), root);
  const [publicFile, privateFile] = [`${base}.key`, `${base}.private`];
  const publicPart = files.read(cleanPath(publicFile));
  if (publicPart.kind === "error") return fault(publicPart.text);
  const record = readPublicKey(octetString(publicPart.bytes), { file: publicFile, files });
  if ("kind" in record) return record;
  const privatePart = files.read(cleanPath(privateFile));
  if (privatePart.kind === "error") {
    // A folder can be opened, and reading it fails at the first octet.
    const isFolder = privatePart.code === "EISDIR";
    return fault(isFolder ? `${privateFile}: dns: ${privatePart.text}: "" at line: 0:0` : privatePart.text);
  }
  const privateKey = readPrivateKey(record.rdata, { text: octetString(privatePart.bytes), file: privateFile });
  if (privateKey.kind === "error") return privateKey;
  return { kind: "key", record, tag: keyTag(record.rdata), privateKey };
}

function fault(text: string): KeyError {
  return { kind: "error", text };
}

function readPublicKey(
  text: string,
  { file, files }: { readonly file: string; readonly files: Files },
): ResourceRecord<DNSKEY> | KeyError {
  const include = (path: string): string | { readonly error: string } => {
    const read = files.read(path);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  // CoreDNS reads the text by itself, so that mistakes in it name no file.
  const options = { origin: ROOT, defaultTtl: DEFAULT_TTL, octets: true, include };
  const record = new RecordReader(text.endsWith("\n") ? text : `${text}\n`, options).next();
  if (record instanceof TextError) return fault(isBadBase64(record) ? BAD_KEY : record.message);
  if (record === undefined)
    return fault(`there is no record in "${file}", and CoreDNS 1.15.0 crashes when it looks for one`);
  const { rdata } = record;
  if (rdata.kind !== "DNSKEY") return fault(`RR in "${file}" is not a DNSKEY: ${record.type}`);
  return isKeySigning(rdata) ? { ...record, rdata } : fault(`DNSKEY in "${file}" is not a CSK/KSK`);
}
