/** A Corefile that answers from a real etcd: what is put there is answered with the next query, and the page says which key decided. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { EtcdServer } from "../../conformance/etcd-server.ts";
import { askRequestSchema } from "../../lib/api/ask.ts";
import { freePort } from "../_test/free-port.ts";
import { Studio } from "../control/studio.ts";

const KEY = "/skydns/org/example/www";

let etcd: EtcdServer;
let home: string;
let studio: Studio;
beforeEach(async () => {
  etcd = await EtcdServer.start();
  home = mkdtempSync(join(tmpdir(), "etcd-"));
  studio = new Studio({ folder: home, home });
});
afterEach(async () => {
  await studio.close();
  await etcd.stop();
  rmSync(home, { recursive: true, force: true });
});

async function asked(): Promise<readonly [rcode: string, record: string | undefined, sentence: string | undefined]> {
  const request = askRequestSchema.parse({ name: "www.example.org", type: "A", timeoutMs: 9000 });
  const { received, explanation } = await studio.window("").ask(request);
  if (received.kind !== "reply") throw new Error(received.because);
  const step = explanation?.steps.find(({ plugin }) => plugin === "etcd");
  return [received.message.rcode, received.message.answer[0]?.rdata, step?.reason?.sentence];
}

it("shows each change with the next query, and names the key", async () => {
  const corefile = `example.org {\n    etcd {\n        endpoint ${etcd.url}\n    }\n}\n`;
  const { problems } = await studio.window("").apply({ drafts: { Corefile: corefile } });
  expect(problems.map(({ message }) => message)).toEqual([]);
  expect(await asked()).toEqual(["NXDOMAIN", undefined, expect.stringContaining(`etcd has no key ${KEY}`)]);
  for (const address of ["192.0.2.1", "192.0.2.2"]) {
    await etcd.put(KEY, { host: address });
    expect(await asked()).toEqual(["NOERROR", address, `etcd has the key ${KEY}: {"host":"${address}"}`]);
  }
});

it("says that CoreDNS would wait for etcd, and goes on with what serves", async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const text = `example.org {\n    etcd {\n        endpoint ${url}\n        credentials root secret\n    }\n}\n`;
  const { applied, problems } = await studio.window("").apply({ drafts: { Corefile: text } });
  expect([applied, problems.map(({ message, range }) => [range.start.line, message])]).toEqual([
    false,
    [[4, "plugin/etcd: etcd did not answer within 5 s; CoreDNS waits for it, and serves nothing until it does"]],
  ]);
});
