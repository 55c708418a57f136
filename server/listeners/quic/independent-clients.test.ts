/**
 * Clients that are not ours, against whole listeners: kdig over QUIC, and dnspython with aioquic over QUIC and HTTP/3. Where
 * they are missing the test says so; `PYTHON` names a Python that has them.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import type { ListenerSettings } from "../../../lib/set-up/listeners.ts";
import { TestAuthority } from "../../_test/key-pairs.ts";
import { python, works } from "../../_test/other-programs.ts";
import { missingQuic } from "../../quic/quiche.ts";
import { SETTINGS } from "../_test/settings.ts";
import type { Answerer, Listener, ListenOptions } from "../listener.ts";
import { listenHttps3 } from "./https3.ts";
import { listenQuic } from "./quic.ts";

const run = promisify(execFile);
const isServed = missingQuic() === undefined;
const hasKdig = isServed && works("kdig", "-V");
const hasDnspython = isServed && works(python, "-c", "import dns.query, aioquic, httpx, h2");

const authority = new TestAuthority();
const { pair } = authority.signed("dns.example.org");
const folder = mkdtempSync(join(tmpdir(), "clients-"));
const ca = join(folder, "ca.pem");
writeFileSync(ca, authority.cert);

const opened: Listener[] = [];
afterAll(async () => {
  await Promise.all(opened.splice(0).map((listener) => listener.close()));
  rmSync(folder, { recursive: true, force: true });
});

/** The query, as a response. */
const answer: Answerer = (bytes) => {
  const reply = bytes.slice();
  reply[2] = (reply[2] ?? 0) | 0x80;
  return reply;
};

type Listen = (options: ListenOptions, settings: () => ListenerSettings) => Promise<Listener>;

async function listen(how: Listen): Promise<string> {
  const settings: ListenerSettings = {
    ...SETTINGS,
    tls: { clientAuth: "nocert", material: { kind: "tls", pair }, acme: "" },
  };
  const place = { address: "127.0.0.1", port: 0 };
  const nowMs = (): number => performance.now();
  const options = { place, server: "quic://:853", answer, failed: () => undefined, graceMs: 50, nowMs };
  const listener = await how(options, () => settings);
  opened.push(listener);
  return String(listener.bound.port);
}

const ASK = `
import sys, dns.message, dns.query
how, port, ca = sys.argv[1:]
for name in ("one.example.org", "two.example.org"):
    m = dns.message.make_query(name, "A")
    if how == "quic":
        m.id = 0
        r = dns.query.quic(m, "127.0.0.1", port=int(port), timeout=10, verify=ca, server_hostname="dns.example.org")
    else:
        r = dns.query.https(m, "https://dns.example.org:%s/dns-query" % port, timeout=10, verify=ca,
            bootstrap_address="127.0.0.1", http_version=dns.query.HTTPVersion.H3, post=how == "post")
    print(r.question[0].name, dns.rcode.to_text(r.rcode()))
`;

describe("over QUIC", () => {
  test.skipIf(!hasKdig)(`kdig${hasKdig ? "" : " (missing here)"} has its reply`, async () => {
    const port = await listen(listenQuic);
    const names = ["+tls-hostname=dns.example.org", `+tls-ca=${ca}`];
    const args = ["@127.0.0.1", "-p", port, ...names, "+quic", "example.org", "A"];
    const { stdout } = await run("kdig", args);
    expect(stdout).toContain("status: NOERROR; id: 0");
  });
});

describe.skipIf(!hasDnspython)(`dnspython with aioquic${hasDnspython ? "" : " (missing here)"}`, () => {
  test.each([
    ["quic", listenQuic],
    ["get", listenHttps3],
    ["post", listenHttps3],
  ] as const)("%s", async (how, listener) => {
    const { stdout } = await run(python, ["-c", ASK, how, await listen(listener), ca]);
    expect(stdout).toBe("one.example.org. NOERROR\ntwo.example.org. NOERROR\n");
  });
});
