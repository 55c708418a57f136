/** One window of the scripted hour, as a hurried user works in it. */
import { setTimeout as sleep } from "node:timers/promises";
import { type BrowserContext, expect, type Locator, type Page } from "@playwright/test";
import type { SeededRandom } from "../../attack/seeded-random.ts";
import { StudioPage } from "../pages/studio-page.ts";
import { nameOf } from "./kept-texts.ts";
import type { Ledger } from "./ledger.ts";

/** What a decision takes away. */
export type Decision = "over the disk" | "drop mine" | "drop an offer" | "nothing";

const DECISIONS: Readonly<Record<string, Decision>> = {
  "Keep mine": "over the disk",
  "Save it again": "over the disk",
  "Use the text on disk": "drop mine",
  "Drop my text": "drop mine",
  "Close it": "drop mine",
  "Back to it": "nothing",
  "Drop it": "drop an offer",
};

export class HourWindow {
  readonly page: Page;
  readonly name: string;
  readonly #studio: StudioPage;
  readonly #bars: Locator;

  private constructor(page: Page, name: string) {
    this.page = page;
    this.name = name;
    this.#studio = new StudioPage(page);
    this.#bars = page.getByRole("region", { name: "Editor" });
  }

  static async open(context: BrowserContext, address: string, name: string): Promise<HourWindow> {
    const window = new HourWindow(await context.newPage(), name);
    await window.page.goto(address);
    await window.#isReady();
    return window;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#isReady();
  }

  /** Types a line of its own at the end of the file in front. */
  async type(ledger: Ledger): Promise<void> {
    const mark = ledger.next(this.name);
    const field = this.#field();
    if ((await field.count()) === 0) await this.#studio.openFile("Corefile");
    await field.focus();
    await this.page.keyboard.press("ControlOrMeta+End");
    await this.page.keyboard.insertText("\n# ");
    await this.page.keyboard.type(mark);
    await expect(this.#studio.lines).toContainText(mark, { timeout: 2000 });
    ledger.seen(mark);
  }

  async save(): Promise<void> {
    await this.#field().focus();
    const replied = this.#written();
    await this.page.keyboard.press("ControlOrMeta+S");
    await replied;
  }

  async switchFile(random: SeededRandom): Promise<void> {
    const rows = this.#studio.files.locator('[role="treeitem"]:not([aria-expanded])');
    await rows.nth(random.below(await rows.count())).click();
  }

  async rename(to: string): Promise<void> {
    await this.page.getByRole("button", { name: "Move the file…" }).click();
    const path = this.page.getByRole("textbox", { name: "Path" });
    // Without a Corefile a server that starts again has nothing to show.
    if ((await path.inputValue()) !== "Corefile") {
      await path.fill(to);
      await path.press("Enter");
    }
    await sleep(500);
    if (await path.isVisible()) await this.page.keyboard.press("Escape");
  }

  /** Presses one of the buttons that the bars offer; undefined when there is none. */
  async decide(random: SeededRandom): Promise<Decision | undefined> {
    const offered: string[] = [];
    for (const name of Object.keys(DECISIONS)) if (await this.#button(name).isVisible()) offered.push(name);
    if (offered.length === 0) return undefined;
    const name = random.pick(offered);
    const replied = DECISIONS[name] === "over the disk" ? this.#written() : undefined;
    await this.#button(name).click();
    await replied;
    return DECISIONS[name];
  }

  async openFolder(name: string): Promise<void> {
    await this.#studio.examples.selectOption(name);
    await expect(this.#studio.announcement).toContainText("Opened");
  }

  async isConnected(): Promise<void> {
    await expect(this.#studio.status).not.toContainText("Offline", { timeout: 15_000 });
  }

  async activePath(): Promise<string> {
    const tab = this.page.getByRole("navigation", { name: "Open files" }).locator('[aria-current="page"]');
    return (await tab.count()) === 0 ? "" : ((await tab.getAttribute("title")) ?? "");
  }

  storageName(): Promise<string> {
    return nameOf(this.page);
  }

  async #isReady(): Promise<void> {
    await expect(this.#studio.files.getByRole("treeitem").first()).toBeVisible({ timeout: 20_000 });
    await expect(this.#field()).toBeAttached({ timeout: 20_000 });
  }

  #field(): Locator {
    return this.#bars.locator(".monaco-editor textarea.inputarea");
  }

  #button(name: string): Locator {
    return this.#bars.getByRole("button", { name, exact: true });
  }

  /** Done when the server has replied to a write, or does not. */
  async #written(): Promise<void> {
    await this.page
      .waitForResponse((response) => response.request().method() === "PUT", { timeout: 1500 })
      .catch(() => undefined);
  }
}
