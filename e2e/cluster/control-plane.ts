/** A real etcd and a real kube-apiserver on loopback; either may be killed and started again on what it had. */
import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../server/_test/free-port.ts";
import { apiServerBinary, etcdBinary } from "./binaries.ts";

const TOKEN = "the-token-of-these-tests";
const READY_WITHIN_MS = 120_000;

/** What the API server said to a request. */
export interface ApiReply {
  readonly status: number;
  readonly body: string;
}

/** A running control plane. */
export interface ControlPlane {
  /** A kubeconfig file for it. */
  readonly kubeconfig: string;
  /** Asks the API server; rejects when it is not there. */
  request(method: string, path: string, body?: unknown): Promise<ApiReply>;
  /** Ends the API server at once, as a crash does. */
  killApiServer(): Promise<void>;
  /** Starts the API server again, at the same address, and waits until it is ready. */
  startApiServer(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts etcd and the API server in a folder of their own; ready when this resolves. */
export async function startControlPlane(): Promise<ControlPlane> {
  const plane = new LoopbackControlPlane(await freePort(), [await freePort(), await freePort()]);
  await plane.startEtcd();
  await plane.startApiServer();
  return plane;
}

class LoopbackControlPlane implements ControlPlane {
  readonly #folder = mkdtempSync(join(tmpdir(), "corefile-studio-cluster-"));
  readonly #port: number;
  readonly #etcdPorts: readonly [client: number, peer: number];
  #etcd: ChildProcess | undefined;
  #apiServer: ChildProcess | undefined;

  constructor(port: number, etcdPorts: readonly [number, number]) {
    this.#port = port;
    this.#etcdPorts = etcdPorts;
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(this.#path("sa.key"), privateKey.export({ type: "pkcs1", format: "pem" }));
    writeFileSync(this.#path("sa.pub"), publicKey.export({ type: "spki", format: "pem" }));
    writeFileSync(this.#path("tokens"), `${TOKEN},tester,tester,system:masters\n`);
    writeFileSync(this.kubeconfig, this.#kubeconfigText());
  }

  get kubeconfig(): string {
    return this.#path("kubeconfig");
  }

  async startEtcd(): Promise<void> {
    const [client, peer] = this.#etcdPorts.map((port) => `http://127.0.0.1:${port}`);
    this.#etcd = this.#spawn("etcd", etcdBinary(), [
      `--data-dir=${this.#path("etcd-data")}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=default=${peer}`,
      // What is written here need not outlive the machine.
      "--unsafe-no-fsync",
    ]);
  }

  async startApiServer(): Promise<void> {
    const server = this.#spawn("kube-apiserver", apiServerBinary(), [
      `--etcd-servers=http://127.0.0.1:${this.#etcdPorts[0]}`,
      "--bind-address=127.0.0.1",
      `--secure-port=${this.#port}`,
      `--cert-dir=${this.#path("certificates")}`,
      "--authorization-mode=AlwaysAllow",
      `--token-auth-file=${this.#path("tokens")}`,
      "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
      `--service-account-key-file=${this.#path("sa.pub")}`,
      `--service-account-signing-key-file=${this.#path("sa.key")}`,
      "--service-cluster-ip-range=10.96.0.0/12,fd00:10:96::/112",
      // No controller makes the accounts that this plugin wants pods to have.
      "--disable-admission-plugins=ServiceAccount",
      // There is no address but loopback, which may not stand in the endpoints of `kubernetes`.
      "--endpoint-reconciler-type=none",
      "--advertise-address=192.0.2.1",
    ]);
    this.#apiServer = server;
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.#isReady())) {
      const hasEnded = server.exitCode !== null || server.signalCode !== null;
      if (hasEnded || Date.now() > deadline) throw new Error(`no kube-apiserver:\n${this.#lastWords()}`);
      await sleep(100);
    }
  }

  async killApiServer(): Promise<void> {
    await end(this.#apiServer, "SIGKILL");
  }

  async stop(): Promise<void> {
    await end(this.#apiServer, "SIGKILL");
    await end(this.#etcd, "SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  request(method: string, path: string, body?: unknown): Promise<ApiReply> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const type = method === "PATCH" ? "application/merge-patch+json" : "application/json";
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          host: "127.0.0.1",
          port: this.#port,
          path,
          method,
          ca: readFileSync(this.#path("certificates/apiserver.crt")),
          headers: { authorization: `Bearer ${TOKEN}`, "content-type": type },
        },
        (response) => {
          let received = "";
          response.setEncoding("utf8");
          response.on("data", (chunk: string) => {
            received += chunk;
          });
          response.once("end", () => resolve({ status: response.statusCode ?? 0, body: received }));
        },
      );
      sent.once("error", reject);
      sent.end(text);
    });
  }

  async #isReady(): Promise<boolean> {
    try {
      const { status } = await this.request("GET", "/readyz");
      return status === 200 && (await this.request("GET", "/api/v1/namespaces/default")).status === 200;
    } catch {
      return false;
    }
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #spawn(name: string, program: string, args: readonly string[]): ChildProcess {
    const log = openSync(this.#path(`${name}.log`), "a");
    const child = spawn(program, args, { stdio: ["ignore", log, log], cwd: this.#folder });
    closeSync(log);
    return child;
  }

  #lastWords(): string {
    return readFileSync(this.#path("kube-apiserver.log"), "utf8").split("\n").slice(-30).join("\n");
  }

  #kubeconfigText(): string {
    return JSON.stringify({
      apiVersion: "v1",
      kind: "Config",
      "current-context": "tests",
      clusters: [
        {
          name: "tests",
          cluster: {
            server: `https://127.0.0.1:${this.#port}`,
            "certificate-authority": this.#path("certificates/apiserver.crt"),
          },
        },
      ],
      users: [{ name: "tester", user: { token: TOKEN } }],
      contexts: [{ name: "tests", context: { cluster: "tests", user: "tester" } }],
    });
  }
}

async function end(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill(signal);
  await ended;
}
