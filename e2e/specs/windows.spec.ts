/** Two windows on one folder: each serves its own text, and the Corefile's own ports are those of one. */
import type { Page } from "@playwright/test";
import { freePort } from "../../server/_test/free-port.ts";
import { StudioPage } from "../pages/studio-page.ts";
import { expect, test } from "../workspace.ts";

/** Windows, and which of them has the ports. */
test.use({ newTab: true });

const corefile = (text: string, port = 1053) => `.:${port} {\n    chaos ${text}\n    whoami\n}\n`;

async function another(page: Page): Promise<StudioPage> {
  const studio = new StudioPage(await page.context().newPage());
  await studio.open();
  return studio;
}

async function askVersion(studio: StudioPage): Promise<void> {
  await studio.page.getByRole("button", { name: "More options" }).click();
  await studio.page.getByRole("combobox", { name: "Class" }).selectOption("CH");
  await studio.escape();
  await studio.askFor("version.bind", "TXT");
}

test("each window is answered by its own text, and explained with its own lines", async ({ studio, page }) => {
  const other = await another(page);
  await studio.serve(corefile("left"));
  await other.serve(`# One line more.\n${corefile("right")}`);
  await askVersion(studio);
  await askVersion(other);
  await expect(studio.reply).toContainText('"left"');
  await expect(other.reply).toContainText('"right"');
  await expect(studio.why).toContainText("Corefile:2:");
  await expect(other.why).toContainText("Corefile:3:");
  for (const one of [studio, other]) await expect(one.reply).not.toContainText("From an earlier edit");
});

test("one window has the Corefile's ports, and another takes them", async ({ studio, page }) => {
  const port = await freePort();
  const elsewhere = new RegExp(`:${port}[:, \\d]* served by another window`);
  await studio.serve(corefile("left", port));
  const takeHere = studio.status.getByRole("button", { name: "Serve mine" });
  if (await takeHere.isVisible()) await takeHere.click();
  await expect(takeHere).toBeHidden();
  const other = await another(page);
  await other.serve(corefile("right", port));
  await expect(other.status).toContainText(elsewhere);
  await other.status.getByRole("button", { name: "Serve mine" }).click();
  await expect(other.status).not.toContainText("served by another window");
  await expect(other.status).toContainText(`→ 127.0.0.1:${port}`);
  await expect(studio.status).toContainText(elsewhere);
  await expect(studio.status).not.toContainText(`→ 127.0.0.1:${port}`);
});

test("a reload keeps the window's engine, and a copied tab gets one of its own", async ({ studio, page }) => {
  const names: (string | undefined)[] = [];
  page.context().on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/workspace") names.push(request.headers()["x-studio-window"]);
  });
  await page.reload();
  await expect(studio.lines).not.toBeEmpty();
  const copied = page.context().waitForEvent("page");
  await page.evaluate(() => window.open("/"));
  await expect(new StudioPage(await copied).editor).toBeAttached({ timeout: 20_000 });
  await page.reload();
  await expect(studio.lines).not.toBeEmpty();
  const [first, copy, again] = names;
  expect(first).toBeDefined();
  expect(copy).not.toBe(first);
  expect(again).toBe(first);
});

test("a reload of the page leaves what the engine holds", async ({ studio, page }) => {
  await studio.serve(".:1053 {\n    cache 3600\n    whoami\n}\n");
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("answered by whoami");
  await page.reload();
  await expect(studio.lines).toContainText("cache 3600");
  await expect(studio.problems).toContainText("CoreDNS starts with this");
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("answered by cache");
});

test("with edits going live on request only, the header says which text serves and makes the new one live", async ({
  studio,
  page,
}) => {
  await studio.serve(corefile("old"));
  await studio.status.getByRole("button").first().click();
  await page.getByRole("checkbox", { name: /Apply good edits/ }).uncheck();
  await studio.escape();
  await expect(studio.status.getByRole("button").first()).toBeFocused();
  await studio.write(corefile("new"));
  await expect(studio.status).toContainText(/Serving earlier text\s*of \d/);
  await askVersion(studio);
  await expect(studio.reply).toContainText('"old"');
  await expect(studio.reply).toContainText("From an earlier edit");
  await studio.write(corefile("old"));
  await expect(studio.status).not.toContainText("earlier");
  await studio.write(corefile("new"));
  await studio.status.getByRole("button", { name: "Make it live" }).click();
  await expect(studio.status).not.toContainText("earlier");
  await askVersion(studio);
  await expect(studio.reply).toContainText('"new"');
  await expect(studio.reply).not.toContainText("From an earlier edit");
});
