/** Corefiles with grpc against the machine they are started on. */
import { expect, test } from "vitest";
import { query, reply } from "../../chain/_test/messages.ts";
import { Rcode } from "../../dns/iana/rcode.ts";
import { decodeMessage } from "../../dns/wire/decode.ts";
import { encodeMessage } from "../../dns/wire/encode.ts";
import { pemOf } from "../../ports/_test/fake-certificates.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { ExchangeError, type UpstreamEndpoint } from "../../ports/exchange.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { setup } from "./setup.ts";

const FILES = {
  "cert.pem": pemOf("CERTIFICATE", "rsa:one"),
  "key.pem": pemOf("PRIVATE KEY", "rsa:two"),
  "resolv.conf": "nameserver 192.0.2.1\nnameserver fe80::1%eth0\n",
  "empty.conf": "search example.org\n",
  "many.conf": "nameserver 192.0.2.1\n".repeat(16),
};

const notFound = (name: string, path = name): string =>
  `not an IP address or file "${path}": failed to open file "${path}": "open ${path}: no such file or directory"`;

/** What stands behind `grpc .`, and what CoreDNS says of it. */
const cases: Readonly<Record<string, string | undefined>> = {
  "192.0.2.1": undefined,
  "resolv.conf": undefined,
  "empty.conf 192.0.2.1": undefined,
  "empty.conf": "no nameservers found",
  "dns.example.org": notFound("dns.example.org"),
  "dns.example.org:53": notFound("dns.example.org:53"),
  "grpc://dns.example.org": notFound("grpc://dns.example.org", "dns.example.org"),
  "resolv.conf [::1%zz]:1": 'parse "dns:///[::1%zz]:1": invalid URL escape "%zz"',
  "many.conf": "more than 15 TOs configured: 16",
  "192.0.2.1 {\ntls absent.pem\n}": "error reading absent.pem: open absent.pem: no such file or directory",
  "192.0.2.1 {\ntls cert.pem key.pem\n}": "could not load TLS cert: tls: private key does not match public key",
  "192.0.2.1 {\ntls absent.pem\ntls\n}": "error reading absent.pem: open absent.pem: no such file or directory",
  "192.0.2.1 {\ntls absent.pem\nexpire 5s\n}": "error reading absent.pem: open absent.pem: no such file or directory",
  "192.0.2.1 {\nexpire 5s\ntls absent.pem\n}": "Corefile:3 - Error during parsing: unknown property 'expire'",
  "dns.example.org {\nexpire 5s\n}": notFound("dns.example.org"),
  "dns.example.org\ngrpc": notFound("dns.example.org"),
};

test.each(Object.entries(cases))("%j", (words, message) => {
  const { messages } = setUp(`.:1053 {\ngrpc . ${words}\n}`, [setup], fakeHost(FILES));
  expect(messages[0]).toBe(message === undefined ? undefined : `plugin/grpc: ${message}`);
});

/** How the upstream of a line is reached. */
const reached: Readonly<Record<string, object>> = {
  "192.0.2.1": { address: "192.0.2.1", port: 53 },
  "[2001:db8::1]:1443": { address: "2001:db8::1", port: 1443 },
  "unix:///run/dns.sock": { path: "/run/dns.sock" },
  "192.0.2.1 {\ntls\n}": { tls: { material: { kind: "tls" } } },
  "192.0.2.1 {\ntls_servername dns.test\n}": { tls: { serverName: "dns.test", material: { kind: "tls" } } },
  "192.0.2.1 {\ntls cert.pem\ntls_servername dns.test\n}": {
    tls: { serverName: "dns.test", material: { authorities: [expect.any(Uint8Array)] } },
  },
  "unix:///run/dns.sock {\ntls\n}": { path: "/run/dns.sock", tls: { serverName: "localhost" } },
};

test.each(Object.entries(reached))("%j is asked where it is", async (words, endpoint) => {
  const endpoints: UpstreamEndpoint[] = [];
  const host = fakeHost(FILES, (message, at) => {
    endpoints.push(at);
    return encodeMessage(reply(decodeMessage(message), { rcode: Rcode.NOERROR }));
  });
  const { blocks, messages } = setUp(`.:1053 {\ngrpc . ${words}\n}`, [setup], host);
  expect(messages).toEqual([]);
  await blocks[0]?.chain.start(query("www.example.org. A"));
  expect(endpoints).toMatchObject([{ transport: "grpc", ...endpoint }]);
});

test("without tls it is asked in the clear", async () => {
  const endpoints: UpstreamEndpoint[] = [];
  const host = fakeHost(FILES, (_, at) => {
    endpoints.push(at);
    return new ExchangeError("closed", "EOF");
  });
  await setUp(".:1053 {\ngrpc . 192.0.2.1\n}", [setup], host).blocks[0]?.chain.start(query("www.example.org. A"));
  expect(endpoints.map(({ tls }) => tls)).toEqual([undefined]);
});
