/** What a file is by what stands in it, for those whose name does not tell. What might be anything is nothing. */
import { parseCorefile } from "../../corefile/parse.ts";
import type { LineNode } from "../../corefile/tree.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { ROOT } from "../../dns/name/name.ts";
import { hostsAddress, readHostsLine } from "../../system-files/hosts-line.ts";
import { tryFormatZone } from "../zone-file/format.ts";
import { guessOrigin } from "../zone-file/origin.ts";
import { parseEntries } from "../zone-file/parse.ts";

/** The kinds of which a text can tell by itself. */
export type ContentKind = "corefile" | "zone-file" | "hosts-file";

/** The kind of a text; undefined when nothing tells. `directives` are the names that a Corefile's lines may begin with. */
export function kindByContent(text: string, directives: ReadonlySet<string>): ContentKind | undefined {
  if (isSurelyZoneFile(text)) return "zone-file";
  if (isHostsFile(text)) return "hosts-file";
  if (isCorefile(text, directives)) return "corefile";
  return isReadableZoneFile(text) ? "zone-file" : undefined;
}

/** MNAME, RNAME and five numbers (RFC 1035 section 3.3.13). */
const SOA_FIELDS = 7;

/** Whether a text has what stands in zone files only: a directive such as $TTL, or an SOA record. */
export function isSurelyZoneFile(text: string): boolean {
  return parseEntries(text).some((parsed) => {
    if (parsed.kind === "directive") return parsed.args.length > 0;
    if (parsed.kind !== "record" || parsed.typeCode !== RRType.SOA) return false;
    return parsed.others.length === 0 && parsed.rdata.length >= SOA_FIELDS;
  });
}

/** Part of a zone file: records only, and all of them can be read. */
function isReadableZoneFile(text: string): boolean {
  const entries = parseEntries(text).filter(({ kind }) => kind !== "blank");
  const isRecords = entries.every((parsed) => parsed.kind === "record" && parsed.type !== undefined);
  if (entries.length === 0 || !isRecords) return false;
  return typeof tryFormatZone({ file: "", text, origin: guessOrigin("", text) ?? ROOT }) === "string";
}

const BYTE_ORDER_MARK = "\uFEFF";

/** Every line looks like an address with names behind it, and one of the addresses is one. */
export function isHostsFile(text: string): boolean {
  let isOne = false;
  for (const line of text.split("\n")) {
    const { address, names } = readHostsLine(line);
    if (address === undefined || (address.text === BYTE_ORDER_MARK && names.length === 0)) continue;
    if (names.length === 0 || !/^[\da-f]*[.:][\da-f.:]*(?:%\S+)?$/i.test(address.text)) return false;
    isOne ||= hostsAddress(address.text) !== undefined;
  }
  return isOne;
}

/** Keys that stand in no other server's configuration: the root, and transports of DNS. */
const SURE_KEY = /^\.(?::\d+)?$|^(?:dns|tls|grpc|quic):\/\//;

/** Its braces balance, and most of its lines begin with directives that there are, or a key is surely one. */
function isCorefile(text: string, directives: ReadonlySet<string>): boolean {
  const { items, errors } = parseCorefile(text, "");
  if (errors.length > 0) return false;
  let [known, all] = [0, 0];
  const count = (name: string): void => {
    all += 1;
    if (directives.has(name)) known += 1;
  };
  const nameOf = (line: LineNode): string => line.name.text;
  for (const item of items) {
    if (item.kind === "import") continue;
    if (item.kind === "server block" && item.open !== undefined) {
      if (item.keys.some(({ text: key }) => SURE_KEY.test(key))) return true;
    }
    // Lines that another Corefile imports stand without a block: the first is taken for its keys.
    if (item.kind === "server block" && item.open === undefined) count(item.keys[0]?.text ?? "");
    for (const line of item.body) if (line.kind === "directive") count(nameOf(line));
  }
  if (all === 0) return items.length > 0 && /^\s*(?:import\s|\()/m.test(text);
  return known * 2 > all;
}
