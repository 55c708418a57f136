/** The diagram: which block, where questions leave, orders, heat, moving about, and files of it. */

import { readFileSync } from "node:fs";
import { expectAccessible } from "../pages/accessibility.ts";
import { expect, resetWorkspace, test } from "../workspace.ts";

const VIEWS = `corp.example:1053 {
    view vpn {
        expr incidr(client_ip(), '10.8.0.0/16')
    }
    forward . 10.9.0.2 8.8.8.8
    hosts {
        10.0.0.5 db.corp.example
    }
}
corp.example:1053 {
    whoami
    cache 30
    log
}
lab.corp.example:1053 {
    file zones/db.example.org
}
.:1054 {
    forward . 127.0.0.1:1054
}
`;

test("which block, by zone and view; where questions leave; what lint says of upstreams; loops", async ({
  studio,
  page,
}) => {
  await studio.write(VIEWS);
  const tree = studio.chain.getByRole("region", { name: "Which block: dns://:1053" });
  await expect(tree.getByRole("button")).toHaveText(["① view vpn", "② all others", "lab.corp.example."]);
  await expect(tree).toContainText("anything else → REFUSED");
  await expect(studio.chain).toContainText("view vpn if incidr(client_ip(), '10.8.0.0/16')");
  await expect(studio.chain.getByTitle("miss stops here → SERVFAIL", { exact: true })).toHaveAttribute(
    "data-dead",
    "true",
  );
  await expect(studio.chain.getByTitle("miss → NXDOMAIN", { exact: true })).not.toHaveAttribute("data-dead");
  await expect(studio.chain.getByTitle(/^8\.8\.8\.8: A query may go to 10\.9\.0\.2, which is private/)).toBeVisible();
  await expect(studio.chain.getByTitle(/^127\.0\.0\.1:1054 = dns:\/\/:1054: questions come back/)).toBeVisible();
  // The zone leads to its block, and the block to its line.
  await tree.getByRole("button", { name: /corp\.example\. all others/ }).click();
  await expect(studio.chain.locator("[data-block=block-1]")).toBeFocused();
  await expectAccessible(page);

  await studio.chain.getByRole("button", { name: "Show as a list" }).click();
  for (const words of [
    "② all others",
    "view vpn if incidr(client_ip(), '10.8.0.0/16')",
    "miss stops here → SERVFAIL",
    "other type → NODATA",
    "8.8.8.8 ⚠ A query may go to 10.9.0.2",
    "in a loop",
    "anything else → REFUSED",
    "written 2nd, runs 1st",
  ]) {
    await expect(studio.chain).toContainText(words);
  }
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole("tab", { name: "Why" }).click();
  await expect(studio.chain).toContainText("miss stops here → SERVFAIL");
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test("written order against run order, and heat of the queries that were served", async ({ studio, page }) => {
  await studio.serve("example.org:1053 {\n    whoami\n    cache 30\n    log\n}\n");
  const nodes = studio.chain.locator("[data-plugin]");
  await expect(nodes).toHaveText(["log", "cache", "whoami"]);
  await studio.chain.getByRole("button", { name: "Written order" }).click();
  await expect(studio.chain).toContainText("plugins in written order");
  await expect(nodes).toHaveText(["whoami3rd", "cache2nd", "log1st"]);
  await expect(studio.node("whoami", "example.org.")).toHaveAccessibleName(/written 1st, runs 3rd/);
  await studio.chain.getByRole("button", { name: "Written order" }).click();

  await studio.chain.getByRole("button", { name: "Heat" }).click();
  await expect(studio.chain).toContainText("No query was served with this text yet");
  for (const name of ["a.example.org", "b.example.org", "a.example.org"]) {
    await studio.askFor(name);
    await expect(studio.reply).toContainText(name);
  }
  await expect(studio.chain).toContainText("Heat of the newest 3 queries");
  await expect(studio.node("log", "example.org.")).toHaveAccessibleName(/ran for 3 of 3 questions/);
  await expect(studio.node("cache", "example.org.")).toHaveAttribute("data-heat", "4");
  await expect(studio.node("cache", "example.org.")).toHaveAccessibleName(/ran for 3 of 3 questions, decided 1/);
  await expect(studio.node("whoami", "example.org.")).toHaveText(/2× ●2 /);
  await expectAccessible(page);
  await studio.chain.getByRole("button", { name: "Show as a list" }).click();
  await expect(studio.node("whoami", "example.org.")).toContainText("ran for 2 of 3 questions, decided 2");
});

test("SVG, PNG and Mermaid are what is shown", async ({ studio, page }) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await studio.write(VIEWS);
  await expect(studio.chain.getByTitle(/^8\.8\.8\.8: A query may go/)).toBeVisible();
  await studio.chain.getByRole("button", { name: "Plugins of lab.corp.example." }).click();
  const save = async (label: string): Promise<Buffer> => {
    await studio.chain.getByRole("button", { name: "Export the diagram" }).click();
    const coming = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: label }).click();
    return readFileSync(await (await coming).path());
  };
  const svg = String(await save("Save the diagram as SVG"));
  expect(svg).toContain('<title id="title">Chain of ');
  expect(svg).toContain("② ");
  expect(svg).toContain("8.8.8.8");
  // Folded: its plugin in one line, its exit not at all.
  expect(svg).not.toContain("miss → NXDOMAIN");
  const drawn = await page.evaluate((text) => {
    const { documentElement } = new DOMParser().parseFromString(text, "image/svg+xml");
    return [documentElement.localName, documentElement.querySelectorAll("rect").length > 10];
  }, svg);
  expect(drawn).toEqual(["svg", true]);

  const png = await save("Save the diagram as PNG");
  expect([...png.subarray(1, 4)]).toEqual([..."PNG"].map((sign) => sign.charCodeAt(0)));
  expect(png.readUInt32BE(16)).toBe(2160);

  const mermaid = String(await save("Save the diagram as Mermaid"));
  expect(mermaid).toContain("flowchart LR");
  // By the palette, and on the clipboard.
  await page.keyboard.press("F1");
  await page.getByRole("dialog").getByRole("combobox").fill("copy the diagram");
  await page.keyboard.press("Enter");
  await expect(studio.announcement).toContainText("Copied.");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(mermaid);
});

