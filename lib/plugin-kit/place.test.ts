import { describe, expect, test } from "vitest";
import { reply } from "../chain/_test/messages.ts";
import { Rcode } from "../dns/iana/rcode.ts";
import { RRType } from "../dns/iana/rrtype.ts";
import { decodeMessage } from "../dns/wire/decode.ts";
import { encodeMessage } from "../dns/wire/encode.ts";
import { fakeHost } from "../ports/_test/fake-host.ts";
import type { UpstreamEndpoint } from "../ports/exchange.ts";
import { dialByAddress, placeText, readListenPlace } from "./place.ts";

const FILES = {
  "/etc/hosts": "127.0.0.1 localhost\n127.0.1.1 machine machine.example.org\n2001:db8::7 six\n",
  "/etc/resolv.conf": "nameserver 192.0.2.53\nsearch example.org\n",
};

/** A machine whose resolver knows `www.example.org` only. */
function machine(files: Readonly<Record<string, string>> = FILES) {
  return fakeHost(files, (message) => {
    const asked = decodeMessage(message);
    const [question] = asked.question;
    const isKnown = question?.name === "www.example.org." && question.type === RRType.A;
    const answer = isKnown ? ["www.example.org. 60 IN A 192.0.2.7"] : [];
    return encodeMessage({ ...reply(asked, { answer }), rcode: isKnown ? Rcode.NOERROR : Rcode.NXDOMAIN });
  });
}

async function read(text: string, files?: Readonly<Record<string, string>>): Promise<string> {
  const place = await readListenPlace(text, machine(files));
  return "kind" in place ? place.text : placeText(place);
}

const noSuchHost = (host: string): string => `listen tcp: lookup ${host}: no such host`;
const unknownHost = (host: string): string => `listen tcp: lookup ${host} on 192.0.2.53:53: no such host`;
const wrong = (address: string, why: string): string => `listen tcp: address ${address}: ${why}`;

