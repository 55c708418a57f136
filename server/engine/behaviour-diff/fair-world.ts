/** A world in which two engines that do the same give the same: time hardly moves, chance repeats, upstreams are made up. */
import { createHash } from "node:crypto";
import { replyTo } from "../../../lib/chain/respond.ts";
import { Class } from "../../../lib/dns/iana/class.ts";
import { RRType } from "../../../lib/dns/iana/rrtype.ts";
import type { Message, ResourceRecord } from "../../../lib/dns/message/message.ts";
import { readRecord } from "../../../lib/dns/text/record.ts";
import type { Clock } from "../../../lib/ports/clock.ts";
import type { Random } from "../../../lib/ports/random.ts";

/** Time goes so much slower: a TTL that a cache counts down would look like a change. */
const SLOWER = 1000;

/** A clock that both sides share; its timers are those of the machine. */
export function slowClock(base: Clock): Clock {
  const [wallMs, startMs] = [base.nowMs(), base.monotonicMs()];
  const passedMs = (): number => (base.monotonicMs() - startMs) / SLOWER;
  return {
    nowMs: () => wallMs + Math.floor(passedMs()),
    monotonicMs: () => startMs + passedMs(),
    after: (delayMs, task) => base.after(delayMs, task),
    every: (periodMs, task) => base.every(periodMs, task),
  };
}

/** Chance that begins anew with each question, the same for the same question. */
export interface RepeatedRandom extends Random {
  begin(question: string): void;
}

/** Chance for one side; IDs of messages stay such that nobody guesses them. */
export function repeatedRandom(base: Random): RepeatedRandom {
  let state = 1;
  const next = (): number => {
    // Mulberry32: small, and the same everywhere.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    begin(question) {
      state = createHash("sha256").update(question).digest().readInt32LE(0);
    },
    fraction: next,
    below: (bound) => Math.floor(next() * bound),
    messageId: () => base.messageId(),
  };
}

const TTL = 60;

/**
 * What an upstream answers of which nothing is known: an address of the networks for benchmarks and documentation that
 * goes with the name (RFC 2544, RFC 3849), a text, a name; NODATA for all other types.
 */
export function standIn(request: Message): Message {
  const [question] = request.question;
  const record = question === undefined ? undefined : madeUp(question.name, question.type);
  return replyTo(request, { recursionAvailable: true, answer: record === undefined ? [] : [record] });
}

function madeUp(name: string, type: number): ResourceRecord | undefined {
  const digest = createHash("sha256").update(name.toLowerCase()).digest();
  const [first = 0, second = 0, third = 0] = digest;
  const line = (word: string, rdata: string): ResourceRecord | undefined => {
    const read = readRecord(`${name} ${TTL} IN ${word} ${rdata}`);
    return read !== undefined && "rdata" in read && read.class === Class.IN ? read : undefined;
  };
  if (type === RRType.A) return line("A", `198.18.${first}.${second}`);
  if (type === RRType.AAAA)
    return line("AAAA", `2001:db8:${(first * 256 + second).toString(16)}::${third.toString(16)}`);
  if (type === RRType.TXT) return line("TXT", '"an upstream answers this"');
  return type === RRType.PTR ? line("PTR", `host-${first}-${second}.upstream.example.`) : undefined;
}