/** Many blocks. */
const blocks = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) =>
      `z${index}.example.org:1053 {\n    errors\n    cache 30\n    hosts {\n        192.0.2.1 a.z${index}.example.org\n        fallthrough\n    }\n    forward . 192.0.2.53\n}\n`,
  ).join("");

test("zoom, moving about and folding, by keys alone and by the wheel", async ({ studio, page }) => {
  resetWorkspace({ Corefile: blocks(40) });
  await studio.open();
  await expect(studio.chain).toContainText("40 server blocks");
  const view = studio.chain.getByRole("group", { name: /^Diagram/ });
  await expect(studio.chain.locator("[data-minimap]")).toBeVisible();
  const scale = studio.chain.getByRole("button", { name: "%" });
  await view.focus();
  for (const key of ["+", "+", "-", "-", "-"]) await page.keyboard.press(key);
  await expect(scale).toHaveText("83 %");
  await page.keyboard.press("0");
  await expect(scale).toHaveText("100 %");
  const top = () => view.evaluate(({ scrollTop }) => scrollTop);
  for (let press = 0; press < 10; press++) await page.keyboard.press("ArrowDown");
  await expect.poll(top).toBeGreaterThan(200);
  await page.keyboard.press("f");
  await expect(scale).toHaveText("25 %");
  await expect.poll(top).toBe(0);
  await page.keyboard.press("0");

  // From box to box: → along the chain, ↓ to the next block, ← folds it.
  const fold = studio.chain.getByRole("button", { name: "Plugins of z0.example.org." });
  await fold.focus();
  await page.keyboard.press("ArrowLeft");
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(studio.node("hosts", "z0.example.org.")).toHaveCount(0);
  await page.keyboard.press("ArrowRight");
  await expect(fold).toHaveAttribute("aria-expanded", "true");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(studio.node("errors", "z0.example.org.")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(studio.node("errors", "z0.example.org.")).toHaveAttribute("data-at-cursor", "true");
  await page.keyboard.press("ArrowDown");
  await expect(studio.chain.getByRole("button", { name: "Plugins of z1.example.org." })).toBeFocused();

  // The wheel moves it; with Ctrl it zooms where the pointer is.
  const box = await view.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 60);
  await page.mouse.wheel(0, 600);
  await expect.poll(top).toBeGreaterThan(400);
  await page.keyboard.down("Control");
  await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await expect(scale).toHaveText("122 %");
  await studio.chain.getByRole("button", { name: "Fit into the view" }).click();
  await studio.chain.getByRole("button", { name: "Fold all blocks" }).click();
  await expect(studio.chain.locator("[data-plugin]")).toHaveCount(0);
});

test("more blocks than can be drawn, a plugin that is not served, a text that does not parse", async ({
  studio,
  page,
}) => {
  resetWorkspace({ Corefile: blocks(201) });
  await studio.open();
  await expect(studio.chain).toContainText("201 of 201 server blocks");
  await studio.chain.getByLabel("Find a zone").fill("z77.");
  await studio.chain.getByRole("button", { name: /^z77\.example\.org/ }).click();
  await expect(studio.node("forward", "z77.example.org.")).toBeVisible();
  await studio.chain.getByRole("button", { name: "← All 201 blocks" }).click();
  await expect(studio.chain.getByLabel("Find a zone")).toBeVisible();
  await studio.write("example.org:1053 {\n    fooo\n    whoami\n}\n");
  await expect(studio.node("fooo", "example.org.")).toHaveAccessibleName(/not a plugin of this release/);
  await studio.write("example.org:1053 {\n    fooo\n");
  await expect(studio.chain).toContainText("This is the chain of the last text that did.");
  await expect(studio.node("fooo", "example.org.")).toBeVisible();
  await expectAccessible(page);
});
