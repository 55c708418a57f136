/** Large files of the kinds that are kept in memory. */
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
