/**
 * Signatures in replies (RFC 4035 section 5.3), checked with Node's crypto and nothing of the engine's: those of ECDSA are
 * others each time, so they cannot be compared with a recording.
 */
import { createPublicKey, type JsonWebKey, type KeyObject, verify } from "node:crypto";
import type { Answer } from "./ask.ts";
import type { Case } from "./case.ts";
import { Cursor } from "./cursor.ts";
import { typeName, typeNumber } from "./registries.ts";

/** A key whose signatures can be checked. */
export interface ZoneKey {
  readonly tag: number;
  readonly algorithm: number;
  readonly publicKey: KeyObject;
}

const RRSIG = typeNumber("RRSIG");
const HEADER_OCTETS = 12;
/** RDATA of a signature up to its signer. */
const FIXED_OCTETS = 18;
const ED25519 = 15;
const HASHES: Readonly<Record<number, string>> = {
  5: "sha1",
  7: "sha1",
  8: "sha256",
  10: "sha512",
  13: "sha256",
  14: "sha384",
};

/** Names in RDATA of the types whose names are signed in lower case: octets before and after each. */
const NAMES_IN: Readonly<Record<string, readonly ("name" | "string" | number)[]>> = {
  NS: ["name"],
  CNAME: ["name"],
  PTR: ["name"],
  DNAME: ["name"],
  SOA: ["name", "name", 20],
  MX: [2, "name"],
  AFSDB: [2, "name"],
  RT: [2, "name"],
  KX: [2, "name"],
  PX: [2, "name", "name"],
  RP: ["name", "name"],
  SRV: [6, "name"],
  NAPTR: [4, "string", "string", "string", "name"],
};

/** The keys in the files of a case, as `dnssec-keygen` writes them. */
export function keysOf({ files }: Pick<Case, "files">): ZoneKey[] {
  return Object.entries(files ?? {}).flatMap(([name, text]) => {
    const found = /\bDNSKEY\s+(\d+)\s+(\d+)\s+(\d+)\s+([A-Za-z0-9+/=\s]+)$/m.exec(String(text));
    if (!name.endsWith(".key") || found === null) return [];
    const [flags = 0, protocol = 0, algorithm = 0] = found.slice(1, 4).map(Number);
    const octets = Buffer.from((found[4] ?? "").replace(/\s/g, ""), "base64");
    const publicKey = publicKeyOf(algorithm, octets);
    if (publicKey === undefined) return [];
    return [
      { tag: tagOf(Buffer.concat([Buffer.of(flags >> 8, flags, protocol, algorithm), octets])), algorithm, publicKey },
    ];
  });
}

/** RFC 4034 appendix B. */
function tagOf(rdata: Buffer): number {
  const sum = rdata.reduce((total, octet, at) => total + (at % 2 === 0 ? octet * 256 : octet), 0);
  return (sum + Math.floor(sum / 0x1_00_00)) % 0x1_00_00;
}

function publicKeyOf(algorithm: number, octets: Buffer): KeyObject | undefined {
  const part = (from: number, to?: number): string => octets.subarray(from, to).toString("base64url");
  const half = octets.length / 2;
  const [x, y] = [part(0, half), part(half)];
  const exponentAt = octets[0] === 0 ? 3 : 1;
  const modulusAt = exponentAt + (octets[0] === 0 ? octets.readUInt16BE(1) : (octets[0] ?? 0));
  const [e, n] = [part(exponentAt, modulusAt), part(modulusAt)];
  const rsa: JsonWebKey = { kty: "RSA", e, n };
  const jwks: Readonly<Record<number, JsonWebKey>> = {
    ...Object.fromEntries([5, 7, 8, 10].map((number) => [number, rsa])),
    13: { kty: "EC", crv: "P-256", x, y },
    14: { kty: "EC", crv: "P-384", x, y },
    15: { kty: "OKP", crv: "Ed25519", x: octets.toString("base64url") },
  };
  const jwk = jwks[algorithm];
  try {
    return jwk === undefined ? undefined : createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return undefined;
  }
}

interface WireRecord {
  /** In lower case, without compression. */
  readonly owner: Buffer;
  readonly type: number;
  readonly rrclass: number;
  readonly rdata: Buffer;
}

/** Which signatures of these keys do not hold, in words; those of other keys are not looked at. */
export function badSignatures(answer: Answer, keys: readonly ZoneKey[]): string[] {
  if (keys.length === 0 || answer.kind === "refusal") return [];
  if (answer.kind === "message") return sectionsOf(answer.wire).flatMap((section) => badIn(section, keys));
  return badIn(
    answer.wires.flatMap((wire) => sectionsOf(wire)[0] ?? []),
    keys,
  );
}

