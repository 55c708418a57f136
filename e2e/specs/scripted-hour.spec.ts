/**
 * No typed character is lost that a page had shown for a second, whoever changes the folder and whatever is killed. Short
 * by default: HOUR_SECONDS makes it longer, HOUR_SEED another one (CONTRIBUTING.md).
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { SeededRandom } from "../../attack/seeded-random.ts";
import { freePort } from "../../server/_test/free-port.ts";
import { BrowserProcess } from "../hour/browser-process.ts";
import { Hour } from "../hour/hour.ts";
import { StudioProcess } from "../studio-process.ts";
// Of the same kind as the others, it runs beside them and not after them.
import { expect, test } from "../workspace.ts";

const SECONDS = Number(process.env.HOUR_SECONDS ?? "30");
const SEED = Number(process.env.HOUR_SEED ?? "9");

test(`two windows for ${SECONDS} s, seed ${SEED}: nothing typed is lost`, async () => {
  test.setTimeout((SECONDS + 120) * 1000);
  const { launchOptions } = test.info().project.use;
  const scratch = mkdtempSync(join(tmpdir(), "corefile-studio-hour-"));
  const folder = mkdtempSync(join(scratch, "folder-"));
  const browser = new BrowserProcess({
    executablePath: launchOptions?.executablePath ?? chromium.executablePath(),
    args: launchOptions?.args ?? [],
    profile: join(scratch, "profile"),
  });
  const hour = new Hour({
    random: new SeededRandom(SEED),
    folder,
    studio: new StudioProcess(folder, await freePort()),
    browser,
  });
  try {
    await hour.begin();
    const untilMs = performance.now() + SECONDS * 1000;
    while (performance.now() < untilMs) await hour.step();
    await hour.check();
    expect(hour.marks).toBeGreaterThan(0);
  } finally {
    await hour.end();
    process.stdout.write(`${JSON.stringify({ marks: hour.marks, ...hour.counts })}\n`);
    await test.info().attach("steps", { body: hour.log.join("\n") });
    rmSync(scratch, { recursive: true, force: true });
  }
});
