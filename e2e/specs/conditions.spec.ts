/** Time that goes by, and upstreams that fail: what the cache holds, and what the configuration does then. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import dnsPacket from "dns-packet";
import { expectNoViolations } from "../pages/accessibility.ts";
import { expect, test } from "../workspace.ts";

/** The clock of an engine goes ahead. */
test.use({ newTab: true });

let upstream: Socket;
let place = "";

test.beforeEach(async () => {
  upstream = createSocket("udp4");
  upstream.on("message", (bytes, { port, address }) => {
    const { id, questions = [] } = dnsPacket.decode(bytes);
    const [question] = questions;
    if (id === undefined || question === undefined) return;
    const answers = [{ type: "A" as const, name: question.name, ttl: 60, data: "192.0.2.80" }];
    const flags = dnsPacket.RECURSION_DESIRED | dnsPacket.RECURSION_AVAILABLE;
    upstream.send(dnsPacket.encode({ type: "response", id, flags, questions, answers }), port, address);
  });
  upstream.bind(0, "127.0.0.1");
  await once(upstream, "listening");
  place = `127.0.0.1:${upstream.address().port}`;
});
test.afterEach(() => upstream.close());

const corefile = (): string => `.:1053 {\n    cache {\n        serve_stale 1h\n    }\n    forward . ${place}\n}\n`;

test("an answer ages as the clock goes ahead, and is served stale when its upstream keeps silent", async ({
  studio,
  page,
}) => {
  await studio.serve(corefile());
  await page.getByRole("tab", { name: "Cache" }).click();
  await expect(page.getByText("Nothing is held yet.")).toBeVisible();
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("NOERROR");

  await page.getByRole("tab", { name: "Cache" }).click();
  const held = page.getByRole("table", { name: "What the cache of . at Corefile:2 holds" });
  await expect(held).toContainText("www.example.org");
  await page.getByRole("button", { name: "+10s" }).click();
  await expect(page.getByText("The engine’s clock is 10s ahead.").first()).toBeVisible();
  await page.getByLabel("Ahead by").fill("soon");
  await page.getByRole("button", { name: "Move ahead" }).click();
  await expect(page.getByText("Write a duration, for instance 90s, 5m or 1h30m.")).toBeVisible();
  await page.getByLabel("Ahead by").fill("2m");
  await page.keyboard.press("Enter");
  await expect(held).toContainText("expired");

  await page.getByRole("tab", { name: "Upstreams" }).click();
  await page.getByLabel(`${place}: what it does`).selectOption({ label: "keeps silent" });
  await expect(page.getByText("1 upstream is made to fail.").first()).toBeVisible();
  await expectNoViolations(page);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("answered by cache");
  await expect(studio.reply).toContainText("192.0.2.80");

  await page.getByRole("button", { name: "Back to normal" }).click();
  await expect(page.getByText("The engine’s clock")).toHaveCount(0);
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("answered by forward");
});

test("the keyboard does it too, and a faulty upstream is told where its reply is explained", async ({
  studio,
  page,
}) => {
  await studio.serve(`.:1053 {\n    cache\n    forward . ${place}\n}\n`);
  await page.keyboard.press("F1");
  await page.keyboard.type("upstreams, and");
  await page.keyboard.press("Enter");
  const choice = page.getByLabel(`${place}: what it does`);
  await expect(choice).toBeVisible();
  await choice.focus();
  await page.keyboard.type("says");
  await expect(choice).toHaveValue('{"kind":"servfail"}');
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("SERVFAIL");
  await expect(studio.why).toContainText(place);
  await page.getByRole("tab", { name: "Upstreams" }).click();
  await choice.selectOption({ label: "what it really does" });
  // The failure is held for five seconds.
  await page.keyboard.press("F1");
  await page.keyboard.type("ahead by a minute");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The engine’s clock is 1m ahead.").first()).toBeVisible();
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("NOERROR");
});
