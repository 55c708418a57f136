/** Corefiles with tls against the machine they are started on, and against each other. */
import { describe, expect, test } from "vitest";
import { pemOf } from "../../ports/_test/fake-certificates.ts";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { FakeFiles } from "../_test/fake-files.ts";
import { setup as https } from "../https/setup.ts";
import { setup as root } from "../root/setup.ts";
import { setup } from "./setup.ts";

const files = new FakeFiles({
  "cert.pem": pemOf("CERTIFICATE", "rsa:one"),
  "key.pem": pemOf("PRIVATE KEY", "rsa:one"),
  "cert2.pem": pemOf("CERTIFICATE", "rsa:two"),
  "key2.pem": pemOf("PRIVATE KEY", "rsa:two"),
  "ca.pem": pemOf("CERTIFICATE", "rsa:root") + pemOf("CERTIFICATE", "rsa:other"),
  "ca-other-order.pem": pemOf("CERTIFICATE", "rsa:other") + pemOf("CERTIFICATE", "rsa:root"),
  "text.pem": "no certificate",
  "certs/cert.pem": pemOf("CERTIFICATE", "rsa:three"),
  "certs/key.pem": pemOf("PRIVATE KEY", "rsa:three"),
});
files.makeFolder("logs");
files.makeFolder("certs");
const host = { ...fakeHost(), files };

const setUpWith = (text: string) => setUp(text, [root, https, setup], host);
const key = (text: string): string => `Corefile:4 - Error during parsing: unable to write TLS Key Log to ${text}`;

/** What stands in a block, and what CoreDNS says of it behind `plugin/tls: `. */
const cases: Readonly<Record<string, string | undefined>> = {
  "tls cert.pem key.pem ca.pem": undefined,
  "tls absent.pem key.pem": "could not load TLS cert: open absent.pem: no such file or directory",
  "tls cert.pem key2.pem": "could not load TLS cert: tls: private key does not match public key",
  "tls cert.pem key.pem text.pem": "could not read root certs: %!s(<nil>)",
  "tls cert.pem key.pem\ntls absent.pem key.pem": "could not load TLS cert: open absent.pem: no such file or directory",
  "tls absent.pem key.pem\ntls a": "could not load TLS cert: open absent.pem: no such file or directory",
  "tls absent.pem key.pem {\nciphers\n}": "Corefile:3 - Error during parsing: unknown option 'ciphers'",
  "tls {\nacme a\nca_root absent.pem\n}\ntls a":
    'reading ACME CA root "absent.pem": open absent.pem: no such file or directory',
  "root certs\ntls cert.pem key.pem": undefined,
  "root certs\ntls absent.pem key.pem": "could not load TLS cert: open certs/absent.pem: no such file or directory",
  "tls cert.pem key.pem {\nkeylog logs\n}": key('"logs": open logs: is a directory'),
  "tls cert.pem key.pem {\nkeylog absent/log\n}": key('"absent/log": open absent/log: no such file or directory'),
  "tls cert.pem key.pem {\nkeylog cert.pem/log\n}": key('"cert.pem/log": open cert.pem/log: not a directory'),
  "tls cert.pem key.pem {\nkeylog logs/log\n}": undefined,
  'tls cert.pem key.pem {\nkeylog ""\n}': undefined,
  "tls {\nacme a\nca_root absent.pem\n}":
    'reading ACME CA root "absent.pem": open absent.pem: no such file or directory',
  "tls {\nacme a\nca_root text.pem\n}": 'ACME CA root "text.pem" contains no certificates',
  "tls {\nacme a\nca_root ca.pem\n}": undefined,
  "tls {\nacme a b\n}\ntls {\nacme b\nemail c\n}": 'ACME domain "b" is configured with conflicting options',
  "tls {\nacme a\n}\ntls {\nacme A.\n}": undefined,
};

describe("files", () => {
  test.each(Object.entries(cases))("%j", (lines, message) =>
    expect(setUpWith(`.:1053 {\n${lines}\n}`).messages[0]).toBe(
      message === undefined ? undefined : `plugin/tls: ${message}`,
    ),
  );
});

