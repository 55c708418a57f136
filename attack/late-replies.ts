/** Replies that come when nobody waits for them any more: listeners dropped by a reload, clients that are nowhere. */

import { createSocket } from "node:dgram";
import { renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { accepts } from "../conformance/engine.ts";
import { freePort } from "../server/_test/free-port.ts";
import { WorkerHost } from "../server/engine/worker/worker-host.ts";
import type { Attack, AttackContext, AttackResult } from "./attack.ts";
import { HonestClient } from "./honest-client.ts";
import { sendFromPortZero } from "./nowhere-datagrams.ts";
import { type SlowUpstream, slowUpstream } from "./slow-upstream.ts";
import { question, questions, StreamClient } from "./stream-client.ts";
import { ours, startTarget } from "./target.ts";

/** A close waits five seconds for its queries. */
const LATE_MS = 8000;
const EACH = 40;
const ROUNDS = 3;
const ENGINE = new URL("../server/engine/worker/worker.ts", import.meta.url);

interface Ports {
  readonly kept: number;
  readonly dropped: number;
  readonly upstream: number;
}

const slow = (zone: string, port: number, upstream: number): string => `
${zone}:${port} {
    bind 127.0.0.1
    errors
    cache {
        prefetch 1
        serve_stale
    }
    forward . 127.0.0.1:${upstream} {
        read_timeout ${LATE_MS + 1000}ms
        health_check 500ms
    }
}
`;

const kept = ({ kept: port, upstream }: Ports): string => `
example.org:${port} {
    bind 127.0.0.1
    errors
    whoami
}
${slow("slow.example.org", port, upstream)}`;

const both = (ports: Ports): string => kept(ports) + slow(".", ports.dropped, ports.upstream);

export const lateReplies: Attack = {
  name: "late-replies",
  about: `an upstream that answers after ${LATE_MS / 1000} s, reloads that drop the listener meanwhile, datagrams from port 0`,
  async run(context) {
    const upstream = await slowUpstream(LATE_MS);
    try {
      const own = await attack(ours, upstream, context);
      const engine = await attackEngine(upstream);
      const result = {
        faults: [...own.faults, ...engine.faults],
        figures: { ...own.figures, ...engine.figures },
      };
      if (context.coredns === undefined) return result;
      const theirs = await attack([context.coredns], upstream, context);
      for (const fault of theirs.faults) context.say(`CoreDNS does no better: ${fault}`);
      for (const [what, figure] of Object.entries(theirs.figures)) context.say(`CoreDNS: ${what}: ${figure}`);
      return result;
    } finally {
      upstream.close();
    }
  },
};

async function attack(
  command: readonly string[],
  upstream: SlowUpstream,
  { random }: AttackContext,
): Promise<AttackResult> {
  const ports: Ports = { kept: await freePort(), dropped: await freePort(), upstream: upstream.port };
  const askedBefore = upstream.asked();
  const target = await startTarget({ command, corefile: both(ports), port: ports.dropped });
  const honest = new HonestClient(ports.kept, "www.example.org");
  const faults: string[] = [];
  try {
    await sleep(500);
    const before = target.holding();
    const nowhere = [ports.kept, ports.dropped].flatMap((port) =>
      ["www.example.org", "www.slow.example.org"].map((name) =>
        sendFromPortZero(port, question(name, 1).subarray(2), EACH),
      ),
    );
    for (let round = 0; round < ROUNDS; round++) {
      const clients = ask(ports.dropped, round);
      await sleep(200 + random.below(800));
      reload(target, kept(ports));
      await sleep(LATE_MS + 1500);
      for (const client of clients) client.close();
      if (await accepts("127.0.0.1", ports.dropped)) faults.push(`round ${round}: the dropped listener is open`);
      reload(target, both(ports));
      await sleep(1500);
      if (!(await accepts("127.0.0.1", ports.dropped))) faults.push(`round ${round}: the listener did not come back`);
      if (!target.isAlive()) break;
    }
    const { asked, answered, slowestMs } = await honest.tell();
    if (upstream.asked() === askedBefore) faults.push("no question reached the upstream: nothing was late");
    if (!target.isAlive()) faults.push(`it ended:\n${target.output().slice(-2000)}`);
    if (answered < asked) faults.push(`an honest client got ${answered} of ${asked} answers`);
    if (target.output().includes("Recovered from panic")) faults.push(`a panic:\n${target.output().slice(-2000)}`);
    const after = target.holding();
    const skipped = nowhere.find((reason) => reason !== undefined);
    const figures = {
      "late questions": upstream.asked() - askedBefore,
      reloads: 2 * ROUNDS,
      "datagrams from port 0": skipped === undefined ? nowhere.length * EACH : `none sent: ${skipped}`,
      honest: `${answered} of ${asked}, slowest ${slowestMs} ms`,
      RSS: `${before.rssMiB} MiB before, ${after.rssMiB} MiB after`,
      handles: `${before.handles} before, ${after.handles} after`,
    };
    return { faults, figures };
  } finally {
    await honest.stop();
    await target.stop();
  }
}

/** Asks over UDP and TCP for what takes long. */
function ask(port: number, round: number): readonly { close(): void }[] {
  const socket = createSocket("udp4");
  socket.on("error", () => undefined);
  for (let id = 0; id < EACH; id++)
    socket.send(question(`u${id}.r${round}.example.org`, id).subarray(2), port, "127.0.0.1");
  const stream = new StreamClient(port);
  for (let id = 0; id < EACH; id++) stream.socket.write(question(`t${id}.r${round}.example.org`, id));
  return [socket, { close: () => stream.socket.destroy() }];
}

function reload(target: { readonly folder: string; signal(name: NodeJS.Signals): void }, corefile: string): void {
  const beside = join(target.folder, "Corefile.new");
  writeFileSync(beside, corefile);
  renameSync(beside, join(target.folder, "Corefile"));
  target.signal("SIGUSR1");
}

/** The same in the studio's engine: an edit that drops the listener. */
async function attackEngine(upstream: SlowUpstream): Promise<AttackResult> {
  const deaths: string[] = [];
  const panics: string[] = [];
  const engine = new WorkerHost({
    entry: ENGINE,
    onDeath: (because) => void deaths.push(because),
    onNotice: (notice) => {
      if (notice.kind === "log" && notice.line.text.includes("panic")) panics.push(notice.line.text);
    },
  });
  const ports: Ports = { kept: await freePort(), dropped: await freePort(), upstream: upstream.port };
  const apply = (Corefile: string) =>
    engine.call("apply", { root: tmpdir(), corefile: "Corefile", drafts: { Corefile }, allowed: [], environment: {} });
  try {
    const { listeners } = await apply(both(ports));
    const dropped = listeners.find(({ wanted }) => wanted.port === ports.dropped)?.bound.port;
    if (dropped === undefined) throw new Error("the studio's engine does not listen where it should");
    const askedBefore = upstream.asked();
    const stream = new StreamClient(dropped);
    stream.socket.write(questions("t.example.org", EACH));
    const clients = [...ask(dropped, ROUNDS), { close: () => stream.socket.destroy() }];
    await sleep(500);
    await apply(kept(ports));
    await sleep(LATE_MS + 1500);
    for (const client of clients) client.close();
    const { applied } = await apply(both(ports));
    const faults = [...deaths, ...panics.slice(0, 1), ...(applied ? [] : ["an edit was not applied"])];
    if (upstream.asked() === askedBefore) faults.push("no question reached the upstream: nothing was late");
    return {
      faults: faults.map((fault) => `the studio's engine: ${fault}`),
      figures: { "deaths of the engine": deaths.length },
    };
  } finally {
    await engine.stop();
  }
}
