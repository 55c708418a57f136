/** Corefiles that forward: upstreams found in them, and reasons not to start. */
import { describe, expect, test } from "vitest";
import { query, reply } from "../../chain/_test/messages.ts";
import { RRType } from "../../dns/iana/rrtype.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import type { FakeUpstream } from "../../ports/_test/fake-exchange.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import type { UpstreamEndpoint } from "../../ports/exchange.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const CERTIFICATE = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
const FILES = {
  "resolv.conf": "# ours\nsearch example.org\nnameserver 192.0.2.1\nnameserver 2001:db8::53%eth0\n",
  "empty.conf": "search example.org\n",
  "ca.pem": CERTIFICATE,
  "text.pem": "no certificate",
};

/** Upstreams that answer for two hosts, and refuse nothing else. */
const upstream: FakeUpstream = (message) => {
  const asked = decodeMessage(message);
  const [question] = asked.question;
  const answer =
    question?.name !== "dns.example.net."
      ? []
      : question.type === RRType.A
        ? ["dns.example.net. 60 IN A 192.0.2.7"]
        : ["dns.example.net. 60 IN AAAA 2001:db8::7"];
  return encodeMessage(reply(asked, { answer }));
};

function configured(...directives: readonly string[]) {
  return setUp(["example.org:1053 {", ...directives, "}"].join("\n"), [setup], fakeHost(FILES, upstream));
}

/** Which upstreams are asked, one query after the other, round robin. */
async function asked(to: string): Promise<readonly string[]> {
  const { blocks, lifeCycle, messages, host } = configured(`forward . ${to} {`, "policy round_robin", "}");
  expect(messages).toEqual([]);
  const starting = lifeCycle.start();
  await host.clock.pass(10);
  expect(await starting).toBeUndefined();
  const before = host.exchange.asked.length;
  for (let times = 0; times < 4; times++) {
    const serving = blocks[0]?.chain.start(query("www.example.org. A"));
    await host.clock.pass(1);
    await serving;
  }
  return [...new Set(host.exchange.asked.slice(before).map((where) => where.replace("udp ", "")))].sort();
}

describe("upstreams", () => {
  const cases: Readonly<Record<string, readonly string[]>> = {
    "192.0.2.1": ["192.0.2.1:53"],
    "192.0.2.1:5353 dns://192.0.2.2": ["192.0.2.1:5353", "192.0.2.2:53"],
    "[2001:db8::1]:5353 2001:db8::2": ["2001:db8::1:5353", "2001:db8::2:53"],
    "192.0.2.1 192.0.2.1:53 dns://192.0.2.1": ["192.0.2.1:53"],
    "resolv.conf 192.0.2.9": ["192.0.2.1:53", "192.0.2.9:53", "2001:db8::53:53"],
    "empty.conf 192.0.2.9": ["192.0.2.9:53"],
  };
  test.each(Object.entries(cases))("%s", async (to, expected) => expect(await asked(to)).toEqual(expected));

  test("host names are looked up at the start, at the resolvers", async () => {
    const { host, lifeCycle } = configured("forward . dns.example.net:5353 {", "resolver 192.0.2.100", "}");
    const starting = lifeCycle.start();
    await host.clock.pass(10);
    expect(await starting).toBeUndefined();
    expect(host.exchange.asked).toEqual(["udp 192.0.2.100:53", "udp 192.0.2.100:53"]);
  });

  test("host names without an address end the start", async () => {
    const { host, lifeCycle } = configured("forward . no.example.net {", "resolver 192.0.2.100", "}");
    const starting = lifeCycle.start();
    await host.clock.pass(10);
    expect(await starting).toMatchObject({
      message: 'plugin/forward: failed to resolve "no.example.net": no addresses found for "no.example.net"',
    });
  });
});

