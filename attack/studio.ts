/** The studio's server as `npm start` runs it, on a folder of its own with a secret beside it. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROUTES } from "../lib/api/routes.ts";
import { freePort } from "../server/_test/free-port.ts";
import { askJson } from "./raw-http.ts";

/** The project's folder. */
export const STUDIO_ROOT = resolve(import.meta.dirname, "..");
/** The Corefile that it serves. */
export const COREFILE = ".:1053 {\n    whoami\n    health :18080\n}\n";
/** What stands in the files beside the folder. */
export const CANARY = "canary-6f1d2a";
const UP_WITHIN_MS = 30_000;

/** One studio; `start` makes it, `stop` ends it and removes its folders. */
export class Studio {
  readonly port: number;
  readonly outside: string;
  readonly #child: ChildProcess;
  #errors = "";

  private constructor(port: number) {
    this.port = port;
    this.outside = mkdtempSync(join(tmpdir(), "corefile-studio-http-"));
    const folder = join(this.outside, "workspace");
    mkdirSync(join(folder, "zones"), { recursive: true });
    mkdirSync(join(this.outside, "folder"));
    writeFileSync(join(this.outside, "secret.txt"), CANARY);
    writeFileSync(join(this.outside, "folder", "secret.txt"), CANARY);
    writeFileSync(join(folder, "Corefile"), COREFILE);
    symlinkSync("../secret.txt", join(folder, "link"));
    symlinkSync("../folder", join(folder, "linked-folder"));
    this.#child = spawn(process.execPath, [join(STUDIO_ROOT, "server", "web", "serve.ts")], {
      cwd: STUDIO_ROOT,
      stdio: ["ignore", "ignore", "pipe"],
      env: {
        ...process.env,
        NODE_ENV: "production",
        NEXT_TELEMETRY_DISABLED: "1",
        HOST: "127.0.0.1",
        PORT: String(port),
        COREFILE_STUDIO_DIR: folder,
        COREFILE_STUDIO_HOME: join(this.outside, "home"),
      },
    });
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#errors = `${this.#errors}${chunk}`.slice(-100_000);
    });
  }

  static async start(): Promise<Studio> {
    const studio = new Studio(await freePort());
    const untilMs = performance.now() + UP_WITHIN_MS;
    while (performance.now() < untilMs) {
      const { status } = await askJson(studio.port, { method: "GET", path: ROUTES.engine });
      if (status === 200) return studio;
      await sleep(100);
    }
    await studio.stop();
    throw new Error(`the studio did not come up:\n${studio.errors}`);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get errors(): string {
    return this.#errors;
  }

  /** What stands beside the workspace: names and a hash of contents. */
  outsideNow(): string {
    const hash = createHash("sha256");
    for (const name of ["secret.txt", "folder/secret.txt"]) hash.update(readFileSync(join(this.outside, name)));
    const names = [...readdirSync(this.outside), ...readdirSync(join(this.outside, "folder"))];
    return `${names.filter((name) => name !== "home").sort()} ${hash.digest("hex")}`;
  }

  async stop(): Promise<void> {
    const ended = this.isAlive ? new Promise((done) => this.#child.once("exit", done)) : undefined;
    this.#child.kill("SIGKILL");
    await ended;
    rmSync(this.outside, { recursive: true, force: true });
  }
}
