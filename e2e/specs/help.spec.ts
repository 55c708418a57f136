/** Where to start and where to look things up: cards, gallery, paste, tour, manual. */

import { expectAccessible } from "../pages/accessibility.ts";
import { expect, test } from "../workspace.ts";

test("a first visit offers examples; one opens with its story, and all can be searched", async ({ studio, page }) => {
  const start = studio.why.getByRole("region", { name: "Where to start" });
  await expect(start.getByRole("listitem")).toHaveCount(6);
  await expectAccessible(page);
  await start.getByRole("button", { name: /^All \d+ examples/ }).click();
  const gallery = page.getByRole("dialog", { name: "Examples" });
  await expectAccessible(page);
  await gallery.getByRole("textbox", { name: "About" }).fill("serve_stale");
  await expect(gallery.getByRole("status")).toContainText(/^1 of /);
  await gallery.getByRole("listitem").getByRole("button").click();
  await expect(page.getByRole("region", { name: "Story" })).toContainText("When do clients see the new record?");
  await expect(studio.lines).toContainText("serve_stale");
  await expect(start).toHaveCount(0);
  await studio.examples.selectOption({ label: "All examples…" });
  await expect(gallery).toBeVisible();
  await studio.escape();
  await studio.examples.selectOption("folder");
  await start.getByRole("button", { name: "Hide this" }).click();
  await expect(start).toHaveCount(0);
  await page.reload();
  await expect(studio.why).toContainText("Ask a question");
  await expect(start).toHaveCount(0);
});

test("a pasted Corefile takes the place of the text, and undo takes it back", async ({ studio, page }) => {
  await studio.why.getByRole("button", { name: "Paste a Corefile" }).click();
  const dialog = page.getByRole("dialog", { name: "Paste a Corefile" });
  await dialog.getByRole("textbox").fill(".:1053 {\n    whoami\n    pasted\n}");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Use this text" }).click();
  await expect(studio.lines).toContainText("pasted");
  await expect(studio.problems).toContainText("Unknown directive 'pasted'");
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+z");
  await expect(studio.lines).not.toContainText("pasted");
});

test("the tour is taken with Enter alone, asks and mends, and ends where it began", async ({ studio, page }) => {
  await page.keyboard.press("F1");
  await page.keyboard.type("five-minute tour");
  await page.keyboard.press("Enter");
  const tour = page.getByRole("region", { name: "Tour" });
  await expect(tour).toContainText("A Corefile with a trap");
  await expect(studio.lines).toContainText("db.corp.example.org");
  await expectAccessible(page);
  const next = tour.getByRole("button", { name: "Next" });
  const goOn = async (title: string): Promise<void> => {
    await expect(next).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(tour).toContainText(title);
    await expect(next).toHaveAttribute("aria-busy", "false");
  };
  await goOn("Ask it");
  await expect(studio.reply).toContainText("192.0.2.5");
  await goOn("Why did it fail?");
  await expect(studio.why).toContainText("SERVFAIL by hosts");
  await goOn("The chain as it runs");
  await expect(studio.node("forward", ".").first()).toHaveAttribute("data-state", "not-reached");
  await goOn("One line mends it");
  await expect(studio.lines).toContainText("fallthrough");
  await expect(studio.reply).toContainText("198.51.100.80");
  await goOn("What if the upstream fails?");
  await goOn("As a pod sees it");
  await page.keyboard.press("Enter");
  await expect(tour).toContainText("Your turn");
  await tour.getByRole("button", { name: "Finish" }).press("Enter");
  await expect(tour).toHaveCount(0);
  await expect(studio.lines).toContainText("Two blocks on one port");
  await expect(studio.announcement).toHaveText("The tour is over.");
});

test("each plugin has a page of the manual, from help and by its address", async ({ studio, page, context }) => {
  await expect(studio.status).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Keys and help" }).click();
  const opened = context.waitForEvent("page");
  await page.getByRole("dialog").getByRole("link", { name: "Manual of the plugins" }).click();
  const manual = await opened;
  await expect(manual.getByRole("heading", { name: "Plugins", level: 1 })).toBeVisible();
  await expectAccessible(manual);
  await manual.getByRole("link", { name: "pprof" }).click();
  await expect(manual.getByRole("heading", { name: "pprof", level: 1 })).toBeVisible();
  await expect(manual.getByRole("table")).toContainText("allocs");
  await manual.goto("/plugins/rewrite");
  await expect(manual.locator("[data-word=directive]").first()).toHaveText("rewrite");
  for (const width of [1440, 390]) {
    await manual.setViewportSize({ width, height: 800 });
    await expectAccessible(manual);
    expect(await manual.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
      0,
    );
  }
  expect((await manual.goto("/plugins/no-such-plugin"))?.status()).toBe(404);
  await expect(manual.getByRole("main")).toContainText("There is no such plugin");
});
