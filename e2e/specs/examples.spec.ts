/** Examples open without a trace of what was there before, with a story and questions to try. */
import { expect, test } from "../workspace.ts";

test("an example opens with its story, and its questions show what they promise", async ({ studio, page }) => {
  await studio.examples.selectOption("hosts-trap");
  const story = page.getByRole("region", { name: "Story" });
  await expect(story).toContainText("hosts takes every name of its zones");
  await expect(studio.lines).toContainText("hosts {");
  await expect(studio.status).toContainText("Serving");
  await studio.transport.selectOption("tls");
  await story.getByRole("button", { name: /www\.example\.net A/ }).click();
  await expect(studio.reply).toContainText("SERVFAIL");
  await expect(studio.node("forward", ".").first()).toHaveAttribute("data-state", "not-reached");
  await expect(studio.why.getByText("Not reached", { exact: true })).toBeVisible();
});

test("back to the own folder", async ({ studio }) => {
  await studio.examples.selectOption("line-order");
  await expect(studio.lines).toContainText("template");
  await studio.examples.selectOption("folder");
  await expect(studio.lines).toContainText("Two blocks on one port");
});

test("the stock cluster answers from its manifests", async ({ studio }) => {
  await studio.examples.selectOption("a-stock-cluster");
  await expect(studio.lines).toContainText("kubernetes cluster.local");
  await studio.askFor("web.shop.svc.cluster.local");
  await expect(studio.reply).toContainText("10.96.12.30");
  await expect(studio.why).toContainText("shop/web is a Service");
  await expect(studio.why).toContainText("cluster/shop.yaml");
  await studio.askFor("nope.shop.svc.cluster.local");
  await expect(studio.reply).toContainText("NXDOMAIN");
  await studio.examples.selectOption("folder");
});
