/** The whole journey without a mouse. */
import { COREFILE, expect, test } from "../workspace.ts";

test("write, ask and read by keyboard alone", async ({ studio, page }) => {
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type(".:1053 {\nwhoami\n}\n");
  await expect(studio.lines).toContainText("whoami");
  await expect(studio.problems).toContainText("CoreDNS starts with this");
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(studio.editor).not.toBeFocused();
  await page.keyboard.press("F6");
  await page.keyboard.press("F6");
  for (
    let press = 0;
    press < 7 && !(await studio.name.evaluate((field) => field === document.activeElement));
    press += 1
  ) {
    await page.keyboard.press("F6");
  }
  await expect(studio.name).toBeFocused();
  await page.keyboard.type("a.example.org");
  await page.keyboard.press("Enter");
  await expect(studio.announcement).toContainText("answered by whoami");
});

test("Ctrl+Enter asks from the editor", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await studio.name.fill("www.example.org");
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(studio.reply).toContainText("answered by whoami");
});

test("Tab inserts in the editor until Ctrl+M, and the status bar says which", async ({ studio, page }) => {
  await studio.write("");
  await page.keyboard.press("Tab");
  await expect(studio.editor).toBeFocused();
  await page.keyboard.press("ControlOrMeta+M");
  await expect(page.getByRole("button", { name: "Tab moves focus" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(studio.editor).not.toBeFocused();
});

test("F1 opens the palette from the editor, Ctrl+K outside of it", async ({ studio, page }) => {
  await studio.editor.focus();
  await page.keyboard.press("F1");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await page.keyboard.type("theme dark");
  // Who types on meets the text again, however soon.
  await Promise.all([page.keyboard.press("Enter"), page.keyboard.insertText("# typed on")]);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(studio.lines).toContainText("# typed on");
  await studio.name.focus();
  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("dialog", { name: "Commands" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(studio.name).toBeFocused();
});

test("? shows the keys, but not while typing, and can be switched off", async ({ studio, page }) => {
  await studio.name.focus();
  await page.keyboard.type("?");
  await expect(studio.name).toHaveValue("?");
  await studio.ask.focus();
  await page.keyboard.type("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.getByRole("checkbox", { name: /Single keys/ }).uncheck();
  await studio.escape();
  await studio.ask.focus();
  await page.keyboard.type("?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
});

test("suggestions take a directive over with Tab", async ({ studio, page }) => {
  await studio.write(".:1053 {\n    who");
  await page.keyboard.press("Control+Space");
  await expect(page.locator(".suggest-widget")).toContainText("whoami");
  await page.keyboard.press("Tab");
  await expect(studio.lines).toContainText("whoami");
});

test("panes are resized with arrows", async ({ page, studio }) => {
  await expect(studio.chain).toBeVisible();
  const splitter = page.getByRole("separator", { name: "Width of the left side" });
  const before = await studio.chain.boundingBox();
  await splitter.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(async () => (await studio.chain.boundingBox())?.width).toBeLessThan(before?.width ?? 0);
});