test("what is wrong with the words is told, too, behind a file that is not there", () => {
  const { problems } = setUpWith(".:1053 {\ntls absent.pem key.pem\ntls a\n}");
  expect(problems.map(({ cause }) => cause)).toEqual(["here", "text"]);
});

const A = "tls cert.pem key.pem";
const ACME = "tls {\nacme a\n}";
const conflict = (transport: string, text: string): string =>
  `conflicting TLS configuration for shared listener ${transport}://:1853 between zones "a." and "b.": ${text}`;

/** What stands in two blocks for one listener, and what CoreDNS says of them. */
const pairs: readonly (readonly [string, string, string | undefined])[] = [
  [A, A, undefined],
  [A, `${A} {\nclient_auth nocert\n}`, undefined],
  [`${A} ca.pem`, `${A} ca-other-order.pem`, undefined],
  [ACME, ACME, undefined],
  [A, "tls cert2.pem key2.pem", "server certificates differ"],
  [A, `${A} ca.pem`, "client CA pools differ"],
  [A, `tls cert2.pem key2.pem {\nclient_auth request\n}`, "client authentication policies differ"],
  [A, "", "TLS is configured for only one server block"],
  [A, ACME, "server certificates differ"],
  [ACME, "tls {\nacme b\n}", "dynamic TLS callbacks differ"],
];

describe("blocks that share a listener", () => {
  test.each(pairs)("%j and %j", (...[first, second, message]) => {
    for (const transport of ["tls", "https", "https3", "quic", "grpc"]) {
      const { messages } = setUpWith(`${transport}://a:1853 {\n${first}\n}\n${transport}://b:1853 {\n${second}\n}`);
      expect(messages[0]).toBe(message === undefined ? undefined : conflict(transport, message));
    }
  });

  test("plain DNS has nothing to agree on", () =>
    expect(setUpWith(`a:1853 {\n${A}\n}\nb:1853 {\n}`).messages).toEqual([]));

  test("other ports are other listeners", () =>
    expect(setUpWith(`tls://a:1853 {\n${A}\n}\ntls://b:1854 {\n}`).messages).toEqual([]));

  test("limits of streams must agree where they are set", () => {
    const block = (zone: string, streams: number) => `https://${zone}:1443 {\nhttps {\nmax_streams ${streams}\n}\n}\n`;
    expect(setUpWith(`${block("a", 5)}https://b:1443 {\n}\n${block("c", 5)}${block("d", 7)}`).messages).toEqual([
      "conflicting max_streams values for shared HTTPS listener https://:1443: 5 and 7",
    ]);
  });
});

test("secrets of connections are put behind what the key log has, as it warns", () => {
  const fresh = { ...fakeHost(), files };
  const { listeners } = setUp(`tls://.:1853 {\n${A} {\nkeylog logs/log\n}\n}`, [root, https, setup], fresh);
  const keyLog = listeners[0]?.settings.tls?.keyLog;
  for (const line of ["CLIENT_RANDOM a b\n", "CLIENT_RANDOM c d\n"]) keyLog?.(new TextEncoder().encode(line));
  const [[path, contents] = []] = fresh.storage.files;
  expect(new TextDecoder().decode(contents)).toBe("CLIENT_RANDOM a b\nCLIENT_RANDOM c d\n");
  expect(path).toBe(files.absolute("logs/log"));
  expect(fresh.log.lines).toEqual([`[WARNING] plugin/tls: Writing TLS Key Log to "${path}"`]);
});

describe("what this engine does not do yet", () => {
  test("certificates over ACME", () =>
    expect(setUpWith(`.:1053 {\n${ACME}\n}`).problems).toMatchObject([
      { cause: "engine", message: "plugin/tls: this engine gets no certificates over ACME yet" },
    ]));

  test("certificates on a block for plain DNS change nothing", () =>
    expect(setUpWith(`.:1053 {\n${A}\n}`).problems).toEqual([]));
});
