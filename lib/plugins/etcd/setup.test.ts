/** Corefiles with etcd against the machine they are started on. */
import { expect, test } from "vitest";
import { fakeHost } from "../../ports/_test/fake-host.ts";
import { FakeKeyValues } from "../../ports/_test/fake-key-values.ts";
import { setUp } from "../../set-up/_test/set-up.ts";
import { run } from "../_test/run.ts";
import { setup as root } from "../root/setup.ts";
import { setup } from "./setup.ts";

const PEM = (label: string): string => `-----BEGIN ${label}-----\nAAAA\n-----END ${label}-----\n`;
const FILES = {
  "ca.pem": PEM("CERTIFICATE"),
  "key.pem": PEM("EC PRIVATE KEY"),
  "text.pem": "nothing",
  "certs/ca.pem": "nothing",
};

const cases: Readonly<Record<string, string | undefined>> = {
  "tls ca.pem": undefined,
  "tls ca.pem key.pem": undefined,
  "tls ca.pem key.pem ca.pem": undefined,
  "tls absent.pem": "error reading absent.pem: open absent.pem: no such file or directory",
  "tls text.pem": "could not read root certs: %!s(<nil>)",
  "tls absent.pem key.pem": "could not load TLS cert: open absent.pem: no such file or directory",
  "tls ca.pem absent.pem ca.pem": "could not load TLS cert: open absent.pem: no such file or directory",
  "tls text.pem key.pem": "could not load TLS cert: tls: failed to find any PEM data in certificate input",
  "tls ca.pem text.pem": "could not load TLS cert: tls: failed to find any PEM data in key input",
  "tls ca.pem key.pem text.pem": "could not read root certs: %!s(<nil>)",
  "tls absent.pem\ntls": "error reading absent.pem: open absent.pem: no such file or directory",
  "tls absent.pem\nnonsense": "error reading absent.pem: open absent.pem: no such file or directory",
  "nonsense\ntls absent.pem": "Corefile:3 - Error during parsing: unknown property 'nonsense'",
  "endpoint http://[::1": undefined,
  "endpoint http://etcd/%zz": 'parse "dns:///etcd-endpoints://0x0/etcd/%zz": invalid URL escape "%zz"',
};

test.each(Object.entries(cases))("%s", (line, message) => {
  const { messages } = setUp(`example.org {\netcd {\n${line}\n}\n}`, [setup], fakeHost(FILES));
  expect(messages[0]).toBe(message === undefined ? undefined : `plugin/etcd: ${message}`);
});

test("files are below the block's root", () =>
  expect(setUp("example.org {\nroot certs\netcd {\ntls ca.pem\n}\n}", [root, setup], fakeHost(FILES)).messages).toEqual(
    ["plugin/etcd: could not read root certs: %!s(<nil>)"],
  ));

test("the certificates of the last line count", async () => {
  const keyValues = new FakeKeyValues();
  await run(setup, "etcd {\ntls ca.pem\ntls ca.pem key.pem\n}", { ...fakeHost(FILES), keyValues });
  expect(keyValues.opened).toMatchObject([{ endpoints: ["http://localhost:2379"], tls: { pair: { kind: "pair" } } }]);
});

test("nothing is opened before the start", () => {
  const keyValues = new FakeKeyValues();
  setUp("example.org {\netcd\n}", [setup], { ...fakeHost(), keyValues });
  expect(keyValues.opened).toEqual([]);
});

test("the start waits for etcd to know the user, and says so", async () => {
  const keyValues = new FakeKeyValues();
  let answers = (): void => undefined;
  keyValues.before = () => new Promise((resolve) => (answers = resolve));
  const host = { ...fakeHost(), keyValues };
  const { lifeCycle } = setUp("example.org {\netcd {\ncredentials root secret\n}\n}", [setup], host);
  let isStarted = false;
  const started = lifeCycle.start().then(() => (isStarted = true));
  await host.clock.pass(60_000);
  expect([isStarted, host.log.lines]).toEqual([
    false,
    ["[WARNING] plugin/etcd: etcd does not answer; the server starts once it knows the user of credentials"],
  ]);
  answers();
  expect(await started).toBe(true);
});
