import { describe, expect, test } from "vitest";
import { Opcode } from "../../dns/iana/opcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { FakeReply } from "../../ports/_test/fake-exchange.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { ExchangeError } from "../../ports/exchange.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { FakeFiles } from "../_test/fake-files.ts";
import { setup as auto } from "../auto/setup.ts";
import { setup as file } from "../file/setup.ts";
import { setup } from "./setup.ts";

const db = (serial: number): string => `$TTL 60\n@ SOA ns admin ${serial} 1 1 1 1\n@ NS ns\n`;

/** A block with two zones, started; `reply` is what the secondary at an address does. */
async function start(
  reply: (where: string, message: Uint8Array) => FakeReply,
  lines = "to 192.0.2.1 192.0.2.2:5353 *",
) {
  const asked: string[] = [];
  const bare = fakeHost({}, (message, { address, port, sourceAddress = "any" }) => {
    const { opcode, authoritative, question } = decodeMessage(message);
    asked.push(`${question[0]?.name} to ${address}:${port} from ${sourceAddress}`);
    expect([opcode, authoritative]).toEqual([Opcode.NOTIFY, true]);
    return reply(`${address}:${port}`, message);
  });
  const files = new FakeFiles({ db: db(7) });
  const host = { ...bare, files };
  const text = `example.org example.net {\ntransfer example.org {\n${lines}\n}\nfile db example.org example.net\n}`;
  const configured = setUp(text, [setup, file], host);
  expect(configured.messages).toEqual([]);
  await configured.lifeCycle.start();
  void configured.lifeCycle.started(() => undefined);
  await host.clock.pass(0);
  const change = async (): Promise<void> => {
    files.write("db", db(8));
    await host.clock.pass(60_000 + 20_000);
  };
  return { host, asked, change, stop: () => configured.lifeCycle.stop(() => undefined) };
}

const accepts = (_: string, message: Uint8Array): Uint8Array =>
  encodeMessage({ ...decodeMessage(message), response: true });
const refuses = (_: string, message: Uint8Array): Uint8Array =>
  encodeMessage({ ...decodeMessage(message), response: true, rcode: 5 });
const BOTH = ["example.org. to 192.0.2.1:53 from any", "example.org. to 192.0.2.2:5353 from any"];

describe("secondaries are notified", () => {
  test("of their zones at the start and when a file has changed", async () => {
    const { asked, change, host } = await start(accepts);
    expect(asked).toEqual(BOTH);
    await change();
    expect(asked).toEqual([...BOTH, ...BOTH]);
    expect(host.exchange.open.size).toBe(0);
  });
  test("not in a rehearsal, which never starts to serve", async () => {
    const host = { ...fakeHost(), files: new FakeFiles({ db: db(7) }) };
    const text = "example.org {\ntransfer {\nto 192.0.2.1\n}\nfile db\nauto {\ndirectory .\n}\n}";
    const { lifeCycle, messages } = setUp(text, [setup, file, auto], host);
    expect(messages).toEqual([]);
    await lifeCycle.start();
    await lifeCycle.stop(() => undefined);
    await host.clock.pass(1000);
    expect(host.exchange.connected).toEqual([]);
  });
  test("from the source address", async () => {
    const { asked } = await start(accepts, "to 192.0.2.1\nsource 192.0.2.9");
    expect(asked).toEqual(["example.org. to 192.0.2.1:53 from 192.0.2.9"]);
  });
  test("not any more when the server has ended", async () => {
    const { asked, change, stop } = await start(accepts);
    await stop();
    await change();
    expect(asked).toEqual(BOTH);
  });
});

describe("a secondary that does not accept", () => {
  const failures: Readonly<Record<string, readonly [(where: string, message: Uint8Array) => FakeReply, string]>> = {
    "is asked three times": [refuses, 'rcode was "REFUSED"'],
    "may say nothing": [() => "silence", '"read udp 192.0.2.1:53: i/o timeout"'],
    "may not be there": [() => new ExchangeError("refused", "read: connection refused"), '"read: connection refused"'],
    "may send what is no message": [
      (_, message) => message.slice(0, 5),
      '"bad header question count: dns: overflow unpacking uint16"',
    ],
  };
  test.each(Object.entries(failures))("%s", async (_, [reply, because]) => {
    const { asked, change, host } = await start(reply, "to 192.0.2.1");
    await host.clock.pass(10_000);
    expect(asked.length).toBe(3);
    await change();
    expect(asked.length).toBe(6);
    expect(host.log.lines.filter((line) => line.includes("WARNING"))).toEqual([
      `[WARNING] plugin/file: Failed sending notifies: notify for zone "example.org." was not accepted by "192.0.2.1:53": ${because}`,
    ]);
    expect(host.exchange.open.size).toBe(0);
  });
  test("keeps no other from being notified", async () => {
    const { asked } = await start((where, message) => (where === "192.0.2.1:53" ? refuses : accepts)(where, message));
    expect(asked).toEqual([BOTH[0], BOTH[0], BOTH[0], BOTH[1]]);
  });
});
