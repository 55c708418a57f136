import { describe, expect, test } from "vitest";
import { Rcode } from "../dns/iana/rcode.ts";
import { reply, request } from "./_test/messages.ts";
import { type StreamOutcome, streamed } from "./outcome.ts";
import { Reply } from "./reply.ts";
import { atEnd, eachReply, lastReply, type Passed } from "./stream.ts";

const asked = request("example.org. AXFR");
const A = "www.example.org. 60 IN A 192.0.2.1";
const replyOf = (count: number): Reply => Reply.of(reply(asked, { answer: Array<string>(count).fill(A) }));

/** Replies with 1, 2, ... records, as many as are taken; told when it is closed. */
async function* counting(most: number, closed: () => void): AsyncGenerator<Reply, void> {
  try {
    for (let count = 1; count <= most; count++) yield replyOf(count);
  } finally {
    closed();
  }
}

async function take({ stream }: StreamOutcome, most = Number.POSITIVE_INFINITY): Promise<readonly number[]> {
  const counts: number[] = [];
  for await (const { message } of stream) {
    counts.push(message.answer.length);
    if (counts.length === most) break;
  }
  return counts;
}

describe("a stream of replies", () => {
  test("is changed reply by reply, as they are taken", async () => {
    const changed: number[] = [];
    const outcome = eachReply(streamed("transfer", [replyOf(1), replyOf(2), replyOf(3)]), async ({ message }) => {
      changed.push(message.answer.length);
      return Reply.of({ ...message, answer: [...message.answer, ...message.answer] });
    });
    expect(await take(outcome, 2)).toEqual([2, 4]);
    expect([changed, outcome.answeredBy]).toEqual([[1, 2], "transfer"]);
  });

  test("is told of when all of it was taken: the last message, the octets of all", async () => {
    const told: Passed[] = [];
    const outcome = atEnd(streamed("transfer", [replyOf(1), replyOf(2)]), (passed) => told.push(passed));
    expect(told).toEqual([]);
    await take(outcome);
    expect(told.map(({ last, ...rest }) => [rest, last?.message.answer.length])).toEqual([
      [{ messages: 2, octets: 29 + 31 + 29 + 62, rcode: Rcode.NOERROR }, 2],
    ]);
  });

  test("is a failure for those who watch when the client leaves, and its source is closed", async () => {
    const told: Passed[] = [];
    let closed = 0;
    const source = counting(9, () => closed++);
    await take(
      atEnd(
        eachReply(streamed("transfer", source), (one) => one),
        (passed) => told.push(passed),
      ),
      3,
    );
    expect(told.map(({ messages, rcode }) => [messages, rcode])).toEqual([[3, Rcode.SERVFAIL]]);
    expect(closed).toBe(1);
  });

  test("that throws is told of to nobody", async () => {
    const told: Passed[] = [];
    const failing = async function* (): AsyncGenerator<Reply, void> {
      yield replyOf(1);
      throw new Error("no such zone");
    };
    await expect(take(atEnd(streamed("transfer", failing()), (passed) => told.push(passed)))).rejects.toThrow("zone");
    expect(told).toEqual([]);
  });

  test("is its last reply to those who hold replies back", async () => {
    expect((await lastReply([replyOf(1), replyOf(2)]))?.message.answer.length).toBe(2);
    expect(await lastReply([])).toBeUndefined();
  });
});
