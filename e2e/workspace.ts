/** A studio and a browser for each of Playwright's workers; the folder is made again, and the browser emptied, before each test. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test as base } from "@playwright/test";
import { freePort } from "../server/_test/free-port.ts";
import { BrowserProfile } from "./browser-profile.ts";
import { StudioPage } from "./pages/studio-page.ts";
import { StudioProcess } from "./studio-process.ts";

/** The Corefile that each test finds. */
export const COREFILE = `# Two blocks on one port.
example.org:1053 {
    chaos
    cache 30
    whoami
}

.:1053 {
    health :18080
    whoami
}
`;

let folder: string | undefined;

/** The folder that this worker's studio serves. */
export function workspaceFolder(): string {
  folder ??= mkdtempSync(join(tmpdir(), "corefile-studio-e2e-"));
  return folder;
}

/** Puts the folder back to its files; the studio notices by itself. */
export function resetWorkspace(files: Readonly<Record<string, string>> = {}): void {
  const wanted = { Corefile: COREFILE, "zones/db.example.org": "; empty\n", ...files };
  const tops = new Set([...Object.keys(wanted).map((path) => path.split("/")[0])]);
  for (const entry of readdirSync(workspaceFolder())) {
    if (!tops.has(entry)) rmSync(join(workspaceFolder(), entry), { recursive: true });
  }
  for (const [path, text] of Object.entries(wanted)) {
    mkdirSync(dirname(join(workspaceFolder(), path)), { recursive: true });
    writeFileSync(join(workspaceFolder(), path), text);
  }
}

/**
 * A test with the studio open on a fresh folder. Workers share nothing: port, folder and home are each one's own. Tests of a
 * worker share a tab, and with it the engine of its window, started anew after each; with `newTab` a test has both
 * for itself: where it is about what an engine keeps, or does to the tab what cannot be undone.
 */
export const test = base.extend<
  { studio: StudioPage; newTab: boolean },
  { server: StudioProcess; profile: BrowserProfile }
>({
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs off its pattern.
    async ({}, use) => {
      resetWorkspace();
      const server = new StudioProcess(workspaceFolder(), await freePort());
      try {
        await server.start();
        await use(server);
      } finally {
        await server.kill();
        for (const path of [workspaceFolder(), server.home]) rmSync(path, { recursive: true, force: true });
      }
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ server }, use) => {
    await use(server.address);
  },
  profile: [
    async ({ playwright, launchOptions, server }, use) => {
      const profile = await BrowserProfile.launch(playwright.chromium, { ...launchOptions, baseURL: server.address });
      await use(profile);
      await profile.close();
    },
    { scope: "worker" },
  ],
  newTab: [false, { option: true }],
  context: async ({ profile }, use, info) => {
    await use(profile.context);
    await profile.empty({ isSpoiled: info.status !== info.expectedStatus });
  },
  page: async ({ profile, context, viewport, newTab }, use) => {
    const page = newTab ? await context.newPage() : profile.tab;
    if (viewport !== null) await page.setViewportSize(viewport);
    await use(page);
  },
  studio: async ({ page, server }, use) => {
    resetWorkspace();
    await server.openHome();
    const studio = new StudioPage(page);
    await studio.open();
    await use(studio);
  },
});

export { expect } from "@playwright/test";
