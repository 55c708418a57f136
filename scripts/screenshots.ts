/**
 * Takes the pictures of docs/window.md from the built studio: `npm run screenshots [-- --width 1440] [--theme light]
 * [--to docs/views] [--only why]`.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { openStudio } from "../bench/studio.ts";

const { values } = parseArgs({
  options: {
    width: { type: "string", default: "1440" },
    height: { type: "string", default: "900" },
    theme: { type: "string", default: "light" },
    to: { type: "string", default: "docs/views" },
    only: { type: "string", default: "" },
    port: { type: "string", default: "3479" },
  },
});
const width = Number(values.width);
const isPhone = width < 768;
const hasDrawer = width < 1280;

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const tab = (page: Page, name: string | RegExp) => page.getByRole("tab", { name }).first();

async function openExample(page: Page, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "Examples" }).selectOption(name);
  await page.getByRole("status", { name: "Engine status" }).getByText("Serving").waitFor();
  // The window of the picture before has the ports for a minute yet.
  const mine = button(page, "Serve mine");
  await sleep(2000);
  if (await mine.isVisible()) await mine.click();
  await mine.waitFor({ state: "hidden" });
  await sleep(1000);
}

async function ask(page: Page, name: string): Promise<void> {
  if (isPhone) await tab(page, "Ask").click();
  await page.getByRole("combobox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await sleep(1500);
}

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.keyboard.type(words);
  await sleep(300);
  await page.keyboard.press("Enter");
  await sleep(1200);
}

/** Replaces the Corefile, unsaved. */
async function edit(page: Page, change: (text: string) => string, text: string): Promise<void> {
  if (isPhone) await tab(page, "Editor").click();
  await page.getByRole("textbox", { name: "Corefile" }).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(change(text));
  await sleep(1500);
}

const TRAP = `.:1053 {
    errors
    hosts {
        192.0.2.5 db.corp.example.org
    }
    forward . 127.0.0.1:5301
}

.:5301 {
    bind 127.0.0.1
    file zones/db.internet .
}
`;
const LOG = `[INFO] 10.1.2.3:40212 - 38425 "A IN www.example.net. udp 33 false 512" NOERROR qr,rd,ra 64 0.00123s
[INFO] 10.1.2.7:40213 - 38426 "A IN db.corp.example.org. udp 33 false 512" NOERROR qr,aa,rd 64 0.00009s
[ERROR] plugin/errors: 2 www.example.net. A: read udp 127.0.0.1:40000->127.0.0.1:5301: i/o timeout
`;

/** Each picture with what is done before it is taken. */
const VIEWS: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  async start(page) {
    if (isPhone) await tab(page, "Why").click();
  },
  async why(page) {
    await openExample(page, "hosts-trap");
    await ask(page, "www.example.net");
    if (isPhone) await tab(page, "Why").click();
  },
  async diagram(page) {
    await openExample(page, "split-horizon");
    await ask(page, "www.shop.example");
    if (hasDrawer) await tab(page, isPhone ? "Why" : "Chain").click();
    else await page.getByRole("region", { name: "Chain" }).press("Control+F6");
    await sleep(800);
  },
  async pod(page) {
    await openExample(page, "a-stock-cluster");
    await command(page, "Ask as a pod");
    await page.getByRole("button", { name: "Resolve" }).click();
    await sleep(2000);
  },
  async cache(page) {
    await openExample(page, "stale-answers");
    await ask(page, "www.example.net");
    await command(page, "Show what the cache holds");
  },
  async tests(page) {
    await openExample(page, "hosts-trap");
    if (isPhone) await tab(page, "Ask").click();
    await tab(page, /^Tests/).click();
    await page.keyboard.press("Control+Shift+Enter");
    await page
      .getByRole("region", { name: "Tests" })
      .getByText(/2 held/)
      .first()
      .waitFor();
  },
  async diff(page) {
    await openExample(page, "hosts-trap");
    await edit(page, (text) => text.replace("org\n", "org\n        fallthrough\n"), TRAP);
    await command(page, "Compare answers with an earlier");
    await page
      .getByRole("region", { name: "Diff" })
      .getByRole("button", { name: "Compare", exact: true })
      .first()
      .click();
    await page
      .getByRole("region", { name: "Diff" })
      .getByText(/of \d+ questions/i)
      .first()
      .waitFor({ timeout: 30_000 });
  },
  async log(page) {
    await openExample(page, "hosts-trap");
    await command(page, "Read a log");
    await page.getByRole("textbox", { name: "Lines of a log" }).fill(LOG);
    await button(page, "Read").click();
    await sleep(3000);
  },
  async "save-points"(page) {
    await openExample(page, "hosts-trap");
    await ask(page, "www.example.net");
    await edit(page, (text) => text.replace("org\n", "org\n        fallthrough\n"), TRAP);
    await ask(page, "www.example.net");
    await command(page, "Save points: compare");
    await button(page, "Compare").click();
    await sleep(1500);
  },
  async share(page) {
    await openExample(page, "hosts-trap");
    await command(page, "Share: a link");
  },
  async effective(page) {
    await openExample(page, "stub-domain");
    await command(page, "Effective Corefile");
  },
  async manual(page) {
    await page.goto(`${studio.address}/plugins/hosts`);
  },
};

const studio = await openStudio({ port: values.port });
try {
  mkdirSync(resolve(values.to), { recursive: true });
  for (const [name, prepare] of Object.entries(VIEWS)) {
    if (!name.startsWith(values.only)) continue;
    const context = await studio.browser.newContext({
      viewport: { width, height: Number(values.height) },
      colorScheme: values.theme === "dark" ? "dark" : "light",
      contrast: values.theme === "high-contrast" ? "more" : "no-preference",
    });
    const page = await context.newPage();
    page.on("console", (message) => console.log(`${name}: ${message.type()}: ${message.text()}`));
    await page.goto(studio.address);
    await page.getByRole("textbox", { name: "Corefile" }).waitFor({ state: "attached" });
    await sleep(1500);
    try {
      await prepare(page);
    } catch (error) {
      console.log(`${name}: ${String(error).split("\n")[0]}`);
    }
    await sleep(500);
    const picture = await page.screenshot({ animations: "disabled" });
    writeFileSync(resolve(values.to, `${name}.png`), picture);
    await context.close();
  }
} finally {
  await studio.close();
}
