/** What is no protocol at all, on every listener at once, for a minute or as long as one likes. */
import { createSocket, type Socket as Datagrams } from "node:dgram";
import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { certificates } from "../conformance/certificates.ts";
import type { KeyTransport } from "../lib/set-up/setup.ts";
import { freePort } from "../server/_test/free-port.ts";
import { networksOf } from "../server/listeners/openers.ts";
import type { Attack, AttackContext, AttackResult } from "./attack.ts";
import { HonestClient } from "./honest-client.ts";
import { proxyHeader } from "./proxy-headers.ts";
import type { SeededRandom } from "./seeded-random.ts";
import { question } from "./stream-client.ts";
import { ours, startTarget, type Target } from "./target.ts";

const TRANSPORTS: readonly KeyTransport[] = ["dns", "tls", "https", "grpc", "quic", "https3"];
/** In so many parts memory is looked at; V8 needs a minute or two until its heap is as large as the work wants it. */
const PARTS = 10;
/** Longer than any time-out of the server. */
const SETTLE_MS = 13_000;
const PAUSE_MS = 10;
/** Connections that are held at once; the oldest goes for a new one. */
const MOST_HELD = 400;
/** In the second half of a minute; of a longer time the second half shows less. */
const MOST_GROWTH_MIB = 96;
const MOST_MIB = 512;
const SLOWEST_MS = 3000;

interface Aim {
  readonly transport: KeyTransport;
  readonly port: number;
  readonly isProxied: boolean;
}

const corefile = (aims: readonly Aim[]): string =>
  aims
    .map(({ transport, port, isProxied }) => {
      const lines = [
        "bind 127.0.0.1",
        ...(isProxied
          ? ["proxyproto {\n        udp_session_tracking 1s 100\n        tlv_metadata\n    }", "metadata"]
          : []),
        ...(transport === "dns" ? [] : ["tls cert.pem key.pem"]),
        'template ANY ANY {\n        answer "{{ .Name }} 60 IN TXT small"\n    }',
      ];
      return `${transport}://.:${port} {\n    ${lines.join("\n    ")}\n}\n`;
    })
    .join("");

export const listeners: Attack = {
  name: "listeners",
  about: "random octets, broken headers of proxies and clients that drip, on every listener at once, for --seconds 60",
  async run(context) {
    const aims = await Promise.all(
      TRANSPORTS.flatMap((transport) =>
        [false, true].map(async (isProxied) => ({ transport, port: await freePort(), isProxied })),
      ),
    );
    const folder = certificates();
    const files = Object.fromEntries(["cert.pem", "key.pem"].map((name) => [name, readFileSync(join(folder, name))]));
    const port = aims[0]?.port ?? 0;
    const target = await startTarget({ command: ours, corefile: corefile(aims), files, port });
    const honest = new HonestClient(port, "small.example.org");
    try {
      return await attack(target, honest, { aims, context });
    } finally {
      await honest.stop();
      await target.stop();
    }
  },
};

async function attack(
  target: Target,
  honest: HonestClient,
  { aims, context }: { readonly aims: readonly Aim[]; readonly context: AttackContext },
): Promise<AttackResult> {
  const { random, say, seconds } = context;
  await sleep(1000);
  await honest.tell();
  const before = target.holding();
  const crowd = new Crowd(aims, random);
  const held: number[] = [];
  for (let part = 0; part < PARTS; part++) {
    await crowd.press((1000 * seconds) / PARTS);
    held.push(target.holding().rssMiB);
  }
  say(`RSS along the way: ${held.join(", ")} MiB`);
  crowd.leave();
  const { asked, answered, slowestMs } = await honest.tell();
  await sleep(SETTLE_MS);
  const later = await honest.tell();
  await honest.stop();
  const after = target.holding();
  const half = held.slice(0, PARTS / 2);
  const growth = Math.max(after.rssMiB, ...held) - Math.max(...half);
  const faults = [
    ...(target.isAlive() ? [] : [`it ended:\n${target.output()}`]),
    ...(target.output().includes("Recovered from panic") ? [`a panic:\n${target.output()}`] : []),
    ...(growth > MOST_GROWTH_MIB ? [`RSS grew by ${growth} MiB in the second half`] : []),
    ...(Math.max(...held) > MOST_MIB ? [`${Math.max(...held)} MiB`] : []),
    ...(after.handles > before.handles ? [`${after.handles} handles are open; there were ${before.handles}`] : []),
    ...(answered < asked || later.answered < later.asked ? ["an honest client got no answer"] : []),
    ...(slowestMs > SLOWEST_MS ? [`an honest client waited ${slowestMs} ms`] : []),
  ];
  const figures = {
    listeners: aims.map(({ transport, isProxied }) => `${transport}${isProxied ? " behind a proxy" : ""}`).join(", "),
    datagrams: crowd.datagrams,
    connections: crowd.connections,
    honest: `${answered} of ${asked} answers, slowest ${slowestMs} ms`,
    RSS: `${before.rssMiB} MiB before, ${Math.max(...held)} MiB at most, ${after.rssMiB} MiB after`,
    handles: `${before.handles} before, ${after.handles} after`,
  };
  return { faults, figures };
}

/** Everybody who has nothing to ask. */
class Crowd {
  readonly #aims: readonly Aim[];
  readonly #random: SeededRandom;
  readonly #socket: Datagrams = createSocket("udp4");
  readonly #held: Socket[] = [];
  datagrams = 0;
  connections = 0;

  constructor(aims: readonly Aim[], random: SeededRandom) {
    this.#aims = aims;
    this.#random = random;
    this.#socket.on("error", () => undefined);
  }

  async press(forMs: number): Promise<void> {
    const endMs = performance.now() + forMs;
    while (performance.now() < endMs) {
      for (const { transport, port } of this.#aims) {
        for (const network of networksOf(transport)) {
          if (network === "udp") this.#shout(port);
          else if (this.#random.chance(40)) this.#enter(port);
        }
      }
      // What is held drips.
      for (const socket of this.#held) if (this.#random.chance(5)) socket.write(this.#random.octets(1));
      await sleep(PAUSE_MS);
    }
  }

  leave(): void {
    for (const socket of this.#held) socket.destroy();
    this.#socket.close();
  }

  #shout(port: number): void {
    for (let count = 0; count < 4; count++) {
      this.datagrams++;
      this.#socket.send(this.#nonsense(1000), port, "127.0.0.1");
    }
  }

  #enter(port: number): void {
    this.connections++;
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => undefined);
    socket.on("data", () => undefined);
    socket.once("close", () => {
      const at = this.#held.indexOf(socket);
      if (at >= 0) this.#held.splice(at, 1);
    });
    socket.write(this.#nonsense(5000));
    if (this.#random.chance(30)) socket.end();
    this.#held.push(socket);
    if (this.#held.length > MOST_HELD) this.#held.shift()?.destroy();
  }

  #nonsense(most: number): Uint8Array {
    const random = this.#random;
    if (random.chance(30)) return random.octets(random.below(most));
    const rest = random.chance(50) ? question("small.example.org", 1) : random.octets(random.below(100));
    return Buffer.concat([proxyHeader(random), rest]);
  }
}
