/** A Corefile that wants a cluster: a model of one is a button away, answers at once, and follows its manifests. */
import type { Page } from "@playwright/test";
import { expectNoViolations } from "../pages/accessibility.ts";
import type { StudioPage } from "../pages/studio-page.ts";
import { expect, resetWorkspace, test } from "../workspace.ts";

/** Word for word what kubeadm installs. */
const STOCK = `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30 {
       disable success cluster.local
       disable denial cluster.local
    }
    loop
    reload
    loadbalance
}
`;

const bar = (page: Page) => page.getByRole("status", { name: "Cluster" });
const source = (studio: StudioPage) => studio.chain.locator('[data-source="cluster"]');

test.beforeEach(async ({ studio }) => {
  await studio.write(STOCK);
});

test("by mouse: a model cluster is made, answers, and an edit of it changes the answer", async ({ studio, page }) => {
  await expect(studio.status).toContainText(/earlier|No cluster/);
  await expect(bar(page)).toContainText("This Corefile needs a Kubernetes cluster, and there is none here.");
  await expect(studio.problems).toContainText("unable to load in-cluster configuration");
  await expectNoViolations(page);
  await bar(page).getByRole("button", { name: "Use a model cluster" }).click();
  await expect(bar(page)).toBeHidden();
  await expect(studio.status).toContainText("Serving");
  await expect(studio.lines).toContainText("kubernetes cluster.local");
  await expect(source(studio)).toContainText("model cluster: 6 Services, 6 Pods, 3 Namespaces");
  await studio.askFor("web.shop.svc.cluster.local");
  await expect(studio.reply).toContainText("10.96.12.30");
  await expect(studio.why).toContainText("shop/web is a Service with the address 10.96.12.30");
  await expect(studio.why).toContainText("cluster/shop.yaml");
  await expect(studio.files.getByRole("treeitem", { name: "kube-system.yaml" })).toBeVisible();
  await source(studio).click();
  await expect(page.getByRole("textbox", { name: "cluster/kube-system.yaml" })).toBeAttached();
  await studio.openFile("shop.yaml");
  await page.getByRole("textbox", { name: "cluster/shop.yaml" }).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText(
    "kind: Service\nmetadata: {name: web, namespace: shop}\nspec: {clusterIP: 10.96.99.99, ports: [{port: 80}]}\n",
  );
  await expect(studio.reply).toContainText("10.96.99.99");
  await expectNoViolations(page);
});

test("by keyboard: the problem, the quick way out, and a name from the list", async ({ studio, page }) => {
  await expect(bar(page)).toBeVisible();
  await page.keyboard.press("F8");
  await expect(page.locator(".view-lines")).toBeVisible();
  await page.keyboard.press("F1");
  await page.keyboard.type("model cluster");
  await page.keyboard.press("Enter");
  await expect(bar(page)).toBeHidden();
  await expect(studio.status).toContainText("Serving");
  await studio.name.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("_post");
  const list = page.getByRole("listbox", { name: "Names worth asking for" });
  await expect(list.getByRole("option")).toContainText(["_postgres._tcp.db.shop.svc.cluster.local"]);
  await expect(list).toContainText("SRV port 5432 of db");
  await expectNoViolations(page);
  await page.keyboard.press("ArrowDown");
  await expect(studio.name).toHaveAttribute("aria-activedescendant", /-0$/);
  await page.keyboard.press("Enter");
  await expect(studio.name).toHaveValue("_postgres._tcp.db.shop.svc.cluster.local");
  await expect(list).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(studio.reply).toContainText("db-0.db.shop.svc.cluster.local");
});

test("what is wrong with a manifest stands at its line", async ({ studio, page }) => {
  resetWorkspace({
    "cluster/shop.yaml": "kind: Service\nmetadata: {name: web, namespace: shop}\nspec: {selector: {app: web}}\n",
  });
  await expect(studio.problems).toContainText("the Service shop/web has no ports");
  await expect(studio.problems).toContainText("matches no Pod");
  await studio.problems
    .getByRole("button", { name: /Warning at shop\.yaml:2/ })
    .first()
    .click();
  await expect(page.getByRole("textbox", { name: "cluster/shop.yaml" })).toBeAttached();
});

test("Connect says what there is to connect to, and closes again", async ({ studio, page }) => {
  await bar(page).getByRole("button", { name: "Connect…" }).click();
  const dialog = page.getByRole("dialog", { name: "Connect to a cluster" });
  await expect(dialog).toContainText(/Context|There is no kubeconfig/);
  await expectNoViolations(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(studio.problems).toBeVisible();
});
