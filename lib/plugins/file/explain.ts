/** The sentence for each way in which a look-up may end. */
import type { Query } from "../../chain/query.ts";
import type { Why } from "../../chain/why.ts";
import { RRType, rrtypeName } from "../../dns/iana/rrtype.ts";
import type { ZoneAnswer } from "../../zone/answer.ts";
import type { LoadedZone } from "./handler.ts";
import { words } from "./words.ts";

/** Tells why the answer is as it is, with the line of the record that decided. */
export function explainAnswer(
  query: Query,
  { loaded, answer }: { readonly loaded: LoadedZone; readonly answer: ZoneAnswer },
  why: Why,
): void {
  const { qname } = query;
  const { origin: zone, file } = loaded;
  const qtype = rrtypeName(query.qtype);
  const decisive = answer.answer[0] ?? answer.authority[0];
  const rule = decisive === undefined ? undefined : loaded.placeOf(decisive);
  const { path, result } = answer;
  if (result === "server failure") why.because("failed", { words, code: "failed", facts: { qname }, rule });
  else if (path.kind === "zone cut")
    why.because("answered", { words, code: "referral", facts: { qname, cut: path.name }, rule });
  else if (path.kind === "dname")
    why.because("answered", { words, code: "dname", facts: { qname, owner: path.name }, rule });
  else if (path.kind === "apex") why.because("answered", { words, code: "apex", facts: { qname, zone, file }, rule });
  else if (answer.answer[0]?.type === RRType.CNAME && query.qtype !== RRType.CNAME) {
    why.because("answered", { words, code: "cname", facts: { qname }, rule });
  } else if (path.kind === "empty non-terminal")
    why.because("answered", { words, code: "emptyNonTerminal", facts: { qname } });
  else if (result === "no data")
    why.because("answered", { words, code: "noData", facts: { qname, zone, qtype }, rule });
  else if (result === "name error") why.because("answered", { words, code: "nameError", facts: { qname, zone, file } });
  else if (path.kind === "wildcard")
    why.because("answered", { words, code: "wildcard", facts: { qname, wildcard: path.name, zone }, rule });
  else
    why.because("answered", {
      words,
      code: "exact",
      facts: { qname, qtype, count: answer.answer.length, zone, file },
      rule,
    });
}
