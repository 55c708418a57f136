/**
 * What moving about in the diagram costs, in a real Chromium: `npm run bench:diagram [-- --blocks 200]`. Of each task of
 * the page's main thread the processor's time counts, so that a busy machine gives the same figures as a quiet one. The
 * studio must be built (`npm run build`).
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { type Browser, chromium, type Locator, type Page } from "@playwright/test";
import { z } from "zod";
import { StudioProcess } from "../e2e/studio-process.ts";
import { findChromium } from "../scripts/chromium.mjs";
import { freePort } from "../server/_test/free-port.ts";

const { values } = parseArgs({ options: { blocks: { type: "string", default: "200" } } });
const blocks = Number(values.blocks);

const block = (index: number): string => `zone${index}.example.org:1053 {
    errors
    cache 30
    hosts {
        192.0.2.${index % 250} host${index}.zone${index}.example.org
        fallthrough
    }
    forward . 192.0.2.1 192.0.2.2
}
`;

type Act = (page: Page, view: Locator) => Promise<void>;

/** Presses keys, with the time between two of somebody who holds one down. */
const keys =
  (...pressed: readonly string[]): Act =>
  async (page, view) => {
    await view.focus();
    for (const key of pressed) {
      await page.keyboard.press(key);
      await sleep(50);
    }
  };

const wheel =
  (turns: number, down: number): Act =>
  async (page, view) => {
    const box = await view.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 150, (box?.y ?? 0) + 80);
    for (let turn = 0; turn < turns; turn++) {
      await page.mouse.wheel(0, down);
      await sleep(40);
    }
  };

const pinch: Act = async (page, view) => {
  await page.keyboard.down("Control");
  await wheel(15, -30)(page, view);
  await wheel(15, 30)(page, view);
  await page.keyboard.up("Control");
};

const ACTS: readonly (readonly [name: string, act: Act])[] = [
  ["zoom by keys", keys("+", "+", "+", "-", "-", "-")],
  ["move by arrows", keys(...Array<string>(20).fill("ArrowDown"))],
  ["move by the wheel", wheel(30, 300)],
  ["zoom by the wheel", pinch],
  ["fit", keys("f")],
  ["move by the wheel, all of it in view", wheel(20, 200)],
  ["back to 100 %", keys("0")],
];

const traceSchema = z.object({
  traceEvents: z.array(
    z.looseObject({ name: z.string(), pid: z.number(), tid: z.number(), tdur: z.number().optional() }),
  ),
});
const threadSchema = z.object({ args: z.object({ name: z.string() }) });

/** The processor's time of each task on the main thread of the page, in milliseconds. */
async function tasksOf(browser: Browser, page: Page, act: () => Promise<void>): Promise<readonly number[]> {
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await act();
  await sleep(600);
  const { traceEvents } = traceSchema.parse(JSON.parse(String(await browser.stopTracing())));
  const mains = new Set(
    traceEvents
      .filter(
        (event) => event.name === "thread_name" && threadSchema.safeParse(event).data?.args.name === "CrRendererMain",
      )
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name.endsWith("RunTask") && mains.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}

const folder = mkdtempSync(join(tmpdir(), "corefile-bench-"));
writeFileSync(join(folder, "Corefile"), Array.from({ length: blocks }, (_, index) => block(index)).join(""));
const studio = new StudioProcess(folder, await freePort());
const executablePath = findChromium();
const browser = await chromium.launch({
  args: ["--no-sandbox"],
  ...(executablePath === undefined ? {} : { executablePath }),
});
try {
  await studio.start();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(studio.address);
  const chain = page.getByRole("region", { name: "Chain" });
  await chain
    .getByText(/server blocks/)
    .first()
    .waitFor({ timeout: 60_000 });
  const index = chain.getByLabel("Find a zone");
  // Above 200 blocks one is drawn, which is chosen from a list.
  if (await index.isVisible()) await chain.getByRole("button", { name: /^zone7\./ }).click();
  const view = chain.getByRole("group", { name: /^Diagram/ });
  await view.waitFor();
  await sleep(5000);
  console.log(`${blocks} blocks\n\n| what | tasks above 5 ms | longest ms of processor |\n| --- | ---: | ---: |`);
  for (const [name, act] of ACTS) {
    const tasks = await tasksOf(browser, page, () => act(page, view));
    const longest = Math.max(...tasks);
    console.log(`| ${name} | ${tasks.filter((ms) => ms > 5).length} | ${longest.toFixed(1)} |`);
  }
} finally {
  await browser.close();
  await studio.kill();
  for (const path of [folder, studio.home]) rmSync(path, { recursive: true, force: true });
}
