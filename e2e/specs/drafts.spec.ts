/** What is typed is kept: over folders, reloads, closed pages, and where the disk says no. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContext, Page } from "@playwright/test";
import { StudioPage } from "../pages/studio-page.ts";
import { expect, resetWorkspace, test, workspaceFolder } from "../workspace.ts";

const TYPED = ".:1055 {\n    whoami\n}\n";
const onDisk = (path: string): string => readFileSync(join(workspaceFolder(), path), "utf8");

/** Texts are in the browser's storage well before a second has passed. */
const A_SECOND = 1000;

async function openAnother(context: BrowserContext): Promise<StudioPage> {
  const studio = new StudioPage(await context.newPage());
  await studio.open();
  return studio;
}

/** Ends a page without letting it do anything more. */
async function crash(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent("crash");
  // What has crashed does not reply.
  session.send("Page.crash").catch(() => undefined);
  await crashed;
}

test("a draft survives another folder, and is offered on coming back", async ({ studio, page }) => {
  await studio.write(TYPED);
  await studio.examples.selectOption("hosts-trap");
  await expect(studio.announcement).toContainText("Opened");
  await expect(studio.draft).toHaveCount(0);
  await expect(studio.lines).not.toContainText(".:1055");
  await studio.examples.selectOption("folder");
  await expect(studio.draft).toContainText(/^Your draft of \d\d:\d\d is kept\./);
  await expect(studio.lines).toContainText("example.org:1053");
  await studio.draft.getByRole("button", { name: "Back to it" }).click();
  await expect(studio.lines).toContainText(".:1055");
  await expect(studio.draft).toHaveCount(0);
  await expect(studio.editor).toBeFocused();
  await page.waitForTimeout(A_SECOND);
  await studio.open();
  await expect(studio.lines).toContainText(".:1055");
});

test("a draft that is dropped is gone, also after a reload", async ({ studio }) => {
  await studio.write(TYPED);
  await studio.examples.selectOption("hosts-trap");
  await studio.examples.selectOption("folder");
  await studio.draft.getByRole("button", { name: "Drop it" }).click();
  await expect(studio.draft).toHaveCount(0);
  await studio.open();
  await expect(studio.lines).toContainText("example.org:1053");
  await expect(studio.draft).toHaveCount(0);
});

test("a page that crashes a second after the last key loses nothing", async ({ studio, page, context }) => {
  await studio.write(TYPED);
  await page.waitForTimeout(A_SECOND);
  await crash(page);
  const later = await openAnother(context);
  await expect(later.draft).toContainText("is kept");
  await later.draft.getByRole("button", { name: "Back to it" }).click();
  await expect(later.lines).toContainText(".:1055");
});

test("the last key before a page is closed is kept", async ({ studio, page, context }) => {
  await studio.write(TYPED);
  // What is not in the editor yet nobody has typed for the page.
  await expect(studio.lines).toContainText(".:1055");
  // As a user closes it: the page is told.
  const closed = page.waitForEvent("close");
  await page.close({ runBeforeUnload: true });
  await closed;
  const later = await openAnother(context);
  await later.draft.getByRole("button", { name: "Back to it" }).click();
  await expect(later.lines).toContainText(".:1055");
});

test("a draft that the disk has meanwhile is not offered", async ({ studio, page, context }) => {
  await studio.write(TYPED);
  await page.waitForTimeout(A_SECOND);
  await page.close();
  writeFileSync(join(workspaceFolder(), "Corefile"), TYPED);
  const later = await openAnother(context);
  await expect(later.lines).toContainText(".:1055");
  await later.page.waitForTimeout(500);
  await expect(later.draft).toHaveCount(0);
});

test("taking a draft back offers what it replaces", async ({ studio }) => {
  await studio.write(TYPED);
  await studio.examples.selectOption("hosts-trap");
  await studio.examples.selectOption("folder");
  await expect(studio.draft).toBeVisible();
  await studio.write(".:1056 {\n}\n");
  await studio.draft.getByRole("button", { name: "Back to it" }).click();
  await expect(studio.lines).toContainText(".:1055");
  await studio.draft.getByRole("button", { name: "Back to it" }).click();
  await expect(studio.lines).toContainText(".:1056");
});

