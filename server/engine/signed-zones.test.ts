/**
 * Zones that are signed as they are served, and ahead of that, as validators see them: delv, of BIND, and dnspython, each where
 * it is installed (Debian: bind9-dnsutils; `pip install dnspython cryptography`, PYTHON names another Python).
 */
import { execFile, execFileSync } from "node:child_process";
import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort } from "../_test/free-port.ts";
import { createHost } from "../host/host.ts";
import { embeddedEngine } from "./embedded.ts";
import type { Instance } from "./instance.ts";

const run = promisify(execFile);
const PYTHON = process.env.PYTHON ?? "python3";
const succeeds = (program: string, ...args: readonly string[]): boolean => {
  try {
    execFileSync(program, args, { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};
const hasDelv = succeeds("delv", "-v");
const hasDnspython = succeeds(PYTHON, "-c", "import dns.dnssec, cryptography");

const ZONE = `$ORIGIN example.org.
@ 3600 IN SOA ns admin 1 7200 900 1209600 300
@ 3600 IN NS ns
@ 3600 IN MX 10 Mail.Example.org.
ns 3600 IN A 127.0.0.1
www 300 IN A 192.0.2.10
www 300 IN A 192.0.2.9
*.wild 300 IN TXT "b"
*.wild 300 IN TXT "a" "c"
alias 300 IN CNAME WWW
srv 300 IN SRV 1 2 3 WWW.Example.org.
old 300 IN DNAME new
www.new 300 IN AAAA 2001:db8::1
`;
const QUESTIONS: readonly (readonly [string, string])[] = [
  ["www", "A"],
  ["www", "TXT"],
  ["nope", "A"],
  ["x.wild", "TXT"],
  ["x.wild", "A"],
  ["alias", "A"],
  ["srv", "SRV"],
  ["old", "DNAME"],
  ["www.old", "AAAA"],
];

/** What checks all signatures in the replies to questions, and tells how many hold. */
const VALIDATE = `
import sys, dns.dnssec, dns.message, dns.query, dns.name, dns.rdatatype
port, checked = int(sys.argv[1]), 0
ask = lambda name, kind: dns.query.tcp(dns.message.make_query(name, kind, want_dnssec=True), "127.0.0.1", port=port)
zone = dns.name.from_text("example.org.")
keys = {zone: next(r for r in ask(zone, "DNSKEY").answer if r.rdtype == dns.rdatatype.DNSKEY)}
for question in ["example.org. DNSKEY", "example.org. SOA", "example.org. MX"] + sys.argv[2:]:
    reply = ask(*question.split(" "))
    for section in (reply.answer, reply.authority):
        for signatures in section:
            if signatures.rdtype != dns.rdatatype.RRSIG: continue
            rrset = next(r for r in section if r.name == signatures.name and r.rdtype == signatures.covers)
            for signature in signatures:
                dns.dnssec.validate_rrsig(rrset, signature, keys)
                checked += 1
print(checked)
`;

let folder: string;
let ports: { readonly online: number; readonly ahead: number };
let running: Instance | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "signed-"));
  const first = await freePort(2);
  ports = { online: first, ahead: first + 1 };
  const keys = [
    writeKey("p256", 13, generateKeyPairSync("ec", { namedCurve: "P-256" })),
    writeKey("p384", 14, generateKeyPairSync("ec", { namedCurve: "P-384" })),
    writeKey("ed25519", 15, generateKeyPairSync("ed25519")),
    writeKey("rsa256", 8, generateKeyPairSync("rsa", { modulusLength: 2048 })),
    writeKey("rsa512", 10, generateKeyPairSync("rsa", { modulusLength: 1024 })),
  ].join(" ");
  writeFileSync(join(folder, "db"), ZONE);
  writeFileSync(
    join(folder, "Corefile"),
    `example.org:${ports.online} {\nbind 127.0.0.1\ndnssec {\nkey file ${keys}\n}\nfile db\n}\n` +
      `example.org:${ports.ahead} {\nbind 127.0.0.1\nsign db {\nkey file ${keys}\ndirectory .\n}\n` +
      "file db.example.org.signed {\nreload 50ms\n}\n}\n",
  );
  const host = createHost({ folder, sink: { write: () => undefined, end: () => undefined } });
  const started = await embeddedEngine.start({ corefile: "Corefile", defaultPort: 0, host });
  if (started.kind === "refused") throw new Error(started.problems[0]?.message);
  running = started;
  while (!existsSync(join(folder, "db.example.org.signed"))) await sleep(20);
  await sleep(500);
});
afterAll(async () => {
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes both halves as dnssec-keygen does; gives their name. */
function writeKey(name: string, algorithm: number, { privateKey }: { readonly privateKey: KeyObject }): string {
  const octets = Object.fromEntries(
    Object.entries(privateKey.export({ format: "jwk" })).map(([field, text]) => [
      field,
      Buffer.from(String(text), "base64url"),
    ]),
  );
  const { x, y, n, e, d, p, q } = octets;
  const isRsa = n !== undefined && e !== undefined;
  const publicKey = isRsa ? [Buffer.of(e.length), e, n] : [x, y].flatMap((part) => part ?? []);
  const fields = isRsa ? { Modulus: n, PrivateExponent: d, Prime1: p, Prime2: q } : { PrivateKey: d };
  const lines = Object.entries(fields).map(([field, part]) => `${field}: ${part?.toString("base64")}\n`);
  const text = Buffer.concat(publicKey).toString("base64");
  writeFileSync(join(folder, `${name}.key`), `example.org. IN DNSKEY 257 3 ${algorithm} ${text}\n`);
  writeFileSync(
    join(folder, `${name}.private`),
    `Private-key-format: v1.3\nAlgorithm: ${algorithm}\n${lines.join("")}`,
  );
  return name;
}

describe.runIf(hasDelv)("delv validates", () => {
  it.each(QUESTIONS.flatMap((question) => (["online", "ahead"] as const).map((way) => [...question, way] as const)))(
    "%s %s, signed %s",
    async (name, type, way) => {
      const [, key = ""] = / DNSKEY (.*)\n/.exec(readFileSync(join(folder, "p256.key"), "utf8")) ?? [];
      const [, fields = "", text = ""] = /^(\d+ \d+ \d+) (.*)$/.exec(key) ?? [];
      const anchors = join(folder, "anchors");
      writeFileSync(anchors, `trust-anchors { example.org. static-key ${fields} "${text}"; };\n`);
      const args = ["@127.0.0.1", "-p", String(ports[way]), "-a", anchors, "+root=example.org", `${name}.example.org`];
      const { stdout, stderr } = await run("delv", [...args, type]);
      expect(`${stdout}${stderr}`).toMatch(/^; (?:negative response, )?fully validated$/m);
    },
    30_000,
  );
});

describe.runIf(hasDnspython)("dnspython validates the signatures of every key", () => {
  it.each(["online", "ahead"] as const)(
    "signed %s",
    async (way) => {
      const questions = QUESTIONS.map(([name, type]) => `${name}.example.org. ${type}`);
      const { stdout } = await run(PYTHON, ["-c", VALIDATE, String(ports[way]), ...questions]);
      // Each reply has several RRsets with five signatures.
      expect(Number(stdout)).toBeGreaterThan(100);
    },
    30_000,
  );
});

it.skipIf(hasDelv)("delv is not installed: nothing was validated with it", () => undefined);
it.skipIf(hasDnspython)("dnspython is not installed: nothing was validated with it", () => undefined);
