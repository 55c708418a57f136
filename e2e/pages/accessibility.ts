/** axe over a page, by the criteria of WCAG 2.2 AA; nothing of it is left out. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** A desk, a small window, a phone. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** Fails when axe finds something in the theme that is on. */
export async function expectNoViolations(page: Page): Promise<void> {
  const { violations, passes, incomplete } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
  expect(found).toEqual([]);
  // The rule is off unless its tag is chosen; a run without it would prove less than it seems to.
  expect([...passes, ...incomplete].map(({ id }) => id)).toContain("target-size");
}

/** Fails when axe finds something in the light theme or in the dark one, which stays on. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const theme of ["light", "dark"]) {
    await page.evaluate((choice) => {
      document.documentElement.dataset.theme = choice;
    }, theme);
    await expectNoViolations(page);
  }
}

/** Shows a view in each theme at each width; fails when axe finds something, or the page scrolls sideways. */
export async function expectAccessibleEverywhere(page: Page, show: () => Promise<void>): Promise<void> {
  for (const theme of ["light", "dark", "high-contrast"]) {
    await page.evaluate((choice) => {
      document.documentElement.dataset.theme = choice;
    }, theme);
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await show();
      await expectNoViolations(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
  }
}
