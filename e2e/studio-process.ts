/** A studio's server on the build, which can be killed and started again on the same port and folder. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ROOT = resolve(import.meta.dirname, "..");
const UP_WITHIN_MS = 30_000;

export class StudioProcess {
  readonly address: string;
  /** Where it keeps what it writes for itself. */
  readonly home: string;
  readonly #folder: string;
  readonly #port: number;
  #child: ChildProcess | undefined;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.home = `${folder}-home`;
    this.#port = port;
    this.address = `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    mkdirSync(this.home, { recursive: true });
    this.#child = spawn(process.execPath, ["--disable-sigusr1", join(ROOT, "server", "web", "serve.ts")], {
      cwd: ROOT,
      stdio: "ignore",
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        HOST: "127.0.0.1",
        PORT: String(this.#port),
        COREFILE_STUDIO_DIR: this.#folder,
        COREFILE_STUDIO_HOME: this.home,
        // No test sees the clusters of whoever runs it.
        KUBECONFIG: join(this.home, "kubeconfig"),
        // Nor their CoreDNS.
        COREDNS_BIN: join(this.home, "coredns"),
      },
    });
    const untilMs = performance.now() + UP_WITHIN_MS;
    while (performance.now() < untilMs) {
      const isUp = await fetch(`${this.address}/api/workspace`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (isUp) return;
      await sleep(100);
    }
    throw new Error("the studio did not come up: is it built (npm run build)?");
  }

  /** Opens the folder that it was started on, whichever a window opened since. */
  async openHome(): Promise<void> {
    const response = await fetch(`${this.address}/api/workspace/open`, {
      method: "POST",
      body: JSON.stringify({ kind: "home" }),
      // A connection that is kept may just be closed by the other end.
      headers: { "content-type": "application/json", connection: "close" },
    });
    if (!response.ok) throw new Error(`the folder was not opened: ${await response.text()}`);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
}
