/** Real etcd servers with the keys of cases. One serves case after case of a process; it ends with the process. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./placeholders.ts";

const START_MS = 30_000;
/** All keys there are, as etcd's JSON has a range. */
const ALL = { key: "AA==", range_end: "AA==" };

/** A server that listens on loopback and has nothing but a case's keys. */
export interface Etcd {
  readonly url: string;
  /** Gives it back to whoever comes next. */
  close(): Promise<void>;
}

interface Server {
  readonly url: string;
  readonly process: ChildProcess;
}

const idle: Server[] = [];
let installed: boolean | undefined;

/** Whether this machine has etcd. */
export function hasEtcd(): boolean {
  installed ??= spawnSync("etcd", ["--version"], { stdio: "ignore" }).status === 0;
  return installed;
}

/** A server with these keys; what is no text is written as JSON. */
export async function serveEtcd(keys: Readonly<Record<string, unknown>>): Promise<Etcd> {
  const server = idle.pop() ?? (await start());
  await post(server, "kv/deleterange", ALL);
  for (const [key, value] of Object.entries(keys)) {
    await post(server, "kv/put", {
      key: base64(key),
      value: base64(typeof value === "string" ? value : JSON.stringify(value)),
    });
  }
  return {
    url: server.url,
    close: async () => {
      if (server.process.exitCode === null) idle.push(server);
    },
  };
}

async function start(): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "conformance-etcd-"));
  const [url, peer] = [`http://127.0.0.1:${await freePort()}`, `http://127.0.0.1:${await freePort()}`];
  const options = {
    "data-dir": folder,
    "listen-client-urls": url,
    "advertise-client-urls": url,
    "listen-peer-urls": peer,
    "initial-advertise-peer-urls": peer,
    "initial-cluster": `default=${peer}`,
    // It is its own and only elector.
    "heartbeat-interval": "10",
    "election-timeout": "100",
  };
  const process = spawn(
    "etcd",
    Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    { stdio: "ignore" },
  );
  endWithThisProcess(process, folder);
  const deadline = Date.now() + START_MS;
  while (!(await isHealthy(url))) {
    if (process.exitCode !== null || Date.now() > deadline) throw new Error("etcd did not start");
    await sleep(20);
  }
  return { url, process };
}

/** Neither keeps this process alive nor outlives it. */
function endWithThisProcess(child: ChildProcess, folder: string): void {
  child.unref();
  process.once("exit", () => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await (await fetch(`${url}/health`)).text()).includes('"true"');
  } catch {
    return false;
  }
}

async function post({ url }: Server, path: string, body: unknown): Promise<void> {
  const reply = await fetch(`${url}/v3/${path}`, { method: "POST", body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(`etcd: ${await reply.text()}`);
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
