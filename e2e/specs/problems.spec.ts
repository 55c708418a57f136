/** What is wrong is said in CoreDNS's words, at the right place. */
import { expect, test } from "../workspace.ts";

test("an unknown directive", async ({ studio, page }) => {
  await studio.write(".:1053 {\n    fooo\n    whoami\n}\n");
  await expect(studio.problems).toContainText("Corefile:2 - Error during parsing: Unknown directive 'fooo'");
  await studio.problems.getByRole("button", { name: /Unknown directive/ }).click();
  await expect(page.getByText("Ln 2, Col")).toBeVisible();
});

test("a plugin's own complaint comes from the server", async ({ studio }) => {
  await studio.write(".:1053 {\n    cache foo bar baz\n    forward\n}\n");
  await expect(studio.problems).toContainText("plugin/");
});

test("F8 walks through the problems from anywhere", async ({ studio, page }) => {
  await studio.write(".:1053 {\n    fooo\n    barr\n}\n");
  await expect(studio.problems).toContainText("Unknown directive 'fooo'");
  await studio.name.focus();
  await page.keyboard.press("F8");
  await expect(studio.editor).toBeFocused();
  await expect(page.getByText("Ln 2, Col")).toBeVisible();
  await expect(studio.announcement).toContainText("Unknown directive 'fooo'");
});

test("the text that does not parse leaves the last good chain, and says so", async ({ studio }) => {
  await studio.serve("example.org:1053 {\n    whoami\n}\n");
  await expect(studio.node("whoami", "example.org.")).toBeVisible();
  await studio.write("example.org:1053 {\n    whoami\n");
  await expect(studio.chain).toContainText("does not parse");
  await expect(studio.node("whoami", "example.org.")).toBeVisible();
});

test("a file that is missing is a problem at its line, and is made from there", async ({ studio, page }) => {
  await studio.write("example.net:1053 {\n    file zones/db.example.net\n}\n");
  await expect(studio.problems).toContainText("zones/db.example.net does not exist");
  await expect(studio.problems).toContainText("Corefile:2:10");
  await studio.problems.getByRole("button", { name: /^Create it/ }).click();
  await expect(page.getByRole("button", { name: "Close db.example.net" })).toBeVisible();
  await expect(studio.problems).not.toContainText("does not exist");
});

test("a word that is not known is mended by the one that was meant", async ({ studio }) => {
  await studio.write(".:1053 {\n    forward . 192.0.2.53 {\n        timeout 5s\n    }\n}\n");
  await expect(studio.problems).toContainText("Did you mean read_timeout?");
  await studio.problems.getByRole("button", { name: "Fix at Corefile:3:9" }).click();
  await expect(studio.problems).not.toContainText("unknown property");
});
