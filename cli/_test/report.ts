/** What somebody saw and asked about in public, rebuilt small: files, the question, and what the explanation must say. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Explanation } from "../../lib/explanation/explanation.ts";
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import { chooseListener } from "../../server/client/choose-listener.ts";
import { askExplained } from "../../server/engine/ask.ts";
import { createQueryEngine } from "../../server/engine/worker/query-engine.ts";
import { createHost } from "../../server/host/host.ts";
import { emptyCacheNote } from "../query/empty-cache.ts";
import { readQueryOptions } from "../query-options.ts";

export const reportsSchema = z.array(
  z.strictObject({
    title: z.string(),
    /** The public thread. */
    report: z.url(),
    files: z.record(z.string(), z.string()),
    /** Questions asked before, as on the command line of `query`. */
    before: z.array(z.string()).default([]),
    ask: z.string(),
    /** The reply's code; empty when nothing comes. */
    reply: z.string().optional(),
    /** What the explanation must say. */
    why: z.array(z.string()),
    /** What it must not say. */
    not: z.array(z.string()).default([]),
  }),
);
export type Report = z.infer<typeof reportsSchema>[number];

/** What came of the last question. */
export interface Told {
  readonly rcode: string;
  readonly text: string;
  readonly explanation: Explanation;
}

/** Serves a report's files on loopback and asks its questions, one after the other. */
export async function replay({ files, before, ask: question }: Report): Promise<Told> {
  const root = mkdtempSync(join(tmpdir(), "report-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  const engine = createQueryEngine({
    host: createHost({ sink: { write: () => undefined, end: () => undefined } }),
    ports: "ephemeral",
  });
  try {
    const hasCluster = Object.keys(files).some((name) => name.startsWith("cluster/"));
    const cluster = hasCluster ? { cluster: join(root, "cluster") } : {};
    const snapshot = { root, corefile: "Corefile", drafts: {}, allowed: [], environment: {}, ...cluster };
    const running = await engine.start(snapshot, { tell: () => undefined });
    if (running.kind === "refused") throw new Error(running.problems.map(({ message }) => message).join("\n"));
    let explanation: Explanation | undefined;
    for (const line of [...before, question]) {
      const options = readQueryOptions(line.split(" "));
      if ("usageProblem" in options) throw new Error(`${line}: ${options.usageProblem}`);
      const { request } = options;
      const listener = chooseListener(running.listeners, options.destination);
      if (listener === undefined) throw new Error(`${line}: no such listener`);
      const asked = await askExplained(running, { listener, request, countsAs: request.clientAddress });
      if ("error" in asked) throw new Error(asked.error);
      explanation = asked.explanation;
    }
    if (explanation === undefined) throw new Error("nothing was asked");
    return {
      rcode: explanation.reply.rcode,
      text: `${writeExplanation(explanation)}${emptyCacheNote(explanation)}`,
      explanation,
    };
  } finally {
    await engine.stop();
    rmSync(root, { recursive: true });
  }
}
