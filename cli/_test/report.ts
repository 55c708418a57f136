/** What somebody saw and asked about in public, rebuilt small: files, the question, and what must be said of them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { z } from "zod";
import { writeExplanation } from "../../lib/explanation/explanation-text.ts";
import { chooseListener } from "../../server/client/choose-listener.ts";
import { askExplained } from "../../server/engine/ask.ts";
import { Conditions } from "../../server/engine/conditions/conditions.ts";
import type { Running } from "../../server/engine/engine.ts";
import { findPod } from "../../server/engine/find-pod.ts";
import { createQueryEngine } from "../../server/engine/worker/query-engine.ts";
import { createHost } from "../../server/host/host.ts";
import { checkSubject } from "../check/check-subject.ts";
import type { Finding } from "../check/finding.ts";
import { readInputs } from "../check/inputs.ts";
import { subjectsOf } from "../check/subject.ts";
import { askAsPod, podWorld } from "../query/as-pod.ts";
import { chooseConfiguration } from "../query/configuration.ts";
import { emptyCacheNote } from "../query/empty-cache.ts";
import { type QueryOptions, readQueryOptions } from "../query-options.ts";

const words = z.array(z.string());

export const reportsSchema = z.array(
  z
    .strictObject({
      title: z.string(),
      /** The public thread. */
      report: z.url(),
      files: z.record(z.string(), z.string()),
      /** What `check` of the folder must say: messages, advice, titles of fixes, each behind its place. */
      check: words.optional(),
      /** What `check` must not say. */
      unsaid: words.default([]),
      /** Questions asked before, as on the command line of `query`. */
      before: words.default([]),
      /** How far the clock goes ahead after those. */
      aheadSeconds: z.number().optional(),
      ask: z.string().optional(),
      /** The reply's code; empty when nothing comes. */
      reply: z.string().optional(),
      /** What the first sentence of the explanation must say. */
      first: words.default([]),
      /** What the explanation must say anywhere. */
      why: words.default([]),
      /** What it must not say. */
      not: words.default([]),
    })
    .refine(
      ({ check, ask, first, why }) => check !== undefined || (ask !== undefined && first.length + why.length > 0),
    ),
);
export type Report = z.infer<typeof reportsSchema>[number];

/** What was said of a report. */
export interface Told {
  /** What `check` found, a line each; empty when it is not asked. */
  readonly check: string;
  readonly rcode: string;
  /** The sentences that come first: that of the whole way, or what the application of a pod gets and why. */
  readonly first: string;
  readonly text: string;
}

/** Writes a report's files into a folder of their own, which is whoever asks for it to remove. */
export function layOut({ files }: Pick<Report, "files">): string {
  const root = mkdtempSync(join(tmpdir(), "report-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

/** Checks a report's files, serves them on loopback and asks its questions, one after the other. */
export async function replay(report: Report): Promise<Told> {
  const root = layOut(report);
  try {
    const check = report.check === undefined ? "" : await checked(root);
    const nothing = { rcode: "", first: "", text: "" };
    return { check, ...(report.ask === undefined ? nothing : await served(root, report)) };
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function checked(root: string): Promise<string> {
  const { inputs } = await readInputs([root], { name: "-", read: async () => "" });
  const { subjects } = await subjectsOf(inputs);
  const lines: string[] = [];
  for (const subject of subjects) {
    const { findings } = await checkSubject(subject, { here: false, lint: true, defaultPort: 53 });
    lines.push(...findings.map(findingText));
  }
  return lines.join("\n").replaceAll(`${root}/`, "");
}

function findingText({ file, line, severity, message, help = "", fixes = [] }: Finding): string {
  const titles = fixes.map(({ title }) => ` [${title}]`).join("");
  return `${file}:${line}: ${severity}: ${message} ${help}${titles}`;
}

async function served(root: string, report: Report): Promise<Omit<Told, "check">> {
  const { files, before, aheadSeconds = 0, ask = "" } = report;
  const host = createHost({ sink: { write: () => undefined, end: () => undefined } });
  const engine = createQueryEngine({ host, ports: "ephemeral", conditions: new Conditions(host.clock) });
  try {
    const hasCluster = Object.keys(files).some((name) => name.startsWith("cluster/"));
    const cluster = hasCluster ? { cluster: join(root, "cluster") } : {};
    const snapshot = { root, corefile: "Corefile", drafts: {}, allowed: [], environment: {}, ...cluster };
    const running = await engine.start(snapshot, { tell: () => undefined });
    if (running.kind === "refused") throw new Error(running.problems.map(({ message }) => message).join("\n"));
    for (const line of before) await asked(running, { root, line });
    if (aheadSeconds > 0) await running.impose({ advanceMs: aheadSeconds * 1000 });
    return await asked(running, { root, line: ask });
  } finally {
    // Not waited for, as in query: a question that goes in circles ends only when its time is over.
    void engine.stop();
  }
}

interface Line {
  readonly root: string;
  readonly line: string;
}

async function asked(running: Running, { root, line }: Line): Promise<Omit<Told, "check">> {
  const options = readQueryOptions(["-conf", join(root, "Corefile"), ...line.split(" ")]);
  if ("usageProblem" in options) throw new Error(`${line}: ${options.usageProblem}`);
  const { request } = options;
  const listener = chooseListener(running.listeners, options.destination);
  if (listener === undefined) throw new Error(`${line}: no such listener`);
  if (options.pod !== undefined) return askedByPod(running, { options, listener });
  const answer = await askExplained(running, { listener, request, countsAs: request.clientAddress });
  if ("error" in answer) throw new Error(answer.error);
  const { explanation } = answer;
  if (explanation === undefined) throw new Error(`${line}: nothing is explained`);
  return {
    rcode: explanation.reply.rcode,
    first: explanation.inWords,
    text: `${writeExplanation(explanation)}${emptyCacheNote(explanation)}`,
  };
}

interface PodsQuestion {
  readonly options: QueryOptions;
  readonly listener: Parameters<typeof askAsPod>[0]["listener"];
}

async function askedByPod(running: Running, { options, listener }: PodsQuestion): Promise<Omit<Told, "check">> {
  const { pod: option, corefile } = options;
  if (option === undefined) throw new Error("no pod asks");
  const chosen = await chooseConfiguration(corefile);
  if ("reason" in chosen) throw new Error(chosen.reason);
  const world = podWorld(options, chosen);
  const pod = findPod(world, option);
  if ("reason" in pod) throw new Error(pod.reason);
  const { signal } = new AbortController();
  const told = await askAsPod({ running, listener, options, world, pod, option, signal });
  if ("error" in told) throw new Error(told.error);
  const [, ...said] = told.text.split("\n\n");
  return { rcode: "", first: said.join("\n\n"), text: told.text };
}
