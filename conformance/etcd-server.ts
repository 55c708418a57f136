/** A real etcd on loopback, spoken to in JSON, which is not how the engine speaks to it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./placeholders.ts";

const START_MS = 30_000;
/** All keys there are, as etcd's JSON has a range. */
const ALL = { key: "AA==", range_end: "AA==" };

let installed: boolean | undefined;

/** Whether this machine has etcd. */
export function hasEtcd(): boolean {
  installed ??= spawnSync("etcd", ["--version"], { stdio: "ignore" }).status === 0;
  return installed;
}

/** How it listens beside `url`. */
export interface EtcdOptions {
  /** A folder with ca.pem, cert.pem and key.pem: it listens over TLS, too, and wants certificates of that authority. */
  readonly certificates?: string;
}

/** An etcd that runs. It ends with this process at the latest, and keeps it from ending no more than a file would. */
export class EtcdServer {
  readonly url: string;
  /** Where it listens over TLS; empty when it does not. */
  readonly secureUrl: string;
  readonly #process: ChildProcess;
  readonly #end: () => void;

  private constructor(
    urls: { readonly url: string; readonly secureUrl: string },
    child: ChildProcess,
    end: () => void,
  ) {
    this.url = urls.url;
    this.secureUrl = urls.secureUrl;
    this.#process = child;
    this.#end = end;
  }

  /** Starts one; on the port of `at`, if given. Throws when etcd is not installed. */
  static async start({ certificates }: EtcdOptions = {}, at?: string): Promise<EtcdServer> {
    if (!hasEtcd()) throw new Error("etcd is not installed (Debian has it in the package etcd-server)");
    const folder = mkdtempSync(join(tmpdir(), "conformance-etcd-"));
    const url = at ?? `http://127.0.0.1:${await freePort()}`;
    const peer = `http://127.0.0.1:${await freePort()}`;
    const secureUrl = certificates === undefined ? "" : `https://127.0.0.1:${await freePort()}`;
    const urls = secureUrl === "" ? url : `${url},${secureUrl}`;
    const child = spawn("etcd", [...argumentsOf({ folder, urls, peer }), ...tlsArguments(certificates)], {
      stdio: "ignore",
    });
    child.unref();
    const end = (): void => {
      process.off("exit", end);
      child.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    };
    process.on("exit", end);
    const server = new EtcdServer({ url, secureUrl }, child, end);
    await server.#healthy();
    return server;
  }

  get isRunning(): boolean {
    return this.#process.exitCode === null && this.#process.signalCode === null;
  }

  /** Sets a key; what is no text is written as JSON. */
  async put(key: string, value: unknown, lease = 0): Promise<void> {
    const text = typeof value === "string" ? value : JSON.stringify(value);
    await this.post("kv/put", { key: base64(key), value: base64(text), lease });
  }

  async clear(): Promise<void> {
    await this.post("kv/deleterange", ALL);
  }

  /** Calls its API, version 3. */
  async post(path: string, body: unknown): Promise<void> {
    const reply = await fetch(`${this.url}/v3/${path}`, { method: "POST", body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`etcd: ${await reply.text()}`);
  }

  async stop(): Promise<void> {
    if (!this.isRunning) return;
    const ended = new Promise((done) => this.#process.once("exit", done));
    this.#end();
    await ended;
  }

  async #healthy(): Promise<void> {
    const deadline = Date.now() + START_MS;
    while (!(await isHealthy(this.url))) {
      if (!this.isRunning || Date.now() > deadline) throw new Error("etcd did not start");
      await sleep(20);
    }
  }
}

interface Places {
  readonly folder: string;
  readonly urls: string;
  readonly peer: string;
}

function argumentsOf({ folder, urls, peer }: Places): string[] {
  const options = {
    "data-dir": folder,
    "listen-client-urls": urls,
    "advertise-client-urls": urls,
    "listen-peer-urls": peer,
    "initial-advertise-peer-urls": peer,
    "initial-cluster": `default=${peer}`,
    // It is its own and only elector.
    "heartbeat-interval": "10",
    "election-timeout": "100",
  };
  return Object.entries(options).map(([name, value]) => `--${name}=${value}`);
}

function tlsArguments(folder: string | undefined): string[] {
  if (folder === undefined) return [];
  const file = (name: string): string => join(folder, name);
  return [
    `--cert-file=${file("cert.pem")}`,
    `--key-file=${file("key.pem")}`,
    `--trusted-ca-file=${file("ca.pem")}`,
    "--client-cert-auth",
  ];
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await (await fetch(`${url}/health`)).text()).includes('"true"');
  } catch {
    return false;
  }
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}
