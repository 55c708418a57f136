/** The built studio on a folder with one Corefile, or on the sample, and a Chromium to look at it. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium } from "@playwright/test";
import { findChromium } from "../scripts/chromium.mjs";

export interface BenchStudio {
  readonly address: string;
  readonly browser: Browser;
  /** Puts another Corefile into the folder. */
  write(corefile: string): void;
  close(): Promise<void>;
}

/** Starts both; the studio must be built (`npm run build`). */
export async function openStudio({
  corefile,
  port,
}: {
  /** Without it the studio opens the sample. */
  readonly corefile?: string;
  readonly port: string;
}): Promise<BenchStudio> {
  const folder = mkdtempSync(join(tmpdir(), "corefile-bench-"));
  const write = (text: string): void => writeFileSync(join(folder, "Corefile"), text);
  if (corefile !== undefined) write(corefile);
  const server = spawn(process.execPath, [resolve("server/web/serve.ts")], {
    stdio: "ignore",
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: port,
      ...(corefile === undefined ? {} : { COREFILE_STUDIO_DIR: folder }),
      COREFILE_STUDIO_HOME: join(folder, "home"),
    },
  });
  const executablePath = findChromium();
  const browser = await chromium.launch({
    args: ["--no-sandbox"],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  const address = `http://127.0.0.1:${port}`;
  await untilUp(address);
  return {
    address,
    browser,
    write,
    async close() {
      await browser.close();
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilUp(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const isUp = await fetch(address).then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await sleep(200);
  }
  throw new Error("the studio did not come up: is it built (npm run build)?");
}

/** The machine, for the head of a table. */
export function machine(): string {
  return `${cpus()[0]?.model ?? "unknown processor"}, ${cpus().length} cores`;
}

/** A part of sorted figures, with a digit after the point. */
export function quantile(sorted: readonly number[], part: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN).toFixed(1);
}
