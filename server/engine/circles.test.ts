/** Questions that go in a circle end soon, leave file descriptors to others, and are told once around. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { askRequestSchema } from "../../lib/api/ask.ts";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { Studio } from "../control/studio.ts";

let home: string;
let studio: Studio;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "circles-"));
  studio = new Studio({ folder: home, home });
});
afterEach(async () => {
  await studio.close();
  rmSync(home, { recursive: true });
});

async function explained(corefile: string): Promise<Explanation> {
  const window = studio.window("");
  await window.apply({ drafts: { Corefile: corefile } });
  const reply = await window.ask(askRequestSchema.parse({ name: "www.example.org", type: "A", timeoutMs: 8000 }));
  if (reply.explanation === undefined) throw new Error("nothing was explained");
  return reply.explanation;
}

test("back to its own listener", async () => {
  const { steps, inWords, reply } = await explained(".:1053 {\n  forward . 127.0.0.1:1053\n}\n");
  expect(steps[0]?.askedHere?.[0]).toEqual({ listener: "dns://:1053", isCircle: true });
  expect(inWords).toContain("in a circle");
  expect(reply.rcode).toBe("SERVFAIL");
});

test("by way of another listener", async () => {
  const { steps, inWords, reply } = await explained(
    ".:1053 {\n  forward . 127.0.0.1:1054\n}\n.:1054 {\n  forward . 127.0.0.1:1053\n}\n",
  );
  expect(steps[0]?.askedHere?.[0]).toMatchObject({
    listener: "dns://:1054",
    explanation: { steps: [{ askedHere: [{ listener: "dns://:1053", isCircle: true }] }] },
  });
  expect(inWords).toContain(
    "at dns://:1054 of this Corefile: sent back to dns://:1053, where it came from, in a circle",
  );
  expect(reply.rcode).toBe("SERVFAIL");
});

test.runIf(process.platform === "linux")("takes no more than a part of the file descriptors", async () => {
  const before = readdirSync("/proc/self/fd").length;
  await explained(".:1053 {\n  forward . 127.0.0.1:1053 {\n    force_tcp\n  }\n}\n");
  expect(readdirSync("/proc/self/fd").length - before).toBeLessThan(1500);
});
