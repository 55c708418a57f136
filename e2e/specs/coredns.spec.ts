/** The user's own CoreDNS as the second engine: chosen, missing, the same, different, stopped, and never started by an edit. */
import { join } from "node:path";
import { OWN_RELEASE, writeOwnCoredns } from "../../server/_test/own-coredns.ts";
import { expectAccessible } from "../pages/accessibility.ts";
import { expect, test } from "../workspace.ts";

const corefile = (comment: string): string => `example.org:1053 {
    errors
    # ${comment}
    hosts {
        192.0.2.1 www.example.org
    }
}
`;

test("coredns answers beside built-in, on request only", async ({ studio, page, server }) => {
  test.slow();
  const program = (served?: string): void => void writeOwnCoredns(join(server.home, "coredns"), served);
  const beside = page.getByRole("region", { name: "CoreDNS and built-in" });
  const choose = async (): Promise<void> => {
    await studio.engine.selectOption("built-in");
    await studio.engine.selectOption("coredns");
  };
  let asked = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/api/coredns/ask")) asked += 1;
  });
  await studio.serve(corefile("as it was"));

  await choose();
  await expect(studio.engine).toContainText("coredns: not found");
  await expect(studio.announcement).toContainText("no such file or directory");
  await studio.askFor("www.example.org");
  await expect(studio.why).toContainText("Set COREDNS_BIN to the path of a coredns program");

  program();
  await choose();
  await expect(studio.engine).toContainText(`coredns ${OWN_RELEASE}`);
  await studio.askFor("www.example.org");
  await expect(beside).toContainText("same as built-in", { timeout: 20_000 });
  await expect(studio.reply).toContainText(`Observed (coredns ${OWN_RELEASE})`);
  await expect(studio.why).toContainText(`told by coredns ${OWN_RELEASE}`);
  await expect(studio.why).toContainText("CoreDNS tells which plugins ran, not which line decided.");
  await expect(studio.why.getByRole("list", { name: "Down the chain" })).toContainText("hosts");

  program("sed -i.before s/192.0.2.1/192.0.2.99/ Corefile");
  await studio.askFor("www.example.org");
  const row = beside.getByRole("row", { name: /192\.0\.2\.99/ });
  await expect(row).toContainText("nothing", { timeout: 20_000 });
  await expect(beside).toContainText(`CoreDNS ${OWN_RELEASE} and built-in: they differ in answer.`);
  await beside.getByText(`What CoreDNS ${OWN_RELEASE} printed`).click();
  await expect(beside).toContainText(`CoreDNS-${OWN_RELEASE}`);
  await expectAccessible(page);

  const before = asked;
  await studio.write(corefile("edited"));
  await expect(studio.reply).toContainText("From an earlier edit.");
  await page.waitForTimeout(1000);
  expect(asked).toBe(before);

  program("exec sleep 100");
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText(`Starting CoreDNS ${OWN_RELEASE}`);
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await expect(studio.why).toContainText(`Stopped before CoreDNS ${OWN_RELEASE} was up`, { timeout: 20_000 });
});
