/** A folder's etcd may be a socket of the folder, and none of the machine around it. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { FakeKeyValues } from "../../../lib/ports/_test/fake-key-values.ts";
import { jailKeyValues } from "./jailed-key-values.ts";

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "jail-")));
  writeFileSync(join(root, "etcd.sock"), "");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function opened(...endpoints: readonly string[]) {
  const base = new FakeKeyValues();
  const store = jailKeyValues(base, { root, allowed: [] }).open({ endpoints, tls: undefined, user: undefined });
  return { store, endpoints: base.opened[0]?.endpoints };
}

test("servers are as they are, sockets of the folder where they are", () => {
  expect(opened("http://192.0.2.1:2379", "unix:etcd.sock", "unixs://etcd.sock").endpoints).toEqual([
    "http://192.0.2.1:2379",
    `unix:${root}/etcd.sock`,
    `unixs:${root}/etcd.sock`,
  ]);
});

test.each(["unix:///etc/hostname", "unix:../etcd.sock"])("%s is refused", async (endpoint) => {
  const { store, endpoints } = opened("http://192.0.2.1:2379", endpoint);
  expect(endpoints).toBeUndefined();
  await expect(store.get("/a", "key", 1000)).rejects.toThrow(
    /outside the workspace; allow it with COREFILE_STUDIO_ALLOW/,
  );
});
