/** The probe that comes back, and the one that does not. */
import { expect, test } from "vitest";
import { nextOf, query, reply } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { canonical, readName } from "../../dns/name/name.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { FakeClock } from "../../ports/_test/fake-clock.ts";
import { FakeExchange, type FakeReply } from "../../ports/_test/fake-exchange.ts";
import { FakeLog } from "../../ports/_test/fake-log.ts";
import { fakeRandom } from "../../ports/_test/fake-random.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import { createLoop } from "./handler.ts";
import { LoopProbe } from "./probe.ts";

function bench(upstream: (message: Uint8Array) => FakeReply) {
  const clock = new FakeClock();
  const log = new FakeLog();
  const exchange = new FakeExchange(clock, upstream);
  const zone = canonical(readName("example.org.") ?? expect.fail("no name"));
  const probe = new LoopProbe(
    zone,
    { address: "127.0.0.1", port: 53, text: ":53" },
    { clock, random: fakeRandom([0.5, 0.25]), exchange },
  );
  const handler = createLoop(probe, log.forPlugin("loop"));
  const next = nextOf(() => ({ rcode: Rcode.NOERROR }));
  const see = (question: string) => handler.serve(query(question), next, undefined);
  return { clock, log, exchange, probe, see };
}

const answered = (message: Uint8Array): FakeReply => encodeMessage(reply(decodeMessage(message)));

test("a probe seen for the third time ends the server, in CoreDNS's words", () => {
  const { log, probe, see } = bench(() => "silence");
  void probe.run();
  const name = probe.qname;
  expect(name).toMatch(/^\d{19}\.\d{19}\.example\.org\.$/);
  see(`${name} HINFO`);
  see(`${name} HINFO`);
  expect(log.lines).toEqual([]);
  see(`${name} HINFO`);
  expect(log.lines).toEqual([
    `[FATAL] plugin/loop: Loop (192.0.2.99:40000 -> :53) detected for zone "example.org.", see https://coredns.io/plugins/loop#troubleshooting. Query: "HINFO ${name}"`,
  ]);
});

test("other questions do not count", () => {
  const { log, probe, see } = bench(() => "silence");
  for (let times = 0; times < 5; times++) {
    see(`${probe.qname} A`);
    see("www.example.org. HINFO");
    see("www.example.net. HINFO");
  }
  expect(log.lines).toEqual([]);
});

test("the first reply puts it to sleep", async () => {
  const { clock, log, probe, exchange, see } = bench(answered);
  void probe.run();
  await clock.pass(10);
  expect(exchange.asked).toEqual(["udp 127.0.0.1:53"]);
  for (let times = 0; times < 5; times++) see(`${probe.qname} HINFO`);
  expect(log.lines).toEqual([]);
});

test("without a reply it is sent again each second, for half a minute", async () => {
  const { clock, probe, exchange } = bench(() => new ExchangeError("refused", "connection refused"));
  void probe.run();
  await clock.pass(29_500);
  expect(exchange.asked).toHaveLength(30);
  expect(probe.isOn).toBe(true);
  await clock.pass(60_000);
  expect(exchange.asked).toHaveLength(30);
  expect(probe.isOn).toBe(false);
});