/** What CoreDNS 1.15.0 (`prometheus ADDRESS`) makes of addresses: where it listens, or why it does not. */
const PLACES: Readonly<Record<string, string>> = {
  ":18080": ":18080",
  "127.0.0.1:18080": "127.0.0.1:18080",
  "0.0.0.0:18080": "0.0.0.0:18080",
  "[::]:18080": "[::]:18080",
  "[::1]:18080": "[::1]:18080",
  "[0:0:0:0:0:0:0:1]:18080": "[::1]:18080",
  "[::01]:18080": "[::1]:18080",
  "[::1%lo]:18080": "[::1%lo]:18080",
  "[fe80::1%eth0]:18080": "[fe80::1%eth0]:18080",
  "[::ffff:127.0.0.1]:18080": "127.0.0.1:18080",
  "[127.0.0.1]:18080": "127.0.0.1:18080",
  "[2001:DB8::1]:18080": "[2001:db8::1]:18080",
  "[]:18080": ":18080",
  "255.255.255.255:18080": "255.255.255.255:18080",
  // Names.
  "localhost:18080": "127.0.0.1:18080",
  "LOCALHOST:18080": "127.0.0.1:18080",
  "[localhost]:18080": "127.0.0.1:18080",
  "machine:18080": "127.0.1.1:18080",
  "machine.example.org.:18080": "127.0.1.1:18080",
  "six:18080": "[2001:db8::7]:18080",
  "www:18080": "192.0.2.7:18080",
  "localhost.:18080": unknownHost("localhost."),
  "foo:18080": unknownHost("foo"),
  "foo.invalid:18080": unknownHost("foo.invalid"),
  "a_b:18080": unknownHost("a_b"),
  "xn--a:18080": unknownHost("xn--a"),
  "1e3:18080": unknownHost("1e3"),
  ".:18080": unknownHost("."),
  // What the C library reads as an address, and Go as a name.
  "0x0:18080": unknownHost("0x0"),
  "0x7f000001:18080": unknownHost("0x7f000001"),
  "0x7f.0.0.1:18080": unknownHost("0x7f.0.0.1"),
  // What the C library reads as an address, and Go as no name either.
  "0:18080": noSuchHost("0"),
  "00000000:18080": noSuchHost("00000000"),
  "2130706433:18080": noSuchHost("2130706433"),
  "017700000001:18080": noSuchHost("017700000001"),
  "127.1:18080": noSuchHost("127.1"),
  "127.0.0.01:18080": noSuchHost("127.0.0.01"),
  "127.000.000.001:18080": noSuchHost("127.000.000.001"),
  "0177.0.0.1:18080": noSuchHost("0177.0.0.1"),
  "127.0.0.1.:18080": noSuchHost("127.0.0.1."),
  "0.:18080": noSuchHost("0."),
  "1.2.3:18080": noSuchHost("1.2.3"),
  "256.0.0.1:18080": noSuchHost("256.0.0.1"),
  "127.0.0.1%lo:18080": noSuchHost("127.0.0.1%lo"),
  "[::1%]:18080": noSuchHost("::1%"),
  "[::00001]:18080": noSuchHost("::00001"),
  "-:18080": noSuchHost("-"),
  "a-:18080": noSuchHost("a-"),
  "*:18080": noSuchHost("*"),
  "a..b:18080": noSuchHost("a..b"),
  "%:18080": noSuchHost("%"),
  "a b:18080": noSuchHost("a b"),
  "ü:18080": noSuchHost("ü"),
  "user@127.0.0.1:18080": noSuchHost("user@127.0.0.1"),
  "127.0.0.1/x:18080": noSuchHost("127.0.0.1/x"),
  // Ports.
  "127.0.0.1:": "127.0.0.1:0",
  ":+18080": ":18080",
  ":018080": ":18080",
  ":-0": ":0",
  ":http": ":80",
  ":HTTP": ":80",
  ":domain": ":53",
  "localhost:http": "127.0.0.1:80",
  ":65536": wrong("65536", "invalid port"),
  ":-1": wrong("-1", "invalid port"),
  ":99999999999": wrong("99999999999", "invalid port"),
  ":foo": "listen tcp: lookup tcp/foo: unknown port",
  ":80a": "listen tcp: lookup tcp/80a: unknown port",
  ":1_8": "listen tcp: lookup tcp/1_8: unknown port",
  ":0x50": "listen tcp: lookup tcp/0x50: unknown port",
  "127.0.0.1": wrong("127.0.0.1", "missing port in address"),
  "::1:18080": wrong("::1:18080", "too many colons in address"),
  "": "listen tcp: missing port in address",
};

describe("an address to listen on is read as Go reads it", () => {
  test.each(Object.entries(PLACES))("%j is %s", async (text, place) => expect(await read(text)).toBe(place));
});

test("localhost is this machine where no file says so (RFC 6761 section 6.3)", async () =>
  expect(await read("localhost:9153", {})).toBe("127.0.0.1:9153"));

test("only addresses are dialled: names are looked up before, and what is neither is refused", async () => {
  const dialled: UpstreamEndpoint[] = [];
  const { exchange, random, files } = machine();
  const base = {
    connect: async (endpoint: UpstreamEndpoint, timeoutMs: number) => {
      if (endpoint.port === 53) return exchange.connect(endpoint);
      dialled.push(endpoint);
      throw new Error(`hung up after ${timeoutMs} ms`);
    },
  };
  const dial = (address: string) =>
    dialByAddress(base, { random, files })
      .connect({ transport: "udp", address, port: 5300 }, 1)
      .catch((error: Error) => error.message);
  const texts: unknown[] = [];
  for (const address of ["192.0.2.1", "::ffff:192.0.2.2", "www", "127.1", "0", "0x0"]) texts.push(await dial(address));
  expect(dialled.map(({ address }) => address)).toEqual(["192.0.2.1", "192.0.2.2", "192.0.2.7"]);
  const unix = { transport: "grpc", address: "", port: 0, path: "/run/dns.sock" } as const;
  await expect(dialByAddress(base, { random, files }).connect(unix, 1)).rejects.toThrow("hung up after 1 ms");
  expect(dialled.at(-1)).toEqual(unix);
  expect(texts.slice(3)).toEqual([
    "dial udp: lookup 127.1: no such host",
    "dial udp: lookup 0: no such host",
    "dial udp: lookup 0x0 on 192.0.2.53:53: no such host",
  ]);
});
