/** Which variables a Corefile sees, and where their values come from. */
import { COREFILE, expect, resetWorkspace, test } from "../workspace.ts";

const ASKS_FOR_TWO = '.:1053 {\n    chaos "{$REGION}x{$COREFILE_STUDIO_DIR}"\n    whoami\n}\n';

test("a variable without a value is told at its place, with what to do, until studio.yaml has one", async ({
  studio,
}) => {
  await studio.write(ASKS_FOR_TWO);
  await expect(studio.problems).toContainText("REGION is not set here");
  await expect(studio.problems).toContainText("Give it a value under environment in studio.yaml");
  await expect(studio.problems).toContainText("COREFILE_STUDIO_DIR is not set here");
  await expect(studio.problems).toContainText("never sees the studio");
  resetWorkspace({ Corefile: COREFILE, "studio.yaml": "environment: { REGION: eu }\n" });
  await expect(studio.problems).not.toContainText("REGION is not set here");
  await expect(studio.problems).toContainText("COREFILE_STUDIO_DIR is not set here");
});

test("what is wrong in studio.yaml is told at its line, and a click goes there", async ({ studio, page }) => {
  resetWorkspace({ "studio.yaml": "environment:\n  REGION:\nclients: []\n" });
  await expect(studio.problems).toContainText('There is no setting "clients". Known settings: environment, release.');
  await studio.problems.getByRole("button", { name: "Warning at studio.yaml:2" }).click();
  await expect(page.getByText("Ln 2, Col")).toBeVisible();
  await page.keyboard.press("End");
  await page.keyboard.insertText(" eu");
  await expect(studio.problems).not.toContainText("REGION has no value");
});
