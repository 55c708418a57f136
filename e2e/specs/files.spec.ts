/** Files: tree, tabs, saving, and what survives a reload. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, resetWorkspace, test, workspaceFolder } from "../workspace.ts";

const onDisk = (path: string): string => readFileSync(join(workspaceFolder(), path), "utf8");

test("Ctrl+S writes the file", async ({ studio, page }) => {
  await studio.write(".:1054 {\n    whoami\n}\n");
  await expect(studio.files.getByRole("treeitem", { name: "Corefile, not saved" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+S");
  await expect(studio.announcement).toContainText("Saved Corefile");
  await expect(studio.files.getByRole("treeitem", { name: "Corefile", exact: true })).toBeVisible();
  expect(onDisk("Corefile")).toBe(".:1054 {\n    whoami\n}\n");
});

test("a draft, the tabs and the question survive a reload", async ({ studio, page }) => {
  await studio.files.getByRole("treeitem", { name: "db.example.org" }).click();
  await studio.files.getByRole("treeitem", { name: "Corefile" }).click();
  await studio.write(".:1055 {\n    whoami\n}\n");
  await studio.name.fill("kept.example.org");
  await page.waitForTimeout(600);
  await studio.open();
  await expect(studio.lines).toContainText(".:1055");
  await expect(studio.name).toHaveValue("kept.example.org");
  await expect(page.getByRole("navigation", { name: "Open files" })).toContainText("db.example.org");
});

test("a file is made, moved and deleted", async ({ studio, page }) => {
  await page.getByRole("button", { name: "New file…" }).click();
  await page.getByRole("textbox", { name: "Path" }).fill("extra/hosts");
  await page.keyboard.press("Enter");
  await expect(studio.files.getByRole("treeitem", { name: "hosts" })).toBeVisible();
  await page.getByRole("button", { name: "Move the file…" }).click();
  await page.getByRole("textbox", { name: "Path" }).fill("extra/hosts.txt");
  await page.keyboard.press("Enter");
  await expect(studio.files.getByRole("treeitem", { name: "hosts.txt" })).toBeVisible();
  await page.getByRole("button", { name: "Delete the file…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(studio.files.getByRole("treeitem", { name: "hosts.txt" })).toHaveCount(0);
});

test("a path outside of the workspace is refused", async ({ page, studio }) => {
  await expect(studio.files).toBeVisible();
  await page.getByRole("button", { name: "New file…" }).click();
  await page.getByRole("textbox", { name: "Path" }).fill("../outside");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("A path inside the workspace");
});

test("a change on disk shows up by itself", async ({ studio }) => {
  resetWorkspace({ Corefile: ".:1056 {\n    whoami\n}\n" });
  await expect(studio.lines).toContainText(".:1056");
});
