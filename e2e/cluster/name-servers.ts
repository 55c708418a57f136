/** Our `serve` and the real CoreDNS on one Corefile, and questions to either. */

import { ours, startTarget, type Target } from "../../attack/target.ts";
import { ask } from "../../conformance/ask.ts";
import type { RecordedReply } from "../../conformance/case.ts";
import { differences } from "../../conformance/compare.ts";
import { showAnswer } from "../../conformance/reply.ts";
import { freePort } from "../../server/_test/free-port.ts";
import { corednsBinary } from "./binaries.ts";

const REPLY_WITHIN_MS = 5000;

/** A name server that runs. */
export interface NameServer {
  readonly process: Target;
  /** Asks `NAME TYPE`. */
  ask(question: string): Promise<RecordedReply>;
}

/** Both of them. */
export interface NameServers {
  readonly ours: NameServer;
  readonly coredns: NameServer;
  stop(): Promise<void>;
}

/** Starts both; `corefile` gives the text for a port. */
export async function startNameServers(corefile: (port: number) => string): Promise<NameServers> {
  const [own, real] = await Promise.all([start(ours, corefile), start([corednsBinary()], corefile)]);
  return {
    ours: own,
    coredns: real,
    stop: async () => void (await Promise.all([own.process.stop(), real.process.stop()])),
  };
}

async function start(command: readonly string[], corefile: (port: number) => string): Promise<NameServer> {
  const port = await freePort();
  const process = await startTarget({ command, port, corefile: corefile(port) });
  return {
    process,
    ask: async (question) =>
      showAnswer(await ask({ q: question }, { port, timeoutMs: REPLY_WITHIN_MS, authorities: undefined })),
  };
}

/** How our reply differs from CoreDNS's; the order of records and the zone's serial count for nothing. */
export async function unlike({ ours: own, coredns }: NameServers, question: string): Promise<readonly string[]> {
  const [got, want] = await Promise.all([own.ask(question), coredns.ask(question)]);
  const testCase = { about: question, corefile: "", vary: ["serial"] };
  return differences(testCase, { start: "ok", replies: [want] }, { start: "ok", replies: [got] });
}

/** A reply in one line: its code, and its answers without their TTLs. */
export function brief({ rcode, answer }: RecordedReply): string {
  const records = Array.isArray(answer) ? answer.map((record) => String(record).split(" ").slice(3).join(" ")) : [];
  return [String(rcode), ...records.sort()].join(" ");
}
