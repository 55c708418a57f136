/** What the page may run, and what it says when the server has no place for it. */
import { get, type IncomingMessage } from "node:http";
import type { Page } from "@playwright/test";
import { expect, test } from "../workspace.ts";

/** What is watched from the first script on. */
test.use({ newTab: true });

const STREAMS = 64;

/** What the browser kept from running, or only spoke of, since the page began. */
async function violations(page: Page): Promise<readonly string[]> {
  const told: string[] = [];
  await page.exposeFunction("tellViolation", (text: string) => told.push(text));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample }) => {
      Reflect.get(window, "tellViolation")(`${violatedDirective} ${blockedURI} ${sample}`);
    });
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) told.push(message.text());
  });
  return told;
}

test("the whole page works with scripts of the build and of this reply only", async ({ studio, page }) => {
  const told = await violations(page);
  const policies: string[] = [];
  page.on("response", async (response) => {
    if (new URL(response.url()).pathname === "/")
      policies.push(response.headers()["content-security-policy"] ?? "none");
  });
  await studio.open();
  await studio.write(".:1053 {\n    chaos\n    fooo\n}\n");
  await expect(studio.problems).toContainText("Unknown directive 'fooo'");
  await studio.serve(".:1053 {\n    chaos\n}\n");
  await studio.askFor("a.example.org");
  await expect(studio.why).not.toBeEmpty();
  await page.reload();
  await expect(studio.lines).not.toBeEmpty();
  expect(told).toEqual([]);
  const scripts = policies.map((policy) => /script-src ([^;]*)/.exec(policy)?.[1] ?? policy);
  for (const script of scripts) expect(script).toMatch(/^'self' 'nonce-[A-Za-z0-9+/]{22}=='$/);
  expect(new Set(scripts).size).toBe(2);
});

test("a script that somebody got into the page does not run", async ({ studio, page }) => {
  const told = await violations(page);
  await studio.open();
  const ran = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.intruder = 1";
    document.body.append(script);
    const image = document.createElement("div");
    image.innerHTML = '<img src="data:," onerror="window.intruder = 2">';
    document.body.append(image);
    await new Promise((done) => setTimeout(done, 200));
    return Reflect.get(window, "intruder");
  });
  expect(ran).toBeUndefined();
  expect(told.length).toBeGreaterThan(0);
});

test("a page for which there is no place says so, and comes in as soon as there is one", async ({
  studio,
  page,
  baseURL,
}) => {
  await page.goto("about:blank");
  const streams = await Promise.all(Array.from({ length: STREAMS }, () => openStream(`${baseURL}/api/events`)));
  await studio.open();
  await expect(studio.status).toContainText("Not live");
  await expect(page.getByRole("contentinfo")).toContainText(`${STREAMS} pages are connected to this studio already`);
  for (const stream of streams) stream.destroy();
  await expect(studio.status).toContainText("Serving", { timeout: 20_000 });
});

/** A reader of events that has a place: as long as a page that has gone still holds one, it asks again. */
async function openStream(url: string): Promise<IncomingMessage> {
  for (;;) {
    const response = await askForEvents(url);
    if (response.statusCode === 200) return response;
    response.destroy();
  }
}

function askForEvents(url: string): Promise<IncomingMessage> {
  return new Promise((done, fail) => {
    const request = get(url, { agent: false }, (response) => {
      response.on("error", () => undefined);
      response.once("data", () => done(response));
    });
    request.once("error", fail);
  });
}
