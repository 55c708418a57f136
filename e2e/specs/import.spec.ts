/** A ConfigMap that is pasted or dropped, or that stands in the Corefile, is imported: shown first, and undone at will. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { FakeApi } from "../../server/kubernetes/_test/fake-api.ts";
import { expectNoViolations } from "../pages/accessibility.ts";
import { COREFILE, expect, test, workspaceFolder } from "../workspace.ts";

const onDisk = (path: string): string => join(workspaceFolder(), path);

const MANIFEST = `apiVersion: v1
kind: List
items:
  - kind: ConfigMap
    metadata: { name: coredns, namespace: kube-system }
    data:
      Corefile: |
        .:1053 {
            hosts /etc/coredns/NodeHosts {
                fallthrough
            }
            import /etc/coredns/custom/*.override
        }
      NodeHosts: |
        192.0.2.7 node.example.org
  - kind: ConfigMap
    metadata: { name: coredns-custom, namespace: kube-system }
    data:
      who.override: whoami
`;
const DEPLOYMENT = `---
apiVersion: apps/v1
kind: Deployment
metadata: { name: coredns, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - { name: coredns, image: "registry.k8s.io/coredns/coredns:v1.11.3" }
`;

/** Pastes as a browser does, where the focus is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([fileName, contents]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([contents ?? ""], fileName ?? ""));
      document
        .querySelector("main")
        ?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );
}

test("a pasted ConfigMap is imported with its keys and additions, serves, and is undone", async ({ studio, page }) => {
  await studio.editor.focus();
  await paste(page, `${MANIFEST}${DEPLOYMENT}`);
  const dialog = page.getByRole("dialog", { name: "Import from Kubernetes" });
  await expect(dialog.getByRole("listitem")).toHaveText([
    /Corefile\s*exists: this text replaces it, unsaved/,
    /NodeHosts\s*is created/,
    /custom\/who\.override\s*is created/,
  ]);
  await expect(dialog).toContainText("2 paths below /etc/coredns are written from this folder");
  await expect(dialog.getByRole("checkbox", { name: /^This folder is for CoreDNS 1\.11\.3/ })).toBeChecked();
  await expect(dialog.getByRole("button", { name: "Import" })).toBeFocused();
  await expectNoViolations(page);
  await page.keyboard.press("Enter");
  await expect(studio.lines).toContainText("hosts NodeHosts");
  await expect(studio.announcement).toContainText("Imported kube-system/coredns: 4 files.");
  await expect(page.getByRole("button", { name: "plugins in the order of CoreDNS 1.11.3" })).toBeVisible();
  await expect(studio.problems).not.toContainText("Unknown directive");
  await studio.askFor("node.example.org");
  await expect(studio.reply).toContainText("192.0.2.7");
  expect(readFileSync(onDisk("Corefile"), "utf8")).toBe(COREFILE);
  expect(readFileSync(onDisk("custom/who.override"), "utf8")).toBe("whoami");
  await page.getByRole("button", { name: "Undo the import" }).click();
  await expect(studio.lines).toContainText("chaos");
  await expect(studio.files).not.toContainText("NodeHosts");
  for (const path of ["NodeHosts", "studio.yaml"]) expect(existsSync(onDisk(path))).toBe(false);
});

test("undoing keeps a text that was edited since", async ({ studio, page }) => {
  await studio.editor.focus();
  await paste(page, MANIFEST);
  await page.getByRole("dialog").getByRole("button", { name: "Import" }).click();
  await expect(studio.lines).toContainText("hosts NodeHosts");
  await studio.write(".:1054 {\n    whoami\n}\n");
  await page.getByRole("button", { name: "Undo the import" }).click();
  await expect(studio.announcement).toContainText("except for what was edited since: Corefile.");
  await expect(studio.lines).toContainText(".:1054");
});

test("a paste that is meant as text stays text, and the bar above it offers the import again", async ({
  studio,
  page,
}) => {
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await paste(page, MANIFEST);
  await page.getByRole("button", { name: "Paste as text" }).click();
  await expect(studio.lines).toContainText("kind: ConfigMap");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByText("This is a Kubernetes manifest, not a Corefile.")).toBeVisible();
  await page.getByRole("button", { name: "Import its Corefile…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Import" }).click();
  await expect(studio.lines).toContainText("hosts NodeHosts");
  await expect(page.getByText("This is a Kubernetes manifest, not a Corefile.")).toHaveCount(0);
});

test("a dropped file opens the same dialog; one without a Corefile is told", async ({ studio, page }) => {
  await drop(page, "coredns.yaml", MANIFEST);
  const dialog = page.getByRole("dialog", { name: "Import from Kubernetes" });
  await expect(dialog.getByRole("listitem")).toHaveCount(3);
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await drop(page, "pod.yaml", "kind: Pod\n");
  await expect(dialog.getByRole("alert")).toContainText("There is no ConfigMap with a Corefile");
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await expect(studio.lines).toContainText("chaos");
});

test("the palette imports too: what is typed or chosen, and which Corefile of several", async ({ studio, page }) => {
  await expect(studio.status).toBeVisible();
  await page.keyboard.press("F1");
  await page.getByRole("dialog").getByRole("combobox").fill("Import from Kubernetes");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Import from Kubernetes" });
  const field = dialog.getByRole("textbox", { name: "Manifest" });
  await expect(field).toBeFocused();
  await field.fill("kind: [");
  await expect(dialog.getByRole("alert")).toContainText("This is not YAML");
  const other =
    "kind: ConfigMap\nmetadata: { name: other }\ndata:\n  Corefile: |\n    .:1055 {\n        whoami\n    }\n";
  await field.fill(`${MANIFEST}---\n${other}`);
  await dialog.getByRole("radio", { name: "other" }).check();
  await expect(dialog.getByRole("listitem")).toHaveCount(2);
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(studio.lines).toContainText(".:1055");
});

test("the effective Corefile says where each line comes from, and what CoreDNS will refuse", async ({
  studio,
  page,
}) => {
  await studio.editor.focus();
  await paste(page, MANIFEST.replace("who.override: whoami", "who.override: whoamy"));
  const dialog = page.getByRole("dialog", { name: "Import from Kubernetes" });
  const lines = dialog.getByRole("region", { name: "Effective Corefile" });
  await expect(lines.getByRole("row").filter({ hasText: "whoamy" })).toContainText("coredns-custom who.override:1");
  await expect(lines.getByRole("row").filter({ hasText: "hosts NodeHosts" })).toContainText("coredns Corefile:2");
  await expect(dialog.getByRole("status")).toContainText(
    /✗ ConfigMap kube-system\/coredns-custom, who\.override:1: .*Unknown directive 'whoamy'/,
  );
});

test("Helm values are imported as the Corefile that the chart makes of them", async ({ studio, page }) => {
  await studio.editor.focus();
  await paste(page, "servers:\n  - zones: [{ zone: . }]\n    port: 1056\n    plugins:\n      - name: whoami\n");
  const dialog = page.getByRole("dialog", { name: "Import from Kubernetes" });
  await expect(dialog.getByRole("row").filter({ hasText: "whoami" })).toContainText(
    "Helm values servers[0].plugins[0]:2",
  );
  await expect(dialog).toContainText("CoreDNS would start with it.");
  await dialog.getByRole("button", { name: "Import" }).click();
  await expect(studio.lines).toContainText(".:1056 {");
});

test("a cluster is read by the context that is chosen, with its objects, and all of it is undone", async ({
  server,
  studio,
  page,
}) => {
  const inSystem = (name: string): object => ({ name, namespace: "kube-system" });
  const api = await FakeApi.start([
    {
      kind: "ConfigMap",
      metadata: inSystem("coredns"),
      data: { Corefile: ".:1057 {\n    kubernetes cluster.local\n}\n" },
    },
    { kind: "Namespace", metadata: { name: "shop" } },
    { kind: "Service", metadata: { name: "web", namespace: "shop" }, spec: { clusterIP: "10.96.0.9" } },
  ]);
  api.forbidden.add("GET pods");
  writeFileSync(join(server.home, "kubeconfig"), api.kubeconfig());
  await page.getByRole("button", { name: "Kubernetes", exact: true }).click();
  await page.getByRole("menuitem", { name: "Import from Kubernetes…" }).click();
  const dialog = page.getByRole("dialog", { name: "Import from Kubernetes" });
  await dialog.getByRole("radio", { name: "A cluster of your kubeconfig" }).check();
  await expect(dialog.getByRole("button", { name: "Read the cluster" })).toBeDisabled();
  expect(api.requests).toEqual([]);
  await dialog.getByRole("combobox", { name: "Context" }).selectOption("lab");
  await dialog.getByRole("button", { name: "Read lab" }).click();
  await expect(dialog.getByRole("list", { name: "Found" })).toContainText("Snapshot: 1 Namespace, 1 Service");
  await expect(dialog).toContainText("kubectl --context lab get pods -A -o yaml");
  await expectNoViolations(page);
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await expect(studio.lines).toContainText("kubernetes cluster.local");
  await expect(async () => expect(readFileSync(onDisk("cluster/shop.yaml"), "utf8")).toContain("10.96.0.9")).toPass();
  await studio.askFor("web.shop.svc.cluster.local");
  await expect(studio.reply).toContainText("10.96.0.9");
  await page.getByRole("button", { name: "Undo the import" }).click();
  await expect(studio.lines).toContainText("chaos");
  await expect.poll(() => existsSync(onDisk("cluster/shop.yaml"))).toBe(false);
  await api.close();
});
