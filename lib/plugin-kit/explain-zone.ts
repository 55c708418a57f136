/** The sentence for each way in which a look-up may end. */
import type { Query } from "../chain/query.ts";
import { rrtypeName } from "../dns/iana/rrtype.ts";
import { canonical } from "../dns/name/name.ts";
import type { Why } from "../explanation/why.ts";
import type { ZoneAnswer } from "../zone/answer.ts";
import { childOf } from "../zone/around.ts";
import { MAX_DEPTH } from "../zone/lookup.ts";
import { recordsOf } from "../zone/zone.ts";
import { explainAlias, type Looked } from "./explain-zone-alias.ts";
import { explainDenial } from "./explain-zone-denial.ts";
import { zoneWords as words } from "./zone-words.ts";

/** Tells why the answer is as it is, with the line of the record that decided. */
export function explainAnswer(query: Query, looked: Looked, why: Why): void {
  noteParent(query, looked, why);
  tellRecords(looked, why);
  if (explainAlias(query, looked, why) || explainDenial(query, looked, why)) return;
  const { loaded, answer } = looked;
  const { qname } = query;
  const { origin: zone, source } = loaded;
  const qtype = rrtypeName(query.qtype);
  const decisive = answer.answer[0] ?? answer.authority[0];
  const rule = decisive === undefined ? undefined : loaded.placeOf(decisive);
  const { path, result } = answer;
  if (result === "server failure" && path.kind === "nothing") why.because("failed", words.tooDeep({ most: MAX_DEPTH }));
  else if (result === "server failure") why.because("failed", words.ownAlias({ qname }), { rule });
  else if (path.kind === "zone cut")
    why.because("answered", words.referral({ qname, cut: path.name, servers: serversOf(answer) }), { rule });
  else if (path.kind === "apex") why.because("answered", words.apex({ qname, zone, source }), { rule });
  else if (result === "name error") why.because("answered", words.nameError({ qname, zone, source }));
  else if (path.kind === "wildcard") {
    // What a wildcard made has another owner than the record in the file.
    const [made] = recordsOf(loaded.zone?.node(canonical(path.name)), query.qtype);
    const at = made === undefined ? undefined : loaded.placeOf(made);
    why.because("answered", words.wildcard({ qname, wildcard: path.name, zone }), { rule: at });
  } else why.because("answered", words.exact({ qname, qtype, count: answer.answer.length, zone, source }), { rule });
}

/** CoreDNS expands a wildcard for a name that exists as the parent of others. */
function noteParent({ qname }: Query, { loaded: { zone }, answer }: Looked, why: Why): void {
  const child = zone === undefined || answer.path.kind !== "wildcard" ? undefined : childOf(zone, qname);
  if (child !== undefined) why.note(words.parentCovered({ qname, child }));
}

/** Tells the lines of all records that are given. What a wildcard made has another owner than the record in the file. */
function tellRecords({ loaded, answer }: Looked, why: Why): void {
  const { path } = answer;
  const given = [...answer.answer, ...answer.authority, ...answer.additional];
  const types = new Set(answer.answer.map(({ type }) => type));
  const sources = path.kind === "wildcard" ? [...types].flatMap((type) => recordsOf(path.node, type)) : [];
  for (const record of [...sources, ...given]) {
    const line = loaded.placeOf(record);
    if (line !== undefined) why.uses(line);
  }
}

function serversOf({ authority }: ZoneAnswer): string {
  return authority.flatMap(({ rdata }) => (rdata.kind === "NS" ? [rdata.target] : [])).join(" and ");
}
