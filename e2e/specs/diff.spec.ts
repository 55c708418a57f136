/** Comparing answers: an edit against what is saved, against a commit; its changes, their causes, and a long run that is cancelled. */

import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { expectAccessibleEverywhere } from "../pages/accessibility.ts";
import type { StudioPage } from "../pages/studio-page.ts";
import { expect, resetWorkspace, test, workspaceFolder } from "../workspace.ts";

const SAVED = `.:1053 {
    hosts {
        192.0.2.15 git.corp.example
        fallthrough
    }
    forward . 192.0.2.53 {
        max_fails 0
    }
}
`;
const EDITED = SAVED.replace("        fallthrough\n", "");

const pane = (page: Page) => page.getByRole("region", { name: "Diff" });
const rowsOf = (page: Page) => pane(page).getByRole("button", { expanded: false });

/** The folder with these files, and the text of the editor edited. */
async function edit(studio: StudioPage, saved: string, edited: string): Promise<void> {
  resetWorkspace({ Corefile: saved });
  await expect(studio.lines).toContainText("git.corp.example");
  if (edited !== saved) await studio.write(edited);
}

test("by mouse: an edit that loses fallthrough is told with its line, and the way there", async ({ studio, page }) => {
  await edit(studio, SAVED, EDITED);
  await page.getByRole("tab", { name: "Diff" }).click();
  const diff = pane(page);
  await expect(diff).toContainText("Compare to see which answers change, and which line is the cause.");
  await diff.getByRole("form", { name: "What is compared" }).getByRole("button", { name: "Compare" }).click();
  await expect(diff).toContainText(/Of \d+ questions: \d+ now fail/, { timeout: 30_000 });
  await expect(diff).toContainText("its answer is made up, the same on both sides");
  const group = diff.getByRole("region", { name: "Cause: Corefile:4" });
  await expect(group).toContainText("- fallthrough");
  const row = group.getByRole("button", { name: "www.example.com TXT" });
  await expect(row).toContainText("asked of 192.0.2.53:53 (forward)");
  await expect(row).toContainText("SERVFAIL (hosts)");
  await row.click();
  await expect(group).toContainText("fallthrough is not set for it");
  await expect(group.getByText("Way now")).toBeVisible();
  await group.getByRole("button", { name: "Corefile:2" }).click();
  await expect(studio.editor).toBeFocused();
  await diff.getByLabel("Group by").selectOption("Kind");
  await expect(diff.getByRole("region", { name: "Now fails" })).toContainText("www.example.com TXT");
  await studio.write(SAVED);
  await expect(diff).toContainText("From an earlier edit.");
  await diff.getByRole("button", { name: "Compare again" }).click();
  await expect(diff).toContainText(/Identical for \d+ questions; not a proof\./, { timeout: 30_000 });
  await expect(diff).toContainText("The texts of both sides are the same.");
});

test("by keyboard: a commit is compared, and a change is opened and closed", async ({ studio, page }) => {
  await edit(studio, SAVED, EDITED);
  const git = (...args: readonly string[]): void => {
    const author = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"];
    execFileSync("git", [...author, ...args], { cwd: workspaceFolder() });
  };
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "x");
  await page.keyboard.press("F1");
  await page.keyboard.type("Compare answers with an earlier");
  await page.keyboard.press("Enter");
  const diff = pane(page);
  await expect(diff.getByLabel("Compare with")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(diff.getByLabel("Compare with")).toHaveValue("HEAD");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(diff.getByRole("button", { name: "Compare", exact: true }).first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(studio.announcement).toContainText(/Of \d+ questions: \d+ now fail/, { timeout: 30_000 });
  const first = rowsOf(page).first();
  await first.focus();
  await page.keyboard.press("Enter");
  const opened = diff.getByRole("button", { expanded: true });
  await expect(opened).toBeFocused();
  await expect(diff).toContainText("Way before");
  await page.keyboard.press("Enter");
  await expect(diff.getByText("Way before")).toBeHidden();
});

test("what cannot be compared says why, in CoreDNS's words", async ({ studio, page }) => {
  await edit(studio, SAVED, `${SAVED}x:1053 {\n    nonesuch\n}\n`);
  await page.getByRole("tab", { name: "Diff" }).click();
  const diff = pane(page);
  const compare = diff.getByRole("form", { name: "What is compared" }).getByRole("button", { name: "Compare" });
  await compare.click();
  await expect(diff).toContainText("CoreDNS would not start with the text as it is now.", { timeout: 30_000 });
  await expect(diff).toContainText("Unknown directive 'nonesuch'");
  await diff.getByRole("button", { name: "Corefile:11" }).click();
  await expect(studio.editor).toBeFocused();
  await diff.getByLabel("Compare with").selectOption("revision");
  await diff.getByLabel("Revision of git").fill("nonesuch");
  await compare.click();
  await expect(diff).toContainText("Compare with what is saved on the disk instead.", { timeout: 30_000 });
});

test("a long comparison shows how far it is, and gives what it found when it is cancelled", async ({
  studio,
  page,
}) => {
  const entries = Array.from(
    { length: 4000 },
    (_, host) => `192.0.${Math.floor(host / 250)}.${host % 250} h${host}.corp.example`,
  );
  resetWorkspace({
    Corefile: SAVED.replace("hosts {", "hosts names {"),
    names: `192.0.2.15 git.corp.example\n${entries.join("\n")}\n`,
  });
  await expect(studio.lines).toContainText("hosts names");
  await page.getByRole("tab", { name: "Diff" }).click();
  const diff = pane(page);
  await diff.getByRole("form", { name: "What is compared" }).getByRole("button", { name: "Compare" }).click();
  await expect(diff).toContainText(/[\d,]+ of 20,000 questions/, { timeout: 60_000 });
  await expect(diff.getByRole("progressbar", { name: "Questions asked" })).toBeVisible();
  await diff.getByRole("button", { name: "Cancel" }).click();
  await expect(diff).toContainText("Cancelled: the questions that were left are not in the result.", {
    timeout: 30_000,
  });
  await expect(diff).toContainText(/Identical for [\d,]+ questions so far/);
});

test("nothing for axe to find, and nothing to scroll sideways", async ({ studio, page }) => {
  test.setTimeout(120_000);
  await edit(studio, SAVED, EDITED);
  await expectAccessibleEverywhere(page, async () => {
    await page.getByRole("tab", { name: "Diff" }).click();
    const diff = pane(page);
    if ((await rowsOf(page).count()) === 0) {
      await diff.getByRole("form", { name: "What is compared" }).getByRole("button", { name: "Compare" }).click();
      await expect(diff).toContainText(/now fail/, { timeout: 30_000 });
      await rowsOf(page).first().click();
    }
    await expect(diff).toContainText("Way before");
  });
});
