/** The encrypted transports of an embedded engine in its worker: asked and explained, and edits that change certificates. */
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { afterAll, beforeAll, expect, it, test } from "vitest";
import { type AskReply, askRequestSchema } from "../../lib/api/ask.ts";
import { TestAuthority, type TestPair } from "../_test/key-pairs.ts";
import { Studio } from "../control/studio.ts";

const authority = new TestAuthority();
const sockets: TLSSocket[] = [];
let home: string;
let studio: Studio;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "encrypted-"));
  studio = new Studio({ folder: home, home });
});
afterAll(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await studio.close();
  rmSync(home, { recursive: true, force: true });
});

function write({ cert, key }: TestPair): void {
  writeFileSync(join(home, "cert.pem"), cert);
  writeFileSync(join(home, "key.pem"), key);
}

const apply = (text: string) => studio.window("").apply({ drafts: { Corefile: text } });
const ask = (parts: object): Promise<AskReply> =>
  studio.window("").ask(askRequestSchema.parse({ name: "version.bind", type: "TXT", class: "CH", ...parts }));
const corefile = (
  version: string,
  auth = "nocert",
): string => `.:53 tls://.:853 https://.:443 quic://.:853 https3://.:443 grpc://.:1443 {
    tls cert.pem key.pem {
        client_auth ${auth}
    }
    chaos ${version}
}
https://.:8443 grpc://.:2443 {
    chaos clear
}
`;
const answerOf = ({ received }: AskReply): string | undefined =>
  received.kind === "reply" ? received.message.answer[0]?.rdata : received.text;

test.each([
  ["tls", {}, '"v1"', "tls://:853", "(TLS)"],
  ["https", {}, '"v1"', "https://:443", "(HTTPS)"],
  ["https", { listener: "https://:8443" }, '"clear"', "https://:8443", "(HTTPS)"],
  ["quic", {}, '"v1"', "quic://:853", "(QUIC)"],
  ["https3", {}, '"v1"', "https3://:443", "(HTTPS3)"],
  ["grpc", {}, '"v1"', "grpc://:1443", "(GRPC)"],
  ["grpc", { listener: "grpc://:2443" }, '"clear"', "grpc://:2443", "(GRPC)"],
])("a question over %s %j is answered and explained", async (...row) => {
  const [transport, parts, answer, label, shown] = row;
  write(authority.signed("one.example.org"));
  await apply(corefile("v1"));
  const reply = await ask({ transport, ...parts });
  expect(answerOf(reply)).toBe(answer);
  expect(reply.listener.label).toBe(label);
  expect(reply.received).toMatchObject({ transport, text: expect.stringContaining(`for ${label} ${shown}`) });
  expect(reply.explanation).toMatchObject({ client: { transport }, listener: label });
});

it("refuses a question at a listener of another kind", async () => {
  await apply(corefile("v1"));
  await expect(ask({ transport: "https", listener: "tls://:853" })).rejects.toThrow(
    "tls://:853 does not speak DNS over HTTPS",
  );
});

it("says in words that a client without a certificate is turned away", async () => {
  write(authority.signed("one.example.org"));
  await apply(corefile("v1", "require_and_verify"));
  const text = answerOf(await ask({ transport: "tls" }));
  expect(text).toBe("The server ended TLS: certificate required.");
});

/** The name in the certificate with which a listener meets a new connection. */
async function nameAt(port: number): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false });
  sockets.push(socket);
  await once(socket, "secureConnect");
  return socket.getPeerX509Certificate()?.subjectAltName ?? "";
}

it("takes up new certificates on the open listener, and connections that are there stay", async () => {
  write(authority.signed("one.example.org"));
  const { engine } = await apply(corefile("v1"));
  const port = engine.listeners.find(({ kind }) => kind === "tls")?.bound.port ?? 0;
  expect(await nameAt(port)).toBe("DNS:one.example.org");
  write(authority.signed("two.example.org"));
  const after = await apply(corefile("v2"));
  expect(after.engine.listeners.find(({ kind }) => kind === "tls")?.bound.port).toBe(port);
  expect(await nameAt(port)).toBe("DNS:two.example.org");
  expect(answerOf(await ask({ transport: "tls" }))).toBe('"v2"');
  expect(sockets.every((socket) => !socket.destroyed && socket.readable)).toBe(true);
});

it("keeps the certificates that serve when the next ones are bad", async () => {
  write(authority.signed("one.example.org"));
  const { engine } = await apply(corefile("v1"));
  const port = engine.listeners.find(({ kind }) => kind === "tls")?.bound.port ?? 0;
  writeFileSync(join(home, "key.pem"), authority.signed("two.example.org").key);
  const refused = await apply(corefile("v2"));
  expect(refused.applied).toBe(false);
  expect(refused.problems[0]?.message).toBe(
    "plugin/tls: could not load TLS cert: tls: private key does not match public key",
  );
  expect(await nameAt(port)).toBe("DNS:one.example.org");
});