/** Answer, authority and additional section. */
function sectionsOf(wire: Buffer): WireRecord[][] {
  const counts = new Cursor(wire, { at: 4, end: HEADER_OCTETS });
  const [questions = 0, ...sections] = Array.from({ length: 4 }, () => counts.number(2));
  const cursor = new Cursor(wire, { at: HEADER_OCTETS, end: wire.length });
  for (let question = 0; question < questions; question++) {
    cursor.canonicalName();
    cursor.take(4);
  }
  return sections.map((count) => Array.from({ length: count }, () => readRecord(cursor)));
}

function readRecord(cursor: Cursor): WireRecord {
  const owner = cursor.canonicalName();
  const type = cursor.number(2);
  const rrclass = cursor.number(2);
  cursor.take(4);
  const length = cursor.number(2);
  const rdata = new Cursor(cursor.wire, { at: cursor.at, end: cursor.at + length });
  cursor.take(length);
  return { owner, type, rrclass, rdata: canonicalRdata(rdata, type) };
}

function canonicalRdata(rdata: Cursor, type: number): Buffer {
  const parts = NAMES_IN[typeName(type)] ?? [];
  const octets = parts.map((part) => {
    if (part === "name") return rdata.canonicalName();
    if (part !== "string") return rdata.take(part);
    const length = rdata.take(1);
    return Buffer.concat([length, rdata.take(length[0] ?? 0)]);
  });
  return Buffer.concat([...octets, rdata.rest()]);
}

function badIn(section: readonly WireRecord[], keys: readonly ZoneKey[]): string[] {
  return section.flatMap((record) => {
    if (record.type !== RRSIG) return [];
    const why = whyBad(record, { section, keys });
    const owner = new Cursor(record.owner, { at: 0, end: record.owner.length }).name();
    return why === undefined ? [] : [`${owner} ${typeName(record.rdata.readUInt16BE(0))}: ${why}`];
  });
}

interface Surroundings {
  readonly section: readonly WireRecord[];
  readonly keys: readonly ZoneKey[];
}

function whyBad({ owner, rdata }: WireRecord, { section, keys }: Surroundings): string | undefined {
  const fields = new Cursor(rdata, { at: 0, end: rdata.length });
  const covered = fields.number(2);
  const algorithm = fields.number(1);
  const labels = fields.number(1);
  const originalTtl = fields.number(4);
  const [expiration, inception] = [fields.number(4), fields.number(4)];
  const tag = fields.number(2);
  const signer = fields.canonicalName();
  const signature = fields.rest();
  const known = keys.filter((key) => key.tag === tag && key.algorithm === algorithm);
  if (known.length === 0) return undefined;
  const now = Date.now() / 1000;
  if (inception > now || expiration < now) return "does not hold now";
  const rrset = section.filter((other) => other.type === covered && other.owner.equals(owner));
  if (rrset.length === 0) return "covers nothing";
  const octets = Buffer.concat([
    rdata.subarray(0, FIXED_OCTETS),
    signer,
    ...signedRecords(rrset, { labels, originalTtl }),
  ]);
  const hash = algorithm === ED25519 ? null : HASHES[algorithm];
  const holds = known.some(({ publicKey }) =>
    verify(hash, octets, { key: publicKey, dsaEncoding: "ieee-p1363" }, signature),
  );
  return holds ? undefined : "is not that of its key";
}

/** The records of an RRset in canonical form and order, each once. */
function signedRecords(
  rrset: readonly WireRecord[],
  { labels, originalTtl }: { readonly labels: number; readonly originalTtl: number },
): Buffer[] {
  const rdatas = [...new Set(rrset.map(({ rdata }) => rdata.toString("latin1")))].sort();
  return rdatas.map((text) => {
    const [{ owner, type, rrclass } = { owner: Buffer.of(0), type: 0, rrclass: 0 }] = rrset;
    const head = Buffer.alloc(10);
    head.writeUInt16BE(type, 0);
    head.writeUInt16BE(rrclass, 2);
    head.writeUInt32BE(originalTtl, 4);
    head.writeUInt16BE(text.length, 8);
    return Buffer.concat([signedOwner(owner, labels), head, Buffer.from(text, "latin1")]);
  });
}

/** The owner, or the wildcard that it comes from (RFC 4035 section 5.3.2). */
function signedOwner(owner: Buffer, labels: number): Buffer {
  const starts: number[] = [];
  for (let at = 0; owner[at] !== 0; at += 1 + (owner[at] ?? 0)) starts.push(at);
  if (starts.length <= labels) return owner;
  return Buffer.concat([Buffer.from("\x01*"), owner.subarray(starts[starts.length - labels] ?? owner.length - 1)]);
}
