/** Keys in files: the DNSKEY record in NAME.key and its private half in NAME.private (CoreDNS, plugin dnssec). */

import { type Name, ROOT } from "../../dns/name/name.ts";
import type { DNSKEY } from "../../dns/rdata/dnssec.ts";
import { DEFAULT_TTL, RecordReader } from "../../dns/text/record-reader.ts";
import { TextError } from "../../dns/text/text-error.ts";
import { cleanPath } from "../../go/path.ts";
import { inRoot } from "../../plugin-kit/in-root.ts";
import type { Files } from "../../ports/files.ts";
import { octetString } from "../../text/octets.ts";
import { privateKeyError } from "./private-key.ts";

/** A key that can sign. */
export interface SigningKey {
  readonly kind: "key";
  readonly owner: Name;
  /** The key's number in signatures (RFC 4034 appendix B). */
  readonly tag: number;
}

/** Why there is no key, in CoreDNS's words. */
export interface KeyError {
  readonly kind: "error";
  readonly text: string;
}

/** Reads a key by the name of either file, or by what both names begin with. */
export function readKey(name: string, { files, root }: { files: Files; root: string }): SigningKey | KeyError {
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
  if (record instanceof TextError) return fail(record.message);
  const privatePart = readText(files, privateFile);
  if (privatePart.kind === "missing") return fail(privatePart.error);
  if (record === undefined || record.rdata.kind !== "DNSKEY") return fail("no public key found");
  if (privatePart.kind === "unreadable") return fail(`${privateFile}: dns: ${privatePart.error}: "" at line: 0:0`);
  const error = privateKeyError(record.rdata, { text: privatePart.text, file: privateFile });
  if (error !== undefined) return fail(error);
  return { kind: "key", owner: record.name, tag: keyTag(record.rdata) };
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

function keyTag({ flags, protocol, algorithm, publicKey }: DNSKEY): number {
  let sum = flags + (protocol << 8) + algorithm;
  for (const [at, octet] of publicKey.entries()) sum += at % 2 === 0 ? octet << 8 : octet;
  return (sum + (sum >>> 16)) & 0xffff;
}
