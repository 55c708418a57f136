/** Files beside the Corefile, by keyboard: zone files and hosts files have their problems in themselves, as they are typed. */
import { expect, resetWorkspace, test } from "../workspace.ts";

const COREFILE = `example.org:1053 {
    file zones/db.example.org
    hosts names {
        fallthrough
    }
}
`;
const ZONE = `$TTL 3600
@ SOA ns admin 1 7200 3600 1209600 300
@ NS ns
ns A 192.0.2.53
`;
const FILES = { Corefile: COREFILE, "zones/db.example.org": ZONE, names: "192.0.2.1 www.example.org\n" };

test.beforeEach(async ({ studio, page }) => {
  resetWorkspace(FILES);
  await page.reload();
  await expect(studio.lines).toContainText("file zones/db.example.org");
});

test("a record that CoreDNS refuses is told in the zone file, with the Corefile in front as well", async ({
  studio,
  page,
}) => {
  await studio.files.getByText("db.example.org", { exact: true }).click();
  await page.getByRole("textbox", { name: "db.example.org" }).focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("mail A 192.0.2.300\n");
  await expect(studio.problems).toContainText("db.example.org:5:8");
  await expect(studio.problems).toContainText('dns: bad A A: "192.0.2.300" at line: 5:18');
  await expect(page.locator(".squiggly-error")).toHaveCount(1);
  await studio.files.getByText("Corefile", { exact: true }).click();
  await expect(studio.problems).toContainText("db.example.org:5:8");
});

test("a name without its dot is mended with Ctrl+.", async ({ studio, page }) => {
  await studio.files.getByText("db.example.org", { exact: true }).click();
  await page.getByRole("textbox", { name: "db.example.org" }).focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("www CNAME ns.example.org");
  await expect(studio.problems).toContainText("ns.example.org without a final dot is ns.example.org.example.org.");
  await page.keyboard.press("ControlOrMeta+.");
  await expect(page.locator(".action-widget", { hasText: "Write ns.example.org." })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(studio.lines).toContainText("www CNAME ns.example.org.");
  await expect(studio.problems).not.toContainText("without a dot");
});

test("a line that hosts passes over is told in the hosts file", async ({ studio, page }) => {
  await studio.files.getByText("names", { exact: true }).click();
  await page.getByRole("textbox", { name: "names" }).focus();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("192.0.2.256 bad.example.org");
  await expect(studio.problems).toContainText("192.0.2.256 is not an address: CoreDNS skips this line.");
  await expect(studio.problems).toContainText("names:2:1");
});
