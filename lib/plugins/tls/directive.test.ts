import { describe, expect, test } from "vitest";
import { messagesOf } from "../../directive/_test/check-corefile.ts";
import { directive } from "./directive.ts";

const position = (text: string, line = 3): string => `plugin/tls: Corefile:${line} - Error during parsing: ${text}`;
const wrongCount = (word: string, line?: number): string =>
  position(`Wrong argument count or unexpected line ending after '${word}'`, line);

/** A line in the block behind a certificate and a key, and what CoreDNS 1.15.0 says of it. */
const withFiles: Readonly<Record<string, string>> = {
  client_auth: wrongCount("client_auth"),
  "client_auth request require": wrongCount("require"),
  "client_auth REQUEST": position("unknown authentication type 'REQUEST'"),
  keylog: wrongCount("keylog"),
  "keylog a b": wrongCount("b"),
  "acme example.org": position("unknown option 'acme'"),
  "ciphers a": position("unknown option 'ciphers'"),
};

/** Lines in the block without arguments. */
const acme: Readonly<Record<string, string>> = {
  "": "plugin/tls: ACME requires at least one domain",
  acme: wrongCount("acme"),
  email: wrongCount("email"),
  "acme a\nca a b": wrongCount("b", 4),
  "acme a\nacme b": position('ACME option "acme" can only be specified once', 4),
  "client_auth request": position('unknown ACME option "client_auth"'),
  "provider a": position('unknown ACME option "provider"'),
  "resolver x\nca x\nacme *": 'plugin/tls: invalid ACME domain "*"',
  "resolver x\nca x\nacme a": 'plugin/tls: invalid ACME CA URL "x"',
  "acme a\nca ftp://192.0.2.1/dir": 'plugin/tls: invalid ACME CA URL "ftp://192.0.2.1/dir"',
  "acme a\nca http://": 'plugin/tls: invalid ACME CA URL "http://"',
  "acme a\nca https:a": 'plugin/tls: invalid ACME CA URL "https:a"',
  "acme a\nresolver 192.0.2.1":
    'plugin/tls: invalid ACME resolver "192.0.2.1": address 192.0.2.1: missing port in address',
  "acme a\nresolver :53": 'plugin/tls: invalid ACME resolver ":53": host is empty',
  "acme a\nresolver x:0": 'plugin/tls: invalid ACME resolver port "0"',
  "acme a\nresolver x:65536": 'plugin/tls: invalid ACME resolver port "65536"',
  "acme a\nresolver x:y": 'plugin/tls: invalid ACME resolver port "y"',
};

/** Domains that there can be no certificate for, and why. */
const domains: Readonly<Record<string, string>> = {
  '""': 'invalid ACME domain ""',
  ".": 'invalid ACME domain ""',
  "*.": 'invalid ACME domain "*"',
  "*.*.example.org": 'invalid ACME domain "*.*.example.org"',
  "192.0.2.1": 'invalid ACME domain "192.0.2.1"',
  "*.192.0.2.1": 'invalid ACME domain "*.192.0.2.1"',
  "2001:db8::1": 'invalid ACME domain "2001:db8::1"',
  "Example_1.ORG": 'invalid ACME domain "example_1.org": idna: disallowed rune U+005F',
  "a:53": 'invalid ACME domain "a:53": idna: disallowed rune U+003A',
  "-a.example.org": 'invalid ACME domain "-a.example.org": idna: invalid label "-a"',
  "ab--c.example.org": 'invalid ACME domain "ab--c.example.org": idna: invalid label "ab--c"',
  "a..example.org": 'invalid ACME domain "a..example.org"',
  [`${"a".repeat(64)}.org`]: `invalid ACME domain "${"a".repeat(64)}.org"`,
};

describe("certificate and key", () => {
  test.each(Object.entries(withFiles))("%s", (line, message) =>
    expect(messagesOf(directive, "tls cert.pem key.pem {", line, "}")[0]).toBe(message),
  );

  test.each([
    ["tls cert.pem", "cert.pem"],
    ["tls a b c d", "d"],
    ['tls ""', ""],
  ])("%s has another number of words, and CoreDNS says its name twice", (line, word) =>
    expect(messagesOf(directive, line)[0]).toBe(`plugin/tls: ${wrongCount(word, 2)}`),
  );

  test.each([
    [["tls cert.pem key.pem ca.pem {", "client_auth request", "client_auth nocert", "keylog a", "}"]],
    [["tls cert.pem key.pem", "tls cert.pem key.pem"]],
  ])("%j is taken", (lines) => expect(messagesOf(directive, ...lines)).toEqual([]));
});

describe("ACME", () => {
  test.each(Object.entries(acme))("%j", (lines, message) =>
    expect(messagesOf(directive, "tls {", ...lines.split("\n"), "}")[0]).toBe(message),
  );

  test("nothing at all", () =>
    expect(messagesOf(directive, "tls")[0]).toBe("plugin/tls: ACME requires at least one domain"));

  test.each(Object.entries(domains))("no certificate for %s", (domain, message) =>
    expect(messagesOf(directive, "tls {", `acme example.org ${domain}`, "}")[0]).toBe(`plugin/tls: ${message}`),
  );

  test.each([
    ["acme *.example.org Example.ORG. xn--bcher-kva.example bücher.example"],
    ["acme a\nca HTTPS://192.0.2.1/dir\nstorage x\nresolver x:+5\nemail hostmaster@example.org"],
    ['acme a\nresolver ""\nemail ""\nstorage ""'],
  ])("%j is taken", (lines) => expect(messagesOf(directive, "tls {", ...lines.split("\n"), "}")).toEqual([]));
});
