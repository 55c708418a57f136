/** A reply while rules change it: a copy, because the original may lie in a cache. */
import type { Edns, EdnsOption, Message, Question, ResourceRecord } from "../../dns/message/message.ts";
import type { Name } from "../../dns/name/name.ts";
import type { Rdata } from "../../dns/rdata/rdata.ts";

/** A record that may be changed. */
export interface DraftRecord {
  name: Name;
  readonly type: number;
  readonly class: number;
  ttl: number;
  rdata: Rdata;
}

/** An OPT record that may be changed. */
interface DraftEdns {
  version: number;
  readonly udpSize: number;
  dnssecOk: boolean;
  z: number;
  options: readonly EdnsOption[];
}

/** A reply that may be changed. */
export interface Draft {
  rcode: number;
  truncated: boolean;
  answer: DraftRecord[];
  readonly authority: DraftRecord[];
  readonly additional: DraftRecord[];
  readonly edns: DraftEdns | undefined;
}

/** A copy to be changed. */
export function draftOf(message: Message): Draft {
  return {
    rcode: message.rcode,
    truncated: message.truncated,
    answer: message.answer.map(draftRecord),
    authority: message.authority.map(draftRecord),
    additional: message.additional.map(draftRecord),
    edns: message.edns === undefined ? undefined : { ...message.edns },
  };
}

/** A copy of a record to be changed. */
export function draftRecord(record: ResourceRecord): DraftRecord {
  return { ...record };
}

/** The changed reply, with the question that the client asked. */
export function messageOf(draft: Draft, original: Message, question: Question): Message {
  const { rcode, truncated, answer, authority, additional } = draft;
  const edns: Edns | undefined = draft.edns;
  const questions = [question, ...original.question.slice(1)];
  return { ...original, question: questions, rcode, truncated, answer, authority, additional, edns };
}

/** All records with the OPT record last, in the order in which CoreDNS changes them. */
export function* recordsOf(draft: Draft): Generator<DraftRecord | "opt"> {
  yield* draft.authority;
  yield* draft.answer;
  yield* draft.additional;
  if (draft.edns !== undefined) yield "opt";
}

const DNSSEC_OK = 0x80_00;

/** The TTL field of the OPT record, which holds version and flags (RFC 6891 section 6.1.3). */
export function optTtl({ edns }: Draft): number | undefined {
  if (edns === undefined) return undefined;
  return edns.version * 0x1_00_00 + (edns.dnssecOk ? DNSSEC_OK : 0) + edns.z;
}

/** Sets the TTL field of the OPT record. */
export function setOptTtl({ edns }: Draft, ttl: number): void {
  if (edns === undefined) return;
  edns.version = (ttl >>> 16) & 0xff;
  edns.dnssecOk = (ttl & DNSSEC_OK) !== 0;
  edns.z = ttl & (DNSSEC_OK - 1);
}
