/** End-to-end tests: the built studio (`npm run build`), one for each worker, in whichever Chromium there is. */
import { availableParallelism } from "node:os";
import { defineConfig } from "@playwright/test";
import { findChromium } from "./scripts/chromium.mjs";

/** Playwright's own without it. */
const CHROMIUM = findChromium();

const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"];
/** Chromium's sandbox does not work for root. */
const SANDBOX = process.getuid?.() === 0 ? ["--no-sandbox"] : [];

export default defineConfig({
  testDir: "e2e/specs",
  // A browser often waits for its server, and that for it: two share two processors well.
  workers: Number(process.env.E2E_WORKERS ?? Math.min(2, availableParallelism())),
  // Two files at once; within one, tests follow each other.
  fullyParallel: false,
  timeout: 45_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI !== undefined,
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_NAME === undefined ? "list" : [["list"], ["json"]],
  use: {
    viewport: { width: 1440, height: 900 },
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      args: [...QUIET, ...SANDBOX],
      ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
    },
  },
});
