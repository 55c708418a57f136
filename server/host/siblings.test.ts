import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import type { Circle } from "../../lib/ports/siblings.ts";
import { systemSiblings } from "./siblings.ts";

/** A member of a circle, and what it hears. */
function member(topic: string): {
  readonly circle: Circle;
  readonly heard: string[];
  readonly next: () => Promise<void>;
} {
  const heard: string[] = [];
  let wake = (): void => undefined;
  const circle = systemSiblings.join(topic, (text) => {
    heard.push(text);
    wake();
  });
  return { circle, heard, next: () => new Promise((resolve) => (wake = resolve)) };
}

test("others of a circle hear what one tells, those of other circles and it itself do not", async () => {
  const [one, other, elsewhere] = [member("a"), member("a"), member("b")];
  const heard = other.next();
  one.circle.tell("changed");
  await heard;
  expect([one.heard, other.heard, elsewhere.heard]).toEqual([[], ["changed"], []]);
  for (const { circle } of [one, other, elsewhere]) circle.leave();
});

test("another thread is heard, and what is no text is not", async () => {
  const here = member("threads");
  const heard = here.next();
  const code = `
    const channel = new BroadcastChannel("corefile-studio: threads");
    channel.postMessage({ not: "a text" });
    channel.postMessage("from a thread");
    setTimeout(() => channel.close(), 200);`;
  const worker = new Worker(code, { eval: true });
  await heard;
  expect(here.heard).toEqual(["from a thread"]);
  here.circle.leave();
  await once(worker, "exit");
});
