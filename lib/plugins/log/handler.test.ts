import { describe, expect, test } from "vitest";
import { EDNS, query, type ReplyLines } from "../../chain/_test/messages.ts";
import type { Outcome } from "../../chain/outcome.ts";
import type { MetadataValue } from "../../chain/query.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { type Carrying, run } from "../_test/run.ts";
import { type Following, failing, replying, serve, streaming } from "../_test/serve.ts";
import { setup } from "./setup.ts";

const A = "www.example.org. 60 IN A 192.0.2.1";
const SOA = "example.org. 60 IN SOA ns.example.org. admin.example.org. 1 2 3 4 5";

/** The line about a query, without the level. */
async function line(directive: string, then: Following, carrying: Carrying = {}): Promise<string | undefined> {
  const { ask, host } = await run(setup, directive);
  await ask("www.Example.org. A", then, carrying);
  return host.log.lines[0]?.replace("[INFO] ", "");
}

describe("the usual line", () => {
  test("of an answer", async () =>
    expect(await line("log", replying({ answer: [A], authoritative: true }))).toBe(
      '192.0.2.99:40000 - 4711 "A IN www.example.org. udp 33 false 512" NOERROR qr,aa,rd 64 0s',
    ));
  test("of a code that the server will reply with", async () =>
    expect(await line("log", failing(Rcode.REFUSED))).toBe(
      '192.0.2.99:40000 - 4711 "A IN www.example.org. udp 33 false 512" REFUSED qr,rd 33 0s',
    ));
  test("of a query without any reply", async () =>
    expect(await line("log", () => ({ rcode: 0 }))).toBe(
      '192.0.2.99:40000 - 4711 "A IN www.example.org. udp 33 false 512" - - 0 0s',
    ));
  test("of an IPv6 client with EDNS over TCP", async () => {
    const carrying: Carrying = {
      fields: { edns: { ...EDNS, dnssecOk: true } },
      arrival: { client: { address: "2001:db8::1", port: 1 }, transport: "tcp" },
    };
    expect(await line("log", replying(), carrying)).toBe(
      '[2001:db8::1]:1 - 4711 "A IN www.example.org. tcp 44 true 65535" NOERROR qr,rd 33 0s',
    );
  });
});

const formats: Readonly<Record<string, string>> = {
  "{local} {>id} {>opcode}": "127.0.0.1 4711 0",
  "{combined}": '192.0.2.99:40000 - 4711 "A IN www.example.org. udp 33 false 512" NOERROR qr,rd 33 0s "0"',
  "[{name}] {type}/{class}": "[www.example.org.] A/IN",
  "{nothing} {": "{nothing} {",
  "{ {name} }": "{ www.example.org. }",
  "{/a/label}{/a/none}": "--",
};

describe("formats", () => {
  test.each(Object.entries(formats))("%s", async (format, expected) =>
    expect(await line(`log . "${format}"`, replying())).toBe(expected),
  );
  test("a duration as Go prints it", async () => {
    const { ask, host } = await run(setup, 'log . "{duration}"');
    const later: Following = async (asked): Promise<Outcome> => {
      await host.clock.pass(1500);
      return replying()(asked);
    };
    await ask("www.example.org. A", later);
    expect(host.log.lines).toEqual(["[INFO] 1.5s"]);
  });
  test("labels of metadata", async () => {
    const { blocks, host } = await run(setup, 'log . "{/a/label} {/log/type}"');
    const asked = query("www.example.org. A");
    asked.metadata = new Map<string, MetadataValue>([["a/label", () => "value"]]);
    const handler = blocks[0]?.handlers()[0];
    if (handler !== undefined) await serve(handler, asked, replying());
    expect(host.log.lines).toEqual(["[INFO] value NOERROR"]);
    expect(asked.metadata.get("log/class")?.()).toBe("success");
  });
});

describe("names", () => {
  test.each([
    ["log example.org", true],
    ["log example.net", false],
    ["log example.net www.example.org", true],
    ["log org.", true],
  ])("%s", async (directive, expected) => expect((await line(directive, replying())) !== undefined).toBe(expected));
  test("the first zone that holds the name decides", async () =>
    expect(await line('log example.org "first {type}"\nlog www.example.org "second {type}"', replying())).toBe(
      "first A",
    ));
});

describe("classes", () => {
  const replies: Readonly<Record<string, ReplyLines>> = {
    success: { answer: [A] },
    denial: { rcode: Rcode.NXDOMAIN, authority: [SOA] },
    error: { rcode: Rcode.SERVFAIL },
  };
  const cases: Readonly<Record<string, readonly string[]>> = {
    "class all": ["success", "denial", "error"],
    "class success": ["success"],
    "class denial error": ["denial", "error"],
    "class error\nclass success": ["success", "error"],
    "class denial all": ["success", "denial", "error"],
  };
  test.each(Object.entries(cases))("%j", async (directive, expected) => {
    const logged: string[] = [];
    for (const [name, reply] of Object.entries(replies)) {
      if ((await line(`log {\n${directive}\n}`, replying(reply))) !== undefined) logged.push(name);
    }
    expect(logged).toEqual(expected);
  });
});

test("a stream is one line when it is over: the last code, the octets of all", async () => {
  const messages = streaming({ answer: [SOA] }, { answer: [A], authoritative: true });
  expect(await line('log . "{type} {rcode} {>rflags} {rsize}"', messages)).toBe("A NOERROR qr,aa,rd 175");
  const { ask, host } = await run(setup, "log {\nclass denial\n}");
  const { wayBack } = await ask("example.org. AXFR", messages);
  expect([wayBack, host.log.lines]).toEqual([undefined, []]);
});
