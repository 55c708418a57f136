import { describe, expect, test } from "vitest";
import { Rcode } from "../../dns/iana/rcode.ts";
import { run, runCorefile, world } from "../_test/run.ts";
import { replying } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const INLINE = `hosts {
192.0.2.1 www.example.org Web.example.org
192.0.2.2 www.example.org
2001:db8::1 www.example.org
192.0.2.3 *.wild.example.org
fe80::1%eth0 link.example.org
::ffff:192.0.2.4 mapped.example.org
MORE
}`;

const inline = (more = ""): string => INLINE.replace("MORE", more);

const answers: Readonly<Record<string, readonly string[]>> = {
  "www.example.org. A": ["www.example.org. 3600 IN A 192.0.2.1", "www.example.org. 3600 IN A 192.0.2.2"],
  "WWW.example.org. AAAA": ["www.example.org. 3600 IN AAAA 2001:db8::1"],
  "web.example.org. A": ["web.example.org. 3600 IN A 192.0.2.1"],
  "web.example.org. AAAA": [],
  "www.example.org. MX": [],
  "a.wild.example.org. A": ["a.wild.example.org. 3600 IN A 192.0.2.3"],
  "link.example.org. AAAA": ["link.example.org. 3600 IN AAAA fe80::1"],
  "mapped.example.org. A": ["mapped.example.org. 3600 IN A 192.0.2.4"],
  "1.2.0.192.in-addr.arpa. PTR": [
    "1.2.0.192.in-addr.arpa. 3600 IN PTR www.example.org.",
    "1.2.0.192.in-addr.arpa. 3600 IN PTR web.example.org.",
  ],
  "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. PTR": [
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa. 3600 IN PTR www.example.org.",
  ],
};

describe("answers", () => {
  test.each(Object.entries(answers))("%s", async (question, expected) => {
    const { answer, message, verdict } = await (await run(setup, inline())).ask(question);
    expect([answer, message?.authoritative, message?.rcode, verdict]).toEqual([expected, true, 0, "answered"]);
  });
  test("with another TTL", async () => {
    const { answer } = await (await run(setup, inline("ttl 60"))).ask("web.example.org. A");
    expect(answer).toEqual(["web.example.org. 60 IN A 192.0.2.1"]);
  });
});

describe("names without an entry", () => {
  test.each(["no.example.org. A", "wild.example.org. A", "a.b.wild.example.org. A", "no.example.org. MX"])(
    "%s is SERVFAIL",
    async (question) => {
      const { outcome, verdict } = await (await run(setup, inline())).ask(question);
      expect([outcome, verdict]).toEqual([{ rcode: Rcode.SERVFAIL, answeredBy: "hosts" }, "failed"]);
    },
  );
  const cases: Readonly<Record<string, readonly [more: string, question: string, answeredBy: string]>> = {
    "fallthrough hands them on": ["fallthrough", "no.example.org. A", "next"],
    "in its zones": ["fallthrough no.example.org", "no.example.org. A", "next"],
    "not in others": ["fallthrough example.net", "no.example.org. A", "hosts"],
    "a name that is known never falls through": ["fallthrough", "www.example.org. MX", "hosts"],
    "unless fallthrough_unsupported hands its other types on": [
      "fallthrough\nfallthrough_unsupported",
      "www.example.org. MX",
      "next",
    ],
    "an address that nobody has goes on by itself": ["", "9.2.0.192.in-addr.arpa. PTR", "next"],
    "with no_reverse every address does": ["no_reverse", "1.2.0.192.in-addr.arpa. PTR", "next"],
  };
  test.each(Object.entries(cases))("%s", async (_, [more, question, answeredBy]) => {
    const { outcome } = await (await run(setup, inline(more))).ask(question, replying());
    expect(outcome.answeredBy).toBe(answeredBy);
  });
});

