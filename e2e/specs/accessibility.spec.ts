/** axe over every layout and theme, empty, full and with errors; nothing of the page is left out. */

import { expectAccessibleIn, expectNoViolations, THEMES } from "../pages/accessibility.ts";
import { COREFILE, expect, test } from "../workspace.ts";

const ON_A_PHONE = ["Editor", "Ask", "Why"];
const NARROW = [
  { width: 1024, height: 768, tabs: ["Chain", "History", "Reply and why"] },
  { width: 390, height: 844, tabs: ON_A_PHONE },
  { width: 320, height: 640, tabs: ON_A_PHONE },
];

test("empty, full and with errors, in each theme", async ({ studio, page }) => {
  await expectAccessibleIn(page, THEMES);
  await studio.serve(COREFILE);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("NOERROR");
  await expectAccessibleIn(page, THEMES);
  await studio.write(".:1053 {\n    fooo\n}\n");
  await expect(studio.problems).toContainText("Unknown directive");
  await expectAccessibleIn(page, THEMES);
});

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

test("in a drawer and on phones: no violation, and nothing to scroll sideways", async ({ studio, page }) => {
  await expect(studio.status).toBeVisible();
  for (const { width, height, tabs } of NARROW) {
    await page.setViewportSize({ width, height });
    for (const tab of tabs) {
      await page.getByRole("tab", { name: tab }).click();
      await expectNoViolations(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await expect(studio.status).toBeVisible();
  }
});
