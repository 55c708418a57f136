import { describe, expect, test } from "vitest";
import { unanswered } from "../../chain/outcome.ts";
import { Opcode } from "../../dns/iana/opcode.ts";
import type { Message } from "../../dns/message/message.ts";
import type { FakeReply } from "../../ports/_test/fake-exchange.ts";
import { FakeSiblings } from "../../ports/_test/fake-siblings.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import { replying } from "../_test/serve.ts";
import { TRANSFER } from "../transfer/api.ts";
import { answering, PlayedPrimary, soaLine, start, zoneLines } from "./_test/primary.ts";

const LINES = "secondary example.org {\ntransfer from 192.0.2.99\n}";
const zone = (serial: number, address: string): readonly string[] =>
  zoneLines(
    "example.org.",
    serial,
    "example.org. 60 IN NS ns.example.net.",
    `www.example.org. 60 IN A ${address}`,
    "WWW.Example.org. 60 IN AAAA 2001:db8::1",
  );

function primaryWith(serial: number, address: string): PlayedPrimary {
  const primary = new PlayedPrimary();
  primary.zones.set("example.org.", zone(serial, address));
  return primary;
}

const NOTIFY: Partial<Message> = { opcode: Opcode.NOTIFY };
const TRANSFERRED = "[INFO] plugin/file: Transferred: example.org. from 192.0.2.99:53";

describe("a zone", () => {
  test("is served as soon as it is there", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { ask, log, host } = await start(primary, LINES);
    const { answer, message, verdict, sentence } = await ask("www.example.org. A");
    expect([answer, message?.authoritative, verdict]).toEqual([
      ["www.example.org. 60 IN A 192.0.2.1"],
      true,
      "answered",
    ]);
    expect(sentence).toBe("www.example.org. is in zone example.org. (transferred from 192.0.2.99:53); A records: 1");
    expect((await ask("www.example.org. AAAA")).answer.length).toBe(1);
    expect([primary.asked, log()]).toEqual([["example.org. AXFR"], [TRANSFERRED]]);
    expect(host.exchange.open.size).toBe(0);
  });

  test("is SERVFAIL before that, and the primary is asked again after 250 ms, and twice as long each time", async () => {
    const primary = new PlayedPrimary();
    const { ask, host, log, address } = await start(primary, LINES);
    expect(await ask("www.example.org. A")).toMatchObject({
      outcome: unanswered("secondary", 2),
      verdict: "failed",
      sentence: "zone example.org. has not been transferred from 192.0.2.99:53 yet: SERVFAIL",
    });
    await host.clock.pass(60_000);
    const waits = log().flatMap((line) => /retrying in (\S+): (.*)/.exec(line)?.slice(1) ?? []);
    expect(waits.filter((_, at) => at % 2 === 0)).toEqual([
      ..."250ms 500ms 1s 2s 4s 8s 10s 10s 10s 10s 10s".split(" "),
    ]);
    expect(waits[1]).toBe("dns: bad xfr rcode: 5");
    primary.zones.set("example.org.", zone(7, "192.0.2.1"));
    await host.clock.pass(10_000);
    expect(await address("www.example.org.")).toBe("192.0.2.1");
  });

  test("comes from the second primary when the first does not give it", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { host, log } = await start(
      primary,
      "secondary example.org {\ntransfer from 192.0.2.98:5300\ntransfer from 192.0.2.99\n}",
    );
    expect(host.exchange.connected).toEqual(["tcp 192.0.2.98:5300"]);
    expect(log()).toEqual(["[INFO] plugin/file: Transferred: example.org. from 192.0.2.98:5300"]);
    const silent = new PlayedPrimary();
    silent.instead = () => "silence";
    const second = await start(silent, "secondary example.org {\ntransfer from 192.0.2.98 192.0.2.99\n}");
    await second.host.clock.pass(2000);
    silent.instead = undefined;
    silent.zones.set("example.org.", zone(7, "192.0.2.1"));
    await second.host.clock.pass(2000);
    expect(second.host.exchange.connected.slice(0, 2)).toEqual(["tcp 192.0.2.98:53", "tcp 192.0.2.99:53"]);
  });

  test("is given out again, and not before it is there", async () => {
    const primary = new PlayedPrimary();
    const { handler, host } = await start(primary, LINES);
    const transfer = handler.offers?.get(TRANSFER);
    const origin = "example.org." as Parameters<NonNullable<typeof transfer>>[0];
    expect(transfer?.(origin, 0)).toEqual({ kind: "failed", text: "no SOA" });
    primary.zones.set("example.org.", zone(7, "192.0.2.1"));
    await host.clock.pass(500);
    const given = transfer?.(origin, 0);
    expect(given?.kind === "records" && [...given.records].flat().length).toBe(5);
    expect(transfer?.("www.example.org." as typeof origin, 0)).toEqual({ kind: "not authoritative" });
  });
});