describe("zones", () => {
  const corefile = "example.org:1053 {\nhosts {\n192.0.2.1 www.example.org www.example.net\n}\n}";
  test("names outside are handed on", async () => {
    const { verdict } = await (await runCorefile(setup, corefile)).ask("www.example.net. A", replying());
    expect(verdict).toBe("not in scope");
  });
  test("names outside are no answer to PTR either", async () => {
    const { answer } = await (await runCorefile(setup, corefile)).ask("1.2.0.192.in-addr.arpa. PTR");
    expect(answer).toEqual(["1.2.0.192.in-addr.arpa. 3600 IN PTR www.example.org."]);
  });
  test("of its own take the place of the block's", async () => {
    const text = corefile.replace("hosts {", "hosts /etc/hosts example.net {");
    const { answer } = await (await runCorefile(setup, text)).ask("www.example.net. A");
    expect(answer).toEqual(["www.example.net. 3600 IN A 192.0.2.1"]);
  });
});

describe("why a name has no entry", () => {
  const cases: Readonly<
    Record<string, readonly [lines: string, files: Readonly<Record<string, string>>, told: string]>
  > = {
    "the file does not exist": [
      "hosts h",
      {},
      "no entry for a.example.org. in h (h does not exist, so it has no entries)",
    ],
    "the file does not exist, and the Corefile has lines": [
      "hosts h {\n192.0.2.1 b.example.org\nfallthrough\n}",
      {},
      "in h and the lines of hosts (h does not exist, so it has no entries); fallthrough passes it",
    ],
    "its line begins with the name": [
      "hosts h",
      { h: "192.0.2.1 b.example.org\na.example.org 192.0.2.1\n" },
      "h:2 has a.example.org., but a.example.org is not an address: hosts skips the line",
    ],
    "its address is wrong": [
      "hosts h",
      { h: "192.0.2.300 A.example.org # x\n" },
      "h:1 has a.example.org., but 192.0.2.300 is not an address",
    ],
    "its line in the Corefile is wrong": [
      "hosts {\n192.0.2 a.example.org\nfallthrough\n}",
      {},
      "Corefile:3 has a.example.org., but 192.0.2 is not an address: hosts skips the line, and fallthrough",
    ],
    "other lines are wrong": [
      "hosts h",
      { h: "x b\ny c\n" },
      "in h (2 lines do not begin with an address and are skipped)",
    ],
    "nothing is wrong": [
      "hosts h",
      { h: "# x\n\n192.0.2.1 b\n" },
      "no entry for a.example.org. in h; fallthrough is not set",
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [lines, files, told]) => {
    const { sentence } = await (await run(setup, lines, world(files))).ask("a.example.org. A", replying());
    expect(sentence).toContain(told);
  });
  test("a folder has none", async () => {
    const host = world();
    host.files.makeFolder("h");
    const { sentence } = await (await run(setup, "hosts h", host)).ask("a.example.org. A");
    expect(sentence).toContain("in h (h is a folder, not a file, so it has no entries)");
  });
});

