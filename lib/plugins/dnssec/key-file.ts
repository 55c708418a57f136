/** Keys in files: the DNSKEY record in NAME.key and its private half in NAME.private (CoreDNS, plugin dnssec). */

import type { KeyPair } from "../../dns/dnssec/key-pair.ts";
import { keyTag } from "../../dns/dnssec/key-tag.ts";
import { BAD_KEY, isBadBase64, type KeyError, readPrivateKey } from "../../dns/dnssec/private-key.ts";
import { ROOT } from "../../dns/name/name.ts";
import { DEFAULT_TTL, RecordReader } from "../../dns/text/record-reader.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { cleanPath } from "../../go/path.ts";
import { inRoot } from "../../plugin-kit/in-root.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";

/** Reads a key by the name of either file, or by what both names begin with. */
export function readKey(name: string, { files, root }: { files: Files; root: string }): KeyPair | KeyError {
  const fail = (text: string): KeyError => ({ kind: "error", text });
  const base = inRoot(name.replace(/\.(?:key|private)$/, ""), root);
  const [publicFile, privateFile] = [`${base}.key`, `${base}.private`];
  const publicPart = readText(files, publicFile);
  if (publicPart.kind === "missing") return fail(publicPart.error);
  const include = (path: string): string | { readonly error: string } => {
    const read = files.read(path);
    return read.kind === "error" ? { error: read.text } : octetString(read.bytes);
  };
  if (publicPart.kind === "unreadable") return fail(publicPart.error);
  const options = { origin: ROOT, defaultTtl: DEFAULT_TTL, file: publicFile, octets: true, include };
  const record = new RecordReader(publicPart.text, options).next();
  if (record instanceof TextError && !isBadBase64(record)) return fail(record.message);
  const privatePart = readText(files, privateFile);
  if (privatePart.kind === "missing") return fail(privatePart.error);
  if (record instanceof TextError) return fail(BAD_KEY);
  if (record === undefined || record.rdata.kind !== "DNSKEY") return fail("no public key found");
  if (privatePart.kind === "unreadable") return fail(`${privateFile}: dns: ${privatePart.error}: "" at line: 0:0`);
  const { rdata } = record;
  const privateKey = readPrivateKey(rdata, { text: privatePart.text, file: privateFile });
  if (privateKey.kind === "error") return privateKey;
  return { kind: "key", record: { ...record, rdata }, tag: keyTag(rdata), privateKey };
}

type Text =
  | { readonly kind: "text"; readonly text: string }
  /** It cannot be opened. */
  | { readonly kind: "missing"; readonly error: string }
  /** It can be opened but gives no text, as a folder does. */
  | { readonly kind: "unreadable"; readonly error: string };

function readText(files: Files, path: string): Text {
  const read = files.read(cleanPath(path));
  if (read.kind === "file") return { kind: "text", text: octetString(read.bytes) };
  return { kind: read.code === "EISDIR" ? "unreadable" : "missing", error: read.text };
}
