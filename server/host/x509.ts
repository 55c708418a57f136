/** The form of certificates (RFC 5280 section 4.1), looked at in the order and told in the words of Go's crypto/x509. */
import { contextTag, DerReader, isBitString, readInteger, readOid, TAG } from "./der.ts";

/** A word for what is wrong, thrown inside and given outside. */
class Malformed extends Error {}

/** What is wrong with the form of a certificate; undefined when nothing is. Keys and extensions are not looked into. */
export function certificateFault(der: Uint8Array): string | undefined {
  try {
    readCertificate(new DerReader(der));
    return undefined;
  } catch (error) {
    if (error instanceof Malformed) return `x509: ${error.message}`;
    throw error;
  }
}

function need<T>(value: T | undefined, text: string): T {
  if (value === undefined) throw new Malformed(text);
  return value;
}

function inside(reader: DerReader, tag: number, text: string): DerReader {
  return new DerReader(need(reader.read(tag), text));
}

function readCertificate(outside: DerReader): void {
  const input = inside(outside, TAG.SEQUENCE, "malformed certificate");
  const tbs = inside(input, TAG.SEQUENCE, "malformed tbs certificate");
  const version = readVersion(tbs);
  const serial = need(readInteger(need(tbs.read(TAG.INTEGER), SERIAL)), SERIAL);
  if (serial.negative) throw new Malformed("negative serial number");
  const algorithm = need(tbs.read(TAG.SEQUENCE), "malformed signature algorithm identifier");
  const outer = need(input.read(TAG.SEQUENCE), "malformed algorithm identifier");
  if (Buffer.compare(algorithm, outer) !== 0) {
    throw new Malformed("inner and outer signature algorithm identifiers don't match");
  }
  checkAlgorithm(algorithm);
  checkName(inside(tbs, TAG.SEQUENCE, "malformed issuer"));
  const validity = inside(tbs, TAG.SEQUENCE, "malformed validity");
  checkTime(validity);
  checkTime(validity);
  // Go says issuer of the subject, too.
  checkName(inside(tbs, TAG.SEQUENCE, "malformed issuer"));
  checkPublicKey(inside(tbs, TAG.SEQUENCE, "malformed spki"));
  if (version > 1) checkVersion2(tbs);
  if (version > 2) checkExtensions(tbs);
  if (!isBitString(need(input.read(TAG.BIT_STRING), SIGNATURE))) throw new Malformed(SIGNATURE);
  if (!outside.isEmpty) throw new Malformed("trailing data");
}

const SERIAL = "malformed serial number";
const SIGNATURE = "malformed signature";

function readVersion(tbs: DerReader): number {
  const tag = contextTag(0, { constructed: true });
  if (!tbs.hasNext(tag)) return 1;
  const text = "malformed version";
  const field = inside(tbs, tag, text);
  const { value } = need(readInteger(need(field.read(TAG.INTEGER), text)), text);
  if (!field.isEmpty || value < 0) throw new Malformed(text);
  if (value > 2) throw new Malformed("invalid version");
  return value + 1;
}

function checkAlgorithm(contents: Uint8Array): void {
  const reader = new DerReader(contents);
  need(readOid(need(reader.read(TAG.OID), "malformed OID")), "malformed OID");
  if (!reader.isEmpty) need(reader.readAny(), "malformed parameters");
}

function checkName(name: DerReader): void {
  const text = "invalid RDNSequence";
  while (!name.isEmpty) {
    const set = inside(name, TAG.SET, text);
    while (!set.isEmpty) {
      const attribute = inside(set, TAG.SEQUENCE, `${text}: invalid attribute`);
      const type = `${text}: invalid attribute type`;
      need(readOid(need(attribute.read(TAG.OID), type)), type);
      need(attribute.readAny(), `${text}: invalid attribute value`);
    }
  }
}

const UTC_TIME = /^\d{10}(\d{2})?(Z|[+-]\d{4})$/;
const GENERALIZED_TIME = /^\d{14}(Z|[+-]\d{4})$/;

function checkTime(validity: DerReader): void {
  const isUtc = validity.hasNext(TAG.UTC_TIME);
  if (!isUtc && !validity.hasNext(TAG.GENERALIZED_TIME)) throw new Malformed("unsupported time format");
  const text = `malformed ${isUtc ? "UTCTime" : "GeneralizedTime"}`;
  const time = Buffer.from(need(validity.readAny(), text)).toString("latin1");
  if (!(isUtc ? UTC_TIME : GENERALIZED_TIME).test(time)) throw new Malformed(text);
}

function checkPublicKey(spki: DerReader): void {
  checkAlgorithm(need(spki.read(TAG.SEQUENCE), "malformed public key algorithm identifier"));
  const text = "malformed subjectPublicKey";
  if (!isBitString(need(spki.read(TAG.BIT_STRING), text))) throw new Malformed(text);
}

function checkVersion2(tbs: DerReader): void {
  for (const [number, name] of ["issuerUniqueID", "subjectUniqueID"].entries()) {
    const tag = contextTag(number + 1, { constructed: false });
    if (tbs.hasNext(tag)) need(tbs.read(tag), `malformed ${name}`);
  }
}

function checkExtensions(tbs: DerReader): void {
  const tag = contextTag(3, { constructed: true });
  if (!tbs.hasNext(tag)) return;
  const extensions = inside(inside(tbs, tag, "malformed extensions"), TAG.SEQUENCE, "malformed extensions");
  const seen = new Set<string>();
  while (!extensions.isEmpty) {
    const extension = inside(extensions, TAG.SEQUENCE, "malformed extension");
    const text = "malformed extension OID field";
    const oid = need(readOid(need(extension.read(TAG.OID), text)), text);
    if (extension.hasNext(TAG.BOOLEAN)) need(extension.read(TAG.BOOLEAN), "malformed extension critical field");
    need(extension.read(TAG.OCTET_STRING), "malformed extension value field");
    if (seen.has(oid)) throw new Malformed(`certificate contains duplicate extension with OID "${oid}"`);
    seen.add(oid);
  }
}
