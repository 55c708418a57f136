/** Asking as a pod: the search list walks, each query has its own why, and the three resolvers stand side by side. */

import type { Page } from "@playwright/test";
import { expectAccessibleEverywhere } from "../pages/accessibility.ts";
import type { StudioPage } from "../pages/studio-page.ts";
import { expect, test } from "../workspace.ts";

/** Opens the stock cluster of the gallery. */
async function openCluster(studio: StudioPage): Promise<void> {
  await studio.examples.selectOption("a-stock-cluster");
  await expect(studio.lines).toContainText("kubernetes cluster.local");
  await expect(studio.status).toContainText("Serving", { timeout: 20_000 });
}

const podPane = (page: Page) => page.getByRole("region", { name: "As a pod" });

test("by mouse: a pod of another namespace finds web.shop by its search list", async ({ studio, page }) => {
  await openCluster(studio);
  await page.getByRole("tab", { name: "As a pod" }).click();
  const pod = podPane(page);
  await pod.getByLabel("Pod", { exact: true }).selectOption("kube-system/coredns-7c65d6cfc9-4xkqz");
  const conf = pod.getByRole("region", { name: "resolv.conf of the pod" });
  await expect(conf).toContainText("kube-system.svc.cluster.local");
  await expect(conf).toContainText("the pod's namespace");
  await expect(conf).toContainText("Service kube-system/kube-dns");
  await pod.getByLabel("App asks").fill("web.shop");
  await pod.getByRole("button", { name: "Resolve" }).click();
  await expect(pod).toContainText("The application gets 10.96.12.30 from web.shop.svc.cluster.local.");
  const rows = pod.getByRole("table", { name: "Queries of the resolver" }).getByRole("row");
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(1)).toContainText("web.shop.kube-system.svc.cluster.local.");
  await expect(rows.nth(1)).toContainText("NXDOMAIN");
  await expect(rows.nth(3)).toContainText("10.96.12.30");
  await expect(pod.getByRole("region", { name: "Cost" })).toContainText("4 queries, 2 wasted");
  await expect(pod.getByRole("region", { name: "Resolvers compared" })).toContainText("musl");
  await rows.nth(3).getByRole("button").click();
  await expect(studio.why).toContainText("shop/web is a Service");
  await expect(studio.why).toContainText("cluster/shop.yaml");
  await expect(studio.why).toContainText("from 10.244.0.2");
  await studio.examples.selectOption("folder");
});

test("by keyboard: a pod that is described here asks, and a query is explained", async ({ studio, page }) => {
  await openCluster(studio);
  await page.getByRole("tab", { name: "Diagram" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("tab", { name: "As a pod" })).toHaveAttribute("aria-selected", "true");
  const pod = podPane(page);
  await pod.getByLabel("Namespace").focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("default");
  await pod.getByLabel("App asks").focus();
  await page.keyboard.type("web.shop");
  await page.keyboard.press("Enter");
  await expect(pod).toContainText("The application gets 10.96.12.30");
  await expect(studio.announcement).toContainText("The application gets 10.96.12.30");
  await pod.getByRole("button", { name: "web.shop.svc.cluster.local." }).first().focus();
  await page.keyboard.press("Enter");
  await expect(studio.why).toContainText("shop/web is a Service");
  await pod.getByLabel("App asks").focus();
  await page.keyboard.press("End");
  await page.keyboard.type(".svc.cluster.local.");
  await expect(pod).toContainText("The name ends with a dot: the search list is skipped.");
  await page.keyboard.press("Enter");
  await expect(pod.getByRole("region", { name: "Cost" })).toContainText("2 queries, 0 wasted");
  await studio.examples.selectOption("folder");
});

test("a folder without a cluster says so, and a pod with the node's DNS asks nothing here", async ({
  studio,
  page,
}) => {
  await expect(studio.lines).toContainText("Two blocks on one port");
  await page.getByRole("tab", { name: "As a pod" }).click();
  const pod = podPane(page);
  await expect(pod).toContainText("No Services known");
  await pod.getByLabel("dnsPolicy").selectOption("None");
  await expect(pod).toContainText("The pod has no nameserver");
});

test("nothing for axe to find, and nothing to scroll sideways", async ({ studio, page }) => {
  test.setTimeout(120_000);
  await openCluster(studio);
  await expectAccessibleEverywhere(page, async () => {
    await page.getByRole("tab", { name: "As a pod" }).click();
    const pod = podPane(page);
    await pod.getByLabel("App asks").fill("web.shop");
    await pod.getByRole("button", { name: "Resolve" }).click();
    await expect(pod).toContainText("The application gets 10.96.12.30");
  });
  await studio.examples.selectOption("folder");
});
