/**
 * Clients that are not ours, against whole listeners: kdig over TLS and HTTPS, dnspython over TLS, httpx and curl over
 * both versions of HTTP. Where they are missing the test says so; `PYTHON` names a Python that has them.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import type { ListenerSettings } from "../../lib/set-up/listeners.ts";
import { TestAuthority } from "../_test/key-pairs.ts";
import { python, works } from "../_test/other-programs.ts";
import { SETTINGS } from "./_test/settings.ts";
import { listenHttps } from "./https/https.ts";
import type { Answerer, Listener, ListenOptions } from "./listener.ts";
import { listenTls } from "./tls.ts";

const run = promisify(execFile);
const hasKdig = works("kdig", "-V");
const hasCurl = works("curl", "--version");
const hasDnspython = works(python, "-c", "import dns.query, httpx, h2");
const missing = (has: boolean): string => (has ? "" : " (missing here)");

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
  const material = { kind: "tls", pair } as const;
  const settings: ListenerSettings = { ...SETTINGS, tls: { clientAuth: "nocert", material, acme: "" } };
  const nowMs = (): number => performance.now();
  const place = { address: "127.0.0.1", port: 0 };
  const listener = await how(
    { place, server: "tls://:853", answer, failed: () => undefined, graceMs: 50, nowMs },
    () => settings,
  );
  opened.push(listener);
  return String(listener.bound.port);
}

const ASK = `
import ssl, sys, dns.message, dns.query
how, port, ca = sys.argv[1:]
def over_https(m):
    import httpx
    url = "https://127.0.0.1:%s/dns-query" % port
    named = {"sni_hostname": "dns.example.org"}
    trusted = ssl.create_default_context(cafile=ca)
    with httpx.Client(http1=how == "h1", http2=how != "h1", verify=trusted, timeout=10) as client:
        headers = {"content-type": "application/dns-message"}
        r = client.post(url, content=m.to_wire(), headers=headers, extensions=named)
        r.raise_for_status()
        return dns.message.from_wire(r.content)
for name in ("one.example.org", "two.example.org"):
    m = dns.message.make_query(name, "A")
    if how == "tls":
        r = dns.query.tls(m, "127.0.0.1", port=int(port), timeout=10, verify=ca, server_hostname="dns.example.org")
    else:
        r = over_https(m)
    print(r.question[0].name)
`;

describe.skipIf(!hasKdig)(`kdig${missing(hasKdig)}`, () => {
  test.each([
    ["+tls", listenTls],
    ["+https", listenHttps],
    ["+https-get", listenHttps],
  ] as const)("%s", async (how, listener) => {
    const names = ["+tls-hostname=dns.example.org", `+tls-ca=${ca}`];
    const over = how === "+https-get" ? ["+https", how] : [how];
    const { stdout } = await run("kdig", [
      "@127.0.0.1",
      "-p",
      await listen(listener),
      ...names,
      ...over,
      "x.test",
      "A",
    ]);
    expect(stdout).toContain("status: NOERROR");
    expect(stdout).toContain(";; x.test.");
  });
});

describe.skipIf(!hasDnspython)(`dnspython and httpx${missing(hasDnspython)}`, () => {
  test.each([
    ["tls", listenTls],
    ["h1", listenHttps],
    ["h2", listenHttps],
  ] as const)("%s", async (how, listener) => {
    const { stdout } = await run(python, ["-c", ASK, how, await listen(listener), ca]);
    expect(stdout).toBe("one.example.org.\ntwo.example.org.\n");
  });
});

describe.skipIf(!hasCurl)(`curl${missing(hasCurl)}`, () => {
  test.each([
    ["--http1.1", "1.1"],
    ["--http2", "2"],
  ])("%s", async (option, version) => {
    const port = await listen(listenHttps);
    const url = `https://dns.example.org:${port}/dns-query?dns=AAABAAABAAAAAAAAB2V4YW1wbGUDb3JnAAABAAE`;
    const there = ["--cacert", ca, "--resolve", `dns.example.org:${port}:127.0.0.1`];
    const shown = ["-s", "-o", join(folder, "reply"), "-w", "%{http_version} %{http_code} %{content_type}"];
    const { stdout } = await run("curl", [option, ...there, ...shown, url]);
    expect(stdout).toBe(`${version} 200 application/dns-message`);
  });
});