describe("a transfer that goes wrong leaves the zone as it was", () => {
  const SOA = soaLine("example.org.", 8);
  const broken: Readonly<Record<string, readonly [(request: Message) => FakeReply, string]>> = {
    "another ID": [
      (request) => answering({ ...request, id: request.id ^ 1 }, zone(8, "192.0.2.9")),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": dns: id mismatch',
    ],
    "a code": [
      (request) => answering(request, [], { rcode: 9 }),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": dns: bad xfr rcode: 9',
    ],
    "no SOA record first": [
      (request) => answering(request, ["www.example.org. 1 IN A 192.0.2.9", SOA]),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": dns: no SOA',
    ],
    "nothing in it": [
      (request) => answering(request, []),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": dns: no SOA',
    ],
    "no closing SOA record": [
      (request) => ({ messages: [answering(request, zone(8, "192.0.2.9").slice(0, -1))] }),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": EOF',
    ],
    "the first SOA record alone": [
      (request) => ({ messages: [answering(request, [SOA])] }),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": EOF',
    ],
    "a primary that hangs in the middle": [
      (request) => ({ messages: [answering(request, zone(8, "192.0.2.9").slice(0, -1)), "silence"] }),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": read tcp 192.0.2.99:53: i/o timeout',
    ],
    "a connection that breaks": [
      () => new ExchangeError("closed", "read tcp: connection reset by peer"),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": read tcp: connection reset by peer',
    ],
    "garbage behind good messages": [
      (request) => ({
        messages: [answering(request, zone(8, "192.0.2.9").slice(0, -1)), Uint8Array.of(1, 2, 3, 4, 5)],
      }),
      'Failed to transfer `example.org.\' from "192.0.2.99:53": bad header question count: dns: overflow unpacking uint16',
    ],
    "records that are not served": [
      (request) => answering(request, zoneLines("example.org.", 8, "example.org. 1 IN NSEC3PARAM 1 0 1 AB")),
      'Failed to parse transfer `example.org.\' from: "192.0.2.99:53": NSEC3 zone is not supported, dropping RR: example.org. for zone: example.org.',
    ],
  };
  test.each(Object.entries(broken))("%s", async (_, [reply, line]) => {
    const primary = primaryWith(7, "192.0.2.1");
    const { ask, host, address, log } = await start(primary, LINES);
    log();
    primary.instead = (request) => (primary.asked.at(-1)?.endsWith("SOA") ? answering(request, [SOA]) : reply(request));
    expect((await ask("example.org. SOA", undefined, NOTIFY)).message?.authoritative).toBe(true);
    await host.clock.pass(5000);
    const told = log();
    expect(told.slice(0, 2)).toEqual([
      "[INFO] plugin/file: Notify from 192.0.2.99 for example.org.: checking transfer",
      `[ERROR] plugin/file: ${line}`,
    ]);
    expect(told[2]).toMatch(/^\[WARNING\] plugin\/file: Notify from 192.0.2.99 for example.org.: transfer failed: /);
    expect(await address("www.example.org.")).toBe("192.0.2.1");
    expect(host.exchange.open.size).toBe(0);
  });

  test("a zone may come in many messages", async () => {
    const primary = new PlayedPrimary();
    primary.instead = (request) => ({
      messages: [
        answering(request, [SOA]),
        answering(request, ["www.example.org. 60 IN A 192.0.2.5"], { rcode: 3 }),
        answering(request, ["a.example.org. 60 IN A 192.0.2.6", SOA]),
      ],
    });
    const { address } = await start(primary, LINES);
    expect(await address("www.example.org.")).toBe("192.0.2.5");
    expect(await address("a.example.org.")).toBe("192.0.2.6");
  });
});

