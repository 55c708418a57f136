/** Corefiles with grpc against the machine they are started on. */
import { expect, test } from "vitest";
import { pemOf } from "../../ports/_test/fake-certificates.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
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

test("what is right is not served yet, and said to be so", () =>
  expect(setUp(".:1053 {\ngrpc . 192.0.2.1\n}", [setup]).problems).toMatchObject([
    { cause: "engine", message: "plugin/grpc: the built-in engine does not run this plugin yet" },
  ]));
