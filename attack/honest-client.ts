/**
 * Somebody who only wants to know: a question every tenth of a second, over UDP and over TCP in turn, from a thread of its
 * own, so that it is the server that it waits for and not the attack.
 */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { question } from "./stream-client.ts";

const EVERY_MS = 100;
const GIVES_UP_MS = 5000;

/** What became of its questions. */
export interface Honesty {
  readonly asked: number;
  readonly answered: number;
  readonly slowestMs: number;
}

export class HonestClient {
  readonly #thread: Worker;

  /** Begins to ask for a name at a port of 127.0.0.1. */
  constructor(port: number, name: string) {
    this.#thread = new Worker(new URL(import.meta.url), { workerData: { port, name } });
  }

  /** What happened since the last time. */
  async tell(): Promise<Honesty> {
    const told = once(this.#thread, "message");
    this.#thread.postMessage("tell");
    const [honesty] = await told;
    return honesty;
  }

  async stop(): Promise<void> {
    await this.#thread.terminate();
  }
}

if (!isMainThread && parentPort !== null) await ask(workerData.port, workerData.name);

async function ask(port: number, name: string): Promise<void> {
  let times: number[] = [];
  let asked = 0;
  parentPort?.on("message", () => {
    const honesty: Honesty = { asked, answered: times.length, slowestMs: Math.round(Math.max(0, ...times)) };
    parentPort?.postMessage(honesty);
    times = [];
    asked = 0;
  });
  for (let id = 0; ; id = (id + 1) & 0xffff) {
    const startedMs = performance.now();
    const isAnswered = await (id % 2 === 0 ? overUdp : overTcp)(port, question(name, id));
    const tookMs = performance.now() - startedMs;
    asked++;
    if (isAnswered) times.push(tookMs);
    await sleep(Math.max(0, EVERY_MS - tookMs));
  }
}

function overUdp(port: number, framed: Uint8Array): Promise<boolean> {
  const socket = createSocket("udp4");
  return new Promise((resolve) => {
    const finish = (isAnswered: boolean) => (): void => {
      clearTimeout(timer);
      socket.close();
      resolve(isAnswered);
    };
    const timer = setTimeout(finish(false), GIVES_UP_MS);
    socket.once("message", finish(true));
    socket.send(framed.subarray(2), port, "127.0.0.1");
  });
}

function overTcp(port: number, framed: Uint8Array): Promise<boolean> {
  const socket = connect({ host: "127.0.0.1", port });
  return new Promise((resolve) => {
    const finish = (isAnswered: boolean) => (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isAnswered);
    };
    const timer = setTimeout(finish(false), GIVES_UP_MS);
    socket.once("data", finish(true)).once("error", finish(false)).once("end", finish(false));
    socket.write(framed);
  });
}
