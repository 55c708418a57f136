/** The release of CoreDNS that a folder is for: chosen, kept in studio.yaml, and followed by problems, chain and engine. */
import { expectAccessible } from "../pages/accessibility.ts";
import { expect, resetWorkspace, test } from "../workspace.ts";

const COREFILE = `.:1053 {
    multisocket 1
    cache
    acl {
        block net 192.0.2.0/24
    }
    whoami
}
`;

test("a release is chosen by keys, is kept in studio.yaml, and decides what there is and in which order it runs", async ({
  studio,
  page,
}) => {
  resetWorkspace({ Corefile: COREFILE, "studio.yaml": "# ours\nenvironment:\n  REGION: eu\n" });
  await expect(studio.lines).toContainText("multisocket");
  const order = async () => {
    const plugins = studio.chain.locator("[data-plugin]");
    const names = await plugins.evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-plugin")));
    return names.filter((name) => name === "acl" || name === "cache");
  };
  await expect.poll(order).toEqual(["acl", "cache"]);
  const release = (name: string) => page.getByRole("button", { name: `plugins in the order of CoreDNS ${name}` });
  await release("1.15.0").focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Release of CoreDNS" });
  await dialog.getByRole("combobox", { name: "This folder is for" }).selectOption("1.14.6");
  await expect(dialog).toContainText("What a plugin does with a question is what 1.15.0 does.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Choose" }).press("Enter");
  await expect(release("1.14.6")).toBeVisible();
  await expect.poll(order).toEqual(["cache", "acl"]);
  await expect(studio.lines).toContainText("release: 1.14.6");
  await expect(studio.lines).toContainText("# ours");
  await expect(studio.announcement).toContainText("This folder is for CoreDNS 1.14.6. studio.yaml is not saved yet.");

  await page.getByRole("textbox", { name: "studio.yaml" }).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("release: 1.11.3\n");
  await expect(release("1.11.3")).toBeVisible();
  await expect(studio.problems).toContainText("Corefile:2 - Error during parsing: Unknown directive 'multisocket'");
  await expect(studio.problems).toContainText("multisocket came with CoreDNS 1.12.0; this folder is for 1.11.3.");
  await studio.status.getByRole("button").first().click();
  await expect(page.getByRole("dialog", { name: "Engine" })).toContainText(
    "the order of the chain are those of CoreDNS 1.11.3",
  );
});
