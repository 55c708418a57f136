/** Everything that is kept of what was typed: the files on the disk, and the drafts in the browser. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Page } from "@playwright/test";

/** A draft as the browser has it. */
export interface StoredDraft {
  readonly window: string;
  readonly path: string;
  readonly text: string;
}

/** The texts of a folder by path. */
export function textsOnDisk(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    entries.flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      return entry.isFile() ? [[relative(folder, file), readFileSync(file, "utf8")] as const] : [];
    }),
  );
}

/** All drafts of the browser in which a page is open. */
export function draftsOf(page: Page): Promise<readonly StoredDraft[]> {
  return page.evaluate(
    () =>
      new Promise<StoredDraft[]>((done, fail) => {
        const opening = indexedDB.open("corefile-studio");
        opening.onerror = () => fail(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction("drafts").objectStore("drafts").getAll();
          reading.onerror = () => fail(reading.error);
          reading.onsuccess = () => {
            database.close();
            done(reading.result);
          };
        };
      }),
  );
}

/** The name under which a window keeps its drafts. */
export function nameOf(page: Page): Promise<string> {
  return page.evaluate(() => sessionStorage.getItem("corefile-studio-window") ?? "");
}
