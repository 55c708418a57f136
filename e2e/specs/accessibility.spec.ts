/** axe over every layout and theme, empty, full and with errors; nothing of the page is left out. */

import { expectNoViolations } from "../pages/accessibility.ts";
import { COREFILE, expect, test } from "../workspace.ts";

const THEMES = ["light", "dark", "high-contrast"] as const;

for (const theme of THEMES) {
  test(`${theme}: empty, full and with errors`, async ({ studio, page }) => {
    await page.evaluate((choice) => {
      document.documentElement.dataset.theme = choice;
    }, theme);
    await expectNoViolations(page);
    await studio.serve(COREFILE);
    await studio.askFor("www.example.org");
    await expect(studio.reply).toContainText("NOERROR");
    await expectNoViolations(page);
    await studio.write(".:1053 {\n    fooo\n}\n");
    await expect(studio.problems).toContainText("Unknown directive");
    await expectNoViolations(page);
  });
}

test("the chain as a list, history, log and wire", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("NOERROR");
  await studio.chain.getByRole("button", { name: "Show as a list" }).click();
  for (const tab of ["Wire", "History", "Log"]) {
    await page.getByRole("tab", { name: tab }).click();
    await expectNoViolations(page);
  }
});

test("dialogs and menus", async ({ studio, page }) => {
  await expect(studio.status).toBeVisible();
  for (const open of ["Keys and help", "Commands", "New file…"]) {
    await page.getByRole("button", { name: open }).first().click();
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectNoViolations(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  await studio.status.getByRole("button").click();
  await expectNoViolations(page);
});

for (const { name, width, height } of [
  { name: "a drawer", width: 1024, height: 768 },
  { name: "a phone", width: 390, height: 844 },
  { name: "320 px", width: 320, height: 640 },
]) {
  test(`${name}: no violation, and nothing to scroll sideways`, async ({ studio, page }) => {
    await page.setViewportSize({ width, height });
    const tabs = width < 768 ? ["Editor", "Ask", "Why"] : ["Chain", "History", "Reply and why"];
    for (const tab of tabs) {
      await page.getByRole("tab", { name: tab }).click();
      await expectNoViolations(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await expect(studio.status).toBeVisible();
  });
}
