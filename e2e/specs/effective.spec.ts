/** The effective Corefile: imports and variables in their places, the way to each line, and what is left of it when CoreDNS refuses. */

import type { Page } from "@playwright/test";
import { expectAccessibleEverywhere } from "../pages/accessibility.ts";
import type { StudioPage } from "../pages/studio-page.ts";
import { expect, resetWorkspace, test } from "../workspace.ts";

const COREFILE = `(common) {
    errors
    cache {$TTL}
}
example.org:1053 {
    import common
    import parts/*.conf
    file zones/db.example.org
}
`;
const FILES = {
  Corefile: COREFILE,
  "parts/log.conf": "log . {\n    class denial\n}\n",
  "studio.yaml": "environment:\n  TTL: '300'\n",
};

const pane = (page: Page) => page.getByRole("region", { name: "Effective Corefile" });

/** The rows as text, each with its origin. */
async function rowsOf(page: Page): Promise<readonly string[]> {
  const cells = await pane(page)
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map(({ textContent }) => textContent).join(" < ")),
    );
  return cells;
}

const ROWS = [
  "example.org:1053 { < Corefile:5",
  "    errors < Corefile:2, from import common, Corefile:6",
  "    cache 300 < Corefile:3, from import common, Corefile:6",
  "    log . { < parts/log.conf:1, from import parts/*.conf, Corefile:7",
  "        class denial < parts/log.conf:2, from import parts/*.conf, Corefile:7",
  "    } < parts/log.conf:3, from import parts/*.conf, Corefile:7",
  "    file zones/db.example.org < Corefile:8",
  "} < ",
];

async function openFolder(studio: StudioPage): Promise<void> {
  resetWorkspace(FILES);
  await expect(studio.lines).toContainText("import common");
}

test("by mouse: imported lines lead to where they stand, and an error keeps the last ones", async ({
  studio,
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFolder(studio);
  await page.getByRole("tab", { name: "Effective" }).click();
  const effective = pane(page);
  await expect.poll(() => rowsOf(page)).toEqual(ROWS);
  await effective.getByRole("button", { name: "Copy as text" }).click();
  await expect(effective.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    ROWS.map((row) => `${row.split(" < ")[0]}\n`).join(""),
  );
  await effective.getByRole("row", { name: "parts/log.conf:2" }).click();
  await expect(page.getByRole("textbox", { name: "parts/log.conf" })).toBeFocused();
  await page.keyboard.insertText("class error");
  await expect(effective).toContainText("class error denial");
  await effective.getByRole("button", { name: "cache 300" }).click();
  await expect(studio.editor).toBeFocused();
  await studio.write(COREFILE.replace("    file", "    nonesuch"));
  await expect(effective).toContainText("These are the lines of the last one that it reads:");
  await expect(effective).toContainText("Unknown directive 'nonesuch'");
  await expect(effective).toContainText("file zones/db.example.org");
  await effective.getByRole("button", { name: "Corefile:8" }).click();
  await expect(studio.editor).toBeFocused();
  await studio.write(".:1053 {\n    whoami\n}\n");
  await expect(effective).toContainText("Nothing is imported: it reads as it stands.");
});

test("by keyboard: from the palette to a line and to its place in the editor", async ({ studio, page }) => {
  await openFolder(studio);
  await expect(studio.lines).toContainText("file zones/db.example.org · 4th of 4 in the chain");
  await page.keyboard.press("F1");
  await page.keyboard.type("places in the chain");
  await page.keyboard.press("Enter");
  await expect(studio.lines).not.toContainText("in the chain");
  await page.keyboard.press("F1");
  await page.keyboard.type("effective Corefile");
  await page.keyboard.press("Enter");
  const effective = pane(page);
  await expect.poll(() => rowsOf(page)).toEqual(ROWS);
  await expect(effective).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(effective.getByRole("button", { name: "Copy as text" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(effective.getByRole("button", { name: "example.org:1053 {" })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(effective.getByRole("button", { name: "cache 300" })).toBeFocused();
  await page.keyboard.press("End");
  await expect(effective.getByRole("button", { name: "file zones/db.example.org" })).toBeFocused();
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(studio.editor).toBeFocused();
  await page.keyboard.insertText("health");
  await expect(effective.getByRole("button", { name: "health" })).toBeVisible();
});

test("a large one is bounded on the screen", async ({ studio, page }) => {
  const blocks = Array.from({ length: 300 }, (_, index) => `z${index}.example:1053 {\n    import common\n}\n`);
  resetWorkspace({ Corefile: `(common) {\n    errors\n}\n${blocks.join("")}` });
  await expect(studio.lines).toContainText("z0.example");
  await page.getByRole("tab", { name: "Effective" }).click();
  const effective = pane(page);
  await expect(effective).toContainText("699 more lines; a copy has them all.");
  await effective.getByRole("button", { name: "Show more" }).click();
  await expect(effective).toContainText("199 more lines; a copy has them all.");
});

test("nothing for axe to find, and nothing to scroll sideways", async ({ studio, page }) => {
  test.setTimeout(120_000);
  await openFolder(studio);
  await expectAccessibleEverywhere(page, async () => {
    await page.getByRole("tab", { name: "Effective" }).click();
    await expect.poll(() => rowsOf(page)).toEqual(ROWS);
  });
});
