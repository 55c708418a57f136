/** What was asked and what was served: kept, compared, asked again, explained. */
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { encode } from "dns-packet";
import { expectNoViolations } from "../pages/accessibility.ts";
import type { StudioPage } from "../pages/studio-page.ts";
import { expect, test } from "../workspace.ts";

const corefile = (address: string): string => `.:1053 {
    template IN A {
        answer "{{ .Name }} 60 IN A ${address}"
    }
}
`;

/** The port at which the first listener really is. */
async function portOf(studio: StudioPage): Promise<number> {
  const text = (await studio.status.textContent()) ?? "";
  return Number(/127\.0\.0\.1:(\d+)/.exec(text)?.[1]);
}

/** Asks for an A record as any program would. */
async function askFromOutside(name: string, port: number): Promise<void> {
  const query = encode({ type: "query", id: 4711, questions: [{ type: "A", name }] });
  const socket = createSocket("udp4");
  socket.send(query, port, "127.0.0.1");
  await once(socket, "message");
  socket.close();
}

test("a query from outside is a row, and Why tells it", async ({ studio, page }) => {
  await studio.serve(corefile("192.0.2.1"));
  await studio.askFor("inside.example.org");
  await expect(studio.reply).toContainText("192.0.2.1");
  await askFromOutside("outside.example.org", await portOf(studio));
  await page.getByRole("tab", { name: "Queries" }).click();
  const list = page.getByRole("list", { name: "Served queries" });
  await expect(list).toContainText("outside.example.org");
  await expect(list).toContainText("inside.example.org");
  await page.getByLabel("Filter").fill("outside template");
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list
    .getByRole("button", { name: /^.*outside\.example\.org\. A/ })
    .first()
    .click();
  await expect(studio.why).toContainText("template");
  await expect(studio.why).toContainText("outside.example.org");
  await expect(studio.node("template", ".")).toHaveAttribute("data-state", "answered");
  await expectNoViolations(page);
  await page.getByRole("tab", { name: "Reply" }).click();
  await page.getByRole("button", { name: "Ask it here" }).click();
  await expect(studio.reply).toContainText("192.0.2.1");
});

test("history survives a reload; two answers are compared, and asked again", async ({ studio, page }) => {
  await studio.serve(corefile("192.0.2.1"));
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("192.0.2.1");
  await studio.ask.click();
  await page.getByRole("tab", { name: "History 2" }).waitFor();
  // An edit that goes live asks the newest question again.
  await studio.serve(corefile("192.0.2.2"));
  await expect(studio.reply).toContainText("192.0.2.2");
  await page.waitForTimeout(700);
  await page.reload();
  await page.getByRole("tab", { name: "History" }).click();
  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByRole("listitem")).toHaveCount(2);
  await expect(history).toContainText("by template");
  for (const box of await history.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "Compare" }).click();
  const comparison = page.getByRole("region", { name: "Comparison" });
  await expect(comparison.getByRole("listitem")).toHaveText([/192\.0\.2\.1.*older/, /192\.0\.2\.2.*newer/]);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Back to the history" }).click();
  await page.getByRole("button", { name: "Ask 2 again" }).click();
  await expect(history.getByRole("listitem")).toHaveCount(4);
  await expect(studio.announcement).toContainText("1 of 2 answers have changed.");
});
