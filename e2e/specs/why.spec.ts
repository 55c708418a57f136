/** Why a reply is as it is: the sentence, the way back, what lies behind an own listener, what would have been. */
import { expectNoViolations } from "../pages/accessibility.ts";
import { expect, test } from "../workspace.ts";

const REWRITTEN = `example.org:1053 {
    rewrite name exact web.example.org www.example.org
    cache
    template IN A {
        answer "{{ .Name }} 60 IN A 192.0.2.9"
    }
}
`;

test("one sentence joins the steps, and the way back shows the changed records", async ({ studio, page }) => {
  await studio.serve(REWRITTEN);
  await studio.askFor("web.example.org");
  await expect(studio.why).toContainText(
    "Rewritten to www.example.org, not in the cache, made by the template in Corefile:5, name put back.",
  );
  const back = page.getByRole("list", { name: "On the way back" });
  await expect(back.getByRole("button", { name: /cache observed/ })).toBeVisible();
  await back.getByRole("button", { name: "Details of rewrite" }).click();
  await expect(page.getByRole("list", { name: "What changed in the reply" })).toContainText(
    "answer: www.example.org. 60 IN A 192.0.2.9 → web.example.org. 60 IN A 192.0.2.9",
  );
});

test("an upstream that is a listener of the Corefile is linked, lit, and explained within", async ({
  studio,
  page,
}) => {
  await studio.serve(
    "example.org:1053 {\n    forward . 127.0.0.1:1054 127.0.0.1:1 {\n        policy sequential\n        force_tcp\n    }\n}\n.:1054 {\n    whoami\n}\n",
  );
  await studio.askFor("www.example.org");
  const down = page.getByRole("list", { name: "Down the chain" });
  await expect(down).toContainText("at dns://:1054 of this Corefile");
  await expect(down.getByRole("button", { name: /whoami answered/ })).toBeVisible();
  await expect(studio.chain.getByTitle("127.0.0.1:1054 = dns://:1054")).toHaveAttribute("data-asked", "true");
  await expect(studio.chain.getByTitle("127.0.0.1:1", { exact: true })).not.toHaveAttribute("data-asked", "true");
  await expect(studio.node("whoami", ".")).toHaveAttribute("data-state", "passed");
  await expectNoViolations(page);
  await expect(studio.chain).toContainText("anything else → REFUSED");
});

test("a plugin that was not reached is asked anyway, and the reply is marked as what would have been", async ({
  studio,
  page,
}) => {
  await studio.serve(REWRITTEN.replace("}\n}", "}\n    whoami\n}"));
  await studio.askFor("web.example.org");
  await studio.why.getByRole("button", { name: "Ask whoami anyway" }).click();
  await expect(studio.why).toContainText("what if the question came to whoami");
  await expect(studio.reply).toContainText("what if");
  await expect(studio.why).toContainText("left out: the question went straight to whoami");
  await page.getByRole("button", { name: "Ask without changes" }).click();
  await expect(studio.why).not.toContainText("what if the question");
  await expect(studio.reply).toContainText("answered by cache");
});

test("a step whose line has a quick fix offers it", async ({ studio }) => {
  await studio.serve(
    "example.org:1053 {\n    hosts {\n        192.0.2.7 web.example.org\n    }\n    forward . 127.0.0.1:1\n}\n",
  );
  await studio.askFor("no.example.org");
  await studio.why.getByRole("button", { name: /^Fix: / }).click();
  await expect(studio.lines).toContainText("fallthrough");
});

test("blocks that are far from the question are folded, and open", async ({ studio }) => {
  const others = Array.from({ length: 20 }, (_, index) => `z${index}.example.net:1053 {\n    whoami\n}\n`).join("");
  await studio.serve(`example.org:1053 {\n    whoami\n}\n${others}`);
  await studio.askFor("www.example.org");
  const fold = studio.why.getByRole("button", { name: "20 more do not match" });
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await fold.click();
  await expect(studio.why).toContainText("z19.example.net.");
});

test("the node of the line with the cursor is marked", async ({ studio }) => {
  await studio.serve(REWRITTEN);
  await studio.goTo(3, 1);
  await expect(studio.node("cache", "example.org.")).toHaveAttribute("data-at-cursor", "true");
  await studio.goTo(5, 1);
  await expect(studio.node("template", "example.org.")).toHaveAttribute("data-at-cursor", "true");
  await expect(studio.node("cache", "example.org.")).not.toHaveAttribute("data-at-cursor", "true");
});
