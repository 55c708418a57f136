/** A log of production in the page: errors lead to their lines, and what was asked is asked again on what is written now. */

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../pages/accessibility.ts";
import { expect, test } from "../workspace.ts";

/** An engine keeps its newest lines. */
test.use({ newTab: true });

const fixture = (name: string): Buffer => readFileSync(new URL(`../../fixtures/traffic/${name}`, import.meta.url));

const COREFILE = `example.org:1053 {
    errors
    log
    hosts {
        192.0.2.80 www.example.org
        192.0.2.25 mail.example.org
    }
}

corp.example.net:1053 {
    forward . 127.0.0.1:9
}
`;
const query = (name: string, code: string, client = "10.244.1.7"): string =>
  `[pod/coredns-5d78c9869d-x7k2p/coredns] [INFO] ${client}:40000 - 4711 "A IN ${name} udp 33 false 512" ${code} qr,aa,rd 64 0.0001s\n`;
const LOG = [
  query("www.example.org.", "NOERROR").repeat(3),
  query("shop.example.org.", "NOERROR").repeat(2),
  query("gone.example.org.", "SERVFAIL"),
  "[pod/coredns-5d78c9869d-x7k2p/coredns] [ERROR] plugin/errors: 2 intranet.corp.example.net. A: read udp 10.0.0.1:5->127.0.0.1:9: i/o timeout\n".repeat(
    4,
  ),
].join("");

/** Drops a file on the editor. */
async function drop(page: Page, name: string, octets: Buffer): Promise<void> {
  await page.evaluate(
    ([file, base64]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], file));
      document
        .querySelector(".monaco-editor")
        ?.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, octets.toString("base64")] as const,
  );
}

test("pasted lines: errors with their lines, and names that would be answered differently", async ({
  studio,
  page,
}) => {
  await studio.serve(COREFILE);
  await page.getByRole("tab", { name: "Log", exact: true }).click();
  await page.getByRole("button", { name: "Read a log" }).click();
  const reader = page.getByRole("region", { name: "Read a log" });
  await expectAccessible(page);
  await reader.getByLabel("Lines of a log").fill(LOG);
  await reader.getByRole("button", { name: "Read", exact: true }).click();

  await expect(reader).toContainText("A log: 10 lines, 6 queries for 3 questions.");
  await expect(reader).toContainText("The upstream 127.0.0.1:9 did not reply in time.");
  await expect(reader).toContainText("Of 3 questions, 1 would be answered differently; 1 of them would fail.");
  const rows = reader.getByRole("list", { name: "Questions of the log" }).getByRole("listitem");
  await expect(rows).toHaveText([
    /shop\.example\.org\. A.*NOERROR.*now.*SERVFAIL.*2 ×/,
    /www\.example\.org\. A.*NOERROR.*again.*NOERROR.*3 ×/,
    /gone\.example\.org\. A.*SERVFAIL.*again.*SERVFAIL.*1 ×/,
  ]);
  await expectAccessible(page);

  await reader.getByRole("button", { name: "Corefile:11" }).click();
  await expect(page.getByText("Ln 11")).toBeVisible();
  await rows.first().getByRole("button").click();
  await expect(studio.name).toHaveValue("shop.example.org.");
  await studio.ask.click();
  await expect(studio.reply).toContainText("SERVFAIL");
  await expect(studio.why).toContainText("10.244.1.7");

  await studio.serve(COREFILE.replace("mail.example.org", "shop.example.org"));
  await page.getByRole("tab", { name: "Log", exact: true }).click();
  await expect(reader).toContainText("These answers are from an earlier edit.");
  await reader.getByRole("button", { name: "Ask again" }).click();
  await expect(reader).toContainText("Of 3 questions, none would be answered differently.");
});

test("captures and compressed logs are dropped anywhere; a dropped manifest is none of them", async ({
  studio,
  page,
}) => {
  await studio.serve(COREFILE);
  await drop(page, "coredns.dnstap", fixture("coredns.dnstap"));
  const reader = page.getByRole("region", { name: "Read a log" });
  await expect(reader).toContainText("A dnstap file: 11 queries for 8 questions.");
  await drop(page, "yesterday.log.gz", gzipSync(fixture("coredns.log")));
  await expect(reader).toContainText("A log: 35 lines, 20 queries for 14 questions.");
  await expect(reader).toContainText("No plugin of the server block answers such names");
  await drop(page, "broken.pcap", fixture("dns.pcap").subarray(0, 300));
  await expect(reader).toContainText("is damaged: the file ends within a packet");
  await drop(page, "broken.log.gz", Buffer.from("not compressed"));
  await expect(reader.getByText("broken.log.gz:")).toBeVisible();
  await reader.getByRole("button", { name: "Close" }).click();
  await expect(reader).toHaveCount(0);
  await drop(page, "coredns.yaml", Buffer.from("kind: ConfigMap\ndata:\n  Corefile: |\n    .:53 {\n    }\n"));
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("the keyboard reads a log, cancels a large one and opens a question, also on a phone", async ({
  studio,
  page,
}) => {
  await studio.serve(COREFILE);
  await page.keyboard.press("F1");
  await page.keyboard.type("read a log");
  await page.keyboard.press("Enter");
  const reader = page.getByRole("region", { name: "Read a log" });
  const lines = reader.getByLabel("Lines of a log");
  await lines.focus();
  await page.keyboard.insertText(LOG);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(reader).toContainText("Of 3 questions, 1 would be answered differently");
  await reader.getByRole("list", { name: "Questions of the log" }).focus();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(studio.name).toHaveValue("shop.example.org.");

  await page.setViewportSize({ width: 390, height: 844 });
  await expect(reader).toContainText("Of 3 questions, 1 would be answered differently");
  await reader.getByRole("button", { name: "Corefile:11" }).click();
  await expect(page.getByRole("tab", { name: "Editor", selected: true })).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });

  const name = (at: number): string => query(`${at}.cdn.example.org.`, "NOERROR");
  const large = Buffer.from(Array.from({ length: 200_000 }, (_, at) => name(at)).join(""));
  await drop(page, "large.log.gz", gzipSync(large));
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(reader.getByLabel("Lines of a log").or(reader.getByText("What was asked"))).toBeVisible();
  await expect(page.getByRole("button", { name: "Cancel" })).toHaveCount(0);
});
