/** Puts into words what siit made of a reply, for those who watch. */
import { Rcode, rcodeText } from "../../dns/iana/rcode.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import type { Message } from "../../dns/message/message.ts";
import type { Why } from "../../explanation/why.ts";
import { type Mapped, mapAddress, type SiitSettings } from "./mapping.ts";
import { words } from "./words.ts";

/** The two replies of a translation. */
export interface Replies {
  readonly qname: string;
  /** To the A question. */
  readonly ipv4: Message;
  /** To the AAAA question. */
  readonly ipv6: Message;
  /** The TTL that made records have at most. */
  readonly ttl: number;
}

/** Why AAAA records are asked for. */
export function reasonToLook({ rcode }: Message): string {
  return rcode === Rcode.NOERROR ? "the reply has no A record" : `the reply is ${rcodeText(rcode)}`;
}

/** States what became of each AAAA record, and of the reply. */
export function explainTranslation(settings: SiitSettings, { qname, ipv4, ipv6, ttl }: Replies, why: Why): void {
  let count = 0;
  let made = 0;
  let rule = settings.prefixAt;
  for (const { rdata } of ipv6.answer) {
    if (rdata.kind !== "AAAA") continue;
    count++;
    const mapped = mapAddress(settings, rdata.address);
    if (mapped.ipv4 !== undefined) made++;
    if (mapped.by === "mapping") rule = mapped.at;
    noteMapped(mapped, rdata.address, why);
  }
  const hasSoa = ipv4.authority.some(({ type }) => type === RRType.SOA);
  const ttlOf = hasSoa ? "that of the SOA record that came first" : "no SOA record came";
  if (made > 0) why.back("changed", words.translated({ made, ttl, ttlOf }), rule === undefined ? {} : { rule });
  else why.because("passed", count === 0 ? words.noIpv6({ qname }) : words.nothingMapped({ count, qname }));
}

function noteMapped(mapped: Mapped, ipv6: string, why: Why): void {
  switch (mapped.by) {
    case "mapping":
      why.note(words.byMapping({ line: mapped.at.start.line, ipv4: mapped.ipv4, ipv6 }), { rule: mapped.at });
      break;
    case "prefix":
      why.note(words.byPrefix({ ipv6, ipv4: mapped.ipv4, prefix: mapped.prefix }));
      break;
    case "reserved octet":
      why.note(words.reservedOctet({ ipv6, prefix: mapped.prefix }));
      break;
    case "nothing":
      why.note(words.notTranslated({ ipv6, prefix: mapped.prefix }));
      break;
    default:
      mapped satisfies never;
  }
}
