/** axe over a page, by the criteria of WCAG 2.2 AA; nothing of it is left out. */
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const THEMES = ["light", "dark", "high-contrast"] as const;
type Theme = (typeof THEMES)[number];

const CRITERIA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** The criteria that colours can break: a theme changes nothing else. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];
/** A desk, a small window, a phone. */
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** Fails when axe finds something in the theme that is on. */
export async function expectNoViolations(page: Page): Promise<void> {
  const looked = await analyze(axe(page).withTags(CRITERIA));
  // The rule is off unless its tag is chosen; a run without it would prove less than it seems to.
  expect(looked).toContain("target-size");
}

/** Fails when axe finds something in the light theme or in the dark one, which stays on. */
export function expectAccessible(page: Page): Promise<void> {
  return expectAccessibleIn(page, ["light", "dark"]);
}

/** Shows a view in each theme at each width; fails when axe finds something, or the page scrolls sideways. */
export async function expectAccessibleEverywhere(page: Page, show: () => Promise<void>): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    await show();
    await expectAccessibleIn(page, THEMES);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }
}

/** Fails when axe finds something in one of the themes; the last one stays on. */
export async function expectAccessibleIn(page: Page, [first, ...others]: readonly Theme[]): Promise<void> {
  if (first === undefined) return;
  await putOn(page, first);
  await expectNoViolations(page);
  for (const theme of others) {
    await putOn(page, theme);
    expect(await analyze(axe(page).withRules(OF_COLOURS))).toContain("color-contrast");
  }
}

async function putOn(page: Page, theme: Theme): Promise<void> {
  await page.evaluate((choice) => {
    document.documentElement.dataset.theme = choice;
  }, theme);
}

/**
 * Legacy mode leaves out frames of other origins, of which the page has none, and a page that is opened for them. What holds
 * is told by one element for each rule: to describe all that do takes as long as to look at them.
 */
const axe = (page: Page): AxeBuilder =>
  new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode(true);

/** Fails when something is found; gives the rules that had something to look at. */
async function analyze(builder: AxeBuilder): Promise<readonly string[]> {
  const { violations, passes, incomplete } = await builder.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
  expect(found).toEqual([]);
  return [...passes, ...incomplete].map(({ id }) => id);
}
