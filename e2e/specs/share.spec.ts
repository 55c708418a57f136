/** A workspace that is handed on: as a link, as a zip file, as text; and one that came from somebody else. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { decodeLink, encodeLink } from "../../lib/share/link.ts";
import { readWorkspaceZip } from "../../lib/share/workspace-zip.ts";
import { expectAccessible } from "../pages/accessibility.ts";
import { COREFILE, expect, resetWorkspace, test, workspaceFolder } from "../workspace.ts";

const theirs = (chaos: string): string => `.:1053 {\n    chaos "${chaos}"\n    whoami\n}\n`;

/** The fragment of a link to a workspace of somebody else. */
function linkTo(name: string, corefile: string, files: Readonly<Record<string, string>> = {}): string {
  const all = Object.entries({ Corefile: corefile, ...files }).map(([path, text]) => ({ path, text }));
  return `#${encodeLink({ name, corefile: "Corefile", files: all, question: { name: "version.bind", type: "TXT", class: "CH" } })}`;
}

/** The clipboard of pages that no browser asks for: what the page copies last. */
async function catchCopies(page: Page): Promise<() => Promise<string>> {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  return () => page.evaluate(() => navigator.clipboard.readText());
}

/** Notes each time a button says that it is done, or is as before, and how far its right edge has moved. */
async function watchDone(button: Locator): Promise<() => Promise<unknown>> {
  const noted = await button.evaluateHandle((element) => {
    const { right } = element.getBoundingClientRect();
    const notes: { readonly done: string | null; readonly moved: number }[] = [];
    new MutationObserver(() => {
      notes.push({ done: element.getAttribute("data-done"), moved: element.getBoundingClientRect().right - right });
    }).observe(element, { attributeFilter: ["data-done"] });
    return notes;
  });
  return () => noted.jsonValue();
}

/** What a link in the address of a page has in it. */
function workspaceIn(address: string) {
  const decoded = decodeLink(new URL(address).hash);
  if (decoded.kind !== "workspace") throw new Error(`no link: ${address.slice(0, 80)}`);
  return decoded.workspace;
}

const share = (page: Page): Locator => page.getByRole("dialog", { name: "Share" });
const incoming = (page: Page): Locator => page.getByRole("dialog", { name: "Open a shared workspace?" });
const bar = (page: Page): Locator => page.getByRole("status", { name: "Shared workspace" });

test("a link holds the unsaved text and the question; opened, it is served apart, and becomes one's own copy", async ({
  studio,
  page,
}) => {
  const copied = await catchCopies(page);
  await studio.serve(theirs("shared by me"));
  await studio.askFor("www.example.org", "AAAA");
  await expect(studio.reply).toContainText("NOERROR");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const copy = share(page).getByRole("button", { name: "Copy the link" });
  await expectAccessible(page);
  const seen = await watchDone(copy);
  await copy.click();
  await expect(studio.announcement).toContainText("Copied.");
  // It says so in its own place, and after two seconds it is what it was; nothing has moved.
  await expect.poll(seen).toEqual([
    { done: "true", moved: 0 },
    { done: "false", moved: 0 },
  ]);
  const address = await copied();
  expect(workspaceIn(address)).toMatchObject({
    files: [{ path: "Corefile", text: theirs("shared by me") }],
    question: { name: "www.example.org", type: "AAAA" },
  });
  for (const [name, words] of [
    ["Corefile", "### Corefile\n\n```corefile\n.:1053 {"],
    ["Corefile, question, reply and why", "### Why\n\n```\nWHY  www.example.org. IN AAAA"],
    ["An issue for CoreDNS", "- the version of CoreDNS: 1."],
  ] as const) {
    await share(page).getByRole("button", { name, exact: true }).click();
    await expect.poll(copied).toContain(words);
  }
  await studio.escape();
  await studio.serve(theirs("shared by me, and gone on since"));

  const sent: string[] = [];
  page.on("request", (request) => request.method() === "POST" && sent.push(new URL(request.url()).pathname));
  await page.evaluate((hash) => {
    location.hash = hash;
  }, new URL(address).hash);
  await expect(incoming(page)).toContainText("came by a link: one file");
  await expect(incoming(page).getByRole("textbox", { name: "Text of Corefile" })).toHaveValue(theirs("shared by me"));
  await expectAccessible(page);
  expect(sent.filter((path) => path.includes("workspace"))).toEqual([]);
  await incoming(page).getByRole("button", { name: "Open it" }).click();
  await expect(bar(page)).toContainText("Opened from a link — your own draft is kept.");
  await expect(studio.name).toHaveValue("www.example.org");
  expect(new URL(page.url()).hash).toBe("");
  await expectAccessible(page);
  // Not on the port that its Corefile asks for: that one is of one's own folder.
  await expect(studio.status).toContainText("Serving");
  await expect(studio.status.getByRole("button")).toHaveCount(1);
  await studio.status.getByRole("button").click();
  await expect(page.getByText(/127\.0\.0\.1:\d+/).first()).toBeVisible();
  await expect(page.getByText(/127\.0\.0\.1:1053\b/)).toHaveCount(0);
  await studio.escape();

  await studio.write(theirs("mine now"));
  await expect(studio.lines).toContainText("mine now");
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+S");
  await expect(studio.announcement).toContainText("Kept as a save point. Make your own copy");
  await bar(page).getByRole("button", { name: "Make my own copy" }).click();
  await expect(bar(page)).toHaveCount(0);
  await expect(studio.lines).toContainText("mine now");
  await studio.editor.focus();
  await page.keyboard.press("ControlOrMeta+S");
  await expect(studio.announcement).toContainText("Saved Corefile.");
  await expect(studio.examples.locator("option:checked")).toHaveText(/^corefile-studio-e2e/);
  await studio.examples.selectOption("folder");
  await expect(studio.draft).toContainText("is kept");
});

