/** Room: every width shows every part, any part may have it all, and names are not broken within a label. */
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "../workspace.ts";

const WIDTHS = [1920, 1440, 1366, 1024, 768, 390] as const;
const COREFILE = `.:1053 {
    errors
    template IN A {
        answer "{{ .Name }} 60 IN A 192.0.2.1"
    }
}
`;
const LONG = "a-rather-long-label.another-long-label.service.cluster.example.org";

async function openAt(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 844 });
  if (width < 768) await page.getByRole("tab", { name: "Ask" }).click();
}

const widthOf = async (locator: Locator): Promise<number> => (await locator.boundingBox())?.width ?? 0;

test("at each width the name has room, and reply, wire, history and log are there", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  for (const width of WIDTHS) {
    await openAt(page, width);
    await expect.poll(() => widthOf(studio.name)).toBeGreaterThan(width < 768 ? 200 : 300);
    await page.getByRole("tab", { name: "Reply" }).click();
    await studio.askFor(`w${width}.${LONG}`);
    await expect(studio.reply).toContainText(`w${width}.`);
    await expect(studio.reply).toContainText("192.0.2.1");
    for (const tab of ["Wire", "History", "Log"]) {
      await page.getByRole("tab", { name: tab }).click();
      await expect(page.getByRole("tabpanel", { name: tab })).toBeVisible();
    }
    await expect(studio.status).toContainText("Serving");
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(scrolls).toBe(false);
  }
});

test("a name breaks at its dots only", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await openAt(page, 390);
  await studio.askFor(LONG);
  const cell = studio.reply.getByRole("cell", { name: LONG });
  await expect(cell).toBeVisible();
  const lines = await cell
    .locator("span")
    .evaluateAll((labels) => labels.map((label) => label.getClientRects().length));
  expect(lines).toEqual([1, 1, 1, 1, 1, 1]);
  // The name as a whole does need two lines.
  expect((await cell.boundingBox())?.height ?? 0).toBeGreaterThan(30);
});

test("the options are behind one button that says what differs", async ({ studio, page }) => {
  await expect(studio.status).toContainText("Serving");
  await page.getByRole("button", { name: "More options: EDNS 1232" }).click();
  await page.getByLabel("DO, DNSSEC OK").check();
  await page.keyboard.press("Escape");
  const button = page.getByRole("button", { name: "More options: EDNS 1232, DO" });
  await expect(button).toBeFocused();
});

test("a part is maximised by button, key and double click, and others are out of reach meanwhile", async ({
  studio,
  page,
}) => {
  await expect(studio.status).toContainText("Serving");
  const main = page.getByRole("main");
  const whole = await widthOf(main);
  await page.getByRole("button", { name: "Maximise the chain" }).click();
  await expect.poll(() => widthOf(studio.chain)).toBe(whole);
  await expect(studio.name).toBeHidden();
  await page.keyboard.press("F6");
  await expect(studio.chain).toBeFocused();
  await page.getByRole("button", { name: "Restore the chain" }).click();
  await expect(studio.name).toBeVisible();

  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+F6");
  await expect(studio.chain).toBeHidden();
  await expect(studio.editor).toBeFocused();
  await page.keyboard.press("ControlOrMeta+F6");
  await expect(studio.chain).toBeVisible();

  await studio.why.getByRole("heading", { name: "Why" }).dblclick();
  await expect.poll(() => widthOf(studio.why)).toBe(whole);
});

test("the list of problems folds to its line, and stays folded", async ({ studio, page }) => {
  await studio.write(".:1053 {\n    whoaim\n}\n");
  await expect(studio.problems).toContainText("Unknown directive 'whoaim'");
  await page.getByRole("button", { name: "Hide the list of problems" }).click();
  await expect(studio.problems).not.toContainText("Unknown directive");
  await expect(studio.problems).toContainText("1 error");
  await page.reload();
  await expect(studio.problems).toContainText("1 error");
  await expect(studio.problems).not.toContainText("Unknown directive");
  await page.getByRole("button", { name: "Show the list of problems" }).click();
  await expect(studio.problems).toContainText("Unknown directive 'whoaim'");
});

test("in forced colours the chosen tab, the deciding line and the state stand out", async ({ studio, page }) => {
  await studio.serve(COREFILE);
  await page.emulateMedia({ forcedColors: "active" });
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("192.0.2.1");
  const border = (locator: Locator): Promise<string> =>
    locator.evaluate((element) => getComputedStyle(element).borderBottomColor);
  expect(await border(page.getByRole("tab", { name: "Reply" }))).not.toBe(
    await border(page.getByRole("tab", { name: "Wire" })),
  );
  const dot = studio.status.locator("button > span").first();
  const colours = await dot.evaluate((element) => [
    getComputedStyle(element).backgroundColor,
    getComputedStyle(document.body).backgroundColor,
  ]);
  expect(colours[0]).not.toBe(colours[1]);
  const outline = page.locator("[class*=decidedLine]").first();
  expect(await outline.evaluate((element) => getComputedStyle(element).outlineStyle)).toBe("solid");
});
