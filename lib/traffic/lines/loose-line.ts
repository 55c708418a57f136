/** Lines in formats that nobody told: a name with its final dot and a type are enough where nothing contradicts. */

import { classByName } from "../../dns/iana/class.ts";
import { rcodeByName } from "../../dns/iana/rcode.ts";
import { rrtypeByName } from "../../dns/iana/rrtype.ts";
import { readAddress } from "../../go/address.ts";
import type { LineFields } from "./line-format.ts";

const MOST_WORDS = 48;
/** What may stand between fields, apart from blanks. */
const BETWEEN = /[\s"'`,;=<>{}()|]+/;
const FULL_NAME = /^(?:(?:[^\s.\\]|\\.)+\.)+$/;
const TYPE_NUMBER = /^TYPE\d{1,5}$/;
const PROTOCOLS: ReadonlySet<string> = new Set(["udp", "tcp"]);

/** Whether it is an RR type in IANA's spelling. */
export function isTypeWord(word: string): boolean {
  return rrtypeByName(word) !== undefined || TYPE_NUMBER.test(word);
}

/** Reads a line; undefined where it has not exactly one name and one type. */
export function looseLine(line: string): LineFields | undefined {
  const words = line.split(BETWEEN, MOST_WORDS).map((word) => word.replace(/:$/, ""));
  const fields: Record<string, string | undefined> = {};
  const put = (field: string, word: string): boolean => {
    if (fields[field] !== undefined && fields[field] !== word) return false;
    fields[field] = word;
    return true;
  };
  for (const word of words) {
    if (word === "") continue;
    const isOnly =
      (FULL_NAME.test(word) && put("name", word)) ||
      (!FULL_NAME.test(word) && (!isTypeWord(word) || put("type", word)));
    if (!isOnly) return undefined;
    const address = addressOf(word);
    if (classByName(word) !== undefined) put("class", word);
    else if (rcodeByName(word) !== undefined) put("rcode", word);
    else if (PROTOCOLS.has(word)) put("proto", word);
    else if (address !== undefined) put("remote", address);
  }
  return fields.name === undefined || fields.type === undefined ? undefined : fields;
}

/** An address with its port, or without. */
function addressOf(word: string): string | undefined {
  if (!/^\[?[0-9A-Fa-f]*[.:]/.test(word)) return undefined;
  const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(word)?.[1] ?? /^([^:]+):\d+$/.exec(word)?.[1] ?? word;
  return readAddress(bare) === undefined ? undefined : bare;
}

/** A line with a name, a type and at most a class, as in lists of questions (dnsperf's data files). */
export function listedQuestion(line: string): LineFields | undefined {
  const match = /^\s*([^\s;#]+)\s+([A-Z][A-Z0-9]*)(?:\s+(IN|CH|HS))?\s*$/.exec(line);
  const [, name, type = "", qclass] = match ?? [];
  return name === undefined || !isTypeWord(type) ? undefined : { name, type, class: qclass };
}
