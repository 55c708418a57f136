/** Moments to go back to: made by themselves and by hand, compared, gone back to, over reloads and in two windows. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { expectAccessible } from "../pages/accessibility.ts";
import { StudioPage } from "../pages/studio-page.ts";
import { COREFILE, expect, test, workspaceFolder } from "../workspace.ts";

const corefile = (chaos: string): string => `.:1053 {\n    chaos "${chaos}"\n    whoami\n}\n`;
const dialog = (page: Page): Locator => page.getByRole("dialog", { name: "Save points" });
const points = (page: Page): Locator => dialog(page).getByRole("listitem");
const onDisk = (): string => readFileSync(join(workspaceFolder(), "Corefile"), "utf8");

test("questions and saving make save points; two are compared, and one is gone back to and forth", async ({
  studio,
  page,
}) => {
  await page.getByRole("button", { name: "Save points…" }).click();
  await expect(dialog(page)).toContainText("There is no save point of this folder yet.");
  await expectAccessible(page);
  await studio.escape();
  await studio.serve(corefile("first"));
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("NOERROR");
  await studio.ask.click();
  await studio.serve(corefile("second"));
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+S");
  await expect(studio.announcement).toContainText("Saved Corefile.");
  await studio.write(corefile("third"));
  await page.getByRole("button", { name: "Save points…" }).click();
  await expect(points(page)).toHaveCount(2);
  await expect(points(page).first()).toContainText("Saved by hand");
  await expect(points(page).nth(1)).toContainText("A question was asked");

  await dialog(page)
    .getByRole("textbox", { name: /^Name of a new one/ })
    .fill("release 7");
  await dialog(page).getByRole("button", { name: "Make a save point" }).click();
  await expect(points(page).first()).toContainText("release 7");
  await points(page)
    .nth(2)
    .getByRole("button", { name: /^Name: / })
    .click();
  await dialog(page).getByRole("textbox", { name: "Name", exact: true }).fill("where it began");
  await page.keyboard.press("Enter");
  await expect(points(page).nth(2)).toContainText("where it began");
  await points(page).nth(2).getByRole("button", { name: "Compare" }).click();
  const comparison = dialog(page).getByRole("region", { name: "Comparison" });
  await expect(comparison.locator(".view-lines").first()).toContainText("first");
  await expect(comparison.locator(".view-lines").last()).toContainText("third");
  await comparison.getByRole("combobox", { name: "To" }).selectOption({ index: 2 });
  await expect(comparison.locator(".view-lines").last()).toContainText("second");
  await expectAccessible(page);
  await comparison.getByRole("combobox", { name: "To" }).selectOption("now");
  await comparison.getByRole("button", { name: "Which answers change?" }).click();
  await expect(dialog(page)).toHaveCount(0);
  const diff = page.getByRole("region", { name: "Diff" });
  await expect(diff).toContainText("where it began");
  await expect(diff.getByText("chaos").first()).toBeVisible({ timeout: 30_000 });

  await page.getByRole("button", { name: "Save points…" }).click();
  await points(page).nth(2).getByRole("button", { name: "Go back" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(studio.lines).toContainText("first");
  await expect(studio.announcement).toContainText("Back: Corefile. Nothing is saved yet");
  expect(onDisk()).toBe(corefile("second"));
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(studio.lines).toContainText("third");
});

test("by keys alone and after a reload: the palette makes one, and going back makes another first", async ({
  studio,
  page,
}) => {
  const choose = async (words: string): Promise<void> => {
    await page.keyboard.press("F1");
    await page.keyboard.type(words);
    await page.keyboard.press("Enter");
  };
  await choose("Make a save point");
  await expect(studio.announcement).toContainText("Made a save point.");
  await studio.write(corefile("typed"));
  await studio.open();
  await expect(studio.lines).toContainText("typed");
  await studio.editor.focus();
  await choose("Save points: compare");
  await expect(points(page)).toHaveCount(1);
  for (let tabs = 0; tabs < 12; tabs++) {
    await page.keyboard.press("Tab");
    if (
      await points(page)
        .getByRole("button", { name: "Go back" })
        .evaluate((one) => one === document.activeElement)
    )
      break;
  }
  await page.keyboard.press("Enter");
  await expect(dialog(page)).toHaveCount(0);
  await expect(studio.lines).toContainText("cache 30");
  await page.getByRole("button", { name: "Save points…" }).click();
  await expect(points(page).first()).toContainText("Before going back");
  await points(page).first().getByRole("button", { name: "Go back" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(studio.lines).toContainText("typed");
  expect(onDisk()).toBe(COREFILE);
});

test("two windows on one folder lose none, and see each other's; a phone shows them, too", async ({
  studio,
  page,
  context,
}) => {
  const second = new StudioPage(await context.newPage());
  await second.open();
  await studio.write(corefile("in the first"));
  await second.write(corefile("in the second"));
  for (const { page: own, announcement } of [studio, second]) {
    await own.bringToFront();
    await own.keyboard.press("F1");
    await own.keyboard.type("Make a save point");
    await own.keyboard.press("Enter");
    await expect(announcement).toContainText("Made a save point.");
  }
  await page.bringToFront();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("button", { name: "Commands" }).click();
  await page.keyboard.type("Save points: compare");
  await page.keyboard.press("Enter");
  await expect(points(page)).toHaveCount(2);
  await expectAccessible(page);
  await points(page).first().getByRole("button", { name: "Go back" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(studio.lines).toContainText("in the second");
  await page.getByRole("button", { name: "Commands" }).click();
  await page.keyboard.type("Save points: compare");
  await page.keyboard.press("Enter");
  await points(page).last().getByRole("button", { name: "Go back" }).click();
  await expect(dialog(page)).toHaveCount(0);
  await expect(studio.lines).toContainText("in the first");
});
