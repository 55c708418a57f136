/** Questions that get no reply, and those that are none: stopped, timed out, wrong, and asked of an engine that is not there. */
import { createSocket, type Socket } from "node:dgram";
import { expect, test } from "../workspace.ts";

/** Engines that are stopped or end. */
test.use({ newTab: true });

/** An upstream that never says a word. */
let silent: Socket;
let port = 0;

test.beforeEach(async () => {
  silent = createSocket("udp4");
  await new Promise<void>((done) => silent.bind(0, "127.0.0.1", done));
  port = silent.address().port;
});
test.afterEach(() => {
  silent.close();
});

const forwarding = () => `.:1053 {\n    errors\n    forward . 127.0.0.1:${port}\n}\n`;

test("Stop stops, asks nothing, and keeps how far the question came", async ({ studio, page }) => {
  await studio.serve(forwarding());
  const asked: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/ask")) asked.push(request.url());
  });
  await studio.askFor("www.example.org");
  const stop = page.getByRole("button", { name: "Stop", exact: true });
  await stop.click();
  await expect(studio.ask).toBeVisible();
  await expect(studio.ask).toBeFocused();
  await expect(studio.reply).toContainText(/Stopped after \d/);
  await expect(studio.why).toContainText(`127.0.0.1:${port} has not replied for`);
  await expect(studio.why).toContainText("read_timeout allows 2 s");
  await expect(studio.why.getByRole("list", { name: "Down the chain" })).toContainText("waiting");
  await page.waitForTimeout(500);
  expect(asked).toHaveLength(1);
  await expect(stop).toBeHidden();
});

test("what is no question says so, each in its own words, and offers the one that was meant", async ({
  studio,
  page,
}) => {
  await studio.serve(".:1053 {\n    whoami\n}\n");
  const why = async (name: string, type: string, sentence: string): Promise<void> => {
    await studio.askFor(name, type);
    await expect(studio.why).toContainText(sentence);
    await expect(studio.why).not.toContainText("did not reach a server block");
  };
  await why("http://www.example.org/", "A", '"http://www.example.org/" is a URL, not a name.');
  await why("name:53", "A", '"name:53" is a name with a port.');
  await why("two words here", "A", "has a space in it");
  await why("192.0.2.10", "PTR", '"192.0.2.10" is an address, not a name.');
  await studio.reply.getByRole("button", { name: "Ask 10.2.0.192.in-addr.arpa. PTR" }).click();
  await expect(studio.reply).toContainText("NOERROR");
  await expect(studio.name).toHaveValue("10.2.0.192.in-addr.arpa.");
  await page.getByLabel("Client address").fill("10.1");
  await why("www.example.org", "A", '"10.1" is not an IP address to ask from.');
});

test("a name in people's letters is asked as its A-label, and both are shown", async ({ studio }) => {
  await studio.serve(".:1053 {\n    whoami\n}\n");
  await studio.askFor("münchen.example");
  await expect(studio.reply).toContainText("xn--mnchen-3ya.example.");
  await expect(studio.reply).toContainText("typed as münchen.example");
});

test("an engine that is stopped and a page that is offline say so", async ({ studio, page, context }) => {
  await studio.serve(".:1053 {\n    whoami\n}\n");
  await studio.status.getByRole("button").first().click();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  await studio.escape();
  await expect(studio.status).toContainText("Stopped");
  await studio.askFor("www.example.org");
  await expect(studio.why).toContainText("The engine is stopped");
  await context.setOffline(true);
  await studio.askFor("www.example.org");
  await expect(studio.why).toContainText("The studio's server does not answer.");
  await context.setOffline(false);
});

test("an engine that ends itself says the same in the header and in Problems", async ({ studio }) => {
  await studio.serve(".:1053 {\n    whoami\n}\n");
  await studio.askFor("www.example.org");
  await expect(studio.reply).toContainText("NOERROR");
  await studio.write(".:1053 {\n    loop\n    forward . 127.0.0.1:1053\n}\n");
  await expect(studio.status).toContainText("Stopped");
  await expect(studio.status.getByRole("button").first()).toHaveAttribute("title", /plugin\/loop: Loop/);
  await expect(studio.problems).toContainText("plugin/loop: Loop");
  await expect(studio.problems).not.toContainText("CoreDNS starts with this");
  // The question is asked again at once: what CoreDNS would still have replied, or nothing, which leaves the reply from before.
  await expect(studio.why).toContainText(/whoami|in a circle/);
});