describe("NOTIFY", () => {
  test("of a newer serial has the zone fetched", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { ask, host, address, log } = await start(primary, LINES);
    primary.zones.set("example.org.", zone(8, "192.0.2.2"));
    const { message, verdict } = await ask("example.org. SOA", undefined, NOTIFY);
    expect([message?.opcode, message?.authoritative, message?.rcode, verdict]).toEqual([4, true, 0, "answered"]);
    await host.clock.pass(10);
    expect(await address("www.example.org.")).toBe("192.0.2.2");
    expect(log().slice(1)).toEqual([
      "[INFO] plugin/file: Notify from 192.0.2.99 for example.org.: checking transfer",
      TRANSFERRED,
    ]);
  });

  test.each([7, 6])("of serial %d has nothing fetched", async (serial) => {
    const primary = primaryWith(7, "192.0.2.1");
    const { ask, host, log } = await start(primary, LINES);
    primary.zones.set("example.org.", zone(serial, "192.0.2.2"));
    await ask("example.org. SOA", undefined, NOTIFY);
    await host.clock.pass(10);
    expect(log().at(-1)).toBe(
      "[INFO] plugin/file: Notify from 192.0.2.99 for example.org.: no SOA serial increase seen",
    );
    expect(primary.asked).toEqual(["example.org. AXFR", "example.org. SOA"]);
  });

  test("while the primary is being asked has it asked once more, however many there are", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { ask, host } = await start(primary, LINES);
    primary.instead = (request) => ({ afterMs: 100, reply: answering(request, [soaLine("example.org.", 7)]) });
    for (let count = 0; count < 5; count++) await ask("example.org. SOA", undefined, NOTIFY);
    await host.clock.pass(1000);
    expect(primary.asked).toEqual(["example.org. AXFR", "example.org. SOA", "example.org. SOA"]);
  });

  test("is heard by all workers, whichever gets it", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const siblings = new FakeSiblings();
    const [one, other] = [await start(primary, LINES, siblings), await start(primary, LINES, siblings)];
    primary.zones.set("example.org.", zone(8, "192.0.2.2"));
    await one.ask("example.org. SOA", undefined, NOTIFY);
    await one.host.clock.pass(10);
    await other.host.clock.pass(10);
    expect([await one.address("www.example.org."), await other.address("www.example.org.")]).toEqual([
      "192.0.2.2",
      "192.0.2.2",
    ]);
    await other.stop();
    const asked = primary.asked.length;
    await one.ask("example.org. SOA", undefined, NOTIFY);
    await other.host.clock.pass(10);
    await one.host.clock.pass(10);
    expect(primary.asked.length).toBe(asked + 1);
  });

  test("that leads to no answer is told", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { ask, host, log } = await start(primary, LINES);
    primary.instead = () => "silence";
    await ask("example.org. SOA", undefined, NOTIFY);
    await host.clock.pass(2000);
    expect(log().at(-1)).toBe(
      "[WARNING] plugin/file: Notify from 192.0.2.99 for example.org.: failed primary check: read tcp 192.0.2.99:53: i/o timeout",
    );
  });

  test("of anybody else is dropped", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { ask, log } = await start(primary, LINES.replace("192.0.2.99", "192.0.2.98"));
    const { outcome, verdict, sentence } = await ask("example.org. SOA", undefined, NOTIFY);
    expect([outcome, verdict]).toEqual([{ rcode: 0, answeredBy: "secondary" }, "refused"]);
    expect(sentence).toBe("192.0.2.99 is not a primary of example.org. (192.0.2.98:53): its NOTIFY is dropped");
    expect(log().at(-1)).toBe("[INFO] plugin/file: Dropping notify from 192.0.2.99 for example.org.");
    expect(primary.asked).toEqual(["example.org. AXFR"]);
  });
});

