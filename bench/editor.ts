/**
 * How long after a key the page has fresh problems, in a Corefile of 1,000 server blocks (10,000 lines) in a real
 * Chromium: `npm run bench:editor [-- --blocks 1000] [--only question]`. The studio must be built (`npm run build`).
 */
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "@playwright/test";
import { machine, openStudio, quantile } from "./studio.ts";

/** A key every so many milliseconds: a fast typist, and one who looks at what comes of each key. */
const KEY_EVERY_MS = 80;
const SLOW_KEY_EVERY_MS = 450;

const { values } = parseArgs({
  options: {
    blocks: { type: "string", default: "1000" },
    port: { type: "string", default: "3477" },
    only: { type: "string", default: "" },
  },
});
const blocks = Number(values.blocks);

/** A server block of ten lines. */
const block = (index: number): string => `zone${index}.example.org:1053 {
    errors
    cache 30 {
        success 5000 3600
    }
    hosts {
        192.0.2.${index % 250} host${index}.zone${index}.example.org
    }
    forward . 192.0.2.1 192.0.2.2
}
`;

interface Scenario {
  readonly name: string;
  /** Line and column of the first key. */
  readonly at: (text: string) => { readonly line: number; readonly column: number };
  readonly keys: readonly string[];
  readonly keyEveryMs?: number;
  /** A name that is asked for before the first key, so that its answer is on the page all the while. */
  readonly asks?: string;
}

const middle = Math.floor(blocks / 2) * 10;
const ASKED = `host${blocks / 2}.zone${blocks / 2}.example.org`;
const typed = (text: string): readonly string[] => [...text].map((key) => (key === "\n" ? "Enter" : key));
const SCENARIOS: readonly Scenario[] = [
  {
    name: "an argument gets wrong and right again",
    at: () => ({ line: middle + 3, column: 13 }),
    keys: [...typed("x1"), "Backspace", "Backspace", ...typed("0 example.org"), ...Array(14).fill("Backspace")],
  },
  {
    name: "a new directive at the top of the file",
    at: () => ({ line: 2, column: 11 }),
    keys: typed("\nlog example.net\nlogg\n"),
  },
  {
    name: "a new server block in the middle",
    at: () => ({ line: middle, column: 2 }),
    keys: typed("\nnew.example.org:1053 {\ncache 30\nhosts {\n192.0.2.1 a.example.org\n}\n}\n"),
  },
  {
    name: "after a question: an argument gets wrong and right again",
    at: () => ({ line: middle + 3, column: 13 }),
    keys: [...typed("x1"), "Backspace", "Backspace", ...typed("0 example.org"), ...Array(14).fill("Backspace")],
    asks: ASKED,
  },
  {
    name: "after a question, slowly: an argument gets wrong and right again",
    at: () => ({ line: middle + 3, column: 13 }),
    keys: [...typed("x1"), "Backspace", "Backspace", ...typed("0 example.org"), ...Array(14).fill("Backspace")],
    keyEveryMs: SLOW_KEY_EVERY_MS,
    asks: ASKED,
  },
];

interface Figures {
  readonly delaysMs: readonly number[];
  readonly longTasksMs: readonly number[];
}

async function type(
  page: Page,
  { at, keys, keyEveryMs = KEY_EVERY_MS, asks }: Scenario,
  text: string,
): Promise<Figures> {
  if (asks !== undefined) await ask(page, asks);
  await moveTo(page, at(text));
  await sleep(1500);
  await page.evaluate(() => {
    const seen: { keys: number[]; marks: number[]; tasks: number[] } = { keys: [], marks: [], tasks: [] };
    Object.assign(window, { seen });
    addEventListener("keydown", ({ timeStamp }) => seen.keys.push(timeStamp), { capture: true });
    new PerformanceObserver((list) =>
      seen.marks.push(...list.getEntriesByName("problems").map((mark) => mark.startTime)),
    ).observe({ type: "mark" });
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((task) => task.duration))).observe({
      type: "longtask",
    });
  });
  for (const key of keys) {
    await page.keyboard.press(key === " " ? "Space" : key);
    await sleep(keyEveryMs);
  }
  await sleep(1500);
  const { seen } = await page.evaluate(() => ({
    seen: (window as unknown as { seen: { keys: number[]; marks: number[]; tasks: number[] } }).seen,
  }));
  const delaysMs = seen.keys.flatMap((key, index) => {
    const next = seen.keys[index + 1] ?? Number.POSITIVE_INFINITY;
    const mark = seen.marks.find((time) => time >= key && time < next);
    return mark === undefined ? [] : [mark - key];
  });
  return { delaysMs, longTasksMs: seen.tasks };
}

async function ask(page: Page, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "Name" }).fill(name);
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Reply" }).getByText(name).first().waitFor();
}

async function moveTo(page: Page, { line, column }: { readonly line: number; readonly column: number }): Promise<void> {
  await page.getByRole("textbox", { name: "Corefile" }).focus();
  await page.keyboard.press("Control+g");
  await page.keyboard.type(`${line}:${column}`);
  await page.keyboard.press("Enter");
}

const text = Array.from({ length: blocks }, (_, index) => block(index)).join("");
const studio = await openStudio({ corefile: text, port: values.port });
try {
  console.log(`${machine()}; ${text.split("\n").length - 1} lines`);
  console.log(
    "\n| keys | count | median ms | p95 ms | longest ms | long tasks ms |\n| --- | ---: | ---: | ---: | ---: | --- |",
  );
  for (const scenario of SCENARIOS.filter(({ name }) => name.includes(values.only))) {
    studio.write(text);
    const context = await studio.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(studio.address);
    await page.getByRole("textbox", { name: "Corefile" }).waitFor();
    await sleep(4000);
    const { delaysMs, longTasksMs } = await type(page, scenario, text);
    const sorted = delaysMs.toSorted((a, b) => a - b);
    const long = longTasksMs.map((task) => task.toFixed(0)).join(" ") || "none";
    console.log(
      `| ${scenario.name} | ${sorted.length} | ${quantile(sorted, 0.5)} | ${quantile(sorted, 0.95)} | ${quantile(sorted, 1)} | ${long} |`,
    );
    await context.close();
  }
} finally {
  await studio.close();
}