test("a link over a draft by keys alone: not now, then opened, another one by its fragment, and back to the draft", async ({
  studio,
  page,
}) => {
  await studio.write(theirs("my draft"));
  await expect(studio.lines).toContainText("my draft");
  const go = (hash: string): Promise<void> =>
    page.evaluate((text) => {
      location.hash = text;
    }, hash);
  await go(linkTo("theirs", theirs("theirs")));
  await expect(incoming(page)).toBeVisible();
  await studio.escape();
  await expect(studio.lines).toContainText("my draft");
  expect(new URL(page.url()).hash).toBe("");

  const press = async (button: Locator): Promise<void> => {
    for (let tabs = 0; tabs < 40; tabs++) {
      if (await button.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press("Tab");
    }
    await expect(button).toBeFocused();
    await page.keyboard.press("Enter");
  };
  const forwarding = ".:1053 {\n    forward . 192.0.2.53 tls://192.0.2.54\n}\n";
  await go(linkTo("theirs", forwarding, { "hosts.txt": "192.0.2.1 a.example.org\n" }));
  await expect(incoming(page).getByRole("region", { name: "Servers" }).getByRole("listitem")).toHaveText([
    /192\.0\.2\.53 forward, Corefile:2/,
    /tls:\/\/192\.0\.2\.54 forward, Corefile:2/,
  ]);
  await expectAccessible(page);
  await press(incoming(page).getByRole("button", { name: "Open it" }));
  await expect(studio.lines).toContainText("192.0.2.53");
  await expect(bar(page)).toContainText("your own draft is kept");

  await go(linkTo("others", theirs("others")));
  await expect(incoming(page)).toContainText("others");
  await press(incoming(page).getByRole("button", { name: "Open it" }));
  await expect(studio.lines).toContainText("others");
  await go(`${linkTo("broken", theirs("x")).slice(0, 60)}`);
  const broken = page.getByRole("dialog", { name: "This link cannot be opened" });
  await expect(broken.getByRole("alert")).toContainText("The link is damaged, perhaps cut off on the way.");
  await studio.escape();
  await press(bar(page).getByRole("button", { name: "Back to my draft" }));
  await expect(studio.lines).toContainText("my draft");
  await expect(bar(page)).toHaveCount(0);
  await expect(studio.draft).toHaveCount(0);
  expect(readFileSync(join(workspaceFolder(), "Corefile"), "utf8")).toBe(COREFILE);

  // A page that is loaded with a link asks, too, and the studio goes on with the folder meanwhile.
  await page.goto("about:blank");
  await page.goto(`/${linkTo("theirs", theirs("at the start"))}`);
  await expect(incoming(page)).toContainText("theirs");
  await page.keyboard.press("Escape");
  await expect(studio.lines).toContainText("my draft");
});

test("secrets are named with their places and left out, unless they are wanted", async ({ studio, page }) => {
  const copied = await catchCopies(page);
  const secret = "NoTCJU+DMqFWywaPyxSijrDEA/eC3nK0xi3AMEZuPVk=";
  const key = `-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v\n-----END PRIVATE KEY-----\n`;
  resetWorkspace({
    Corefile: `.:1053 {\n    tsig {\n        secret example.org. ${secret}\n    }\n    tls cert.pem key.pem\n    whoami\n}\n`,
    "cert.pem": "-----BEGIN CERTIFICATE-----\n",
    "key.pem": key,
  });
  await expect(studio.lines).toContainText("tsig");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  const secrets = share(page).getByRole("region", { name: "Secrets" });
  await expect(secrets).toContainText("2 secrets will be left out.");
  await expect(secrets.getByRole("listitem")).toHaveText(["Corefile:3 a secret of tsig", "key.pem:1 a private key"]);
  await expectAccessible(page);
  await share(page).getByRole("button", { name: "Copy the link" }).click();
  await expect(studio.announcement).toContainText("Copied.");
  const without = JSON.stringify(workspaceIn(await copied()));
  expect(without).not.toContain(secret);
  expect(without).not.toContain("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v");
  expect(without).toContain("secret example.org. left-out");
  await share(page).getByRole("button", { name: "Corefile", exact: true }).click();
  await expect.poll(copied).toContain("### Corefile");
  expect(await copied()).not.toContain(secret);
  await secrets.getByRole("checkbox").uncheck();
  await expect(secrets).toContainText("2 secrets will be shared.");
  await share(page).getByRole("button", { name: "Copy the link" }).click();
  await expect.poll(async () => /#w1=/.test(await copied())).toBe(true);
  expect(JSON.stringify(workspaceIn(await copied()))).toContain(secret);
});

test("a zip file out and in: what is too long for a link, dropped, opened, and put into the folder over nothing unseen", async ({
  studio,
  page,
}) => {
  let noise = 7;
  const random = (): string => {
    noise = (noise * 1_103_515_245 + 12_345) % 2_147_483_648;
    return noise.toString(36);
  };
  const zone = Array.from({ length: 2500 }, () => `${random()} IN TXT "${random()}${random()}"\n`).join("");
  resetWorkspace({ Corefile: "example.org:1053 {\n    file zones/db.example.org\n}\n", "zones/db.example.org": zone });
  await expect(studio.lines).toContainText("file zones");
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await expect(share(page).getByRole("region", { name: "Link" })).toContainText("hand on a zip file instead");
  await expect(share(page).getByRole("button", { name: "Copy the link" })).toHaveCount(0);
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await share(page)
    .getByRole("button", { name: /^Download / })
    .click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^corefile-studio-e2e-.*\.zip$/);
  const zip = readFileSync(await download.path());
  const read = readWorkspaceZip(zip, "x.zip");
  expect(read.kind === "workspace" && read.workspace.files.map(({ path }) => path)).toEqual([
    "Corefile",
    "zones/db.example.org",
  ]);
  await studio.escape();

  const drop = (name: string, octets: Uint8Array): Promise<void> =>
    page.evaluate(
      ([fileName, base64]) => {
        const file = new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], fileName);
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(file);
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
      },
      [name, Buffer.from(octets).toString("base64")] as const,
    );
  await drop("evil.zip", zip.subarray(0, 400));
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("This is no zip file, or a part of one.");
  await studio.escape();

  await studio.write(theirs("my draft"));
  await drop("payments.zip", zip);
  await expect(incoming(page)).toContainText("payments came as a zip file: 2 files");
  await incoming(page).getByRole("combobox", { name: "File" }).selectOption("zones/db.example.org");
  await expect(incoming(page).getByRole("textbox", { name: "Text of zones/db.example.org" })).toHaveValue(zone);
  await incoming(page).getByRole("button", { name: "Open it" }).click();
  await expect(bar(page)).toContainText("Opened from a zip file — your own draft is kept.");
  await bar(page).getByRole("button", { name: "Back to my draft" }).click();
  await expect(studio.lines).toContainText("my draft");

  await drop("payments.zip", zip);
  await incoming(page).getByRole("button", { name: "Put its files into my folder…" }).click();
  const replaced = incoming(page).getByRole("region", { name: "What is replaced" });
  await expect(replaced.getByRole("listitem")).toHaveText(["Corefile, with what you have not saved"]);
  await expectAccessible(page);
  await incoming(page).getByRole("button", { name: "Replace and add" }).click();
  await expect(studio.lines).toContainText("file zones");
  await studio.decide("Undo the import");
  await expect(studio.lines).toContainText("my draft");
  expect(readdirSync(workspaceFolder()).sort()).toEqual(["Corefile", "zones"]);
});

test("on a phone and in a drawer it can be shared and opened, too", async ({ studio, page }) => {
  for (const viewport of [
    { width: 390, height: 844 },
    { width: 1024, height: 768 },
  ]) {
    await page.setViewportSize(viewport);
    await page.getByRole("button", { name: "Share", exact: true }).click();
    await expect(share(page).getByRole("button", { name: "Copy the link" })).toBeVisible();
    await expectAccessible(page);
    const isWithin = await share(page).evaluate((element) => element.scrollWidth <= element.clientWidth);
    expect(isWithin).toBe(true);
    await studio.escape();
    await page.evaluate(
      (hash) => {
        location.hash = hash;
      },
      linkTo("theirs", theirs("on a phone")),
    );
    await expectAccessible(page);
    await incoming(page).getByRole("button", { name: "Open it" }).click();
    await expect(bar(page)).toContainText("Opened from a link");
    await expectAccessible(page);
    await bar(page)
      .getByRole("button", { name: /^Back to / })
      .click();
    await expect(bar(page)).toHaveCount(0);
    await expect(studio.lines).toContainText("example.org:1053");
  }
});
