/** What the editor knows of the language, by keyboard alone. */
import type { Page } from "@playwright/test";
import { expect, resetWorkspace, test } from "../workspace.ts";

const COREFILE = `import conf/snippets.conf

example.org:1053 {
    import common
    import common
    whoami
}

.:1053 {
    import common
    forward . 192.0.2.53 {
        policy random
    }
}
`;
const SNIPPETS = "# Shared lines.\n(common) {\n    log\n}\n";

/** Monaco looks for its field once, 100 ms after it asked for it: where it is drawn later the key is wanted again. */
async function openRename(page: Page): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("F2");
    await expect(page.getByRole("textbox", { name: /Rename input/ })).toBeFocused({ timeout: 2000 });
  }).toPass();
}

test.describe("with a snippet in another file", () => {
  test.beforeEach(async ({ studio }) => {
    resetWorkspace({ Corefile: COREFILE, "conf/snippets.conf": SNIPPETS });
    await studio.page.reload();
    await expect(studio.lines).toContainText("import conf/snippets.conf");
  });

  test("F12 on an import opens the file at the snippet", async ({ studio, page }) => {
    await studio.goTo(4, 14);
    await page.keyboard.press("F12");
    await expect(studio.lines).toContainText("Shared lines.");
    await expect(page.getByText("Ln 2, Col")).toBeVisible();
    await expect(studio.files.getByRole("treeitem", { name: /snippets\.conf/ })).toHaveAttribute(
      "aria-selected",
      "true",
    );
  });

  test("F2 renames a snippet in all files, and refuses a name that is taken", async ({ studio, page }) => {
    await studio.goTo(4, 14);
    await openRename(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("shared");
    await page.keyboard.press("Enter");
    await expect(studio.lines).toContainText("import shared");
    await expect(studio.lines).not.toContainText("import common");
    await studio.files.getByRole("treeitem", { name: /snippets\.conf/ }).click();
    await expect(studio.lines).toContainText("(shared) {");
    await studio.files.getByRole("treeitem", { name: /Corefile/ }).click();
    await studio.goTo(4, 14);
    await openRename(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.type("two words");
    await page.keyboard.press("Enter");
    await expect(page.getByText("A snippet's name has no blanks").first()).toBeVisible();
    await expect(studio.lines).toContainText("import shared");
  });

  test("hovering says where in the chain a plugin runs", async ({ studio, page }) => {
    const told = page.getByText("Runs as 2nd of 2 here: after log.");
    // On a busy machine the text is there before those who know about it are.
    await expect(async () => {
      await page.mouse.move(0, 0);
      await studio.lines.getByText("forward", { exact: true }).hover();
      await expect(told).toBeVisible({ timeout: 2000 });
    }).toPass();
  });
});

test("a directive, its block and a value come from suggestions, without a mouse", async ({ studio, page }) => {
  await studio.write(".:1053 {\n    forw");
  await page.keyboard.press("Control+Space");
  await expect(page.locator(".suggest-widget")).toContainText("forward");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await page.keyboard.type(". 192.0.2.53 {");
  await page.keyboard.press("Enter");
  await page.keyboard.type("pol");
  await expect(page.locator(".suggest-widget")).toContainText("policy");
  await page.keyboard.press("Tab");
  await expect(page.locator(".suggest-widget")).toContainText("round_robin");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Tab");
  await expect(studio.lines).toContainText("policy round_robin");
});

test("Ctrl+. mends a name that is misspelt", async ({ studio, page }) => {
  await studio.write(".:1053 {\n    whoaim\n}\n");
  await expect(studio.problems).toContainText("Unknown directive 'whoaim'");
  await studio.goTo(2, 7);
  await page.keyboard.press("ControlOrMeta+.");
  await expect(page.getByText("Change to whoami")).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(studio.problems).toContainText("CoreDNS starts with this");
});
