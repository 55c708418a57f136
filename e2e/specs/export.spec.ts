/** A Corefile goes to a cluster step by step: seen, tried, written over what was seen, and taken back. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FakeApi } from "../../server/kubernetes/_test/fake-api.ts";
import { expectNoViolations } from "../pages/accessibility.ts";
import { expect, test, workspaceFolder } from "../workspace.ts";

const THEIRS = ".:53 {\n    errors\n}\n";
const inSystem = (name: string, more: object = {}): object => ({ name, namespace: "kube-system", ...more });
const LABELS = { labels: { "k8s-app": "kube-dns" }, creationTimestamp: "2026-01-01T00:00:00Z" };

let api: FakeApi;
test.beforeEach(async ({ server }) => {
  api = await FakeApi.start([
    { kind: "ConfigMap", metadata: inSystem("coredns"), data: { Corefile: THEIRS } },
    { kind: "Pod", metadata: inSystem("coredns-1", LABELS) },
  ]);
  writeFileSync(join(server.home, "kubeconfig"), api.kubeconfig());
});
test.afterEach(() => api.close());

test("the manifest is shown, kept as a file, and has what a CoreDNS needs", async ({ studio, page }) => {
  await page.getByRole("button", { name: "Kubernetes", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export to Kubernetes…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export to Kubernetes" });
  const manifest = dialog.getByRole("region", { name: "Manifest" });
  await expect(manifest).toContainText("kind: ConfigMap");
  await expect(manifest).not.toContainText("kind: Deployment");
  await dialog.getByRole("radio", { name: /All manifests/ }).check();
  await expect(manifest).toContainText("clusterIP: 10.96.0.10");
  await dialog.getByRole("button", { name: "Keep as kubernetes/coredns.yaml" }).click();
  await expect(studio.files).toContainText("coredns.yaml");
  expect(readFileSync(join(workspaceFolder(), "kubernetes/coredns.yaml"), "utf8")).toContain("kind: Deployment");
  expect(api.requests).toEqual([]);
});

test("a change is previewed, applied over the version that was seen, watched, and rolled back", async ({
  studio,
  page,
}) => {
  await studio.write(".:1058 {\n    whoami\n}\n");
  await expect(studio.status).toContainText("1058");
  await page.getByRole("button", { name: "Kubernetes", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export to Kubernetes…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export to Kubernetes" });
  await expect(dialog.getByRole("radio", { name: "coredns", exact: true })).not.toBeChecked();
  await dialog.getByRole("combobox", { name: "Context" }).selectOption("lab");
  await dialog.getByRole("radio", { name: "coredns", exact: true }).check();
  await dialog.getByRole("button", { name: "Preview in lab" }).click();
  const difference = dialog.getByRole("region", { name: "Difference" });
  await expect(difference).toContainText("-    errors");
  await expect(difference).toContainText("+    whoami");
  await expect(dialog).toContainText("Dry run: The API server would take it.");
  expect(api.requests.filter((one) => !one.startsWith("GET") && !one.includes("dryRun=All"))).toEqual([]);
  const apply = dialog.getByRole("button", { name: "Apply to lab / kube-system / coredns" });
  await expect(apply).toBeDisabled();
  await dialog.getByRole("checkbox", { name: "I have read the difference" }).check();
  api.put({ kind: "ConfigMap", metadata: inSystem("coredns"), data: { Corefile: `${THEIRS}# again\n` } });
  await apply.click();
  await expect(dialog.getByRole("alert")).toContainText("has changed since the preview");
  await dialog.getByRole("button", { name: "Preview again" }).click();
  await expect(difference).toContainText("-# again");
  await dialog.getByRole("checkbox", { name: "I have read the difference" }).check();
  await expectNoViolations(page);
  await apply.click();
  const reload = dialog.getByRole("status", { name: "Reload" });
  await expect(reload).toContainText("coredns-1: waiting");
  expect(api.get("ConfigMap", "coredns")?.data).toMatchObject({ Corefile: expect.stringContaining("whoami") });
  const backup = (await dialog.getByText("Backup:").locator("code").textContent()) ?? "";
  expect(readFileSync(join(workspaceFolder(), backup), "utf8")).toContain("# again");
  api.logs.set("coredns-1", "[INFO] Reloading complete\n");
  await expect(reload).toContainText("Reloaded: 1 of 1 pods");
  await dialog.getByRole("button", { name: "Roll back on lab" }).click();
  await expect(dialog).toContainText("Rolled back: coredns on lab is as it was.");
  expect(api.get("ConfigMap", "coredns")?.data).toEqual({ Corefile: `${THEIRS}# again\n` });
});

test("who may not write is told what is missing, and who will overwrite it", async ({ studio, page }) => {
  await expect(studio.status).toBeVisible();
  api.put({
    kind: "ConfigMap",
    metadata: inSystem("coredns", { labels: { "addonmanager.kubernetes.io/mode": "Reconcile" } }),
    data: { Corefile: THEIRS },
  });
  api.forbidden.add("PUT configmaps");
  await page.getByRole("button", { name: "Kubernetes", exact: true }).click();
  await page.getByRole("menuitem", { name: "Export to Kubernetes…" }).click();
  const dialog = page.getByRole("dialog", { name: "Export to Kubernetes" });
  await dialog.getByRole("combobox", { name: "Context" }).selectOption("lab");
  await dialog.getByRole("radio", { name: "coredns", exact: true }).check();
  await dialog.getByRole("button", { name: "Preview in lab" }).click();
  await expect(dialog.getByRole("alert")).toContainText("The add-on manager will overwrite coredns");
  await expect(dialog).toContainText("missing: update configmap coredns in kube-system");
  await expect(dialog.getByRole("button", { name: /^Apply to/ })).toHaveCount(0);
});

test("a phone has the manifest, and nothing that applies it", async ({ studio, page }) => {
  await expect(studio.status).toBeVisible();
  await page.setViewportSize({ width: 390, height: 780 });
  await page.keyboard.press("F1");
  await page.getByRole("dialog").getByRole("combobox").fill("Export to Kubernetes");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Export to Kubernetes" });
  await expect(dialog.getByRole("region", { name: "Manifest" })).toContainText("kind: ConfigMap");
  await expect(dialog).toContainText("On a wider screen");
  await expect(dialog.getByRole("combobox", { name: "Context" })).toHaveCount(0);
  expect(existsSync(join(workspaceFolder(), "backups"))).toBe(false);
});