describe("as time passes", () => {
  // The SOA record: refresh 100 s, retry 30 s, expire 1000 s; up to 5 s and 2 s more by chance.
  test("the primary is asked after the refresh time, and fetched from when it has more", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { host, address } = await start(primary, LINES);
    await host.clock.pass(99_000);
    expect(primary.asked).toEqual(["example.org. AXFR"]);
    await host.clock.pass(6000);
    expect(primary.asked).toEqual(["example.org. AXFR", "example.org. SOA"]);
    primary.zones.set("example.org.", zone(8, "192.0.2.2"));
    await host.clock.pass(106_000);
    expect(await address("www.example.org.")).toBe("192.0.2.2");
  });

  test("it is asked again after the retry time, and the zone is served until it expires", async () => {
    const primary = primaryWith(7, "192.0.2.1");
    const { host, ask, address, log } = await start(primary, LINES);
    log();
    primary.instead = () => "silence";
    await host.clock.pass(200_000);
    const told = log();
    expect(told[0]).toBe("[WARNING] plugin/file: Failed refresh check read tcp 192.0.2.99:53: i/o timeout");
    expect(told[1]).toBe("[WARNING] plugin/file: Failed retry check read tcp 192.0.2.99:53: i/o timeout");
    expect(primary.asked.length).toBeGreaterThan(3);
    expect(await address("www.example.org.")).toBe("192.0.2.1");
    await host.clock.pass(801_000);
    log();
    expect(await ask("www.example.org. A")).toMatchObject({ outcome: unanswered("secondary", 2), verdict: "failed" });
    expect(log()).toEqual(["[ERROR] plugin/file: Zone example.org. is expired"]);
    primary.instead = undefined;
    primary.zones.set("example.org.", zone(8, "192.0.2.2"));
    await host.clock.pass(40_000);
    expect(await address("www.example.org.")).toBe("192.0.2.2");
  });

  test("nothing is asked any more after the end, in whatever it is", async () => {
    for (const before of [0, 100_500, 1000]) {
      const primary = primaryWith(7, "192.0.2.1");
      if (before === 1000) primary.zones.clear();
      const { host, stop } = await start(primary, LINES);
      await host.clock.pass(before);
      await stop();
      const asked = primary.asked.length;
      await host.clock.pass(1_000_000);
      expect([primary.asked.length, host.clock.timers, host.exchange.open.size]).toEqual([asked, 0, 0]);
    }
  });
});

describe("other answers", () => {
  test.each(["AXFR", "IXFR"])("%s is REFUSED without transfer", async (type) => {
    const { ask } = await start(primaryWith(7, "192.0.2.1"), LINES);
    expect((await ask(`example.org. ${type}`)).outcome).toEqual(unanswered("secondary", 5));
  });
  test("names outside go on, or are REFUSED", async () => {
    const { ask } = await start(primaryWith(7, "192.0.2.1"), LINES);
    expect((await ask("example.net. A", replying())).outcome.answeredBy).toBe("next");
    expect((await ask("example.net. A")).outcome).toEqual(unanswered("secondary", 5));
  });
  test("names that the zone does not have go on where fallthrough says so", async () => {
    const { ask } = await start(primaryWith(7, "192.0.2.1"), LINES.replace("\n}", "\nfallthrough a.example.org\n}"));
    expect((await ask("b.a.example.org. A", replying())).verdict).toBe("fell through");
    expect((await ask("b.example.org. A", replying())).message?.rcode).toBe(3);
  });
});
