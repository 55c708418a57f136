/**
 * How soon a page can be used, and how long a question takes until its explanation is on the screen, in a real Chromium:
 * `npm run bench:page [-- --visits 10] [--questions 50]`. The studio must be built (`npm run build`).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { type BenchStudio, machine, openStudio, quantile } from "./studio.ts";

const { values } = parseArgs({
  options: {
    visits: { type: "string", default: "10" },
    questions: { type: "string", default: "50" },
    port: { type: "string", default: "3478" },
  },
});

const COREFILE = `example.org:1053 {
    errors
    cache 30
    rewrite name suffix .old.example.org .example.org answer auto
    hosts {
        192.0.2.80 www.example.org
        fallthrough
    }
    whoami
}
`;

/** Milliseconds from the navigation until a key that is pressed stands in the text. */
async function visit({ browser, address }: BenchStudio): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "commit" });
  await shown(page, '[role="textbox"][aria-label="Corefile"], textarea[aria-label="Corefile"]', "");
  await page.getByRole("textbox", { name: "Corefile" }).focus();
  await page.keyboard.press("#");
  const tookMs = await shown(page, ".view-lines", "#example.org:1053");
  await context.close();
  return tookMs;
}

/** Milliseconds from the navigation until an element has a text, in the page's own time: a driver only looks now and then. */
function shown(page: Page, selector: string, text: string): Promise<number> {
  return page.evaluate(
    ([wanted = "", words = ""]) =>
      new Promise<number>((done) => {
        const isThere = (): boolean => document.querySelector(wanted)?.textContent?.includes(words) === true;
        const look = (): void => {
          if (!isThere()) return;
          observer.disconnect();
          done(performance.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        look();
      }),
    [selector, text],
  );
}

/** Milliseconds from the click on Ask until the region Why speaks of the question, in the page's own time. */
async function question(page: Page, name: string): Promise<number> {
  await page.getByRole("combobox", { name: "Name" }).fill(name);
  return page.evaluate(async (asked) => {
    const why = document.querySelector('[data-pane="why"]');
    const button = [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Ask");
    if (why === null || button === undefined) return Number.NaN;
    const startMs = performance.now();
    const shown = new Promise<void>((done) => {
      const observer = new MutationObserver(() => {
        if (!why.textContent?.includes(`${asked}.`)) return;
        observer.disconnect();
        // What is in the document is on the screen after the next frame.
        requestAnimationFrame(() => requestAnimationFrame(() => done()));
      });
      observer.observe(why, { subtree: true, childList: true, characterData: true });
    });
    button.click();
    await shown;
    return performance.now() - startMs;
  }, name);
}

async function questions(studio: BenchStudio, count: number): Promise<readonly number[]> {
  const page = await studio.browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(studio.address);
  await page.getByRole("status", { name: "Engine status" }).getByText("Serving").waitFor();
  await sleep(3000);
  const times: number[] = [];
  for (let index = 0; index < count; index++) {
    times.push(await question(page, `host${index}.old.example.org`));
    await sleep(200);
  }
  return times;
}

function row(name: string, times: readonly number[]): string {
  const sorted = times.toSorted((left, right) => left - right);
  return `| ${name} | ${sorted.length} | ${quantile(sorted, 0.5)} | ${quantile(sorted, 0.95)} | ${quantile(sorted, 1)} |`;
}

const studio = await openStudio({ corefile: COREFILE, port: values.port });
try {
  console.log(
    `${machine()}\n\n| what | count | median ms | p95 ms | longest ms |\n| --- | ---: | ---: | ---: | ---: |`,
  );
  const visits: number[] = [];
  for (let index = 0; index < Number(values.visits); index++) visits.push(await visit(studio));
  console.log(row("from the address to a key in the text, nothing cached", visits));
  console.log(row("from Ask to the explanation on the screen", await questions(studio, Number(values.questions))));
} finally {
  await studio.close();
}
