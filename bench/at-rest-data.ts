/** Large files of the kinds that are kept in memory. */
import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

const LINES_AT_ONCE = 10_000;

/** The name of a record or a line by its number. */
export function nameOf(index: number): string {
  return `host${index}.example.org`;
}

function addressOf(index: number): string {
  return `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`;
}

/** A zone with an address for each name; the last record has a name of its own for each serial. */
export function* largeZone(count: number, serial: number): Generator<string> {
  yield "$ORIGIN example.org.";
  yield `@ 300 IN SOA ns hostmaster ${serial} 3600 600 86400 60`;
  yield "@ 300 IN NS ns";
  yield "ns 300 IN A 192.0.2.53";
  for (let index = 0; index < count; index++) yield `${nameOf(index)}. 300 IN A ${addressOf(index)}`;
  yield `new-${serial} 300 IN A 192.0.2.${serial}`;
}

const RECORDS_PER_NAME = 4;
const SIGNED_BY = "300 20261231000000 20261129000000 4660 example.org.";

/** How many names a signed zone with so many records has. */
export function signedNames(records: number): number {
  return Math.ceil(records / RECORDS_PER_NAME);
}

/**
 * A signed zone in canonical order as `sign` writes it: each name has an address, an NSEC record and their signatures, which
 * are as long as those of ECDSA P-256. No server checks them.
 */
export function* signedZone(records: number): Generator<string> {
  const names = Array.from({ length: signedNames(records) }, (_, index) => `${nameOf(index)}.`).sort();
  const apex = "example.org.";
  yield `${apex} 300 IN SOA ns.example.net. hostmaster.example.org. 1 3600 600 86400 60`;
  yield signature(apex, "SOA");
  yield `${apex} 300 IN NS ns.example.net.`;
  yield signature(apex, "NS");
  yield `${apex} 300 IN DNSKEY 257 3 13 ${digest("key")}`;
  yield signature(apex, "DNSKEY");
  yield `${apex} 300 IN NSEC ${names[0] ?? apex} NS SOA RRSIG NSEC DNSKEY`;
  yield signature(apex, "NSEC");
  for (const [index, name] of names.entries()) {
    yield `${name} 300 IN A ${addressOf(index)}`;
    yield signature(name, "A");
    yield `${name} 300 IN NSEC ${names[index + 1] ?? apex} A RRSIG NSEC`;
    yield signature(name, "NSEC");
  }
}

function signature(owner: string, type: string): string {
  return `${owner} 300 IN RRSIG ${type} 13 ${owner.split(".").length - 1} ${SIGNED_BY} ${digest(owner + type)}`;
}

/** As many octets as a signature or a key has, in base64. */
function digest(text: string): string {
  return createHash("sha512").update(text).digest("base64");
}

/** A hosts file with two names on each line. */
export function* largeHosts(count: number): Generator<string> {
  for (let index = 0; index < count; index++) yield `${addressOf(index)} ${nameOf(index)} h${index}`;
}

/** Writes lines to a file, some thousands at a time. */
export function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, "w");
  let waiting: string[] = [];
  for (const line of lines) {
    if (waiting.push(line) < LINES_AT_ONCE) continue;
    writeSync(file, `${waiting.join("\n")}\n`);
    waiting = [];
  }
  if (waiting.length > 0) writeSync(file, `${waiting.join("\n")}\n`);
  closeSync(file);
}