test("a draft from before a reload is a conflict when the disk has another text", async ({ studio, page }) => {
  await studio.write(TYPED);
  await page.waitForTimeout(A_SECOND);
  await page.goto("about:blank");
  writeFileSync(join(workspaceFolder(), "Corefile"), ".:1057 {\n    whoami\n}\n");
  await studio.open();
  await expect(studio.lines).toContainText(".:1055");
  await expect(studio.alerts).toContainText("Corefile has changed on disk");
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+S");
  await expect(studio.announcement).toContainText("could not be saved");
  expect(onDisk("Corefile")).toContain(".:1057");
});

test("a file that others delete keeps its text, and can be saved again", async ({ studio }) => {
  await studio.openFile("db.example.org");
  await expect(studio.lines).toContainText("; empty");
  rmSync(join(workspaceFolder(), "zones/db.example.org"));
  await expect(studio.alerts).toContainText("zones/db.example.org is no longer on disk.");
  await studio.decide("Save it again");
  await expect(studio.alerts).toHaveCount(0);
  expect(onDisk("zones/db.example.org")).toBe("; empty\n");
});

test("a file that others move takes its tab and its draft along", async ({ studio, page }) => {
  await studio.openFile("db.example.org");
  await expect(studio.lines).toContainText("; empty");
  const editor = page.getByRole("textbox", { name: "zones/db.example.org" });
  await editor.focus();
  await page.keyboard.insertText("; typed ");
  renameSync(join(workspaceFolder(), "zones/db.example.org"), join(workspaceFolder(), "zones/db.moved"));
  await expect(page.getByRole("navigation", { name: "Open files" })).toContainText("db.moved");
  await expect(studio.lines).toContainText("; typed");
  await page.keyboard.press("ControlOrMeta+S");
  await expect(studio.announcement).toContainText("Saved zones/db.moved");
});

test("the whole folder goes and comes back: one sentence, and nothing typed is lost", async ({ studio }) => {
  await studio.write(TYPED);
  renameSync(workspaceFolder(), `${workspaceFolder()}.away`);
  try {
    await expect(studio.alerts.first()).toContainText("is no longer on disk. Your texts stay here");
    await expect(studio.lines).toContainText(".:1055");
  } finally {
    renameSync(`${workspaceFolder()}.away`, workspaceFolder());
  }
  await expect(studio.alerts).toHaveCount(0);
  await expect(studio.lines).toContainText(".:1055");
});

test("what the disk refuses is told in one sentence, and the text is kept", async ({ studio, page }) => {
  await page.route("**/api/workspace/file", (route) =>
    route.fulfill({
      status: 500,
      json: { error: "cannot write Corefile: no space left on device", help: "Make room on disk." },
    }),
  );
  await studio.write(TYPED);
  await page.keyboard.press("ControlOrMeta+S");
  await expect(studio.alerts).toContainText("cannot write Corefile: no space left on device.");
  await expect(studio.alerts).toContainText("Your text is kept in this browser.");
});

test.describe("a browser that keeps nothing", () => {
  test.use({ newTab: true });

  test("says so once", async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(IDBObjectStore.prototype, "put", {
        value() {
          throw new DOMException("The quota has been exceeded.", "QuotaExceededError");
        },
      });
    });
    resetWorkspace();
    const studio = new StudioPage(page);
    await studio.open();
    await studio.write(TYPED);
    await expect(studio.alerts).toContainText("This browser does not keep drafts (The quota has been exceeded)");
    await studio.decide("Dismiss");
    await studio.write(".:1058 {\n}\n");
    await page.waitForTimeout(A_SECOND);
    await expect(studio.alerts).toHaveCount(0);
  });
});

test("a rename offers to change what names the file", async ({ studio, page }) => {
  resetWorkspace({
    Corefile: ".:1053 {\n    hosts hosts.txt\n    file zones/db.example.org example.org\n}\n",
    "hosts.txt": "192.0.2.1 a.example.org\n",
  });
  await studio.openFile("hosts.txt");
  await page.getByRole("button", { name: "Move the file…" }).click();
  await expect(page.getByRole("dialog").getByRole("checkbox")).toBeChecked();
  await expect(page.getByRole("dialog")).toContainText("Corefile:2");
  await page.getByRole("textbox", { name: "Path" }).fill("tables/hosts.txt");
  await page.keyboard.press("Enter");
  await expect(studio.announcement).toContainText("changed 1 place");
  await expect.poll(() => onDisk("Corefile")).toContain("hosts tables/hosts.txt");
});
