/** Asking a question: reply, explanation, chain and editor tell the same story. */
import { COREFILE, expect, resetWorkspace, test } from "../workspace.ts";

test("a question is answered, and every pane says by whom", async ({ studio }) => {
  await studio.serve(COREFILE);
  // What lint finds is announced, too: once that is said, the answer has the last word.
  await expect(studio.problems).toContainText("cache keeps what whoami answers to one client");
  await studio.askFor("www.example.org");

  await expect(studio.reply).toContainText("NOERROR");
  await expect(studio.reply).toContainText("answered by whoami");
  await expect(studio.reply.getByRole("table", { name: /Additional/ })).toContainText("www.example.org.");
  await expect(studio.why).toContainText("longest match");
  await expect(studio.why.getByRole("list", { name: "Down the chain" })).toContainText("whoami");
  await expect(studio.node("whoami", "example.org.")).toHaveAttribute("data-state", "answered");
  await expect(studio.node("cache", "example.org.")).toHaveAttribute("data-state", "passed");
  await expect(studio.node("whoami", ".")).toHaveAttribute("data-state", "not-reached");
  await expect(studio.node("health", ".")).toHaveAttribute("data-state", "outside");
  await expect(studio.announcement).toContainText("answered by whoami");
  await expect(studio.lines).toContainText("answered NOERROR");
});

test("over TCP, from another client", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await studio.transport.selectOption("tcp");
  await page.getByLabel("Client address").fill("192.0.2.77");
  await studio.askFor("www.example.org", "AAAA");
  await expect(studio.reply).toContainText("over TCP");
  await expect(studio.why).toContainText("from 192.0.2.77");
});

test("a name outside of all zones is refused, and Why says so", async ({ studio }) => {
  await studio.serve("example.org:1053 {\n    whoami\n}\n");
  await studio.askFor("www.example.net");
  await expect(studio.reply).toContainText("REFUSED");
  await expect(studio.why).toContainText("No server block on this listener takes this name");
});

test("what the server does without a plugin stands under its own heading", async ({ studio }) => {
  resetWorkspace({
    "db.example.org": "@ 60 SOA ns hostmaster 1 2 3 4 60\n@ 60 NS ns\nwww 60 CNAME www.example.net.\n",
  });
  await studio.serve("example.org:1053 {\n    file db.example.org\n}\n");
  await studio.askFor("www.example.org");
  // A closed step shows what it noted: here what came of looking the target up.
  await expect(studio.why.getByRole("list", { name: "Down the chain" })).toContainText(
    "www.example.net. A is looked up in this server itself",
  );
  await studio.askFor("other.example.net");
  await expect(studio.why.getByRole("list", { name: "The server itself" })).toContainText(
    "no server block on this listener takes this name",
  );
});

test("a step shows its line, and a node of the chain does, too", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await studio.askFor("www.example.org");
  await studio.why.getByRole("button", { name: /whoami answered/ }).click();
  await expect(page.getByText("Ln 5, Col")).toBeVisible();
  await studio.node("cache", "example.org.").click();
  await expect(page.getByText("Ln 4, Col")).toBeVisible();
});

test("an edit makes the answer stale until the text is live, then it is asked again", async ({ studio }) => {
  await studio.serve(COREFILE);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("answered by whoami");
  await studio.write("example.org:1053 {\n    erratic {\n");
  await expect(studio.reply).toContainText("From an earlier edit");
  await expect(studio.status).toContainText("Serving earlier text");
  await studio.write("example.org:1053 {\n    erratic {\n        drop 0\n    }\n}\n");
  await expect(studio.reply).toContainText("answered by erratic");
  await expect(studio.reply).not.toContainText("From an earlier edit");
});

test("history brings question and answer back", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await studio.askFor("one.example.org");
  await expect(studio.reply).toContainText("one.example.org.");
  await studio.askFor("two.example.org", "AAAA");
  await expect(studio.reply).toContainText("two.example.org.");
  await page.getByRole("tab", { name: /History/ }).click();
  await page.getByRole("button", { name: /one\.example\.org A/ }).click();
  await page.getByRole("tab", { name: "Reply" }).click();
  await expect(studio.reply).toContainText("one.example.org.");
  await expect(studio.name).toHaveValue("one.example.org");
  await expect(studio.type).toHaveValue("A");
});

test("the wire shows the bytes", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("NOERROR");
  await page.getByRole("tab", { name: "Wire" }).click();
  await expect(page.getByRole("region", { name: "Wire" })).toContainText("03 77 77 77 07 65");
});
