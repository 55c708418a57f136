/** Why, deeper: many runs of one question, two explanations side by side, what would be if. */

import { expectAccessible } from "../pages/accessibility.ts";
import { expect, test } from "../workspace.ts";

test("the story of mixed upstreams asks 25 times: two answers, each with its share, its upstream and its why", async ({
  studio,
  page,
}) => {
  await studio.examples.selectOption({ label: "Two upstreams that know different names" });
  await page.getByRole("tab", { name: "Story", exact: true }).click();
  await page.getByRole("button", { name: /wiki\.office\.example A ×25/ }).click();
  const distribution = page.getByRole("region", { name: "Distribution" });
  await expect(distribution).toContainText("Asked 25 times: ", { timeout: 20_000 });
  const answers = distribution.getByRole("table").filter({ hasText: "Answer" });
  await expect(answers.getByRole("row")).toHaveCount(3);
  const counts = await answers.getByRole("row").locator("td:nth-child(2)").allTextContents();
  expect(counts.map(Number).reduce((sum, one) => sum + one, 0)).toBe(25);
  await expect(distribution.getByRole("table").filter({ hasText: "Upstream" })).toContainText("127.0.0.1:5302");
  await expect(studio.announcement).toContainText("Asked 25 times");
  await answers.getByRole("button", { name: "NXDOMAIN" }).click();
  await expect(studio.why).toContainText("Upstream 127.0.0.1:5302 replied NXDOMAIN");
  await answers.getByRole("button", { name: "192.0.2.10" }).click();
  await expect(studio.why).toContainText("Upstream 127.0.0.1:5301 replied NOERROR");
  await expectAccessible(page);
});

test("two explanations side by side by keyboard alone, the first difference marked", async ({ studio, page }) => {
  await studio.serve(".:1053 {\n    hosts {\n        192.0.2.5 db.example.org\n    }\n    whoami\n}\n");
  await studio.name.focus();
  await page.keyboard.type("www.example.org");
  await page.keyboard.press("Enter");
  await expect(studio.why).toContainText("SERVFAIL");
  await page.keyboard.press("F1");
  await page.keyboard.type("Pin the explanation");
  await page.keyboard.press("Enter");
  await expect(studio.announcement).toContainText("Pinned.");
  await studio.name.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("db.example.org");
  await page.keyboard.press("Enter");
  await expect(studio.why).toContainText("Pinned: www.example.org A");
  await page.keyboard.press("F1");
  await page.keyboard.type("Compare with the pinned");
  await page.keyboard.press("Enter");
  const table = studio.why.getByRole("table", { name: "Two explanations" });
  await expect(table.getByRole("row").filter({ hasText: "first difference" })).toHaveText(/^hosts/);
  await expect(studio.why).toContainText("They part at hosts");
  await expectAccessible(page);
  await page.keyboard.press("F1");
  await page.keyboard.type("Back from the comparison");
  await page.keyboard.press("Enter");
  await expect(table).toHaveCount(0);
  await expect(studio.why).toContainText("db.example.org");
});

const TRAP = `.:1053 {
    hosts {
        192.0.2.5 db.example.org
    }
    forward . 127.0.0.1:1054
}
.:1054 {
    template IN A {
        answer "{{ .Name }} 60 IN A 203.0.113.9"
    }
}
office.example:1053 {
    acl {
        block net 127.0.0.0/8
    }
    rewrite name exact www.office.example web.office.example
    whoami
}
`;

test("what would be if: with fallthrough, tried beside what serves; the change is made on request", async ({
  studio,
  page,
}) => {
  await studio.serve(TRAP);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("SERVFAIL");
  const trials = studio.why.getByRole("region", { name: "If hosts were different" });
  await trials.getByRole("button", { name: "Try with fallthrough" }).click();
  await expect(trials).toContainText("With fallthrough: would give NOERROR 203.0.113.9 by forward, Corefile:6", {
    timeout: 20_000,
  });
  await expect(studio.lines).not.toContainText("fallthrough");
  await trials.getByRole("button", { name: "Show why" }).click();
  await expect(studio.why).toContainText("Counterfactual: what would be with fallthrough");
  await expect(studio.reply).toContainText("what if");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Ask without changes" }).click();
  await expect(studio.why).not.toContainText("Counterfactual");
  await trials.getByRole("button", { name: "Try with fallthrough" }).click();
  await trials.getByRole("button", { name: "Make this change" }).click({ timeout: 20_000 });
  await expect(studio.lines).toContainText("fallthrough");
});

test("what would be for somebody else, and without the rule, by keyboard alone", async ({ studio, page }) => {
  await studio.serve(TRAP);
  await studio.askFor("www.office.example");
  await expect(studio.reply).toContainText("REFUSED");
  const trials = studio.why.getByRole("region", { name: "If acl were different" });
  await trials.getByLabel("From another address").focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("198.51.100.7");
  await page.keyboard.press("Enter");
  await expect(trials).toContainText("From 198.51.100.7: would give NOERROR by whoami, Corefile:");
  await trials.getByRole("button", { name: "Try without this rule" }).focus();
  await page.keyboard.press("Enter");
  await expect(trials).toContainText("Without this rule: would give NOERROR by whoami", { timeout: 20_000 });
  await expect(studio.announcement).toContainText("would give NOERROR");
  await studio.why.getByRole("button", { name: "Details of acl" }).focus();
  await page.keyboard.press("Enter");
  await expect(studio.why).toContainText("Evidenceblock net 127.0.0.0/8");
  await expect(studio.why.getByRole("link", { name: "Manual of acl" })).toHaveAttribute("href", "/plugins/acl");
  await expectAccessible(page);
});
