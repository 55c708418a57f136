/** What to do about a record that CoreDNS cannot read, where its words name a word and not what is missing. */

import { changeTo } from "../../directive/meant.ts";
import { didYouMean, nearestWords } from "../../directive/nearest.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { readIpv4, readIpv6 } from "../../go/address.ts";
import type { Fix } from "../../text/edit.ts";
import type { RecordEntry } from "./parse.ts";
import type { Mistake, ZoneReading } from "./read.ts";
import type { Word } from "./scan.ts";

/** Our words, and what would mend it. */
export interface RefusalHelp {
  readonly help: string;
  readonly fixes?: readonly Fix[];
}

/** What goes before the host in records that have more than a host. */
const BEFORE_HOST: ReadonlyMap<number, { readonly expects: string; readonly insert: string }> = new Map([
  [RRType.MX, { expects: "MX PREFERENCE HOST, as in MX 10 mail", insert: "10 " }],
  [RRType.SRV, { expects: "SRV PRIORITY WEIGHT PORT HOST, as in SRV 0 0 443 www", insert: "0 0 443 " }],
]);

/** What helps with a mistake; undefined when CoreDNS's words tell it. */
export function helpForMistake(reading: ZoneReading, { error, range }: Mistake): RefusalHelp | undefined {
  if (error.message.includes("missing TTL with no previous value")) return missingTtl(reading);
  const entry = entryAt(reading, range.start.offset);
  if (entry === undefined) return undefined;
  if (/bad SOA zone parameter|bad SOA/.test(error.message)) return { help: SOA_FORM };
  if (error.message.includes("not a TTL")) return wrongHead(reading, entry);
  const { typeCode, rdata } = entry;
  const [first] = rdata;
  if (first === undefined || typeCode === undefined) return undefined;
  const host = BEFORE_HOST.get(typeCode);
  if (host !== undefined && rdata.length === 1) {
    return {
      help: `The record is written ${host.expects}.`,
      fixes: [insert(reading, first, { title: `Put ${host.insert.trim()} before ${first.text}`, text: host.insert })],
    };
  }
  return wrongAddress(reading, entry, first);
}

const SOA_FORM =
  "An SOA record has seven values: PRIMARY MAILBOX SERIAL REFRESH RETRY EXPIRE MINIMUM, as in ns1 hostmaster 1 7200 3600 1209600 300. One is missing, or a parenthesis is not closed.";

function missingTtl(reading: ZoneReading): RefusalHelp {
  const [start] = [reading.lines.range(0, 0)];
  return {
    help: "There is no TTL in this record or before it. Put a line such as $TTL 3600 at the start of the file.",
    fixes: [{ title: "Put $TTL 3600 at the start", edits: [{ range: start, text: "$TTL 3600\n" }] }],
  };
}

/** A type that is missing or spelled wrongly: CoreDNS takes the word for a TTL. */
function wrongHead(reading: ZoneReading, { others, type }: RecordEntry): RefusalHelp | undefined {
  const [word] = others;
  if (word === undefined || (type !== undefined && type.start < word.start)) return undefined;
  const family = familyOf(word.text);
  if (family !== undefined) {
    return {
      help: `The type of the record is missing before the address: ${family} ${word.text}.`,
      fixes: [insert(reading, word, { title: `Put ${family} before ${word.text}`, text: `${family} ` })],
    };
  }
  const near = nearestWords(word.text, Object.keys(RRType), 2);
  if (near.length === 0)
    return { help: `The type of the record, such as A or CNAME, comes before the value; ${word.text} is not one.` };
  const range = reading.lines.range(word.start, word.end);
  return {
    help: `${word.text} is not a record type. ${didYouMean(near)}`,
    fixes: near.map((text) => changeTo(range, text)),
  };
}

function wrongAddress(reading: ZoneReading, { typeCode, type }: RecordEntry, { text }: Word): RefusalHelp | undefined {
  if (type === undefined || (typeCode !== RRType.A && typeCode !== RRType.AAAA)) return undefined;
  const wanted = typeCode === RRType.A ? "IPv4" : "IPv6";
  const fits = familyOf(text) ?? (/[a-z]/i.test(text) && !text.includes(":") ? "CNAME" : undefined);
  if (fits === undefined) return { help: `An ${type.text} record holds an ${wanted} address, which ${text} is not.` };
  const what =
    fits === "CNAME" ? `${text} is a name, which belongs in a CNAME record` : `${text} belongs in an ${fits} record`;
  return {
    help: `An ${type.text} record holds an ${wanted} address; ${what}.`,
    fixes: [changeTo(reading.lines.range(type.start, type.end), fits)],
  };
}

function familyOf(text: string): "A" | "AAAA" | undefined {
  if (readIpv4(text) !== undefined) return "A";
  return text.includes(":") && readIpv6(text) !== undefined ? "AAAA" : undefined;
}

function insert(reading: ZoneReading, { start }: Word, { title, text }: { title: string; text: string }): Fix {
  return { title, edits: [{ range: reading.lines.range(start, start), text }] };
}

function entryAt({ entries }: ZoneReading, offset: number): RecordEntry | undefined {
  const parsed = entries.findLast(({ parsed: { entry } }) => entry.start <= offset)?.parsed;
  return parsed?.kind === "record" ? parsed : undefined;
}
