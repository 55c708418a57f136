/** End-to-end tests: the built studio (`npm run build`) on a folder of their own, in whichever Chromium there is. */
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";

const PORT = Number(process.env.E2E_PORT ?? "3433");
const ADDRESS = `http://127.0.0.1:${PORT}`;

/** A Chromium that is named, or the system's; Playwright's own without either. */
const CHROMIUM = [
  process.env.PLAYWRIGHT_CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
].find((path) => path !== undefined && existsSync(path));

const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
/** Chromium's sandbox does not work for root. */
const SANDBOX = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

// Workers of Playwright read this file, too: only the first reader makes the folder.
process.env.E2E_FOLDER ??= mkdtempSync(join(tmpdir(), "corefile-studio-e2e-"));

export default defineConfig({
  testDir: "e2e/specs",
  workers: 1,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? "list" : [["list"], ["json"]],
  use: {
    baseURL: ADDRESS,
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      args: [...QUIET, ...SANDBOX],
      ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    },
  },
  webServer: {
    command: "node --disable-sigusr1 server/web/serve.ts",
    url: ADDRESS,
    timeout: 60_000,
    env: {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      HOST: "127.0.0.1",
      PORT: String(PORT),
      COREFILE_STUDIO_DIR: process.env.E2E_FOLDER,
      COREFILE_STUDIO_HOME: `${process.env.E2E_FOLDER}-home`,
    },
  },
});
