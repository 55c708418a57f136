/** Tests of the workspace: made out of replies, run beside what serves, explained where they fall, counted in the margin. */

import { expectAccessible } from "../pages/accessibility.ts";
import { expect, resetWorkspace, test } from "../workspace.ts";

const COREFILE = `.:1053 {
    hosts {
        192.0.2.80 www.example.org
        192.0.2.81 spare.example.org
        fallthrough
    }
    forward . 198.51.100.53
}
`;
const TESTS = `# what must stay
tests:
  - name: the shop
    ask: www.example.org A
    expect:
      answer: ["www.example.org. * IN A 192.0.2.80"]
  - ask: api.example.net A
    expect: {rcode: NOERROR, plugin: forward}
upstreams:
  "198.51.100.53:53": ["api.example.net. 60 IN A 203.0.113.9"]
`;
test("a reply becomes a test, which is run, falls after an edit, and says why", async ({ studio, page }) => {
  const region = page.getByRole("region", { name: "Tests", exact: true });
  await page.getByRole("tab", { name: "Tests" }).click();
  await expect(region.getByRole("button", { name: "Make an empty dns-tests.yaml" })).toBeVisible();
  await expectAccessible(page);

  await studio.serve(COREFILE);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("answered by hosts");
  await studio.reply.getByRole("button", { name: "Add as test" }).click();
  const file = page.getByRole("textbox", { name: "dns-tests.yaml" });
  await expect(file).toBeAttached();
  await expect(studio.lines).toContainText("ask: www.example.org. A");
  await expect(studio.lines).toContainText("www.example.org. 3600 IN A 192.0.2.80");
  await expect(studio.lines).toContainText("line: Corefile:3");
  // It is an edit like others: taken back, and made again.
  await file.focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(studio.lines).not.toContainText("www.example.org");
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expect(studio.lines).toContainText("www.example.org");

  await page.keyboard.press("ControlOrMeta+Shift+Enter");
  await expect(page.getByRole("tab", { name: "Tests 1✓ 0✗" })).toBeVisible();
  await expect(region.getByText("1 held, 0 fell")).toBeVisible();
  await expect(studio.announcement).toContainText("1 held, 0 fell. Coverage");
  await expectAccessible(page);

  await studio.openFile("Corefile");
  await studio.write(COREFILE.replace("192.0.2.80", "192.0.2.90"));
  await expect(region.getByText("From an earlier edit.")).toBeVisible();
  await region.getByRole("button", { name: "Run again" }).click();
  await expect(page.getByRole("tab", { name: "Tests 0✓ 1✗" })).toBeVisible();
  const differences = region.getByRole("table", { name: "What www.example.org. A expected, and what it got" });
  await expect(differences).toContainText("192.0.2.80");
  await expect(differences).toContainText("192.0.2.90");
  await expectAccessible(page);
  await region.getByRole("button", { name: "Corefile:3" }).click();
  await expect(studio.editor).toBeFocused();
  await region.getByRole("button", { name: "Show why www.example.org. A fell" }).click();
  await expect(studio.why).toContainText("Found in Corefile:3");
  await page.getByRole("tab", { name: "Reply" }).click();
  await expect(studio.reply).toContainText("Asked by the test “www.example.org. A”.");
});

test("tests of a folder run against fixtures, on each edit when that is switched on, and show what they never reach", async ({
  studio,
  page,
}) => {
  resetWorkspace({ Corefile: COREFILE, "dns-tests.yaml": TESTS });
  const region = page.getByRole("region", { name: "Tests", exact: true });
  await page.getByRole("tab", { name: "Tests" }).click();
  await expect(region.getByRole("listitem").filter({ hasText: "the shop" })).toContainText("not run");
  await region.getByRole("button", { name: "Run the shop" }).click();
  await expect(region.getByRole("listitem").filter({ hasText: "the shop" })).toContainText("held");
  await expect(region.getByText("1 held, 0 fell")).toBeVisible();
  await region.getByRole("button", { name: "Run all" }).click();
  await expect(page.getByRole("tab", { name: "Tests 2✓ 0✗" })).toBeVisible();
  const coverage = region.getByRole("region", { name: "Coverage" });
  await expect(coverage).toContainText("Coverage 80%");
  await coverage.getByText("Never reached: 1").click();
  await expect(coverage).toContainText("192.0.2.81 spare.example.org");
  await expectAccessible(page);
  await coverage.getByRole("button", { name: "line 4" }).click();
  await expect(studio.editor).toBeFocused();

  const never = page.getByTitle("Tests. Never reached: this entry was given to no question.");
  await expect(never).toBeVisible();
  await expect(page.getByTitle("Tests. Decided: This entry was given to 1 question.")).toBeVisible();
  await region.getByLabel("Coverage in the margin").uncheck();
  await expect(never).toHaveCount(0);

  await region.getByLabel("On each edit").check();
  await studio.write(COREFILE.replace("        fallthrough\n", ""));
  await expect(page.getByRole("tab", { name: "Tests 1✓ 1✗" })).toBeVisible();
  await expect(region).toContainText("SERVFAIL");
  // The engine that serves was asked nothing.
  await expect(page.getByRole("tab", { name: "Queries" })).toHaveText("Queries");
});

test("without a mouse: a file with mistakes, its marks, and all in the palette", async ({ studio, page }) => {
  resetWorkspace({ Corefile: COREFILE, "dns-tests.yaml": "tests:\n  - ask: www.example.org\n    expect: {}\n" });
  await page.keyboard.press("F1");
  await page.keyboard.type("show the tests");
  await page.keyboard.press("Enter");
  const region = page.getByRole("region", { name: "Tests", exact: true });
  await expect(region).toContainText("tests[0].expect: say what is expected");
  await expectAccessible(page);
  const place = region.getByRole("button", { name: "dns-tests.yaml:3:5" });
  await place.focus();
  await page.keyboard.press("Enter");
  const file = page.getByRole("textbox", { name: "dns-tests.yaml" });
  await expect(file).toBeFocused();
  await expect(studio.problems).toContainText("say what is expected");
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(TESTS.replace('["api.example.net. 60 IN A 203.0.113.9"]', "[]"));
  await expect(region).toContainText("the shop");
  await page.keyboard.press("ControlOrMeta+Shift+Enter");
  await expect(region).toContainText("No fixture for api.example.net. A of 198.51.100.53:53");
  await region.getByRole("button", { name: "Show why api.example.net A fell" }).focus();
  await page.keyboard.press("Enter");
  await expect(studio.why).toContainText("forward");
});