describe("refusals", () => {
  const cases: Readonly<Record<string, readonly [readonly string[], string]>> = {
    "a file without servers alone": [["forward . empty.conf"], "plugin/forward: no valid upstream addresses found"],
    "neither address, file nor name": [
      ["forward . a..b"],
      'plugin/forward: not an IP address, file, or valid domain: "a..b"',
    ],
    "no address at all": [["forward . tls://"], 'plugin/forward: invalid address: "tls://"'],
    "a transport that CoreDNS does not ask over": [
      ["forward . grpc://192.0.2.1"],
      "plugin/forward: 'grpc' is not supported as a destination protocol in forward: grpc://192.0.2.1:443",
    ],
    "two server names": [
      ["forward . tls://192.0.2.1%one.example {", "tls_servername two.example", "}"],
      "plugin/forward: both forward ('two.example') and proxy level ('one.example') TLS servernames are set for upstream proxy 'tls://192.0.2.1:853'",
    ],
    "a certificate that is not there": [
      ["forward . 192.0.2.1 {", "tls missing.pem", "}"],
      "plugin/forward: error reading missing.pem: open missing.pem: no such file or directory",
    ],
    "a certificate that is not there, before a property that there is not": [
      ["forward . 192.0.2.1 {", "tls missing.pem", "nonsense", "}"],
      "plugin/forward: error reading missing.pem: open missing.pem: no such file or directory",
    ],
    "a property that there is not, before a certificate": [
      ["forward . 192.0.2.1 {", "nonsense", "tls missing.pem", "}"],
      "plugin/forward: Corefile:3 - Error during parsing: unknown property 'nonsense'",
    ],
    "a file without servers, before a second use that is wrong": [
      ["forward . empty.conf", "forward"],
      "plugin/forward: no valid upstream addresses found",
    ],
    "a property that there is not, before files among the upstreams": [
      ["forward . empty.conf {", "nonsense", "}"],
      "plugin/forward: Corefile:3 - Error during parsing: unknown property 'nonsense'",
    ],
    "a certificate that is none": [
      ["forward . 192.0.2.1 {", "tls text.pem", "}"],
      "plugin/forward: could not read root certs: %!s(<nil>)",
    ],
  };
  test.each(Object.entries(cases))("%s", (_, [directives, message]) =>
    expect(configured(...directives).messages[0]).toBe(message),
  );
});

describe("how encrypted upstreams are asked", () => {
  const post = { method: "POST", maxIdle: 2 };
  const certificate = { tls: { material: { kind: "tls", authorities: [expect.anything()] } } };
  const named = (serverName: string) => ({ tls: { serverName } });
  const cases: Readonly<Record<string, readonly [to: string, properties: readonly string[], expected: object]>> = {
    "HTTPS without more": ["https://192.0.2.1", [], { transport: "https", port: 443, https: post, tls: {} }],
    "HTTPS by a name": [
      "https://192.0.2.1:8443",
      ["tls_servername dns.example.org", "doh_method GET", "max_idle_conns 7"],
      { port: 8443, https: { method: "GET", host: "dns.example.org", maxIdle: 7 }, ...named("dns.example.org") },
    ],
    "HTTPS with a certificate": ["https://192.0.2.1", ["tls ca.pem"], { https: post, ...certificate }],
    "HTTPS with a name in the address, which counts for nothing": [
      "https://192.0.2.1%dns.example.org",
      [],
      { tls: expect.not.objectContaining({ serverName: expect.anything() }) },
    ],
    "QUIC without more": ["quic://192.0.2.1", [], { transport: "quic", port: 853, idleMs: 30_000, tls: {} }],
    "QUIC with a name in the address": [
      "quic://192.0.2.1%one.example:8853",
      [],
      { port: 8853, ...named("one.example") },
    ],
    "QUIC kept for long, from an address": [
      "quic://192.0.2.1",
      ["expire 2m", "source_address 192.0.2.200", "tls ca.pem"],
      { idleMs: 120_000, sourceAddress: "192.0.2.200", ...certificate },
    ],
  };
  test.each(Object.entries(cases))("%s", async (_, [to, properties, expected]) => {
    const endpoints: UpstreamEndpoint[] = [];
    const host = fakeHost(FILES, (message, endpoint) => {
      endpoints.push(endpoint);
      return encodeMessage(reply(decodeMessage(message), {}));
    });
    const text = [`example.org:1053 {`, `forward . ${to} {`, ...properties, "}", "}"].join("\n");
    const { blocks, lifeCycle, messages } = setUp(text, [setup], host);
    expect(messages).toEqual([]);
    const starting = lifeCycle.start();
    await host.clock.pass(10);
    expect(await starting).toBeUndefined();
    await blocks[0]?.chain.start(query("www.example.org. A"));
    expect(endpoints).toEqual([expect.objectContaining({ address: "192.0.2.1" })]);
    expect(endpoints[0]).toMatchObject(expected);
  });
});

test("a network on no octet boundary: only its first zone, and a warning", () => {
  const { host, messages } = configured("forward 192.0.2.0/23 192.0.2.1");
  expect(messages).toEqual([]);
  expect(host.log.lines).toEqual([
    "[WARNING] plugin/forward: Unsupported CIDR notation: '192.0.2.0/23' expands to multiple zones. Using only '2.0.192.in-addr.arpa.'.",
  ]);
});
