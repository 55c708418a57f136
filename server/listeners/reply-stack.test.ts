import { describe, expect, test } from "vitest";
import { ReplyStack, STACK_DEPTH } from "./reply-stack.ts";

const to = { address: "127.0.0.1", port: 1 };

/** A socket that takes a reply when it is told to. */
function stacked() {
  const sent: number[] = [];
  const takes: ((error: Error | null) => void)[] = [];
  let dropped = 0;
  const stack = new ReplyStack(
    (bytes, _to, done) => {
      sent.push((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0));
      takes.push(done);
    },
    { add: (amount) => (dropped += amount) },
  );
  const push = (number: number): void => stack.push(Uint8Array.of(number >> 8, number & 255), to);
  return { stack, sent, push, take: (error: Error | null = null) => takes.shift()?.(error), dropped: () => dropped };
}

describe("replies that wait", () => {
  test("go one at a time, the newest first", () => {
    const { sent, push, take, dropped } = stacked();
    for (const number of [1, 2, 3, 4]) push(number);
    expect(sent).toEqual([1]);
    for (let count = 0; count < 4; count++) take();
    push(5);
    expect([sent, dropped()]).toEqual([[1, 4, 3, 2, 5], 0]);
  });

  test("are dropped from the oldest on when there is no room", () => {
    const { stack, sent, push, take, dropped } = stacked();
    for (let number = 0; number < STACK_DEPTH; number++) push(number);
    expect(stack.isFull).toBe(false);
    push(STACK_DEPTH);
    expect([stack.isFull, dropped()]).toEqual([true, 0]);
    push(STACK_DEPTH + 1);
    push(STACK_DEPTH + 2);
    expect(dropped()).toBe(2);
    for (let count = 0; count < STACK_DEPTH + 2; count++) take();
    expect([sent[1], sent.at(-1), sent.length]).toEqual([STACK_DEPTH + 2, 3, STACK_DEPTH + 1]);
  });

  test("are counted when they cannot be written, and when the socket closes", () => {
    const { stack, push, take, dropped } = stacked();
    for (const number of [1, 2, 3]) push(number);
    take(new Error("no route"));
    expect(dropped()).toBe(1);
    stack.close();
    expect(dropped()).toBe(2);
    push(4);
    expect(dropped()).toBe(3);
  });

  test("are the bytes that they were when they came", () => {
    const { stack, sent, take } = stacked();
    const buffer = Uint8Array.of(0, 1);
    stack.push(buffer, to);
    buffer[1] = 2;
    stack.push(buffer, to);
    buffer[1] = 9;
    take();
    expect(sent).toEqual([1, 2]);
  });
});
