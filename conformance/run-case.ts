/** Runs one case against a server and records what it does. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ask, NoAnswer, unaskable } from "./ask.ts";
import type { Case, CaseQuestion, CaseStep, RecordedReply, Recording } from "./case.ts";
import { certificates } from "./certificates.ts";
import { type Command, type EngineProcess, endsWithin, startEngine, waitUntilUp } from "./engine.ts";
import { getWeb } from "./get-web.ts";
import { countedBetween, scrape, withMetrics } from "./metrics.ts";
import { startOwnEngine } from "./own-engine.ts";
import { fill, freePorts, type Placeholders, plainLine, restoreMessage, restorePorts } from "./placeholders.ts";
import { showAnswer } from "./reply.ts";
import { missingService, startServices } from "./services.ts";
import { badSignatures, keysOf, type ZoneKey } from "./signatures.ts";

const START_MS = 20_000;

/** How long an answer may take that the recording has: only silence is measured, so that a busy machine changes nothing. */
const PATIENCE_MS = 20_000;

/** Why this runner cannot run a case yet, in words; undefined when it can. */
export function unrunnable(testCase: Case): string | undefined {
  const missing = missingService(testCase);
  if (missing !== undefined) return missing;
  for (const step of testCase.queries ?? []) {
    const question = asQuestion(step);
    const reason = question === undefined ? undefined : unaskable(question);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function asQuestion(step: CaseStep): CaseQuestion | undefined {
  if (typeof step === "string") return { q: step };
  return "sleep" in step || "write" in step || "get" in step ? undefined : step;
}

/** What to run, and what it did when it was recorded: undefined when it is recorded now. */
export interface CaseRun {
  readonly testCase: Case;
  /** The command of the server; our own engine in this process without one. */
  readonly command: Command | undefined;
  readonly want: Recording | undefined;
}

/** Starts the server on the case's files, asks all that the case asks, stops the server. */
export async function runCase({ testCase, command, want }: CaseRun): Promise<Recording> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"));
  const services = await startServices(testCase);
  const ports = await freePorts(JSON.stringify([testCase, want]));
  const placeholders: Placeholders = { ports, folder, services: services.urls };
  const metrics = (testCase.queries?.length ?? 0) > 0 && testCase.no_metrics !== true;
  layOut(testCase, placeholders, metrics);
  const start = {
    folder,
    defaultPort: placeholders.ports.P9 ?? 0,
    environment: Object.fromEntries(
      Object.entries(testCase.env ?? {}).map(([name, value]) => [name, fill(String(value), placeholders)]),
    ),
  };
  const engine = command === undefined ? startOwnEngine(start) : startEngine({ ...start, command });
  try {
    return await record({ testCase, placeholders, engine, metrics, want });
  } finally {
    await engine.stop();
    await services.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the files of a case into its folder, with `prometheus` in every server block when its metrics are read. */
export function layOut(testCase: Case, placeholders: Placeholders, metrics: boolean): void {
  let corefile = fill(testCase.corefile, placeholders);
  if (testCase.certs === true || corefile.includes("cert.pem")) {
    for (const file of ["ca.pem", "cert.pem", "key.pem"])
      cpSync(join(certificates(), file), join(placeholders.folder, file));
  }
  for (const [name, contents] of Object.entries(testCase.files ?? {})) {
    const path = join(placeholders.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof contents === "string" ? fill(contents, placeholders) : contents);
  }
  if (metrics) corefile = withMetrics(corefile, placeholders.ports.PM ?? 0);
  writeFileSync(join(placeholders.folder, "Corefile"), corefile);
}

interface Run {
  readonly testCase: Case;
  readonly placeholders: Placeholders;
  readonly engine: EngineProcess;
  readonly metrics: boolean;
  readonly want: Recording | undefined;
}

async function record(run: Run): Promise<Recording> {
  const { testCase, placeholders, engine } = run;
  const named = Object.entries(placeholders.ports)
    .filter(([name]) => testCase.corefile.includes(`@${name}@`) && !(testCase.no_wait ?? []).includes(name))
    .map(([, port]) => port);
  const nothingToConnectTo = named.length === 0 && /@P\d@/.test(testCase.corefile);
  if (nothingToConnectTo) await sleep(1000);
  let state = await waitUntilUp(engine, {
    host: testCase.host ?? "127.0.0.1",
    ports: named.length > 0 || nothingToConnectTo ? named : [placeholders.ports.P9 ?? 0],
    deadlineMs: testCase.start_s === undefined ? START_MS : testCase.start_s * 1000,
    bannerSuffices: testCase.start_fails === false && (testCase.queries ?? []).length === 0,
  });
  // A server that ends by itself soon after its start may be seen alive for a moment.
  if (state === "up" && run.want?.start === "fails" && (await endsWithin(engine, START_MS))) state = "ended";
  if (state === "timeout") return { start: "timeout", log: engine.output().slice(-800) };
  if (state === "ended") return { start: "fails", exit: engine.exitCode() ?? null, error: lastLine(run) };
  await sleep((testCase.settle ?? 0.1) * 1000);
  const replies = await askAll(run);
  const died = engine.exitCode();
  // A log may be written later than its reply is sent; once the server has ended all of it is there.
  if (testCase.log !== undefined) await engine.stop();
  return {
    start: "ok",
    replies,
    ...(died === undefined ? {} : { died }),
    ...(testCase.log === undefined ? {} : { log: logLines(run, new RegExp(testCase.log)) }),
  };
}

function lastLine({ engine, placeholders }: Run): string {
  const lines = engine
    .output()
    .split("\n")
    .filter((line) => line.trim() !== "");
  return restoreMessage(plainLine(lines.at(-1) ?? "", placeholders.folder), placeholders);
}

/** The line with which a server begins to stop; what comes after is no part of the case. */
const STOPPING = /^\[INFO\] SIGTERM: /m;

function logLines({ engine, placeholders }: Run, wanted: RegExp): string[] {
  const [served = ""] = engine.output().split(STOPPING);
  return served
    .split("\n")
    .filter((line) => wanted.test(line))
    .map((line) =>
      restorePorts(plainLine(line, placeholders.folder), placeholders)
        .replace(/(127\.0\.0\.\d+|\[::1\]):\d+/g, "$1:PORT")
        .replace(/\b\d+\.\d+(e-\d+)?s\b/g, "DURATION"),
    );
}

async function askAll(run: Run): Promise<RecordedReply[]> {
  const { testCase, placeholders, metrics } = run;
  const replies: RecordedReply[] = [];
  const port = placeholders.ports.PM ?? 0;
  let before = metrics ? await scrape(port) : new Map<string, number>();
  for (const step of testCase.queries ?? []) {
    const question = asQuestion(step);
    if (question === undefined) {
      const reply = await otherStep(step, { placeholders, timeoutMs: waitsMs(run, replies.length, 3000) });
      if (reply !== undefined) replies.push(reply);
      continue;
    }
    const timeoutMs = waitsMs(run, replies.length, (question.timeout ?? 4) * 1000);
    const reply = await askOne(question, { placeholders, timeoutMs, keys: keysOf(testCase) });
    if (metrics) {
      const after = await scrapeAfter({ port, before, want: wantedCounts(run, replies.length) });
      reply.answered = countedBetween(before, after)
        .map((line) => restoreMessage(line, placeholders))
        .sort();
      before = after;
    }
    reply.q = question.q ?? "raw";
    replies.push(reply);
  }
  return replies;
}

/** How long to wait for the reply of this number: until it comes when the recording has it and the server still runs. */
function waitsMs({ want, engine }: Run, index: number, silenceMs: number): number {
  const recorded = want?.start === "ok" ? want.replies[index] : undefined;
  const isSilent = recorded === undefined || recorded.no_answer === true || recorded.status === "no answer";
  return isSilent || engine.exitCode() !== undefined ? silenceMs : PATIENCE_MS;
}

/** Where a step goes, and how long its reply may take. */
interface Way {
  readonly placeholders: Placeholders;
  readonly timeoutMs: number;
}

interface AskedWay extends Way {
  /** Whose signatures are checked. */
  readonly keys: readonly ZoneKey[];
}

/** How many kinds of response the recording counted for the reply of this number; undefined when they may vary. */
function wantedCounts({ testCase, want }: Run, index: number): number | undefined {
  const answered = want?.start === "ok" ? want.replies[index]?.answered : undefined;
  return Array.isArray(answered) && testCase.vary?.includes("answered") !== true ? answered.length : undefined;
}

interface Scrape {
  readonly port: number;
  readonly before: Map<string, number>;
  readonly want: number | undefined;
}

/** Servers count a reply after writing it, and a query in the background later still: look again until all is counted. */
async function scrapeAfter({ port, before, want = 0 }: Scrape): Promise<Map<string, number>> {
  let after = before;
  for (const waitMs of want === 0 ? [15, 50] : [15, 50, 200, 500, 1000, 2000]) {
    await sleep(waitMs);
    after = await scrape(port);
    if (countedBetween(before, after).length >= Math.max(1, want)) break;
  }
  return after;
}

async function otherStep(step: CaseStep, { placeholders, timeoutMs }: Way): Promise<RecordedReply | undefined> {
  if (typeof step === "string") return undefined;
  if ("sleep" in step) await sleep(step.sleep * 1000);
  if ("write" in step) {
    for (const [name, text] of Object.entries(step.write))
      writeFileSync(join(placeholders.folder, name), fill(text, placeholders));
  }
  if (!("get" in step)) return undefined;
  try {
    const { status, headers, body } = await getWeb(fill(step.get, placeholders), {
      user: step.user,
      isKnown: step.known,
      timeoutMs,
    });
    const told = step.headers?.map((name) => `${name}: ${headers[name] ?? ""}`);
    return {
      get: step.get,
      status,
      ...(told === undefined ? {} : { headers: told }),
      ...(step.body === false ? {} : { body }),
    };
  } catch {
    return { get: step.get, status: "no answer" };
  }
}

async function askOne(question: CaseQuestion, { placeholders, timeoutMs, keys }: AskedWay): Promise<RecordedReply> {
  const port = placeholders.ports[question.to ?? "P1"] ?? 0;
  const isOverTls = question.via !== undefined && question.via !== "udp" && question.via !== "tcp";
  const authorities = isOverTls ? readFileSync(join(certificates(), "ca.pem")) : undefined;
  try {
    const answer = await ask(question, { port, timeoutMs, authorities });
    const shown = showAnswer(answer);
    const bad = badSignatures(answer, keys);
    if (bad.length > 0) shown.bad_signatures = bad;
    for (const section of ["answer", "authority", "additional"]) {
      const records = shown[section];
      if (Array.isArray(records)) shown[section] = records.map((record) => restorePorts(String(record), placeholders));
    }
    return shown;
  } catch (error) {
    return error instanceof NoAnswer ? { no_answer: true } : { failed: true };
  }
}
