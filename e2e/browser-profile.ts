/**
 * A browser with a profile on disk, kept from test to test: scripts that it has compiled once are not compiled again, which
 * is most of what opening the page costs. What a page can keep is taken out between two tests.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, BrowserType, LaunchOptions } from "@playwright/test";

/** All that a page of an origin can keep, but for what the browser keeps to be fast. */
const KEPT_BY_PAGES = "cookies,file_systems,indexeddb,local_storage,service_workers,websql,cache_storage";

interface ProfileOptions extends LaunchOptions {
  readonly baseURL: string;
}

export class BrowserProfile {
  readonly context: BrowserContext;
  readonly #origin: string;
  readonly #folder: string;

  private constructor(context: BrowserContext, origin: string, folder: string) {
    this.context = context;
    this.#origin = origin;
    this.#folder = folder;
  }

  static async launch(chromium: BrowserType, options: ProfileOptions): Promise<BrowserProfile> {
    const folder = mkdtempSync(join(tmpdir(), "corefile-studio-browser-"));
    const context = await chromium.launchPersistentContext(folder, options);
    return new BrowserProfile(context, options.baseURL, folder);
  }

  /** Closes the pages of a test and forgets what they kept. */
  async empty(): Promise<void> {
    // A browser without any page ends.
    const blank = await this.context.newPage();
    for (const page of this.context.pages()) if (page !== blank) await page.close();
    await this.context.unrouteAll({ behavior: "ignoreErrors" });
    await this.context.setOffline(false);
    await this.context.clearPermissions();
    const session = await this.context.newCDPSession(blank);
    await session.send("Storage.clearDataForOrigin", { origin: this.#origin, storageTypes: KEPT_BY_PAGES });
    await session.detach();
  }

  async close(): Promise<void> {
    await this.context.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
