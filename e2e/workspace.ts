/** The folder that the tests' studio works on: made again before each test. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test as base } from "@playwright/test";
import { StudioPage } from "./pages/studio-page.ts";

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

function folder(): string {
  const path = process.env.E2E_FOLDER;
  if (path === undefined) throw new Error("E2E_FOLDER is set by playwright.config.ts");
  return path;
}

/** Puts the folder back to its files; the studio notices by itself. */
export function resetWorkspace(files: Readonly<Record<string, string>> = {}): void {
  const wanted = { Corefile: COREFILE, "zones/db.example.org": "; empty\n", ...files };
  const tops = new Set([...Object.keys(wanted).map((path) => path.split("/")[0])]);
  for (const entry of readdirSync(folder())) {
    if (!tops.has(entry)) rmSync(join(folder(), entry), { recursive: true });
  }
  for (const [path, text] of Object.entries(wanted)) {
    mkdirSync(dirname(join(folder(), path)), { recursive: true });
    writeFileSync(join(folder(), path), text);
  }
}

/** A test with the studio open on a fresh folder. */
export const test = base.extend<{ studio: StudioPage }>({
  studio: async ({ page }, use) => {
    resetWorkspace();
    await page.request.post("/api/workspace/open", { data: { kind: "home" } });
    const studio = new StudioPage(page);
    await studio.open();
    await use(studio);
  },
});

export { expect } from "@playwright/test";
