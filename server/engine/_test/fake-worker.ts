/**
 * A worker with a fake engine that does as its Corefile says: `hang`, `eat` memory, `throw`, or refuse (`bad`); `brittle`
 * serves, and hangs at the first query; `mute` never answers; `loops` ends itself after its first answer; `stuck` waits in
 * the system, where nothing ends it. With any other text it answers UDP queries by echoing them with QR set.
 */
import { createSocket, type Socket } from "node:dgram";
import { readFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import type { Explanation } from "../../../lib/explanation/explanation.ts";
import type { Snapshot } from "../engine.ts";
import { runWorker } from "../worker/worker-loop.ts";
import type { EngineNotice, HostedEngine, NumberedWatch } from "../worker/worker-messages.ts";

const at = { file: "Corefile", start: { offset: 0, line: 1, column: 1 }, end: { offset: 1, line: 1, column: 2 } };

const LOOP = {
  code: "engine-ended-itself",
  severity: "error",
  cause: "here",
  message: "plugin/loop: Loop",
  range: at,
} as const;

const kept: Uint8Array[] = [];

class FakeEngine implements HostedEngine {
  readonly #tell: (notice: EngineNotice) => void;
  readonly #watches = new Map<number, NumberedWatch>();
  #socket: Socket | undefined;
  #text = "";

  constructor(tell: (notice: EngineNotice) => void) {
    this.#tell = tell;
  }

  async check(snapshot: Snapshot) {
    const text = snapshot.drafts[snapshot.corefile] ?? "";
    if (text === "throw") throw new Error("thrown on purpose");
    if (text === "eat") eatMemory();
    if (text === "buffers") for (let count = 0; count < 8; count++) kept.push(new Uint8Array(16 * 1024 * 1024).fill(1));
    // The end of a pipe to which nobody writes: open(2) returns when somebody does.
    if (text.startsWith("stuck ")) readFileSync(text.slice(6));
    while (text === "hang") await undefined;
    return text === "bad"
      ? [{ code: "bad", severity: "error", cause: "text", message: "bad", range: at } as const]
      : [];
  }

  async rehearse(snapshot: Snapshot) {
    return { problems: await this.check(snapshot), configuration: `identity of ${snapshot.drafts[snapshot.corefile]}` };
  }

  async advise() {
    return [];
  }

  async pods() {
    const node = { file: "", text: "", clusterDns: [], clusterDnsFrom: "", clusterDomain: "" };
    return { hasCluster: false, pods: [], namespaces: [], services: [], node };
  }

  async coverable() {
    return [];
  }

  explanation() {
    return undefined;
  }

  names() {
    return [];
  }

  impose() {
    return { aheadMs: 0, caches: [], upstreams: [] };
  }

  async apply(snapshot: Snapshot) {
    const problems = await this.check(snapshot);
    if (problems.length === 0) this.#text = snapshot.drafts[snapshot.corefile] ?? "";
    this.#socket ??= await this.#listen();
    const bound = this.#socket.address();
    const listener = {
      label: "dns://:53",
      kind: "dns",
      wanted: { address: "", port: 53 },
      bound,
      serves: ["."],
    } as const;
    const configuration = `identity of ${this.#text}`;
    const listeners = [{ ...listener, serves: ["."] }];
    return { applied: problems.length === 0, configuration, problems, listeners, clusters: [] };
  }

  soFar(watchId: number): Explanation | undefined {
    const order = this.#watches.get(watchId);
    if (order === undefined || this.#text !== "mute") return undefined;
    return { ...explain(order.source.address, order.source.port), unfinished: true };
  }

  watch(order: NumberedWatch): void {
    this.#watches.set(order.watchId, order);
  }

  async metrics() {
    return [];
  }

  unwatch(watchId: number): void {
    this.#watches.delete(watchId);
  }

  async stop(): Promise<void> {
    this.#socket?.close();
  }

  async #listen(): Promise<Socket> {
    const socket = createSocket("udp4");
    socket.on("message", (query, from) => {
      while (this.#text === "brittle");
      if (this.#text === "mute") return;
      for (const { watchId, source, countsAs } of this.#watches.values()) {
        if (source.port !== from.port) continue;
        this.#tell({
          kind: "explained",
          watchId,
          queryId: 1,
          explanation: explain(countsAs ?? from.address, from.port),
        });
      }
      query[2] = (query[2] ?? 0) | 0x80;
      socket.send(query, from.port, from.address);
      if (this.#text === "loops") this.#tell({ kind: "ended", problem: LOOP });
    });
    await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
    return socket;
  }
}

function explain(address: string, port: number): Explanation {
  return {
    inWords: "",
    question: { name: "x.", type: "A", class: "IN" },
    client: { address, port, transport: "udp" },
    listener: "dns://:53",
    dispatch: [],
    steps: [],
    notReached: [],
    reply: { rcode: "NOERROR", answers: 0, sent: true },
    tookMicros: 1,
  };
}

/** In small pieces: one that is larger than what V8 keeps in reserve ends the whole process. */
function eatMemory(): never {
  let eaten: object | undefined;
  for (let count = 0; ; count++) eaten = { eaten, of: `junk ${count}` };
}

if (parentPort !== null) runWorker(parentPort, (tell) => new FakeEngine(tell));
