/** The sentence for each way in which a look-up may end. */
import type { Query } from "../../chain/query.ts";
import type { Why } from "../../chain/why.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ResourceRecord } from "../../dns/message/message.ts";
import { canonical, type Name } from "../../dns/name/name.ts";
import type { ZoneAnswer } from "../../zone/answer.ts";
import { recordsOf } from "../../zone/zone.ts";
import type { LoadedZone } from "./handler.ts";
import { words } from "./words.ts";

interface Looked {
  readonly loaded: LoadedZone;
  readonly answer: ZoneAnswer;
}

/** Tells why the answer is as it is, with the line of the record that decided. */
export function explainAnswer(query: Query, { loaded, answer }: Looked, why: Why): void {
  const { qname } = query;
  const { origin: zone, file } = loaded;
  const qtype = rrtypeName(query.qtype);
  const decisive = answer.answer[0] ?? answer.authority[0];
  const rule = decisive === undefined ? undefined : loaded.placeOf(decisive);
  const { path, result } = answer;
  if (result === "server failure") why.because("failed", { words, code: "failed", facts: { qname }, rule });
  else if (path.kind === "zone cut") {
    const facts = { qname, cut: path.name, servers: serversOf(answer) };
    why.because("answered", { words, code: "referral", facts, rule });
  } else if (path.kind === "dname") {
    const facts = { qname, owner: path.name, target: targetOf(answer.answer[0]) };
    why.because("answered", { words, code: "dname", facts, rule });
  } else if (path.kind === "wildcard") explainWildcard(query, { loaded, answer, wildcard: path.name }, why);
  else if (path.kind === "empty non-terminal")
    why.because("answered", { words, code: "emptyNonTerminal", facts: { qname } });
  else if (result === "no data")
    why.because("answered", { words, code: "noData", facts: { qname, zone, qtype }, rule });
  else if (path.kind === "apex") why.because("answered", { words, code: "apex", facts: { qname, zone, file }, rule });
  else if (isAlias(query, answer)) {
    why.because("answered", { words, code: "cname", facts: { qname, target: targetOf(answer.answer[0]) }, rule });
  } else if (result === "name error")
    why.because("answered", { words, code: "nameError", facts: { qname, zone, file } });
  else {
    const facts = { qname, qtype, count: answer.answer.length, zone, file };
    why.because("answered", { words, code: "exact", facts, rule });
  }
}

/** What a wildcard made has its own name; the line is that of the `*`. */
function explainWildcard(
  query: Query,
  { loaded, answer, wildcard }: Looked & { readonly wildcard: Name },
  why: Why,
): void {
  const { qname } = query;
  const zone = loaded.origin;
  const rule = lineOfWildcard(loaded, wildcard, query.qtype);
  if (isAlias(query, answer)) {
    const facts = { qname, wildcard, zone, target: targetOf(answer.answer[0]) };
    why.because("answered", { words, code: "wildcardAlias", facts, rule });
  } else if (answer.result === "no data") {
    const facts = { qname, wildcard, zone, qtype: rrtypeName(query.qtype) };
    why.because("answered", { words, code: "wildcardNoData", facts, rule });
  } else why.because("answered", { words, code: "wildcard", facts: { qname, wildcard, zone }, rule });
}

function lineOfWildcard({ zone, placeOf }: LoadedZone, wildcard: Name, qtype: number) {
  const node = zone?.node(canonical(wildcard));
  const [first] = node?.records.values() ?? [];
  const record = recordsOf(node, qtype)[0] ?? recordsOf(node, RRType.CNAME)[0] ?? first?.[0];
  return record === undefined ? undefined : placeOf(record);
}

function isAlias(query: Query, { answer }: ZoneAnswer): boolean {
  return answer[0]?.type === RRType.CNAME && query.qtype !== RRType.CNAME;
}

function targetOf(record: ResourceRecord | undefined): string {
  const { rdata } = record ?? {};
  return rdata?.kind === "CNAME" || rdata?.kind === "DNAME" ? rdata.target : "another name";
}

function serversOf({ authority }: ZoneAnswer): string {
  return authority.flatMap(({ rdata }) => (rdata.kind === "NS" ? [rdata.target] : [])).join(" and ");
}
