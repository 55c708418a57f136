/** Two windows on one folder: neither overwrites the other's work, and neither takes the other's drafts. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expectNoViolations } from "../pages/accessibility.ts";
import { StudioPage } from "../pages/studio-page.ts";
import { test as base, expect, workspaceFolder } from "../workspace.ts";

const onDisk = (path: string): string => readFileSync(join(workspaceFolder(), path), "utf8");
const block = (port: number): string => `.:${port} {\n    whoami\n}\n`;

/** `studio` is one window, `second` the other. */
const test = base.extend<{ second: StudioPage }>({
  second: async ({ studio, context }, use) => {
    await expect(studio.editor).toBeAttached();
    const second = new StudioPage(await context.newPage());
    await second.open();
    await use(second);
  },
});

/** Each window from its beginning. */
test.use({ newTab: true });

async function save(studio: StudioPage): Promise<void> {
  await studio.editor.focus();
  await studio.page.keyboard.press("ControlOrMeta+S");
}

/** Both have typed, and the first has saved. */
async function makeConflict(studio: StudioPage, second: StudioPage): Promise<void> {
  await second.write(block(1062));
  await studio.write(block(1061));
  await save(studio);
  await expect(studio.announcement).toContainText("Saved Corefile");
  await expect(second.alerts).toContainText("Corefile has changed on disk");
}

test("a clean window follows what the other saves, and undo leads back", async ({ studio, second }) => {
  await studio.write(block(1061));
  await save(studio);
  await expect(second.lines).toContainText(".:1061");
  await second.editor.focus();
  await second.page.keyboard.press("ControlOrMeta+Z");
  await expect(second.lines).toContainText("example.org:1053");
});

test("a stale save is refused, and the difference is shown", async ({ studio, second }) => {
  await makeConflict(studio, second);
  await save(second);
  await expect(second.announcement).toContainText("could not be saved");
  expect(onDisk("Corefile")).toBe(block(1061));
  await second.decide("Show difference");
  const dialog = second.page.getByRole("dialog");
  await expect(dialog.locator(".editor.original")).toContainText(".:1061");
  await expect(dialog.locator(".editor.modified")).toContainText(".:1062");
  await expectNoViolations(second.page);
  await second.page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await expect(second.page.getByRole("button", { name: "Show difference" })).toBeFocused();
  await expect(second.lines).toContainText(".:1062");
});

test("keep mine saves over what the disk has, and says so", async ({ studio, second }) => {
  await makeConflict(studio, second);
  await second.decide("Keep mine");
  await expect(second.announcement).toContainText("Saved Corefile over the text on disk.");
  expect(onDisk("Corefile")).toBe(block(1062));
  await expect(second.alerts).toHaveCount(0);
  await expect(studio.lines).toContainText(".:1062");
});

test("take the disk's drops mine, and undo brings it back", async ({ studio, second }) => {
  await makeConflict(studio, second);
  await second.decide("Use the text on disk");
  await expect(second.lines).toContainText(".:1061");
  await expect(second.alerts).toHaveCount(0);
  await expect(second.editor).toBeFocused();
  await second.page.keyboard.press("ControlOrMeta+Z");
  await expect(second.lines).toContainText(".:1062");
});

test("the same text from both is no conflict", async ({ studio, second }) => {
  await second.write(block(1061));
  await studio.write(block(1061));
  await save(studio);
  await expect(second.files.getByRole("treeitem", { name: "Corefile", exact: true })).toBeVisible();
  await expect(second.alerts).toHaveCount(0);
});

test("a window keeps its drafts for itself while it lives, and leaves them when it goes", async ({
  studio,
  second,
  context,
}) => {
  await studio.write(block(1061));
  await second.write(block(1062));
  await second.page.waitForTimeout(1000);
  const third = new StudioPage(await context.newPage());
  await third.open();
  await third.page.waitForTimeout(500);
  await expect(third.draft).toHaveCount(0);
  await third.page.close();
  await studio.open();
  await expect(studio.lines).toContainText(".:1061");
  await second.page.close();
  await studio.open();
  await expect(studio.lines).toContainText(".:1061");
  await expect(studio.draft).toBeVisible();
  await studio.draft.getByRole("button", { name: "Back to it" }).click();
  await expect(studio.lines).toContainText(".:1062");
});

test("a folder that one window opens is open in the other, whose texts are kept", async ({ studio, second }) => {
  await second.write(block(1062));
  await studio.examples.selectOption("sample");
  await expect(second.page.getByText("Another window opened sample.")).toBeVisible();
  await expect(second.lines).not.toContainText(".:1062");
  await studio.examples.selectOption("folder");
  await expect(second.draft).toBeVisible();
  await second.draft.getByRole("button", { name: "Back to it" }).click();
  await expect(second.lines).toContainText(".:1062");
});

test("go back to the saved text reads the disk again", async ({ studio, page }) => {
  await studio.write(block(1061));
  await page.route("**/api/events", (route) => route.abort());
  writeFileSync(join(workspaceFolder(), "Corefile"), block(1063));
  await page.keyboard.press("F1");
  await page.getByRole("combobox", { name: "Command" }).fill("saved text");
  await page.keyboard.press("Enter");
  await expect(studio.lines).toContainText(".:1063");
  await expect(studio.alerts).toHaveCount(0);
});