describe("the file", () => {
  const HOSTS = "# ours\n192.0.2.7 file.example.org\n\n192.0.2.8\tother.example.org # comment\nnonsense here\n";

  test("is /etc/hosts without an argument", async () => {
    const { ask } = await run(setup, "hosts", world({ "/etc/hosts": HOSTS }));
    expect((await ask("other.example.org. A")).answer).toEqual(["other.example.org. 3600 IN A 192.0.2.8"]);
  });
  test("comes before the lines of the Corefile", async () => {
    const { ask } = await run(setup, "hosts h {\n192.0.2.1 file.example.org\n}", world({ h: HOSTS }));
    const { answer, sentence, rule } = await ask("file.example.org. A");
    expect(answer.map((line) => line.slice(-1))).toEqual(["7", "1"]);
    expect(sentence).toContain("h and the lines of hosts");
    expect([rule?.file, rule?.start.line]).toEqual(["h", 2]);
  });
  test("may be missing, and is read once it is there", async () => {
    const host = world();
    const { ask } = await run(setup, "hosts h {\nfallthrough\n}", host);
    expect(host.log.lines).toEqual(["[WARNING] plugin/hosts: File does not exist: h"]);
    expect((await ask("file.example.org. A", replying())).outcome.answeredBy).toBe("next");
    host.files.write("h", HOSTS);
    await host.clock.pass(5000);
    expect((await ask("file.example.org. A")).answer).toEqual(["file.example.org. 3600 IN A 192.0.2.7"]);
  });
  test("may be a folder, which is a warning, and has no entries", async () => {
    const host = world();
    host.files.makeFolder("h");
    const { problem, messages } = await run(setup, "hosts h", host);
    expect([problem, messages]).toEqual([undefined, []]);
    expect(host.log.lines).toEqual([
      '[WARNING] plugin/hosts: Hosts file "h" is a directory',
      '[ERROR] plugin/hosts: Failed to parse hosts file "h": read h: is a directory',
      "[DEBUG] plugin/hosts: Parsed hosts file into 0 entries",
    ]);
  });
  test("that cannot be looked at ends the start", async () => {
    const { messages } = await run(setup, "hosts f/h", world({ f: "" }));
    expect(messages).toEqual([
      "plugin/hosts: Corefile:2 - Error during parsing: unable to access hosts file 'f/h': stat f/h: not a directory",
    ]);
  });
  test("loses fields that are too long", async () => {
    const long = "a".repeat(1025);
    const host = world({ h: `192.0.2.7 ${long} file.example.org\n${long} x\n` });
    const { ask } = await run(setup, `hosts h {\n192.0.2.1 ${long}\n}`, host);
    expect((await ask("file.example.org. A")).answer.length).toBe(1);
    expect(host.log.lines.slice(0, 3)).toEqual([
      "[ERROR] plugin/hosts: Inline hosts entries, line 1: name longer than 1024 bytes, dropping the name",
      '[ERROR] plugin/hosts: Hosts file "h", line 1: name longer than 1024 bytes, dropping the name',
      '[ERROR] plugin/hosts: Hosts file "h", line 2: address longer than 1024 bytes, dropping the line',
    ]);
  });
  test("is read again when it changes, as often as told", async () => {
    const host = world({ h: HOSTS });
    const { ask } = await run(setup, "hosts h {\nreload 1s\n}", host);
    host.files.write("h", "192.0.2.9 file.example.org\n");
    await host.clock.pass(999);
    expect((await ask("file.example.org. A")).answer).toEqual(["file.example.org. 3600 IN A 192.0.2.7"]);
    await host.clock.pass(1);
    expect((await ask("file.example.org. A")).answer).toEqual(["file.example.org. 3600 IN A 192.0.2.9"]);
  });
  test("keeps its entries when it goes away", async () => {
    const host = world({ h: HOSTS });
    const { ask } = await run(setup, "hosts h", host);
    host.files.remove("h");
    await host.clock.pass(10_000);
    expect((await ask("file.example.org. A")).answer.length).toBe(1);
  });
  test("is not looked at again with reload 0, nor after the end", async () => {
    const host = world({ h: HOSTS });
    await run(setup, "hosts h {\nreload 0s\n}", host);
    expect(host.clock.timers).toBe(0);
    const { stop } = await run(setup, "hosts h", host);
    expect(host.clock.timers).toBe(1);
    await stop();
    expect(host.clock.timers).toBe(0);
  });
});

test("metrics tell how many entries there are, and when the file was written", async () => {
  const host = world({ h: "192.0.2.7 a.example.org b.example.org\n" });
  await run(setup, "hosts h {\n192.0.2.1 www.example.org\n}", host);
  expect(host.metrics.of("coredns_hosts_entries")).toEqual({ h: 6 });
  expect(host.metrics.of("coredns_hosts_reload_timestamp_seconds")).toEqual({ "": 1_000_000_001 });
});
