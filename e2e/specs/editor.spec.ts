/** The text editor: its commands, its menus, its braces, and that no character of it is lost. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { THEMES } from "../pages/accessibility.ts";
import { COREFILE, expect, resetWorkspace, test, workspaceFolder } from "../workspace.ts";

const onDisk = (path: string): string => readFileSync(join(workspaceFolder(), path), "utf8");

const UNTIDY = ".:1053 {\nwhoami\n}\n";
const TIDY = ".:1053 {\n    whoami\n}\n";

/** What is in the editor, by way of the disk. */
async function saved(page: Page): Promise<string> {
  await page.keyboard.press("ControlOrMeta+S");
  await page.waitForTimeout(300);
  return onDisk("Corefile");
}

/** Its lines, whatever their indentation. */
async function savedWords(page: Page): Promise<readonly string[]> {
  return (await saved(page)).split("\n").map((line) => line.trim());
}

async function runCommand(page: Page, words: string): Promise<void> {
  await page.keyboard.press("F1");
  await page.getByRole("combobox", { name: "Command" }).fill(words);
  await page.keyboard.press("Enter");
}

test.describe("the editor's actions", () => {
  test("Shift+Alt+F formats, on every system", async ({ studio, page }) => {
    await studio.write(UNTIDY);
    await page.keyboard.press("Shift+Alt+F");
    await expect.poll(() => saved(page)).toBe(TIDY);
  });

  test("are in the palette: format, comment, fold, find", async ({ studio, page }) => {
    await studio.write(UNTIDY);
    await runCommand(page, "format the file");
    await expect.poll(() => saved(page)).toBe(TIDY);
    await studio.goTo(2, 1);
    await runCommand(page, "comment the line");
    await expect(studio.lines).toContainText("# whoami");
    await runCommand(page, "fold all");
    await expect(studio.lines).not.toContainText("whoami");
    await runCommand(page, "unfold all");
    await expect(studio.lines).toContainText("whoami");
    await runCommand(page, "find and replace");
    await expect(page.getByRole("textbox", { name: "Find", exact: true })).toBeFocused();
  });

  test("say so where they have nothing to do", async ({ studio, page }) => {
    resetWorkspace({ "notes.txt": "A line.\n" });
    await studio.files.getByRole("treeitem", { name: "notes.txt" }).click();
    await expect(studio.lines).toContainText("A line.");
    await runCommand(page, "format the file");
    await expect(page.getByText("Not possible in this file.").first()).toBeVisible();
  });

  test("are in the sheet of keys", async ({ studio, page }) => {
    await studio.ask.focus();
    await page.keyboard.type("?");
    await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Format the file");
    await expect(page.getByRole("dialog", { name: "Keys" })).toContainText("Find and replace");
  });
});

