/**
 * A browser with a profile on disk and a tab in it, both kept from test to test: scripts that it has compiled once are not
 * compiled again, and a window of the same name has its engine already, which is most of what opening the page costs. What a
 * page can keep is taken out between two tests.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, BrowserType, LaunchOptions, Page } from "@playwright/test";
import type { ControlRequest } from "../lib/api/engine.ts";
import { ROUTES, WINDOW_HEADER } from "../lib/api/routes.ts";

/** All that a page of an origin can keep, but for what the browser keeps to be fast. */
const KEPT_BY_PAGES = "cookies,file_systems,indexeddb,local_storage,service_workers,websql,cache_storage";

/** A file of the studio's own: on another page of the same origin the tab keeps its process. */
const STILL = "/icon.svg";
/** Under this name a tab knows which window of the studio it is. */
const WINDOW_NAME = "corefile-studio-window";
/** What a test may listen to. */
const HEARD = ["console", "dialog", "download", "filechooser", "pageerror", "request", "requestfailed", "response"];

interface ProfileOptions extends LaunchOptions {
  readonly baseURL: string;
}

interface ProfileParts {
  readonly context: BrowserContext;
  readonly origin: string;
  readonly folder: string;
  readonly tab: Page;
}

export class BrowserProfile {
  readonly context: BrowserContext;
  readonly #origin: string;
  readonly #folder: string;
  #tab: Page;
  #hasCrashed = false;

  private constructor({ context, origin, folder, tab }: ProfileParts) {
    this.context = context;
    this.#origin = origin;
    this.#folder = folder;
    this.#tab = tab;
    this.#take(tab);
  }

  static async launch(chromium: BrowserType, options: ProfileOptions): Promise<BrowserProfile> {
    const folder = mkdtempSync(join(tmpdir(), "corefile-studio-browser-"));
    const context = await chromium.launchPersistentContext(folder, options);
    return new BrowserProfile({ context, origin: options.baseURL, folder, tab: await context.newPage() });
  }

  /** The tab that tests have one after the other, as empty as a new one. */
  get tab(): Page {
    return this.#tab;
  }

  /** Closes what a test opened and forgets what its pages kept. The tab goes, too, when the test spoiled it. */
  async empty({ isSpoiled }: { readonly isSpoiled: boolean }): Promise<void> {
    // First the new one: a browser without any page ends.
    if (isSpoiled || this.#hasCrashed || this.#tab.isClosed()) this.#take(await this.context.newPage());
    const tab = this.#tab;
    for (const page of this.context.pages()) if (page !== tab) await page.close();
    await this.context.unrouteAll({ behavior: "ignoreErrors" });
    await this.context.setOffline(false);
    await this.context.clearPermissions();
    await stopListening(tab);
    await tab.goto(this.#origin + STILL);
    const name = await tab.evaluate((key) => sessionStorage.getItem(key), WINDOW_NAME);
    const session = await this.context.newCDPSession(tab);
    await session.send("Storage.clearDataForOrigin", { origin: this.#origin, storageTypes: KEPT_BY_PAGES });
    await session.detach();
    const kept = Object.entries(name === null ? {} : { [WINDOW_NAME]: name });
    if (name !== null) await this.#restartEngine(name);
    await tab.evaluate((entries) => {
      sessionStorage.clear();
      for (const [key, value] of entries) sessionStorage.setItem(key, value);
    }, kept);
  }

  /** What it serves goes on as long as the text is the same, and so would what it holds of the test before. */
  async #restartEngine(window: string): Promise<void> {
    const data: ControlRequest = { action: "restart" };
    await this.context.request.post(this.#origin + ROUTES.control, { headers: { [WINDOW_HEADER]: window }, data });
  }

  #take(tab: Page): void {
    this.#tab = tab;
    this.#hasCrashed = false;
    tab.once("crash", () => {
      this.#hasCrashed = true;
    });
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Takes back what a test may have set on the tab, the page in it aside. */
async function stopListening(tab: Page): Promise<void> {
  for (const heard of HEARD) await tab.removeAllListeners(heard);
  await tab.unrouteAll({ behavior: "ignoreErrors" });
  await tab.emulateMedia({
    media: null,
    colorScheme: "light",
    reducedMotion: null,
    forcedColors: null,
    contrast: null,
  });
  await tab.mouse.move(0, 0);
}
