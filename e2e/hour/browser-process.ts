/** A browser with a profile that stays, which can be killed and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, chromium } from "@playwright/test";

const UP_WITHIN_MS = 20_000;

export interface BrowserOptions {
  readonly executablePath: string;
  readonly args: readonly string[];
  /** Where the profile is. */
  readonly profile: string;
}

export class BrowserProcess {
  readonly #options: BrowserOptions;
  #child: ChildProcess | undefined;

  constructor(options: BrowserOptions) {
    this.#options = options;
  }

  /** Starts it; gives what holds its windows. */
  async start(): Promise<BrowserContext> {
    const { executablePath, args, profile } = this.#options;
    rmSync(join(profile, "DevToolsActivePort"), { force: true });
    const own = ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--no-first-run"];
    // A group of its own, so that all of its processes end at once.
    this.#child = spawn(executablePath, [...own, ...args, "about:blank"], { stdio: "ignore", detached: true });
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await this.#port()}`);
    const [context] = browser.contexts();
    if (context === undefined) throw new Error("the browser has no windows");
    return context;
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    process.kill(-child.pid, "SIGKILL");
    await ended;
  }

  async #port(): Promise<number> {
    const untilMs = performance.now() + UP_WITHIN_MS;
    while (performance.now() < untilMs) {
      try {
        const port = Number(readFileSync(join(this.#options.profile, "DevToolsActivePort"), "utf8").split("\n")[0]);
        if (port > 0) return port;
      } catch {
        // It is not written yet.
      }
      await sleep(50);
    }
    throw new Error("the browser did not come up");
  }
}