test("the context menu can be read, in each theme", async ({ studio, page }) => {
  for (const theme of THEMES) {
    await runCommand(page, `theme ${theme.split("-")[0]}`);
    await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
    await studio.lines.getByText("whoami").first().click({ button: "right" });
    const menu = page.getByRole("menu").first();
    await expect(menu.getByRole("menuitem", { name: /Format Document/ })).toBeVisible();
    const [surface, words] = await menu.evaluate((element) => {
      const box = element.closest(".monaco-scrollable-element") ?? element;
      const item = element.querySelector(".action-label") ?? element;
      return [getComputedStyle(box).backgroundColor, getComputedStyle(item).color];
    });
    expect(surface).toMatch(/^rgb\(/);
    expect(words).not.toBe(surface);
    await page.keyboard.press("Escape");
    await expect(menu).toHaveCount(0);
  }
});

test("a quick fix is offered in full", async ({ studio, page }) => {
  await studio.write(".:1053 {\n    whoaim\n}\n");
  await expect(studio.problems).toContainText("Unknown directive 'whoaim'");
  await studio.goTo(2, 7);
  await page.keyboard.press("ControlOrMeta+.");
  const title = page.locator(".action-widget .title").filter({ hasText: "Change to whoami" });
  await expect(title).toBeVisible();
  // The menu stays, whatever changes its size beside the editor.
  await studio.problems.evaluate((pane) => pane.style.setProperty("min-height", "8rem"));
  await page.waitForTimeout(300);
  expect(await title.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
});

test.describe("Enter behind a brace", () => {
  test("writes the one that closes the block, where it is missing", async ({ studio, page }) => {
    await studio.write(".:1053 {\n    log\n}\n");
    await studio.goTo(2, 8);
    await page.keyboard.type("\nhosts {\n192.0.2.1 a.example.org");
    const lines = [".:1053 {", "log", "hosts {", "192.0.2.1 a.example.org", "}", "}", ""];
    await expect.poll(() => savedWords(page)).toEqual(lines);
  });

  test("writes none that is typed by hand, too, and none where there is one", async ({ studio, page }) => {
    await studio.write(".:1053 {\n    hosts {\n");
    await expect.poll(() => saved(page)).toMatch(/hosts \{\n\s*$/);
    await studio.write("");
    await page.keyboard.type(".:1053 {\nhosts {\n192.0.2.1 a.example.org\n}\nlog\n}\nexample.org {\nwhoami\n}\n");
    const lines = [
      ".:1053 {",
      "hosts {",
      "192.0.2.1 a.example.org",
      "}",
      "log",
      "}",
      "example.org {",
      "whoami",
      "}",
      "",
    ];
    await expect.poll(() => savedWords(page)).toEqual(lines);
    await studio.goTo(1, 9);
    await page.keyboard.press("Enter");
    await page.keyboard.type("errors");
    await expect.poll(() => savedWords(page)).toEqual(lines.toSpliced(1, 0, "errors"));
  });
});

test("the root is offered first for forward's zone", async ({ studio, page }) => {
  await studio.write("example.org {\n    forward \n}\n");
  await studio.goTo(2, 13);
  await page.keyboard.press("Control+Space");
  await expect(page.locator(".suggest-widget .monaco-list-row").first()).toContainText("Every name");
});

test("a dialog that asks for a name has the focus in its field, and gives it back", async ({ studio, page }) => {
  await studio.editor.focus();
  await runCommand(page, "new file");
  await expect(page.getByRole("textbox", { name: "Path" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(studio.editor).toBeFocused();
  await runCommand(page, "move (rename)");
  const path = page.getByRole("textbox", { name: "Path" });
  await expect(path).toBeFocused();
  expect(await path.evaluate((field: HTMLInputElement) => field.selectionEnd)).toBe("Corefile".length);
  await page.keyboard.press("Escape");
  await expect(studio.editor).toBeFocused();
});

test("signs of an old question move with their lines, and go with them", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("answered by whoami");
  const top = (locator: ReturnType<Page["locator"]>) => locator.evaluate((one) => one.getBoundingClientRect().top);
  const decided = page.locator("[class*='decided'][class*='cgmr']");
  await expect(decided).toHaveCount(1);
  await page.getByRole("button", { name: "Stop the engine" }).or(studio.status).first().waitFor();
  await runCommand(page, "apply good edits");
  await studio.goTo(1, 1);
  await page.keyboard.type("# above\n# and above\n");
  const line = studio.lines.locator(".view-line").filter({ hasText: "whoami" }).first();
  await expect(decided).toHaveCount(1);
  expect(Math.abs((await top(decided)) - (await top(line)))).toBeLessThan(4);
  await studio.goTo(7, 1);
  await runCommand(page, "delete the line");
  await expect(decided).toHaveCount(0);
});

test("the cursor's place is one that the file has", async ({ studio, page }) => {
  resetWorkspace({ "one.txt": "one line" });
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+End");
  await expect(page.getByText(/Ln 1\d, Col 1/)).toBeVisible();
  await studio.files.getByRole("treeitem", { name: "one.txt" }).click();
  await expect(page.getByText("Ln 1, Col 1")).toBeVisible();
});

test("what is typed with many cursors, undone, and among Windows' line breaks is what is saved", async ({
  studio,
  page,
}) => {
  const text =
    "# \u{1F600} one\r\n.:1053 {\r\n    log\r\n    errors\r\n    whoami\r\n    # \u{1F600}\u{1F600}\r\n}\r\n";
  resetWorkspace({ Corefile: text });
  // A text that is taken over from the disk moves the cursor; the one before it has no such line.
  await expect(studio.lines).toContainText("errors");
  await expect(async () => {
    await studio.goTo(3, 5);
    await expect(page.getByText("Ln 3, Col 5")).toBeVisible({ timeout: 500 });
  }).toPass();
  for (let more = 0; more < 2; more++) await runCommand(page, "cursor below");
  await page.keyboard.type("# x\u{1F600}");
  const many = text.replace(/ {4}(log|errors|whoami)/g, "    # x\u{1F600}$1");
  await expect.poll(() => saved(page)).toBe(many);
  // One step back at a time, each awaited: beyond the text there are others to go back to.
  for (let before = await saved(page); before !== text; before = await saved(page)) {
    const written = before;
    await page.keyboard.press("ControlOrMeta+Z");
    await expect.poll(() => saved(page)).not.toBe(written);
  }
  await studio.goTo(6, 8);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await page.keyboard.type("#");
  await expect.poll(() => saved(page)).toBe(text.replace("# \u{1F600}\u{1F600}\r\n", "# \r\n    #\u{1F600}\r\n"));
});
