import { describe, expect, test } from "vitest";
import { lines, query } from "../../chain/_test/messages.ts";
import { fakeRandom } from "../../ports/_test/fake-random.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { replying, serve } from "../_test/serve.ts";
import { createChaos } from "./handler.ts";
import { setup } from "./setup.ts";

const ANSWERS = { version: "v1", authors: ["alice", "bob", "carol"], hostname: "host.example.org" };

const answers: Readonly<Record<string, string>> = {
  "version.bind. TXT CH": 'version.bind. 0 CH TXT "v1"',
  "VERSION.server. TXT CH": 'VERSION.server. 0 CH TXT "v1"',
  "hostname.bind. TXT CH": 'hostname.bind. 0 CH TXT "host.example.org"',
  "id.server. TXT CH": 'id.server. 0 CH TXT "host.example.org"',
};

describe("chaos", () => {
  test.each(Object.entries(answers))("%s", async (asked, line) => {
    const served = await serve(createChaos(ANSWERS, fakeRandom()), query(asked));
    expect([served.answer, served.verdict, served.outcome.answeredBy]).toEqual([[line], "answered", "chaos"]);
  });
  test("authors come in an order of chance", async () => {
    const { answer } = await serve(createChaos(ANSWERS, fakeRandom([0.7, 0.2, 0.4])), query("authors.bind. TXT CH"));
    expect(answer.map((line) => line.split('"')[1])).toEqual(["bob", "carol", "alice"]);
  });
  test.each([
    ["version.bind. TXT IN", "not in scope"],
    ["version.bind. A CH", "not in scope"],
    ["other.bind. TXT CH", "passed"],
    ["a.version.bind. TXT CH", "passed"],
  ])("passes %s on", async (asked, expected) => {
    const { verdict } = await serve(createChaos(ANSWERS, fakeRandom()), query(asked), replying());
    expect(verdict).toBe(expected);
  });
});

/** The texts that a Corefile's chaos answers with. */
async function texts(directive: string, asked: string): Promise<readonly string[]> {
  const { blocks } = setUp(`.:1053 {\n${directive}\n}`, [setup]);
  const outcome = await blocks[0]?.chain.start(query(asked));
  return lines(outcome?.reply?.message.answer ?? []).map((line) => line.slice(line.indexOf('"') + 1, -1));
}

describe("what it tells", () => {
  test("the server's version and CoreDNS's authors without arguments", async () => {
    expect(await texts("chaos", "version.bind. TXT CH")).toEqual(["CoreDNS-1.15.0"]);
    expect(await texts("chaos", "authors.bind. TXT CH")).toContain("miekg");
  });
  test("the machine's name", async () =>
    expect(await texts("chaos v1", "hostname.bind. TXT CH")).toEqual(["host.example.org"]));
  test("each author once", async () =>
    expect(await texts("chaos v1 bob alice bob", "authors.bind. TXT CH")).toEqual(["alice", "bob"]));
  test("a version of more than 255 octets is cut", async () =>
    expect(await texts(`chaos ${"v".repeat(300)}`, "version.bind. TXT CH")).toEqual(["v".repeat(255)]));
});
